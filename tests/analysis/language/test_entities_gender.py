import pytest

from analysis.language.entities import gender_of, genders_of
from analysis.language.entities.gender import address_gender, given_name_gender, is_family_first
from analysis.language.entities.nationalities import country_name, country_of, place_key
from analysis.language.entities.offices import HONORIFICS, canonical_office, is_person_noun, is_title
from tests.analysis.language.marked_text import entities, unmark


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{PERSON Laura Finch} came.", "f"),
        ("{PERSON Paul Finch} came.", "m"),
        ("Mrs {PERSON Finch} came.", "f"),
        ("Ms. {PERSON Xq Finch} came.", "f"),
        ("{PERSON Xq Finch} came. She sang.", "f"),
        ("{PERSON Xq Finch} came, and he sang his song.", "m"),
        ("{PERSON Xq Finch}, an actress, came.", "f"),
        ("His wife, {PERSON Xq Finch}, came.", "f"),
        ("Spokeswoman {PERSON Xq Finch} came.", "f"),
        ("{PERSON Xq Finch} came.", None),
        ("{PERSON Xq Finch} came.\nHe sang.", None),
        ("{PERSON Kim Jong Un} came.", None),
        ("{PERSON Kim Jong Un} came, and he sang.", "m"),
        ("{PERSON Kim Novel} came.", None),
        ("Mrs {PERSON Paul Finch} came.", "f"),
        ("{ORG Laura Ashby} sold her house.", None),
    ],
)
def test_gender_of(marked, expected):
    text, _ = unmark(marked)
    found = entities(marked)
    assert gender_of(found[0], text, found) == expected


def test_a_pronoun_behind_another_person_does_not_count():
    marked = "{PERSON Xq Finch} met {PERSON Laura Dale}, and she sang."
    text, _ = unmark(marked)
    found = entities(marked)
    assert gender_of(found[0], text, found) is None
    assert gender_of(found[1], text, found) == "f"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Xi Jinping", True),
        ("Kim Jong Un", True),
        ("Ban Ki-moon", True),
        ("Kim Novak", False),
        ("Laura Finch", False),
        ("Jackie Chan", False),
        ("Xi", False),
    ],
)
def test_is_family_first(name, expected):
    assert is_family_first(name) is expected


def test_address_gender():
    assert address_gender("Mrs Finch", 4) == "f"
    assert address_gender("Mr. Finch", 4) == "m"
    assert address_gender("Finch", 0) is None


def test_given_names():
    assert given_name_gender("José") == "m"
    assert given_name_gender("Xq") is None


@pytest.mark.parametrize(
    ("phrase", "office"),
    [
        ("PM", "prime minister"), ("Chinese Foreign Minister", "foreign minister"), ("Sen.", "senator"), ("spokeswoman", "spokesman"),
        ("deputy health spokesman", "spokesman"), ("chief executive officer", "chief executive"), ("baker", "baker"), ("", ""),
    ],
)  # fmt: skip
def test_canonical_office(phrase, office):
    assert canonical_office(phrase) == office


def test_vocabulary():
    assert is_person_noun("Spokeswoman")
    assert is_person_noun("Sen.")
    assert not is_person_noun("table")
    assert is_title("Mr")
    assert is_title("President")
    assert not is_title("Tuesday")
    assert HONORIFICS["mrs"] == "f"


@pytest.mark.parametrize(
    ("people", "country"),
    [("Russian", "Russia"), ("Russians", "Russia"), ("South Korean", "South Korea"), ("Martian", None), ("Swiss", "Switzerland")],
)
def test_country_of(people, country):
    assert country_of(people) == country


def test_country_names_and_keys():
    assert country_name("the U.S.") == "United States"
    assert country_name("Elmland") is None
    assert place_key("American") == place_key("USA")
    assert place_key("Elm St.") == "elm st"


def test_genders_of_all_persons():
    marked = "{PERSON Laura Finch} met {PERSON Xq Dale}, who ate his hat, and {PERSON Xq Rowe} of {ORG Laura Ashby}."
    text, _ = unmark(marked)
    assert genders_of(entities(marked), text) == {"e1": "f", "e2": "m", "e3": None}
