"""Rows of what a search found: articles with their snippet, quotes with their speaker, entities with their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from analysis.language.quotes.tiers import said_by
from tui.widgets.card import counts, in_words
from tui.widgets.dates import short_date
from tui.widgets.row_list import RowList
from tui.widgets.strips import Piece, fit
from tui.widgets.wrapping import Stretch, wrap

if TYPE_CHECKING:
    from analysis.article import Span
    from analysis.library.records import EntityRow, QuoteRow, SearchHit
    from analysis.library.search import QuoteHit


def marked(text: str, marks: tuple[Span, ...], width: int, plain: str = "row--faint") -> list[Piece]:
    """Cut a snippet to a width, its marked spans standing out of what is `plain`, and the first of them to be seen."""
    pieces: list[Piece] = []
    if marks and marks[0].end > width - 2:
        from analysis.article import Span

        start = text.rfind(" ", 0, max(0, marks[0].start - width // 4)) + 1
        text, marks = "…" + text[start:], tuple(Span(span.start - start + 1, span.end - start + 1) for span in marks)
    shown = fit(text, width)
    at = 0
    for span in marks:
        start, end = min(span.start, len(shown)), min(span.end, len(shown))
        if at <= start < end:
            pieces += [(shown[at:start], plain), (shown[start:end], "row--mark")]
            at = end
    return [*pieces, (shown[at:], plain)]


class HitRows(RowList["SearchHit"]):
    """Articles that a search found: origin, title, and the snippet with the hits marked."""

    ROW_HEIGHT: ClassVar[int] = 3

    def key_of(self, row: SearchHit) -> int:
        """Hits are known by their article."""
        return row.article.id

    def refresh_article(self, article_id: int) -> None:
        """Read and draw the row of an article again."""
        if hasattr(self.source, "refresh"):
            self.source.refresh()
            self.refresh_where(lambda row: row.article.id == article_id)

    def draw(self, row: SearchHit, width: int) -> list[list[Piece]]:
        """Draw three lines."""
        article = row.article
        origin = "  ".join(part for part in (short_date(article.published), article.outlet) if part)
        star: Piece = (" ★" if article.starred else "", "row--mark")
        title: Piece = (fit(article.title, width - 4), "" if article.read else "row--strong")
        lines: list[list[Piece]] = [[("  ", ""), title], [("  ", ""), *marked(row.snippet, row.marks, width - 3)]]
        if origin:
            lines.insert(0, [("  ", ""), (fit(origin, width - 4), "row--faint")])
        lines[0] = [("  " if article.read else "● ", "row--mark"), *lines[0][1:], star]
        return lines


class QuoteRows(RowList["QuoteRow"]):
    """Quotes: speaker, relay and origin, then the words."""

    ROW_HEIGHT: ClassVar[int] = 3

    def key_of(self, row: QuoteRow) -> tuple[int, int]:
        """Quotes are known by their article and their number there."""
        return row.article_id, row.n

    def draw(self, row: QuoteRow, width: int) -> list[list[Piece]]:
        """Draw the speaker line and two lines of words."""
        return quote_lines(row, (), width)


class QuoteHitRows(RowList["QuoteHit"]):
    """Quotes that a search found, the hits marked."""

    ROW_HEIGHT: ClassVar[int] = 3

    def key_of(self, row: QuoteHit) -> tuple[int, int]:
        """Quotes are known by their article and their number there."""
        return row.article_id, row.quote.n

    def draw(self, row: QuoteHit, width: int) -> list[list[Piece]]:
        """Draw the speaker line and two lines of words."""
        return quote_lines(row.quote, row.marks, width)


def quote_lines(row: QuoteRow, marks: tuple[Span, ...], width: int) -> list[list[Piece]]:
    """Draw who said it and where it stands, and two lines of the words, those that `marks` index standing out."""
    from analysis.article import Span

    who = said_by(row.speaker, row.confidence)
    via = f" via {row.via}" if row.via else ""
    origin = "  ".join(part for part in (short_date(row.published), row.outlet) if part)
    words = row.text.replace("\n", " ")
    wrapped = wrap(words, [Stretch(0, len(words), max(1, width - 3))])
    first = wrapped.ends[0] if wrapped.ends else 0
    rest = wrapped.starts[1] if len(wrapped.starts) > 1 else len(words)
    below = tuple(Span(mark.start - rest, mark.end - rest) for mark in marks if mark.start >= rest)
    return [
        [
            ("  ", ""),
            (fit(f"{who}{via}", width - 4), "row--strong"),
            (fit(f"  {origin}", max(0, width - 4 - len(who) - len(via))), "row--faint"),
        ],
        [("  ", ""), *marked(words[:first], tuple(mark for mark in marks if mark.start < first), width, "")],
        [("  ", ""), *marked(words[rest:], below, width - 3, "")],
    ]


class EntityRows(RowList["EntityRow"]):
    """Entities: name, what they are, and how often."""

    ROW_HEIGHT: ClassVar[int] = 2

    def key_of(self, row: EntityRow) -> int:
        """Entities are known by their id."""
        return row.id

    def draw(self, row: EntityRow, width: int) -> list[list[Piece]]:
        """Draw the name, and below it kind, counts and aliases."""
        also = f" · also {', '.join(row.aliases)}" if row.aliases else ""
        return [
            [("  ", ""), (fit(row.name, width - 3), "row--strong")],
            [("  ", ""), (fit(f"{in_words(row.label)} · {counts(row)}{also}", width - 3), "row--faint")],
        ]
