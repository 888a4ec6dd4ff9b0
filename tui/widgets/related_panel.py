"""The articles that are related to the one at hand, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from tui.widgets.dates import short_date
from tui.widgets.row_list import RowList
from tui.widgets.row_source import RowSource
from tui.widgets.strips import Piece, fit
from tui.widgets.wrapping import Rows, Stretch, wrap

if TYPE_CHECKING:
    from analysis.library.records import RelatedRow

WAITING = "Looking for related articles …"
NOTHING = "Nothing related in the library."
REASON_LINES = 2
MOST_NUMBERED = 9
"""Rows that a digit opens."""


class RelatedList(RowList["RelatedRow"]):
    """Related articles, best first: title, origin, and the reasons in words that can be checked."""

    ROW_HEIGHT: ClassVar[int] = 2 + REASON_LINES
    DEFAULT_CSS = """
    RelatedList {
        border-top: solid $foreground 15%;
        border-title-color: $foreground 60%;
        border-title-background: transparent;
        &:focus { border-title-color: $foreground; border-title-style: bold reverse; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(empty=NOTHING, id=id, classes=classes)
        self.border_title = "Related"
        self._numbers: dict[int, int] = {}

    def wait(self) -> None:
        """Show nothing while related articles are looked for."""
        self.empty = WAITING
        super().show((), keep=False)

    def show(self, rows: RowSource[RelatedRow] | Iterable[RelatedRow], *, keep: bool = True) -> None:
        """Show what was found."""
        self.empty = NOTHING
        super().show(rows, keep=keep)
        shown = (self.source.row(at) for at in range(min(MOST_NUMBERED, len(self.source))))
        self._numbers = {row.article.id: number for number, row in enumerate(shown, 1)}

    def key_of(self, row: RelatedRow) -> int:
        """They are known by their article."""
        return row.article.id

    def draw(self, row: RelatedRow, width: int) -> list[list[Piece]]:
        """Draw the title with the digit that opens it, the unread mark, the kind of relation with the origin, and the reasons."""
        article = row.article
        mark: Piece = ("  ", "") if article.read else ("● ", "row--mark")
        origin = " · ".join(part for part in (row.kind, article.outlet, short_date(article.published)) if part)
        digit: Piece = (f"{self._numbers.get(article.id, '▸')} ", "row--faint")
        lines: list[list[Piece]] = [
            [digit, (fit(article.title, width - 2), "" if article.read else "row--strong")],
            [mark, (fit(origin, width - 2), "row--faint")],
        ]
        reasons, wrapped = lines_of(row.reasons, width - 2)
        for number, start in enumerate(wrapped.starts[:REASON_LINES]):
            last = number == REASON_LINES - 1
            text = fit(reasons[start:], width - 2) if last else reasons[start : wrapped.ends[number]]
            lines.append([("  ", ""), (text, "row--faint")])
        return lines


def lines_of(reasons: Sequence[str], width: int) -> tuple[str, Rows]:
    """Return reasons as one text and its lines, with as many of the names, which come with commas, as leave room for all the others."""
    kept = list(reasons)
    while True:
        text = " · ".join(kept)
        wrapped = wrap(text, [Stretch(0, len(text), width)])
        longest = max(range(len(kept)), key=lambda at: kept[at].count(","), default=0)
        if len(wrapped.starts) <= REASON_LINES or "," not in kept[longest]:
            return text, wrapped
        kept[longest] = kept[longest].rpartition(",")[0]
