"""Linking within a library: spellings, surnames, institutions, labels; and that a change undone leaves nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from analysis.article import Annotations, Article, Entity, Label, Mention
from analysis.library import open_names
from analysis.library.records import Progress
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.analysis.library.linked import Names, article_of, groups, library, put, together

HARBOUR: Names = [("ORG", "Halvard Port Authority", ()), ("PERSON", "Olga Trent", ()), ("GPE", "Halvard", ())]
BANK: Names = [("ORG", "Bank of Osterland", ()), ("PERSON", "Helga Voss", ()), ("GPE", "Veska", ())]


def lund(name: str, *forms: str) -> tuple[str, str, tuple[str, ...]]:
    return ("PERSON", name, forms)


def test_spellings_are_one_entity_that_is_called_by_the_commonest(tmp_path: Path) -> None:
    with library(
        tmp_path,
        {
            "a": [lund("Andriy Cherenko", "Andriy Cherenko", "Cherenko")],
            "b": [lund("Andrij Tcherenko")],
            "c": [lund("Andriy Cherenko", "Andriy Cherenko", "Cherenko")],
        },
    ) as store:
        (row,) = store.entities()
        assert (row.name, row.articles) == ("Andriy Cherenko", 3)
        assert row.aliases == ("Cherenko", "Andrij Tcherenko")
        assert [(form, score, articles) for form, _, score, articles in store.joins(row.id)] == [
            ("Andriy Cherenko", 1.0, 2),
            ("Andrij Tcherenko", 0.97, 1),
        ]


def test_given_names_never_clash(tmp_path: Path) -> None:
    with library(tmp_path, {"a": [lund("Erik Lund"), *HARBOUR], "b": [lund("Mara Lund"), *HARBOUR]}) as store:
        assert not together(store, ("a", "e1"), ("b", "e1"))


def test_a_surname_alone_goes_where_its_company_is(tmp_path: Path) -> None:
    articles: dict[str, Names] = {f"m{n}": [lund("Mara Lund"), *HARBOUR] for n in range(3)}
    articles |= {f"e{n}": [lund("Erik Lund"), *BANK] for n in range(3)}
    articles |= {"near": [lund("Lund"), *BANK], "far": [lund("Lund"), ("ORG", "Tarn Rovers", ())]}
    with library(tmp_path, articles) as store:
        assert together(store, ("near", "e1"), ("e0", "e1"))
        assert not together(store, ("far", "e1"), ("e0", "e1"))
        assert not together(store, ("far", "e1"), ("m0", "e1"))
        assert not together(store, ("far", "e1"), ("near", "e1"))


def test_a_surname_is_decided_again_when_its_full_name_comes_and_goes(tmp_path: Path) -> None:
    with library(tmp_path, {"a": [lund("Lund"), *BANK]}) as store:
        alone = groups(store)
        put(store, [article_of("b", [lund("Erik Lund"), *BANK])])
        assert together(store, ("a", "e1"), ("b", "e1"))
        found = store.find("b")
        assert found is not None
        Writer(store.database).remove([found])
        assert groups(store) == alone


def test_institutions_are_their_countrys(tmp_path: Path) -> None:
    court = ("ORG", "Supreme Court", ())
    with library(
        tmp_path,
        {
            "k": [court, ("GPE", "Kenya", ("Kenya", "Kenya"))],
            "i": [court, ("GPE", "India", ("India", "India"))],
            "j": [("ORG", "Supreme Court of India", ())],
        },
    ) as store:
        assert together(store, ("i", "e1"), ("j", "e1"))
        assert not together(store, ("i", "e1"), ("k", "e1"))


def test_an_acronym_is_what_an_article_explains(tmp_path: Path) -> None:
    with library(
        tmp_path,
        {
            "a": [("ORG", "Maritime Accident Board", ("Maritime Accident Board", "MAB")), *HARBOUR],
            "b": [("ORG", "MAB", ()), *HARBOUR],
            "c": [("ORG", "MAB", ()), ("ORG", "Tarn Rovers", ())],
        },
    ) as store:
        assert together(store, ("a", "e1"), ("b", "e1"))
        found = store.find("a")
        assert found is not None
        Writer(store.database).remove([found])
        (row,) = store.find_entity("MAB")
        assert row.aliases == ()


def test_forms_that_differ_in_their_signs_only_are_shown_as_one(tmp_path: Path) -> None:
    forms = ("Mara O’Lund-Hale", "Mara O'Lund-Hale", "O’Lund", "O'Lund", "O'Lund", "Mara O‘Lund‑Hale", "Mara")
    with library(tmp_path, {"a": [lund("Mara O’Lund-Hale", *forms)]}) as store:
        (row,) = store.entities()
        assert store.aliases(row.id) == [("O'Lund", 3), ("Mara", 1)]
        assert row.aliases == ("O'Lund", "Mara")


def test_a_name_is_explained_as_its_articles_give_it(tmp_path: Path) -> None:
    bank = ("ORG", "Varn Bank", ("Varn Bank", "Varn Bank of the North"))
    with library(tmp_path, {"a": [bank], "b": [bank], "c": [("ORG", "Varn Bank Ltd.", ())]}) as store:
        (row,) = store.find_entity("Varn Bank")
        assert [form for form, *_ in store.joins(row.id)] == ["Varn Bank"]


def shuffled_world(seed: int) -> dict[str, Names]:
    """Make articles of few names with many clashes: spellings, surnames alone, middle initials, labels."""
    rng = random.Random(seed)
    given = ["Erik", "Eric", "Mara", "Andriy", "Andrei", "George", "George W.", "George H. W.", "Bill", "William"]
    family = ["Lund", "Cherenko", "Tcherenko", "Kessel"]
    bodies = ["Maritime Accident Board", "MAB", "Tarn Rovers", "Rovers", "Supreme Court", "Labour Party", "Labour", "Halvard"]
    articles: dict[str, Names] = {}
    for number in range(40):
        names: list[tuple[str, str, tuple[str, ...]]] = []
        for surname in rng.sample(family, 2):
            full = f"{rng.choice(given)} {surname}" if rng.random() < 0.7 else surname
            names.append(("PERSON", full, (full, surname)))
        for body in rng.sample(bodies, 3):
            forms = (body, "MAB") if body.startswith("Maritime") else (body, "Rovers") if body.startswith("Tarn") else (body,)
            names.append((rng.choice(["ORG", "ORG", "ORG", "GPE"]), body, forms))
        names.append(("GPE", rng.choice(["Kenya", "India", "Veska"]), ()))
        articles[f"a{number}"] = names
    return articles


@pytest.mark.parametrize("seed", range(4))
def test_no_order_of_coming_and_going_matters(tmp_path: Path, seed: int) -> None:
    made = [article_of(key, names) for key, names in shuffled_world(seed).items()]
    kept = made[:25]
    rng = random.Random(seed)
    with Store.open(tmp_path / "one") as one, Store.open(tmp_path / "two") as two:
        put(one, kept)
        put(two, rng.sample(made, len(made)))
        gone = [two.find(article.key) for article, _ in made[25:]]
        rng.shuffle(gone)
        writer = Writer(two.database)
        writer.remove([number for number in gone if number is not None])
        writer.decide_waiting()
        assert groups(one) == groups(two)
        assert one.database.value("SELECT count(*) FROM names") == two.database.value("SELECT count(*) FROM names")


@pytest.mark.parametrize("at_once", [2, 7, 40])
def test_how_many_are_written_at_once_makes_no_difference(tmp_path: Path, at_once: int) -> None:
    made = [article_of(key, names) for key, names in shuffled_world(at_once).items()]
    with Store.open(tmp_path / "one") as one, Store.open(tmp_path / "two") as two:
        put(one, made)
        put(two, made, at_once=at_once)
        assert groups(one) == groups(two)
        for table in ("names", "entities", "aliases", "article_entities", "name_clues", "open_words"):
            everything = f"SELECT * FROM {table} ORDER BY 1, 2"
            assert one.database.all(everything) == two.database.all(everything), table


def test_of_several_articles_one_that_has_changed_meanwhile_is_left_out(tmp_path: Path) -> None:
    (one, first), (two, second) = (article_of(key, [lund("Mara Lund")]) for key in ("one", "two"))
    with Store.open(tmp_path / "library") as store:
        writer = Writer(store.database)
        numbers = [added.article_id for added in writer.add([one, two])]
        assert writer.annotate_all([(numbers[0], "another text", first), (numbers[1], two.digest, second)]) == [numbers[1]]
        assert store.progress() == Progress(1, 2, 0)
        (entity,) = store.find_entity("Mara Lund")
        assert entity.articles == 1


def famous_surname(tmp_path: Path, articles: int) -> Store:
    """Make a library of many articles that leave one surname open, then of its bearers."""
    made: dict[str, Names] = {f"o{n}": [lund("Lund"), *(HARBOUR if n % 3 else BANK)] for n in range(articles)}
    made |= {f"m{n}": [lund("Mara Lund"), *HARBOUR] for n in range(8)}
    made |= {f"e{n}": [lund("Erik Lund"), *BANK] for n in range(2)}
    return library(tmp_path, made)


def test_an_article_pays_for_few_of_those_that_leave_a_famous_surname_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decided: list[int] = []
    choose = open_names.choose
    monkeypatch.setattr(open_names, "choose", lambda *said, **more: decided.append(1) or choose(*said, **more))
    with famous_surname(tmp_path, 150) as store:
        for key in ("one", "two"):
            decided.clear()
            put(store, [article_of(key, [lund("Mara Lund"), lund("Lund"), *HARBOUR])], to_the_end=False)
            assert 0 < len(decided) <= open_names.AT_ONCE + 1


@pytest.mark.parametrize(("at_once", "compared"), [(3, 5), (7, 40), (1000, 60)])
def test_names_that_waited_are_decided_as_if_they_had_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int, compared: int
) -> None:
    monkeypatch.setattr(open_names, "MOST_COMPARED", compared)
    with famous_surname(tmp_path / "one", 50) as store:
        expected = groups(store)
    monkeypatch.setattr(open_names, "AT_ONCE", at_once)
    with Store.open(tmp_path / "two") as store:
        made = [(f"o{n}", [lund("Lund"), *(HARBOUR if n % 3 else BANK)]) for n in range(50)]
        made += [(f"m{n}", [lund("Mara Lund"), *HARBOUR]) for n in range(8)] + [(f"e{n}", [lund("Erik Lund"), *BANK]) for n in range(2)]
        put(store, (article_of(key, names) for key, names in random.Random(at_once).sample(made, len(made))))
        assert groups(store) == expected
        assert not open_names.waiting(store.database.connection)


def test_bare_surnames_of_one_article_speak_for_each_other(tmp_path: Path) -> None:
    articles: dict[str, Names] = {
        f"a{n}": [lund("Mara Lund"), lund("Olga Trent"), lund("Viktor Stanek"), ("GPE", "Veska", ())] for n in range(6)
    }
    articles |= {"three": [lund("Lund"), lund("Trent"), lund("Stanek")], "one": [lund("Lund")]}
    with library(tmp_path, articles) as store:
        assert together(store, ("three", "e1"), ("a0", "e1"))
        assert not together(store, ("one", "e1"), ("a0", "e1"))


def test_an_office_tells_whom_a_surname_means(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        for n in range(6):
            put(store, [(titled(f"a{n}", "President", "Mara Lund"), said) for said in [annotated("President", "Mara Lund")]])
        put(store, [(titled("same", "President", "Lund"), annotated("President", "Lund"))])
        put(store, [(titled("other", "Coach", "Lund"), annotated("Coach", "Lund"))])
        assert together(store, ("same", "e1"), ("a0", "e1"))
        assert not together(store, ("other", "e1"), ("a0", "e1"))
        (row,) = [row for row in store.find_entity("Mara Lund") if row.name == "Mara Lund"]
        assert any("office" in reason for _, reason, _, _ in store.joins(row.id))


def titled(key: str, title: str, name: str) -> Article:
    text = f"{title} {name} spoke in Kenya."
    return Article(key, "A title", text, digest=key)


def annotated(title: str, name: str) -> Annotations:
    start = len(title) + 1
    country = start + len(name) + len(" spoke in ")
    person = Entity("e1", name, Label.PERSON, (Mention(start, start + len(name)),))
    return Annotations((person, Entity("e2", "Kenya", Label.GPE, (Mention(country, country + 5),))), pipeline="test")


def test_adherents_are_of_a_country(tmp_path: Path) -> None:
    tories, conservatives = ("NORP", "Tories", ()), ("NORP", "Conservatives", ())
    with library(
        tmp_path,
        {
            "a": [tories, ("GPE", "London", ())],
            "b": [conservatives, ("FAC", "Downing Street", ())],
            "c": [conservatives, ("GPE", "Chile", ())],
        },
    ) as store:
        assert together(store, ("a", "e1"), ("b", "e1"))
        assert not together(store, ("b", "e1"), ("c", "e1"))


def test_a_name_in_capitals_is_the_one_of_usual_letters(tmp_path: Path) -> None:
    with library(
        tmp_path,
        {"a": [("ORG", "HALVARD", ())], "b": [("GPE", "Halvard", ())], "c": [("ORG", "VESKA", ())], "d": [("GPE", "Veska", ())]},
    ) as store:
        assert together(store, ("a", "e1"), ("b", "e1"))
        assert not together(store, ("c", "e1"), ("d", "e1")), "short enough for an acronym"


def test_several_words_under_another_label_are_a_slip_in_the_same_company(tmp_path: Path) -> None:
    others: Names = [("PERSON", "Olga Trent", ()), ("PERSON", "Helga Voss", ())]
    club = "Estmark Town"
    with library(
        tmp_path, {"a": [("ORG", club, ()), *others], "b": [("PERSON", club, ()), *others], "c": [("GPE", "Veska", ()), *others],
                   "d": [("ORG", "Veska", ()), *others], "e": [("GPE", club, ())]},
    ) as store:  # fmt: skip
        assert together(store, ("a", "e1"), ("b", "e1"))
        assert not together(store, ("a", "e1"), ("e", "e1"))
        assert not together(store, ("c", "e1"), ("d", "e1")), "a town and its club"


def test_what_is_of_a_region_is_no_countrys(tmp_path: Path) -> None:
    with library(tmp_path, {"a": [("ORG", "EU", ())], "b": [("ORG", "European Union", ()), ("GPE", "France", ())]}) as store:
        assert together(store, ("a", "e1"), ("b", "e1"))


@pytest.mark.parametrize("seed", range(2))
def test_linking_everything_again_changes_nothing(tmp_path: Path, seed: int) -> None:
    made = [article_of(key, names) for key, names in shuffled_world(seed).items()]
    tables = ("entities", "names", "name_clues", "aliases", "article_entities")
    with Store.open(tmp_path) as store:
        put(store, made)
        before = [store.database.all(f"SELECT * FROM {table}") for table in tables]
        writer = Writer(store.database)
        for article, said in made:
            number = store.find(article.key)
            assert number is not None
            writer.annotate(number, article.digest, said)
        writer.decide_waiting()
        assert [store.database.all(f"SELECT * FROM {table}") for table in tables] == before
