"""Folders above the list: what narrows it, with counts that are brought up to date beside the drawing."""

from __future__ import annotations

from typing import Any

from textual import on, work
from textual.message import Message
from textual.timer import Timer

from analysis.library.records import ListFilter
from analysis.library.store import Store
from tui.history import Place
from tui.library_access import LibraryAccess
from tui.screens.reader.base import ReaderBase
from tui.widgets.dates import short_date
from tui.widgets.folder_rows import MOST_SAVED, FeedFolder, Folder, folders
from tui.widgets.library_pane import LibraryPane

FILTERS = {"all": "All", "unread": "Unread", "new": "New", "followed": "Followed", "starred": "Starred"}
"""The filters of the list, and what the folders call them."""
COUNT_AFTER = 0.3
"""Seconds after the last change of what is counted."""


class Folders(ReaderBase):
    """Folded, only the saved searches are shown; opened, everything that narrows the list. Stands before `Searching` in the screen."""

    _counts: dict[tuple[str, str], int]
    _feeds: tuple[FeedFolder, ...] = ()
    _every_feed = False
    _count_timer: Timer | None = None

    class Counted(Message):
        """The folders, by their keys, with the numbers of articles in them, and the feeds."""

        def __init__(self, counts: dict[tuple[str, str], int], feeds: tuple[FeedFolder, ...]) -> None:
            super().__init__()
            self.counts, self.feeds = counts, feeds

    def action_folders(self) -> None:
        """Open the folders and go to them; from them, fold them again."""
        if self.state.folders and (shown := self.library.folders) is not None and not shown.has_focus and self.library.region:
            shown.focus()
            return
        self.state.folders = not self.state.folders or not self.library.region
        if self.state.folders:
            self.pane = "list"
            self.remove_class("-no-list")
        self.show_folders(focus=self.state.folders)

    def folders_focused(self) -> bool:
        """Whether the folders have the keys."""
        return (shown := self.library.folders) is not None and shown.has_focus

    def show_folders(self, *, focus: bool = False) -> None:
        """Show the folders as they are known, and count what is in them."""
        self.call_next(self._draw_folders, focus)
        self.count_folders()

    async def _draw_folders(self, focus: bool = False) -> None:
        had_focus, chosen = self.folders_focused(), self._chosen_folder()
        await self.library.show_folders(self._folders(), chosen)
        shown = self.library.folders
        if focus and shown is not None:
            shown.go_to(chosen)
            shown.focus()
        elif had_focus and (shown is None or not self.state.folders):
            self.library.rows.focus()

    def _chosen_folder(self) -> tuple[str, str]:
        query = self.current_query()
        return ("search", query) if query else ("filter", self.session.filter)

    @on(LibraryPane.Queried)
    def _mark_search(self, event: LibraryPane.Queried) -> None:
        self._mark(("search", event.query.strip()) if event.query.strip() else ("filter", self.session.filter))

    @on(LibraryPane.Left)
    def _mark_filter(self) -> None:
        self._mark(("filter", self.session.filter))

    def leave_search(self) -> None:
        """Show the whole library again."""
        super().leave_search()
        self._mark_filter()

    def _mark(self, chosen: tuple[str, str]) -> None:
        if (shown := self.library.folders) is not None:
            shown.chosen = chosen

    def _folders(self) -> list[Folder]:
        counts = getattr(self, "_counts", {})
        saved = [Folder("search", query, query, counts.get(("search", query))) for query in self.session.saved]
        if not self.state.folders:
            return saved[-MOST_SAVED:]
        filters = [Folder("filter", name, key, counts.get(("filter", key))) for key, name in FILTERS.items()]
        return folders(filters, saved, self._feeds, self._every_feed)

    def current_query(self) -> str:
        """The search whose results are shown; empty where there is none."""
        raise NotImplementedError

    def count_folders(self) -> None:
        """Count what is in the folders that are shown, once what changes it rests."""
        if self._count_timer is not None:
            self._count_timer.stop()
        if self.state.folders or self.session.saved:
            self._count_timer = self.set_timer(COUNT_AFTER, lambda: self._count_folders(tuple(self.session.saved), self.state.folders))

    @work(thread=True, exclusive=True, group="count", exit_on_error=False, description="count what is in the folders")
    def _count_folders(self, saved: tuple[str, ...], opened: bool) -> None:
        counts = {("search", query): _found(self.access, query) for query in saved}
        if opened:
            counts |= {("filter", key): _filtered(self.access.store, key) for key in FILTERS}
        self.post_message(self.Counted(counts, _feeds(self.access.store) if opened else ()))

    @on(Counted)
    async def _counted(self, event: Counted) -> None:
        self._counts, self._feeds = event.counts, event.feeds
        await self._draw_folders()

    @on(LibraryPane.FolderChosen)
    def _folder_chosen(self, event: LibraryPane.FolderChosen) -> None:
        folder = event.folder
        if folder.kind == "more":
            self._every_feed = not self._every_feed
            self.call_next(self._draw_folders)
        elif folder.kind == "filter":
            self.narrow(folder.target)
            self.library.rows.focus()
        else:
            self.show_search(folder.target, Place("search", folder.target))

    def action_next_filter(self) -> None:
        """Take the next filter of the list."""
        names = list(FILTERS)
        self.narrow(names[(names.index(self.session.filter) + 1) % len(names)] if self.session.filter in names else names[0])

    def narrow(self, wanted: str) -> None:
        """Show the library through one of the `FILTERS`."""
        self.session.filter = wanted
        if self.library.searching:
            self.leave_search()
        self.refresh_list()
        self.show_folders()


def _filtered(store: Store, wanted: str) -> int:
    if wanted == "followed":
        from analysis.library.corrections import arrived

        return len(arrived(store))
    return store.count(ListFilter(state=wanted))  # type: ignore[arg-type]


def _found(access: LibraryAccess, query: str) -> int:
    from analysis.library.search import count
    from analysis.query import QueryError

    try:
        return count(access.store, access.index(), query)
    except QueryError:
        return 0


def _feeds(store: Store) -> tuple[FeedFolder, ...]:
    from analysis.library.completion import feed_query
    from analysis.library.feeds import counts, feeds

    listed = feeds(store.database)
    unread: dict[int, Any] = counts(store.database) if listed else {}
    return tuple(
        FeedFolder(
            feed.name,
            feed_query(feed, listed),
            feed.folder,
            unread.get(feed.id, (0, 0))[1],
            f"fails since {short_date(feed.failing_since)}: {feed.problem}" if feed.problem else "",
        )
        for feed in listed
    )
