"""Pairing of quotation marks: every habit, every accident."""

from __future__ import annotations

import pytest

from analysis.language.quotes.marks import pair_marks, prefers_single_marks


def outer(text: str) -> list[str]:
    return [text[s.start : s.end] for s in pair_marks(text) if s.depth == 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Rain is coming,” the keeper said.", ["“Rain is coming,”"]),
        ('"Rain is coming," the keeper said. "Soon."', ['"Rain is coming,"', '"Soon."']),
        ("''Rain is coming,'' the keeper said.", ["''Rain is coming,''"]),
        ("``Rain is coming,'' the keeper said.", ["``Rain is coming,''"]),
        ("«Rain is coming,» the keeper said.", ["«Rain is coming,»"]),
        ('“Rain is coming," the keeper said.', ['“Rain is coming,"']),
        ("‘Rain is coming,’ the keeper said.", ["‘Rain is coming,’"]),
        ("'It's the keepers' lamp,' said Dunn. 'Don't touch it.'", ["'It's the keepers' lamp,'", "'Don't touch it.'"]),
        ("\"He told me 'leave it' and left,\" she said.", ["\"He told me 'leave it' and left,\""]),
        ("”Rain is coming,“ the keeper said.", ["”Rain is coming,“"]),
    ],
)
def test_habits(text: str, expected: list[str]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The keepers' lamps don't burn in the '90s way; rock 'n' roll isn't it.",
        "It’s the islanders’ ferry, and they’re proud of the ’60s hull.",
        "The plank is 6'2\" long.",
        "",
        "No marks at all.",
    ],
)
def test_apostrophes_and_inches_are_no_quotes(text: str) -> None:
    assert outer(text) == []


def test_nested_marks_are_one_level_down() -> None:
    text = "“She called it ‘a good lamp’ and smiled,” Dunn said."
    depths = {text[s.start : s.end]: s.depth for s in pair_marks(text)}
    assert depths == {"“She called it ‘a good lamp’ and smiled,”": 0, "‘a good lamp’": 1}


def test_double_marks_nest_in_a_single_house() -> None:
    text = "'She called it \"a good lamp\" and smiled,' Dunn said."
    assert [(text[s.start : s.end], s.depth) for s in pair_marks(text)] == [
        ("'She called it \"a good lamp\" and smiled,'", 0),
        ('"a good lamp"', 1),
    ]


def test_unclosed_mark_holds_its_paragraph_and_no_more() -> None:
    text = "“The first lamp burned.\n“The second lamp did not,” Dunn said.\nNobody spoke."
    found = [s for s in pair_marks(text) if s.depth == 0]
    assert [(text[s.start : s.end], s.closed) for s in found] == [("“The first lamp burned.", False), ("“The second lamp did not,”", True)]


def test_pairing_recovers_after_a_stray_mark() -> None:
    text = 'A stray " mark stands here.\nThen “all is well,” she said.'
    assert outer(text)[-1] == "“all is well,”"


def test_single_house_is_told_from_apostrophes() -> None:
    assert prefers_single_marks("'Go,' he said.\n'Stay,' she said.\n'Well,' they said.")
    assert not prefers_single_marks("It's the keepers' turn. “Go,” he said. “Stay,” she said.")
