"""The list pane: the library's articles, or what a search found; folders above them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.widgets.article_rows import ArticleRows
from tui.widgets.folder_rows import Folder, FolderRows
from tui.widgets.hit_rows import EntityRows, HitRows, QuoteHitRows
from tui.widgets.query_line import QueryLine
from tui.widgets.row_list import RowList
from tui.widgets.row_source import RowSource

if TYPE_CHECKING:
    from analysis.library.records import ArticleRow

KINDS = ("articles", "quotes", "entities")
NONE_OF = {"articles": "No article has that.", "quotes": "Nobody says that.", "entities": "No such name."}


class LibraryPane(Vertical):
    """Shows one of four lists; asks for a search and says so with messages."""

    DEFAULT_CSS = """
    LibraryPane { width: 1fr; }
    LibraryPane #heading { height: 1; padding: 0 1; color: $text-muted; }
    LibraryPane QueryLine #completions { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "kind(1)", "Articles, quotes, entities", show=False, priority=True),
        Binding("down", "into_rows", "To the results", show=False),
    ]

    class Queried(Message):
        """The query or the kind of results wanted changed."""

        def __init__(self, query: str, kind: str) -> None:
            super().__init__()
            self.query, self.kind = query, kind

    class Left(Message):
        """The search line was left with Escape: everything is wanted again."""

    class FolderChosen(Message):
        """A folder was chosen."""

        def __init__(self, folder: Folder) -> None:
            super().__init__()
            self.folder = folder

    def __init__(self) -> None:
        super().__init__()
        self.kind = "articles"
        self._asking = False
        self._searching = False
        self._heading = ""

    def compose(self) -> ComposeResult:
        """Heading and list; what a search needs comes with the first one."""
        yield Static(id="heading", markup=False)
        yield ArticleRows(id="all", empty="Nothing here yet.\na adds files, folders or an address.")

    async def _make_search(self) -> None:
        if not self.query(QueryLine):
            self.screen.set_focus(None)  # keys wait at the screen until there is a line for them
            await self.mount(QueryLine(prompt="s "), after="#heading")
            await self.mount(
                HitRows(id="articles", empty=NONE_OF["articles"]),
                QuoteHitRows(id="quotes", empty=NONE_OF["quotes"]),
                EntityRows(id="entities", empty=NONE_OF["entities"]),
            )

    @property
    def rows(self) -> RowList[Any]:
        """The list that is shown."""
        return self.rows_of(self.kind if self._searching else "all")

    def rows_of(self, kind: str) -> RowList[Any]:
        """The list of one kind of results, or of ``all`` articles."""
        return next(rows for rows in self.query_children(RowList) if rows.id == kind)

    @property
    def articles(self) -> ArticleRows:
        """The list of the library, which a search hides."""
        return self.query_one(ArticleRows)

    @property
    def searching(self) -> bool:
        """Whether results are shown, and not the whole library."""
        return self._searching

    def show_articles(self, source: RowSource[ArticleRow], heading: str) -> None:
        """Show articles of the library under a heading."""
        self._heading = heading
        self.articles.show(source)
        if not self._searching:
            self.query_one("#heading", Static).update(Content(heading), layout=False)

    def article_changed(self, article_id: int) -> None:
        """Draw the row of one article again."""
        self.articles.refresh_article(article_id)
        for rows in self.query(HitRows):
            rows.refresh_article(article_id)

    @property
    def folders(self) -> FolderRows | None:
        """The folders, where they are shown."""
        return next(iter(self.query(FolderRows)), None)

    async def show_folders(self, folders: Sequence[Folder], chosen: tuple[str, str]) -> None:
        """Show folders above the list, the one marked that the list shows; nothing where there are none."""
        rows = self.folders
        if not folders:
            if rows is not None:
                await rows.remove()
            return
        if rows is None:
            rows = FolderRows()
            await self.mount(rows, before="#all")
        rows.chosen = chosen
        rows.show(folders)

    async def ask(self, query: str = "", history: tuple[str, ...] = ()) -> None:
        """Open the search line with a query in it and the earlier ones behind the arrows."""
        await self._make_search()
        self._asking = True
        self._show_lists(searching=self._searching)
        self.query_one(QueryLine).history = history
        self.query_one(QueryLine).value = query
        self.query_one(QueryLine).focus()
        self._heading_of_search("")

    def show_all(self) -> None:
        """Close the search and show the library again."""
        self._asking = False
        self.show_whole()

    def show_whole(self) -> None:
        """Show the library; the search line stays if it is open."""
        self._show_lists(searching=False)
        for line in self.query(QueryLine):
            line.error = None
        self.query_one("#heading", Static).update(Content(self._heading), layout=False)

    def show_result(self, rows: RowSource[Any], none: str = "") -> None:
        """Show what a search found; `none` is said where that is nothing."""
        self.query_one(QueryLine).error = None
        if not self._searching:
            self._show_lists(searching=True)
        self.rows.empty = none or NONE_OF[self.kind]
        self.rows.show(rows, keep=False)
        self._heading_of_search(f"{len(rows):,}")

    def show_error(self, message: str, column: int | None) -> None:
        """Say what is wrong with the query, and where; the last good results stay."""
        self.query_one(QueryLine).show_error(message, column)

    def offer(self, completions: tuple[str, ...]) -> None:
        """Show what the query could become."""
        for line in self.query(QueryLine):
            line.completions = completions if line.has_focus_within else ()

    def _heading_of_search(self, counted: str) -> None:
        # The number stands with its kind, so that the narrowest pane has room for it.
        said = f" {self.kind} {counted} " if counted else f" {self.kind} "
        tabs = [(said, "bold reverse") if kind == self.kind else (f" {kind} ", "dim") for kind in KINDS]
        self.query_one("#heading", Static).update(Content.assemble(*tabs), layout=False)

    def _show_lists(self, *, searching: bool) -> None:
        self._searching = searching
        for rows in self.query_children(RowList):
            if rows.id is not None:
                rows.display = rows is self.rows
        for line in self.query(QueryLine):
            line.display = self._asking

    def step(self, step: int) -> bool:
        """Choose the next or the previous row; False at the end."""
        rows = self.rows
        before = rows.cursor
        rows.move(step)
        if rows.cursor == before:
            return False
        rows.choose()
        return True

    @on(QueryLine.Changed)
    def _changed(self, event: QueryLine.Changed) -> None:
        event.stop()
        self.post_message(self.Queried(event.value, self.kind))

    @on(QueryLine.Submitted)
    def _submitted(self, event: QueryLine.Submitted) -> None:
        event.stop()
        self.rows.focus()

    @on(QueryLine.Cancelled)
    def _cancelled(self, event: QueryLine.Cancelled) -> None:
        event.stop()
        self.post_message(self.Left())

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        if isinstance(event.row, Folder):
            event.stop()
            self.post_message(self.FolderChosen(event.row))

    def action_kind(self, step: int) -> None:
        """Show articles, quotes or entities."""
        self.kind = KINDS[(KINDS.index(self.kind) + step) % len(KINDS)]
        if self._searching:
            self._show_lists(searching=True)
        self._heading_of_search("")
        self.post_message(self.Queried(self.query_one(QueryLine).value, self.kind))

    def action_into_rows(self) -> None:
        """Give the keys to the results."""
        self.rows.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tab turns between kinds only while the search line has the keys."""
        return action not in ("kind", "into_rows") or any(line.has_focus_within for line in self.query(QueryLine))
