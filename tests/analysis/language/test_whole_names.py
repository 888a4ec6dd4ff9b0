"""Names that were found in part, made whole."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.whole_names import Name, make_whole
from tests.analysis.language.test_rules import words_and_names


def whole(text: str) -> list[tuple[str, str]]:
    words, names = words_and_names(text)
    return [(" ".join(words[name.start : name.end]), name.label) for name in make_whole(words, names)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The firm , [Hale|PERSON|0.9] & [Brook|PERSON|0.8] , won .", [("Hale & Brook", "ORG")]),
        ("The firm , [Hale|PERSON|0.9] & Brook , won .", [("Hale & Brook", "ORG")]),
        ("[Anna|PERSON|0.9] & [Piet|PERSON|0.9] won .", [("Anna", "PERSON"), ("Piet", "PERSON")]),
        ("[Ola Hale|PERSON|0.9] & [Brook|PERSON|0.9] won .", [("Ola Hale", "PERSON"), ("Brook", "PERSON")]),
        ("[Hale|PERSON|0.9] & [Ida Brook|PERSON|0.9] won .", [("Hale", "PERSON"), ("Ida Brook", "PERSON")]),
        ("[Holm|GPE|0.9] & [Varn|GPE|0.9] are near .", [("Holm", "GPE"), ("Varn", "GPE")]),
        ("[Hale|PERSON|0.9] & family won .", [("Hale", "PERSON")]),
        ("[Hale|PERSON|0.9] &", [("Hale", "PERSON")]),
    ],
)
def test_two_surnames_around_an_ampersand_are_a_firm(text: str, expected: list[tuple[str, str]]) -> None:
    assert whole(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shin [Do - yun|PERSON|0.7] spoke", [("Shin Do - yun", "PERSON")]),
        ("Then [Do - yun|PERSON|0.7] spoke", [("Do - yun", "PERSON")]),
        ("[Do - yun|PERSON|0.7] spoke", [("Do - yun", "PERSON")]),
        ("[Shin|ORG|0.7] [Do - yun|PERSON|0.7] spoke", [("Shin", "ORG"), ("Do - yun", "PERSON")]),
    ],
)
def test_a_family_name_before_a_given_name_of_two_syllables_belongs_to_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert whole(text) == expected


def test_an_ampersand_in_a_headline_is_an_and() -> None:
    words = ["Hale", "&", "Brook", "win", "\n\n", "They", "won", "."]
    names = [Name(0, 1, "PERSON"), Name(2, 3, "PERSON")]
    assert make_whole(words, names) == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the [Miners|NORP|0.9] ’ Union said", [("Miners ’ Union", "ORG")]),
        ("the [Miners|ORG|0.9] ' Union", [("Miners ' Union", "ORG")]),
        ("on [Singles|WORK_OF_ART|0.9] ’ Day they", [("Singles ’ Day", "EVENT")]),
        ("the [Miners|NORP|0.9] ’ Union Square", [("Miners", "NORP")]),
        ("the [Miners|NORP|0.9] ’ union", [("Miners", "NORP")]),
        ("at [Hales|PERSON|0.9] ’ Club", [("Hales", "PERSON")]),
        ("the [United Nations|ORG|0.9] ’ Council", [("United Nations", "ORG")]),
        ("the [Miners|NORP|0.9] ’", [("Miners", "NORP")]),
    ],
)
def test_a_union_belongs_to_its_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert whole(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Hale|PERSON|0.9] told the Chamber .", [("Hale", "PERSON"), ("Chamber", "ORG")]),
        ("[Hale|PERSON|0.9] sued the Crown .", [("Hale", "PERSON"), ("Crown", "ORG")]),
        ("[Hale|PERSON|0.9] met the Crown Prince .", [("Hale", "PERSON")]),
        ("[Hale|PERSON|0.9] left the chamber .", [("Hale", "PERSON")]),
        ("[Hale|PERSON|0.9] left the Chamber Orchestra .", [("Hale", "PERSON")]),
        ("[Hale|PERSON|0.9] left a Chamber .", [("Hale", "PERSON")]),
        ("the [Chamber of Deputies|ORG|0.9] met", [("Chamber of Deputies", "ORG")]),
    ],
)
def test_a_house_of_parliament_is_a_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert whole(text) == expected


WORDS = st.lists(st.sampled_from(["Hale", "&", "Brook", "Miners", "’", "Union", "the", "Chamber", ".", "\n", "won"]), max_size=14)
LABELS = st.sampled_from(["PERSON", "NORP", "ORG", "GPE"])


@given(WORDS, st.lists(st.tuples(st.integers(0, 13), st.integers(1, 3), LABELS), max_size=6))
def test_whole_names_are_sorted_and_apart(words: list[str], drawn: list[tuple[int, int, str]]) -> None:
    names: list[Name] = []
    for start, size, label in sorted(drawn):
        if start + size <= len(words) and (not names or start >= names[-1].end):
            names.append(Name(start, start + size, label))
    said = make_whole(words, names)
    assert all(a.end <= b.start for a, b in pairwise(said))
    assert all(name.start < name.end <= len(words) for name in said)
    assert all(any(new.start <= old.start < new.end for new in said) for old in names)
