"""Which names are one by their forms alone, which never are."""

from __future__ import annotations

from itertools import permutations

import pytest

from analysis.article import Entity, Label, Mention
from analysis.library import store
from analysis.linking import headlines
from analysis.linking.company import Candidate, Evidence, choose, parties
from analysis.linking.countries import country_in
from analysis.linking.groups import partition
from analysis.linking.likeness import Name, likeness
from analysis.linking.names import key_of
from analysis.linking.offices_held import offices_held

PERSON, ORG, GPE = Label.PERSON, Label.ORG, Label.GPE


def name(form: str, label: Label = PERSON, articles: int = 1, number: int = 0, country: str | None = None) -> Name:
    key = key_of(form, label, country)
    return Name(number, key.key, key.base, label, articles)


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        ("Xi Jinping", "Jinping Xi", PERSON),
        ("Sen. Ana Brugge", "Ana Brugge", PERSON),
        ("José Araújo", "Jose Araujo", PERSON),
        ("Anne-Marie Tolk", "Anne Marie Tolk", PERSON),
        ("US", "United States", GPE),
        ("U.S.", "the United States", GPE),
        ("Hewlett-Packard", "Hewlett Packard", ORG),
        ("Ministry of Defence of Kenya", "Kenyan Defense Ministry", ORG),
        ("Norling Inc.", "Norling", ORG),
        ("Dockers’ Union", "Dockers' Union", ORG),
        ("Tarnians", "Tarnian", Label.NORP),
    ],
)
def test_equal_keys(one: str, other: str, label: Label) -> None:
    assert key_of(one, label).key == key_of(other, label).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelenskiy", "Vladimir Zelensky"),
        ("Andriy Cherenko", "Andrij Tcherenko"),
        ("Aleksandr Goryunov", "Alexander Gorjunov"),
        ("Donald J. Kessel", "Donald Kessel"),
    ],
)
def test_spellings_of_one_person(one: str, other: str) -> None:
    found = likeness(name(one), name(other))
    assert found is not None
    assert not found.company
    assert found == likeness(name(other), name(one))


@pytest.mark.parametrize(("one", "other"), [("Will Hale", "Willie Hale"), ("Noor Hale", "Nur Hale"), ("Pete Hale", "Peter Hale")])
def test_short_given_names_need_the_same_company(one: str, other: str) -> None:
    found = likeness(name(one), name(other))
    assert found is not None
    assert found.company
    assert found == likeness(name(other), name(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Erik Lund", "Mara Lund"),
        ("John A. Smith", "John B. Smith"),
        ("Donald Kessel", "Donald Kessel Jr."),
        ("Erik Lind", "Erik Lund"),
        ("Peter Marsh", "Marsh Peter"),
    ],
)
def test_two_persons(one: str, other: str) -> None:
    assert name(one).key != name(other).key
    assert likeness(name(one), name(other)) is None


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        ("University of Norrby", "Norrby University", ORG),
        ("Ministry of Health of Kenya", "Ministry of Health of Ghana", ORG),
        ("Alexandria", "Alexandra", GPE),
        ("Mackay", "Makkah", GPE),
        ("G7", "G8", ORG),
    ],
)
def test_two_things(one: str, other: str, label: Label) -> None:
    found = likeness(name(one, label), name(other, label))
    assert found is None or found.company


def test_an_institution_is_its_countrys() -> None:
    assert key_of("Supreme Court", ORG, "India").key == key_of("Supreme Court of India", ORG).key
    assert key_of("Supreme Court", ORG, "India").key != key_of("Supreme Court", ORG, "Kenya").key
    assert key_of("Supreme Court", ORG).open
    assert key_of("Supreme People’s Court", ORG).open
    assert not key_of("Maritime Accident Board of Halvard", ORG).open


def named(*places: str) -> list[Entity]:
    return [Entity(f"e{number}", place, GPE, (Mention(number, number + 1),)) for number, place in enumerate(places)]


@pytest.mark.parametrize(
    ("places", "country"),
    [
        (("Kenya", "Kenyan", "Ghana"), "Kenya"),
        (("Republic of Mauritius", "Port Louis", "India"), "Mauritius"),
        (("the Federal Republic of Germany", "Berlin", "France"), "Germany"),
        (("State of Grace", "Ghana"), "Ghana"),
        (("Kenya", "Ghana"), None),
        ((), None),
    ],
)
def test_the_country_that_an_article_is_about(places: tuple[str, ...], country: str | None) -> None:
    assert country_in(named(*places)) == country


def test_a_surname_alone_is_open() -> None:
    assert key_of("Lund", PERSON).open == "lund"
    assert not key_of("Pope Francis", PERSON).open


def alone(a: int, b: int) -> float:
    return 0.0


def parts(names: list[Name], company: float = 0.0) -> set[frozenset[str]]:
    by_id = {number: one._replace(id=number) for number, one in enumerate(names)}
    ties = [(a, b, why) for a in by_id for b in by_id if a < b and (why := likeness(by_id[a], by_id[b])) is not None]
    return {frozenset(one.key for one in group.members) for group in partition(by_id, ties, lambda a, b: company)}


def test_a_name_between_two_that_contradict_each_other_stays_apart() -> None:
    names = [name("George Kessel"), name("George W. Kessel"), name("George H. W. Kessel")]
    for order in permutations(names):
        assert {"george kessel"} in parts(list(order))
    assert parts(names[:2]) == {frozenset({"george kessel", "george w kessel"})}


def test_one_name_under_two_labels() -> None:
    assert len(parts([name("White Hall", ORG, 9), name("White Hall", Label.FAC, 2)])) == 1
    by_id = {0: name("Liverpool", ORG, 9, 0), 1: name("Liverpool", GPE, 8, 1)}
    why = likeness(by_id[0], by_id[1])
    assert why is not None
    assert len(partition(by_id, [(0, 1, why)], alone)) == 2, "both frequent: a club and a town"
    by_id[1] = name("Liverpool", GPE, 1, 1)
    assert len(partition(by_id, [(0, 1, why)], alone)) == 1, "the recogniser's slip"


@pytest.mark.parametrize(("one", "other"), [("Anna Brugge", "Anna Maria Brugge"), ("William Brugge", "Bill Brugge")])
def test_middle_names_and_short_given_names_need_company(one: str, other: str) -> None:
    names = [name(one), name(other)]
    assert len(parts(names)) == 2
    assert len(parts(names, company=5.0)) == 1


def evidence(*names: int, offices: tuple[str, ...] = ()) -> Evidence:
    weights = {1: 1.0, 2: 1.0, 3: 0.25, 4: 1.0}
    return Evidence([({number}, weights[number]) for number in names], offices)


def test_whom_a_surname_stands_for() -> None:
    known = Candidate(10, 20, {1, 2, 3}, "a", offices={"president", "of Osterland president"})
    kin = Candidate(11, 2, {4}, "b")
    assert choose(evidence(3), [known]) is None, "a country says too little"
    assert choose(evidence(1, 3), [known, kin]) == (known, 1.25)
    assert choose(evidence(4), [known, kin]) is None
    assert choose(evidence(), []) is None


def test_an_office_speaks_for_a_surname() -> None:
    known = Candidate(10, 20, {1, 2, 3}, "a", offices={"president", "of Osterland president"})
    assert choose(evidence(offices=("president",)), [known]) is None, "of which country?"
    assert choose(evidence(3, offices=("president",)), [known]) == (known, 1.0)
    assert choose(evidence(offices=("of Osterland president", "president")), [known]) == (known, 1.0)
    assert choose(evidence(3, offices=("coach",)), [known]) is None


def test_offices_beside_a_name() -> None:
    def said(text: str) -> list[str]:
        start = text.index("Lund")
        return offices_held(text, [Mention(start, start + 4)])

    assert said("Kenyan President Lund arrived.") == ["of Kenya president", "president"]
    assert said("It was Lund, the Labour leader, who spoke.") == ["leader", "of labour leader"]
    assert said("The singer Lund arrived.") == []
    assert said("The retired general Lund arrived.") == ["general"]


def test_surnames_without_a_full_name_go_together_by_company() -> None:
    weights = {1: 1.0, 2: 1.0, 3: 0.25}
    found = parties({7: {1, 2}, 8: {1, 2, 3}, 9: {3}}, weights)
    assert sorted(sorted(party) for party in found) == [[7, 8], [9]]


def test_headlines() -> None:
    assert headlines.SURE == store.SURE
    weight = dict.fromkeys(headlines.telling("Dockers reject insulting pay offer as strike nears"), 3.0)
    assert headlines.same_headline("Dockers reject ‘insulting’ pay offer", "Dockers reject insulting pay offer", weight) == 1.0
    assert headlines.same_headline("China", "China sends envoy to harbour talks", weight) == 0
    assert 0 < headlines.same_headline("Bank cuts rate to 4 percent", "Bank cuts rate to 5 percent", weight) < headlines.SURE
    assert headlines.same_headline("!?", "Dockers reject offer", weight) == 0
