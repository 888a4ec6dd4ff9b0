"""The analysis beside the reading: progress at the top, the list growing, the article at hand first."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from typing import Any

from textual import on, work
from textual.worker import Worker, WorkerState

from analysis.library.errors import LibraryError
from tui.ingest_client import IngestClient
from tui.screens.reader.base import ReaderBase
from tui.widgets.header_line import HeaderLine

REFRESH_EVERY = 1.0
"""Seconds between redrawings of the list while articles arrive."""
LOOK_EVERY = 2.0
"""Seconds between two looks at whether another process has added something."""
HELD_BY_ANOTHER = 3


class Background(ReaderBase):
    """Runs one ingest process at a time."""

    client: IngestClient
    _refreshed = 0.0
    _asked: tuple[Sequence[str], bool] = ((), False)
    """What the ingest that runs was started with: paths, and whether it fetches the feeds, too."""
    _change = -1
    """The number of the last change of the library that the list shows."""

    def on_mount(self) -> None:
        """Look now and then for what others add."""
        self.set_interval(LOOK_EVERY, self._look_for_changes)

    def _look_for_changes(self) -> None:
        """Show what another process has added since; one number is read to know. An ingest of our own says itself what it adds."""
        with contextlib.suppress(LibraryError):  # whoever asks for more of the library is told what is wrong with it
            change = self.store.change()
            if change != self._change and self._change >= 0 and not self.client.running:
                self.refresh_list()
                self.count()
            self._change = change

    @work(group="ingest", exclusive=True, exit_on_error=False, description="add and analyse articles")
    async def ingest(self, paths: Sequence[str] = (), fetch: bool = False) -> None:
        """Add paths, or fetch the feeds, analyse what is pending, and show how far it is.

        An ingest that runs gives way to one that does its part as well: what it has read or fetched is known by now.
        """
        self._asked = paths, fetch = [*self._asked[0], *paths], fetch or self._asked[1]
        await self.client.stop()
        problems = 0
        async for event in self.client.run(paths, fetch=fetch):
            match event.get("event"):
                case "progress":
                    self.query_one(HeaderLine).progress = event
                    self._refresh_list_at_times()
                case "article":
                    if event.get("id") == self.article_id:
                        self.article_analysed()
                case "fetched":
                    done, of = event.get("done", 0), event.get("of", 0)
                    self.query_one(HeaderLine).fetching = (done, of)
                    if done >= of:
                        self._fetched(of)
                    self._refresh_list_at_times()
                case "problem":
                    problems += 1
                case "ended":
                    self._ended(event, problems)

    def _fetched(self, addresses: int) -> None:
        self._asked = self._asked[0], False
        self.query_one(HeaderLine).fetching = (0, 0)
        self.say(f"{addresses:,} address{'es' * (addresses != 1)} fetched.")

    def _ended(self, event: dict[str, Any], problems: int) -> None:
        header = self.query_one(HeaderLine)
        none_due = self._asked[1] and not any(header.fetching)
        self._asked = (), False
        header.progress, header.fetching = None, (0, 0)
        self.refresh_list()
        self.count()
        if event["code"] == HELD_BY_ANOTHER:
            self.say("Another Pullquote is adding to this library; this one goes on reading.")
        elif event["code"] not in (0, 1):
            self.say(f"The analysis stopped: {event['error'] or 'unknown error'}. zg starts it again.")
        elif problems:
            self.say(f"{problems} source{'s' * (problems > 1)} could not be read: zp lists them.")
        elif none_due:
            self.say("Every feed failed and waits for its next try: zp lists why.")
        if self.article_id is not None:
            self.article_analysed()

    @on(Worker.StateChanged)
    def _worker_failed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong beside the drawing; the reader goes on."""
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            self.say(f"{event.worker.description or event.worker.group}: {error if isinstance(error, LibraryError) else repr(error)}")
            if event.worker.group == "related":
                self.related.show(())

    def _refresh_list_at_times(self) -> None:
        now = time.monotonic()
        if now - self._refreshed > REFRESH_EVERY:
            self._refreshed = now
            self.refresh_list()
            self.count()

    def action_resume(self) -> None:
        """Start the analysis again."""
        if self.client.running:
            self.say("The analysis is running.")
        else:
            self.ingest()

    def action_fetch(self) -> None:
        """Fetch the feeds."""
        from analysis.library.feeds import any_feeds

        if not any_feeds(self.store.database):
            self.say("No feeds yet: a adds one.")
        elif self.client.running and self._asked[1]:
            self.say("The feeds are being fetched.")
        else:
            self.say("Fetching the feeds")
            self.ingest(fetch=True)

    def action_add(self) -> None:
        """Ask for a path or an address and add it."""
        from tui.screens.prompt import PromptScreen

        def add(path: str | None) -> None:
            if path is None:
                return
            self.say(f"Adding {path}")
            self.ingest([path])

        self.app.push_screen(PromptScreen("Add to the library", "A file, a folder, or an address (https://…)"), add)
