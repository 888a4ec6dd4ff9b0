"""Opening an article: its text at once, and what stands beside it when the text is on the screen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from analysis.library.versions import changed
from tui.ingest_client import IngestClient
from tui.places import linked_annotations
from tui.screens.reader.articles import Articles
from tui.screens.reader.jumping import Jumping
from tui.screens.reader.searching import Searching
from tui.screens.reader.words import speaker_word

if TYPE_CHECKING:
    from concurrent.futures import Future

LEAFING = 0.2
"""Seconds: whoever opens the next article sooner leafs, and what stands beside the text follows only when that stops. Whoever moves
along the list, which only looks at articles, leafs as well."""


class Opening(Jumping, Searching, Articles):
    """The article at hand, and how it comes there."""

    client: IngestClient
    _opened = 0.0
    beside: int | None = None
    """The article that the panes beside the text are about."""

    def open_article(self, article_id: int, offset: int | None = None, *, read: bool = True) -> None:
        """Show an article where it was left or at a character, and look for what is related."""
        if not self.contents.is_mounted:
            self.call_after_refresh(self.open_article, article_id, offset, read=read)
            return
        article = self.store.article(article_id)
        if article is None:
            self.say("That article is gone from the library.")
            return
        self.keep_position()
        self.reading_goes_on(read)
        self.article, self.article_id = article, article_id
        self.annotations, self.entity_ids = linked_annotations(self.store, article_id)
        position = offset if offset is not None else self.store.position(article_id)
        self.view.show(article, self.annotations, position, self.store.links(article_id), changed(self.store.database, article_id))
        if offset is not None:
            self.view.jump_to(offset)
        self.beside = None
        if self._query and self.library.searching:
            self.mark_query()
        if read:
            self._kept(self.access.keep(lambda store: store.set_read(article_id, True)), lambda: self._show_read(article_id))
            self.pane = "article"
        if self.annotations is None:
            self.run_worker(self.client.first(article_id), group="first")
        leafing, self._opened = time.monotonic() - self._opened < LEAFING, time.monotonic()
        if leafing or not read:
            self.set_timer(LEAFING, lambda: self._text_shown(article_id))
        else:
            # the view's own: the screen's would run before it knows that the view has something to draw
            self.view.call_after_refresh(self._text_shown, article_id)

    def _text_shown(self, article_id: int) -> None:
        if article_id == self.article_id:
            self.show_beside()
            self.find_related(article_id, self.session.threshold)

    def show_beside(self) -> None:
        """Show in the panes beside the text what is in it, and in the list where it stands. What asks these panes calls this first."""
        if self.article_id is None or self.article is None or self.beside == self.article_id:
            return
        self.beside = self.article_id
        self.contents.show(self.article, self.annotations, speaker_word)
        self.related.wait()
        if self._reading and not self.library.searching:
            self.library.rows.go_to(self.article_id)

    @work(group="keep", exit_on_error=False, description="keep what was read")
    async def _kept(self, written: Future[bool], then: Callable[[], None] = lambda: None) -> None:
        await asyncio.wrap_future(written)
        then()

    def _show_read(self, article_id: int) -> None:
        self.store.changed.append(article_id)  # written through another connection
        self.library.article_changed(article_id)
        self.count()

    def article_analysed(self) -> None:
        """Show the marks that the analysis has found meanwhile."""
        if self.article_id is None or self.article is None:
            return
        number = self.article_id
        # Its source may have changed the text, too.
        article = self.store.article(number) or self.article
        known = linked_annotations(self.store, number)
        if (article, *known) == (self.article, self.annotations, self.entity_ids):
            return
        self.article, (self.annotations, self.entity_ids) = article, known
        self.view.show(self.article, self.annotations, self.view.position, self.store.links(number), changed(self.store.database, number))
        if self.beside == number:
            self.contents.show(self.article, self.annotations, speaker_word)
            self.find_related(number, self.session.threshold)

    def keep_position(self) -> None:
        """Remember where the article at hand is being read."""
        # What only repeats what is kept is not written: a write may have to wait for the process that adds.
        number, position = self.article_id, self.view.position
        if number is not None and position != self.store.position(number):
            self._kept(self.access.keep(lambda store: store.set_position(number, position)))
