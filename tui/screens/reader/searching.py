"""Finding words in the article, and articles in the library."""

from __future__ import annotations

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from tui.screens.reader.base import ReaderBase
from tui.widgets.find import FindError, find
from tui.widgets.library_pane import LibraryPane
from tui.widgets.query_line import QueryLine


class Searching(ReaderBase):
    """The list is the result of a search: an empty one shows everything."""

    _query = ""
    _request = 0

    class Found(Message):
        """The answer to a search; `request` tells a stale one."""

        def __init__(self, request: int, query: str, result: object, error: Exception | None = None) -> None:
            super().__init__()
            self.request, self.query, self.result, self.error = request, query, result, error

    def action_find(self) -> None:
        """Ask for words to find in this article."""
        if self.article is not None:
            self.pane = "article"
            self.status.ask("/", "find")

    @on(QueryLine.Changed, "StatusLine QueryLine")
    def _finding(self, event: QueryLine.Changed) -> None:
        self.find_words(event.value, event.line)

    @on(QueryLine.Submitted, "StatusLine QueryLine")
    def _found_words(self, event: QueryLine.Submitted) -> None:
        self.status.close()
        self.set_focus(self.view)

    @on(QueryLine.Cancelled, "StatusLine QueryLine")
    def _find_cancelled(self) -> None:
        self.view.set_find([])
        self.status.close()
        self.set_focus(self.view)

    def find_words(self, words: str, line: QueryLine | None = None) -> None:
        """Mark the words in the article and go to the first hit from here on."""
        if self.article is None:
            return
        try:
            marks = find(self.article.text, words) if words else []
        except FindError as error:
            if line is not None:
                line.error = str(error)
            return
        if line is not None:
            line.error = ""
        self.view.set_find(marks)
        if words and not marks:
            self.say(f"“{words}” is not in this article. s searches the library.")

    def action_hit(self, step: int) -> None:
        """Go to the next or the previous hit; past the last one, to the next article of the results."""
        if self.view.next_hit(step) is not None:
            return
        if self._query and self.library.step(step):
            return
        self.say("No search yet: / finds here, s in the library." if not self.view.find_marks else "No more hits.")

    def action_search(self) -> None:
        """Ask for a search of the library; results come as you type."""
        self.pane = "list"
        self.remove_class("-no-list")
        self.library.ask(self._query)

    def show_search(self, query: str) -> None:
        """Show the results of a query in the list pane."""
        self.pane = "list"
        self.library.ask(query)

    def action_save_search(self) -> None:
        """Keep the current search above the list."""
        if not self._query:
            self.say("Search first (s), then w keeps the search.")
        elif self._query not in self.session.saved:
            self.session.saved.append(self._query)
            self.say(f"Saved: {self._query}")
            self.library.saved = tuple(self.session.saved)

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
        from analysis.library.search import search, search_entities, search_quotes

        from analysis.query import QueryError

        worker = get_current_worker()
        run = {"articles": search, "quotes": search_quotes, "entities": search_entities}[kind]
        try:
            answer = self.Found(request, query, run(self.access.store, self.access.index(), query, limit=200))
        except QueryError as error:
            answer = self.Found(request, query, None, error)
        if not worker.is_cancelled:
            self.post_message(answer)

    @on(Found)
    def _found(self, event: Found) -> None:
        if event.request != self._request:
            return
        self.library.show_result(event.result, event.error)
