"""Finding words in the article, and articles in the library."""

from __future__ import annotations

from asyncio import get_running_loop, sleep
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from textual import on, work

from tui.history import Place
from tui.screens.reader.base import ReaderBase
from tui.widgets.library_pane import KINDS, LibraryPane
from tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from analysis.library.search import Results

LONGEST_HISTORY = 100
OFFERED = 5
OFFERED_AFTER = 0.2
"""Seconds that typing pauses before completions and names that come near are looked for."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A query and the kind of results that is wanted."""

    query: str
    kind: str


class Searching(ReaderBase):
    """The list is the result of a search: an empty one shows everything."""

    _sought: Asked | None = None
    """What is looked up or was last; None where everything is shown. An answer to anything else is stale."""
    _looking = _ready = False
    _finding_from: Place | None = None
    """Where finding words in the article started."""
    _return_to: Place | None = None
    """The row of the results that the cursor goes back to when they come."""

    async def action_find(self) -> None:
        """Ask for words to find in this article."""
        if self.article is not None:
            self.pane = "article"
            self._finding_from = self.here()
            await self.status.ask()

    @on(QueryLine.Changed, "StatusLine QueryLine")
    def _finding(self, event: QueryLine.Changed) -> None:
        """Mark the words in the article and go to the first hit from where the finding began on."""
        if self.article is None:
            return
        from tui.widgets.find import FindError, find

        line, words = event.line, event.value
        try:
            marks = find(self.article.text, words) if words else []
        except FindError as error:
            line.show_error(str(error), error.column)
            return
        line.error = None
        self.view.find_marks, self.view.find_index = tuple(marks), -1
        if marks:
            begun = self._finding_from.offset if self._finding_from is not None else 0
            ahead = sum(mark.start < begun for mark in marks)
            self.view.find_index = (ahead - 1) % len(marks)  # from where the finding began, whatever letters have led to since
            self.view.next_found()
        line.note = self._hit_words() if words else ""

    @on(QueryLine.Submitted, "StatusLine QueryLine")
    def _found_words(self, event: QueryLine.Submitted) -> None:
        self._close_find()
        if self.view.find_marks:
            self.say(f"{self._hit_words()}: n goes on, N goes back.")
        elif event.value:
            self.say(f"“{event.value}” is not in this article. s searches the library.")

    @on(QueryLine.Cancelled, "StatusLine QueryLine")
    def _find_cancelled(self) -> None:
        self.view.find_marks = ()
        self._close_find()

    def _close_find(self) -> None:
        self.leapt(self._finding_from)
        self.status.close()
        self.set_focus(self.view)

    def _hit_words(self) -> str:
        """Say at which of the hits the reader is."""
        count = len(self.view.find_marks)
        return f"Hit {self.view.find_index + 1:,} of {count:,}" if count else "Not here"

    def action_hit(self, step: int) -> None:
        """Go to the next or the previous hit; past the last one, to the next article of the results."""
        marks, at = len(self.view.find_marks), self.view.find_index
        at_the_end = not marks or at == (marks - 1 if step > 0 else 0)
        if at_the_end and self._query and self.library.searching and self.library.step(step):
            return
        here = self.here()
        if self.view.next_found(step) is not None:
            self.leapt(here)
        if not marks:
            self.say("No search yet: / finds here, s in the library.")
        else:
            self.say(self._hit_words() + (", round from the other end." if at_the_end else ""))

    async def action_search(self) -> None:
        """Ask for a search of the library; results come as you type."""
        self.pane = "list"
        self.remove_class("-no-list")
        self.get_ready_to_search()
        await self.library.ask(self._query, tuple(self.session.queries))

    def show_search(self, query: str, at: Place | None = None) -> None:
        """Show the results of a search in the list pane, of the kind and at the row of `at`."""
        self._remember()
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
        self._query = event.query.strip()
        # Nothing typed yet is the library as it is; of the other kinds it is all there are.
        self._sought = Asked(event.query, event.kind) if self._query or event.kind != "articles" else None
        if self._sought is None:
            self.library.show_whole()
        elif not self._looking:
            self._looking = True
            self._look()

    @work(group="search", exit_on_error=False, description="search the library")
    async def _look(self) -> None:
        """Answer what was asked last, and what is asked meanwhile: of the questions that wait, only the latest counts."""
        try:
            asked = None
            while self._sought is not None and self._sought is not asked:
                asked = self._sought
                room = self.size.height // self.library.rows_of(asked.kind).row_height
                result = await self._in(self._searcher, self._results, asked, room)
                if self._sought is not asked:
                    continue
                self._show(result)
                self._offer(asked, result)
        finally:
            self._looking = False

    @work(group="completion", exclusive=True, exit_on_error=False, description="what the query could become")
    async def _offer(self, asked: Asked, result: Results[Any] | Exception) -> None:
        """Say what the query could become, once typing pauses: the next letter's results must not wait for it."""
        await sleep(OFFERED_AFTER)
        if self._sought is asked:
            completions, none = await self._in(self._adviser, self._advice, asked, result)
            if self._sought is asked:
                self.library.offer(completions)
                if none:
                    self.library.rows.empty = none

    @cached_property
    def _searcher(self) -> ThreadPoolExecutor:
        """The thread that searches."""
        return ThreadPoolExecutor(1, "search")

    @cached_property
    def _adviser(self) -> ThreadPoolExecutor:
        """The thread that looks for what the query could become: a search never waits for it."""
        return ThreadPoolExecutor(1, "completion")

    @staticmethod
    async def _in(thread: ThreadPoolExecutor, work: Callable[..., T], *what: object) -> T:
        return await get_running_loop().run_in_executor(thread, work, *what)

    def get_ready_to_search(self) -> None:
        """Do once before the first letter, beside the drawing, what its search would be held up by."""
        if not self._ready:
            self._ready = True
            self._searcher.submit(self._warm_up)

    def _warm_up(self) -> None:
        """Import what searches, open the index and see what is read."""
        results = self._results(Asked("is:unread a", "articles"), 0)
        if not isinstance(results, Exception) and len(results):
            results.row(0)

    def _results(self, asked: Asked, room: int) -> Results[Any] | Exception:
        """Search, and read as many results as there is room for."""
        from analysis.library import search
        from analysis.query import QueryError

        kinds: dict[str, Any] = {"articles": search.articles, "quotes": search.quotes, "entities": search.entities}
        try:
            results: Results[Any] = kinds[asked.kind](lambda: self.access.store, self.access.index(), asked.query, typing=True)
        except QueryError as error:
            return error
        for first in range(0, min(room, len(results)), search.PAGE):
            if self._sought is asked:
                results.row(first)
        return results

    def _advice(self, asked: Asked, result: Results[Any] | Exception) -> tuple[tuple[str, ...], str]:
        """Return what the query could become, and the names that come near one that nothing goes by."""
        from analysis.library.completion import complete, instead, word_start

        query = asked.query
        kept = query[: word_start(query, len(query))]
        completions = tuple(kept + choice for choice in complete(self.access.store, query, len(query), limit=OFFERED))
        if isinstance(result, Exception) or not result.unknown:
            return completions, ""
        name = result.unknown[0]
        return completions or tuple(instead(query, name)), str(name)

    def _show(self, result: Results[Any] | Exception) -> None:
        if isinstance(result, Exception):
            self.library.show_error(str(result), getattr(result, "position", None))
            return
        self.library.show_result(result, "" if result.ready else "The index is being built.")
        if (at := self._return_to) is not None and at.id == self._query:
            self._return_to = None
            self.library.rows.cursor = min(at.offset, len(result) - 1)
            self.library.rows.focus()

    @on(LibraryPane.Left)
    def leave_search(self) -> None:
        """Show the whole library again."""
        self._remember()
        self._query = ""
        self._sought = None
        self.library.show_all()
        self.library.rows.focus()

    def _remember(self) -> None:
        """Keep the query for the arrows, as the latest."""
        if self._query:
            earlier = [query for query in self.session.queries if query != self._query]
            self.session.queries = [*earlier, self._query][-LONGEST_HISTORY:]

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
