"""The reader's screen: it composes the panes, owns the state, and takes the messages of its widgets."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from analysis.library.records import ListFilter
from analysis.library.rows import GroupedList
from tui.commands.command import bindings, key_label
from tui.commands.registry import COMMANDS, GROUPS
from tui.history import JumpList, Place
from tui.ingest_client import IngestClient
from tui.library_access import LibraryAccess
from tui.screens.reader.background import Background
from tui.screens.reader.base import PANES
from tui.screens.reader.corrections import Corrections
from tui.screens.reader.folders import Folders
from tui.screens.reader.looks import Looks
from tui.screens.reader.moving import Moving
from tui.screens.reader.opening import Opening
from tui.screens.reader.piping import Piping
from tui.screens.reader.previewing import Previewing
from tui.screens.reader.words import name_words, quote_words, speaker_word
from tui.state import Session, State
from tui.widgets.header_line import HeaderLine
from tui.widgets.library_pane import LibraryPane
from tui.widgets.row_list import RowList
from tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui.widgets.article_view import ArticleView
    from tui.widgets.contents_panel import ContentsPanel

SEARCHED_AFTER = 2.0
"""Seconds after the first picture in which nobody searches yet: what a search needs is got ready then."""
HINTS_BY_PANE = {
    "list": ("open", "search", "folders", "page", "panes", "keys", "quit"),
    "article": ("name", "quote", "open", "search", "hints", "back", "keys"),
    "related": ("open", "back", "panes", "keys"),
    "contents": ("open", "back", "panes", "keys"),
}
"""Short words of commands, the most useful first; the others follow."""
SORT_WORDS = {"newest": "newest first", "oldest": "oldest first", "outlet": "by outlet", "title": "by title", "added": "last added first"}


class ReaderScreen(Moving, Folders, Opening, Previewing, Corrections, Looks, Piping, Background):
    """List, article and side panel over one library."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*GROUPS.values())]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (81, "-medium"), (120, "-wide")]
    DEFAULT_CSS = """
    ReaderScreen {
        layers: base;
        #panes { height: 1fr; }
        LibraryPane { width: 24%; min-width: 28; max-width: 52; border-right: vkey $foreground 15%; }
        ArticleView { width: 1fr; height: 1fr; }
        #side { width: 22%; min-width: 28; max-width: 44; border-left: vkey $foreground 15%; }
        #side RelatedList { height: 3fr; }
        #side ContentsPanel { height: 2fr; border-top: solid $foreground 15%; }
        .pane-title { height: 1; padding: 0 1; color: $text-muted; }
        &.-no-list LibraryPane, &.-no-side #side { display: none; }
        &.-zen LibraryPane, &.-zen #side, &.-zen HeaderLine { display: none; }
        &.-medium #panes { layout: horizontal; }
        &.-medium #side { display: none; }
        &.-medium.-at-side #side { display: block; }
        &.-medium.-at-side LibraryPane { display: none; }
        &.-narrow LibraryPane, &.-narrow ArticleView, &.-narrow #side { display: none; }
        &.-narrow LibraryPane, &.-narrow #side { border: none; width: 1fr; max-width: 100%; }
        &.-narrow.-at-list LibraryPane, &.-narrow.-at-article ArticleView, &.-narrow.-at-side #side { display: block; }
    }
    """

    def __init__(
        self, access: LibraryAccess, state: State, session: Session, sources: Sequence[str], pipeline: str | None, name_of_library: str
    ) -> None:
        columns = shutil.get_terminal_size().columns
        # the class of the width that Textual will find: with it from the start, the screen is styled once
        width = [name for least, name in self.HORIZONTAL_BREAKPOINTS if columns >= least][-1]
        super().__init__(classes=f"{width} -at-list" + " -no-list" * (not state.list_pane) + " -no-side" * (not state.side_pane))
        self.access, self.state, self.session = access, state, session
        self.sources = sources
        self.client = IngestClient(access.folder, pipeline)
        self.jumps = JumpList.from_plain(session.back, session.forward)
        self.entity_ids = {}
        self._library_name = name_of_library

    def compose(self) -> ComposeResult:
        """Top line, list, bottom line; the article and what stands beside it come after the first picture."""
        yield HeaderLine(self._library_name)
        with Horizontal(id="panes"):
            yield LibraryPane()
        yield StatusLine()

    def on_mount(self) -> None:
        """Show the list at once; everything else comes after the first picture."""
        self.library.articles.dense = self.state.dense
        self.refresh_list()
        self.library.rows.focus()
        self.call_after_refresh(self._after_first_picture)

    def _after_first_picture(self) -> None:
        for name, shown in self.state.layers.items():
            if hasattr(self.view, f"show_{name}"):
                setattr(self.view, f"show_{name}", shown)
        self.view.tier = speaker_word
        if self.state.measure:
            self.view.measure = self.state.measure
        self.count()
        self.show_keys()
        if self.session.article is not None and self.store.row(self.session.article) is not None:
            self.library.rows.go_to(self.session.article)
        self.show_folders()
        self.ingest(list(self.sources))
        self.set_timer(SEARCHED_AFTER, self.get_ready_to_search)

    async def on_key(self, event: events.Key) -> None:
        """A message stays until the next key."""
        self.say("")
        await super().on_key(event)

    def show_keys(self) -> None:
        """Show at the bottom the keys that matter here, as they are bound now."""
        keys: dict[str, str] = {}
        for key, active in reversed(self.active_bindings.items()):
            # the screen's own binding comes after the widgets' and is the better known of the two
            if active.enabled and active.binding.id and (active.node is self or active.binding.id not in keys):
                keys[active.binding.id] = key_label(key)
        hinted = [command for command in COMMANDS.values() if command.hint and command.id in keys]
        order = HINTS_BY_PANE.get(self.pane, ())
        hinted.sort(key=lambda command: order.index(command.hint) if command.hint in order else len(order))
        self.status.show_keys([(keys[command.id], command.hint) for command in hinted])

    # The list

    def refresh_list(self) -> None:
        """Show the library in the order and filter of the session."""
        order, wanted, grouped = self.session.order, self.session.filter, self.state.grouped
        if wanted == "followed":
            from analysis.library.corrections import arrived

            rows = self.store.rows(ListFilter(ids=arrived(self.store), grouped=grouped), "given")
        else:
            rows = self.store.rows(ListFilter(state=wanted, grouped=grouped), order)  # type: ignore[arg-type]
        if isinstance(rows, GroupedList) and (opened := getattr(self.library.articles.source, "opened", None)) is not None:
            rows.open(opened)
        words = [SORT_WORDS.get(order, order), *([f"{wanted} only"] if wanted != "all" else []), *(["grouped"] if grouped else [])]
        self.library.show_articles(rows, " · ".join(["Library", *words]))

    def count(self) -> None:
        """Show how many articles there are and how many are unread."""
        header = self.query_one(HeaderLine)
        header.articles, header.unread = self.store.count(), self.store.count(ListFilter(state="unread"))
        self.count_folders()

    def current_query(self) -> str:
        """The search whose results are shown; empty where there is none."""
        return self._query if self.library.searching else ""

    @on(RowList.Chosen)
    def _row_chosen(self, event: RowList.Chosen) -> None:
        if event.row_list not in self.library.query(RowList):
            return
        number, offset = self.where(event.row)
        if number is not None:
            self.leave_list(number)
            self.open_article(number, offset)
        elif hasattr(event.row, "aliases"):
            self.leave_list(None)
            self.open_entity(event.row.id)  # type: ignore[attr-defined]

    # The article

    def action_open(self) -> None:
        """Open what the focused pane points at."""
        if isinstance(self.focused, RowList):
            self.focused.choose()
        else:
            self.view.choose()

    def _on_article_view_mention_chosen(self, event: ArticleView.MentionChosen) -> None:
        self.show_card(event.entity)

    def _on_article_view_quote_chosen(self, event: ArticleView.QuoteChosen) -> None:
        speaker = event.quote.speaker.entity if event.quote.speaker else None
        entity = next((e for e in (self.annotations.entities if self.annotations else ()) if e.id == speaker), None)
        if entity is None:
            self.say("Nobody of that name is known to have said this.")
        else:
            self.show_card(entity)

    def _on_article_view_link_chosen(self, event: ArticleView.LinkChosen) -> None:
        if event.link.article_id is not None:
            self.jump(event.link.article_id)
        else:
            self.say("That article is not in the library; pullquote wants lists such headlines.")

    def _on_article_view_leapt(self, event: ArticleView.Leapt) -> None:
        if self.article_id is not None:
            self.leapt(Place("article", self.article_id, event.origin))

    def _on_article_view_place_changed(self, event: ArticleView.PlaceChanged) -> None:
        self.show_place()

    @on(RowList.Chosen)
    def _related_chosen(self, event: RowList.Chosen) -> None:
        if event.row_list is self.related:
            self.jump(event.row.article.id)  # type: ignore[attr-defined]

    def _on_contents_panel_entity_chosen(self, event: ContentsPanel.EntityChosen) -> None:
        self.jumps.jumped(self.here())
        self.view.jump_to(event.entity.mentions[0].start)
        self.pane = "article"

    def _on_contents_panel_quote_chosen(self, event: ContentsPanel.QuoteChosen) -> None:
        self.jumps.jumped(self.here())
        self.view.jump_to(event.quote.start)
        self.pane = "article"

    # Panes and places

    def watch_pane(self, pane: str) -> None:
        """Give the keys to the pane, and on a narrow screen show it alone."""
        if pane != "article":
            self.show_beside()
        shown = "side" if pane in ("related", "contents") else pane
        if not self.has_class(f"-at-{shown}"):
            self.remove_class("-at-list", "-at-article", "-at-side", update=False)
            self.add_class(f"-at-{shown}")
        (self.library.rows if pane == "list" else self.pane_widget(pane)).focus()
        self.show_keys()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow a focus that the mouse moved."""
        for name in PANES:
            pane = self.pane_widget(name)
            if event.widget is pane or pane in event.widget.ancestors:
                self.pane = name

    async def action_leave(self) -> None:
        """Leave the search, then go back to the list, then quit."""
        if self.has_class("-zen"):
            self.remove_class("-zen")
        elif self.has_class("-narrow") and self.pane != "list":
            self.pane = "list" if self.pane == "article" else "article"
        elif self.folders_focused():
            self.library.rows.focus()
        elif self.library.searching:
            self.leave_search()
        else:
            await self.action_quit_now()

    def action_cancel(self) -> None:
        """Close what is open here; with nothing open, stop the analysis."""
        if self.view.find_marks:
            self.view.find_marks = ()
        elif self.folders_focused():
            self.library.rows.focus()
        elif self.library.searching:
            self.leave_search()
        elif self.client.running:
            self.run_worker(self.client.stop(), group="stop")
            self.say("The analysis stops; zg goes on with it, and so does the next start.")

    async def action_quit_now(self) -> None:
        """Keep everything and quit."""
        await self.run_action("app.quit")

    async def close_down(self) -> None:
        """Write into the session where the user is, and stop the analysis."""
        self.keep_position()
        self.session.article = self.article_id
        self.session.back = [place.plain for place in self.jumps.behind]
        self.session.forward = [place.plain for place in self.jumps.ahead]
        self.store.mark_seen()
        await self.client.stop()

    def show_place(self) -> None:
        """Say at the bottom which name or quote is at hand, and how sure it is."""
        view = self.view
        if (quote := self.quote) is not None and (view.current is None or self.mention is None or view.current.start == quote.start):
            self.status.show_place(quote_words(quote, self.article, view.quote_number))
        elif self.mention is not None and view.entity_at_hand is not None:
            self.status.show_place(name_words(view.entity_at_hand, view.name_number))
        else:
            self.status.show_place("")


def library_name(folder: Path) -> str:
    """Return what the top line calls a library."""
    return {"library": "library", "sample": "sample library"}.get(folder.name, folder.name)
