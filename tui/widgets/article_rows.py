"""The library's articles as a list: two lines each, or one when dense."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.reactive import var

from tui.widgets.dates import short_date
from tui.widgets.row_list import RowList
from tui.widgets.strips import Piece, fit
from tui.widgets.wrapping import Stretch, wrap

if TYPE_CHECKING:
    from analysis.library.records import ArticleRow

UNREAD, STARRED = "●", "★"
UNTITLED = "(no title)"


class ArticleRows(RowList["ArticleRow"]):
    """Rows of articles; `Highlighted.row` and `Chosen.row` are `ArticleRow`s, known by their id."""

    ROW_HEIGHT: ClassVar[int] = 2

    dense: var[bool] = var(False)
    """One line an article instead of two."""
    this_year: var[int | None] = var(None)
    """The year that dates leave out; None for the present one."""

    def key_of(self, row: ArticleRow) -> int:
        """Articles are known by their id."""
        return row.id

    def watch_dense(self, dense: bool) -> None:
        """One line or two."""
        self.row_height = 1 if dense else 2

    def draw(self, row: ArticleRow, width: int) -> list[list[Piece]]:
        """Draw the unread mark, date, outlet, star and title."""
        mark: Piece = ("  ", "") if row.read else (f"{UNREAD} ", "row--mark")
        star: Piece = (f" {STARRED}", "row--mark") if row.starred else ("  ", "")
        date = short_date(row.published, self.this_year)
        title: Piece = (row.title or UNTITLED, "row--faint" if not row.title else "" if row.read else "row--strong")
        if self.dense:
            return [_dense_line(mark, star, date, row.outlet or "", title, width)]
        origin = fit("  ".join(part for part in (date, row.outlet) if part), width - 5)
        first, second = (origin, title[0]) if origin else _halves(title[0], width - 5)
        gap = " " * (width - 5 - cell_len(first))
        return [
            [mark, (first, "row--faint" if origin else title[1]), (gap, ""), star],
            [("  ", ""), (fit(second, width - 3), title[1])],
        ]


def _halves(title: str, width: int) -> tuple[str, str]:
    """Break a title that has both lines to itself."""
    rows = wrap(title, [Stretch(0, len(title), width)])
    return (title[: rows.ends[0]], title[rows.starts[1] :]) if len(rows) > 1 else (title, "")


def _dense_line(mark: Piece, star: Piece, date: str, outlet: str, title: Piece, width: int) -> list[Piece]:
    """Lay out one line; the outlet goes first where there is no room."""
    date = f"{date:<7}" if date else ""
    outlet = fit(outlet, 16) if width >= 56 else ""
    room = width - 2 - cell_len(date) - 3 - (cell_len(outlet) + 1 if outlet else 0)
    text = fit(title[0], max(0, room))
    gap = " " * max(0, room - cell_len(text) + (1 if outlet else 0))
    return [mark, (date, "row--faint"), (text, title[1]), (gap, ""), (outlet, "row--faint"), star]
