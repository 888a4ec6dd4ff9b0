"""What two versions of a story have that the other has not, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content

from analysis.article import Article, Span
from tui.screens.paper import PaperScreen
from tui.widgets.strips import fit, harmless

if TYPE_CHECKING:
    from analysis.differences import Difference

KEPT = 70
"""Columns that are shown of a paragraph that both have."""


def differences_screen(one: Article, other: Article) -> PaperScreen:
    """Return a sheet with the paragraphs of both: dropped ones struck out, added ones marked, changed words underlined."""
    from analysis.differences import differences

    head = Content.styled(f"− {harmless(one.title)}\n+ {harmless(other.title)}", "dim")
    parts = [part for found in differences(one, other) for part in paragraphs(found, one.text, other.text)]
    return PaperScreen("Differences", Content("\n\n").join([head, *parts]))


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
