"""Moving within a pane and between panes."""

from __future__ import annotations

from tui.history import Place
from tui.screens.reader.base import PANES, ReaderBase
from tui.widgets.row_list import RowList
from tui.widgets.row_moving import move_rows


class Moving(ReaderBase):
    """One meaning a key in every pane: what has the focus moves. As in vim, far moves within the article are jumps."""

    _walked: Place | None = None
    """Where the last step from paragraph to paragraph ended."""

    def action_move(self, how: str) -> None:
        """Move the focused pane: down, up, page_down, page_up, half_down, half_up, home or end."""
        if isinstance(self.focused, RowList):
            move_rows(self.focused, how)
            return
        match how:
            case "down" | "up":
                self.view.line(1 if how == "down" else -1)
            case "page_down" | "page_up":
                self.view.page(1 if how == "page_down" else -1)
            case "half_down" | "half_up":
                self.view.page(0.5 if how == "half_down" else -0.5)
            case "home":
                self.leap(self.view.home)
            case "end":
                self.leap(self.view.end)

    def action_paragraph(self, step: int) -> None:
        """Go to the next paragraph of the article, or the one before; steps that follow one another are one jump."""
        here = self.here()
        self.view.paragraph(step)
        if here != self._walked:
            self.leapt(here)
        if self.article_id is not None:
            self._walked = Place("article", self.article_id, self.view.place)

    def action_pane(self, step: int) -> None:
        """Give the keys to the next pane that is shown."""
        shown = self.shown_panes()
        at = shown.index(self.pane) if self.pane in shown else 0
        self.pane = shown[(at + step) % len(shown)]

    def action_pane_side(self, step: int) -> None:
        """Give the keys to the pane on the left or right; at the edge nothing happens."""
        shown = self.shown_panes()
        at = shown.index(self.pane) + step if self.pane in shown else 0
        if 0 <= at < len(shown):
            self.pane = shown[at]

    def shown_panes(self) -> list[str]:
        """The panes that can have the keys, left to right."""
        return [pane for pane in PANES if pane == "article" or self.can_show(pane)]

    def can_show(self, pane: str) -> bool:
        """Whether a pane is switched on. On a narrow screen every pane can be gone to: it then takes the whole screen."""
        return self.has_class("-narrow") or not self.has_class("-no-list" if pane == "list" else "-no-side")
