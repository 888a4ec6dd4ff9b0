"""What an ingest tells whoever watches it: events as plain JSON values, with a rate and the time that is left."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from analysis.canonical import clean_line
from analysis.library.records import Problem, Progress

Event = dict[str, Any]
_WINDOW = 30.0
"""Seconds over which the rate is taken."""
_EVERY = 0.25


class Reporter:
    """Makes the events of one ingest and hands them to `tell`; progress at most four times a second."""

    def __init__(self, tell: Callable[[Event], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._tell = tell
        self._clock = clock
        self._began: float | None = None
        self._finished: deque[float] = deque()
        self._told = -_EVERY
        self.added = 0

    def article(self, article_id: int) -> None:
        """Say that an article has been analysed."""
        self.count()
        self._tell({"event": "article", "id": article_id})

    def problem(self, problem: Problem) -> None:
        """Say what could not be read or analysed."""
        self._tell({"event": "problem", "where": problem.where, "what": problem.what})

    def fetched(self, address: str, new: int, unchanged: bool, done: int, of: int) -> None:
        """Say what came of asking for one address, the `done`-th of so many."""
        self.added += new
        self._tell({"event": "fetched", "address": clean_line(address, 2000), "new": new, "unchanged": unchanged, "done": done, "of": of})

    def begin(self) -> None:
        """Say that analysis begins now: what comes before does not slow the rate."""
        if self._began is None:
            self._began = self._clock()

    def count(self) -> None:
        """Count one more article as dealt with."""
        self._finished.append(self._clock())

    def rate(self) -> float:
        """Return how many articles a second were dealt with lately."""
        now = self._clock()
        while self._finished and self._finished[0] < now - _WINDOW:
            self._finished.popleft()
        if self._began is None or not self._finished:
            return 0.0
        return len(self._finished) / max(min(_WINDOW, now - self._began), 0.1)

    def progress(self, state: Progress, *, now: bool = False) -> None:
        """Say how far everything is, unless that was said a moment ago."""
        if not now and self._clock() - self._told < _EVERY:
            return
        self._told = self._clock()
        rate, waiting = self.rate(), state.total - state.done - state.failed
        self._tell(
            {
                "event": "progress",
                "added": self.added,
                "done": state.done,
                "total": state.total,
                "rate": round(rate, 2),
                "left": round(waiting / rate, 1) if rate else None,
            }
        )

    def finished(self) -> None:
        """Say that this was all."""
        self._tell({"event": "finished"})
