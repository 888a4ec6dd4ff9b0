"""The article under the list's cursor, shown beside it."""

from __future__ import annotations

from textual import on
from textual.timer import Timer

from tui.screens.reader.base import ReaderBase
from tui.widgets.library_pane import LibraryPane
from tui.widgets.row_list import RowList

PREVIEW_AFTER = 0.08
"""Seconds that the cursor rests on a row before its article is shown."""
PREVIEW_AFTER_TYPING = 0.4
"""The same while a query is typed, from the last letter on: an article that each letter opened would hold the next one up."""


class Previewing(ReaderBase):
    """Shows what the cursor points at once it rests there."""

    _pointed: RowList.Highlighted | None = None
    """The row to be shown."""
    _resting: Timer | None = None

    @on(RowList.Highlighted)
    def _row_highlighted(self, event: RowList.Highlighted) -> None:
        if event.row_list in self.library.query(RowList):
            self._pointed = event
            self._wait_for_rest()

    @on(LibraryPane.Queried)
    def _typing_goes_on(self) -> None:
        if self._pointed is not None:
            self._wait_for_rest()

    def _wait_for_rest(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        typing = self._pointed is not None and not self._pointed.row_list.has_focus
        self._resting = self.set_timer(PREVIEW_AFTER_TYPING if typing else PREVIEW_AFTER, self._preview)

    def _preview(self) -> None:
        event, self._pointed, self._resting = self._pointed, None, None
        rows = self.library.rows
        if event is None or rows is not event.row_list or rows.highlighted != event.row or self.pane != "list" or self.has_class("-narrow"):
            return
        number, offset = self.where(event.row)
        if number is not None and (number != self.article_id or offset is not None):
            self.open_article(number, offset, read=False)

    @staticmethod
    def where(row: object) -> tuple[int | None, int | None]:
        """Return the article that a row stands for, and the character to open it at; (None, None) for an entity."""
        match row:
            case _ if hasattr(row, "article"):
                return row.article.id, getattr(row, "start", None)
            case _ if hasattr(row, "article_id"):
                return row.article_id, row.start  # type: ignore[attr-defined]
            case _ if hasattr(row, "words"):
                return row.id, None  # type: ignore[attr-defined]
        return None, None
