"""What headings and captions repeat of a quote."""

from __future__ import annotations

import pytest

from analysis.article import Quote, QuoteForm, QuoteKind, Speaker
from analysis.language.quotes.echoes import with_echoes

SAID = "“The pumps will hold, and so shall we until the tugs come,”"
MOSS, REED = Speaker("e1", "Ida Moss", None), Speaker("e2", "Jon Reed", None)


def said(text: str, words: str, confidence: float, speaker: Speaker = MOSS) -> Quote:
    start = text.index(words)
    return Quote(start, start + len(words), QuoteKind.DIRECT, confidence, speaker, form=QuoteForm.WRITTEN)


@pytest.mark.parametrize(
    ("heading", "echo", "kind"),
    [
        ("‘The pumps will hold’", "‘The pumps will hold’", QuoteKind.DIRECT),
        ("12.40 Moss: “So shall we until the tugs come”", "“So shall we until the tugs come”", QuoteKind.DIRECT),
        ("Harbour says that ‘pumps will hold’ in storm", "‘pumps will hold’", QuoteKind.PARTIAL),
    ],
)
def test_a_heading_repeats_a_quote(heading: str, echo: str, kind: QuoteKind) -> None:
    text = f"{heading}\n\nThe storm goes on.\n\n{SAID} Ida Moss wrote."
    source = said(text, SAID, 0.9)
    first, second = with_echoes(text, [source])
    assert second == source
    assert (text[first.start : first.end], first.kind, first.speaker, first.confidence) == (echo, kind, MOSS, 0.9)
    assert first.form is QuoteForm.WRITTEN


@pytest.mark.parametrize(
    "line",
    [
        "‘will hold’",  # two words
        "‘The pumps will leak’",
        "The firm calls its pumps ‘pumps will hold’ pumps, and has sold them under this name for years.",
    ],
)
def test_marks_are_no_echo_without_the_words_or_the_heading(line: str) -> None:
    text = f"{line}\n\n{SAID} Ida Moss wrote."
    source = said(text, SAID, 0.9)
    assert with_echoes(text, [source]) == [source]


def test_an_echo_has_the_speaker_of_the_surer_quote() -> None:
    text = f"‘The pumps will hold’\n\nJon Reed closed the harbour.\n\n{SAID} Ida Moss wrote."
    source = said(text, SAID, 0.9)
    unsure, sure = (said(text, "‘The pumps will hold’", value, REED) for value in (0.6, 0.95))
    assert [(quote.speaker, quote.confidence) for quote in with_echoes(text, [unsure, source])] == [(MOSS, 0.9)] * 2
    assert with_echoes(text, [sure, source]) == [sure, source]


def test_what_somebody_else_says_after_him_stays_his_unless_that_is_unlikely() -> None:
    text = f"{SAID} Ida Moss wrote. Jon Reed agreed that “the pumps will hold” if nobody sleeps."
    source = said(text, SAID, 0.9)
    doubtful, likely = (said(text, "“the pumps will hold”", value, REED) for value in (0.3, 0.6))
    assert with_echoes(text, [source, likely]) == [source, likely]
    assert [quote.speaker for quote in with_echoes(text, [source, doubtful])] == [MOSS, MOSS]


def test_a_text_of_one_sentence_over_and_over_is_read() -> None:
    text = f"{SAID}\n" * 500
    start = len(SAID) + 1
    quotes = [Quote(n * start, n * start + len(SAID), QuoteKind.DIRECT, 0.5, MOSS) for n in range(0, 500, 2)]
    assert len(with_echoes(text, quotes)) == 500
