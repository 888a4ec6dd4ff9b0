"""Folders above the list: everything, what is unread, starred, new or followed, saved searches, and feeds; each with a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.cells import cell_len
from textual.reactive import var

from tui.widgets.row_list import RowList
from tui.widgets.strips import Piece, fit

CHOSEN, FAILING = "▸", "!"
MOST_SAVED = 6
"""Saved searches that stand above the list while the folders are folded."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Something that narrows the list, or a line about it."""

    kind: Literal["filter", "search", "feed", "more", "heading", "trouble"]
    """`more` opens and closes the feeds without unread articles; a heading and what is wrong with a feed take no cursor."""
    name: str
    target: str = ""
    """The filter of the list, or the query."""
    count: int | None = None
    """Articles in it, in a feed those that are unread; None while that is being counted."""
    failing: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by; a feed is the search for what came by it."""
        return ("search" if self.kind == "feed" else self.kind, self.target or self.name)


@dataclass(frozen=True, slots=True)
class FeedFolder:
    """A feed as the folders show it; `trouble` says what is wrong with it and since when, `unread` is None while that is being counted."""

    name: str
    query: str
    folder: str = ""
    unread: int | None = None
    trouble: str = ""


def folders(filters: Sequence[Folder], saved: Sequence[Folder], feeds: Sequence[FeedFolder], every_feed: bool = False) -> list[Folder]:
    """Return the rows. Feeds with unread articles and failing ones come first, the others in a row of their own unless `every_feed`."""
    rows = [*filters]
    if saved:
        rows += [Folder("heading", "Saved searches"), *saved]
    first = [feed for feed in feeds if every_feed or feed.unread != 0 or feed.trouble]
    heading = None
    for feed in first:
        if feed.folder != heading:
            heading = feed.folder
            rows.append(Folder("heading", heading.replace("/", " / ") or "Feeds"))
        rows.append(Folder("feed", feed.name, feed.query, feed.unread, bool(feed.trouble)))
        if feed.trouble:
            rows.append(Folder("trouble", feed.trouble, feed.query))
    left = len(feeds) - len(first)
    if left:
        rows.append(Folder("more", f"… {left:,} feed{'s' * (left != 1)} with nothing unread"))
    elif every_feed and feeds:
        rows.append(Folder("more", "Only feeds with something unread"))
    return rows


class FolderRows(RowList[Folder]):
    """The folders, one line each; `Chosen.row` is a `Folder`."""

    ROW_HEIGHT: ClassVar[int] = 1
    DEFAULT_CSS = """
    FolderRows { height: auto; max-height: 40%; margin-bottom: 1; scrollbar-size-horizontal: 0; }
    """

    chosen: var[tuple[str, str]] = var(("", ""))
    """Key of the folder that the list shows."""

    def key_of(self, row: Folder) -> tuple[str, str]:
        """They are known by what they show."""
        return row.key

    def selectable(self, row: Folder) -> bool:
        """Headings and troubles take no cursor."""
        return row.kind not in ("heading", "trouble")

    def watch_chosen(self) -> None:
        """Mark another one."""
        self.refresh_rows()

    def draw(self, row: Folder, width: int) -> list[list[Piece]]:
        """Draw the name with the count at the right; whether it is the one that the list shows, and whether a feed fails."""
        if row.kind == "heading":
            return [[(fit(row.name, width), "row--faint")]]
        if row.kind == "trouble":
            return [[("    ", ""), (fit(row.name, width - 5), "row--faint")]]
        if row.kind == "more":
            return [[("  ", ""), (fit(row.name, width - 3), "row--faint")]]
        count = "…" if row.count is None else f"{row.count:,}"
        mark = CHOSEN if row.key == self.chosen else FAILING if row.failing else " "
        name = fit(row.name, width - len(count) - 5)
        gap = " " * (width - 3 - cell_len(name) - len(count))
        return [[(f"{mark} ", "row--mark"), (name, "row--strong" if row.key == self.chosen else ""), (gap, ""), (count, "row--faint")]]
