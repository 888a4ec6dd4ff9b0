import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.canonical import canonical, clean_line, level, shorten

FORBIDDEN = {chr(code) for code in [*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]}
FORBIDDEN |= {"\u200b", "\u200e", "\u200f", "\u2060", "\ufeff", "\u061c", "\ufffe", "\U000e0041"}

hostile = st.text(
    alphabet=st.one_of(
        st.characters(codec=None, exclude_categories=()),
        st.sampled_from([*sorted(FORBIDDEN), "\x1b", "[", "]", "0", ";", "m", "\x07", "a", "́", "̣", "\u200c", "\u200d", "�", "�", "ن"]),
    )
)


@given(hostile)
def test_nothing_hidden_or_commanding_is_left(text: str) -> None:
    clean = canonical(text)
    assert not FORBIDDEN & set(clean)
    assert not any("\ud800" <= character <= "\udfff" for character in clean)
    assert unicodedata.is_normalized("NFC", clean)
    clean.encode("utf-8")


@given(hostile)
def test_applied_twice_changes_nothing(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(hostile)
def test_level_keeps_every_offset(text: str) -> None:
    flat = level(text)
    assert len(flat) == len(text)
    assert not FORBIDDEN & set(flat)
    assert all(after == before for before, after in zip(text, flat, strict=True) if before.isalnum() and not "\ud800" <= before <= "\udfff")


@given(hostile, st.integers(2, 40))
def test_lines_are_one_line_of_at_most_the_limit(text: str, limit: int) -> None:
    line = clean_line(text, limit)
    assert "\n" not in line
    assert len(line) <= limit
    assert line == line.strip()


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\tb\xa0c\u2009d", "a b c d"),
        ("\x1b[31mred\x1b[0m alert", "red alert"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]52;c;aGVsbG8=\x1b\\clip", "clip"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("\x1bP1$r0m\x1b\\dcs", "dcs"),
        ("\ufeffbom\u200b zero\u2060width", "bom zerowidth"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("He said \x93yes\x94\x85", "He said “yes”…"),
        ("e\u0301", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("plain\u200cword", "plainword"),
        ("\ud83d\ude00 and \ud800", "😀 and \ufffd"),
        ("soft\xadhyphen", "softhyphen"),
    ],
)
def test_examples(text: str, clean: str) -> None:
    assert canonical(text) == clean


def test_marks_piled_on_a_letter_are_capped() -> None:
    assert len(canonical("a" + "\u0301\u0323" * 100_000)) < 40


def test_shorten_cuts_at_a_word() -> None:
    assert shorten("the harbour master spoke", 14) == "the harbour…"
    assert shorten("the harbour", 14) == "the harbour"
    assert shorten("x" * 50, 10) == "x" * 9 + "…"
