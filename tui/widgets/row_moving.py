"""Moving along a screen's list with the same keys as everywhere."""

from __future__ import annotations

from typing import Any

from tui.widgets.row_list import RowList


class RowMoving:
    """For a screen whose `rows` is the list that has the keys."""

    @property
    def rows(self) -> RowList[Any]:
        """The list that moves."""
        raise NotImplementedError

    def action_move(self, how: str) -> None:
        """Move the list: down, up, page_down, page_up, half_down, half_up, home or end."""
        move_rows(self.rows, how)


def move_rows(rows: RowList[Any], how: str) -> None:
    """Move a list by the name of a movement."""
    match how:
        case "down" | "up":
            rows.move(1 if how == "down" else -1)
        case "page_down" | "page_up":
            rows.page(1 if how == "page_down" else -1)
        case "half_down" | "half_up":
            rows.page(0.5 if how == "half_down" else -0.5)
        case "home":
            rows.first()
        case "end":
            rows.last()
