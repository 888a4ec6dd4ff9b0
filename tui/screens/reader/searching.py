"""Finding words in the article, and articles in the library."""

from __future__ import annotations

from typing import Any

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from tui.history import Place
from tui.screens.reader.base import ReaderBase
from tui.widgets.library_pane import KINDS, LibraryPane
from tui.widgets.query_line import QueryLine

LONGEST_HISTORY = 100
OFFERED = 5
PAGE = 200
"""Results that are shown; the heading says how many there are."""


class Searching(ReaderBase):
    """The list is the result of a search: an empty one shows everything."""

    _request = 0
    _return_to: Place | None = None
    """The row of the results that the cursor goes back to when they come."""

    class Found(Message):
        """The answer to a search, and what its last word could become; `request` tells a stale answer."""

        def __init__(self, request: int, result: Any, completions: tuple[str, ...], error: Exception | None = None) -> None:
            super().__init__()
            self.request, self.result, self.completions, self.error = request, result, completions, error

    async def action_find(self) -> None:
        """Ask for words to find in this article."""
        if self.article is not None:
            self.pane = "article"
            await self.status.ask()

    @on(QueryLine.Changed, "StatusLine QueryLine")
    def _finding(self, event: QueryLine.Changed) -> None:
        self.find_words(event.value, event.line)

    @on(QueryLine.Submitted, "StatusLine QueryLine")
    def _found_words(self, event: QueryLine.Submitted) -> None:
        self.status.close()
        self.set_focus(self.view)

    @on(QueryLine.Cancelled, "StatusLine QueryLine")
    def _find_cancelled(self) -> None:
        self.view.find_marks = ()
        self.status.close()
        self.set_focus(self.view)

    def find_words(self, words: str, line: QueryLine | None = None) -> None:
        """Mark the words in the article and go to the first hit from here on."""
        if self.article is None:
            return
        from tui.widgets.find import FindError, find

        try:
            marks = find(self.article.text, words) if words else []
        except FindError as error:
            if line is not None:
                line.error = str(error)
            return
        if line is not None:
            line.error = None
        self.view.find_marks, self.view.find_index = tuple(marks), -1
        if marks:
            self.view.next_found()
        if words and not marks:
            self.say(f"“{words}” is not in this article. s searches the library.")

    def action_hit(self, step: int) -> None:
        """Go to the next or the previous hit; past the last one, to the next article of the results."""
        marks, at = len(self.view.find_marks), self.view.find_index
        at_the_end = not marks or at == (marks - 1 if step > 0 else 0)
        if at_the_end and self._query and self.library.searching and self.library.step(step):
            return
        if self.view.next_found(step) is None:
            self.say("No search yet: / finds here, s in the library.")
        elif at_the_end:
            self.say("Round to the first hit." if step > 0 else "Round to the last hit.")

    async def action_search(self) -> None:
        """Ask for a search of the library; results come as you type."""
        self.pane = "list"
        self.remove_class("-no-list")
        await self.library.ask(self._query, tuple(self.session.queries))

    def show_search(self, query: str, at: Place | None = None) -> None:
        """Show the results of a search in the list pane, of the kind and at the row of `at`."""
        self.pane, self._return_to = "list", at
        self.remove_class("-no-list")
        self.call_next(self._ask, query, at)

    async def _ask(self, query: str, at: Place | None) -> None:
        if at is not None:
            self.library.kind = KINDS[at.part % len(KINDS)]
        await self.library.ask(query, tuple(self.session.queries))
        self.library.post_message(LibraryPane.Queried(query, self.library.kind))

    def action_save_search(self) -> None:
        """Keep the current search above the list."""
        if not self._query:
            self.say("Search first (s), then w keeps the search.")
        elif self._query not in self.session.saved:
            self.session.saved.append(self._query)
            self.say(f"Saved: {self._query}")
            self.show_folders()

    @on(LibraryPane.Queried)
    def _queried(self, event: LibraryPane.Queried) -> None:
        self._request += 1
        self._query = event.query.strip()
        if self._query:
            self._search(self._request, self._query, event.kind)
        else:
            self.library.show_all()

    @work(thread=True, exclusive=True, group="search", exit_on_error=False, description="search the library")
    def _search(self, request: int, query: str, kind: str) -> None:
        from analysis.library.completion import complete, word_start
        from analysis.library.search import search, search_entities, search_quotes
        from analysis.query import QueryError

        worker, store = get_current_worker(), self.access.store
        run: Any = {"articles": search, "quotes": search_quotes, "entities": search_entities}[kind]
        kept = query[: word_start(query, len(query))]
        completions = tuple(kept + choice for choice in complete(store, query, len(query), limit=OFFERED))
        try:
            answer = self.Found(request, run(store, self.access.index(), query, limit=PAGE, typing=True), completions)
        except QueryError as error:
            answer = self.Found(request, None, completions, error)
        if not worker.is_cancelled:
            self.post_message(answer)

    @on(Found)
    def _found(self, event: Found) -> None:
        if event.request != self._request or not self.library.searching:
            return
        if event.error is not None:
            self.library.show_error(str(event.error), getattr(event.error, "position", None))
        else:
            rows = [getattr(hit, "quote", hit) for hit in event.result.hits]
            self.library.show_result(rows, _counted_words(event.result))
            if (at := self._return_to) is not None and at.id == self._query:
                self._return_to = None
                self.library.rows.cursor = min(at.offset, len(rows) - 1)
                self.library.rows.focus()
        self.library.offer(event.completions)

    @on(LibraryPane.Left)
    def leave_search(self) -> None:
        """Show the whole library again."""
        if self._query and self._query not in self.session.queries[-1:]:
            self.session.queries = [*self.session.queries, self._query][-LONGEST_HISTORY:]
        self._query = ""
        self._request += 1
        self.library.show_all()
        self.library.rows.focus()

    def mark_query(self) -> None:
        """Mark the words of the search in the article that was opened from it."""
        from analysis.library.snippets import Finder
        from analysis.library.terms import Terms
        from analysis.query import QueryError, parse

        index = self.access.index()
        if not index.ready:
            return
        try:
            finder = Finder(parse(self._query, typing=True).root, Terms(index))
        except QueryError:
            return
        self.view.find_marks, self.view.find_index = tuple(finder.spans(self.view.article.text)), -1


def _counted_words(result: Any) -> str:
    """Say how many there are, or which names come near one that nothing goes by."""
    if not result.ready:
        return "the index is being built"
    if result.unknown:
        name = result.unknown[0]
        return f"no {name.text}; near it: {', '.join(name.nearest)}" if name.nearest else f"no {name.text}"
    return f"{result.total:,}" + (f", {PAGE} shown" if result.total > PAGE else "")
