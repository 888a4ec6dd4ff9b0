"""What two versions of a story have that the other has not, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from analysis.article import Article, Span
from tui.screens.paper import PaperScreen
from tui.widgets.dates import short_date
from tui.widgets.strips import fit, harmless

if TYPE_CHECKING:
    from analysis.differences import Difference

KEPT = 70
"""Columns that are shown of a paragraph that both have."""


def differences_screen(one: Article, other: Article) -> PaperScreen:
    """Return a sheet with the paragraphs of both: those of `one` after −, those of `other` after +, the words that differ marked."""
    from analysis.differences import differences

    found = differences(one, other)
    head = Content.styled(f"− {harmless(origin(one))}\n+ {harmless(origin(other))}\n{tally(found)}", "dim")
    parts = [part for difference in found for part in paragraphs(difference, one.text, other.text)]
    return PaperScreen("Differences", Content("\n\n").join([head, *parts]))


def origin(article: Article) -> str:
    """Return where an article is from, which tells two versions of one title apart."""
    return " · ".join(part for part in (article.outlet, short_date(article.published), article.title) if part)


def tally(found: Sequence[Difference]) -> str:
    """Say in how many paragraphs two articles agree and differ."""
    counts = Counter(difference.change.value for difference in found)
    said = ", ".join(f"{counts[change]} {change}" for change in ("same", "changed", "added", "dropped") if counts[change])
    return f"paragraphs: {said}" if counts["same"] or counts["changed"] else f"no paragraph in common: {said}"


def paragraphs(found: Difference, one: str, other: str) -> Iterable[Content]:
    """Yield what is shown of one paragraph: one line where both have it, else its words with a sign before them."""
    if found.one is not None and found.other is not None and found.change == "same":
        yield Content.styled(f"  {fit(harmless(other[found.other.start : found.other.end]), KEPT)}", "dim")
        return
    if found.one is not None:
        yield signed("− ", one, found.one, found.one_marks, "strike" if found.change == "changed" else "")
    if found.other is not None:
        yield signed("+ ", other, found.other, found.other_marks, "bold underline")


def signed(sign: str, text: str, span: Span, marks: Iterable[Span], style: str) -> Content:
    """Return a paragraph with its sign, and the marked words in a style."""
    content = Content(harmless(text[span.start : span.end]))
    for mark in marks:
        content = content.stylize(style, mark.start - span.start, mark.end - span.start)
    return Content.assemble((sign, "bold"), content)
