"""What the groups of actions share: the panes, the library, the article at hand, and going to a place."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.getters import query_one
from textual.reactive import var
from textual.widget import Widget

from tui.commands.sequences import KeySequences
from tui.history import Place
from tui.widgets.library_pane import KINDS, LibraryPane
from tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from analysis.article import Annotations, Article, Entity, Mention, Quote
    from analysis.library.records import ArticleRow
    from analysis.library.store import Store
    from tui.history import JumpList
    from tui.library_access import LibraryAccess
    from tui.state import Session, State
    from tui.widgets.article_view import ArticleView
    from tui.widgets.contents_panel import ContentsPanel
    from tui.widgets.related_panel import RelatedList

PANES = ("list", "article", "related", "contents")
"""The panes that can have the keys, left to right; the last two share the side panel."""


class ReaderBase(KeySequences[None]):
    """The state of the reader's screen. Groups of actions are classes over this one; `ReaderScreen` is all of them."""

    article_id: var[int | None] = var(None)
    """The article on the screen."""
    pane: var[str] = var("list", init=False)
    """Where the keys go, one of `PANES`; a narrow screen shows only that one."""

    library = query_one(LibraryPane)
    status = query_one(StatusLine)

    access: LibraryAccess
    state: State
    session: Session
    jumps: JumpList
    article: Article | None = None
    annotations: Annotations | None = None
    _query = ""
    """The search whose results the list shows."""
    entity_ids: dict[str, int]
    """Library entity of each entity of the article at hand."""

    @cached_property
    def _later_panes(self) -> tuple[ArticleView, RelatedList, ContentsPanel]:
        """What the first picture does without: made right after it, or before where a key typed ahead asks for it."""
        from tui.widgets.article_view import ArticleView
        from tui.widgets.contents_panel import ContentsPanel
        from tui.widgets.related_panel import RelatedList

        view, related, contents = ArticleView(), RelatedList(), ContentsPanel()
        self.query_one("#panes").mount(view, Vertical(related, contents, id="side"))
        return view, related, contents

    @property
    def view(self) -> ArticleView:
        """The article."""
        return self._later_panes[0]

    @property
    def related(self) -> RelatedList:
        """What is related to the article."""
        return self._later_panes[1]

    @property
    def contents(self) -> ContentsPanel:
        """What is in the article."""
        return self._later_panes[2]

    @property
    def store(self) -> Store:
        """The library, for reading one row or writing one bit of the user's own state."""
        return self.access.store

    def pane_widget(self, pane: str) -> Widget:
        """Return the widget of one of `PANES`."""
        return {"list": self.library, "article": self.view, "related": self.related, "contents": self.contents}[pane]

    def say(self, text: str) -> None:
        """Show one line at the bottom until the next key."""
        self.status.say(text)

    def show_typed(self, text: str) -> None:
        """Show the keys of a sequence typed so far."""
        self.status.show_typed(text)

    @property
    def mention(self) -> Mention | None:
        """The mention at hand."""
        marked = self.view.marks.mentions.at(self.view.place)
        return marked.mention if marked else None

    @property
    def quote(self) -> Quote | None:
        """The quote at hand."""
        marked = self.view.quote_over(self.view.place)
        return marked.quote if marked else None

    @property
    def entity_at_hand(self) -> Entity | None:
        """The article's entity at hand: the one under the cursor of the contents where these have the keys, else that of the text."""
        row = self.contents.rows.highlighted if self.pane == "contents" else None
        return self.view.entity_at_hand if row is None or row.entity is None else row.entity

    def here(self) -> Place | None:
        """Where the user is now: among the results of a search, or at a character of the article."""
        if self.pane == "list" and self.library.searching and self._query:
            return Place("search", self._query, max(0, self.library.rows.cursor), KINDS.index(self.library.kind))
        return None if self.article_id is None else Place("article", self.article_id, self.view.reading)

    def leap(self, move: Callable[[], object]) -> None:
        """Move far within the article, and remember where this started."""
        here = self.here()
        move()
        self.leapt(here)

    def leapt(self, origin: Place | None) -> None:
        """Remember where a move within the article started, unless it led nowhere."""
        if origin is not None and origin.kind == "article" and origin.offset != self.view.place:
            self.jumps.jumped(origin)

    def jump(self, article_id: int, offset: int | None = None) -> None:
        """Go to an article, at a character or where it was left, and remember where this started."""
        self.jumps.jumped(self.here())
        self.open_article(article_id, offset)

    def go(self, place: Place) -> bool:
        """Go to a remembered place without remembering this one; False where it is gone."""
        if place.kind == "article" and self.store.row(int(place.id)) is not None:
            self.open_article(int(place.id), place.offset)
            return True
        if place.kind == "entity":
            return self.open_entity(int(place.id), place)
        if place.kind == "search":
            self.show_search(str(place.id), place)
            return True
        return False

    def refresh_list(self) -> None:
        """Take in that articles came, went or changed."""
        raise NotImplementedError

    def count(self) -> None:
        """Bring the counts at the top up to date."""
        raise NotImplementedError

    def article_analysed(self) -> None:
        """Bring the marks of the article at hand up to date."""
        raise NotImplementedError

    def corrected(self, entity_id: int | None, said: str) -> None:
        """Take in what was corrected, and say it."""
        raise NotImplementedError

    def shown_panes(self) -> list[str]:
        """The panes that can have the keys, left to right."""
        raise NotImplementedError

    def card_closed(self, place: Place | None) -> None:
        """Go where a screen that was opened over this one led."""
        if place is not None:
            self.jumps.jumped(self.here())
            self.go(place)

    def open_article(self, article_id: int, offset: int | None = None, *, read: bool = True) -> None:
        """Show an article; `read` says whether it was opened to be read or only looked at while moving along the list."""
        raise NotImplementedError

    def show_beside(self) -> None:
        """Bring the panes beside the text up to date, which follow it when it is on the screen."""
        raise NotImplementedError

    def open_entity(self, entity_id: int, at: Place | None = None) -> bool:
        """Show an entity's own screen, where it was left if that is known; False where there is no such entity."""
        raise NotImplementedError

    def show_place(self) -> None:
        """Say at the bottom which name or quote is at hand."""
        raise NotImplementedError

    def show_search(self, query: str, at: Place | None = None) -> None:
        """Show the results of a search in the list pane, of the kind and at the row of `at`."""
        raise NotImplementedError

    def leave_search(self) -> None:
        """Show the whole library again."""
        raise NotImplementedError

    def show_folders(self) -> None:
        """Bring the folders above the list up to date."""
        raise NotImplementedError

    def current_row(self) -> ArticleRow | None:
        """The list's row of the article at hand."""
        return None if self.article_id is None else self.store.row(self.article_id)
