"""From files to the library: articles first, so that the list fills at once, then what the analysis says of each.

`add` is the whole of it as a function; ``python -m analysis.library.ingest`` is the process that the reader and the command line
start. It writes JSON lines on standard output (see `analysis.library.progress`) and reads ``{"first": article id}`` and
``{"stop": true}`` on standard input. A closed input and SIGTERM stop it too; the next start goes on where it was. This process
never imports spaCy: its workers do.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.library.fetching import keep
from analysis.library.intake import Batch, Intake
from analysis.library.lock import writing_lock
from analysis.library.pool import Answer, Job, Pool
from analysis.library.problems import problem
from analysis.library.progress import Event, Reporter
from analysis.library.records import LibraryError
from analysis.library.store import Store
from analysis.library.worker import DEFAULT
from analysis.library.writer import Outcome, Writer, check_spans

if TYPE_CHECKING:
    from analysis.library.index import Index
    from analysis.sources.web import Fetcher

_TICK = 0.2
_WAITING_PER_WORKER = 4
_KEPT_AT_ONCE = 16
_KEPT_AFTER = 0.25
"""So many answers are written in one transaction, which costs a third less than each for itself; none waits longer than these seconds."""
_INDEX_AFTER = 5.0
"""Seconds between two catch-ups of the index, and at least ten times what the last one took."""


def add(
    store: Store,
    paths: Sequence[str] = (),
    *,
    tell: Callable[[Event], None] = lambda event: None,
    analyse: bool = True,
    stale: bool = False,
    annotated: bool = False,
    fetch: bool = False,
    fetcher: Callable[[], Fetcher] | None = None,
    pipeline: str | None = None,
    analyser: str = DEFAULT,
    workers: int | None = None,
    index: bool = True,
) -> None:
    """Add files, folders and addresses to a library, with `fetch` what its feeds have, too, and analyse everything in it that waits;
    return when that is done.

    `stale` lets what another pipeline or version analysed wait, too. `annotated` takes annotations from JSON lines that `annotate`
    wrote. `fetcher` makes what asks servers. `analyser` names what analyses, ``module:class``. `tell` gets every event. Raises
    `LibraryBusy` where another process is at it, and `LibraryError` where the library cannot be written or nothing can be analysed.
    """
    with writing_lock(store.folder):
        ingest = Ingest(store, tell, analyser=analyser, pipeline=pipeline, workers=workers, fetcher=fetcher)
        ingest.run(paths, analyse=analyse, stale=stale, annotated=annotated, fetch=fetch, index=index)


class Ingest:
    """One run. Only `first` and `stop` may be called from other threads."""

    def __init__(
        self,
        store: Store,
        tell: Callable[[Event], None] = lambda event: None,
        *,
        analyser: str = DEFAULT,
        pipeline: str | None = None,
        workers: int | None = None,
        fetcher: Callable[[], Fetcher] | None = None,
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._answered = 0
        self._writer = Writer(store.database)
        self._reporter = Reporter(tell)
        self._analyser = analyser
        self._pipeline = pipeline
        self._workers = workers or max(1, (os.cpu_count() or 2) - 1)
        self._events: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._pool: Pool | None = None
        self._begun: set[int] = set()
        self._answers: list[Answer] = []
        """What has been analysed and not yet been written."""
        self._keep_at: float | None = None
        self._wanted: set[int] = set()
        """Articles that somebody waits for: their answers are written at once."""
        self._reached = 0
        self._reading = False
        self._stale = False
        self._broken: str | None = None
        self._indexer: _Indexer | None = None

    def first(self, article_id: int) -> None:
        """Have an article analysed next."""
        self._events.put(lambda: self._put_first(article_id))

    def stop(self) -> None:
        """End the run soon; everything that was written stays."""
        self._stopped.set()
        self._events.put(lambda: None)

    def run(
        self,
        paths: Sequence[str] = (),
        *,
        analyse: bool = True,
        stale: bool = False,
        annotated: bool = False,
        fetch: bool = False,
        index: bool = True,
    ) -> None:
        """Add, fetch, analyse and index until nothing waits. Raises `LibraryError`."""
        snapshot = threading.Thread(target=_snapshot, args=(self._store.folder,), daemon=True, name="pullquote snapshot")
        snapshot.start()
        self._indexer = _Indexer(self._store, self._stopped.is_set, self._reporter) if index else None
        self._stale = stale
        self._reading = bool(paths) or fetch
        intake = self._start_intake(paths, annotated, fetch) if self._reading else None
        self._intake = intake
        try:
            while not self._stopped.is_set():
                waits = analyse and self._feed()
                if not self._reading and not waits:
                    break
                self._handle_events()
                self._keep_in_time()
                self._reporter.progress(self._store.progress())
                if self._pool is not None:
                    self._pool.end_the_hanging()
                if self._indexer is not None:
                    self._indexer.at_times()
            self._keep_answers()
        finally:
            if intake is not None:
                intake.stop()
            if self._pool is not None:
                self._pool.close()
        if not self._stopped.is_set():
            self._writer.decide_waiting(self._stopped.is_set)
            if self._indexer is not None:
                self._indexer.catch_up()
            snapshot.join()
        self._reporter.progress(self._store.progress(), now=True)
        if self._broken is not None:
            raise LibraryError(f"the articles are in the library, but cannot be analysed: {self._broken}")
        self._reporter.finished()

    def _start_intake(self, paths: Sequence[str], annotated: bool, fetch: bool) -> Intake:
        def deliver(batch: Batch) -> None:
            self._events.put(lambda: self._take_in(batch))

        return Intake(self._store.database.path, paths, deliver, annotated=annotated, fetch=fetch, fetcher=self._fetcher)

    def _handle_events(self) -> None:
        try:
            self._events.get(timeout=_TICK)()
            while not self._stopped.is_set():
                self._events.get_nowait()()
        except queue.Empty:
            pass

    def _take_in(self, batch: Batch) -> None:
        added = self._writer.add(batch.articles, batch.problems)
        self._reporter.added += sum(one.outcome is not Outcome.KNOWN for one in added)
        for one, article, said in zip(added, batch.articles, batch.annotations, strict=False):
            row = self._store.row(one.article_id)
            if row is not None and not row.analysed:
                self._answers.append(Answer(Job(one.article_id, article), said, None))
                if len(self._answers) >= _KEPT_AT_ONCE:
                    self._keep_answers()
        for unread in batch.problems:
            self._reporter.problem(unread)
        for fetched in batch.fetched:
            kept = keep(self._store.database, fetched)
            self._answered += 1
            self._reporter.fetched(fetched.address, kept.new, kept.unchanged, self._answered, batch.addresses)
            for unread in kept.problems:
                self._reporter.problem(unread)
        if batch.last:
            self._reading = False
        if self._intake is not None:
            self._intake.written()

    def _feed(self) -> bool:
        """Keep the workers supplied; return whether any article waits or is being analysed."""
        if self._broken is not None:
            return False
        if self._stale and self._pool is None:
            self._start_pool()
        if self._stale:
            version = self._pool.version if self._pool is not None else None
            if version is None:
                return True
            self._stale = False
            self._writer.analyse_again(other_than=version)
        wanted = self._workers * _WAITING_PER_WORKER - (0 if self._pool is None else self._pool.waiting())
        if wanted > 0:
            for article_id in self._waiting(wanted):
                self._begin(article_id)
        return bool(self._begun)

    def _waiting(self, wanted: int) -> list[int]:
        """Return the next articles to analyse; after the last one it begins again, for some may have changed meanwhile."""
        sql = "SELECT id FROM articles WHERE status = 0 AND id > ? ORDER BY id LIMIT ?"
        # Those begun still count as waiting in the library: asking for as many more makes sure that none is missed.
        limit = wanted + len(self._begun)
        found = [row[0] for row in self._store.database.all(sql, (self._reached, limit)) if row[0] not in self._begun]
        if not found and self._reached:
            self._reached = 0
            found = [row[0] for row in self._store.database.all(sql, (0, limit)) if row[0] not in self._begun]
        found = found[:wanted]
        if found:
            self._reached = found[-1]
        return found

    def _begin(self, article_id: int, *, first: bool = False) -> None:
        article = self._store.article(article_id)
        if article is None:
            return
        if self._pool is None:
            self._start_pool()
        assert self._pool is not None
        self._begun.add(article_id)
        self._pool.offer(Job(article_id, article), first=first)

    def _start_pool(self) -> None:
        self._reporter.begin()
        self._pool = Pool(
            self._workers,
            lambda answer: self._events.put(lambda: self._answers.append(answer)),
            lambda why: self._events.put(lambda: self._break(why)),
            analyser=self._analyser,
            pipeline=self._pipeline,
        )

    def _put_first(self, article_id: int) -> None:
        row = self._store.row(article_id)
        if row is None or row.analysed or self._broken is not None:
            return
        self._wanted.add(article_id)
        if self._pool is not None and self._pool.prefer(article_id):
            return
        if article_id not in self._begun:
            self._begin(article_id, first=True)

    def _keep_in_time(self) -> None:
        """Write the answers where there are enough of them, where they have waited long enough, or nothing else is to come."""
        if not self._answers:
            return
        now = time.monotonic()
        if self._keep_at is None:
            self._keep_at = now + _KEPT_AFTER
        wanted = any(answer.job.article_id in self._wanted for answer in self._answers)
        if wanted or len(self._answers) >= min(_KEPT_AT_ONCE, len(self._begun)) or now >= self._keep_at:
            self._keep_answers()

    def _keep_answers(self) -> None:
        """Write what has been analysed, all in one transaction."""
        answers, self._answers, self._keep_at = self._answers, [], None
        sound: list[Answer] = []
        for answer in answers:
            self._begun.discard(answer.job.article_id)
            self._wanted.discard(answer.job.article_id)
            error = answer.error
            if answer.annotations is not None:
                try:
                    check_spans(answer.annotations, len(answer.job.article.text))
                    sound.append(answer)
                except ValueError as fault:
                    error = str(fault)
            if error is not None:
                failed = problem(answer.job.article.key, error)
                self._writer.fail(answer.job.article_id, failed.what)
                self._reporter.count()
                self._reporter.problem(failed)
        said = [(one.job.article_id, one.job.article.digest, one.annotations) for one in sound if one.annotations is not None]
        self._writer.annotate_all(said)
        for answer in sound:
            self._reporter.article(answer.job.article_id)

    def _break(self, why: str) -> None:
        self._broken = why
        self._begun.clear()


class _Indexer:
    """Keeps the search index up with the library, where there is one to keep."""

    def __init__(self, store: Store, stopped: Callable[[], bool], reporter: Reporter) -> None:
        self._store = store
        self._stopped = stopped
        self._reporter = reporter
        self._next = time.monotonic() + _INDEX_AFTER
        self._index: Index | None = None

    def at_times(self) -> None:
        """Catch up, unless that was done a moment ago."""
        if time.monotonic() >= self._next:
            self.catch_up()

    def catch_up(self) -> None:
        """Take what has changed into the index. What fails there is told, and stops nothing: the index can always be made again."""
        from analysis.library.index import Index

        began = time.monotonic()
        try:
            if self._index is None:
                self._index = Index.open(self._store.folder, readonly=False)
            self._index.catch_up(self._store, stop=self._stopped)
        except LibraryError as error:
            self._reporter.problem(problem("search index", str(error)))
        took = time.monotonic() - began
        self._next = began + took + max(_INDEX_AFTER, 10 * took)


def _snapshot(folder: Path) -> None:
    from analysis.library.backup import daily

    # A snapshot that cannot be kept is no reason not to add.
    with contextlib.suppress(LibraryError):
        daily(folder)


if __name__ == "__main__":
    from analysis.library.ingest_process import main

    raise SystemExit(main())
