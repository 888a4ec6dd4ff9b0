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

UNREAD, COPY_READ, STARRED = "●", "◐", "★"
FOLLOWED_NEW, FOLLOWED = "◆", "◇"
"""Somebody whom the user follows is in it: it came since the last visit, or before that."""
BELOW = "└"
UNTITLED = "(no title)"
LEAST_NAME = 4
"""Cells from which on a name is worth showing beside the sign."""


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

    def refresh_article(self, article_id: int) -> None:
        """Draw the row of an article again, and those of near duplicates, which say whether one of them was read."""
        self.refresh_where(lambda row: row.id == article_id or row.copies > 0)

    def draw(self, row: ArticleRow, width: int) -> list[list[Piece]]:
        """Draw the unread mark, date, outlet, who of those in it is followed, the number of near duplicates, star and title."""
        if row.copy_of is not None:
            first, *others = self._draw_article(row, width - 2)
            return [[(f"{BELOW} ", "row--faint"), *first], *([("  ", ""), *line] for line in others)]
        return self._draw_article(row, width)

    def _draw_article(self, row: ArticleRow, width: int) -> list[list[Piece]]:
        mark: Piece = ("  ", "") if row.read else (f"{COPY_READ if row.copy_read else UNREAD} ", "row--mark")
        star: Piece = (f" {STARRED}" if row.starred else "", "row--mark")
        sign = "" if row.copy_of is not None or not row.copies else "−" if getattr(self.source, "opened", None) == row.id else "+"
        copies: Piece = (f" {sign}{row.copies}" if sign else "", "row--faint")
        date = short_date(row.published, self.this_year)
        title: Piece = (row.title or UNTITLED, "row--faint" if not row.title else "" if row.read else "row--strong")
        if self.dense:
            return [_dense_line(mark, [_followed(row, 0), copies, star], date, row.outlet or "", title, width)]
        room = width - 3 - cell_len(copies[0]) - cell_len(star[0])
        origin = "  ".join(part for part in (date, row.outlet) if part)
        followed = _followed(row, room - cell_len(origin))
        room -= cell_len(followed[0])
        origin = fit(origin, room)
        first, second = (origin, title[0]) if origin else _halves(title[0], room)
        gap = " " * (room - cell_len(first))
        return [
            [mark, (first, "row--faint" if origin else title[1]), (gap, ""), followed, copies, star],
            [("  ", ""), (fit(second, width - 3), title[1])],
        ]


def _followed(row: ArticleRow, room: int) -> Piece:
    """Return the sign that somebody is followed, with the name where there is room for it."""
    if not row.followed:
        return "", ""
    sign = f"  {FOLLOWED_NEW if row.new else FOLLOWED}"
    name = fit(row.followed, room - cell_len(sign) - 1)
    return (f"{sign} {name}" if cell_len(name) >= min(LEAST_NAME, cell_len(row.followed)) else sign), "row--mark"


def _halves(title: str, width: int) -> tuple[str, str]:
    """Break a title that has both lines to itself."""
    rows = wrap(title, [Stretch(0, len(title), width)])
    return (title[: rows.ends[0]], title[rows.starts[1] :]) if len(rows) > 1 else (title, "")


def _dense_line(mark: Piece, signs: list[Piece], date: str, outlet: str, title: Piece, width: int) -> list[Piece]:
    """Lay out one line; the outlet goes first where there is no room."""
    date = f"{date:<7}" if date else ""
    outlet = fit(outlet, 16) if width >= 56 else ""
    room = width - 3 - cell_len(date) - sum(cell_len(text) for text, _ in signs) - (cell_len(outlet) + 1 if outlet else 0)
    text = fit(title[0], max(0, room))
    gap = " " * max(0, room - cell_len(text) + (1 if outlet else 0))
    return [mark, (date, "row--faint"), (text, title[1]), (gap, ""), (outlet, "row--faint"), *signs]
