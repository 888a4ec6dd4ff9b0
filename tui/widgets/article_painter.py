"""Draw one row of a laid-out article: block, quote, name, find mark, current place and selection, one over the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip

from analysis.article import BlockKind, Span
from tui.widgets.article_layout import Layout, RowKind
from tui.widgets.article_marks import SPEAKER_COLOURS, ArticleMarks, MarkedQuote, kind_of
from tui.widgets.spans import SpanIndex
from tui.widgets.strips import StyleBook, fit, harmless

MARGIN = 14
"""Cells of the left margin that names the speakers."""
MARGIN_FROM = 70
"""Narrower than this, there is no margin."""

_BLOCKS = {
    BlockKind.HEADLINE: "article--headline",
    BlockKind.SUBHEADING: "article--headline",
    BlockKind.STANDFIRST: "article--lede",
    BlockKind.TEASER: "article--lede",
    BlockKind.CAPTION: "article--caption",
    BlockKind.BYLINE: "article--faint",
    BlockKind.DATELINE: "article--faint",
    BlockKind.CREDIT: "article--faint",
    BlockKind.PROMO: "article--faint",
}
"""The style of a block's text; the others look like a paragraph."""
_OWN_WORDS = {
    RowKind.TITLE: "article--headline",
    RowKind.META: "article--faint",
    RowKind.LABEL: "article--faint",
    RowKind.FOLD: "article--faint",
}
COMPONENTS = frozenset(
    {*_BLOCKS.values(), *(f"article--{kind}" for kind in ("person", "org", "place", "other"))}
    | {f"article--{what}-{number}" for what in ("speaker", "said") for number in range(SPEAKER_COLOURS)}
    | {f"article--{name}" for name in ("quote", "value", "found", "found-here", "current", "current-quote", "here", "selection")}
)
"""Each costs the reader's start a little: Textual styles every one whenever the widget's state changes."""


class Column(NamedTuple):
    """Where things stand in a line of `width` cells."""

    width: int
    left: int
    """The margin's first column."""
    text: int
    """The text's first column."""
    measure: int
    """Cells of the text column."""

    @classmethod
    def within(cls, width: int, measure: int) -> Column:
        """Centre a margin and at most `measure` cells of text in `width` cells."""
        margin = MARGIN if width >= MARGIN_FROM else 2 if width >= 24 else 0
        measure = max(2, min(measure, width - margin - (3 if width >= 24 else 0)))
        left = max(0, (width - margin - measure) // 2)
        return cls(width, left, left + margin, measure)


@dataclass(slots=True)
class Painter:
    """Everything that the look of a row depends on."""

    styles: StyleBook
    text: str = ""
    layout: Layout = field(default_factory=Layout)
    column: Column = field(default_factory=lambda: Column(0, 0, 0, 2))
    marks: ArticleMarks = field(default_factory=ArticleMarks)
    quotes: SpanIndex[MarkedQuote] = field(default_factory=SpanIndex)
    margin: dict[int, tuple[str, int]] = field(default_factory=dict)
    """Words and colour in the margin, by row."""
    blocks: SpanIndex[BlockKind] = field(default_factory=SpanIndex)
    names: bool = True
    values: bool = False
    found: SpanIndex[int] = field(default_factory=SpanIndex)
    found_here: int = -1
    current: Span | None = None
    current_is_quote: bool = False
    here: int = -1
    """The row of the current place, when it is marked by a sign in the margin."""
    selection: Span | None = None

    def paint(self, number: int) -> Strip:
        """Draw row `number` with the text offsets that selecting with the mouse needs."""
        style = self.styles.style
        if number >= len(self.layout.rows):
            return Strip([_anchor(len(self.text))]).adjust_cell_length(self.column.width, style())
        row = self.layout.rows[number]
        segments = self._margin(number)
        if self.selection is not None:  # a drag into the margin ends at the row's first character
            segments = [Segment(cell, (part.style or RichStyle()) + _meta(row.start)) for part in segments for cell in part.text]
        if row.lead:
            segments.append(Segment(row.lead, style("article--faint")))
        if row.kind == RowKind.TEXT:
            segments += self._text(row.start, row.end)
        else:
            words = harmless(fit(row.words, self.column.measure))
            before = self.layout.rows[number - 1] if row.kind == RowKind.BLANK and number else row
            segments += [_anchor(max(before.start, before.end - 1)), Segment(words, style(_OWN_WORDS.get(row.kind, "")))]
        return Strip(segments).adjust_cell_length(self.column.width, style())

    def _margin(self, number: int) -> list[Segment]:
        row, column, style = self.layout.rows[number], self.column, self.styles.style
        room = column.text - column.left
        words, colour = self.margin.get(number, ("", -1))
        bar, bar_style = " ", ""
        if row.kind == RowKind.TEXT:
            spoken = self.quotes.overlapping(row.start, row.end)
            if spoken:
                bar, bar_style = "▏", speaker_style(spoken[-1][2].colour)
                if self.current_is_quote and self.current and self.current.start < row.end and self.current.end > row.start:
                    bar = "▌"
        if number == self.here:
            bar, bar_style = "›", "article--here"
        segments = [Segment(" " * column.left, style())] if column.left else []
        if room >= MARGIN:
            label = fit(words, room - 3)
            gap = " " * (room - 2 - cell_len(label))
            segments.append(Segment(gap, style()))
            if label:
                segments.append(Segment(label, style(speaker_style(colour))))
            segments.append(Segment(" ", style()))
        elif room:
            segments.append(Segment(" " * (room - 1), style()))
        if room:
            segments.append(Segment(bar, style(bar_style)))
        return segments

    def _text(self, start: int, end: int) -> list[Segment]:
        layers = self._layers(start, end)
        cuts = sorted({start, end, *(cut for low, high, _ in layers for cut in (low, high) if start < cut < end)})
        segments = []
        for low, high in pairwise(cuts):
            names = tuple(name for first, last, name in layers if first <= low and last >= high)
            style = self.styles.style(*names) + _meta(low)
            segments.append(Segment(self.text[low:high], style))
        return segments

    def _layers(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Return ``(start, end, component class)`` for all that is marked in a row, the lowest layer first."""
        layers: list[tuple[int, int, str]] = []
        for low, high, kind in self.blocks.overlapping(start, end):
            if kind in _BLOCKS:
                layers.append((low, high, _BLOCKS[kind]))
        for low, high, quote in self.quotes.overlapping(start, end):
            layers.append((low, high, "article--quote"))
            if quote.colour >= 0:
                layers.append((low, high, f"article--said-{quote.colour}"))
        if self.values:
            layers += [(low, high, "article--value") for low, high, _ in self.marks.values.overlapping(start, end)]
        if self.names:
            for low, high, marked in self.marks.names.overlapping(start, end):
                layers.append((low, high, f"article--{kind_of(marked.entity.label)}"))
        for low, high, index in self.found.overlapping(start, end):
            layers.append((low, high, "article--found-here" if index == self.found_here else "article--found"))
        if self.current is not None:
            name = "article--current-quote" if self.current_is_quote else "article--current"
            layers.append((self.current.start, self.current.end, name))
        if self.selection is not None:
            layers.append((self.selection.start, self.selection.end, "article--selection"))
        return layers


def _meta(offset: int) -> RichStyle:
    """Return the mark by which Textual finds the character under the mouse: an offset of the text, in its line 0."""
    return RichStyle.from_meta({"offset": (offset, 0)})


def _anchor(offset: int) -> Segment:
    """Return an empty segment: what Textual takes for the character of a cell that shows none."""
    return Segment("", _meta(offset))


def speaker_style(colour: int) -> str:
    """Return the component class of a speaker's colour, or of an unknown speaker."""
    return f"article--speaker-{colour}" if colour >= 0 else "article--faint"
