"""Sources read in a thread of their own, in batches: files, each skipped whose bytes the library knows already, addresses, and feeds."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.article import Annotations, Article
from analysis.canonical import clean_path
from analysis.library.connection import Database
from analysis.library.feeds import due, find_feed
from analysis.library.fetching import Fetched, ask_all
from analysis.library.problems import own_fault, problem
from analysis.library.records import LibraryError, Problem

if TYPE_CHECKING:
    from analysis.sources.web import Fetcher

_MOST_ARTICLES = 200
_MOST_CHARACTERS = 4_000_000
_SECONDS = 0.25
_AHEAD = 3
"""How many batches may be read before the first of them is written."""
_SOURCES = "SELECT 1 FROM sources WHERE source = ? AND digest = ?"


@dataclass(slots=True)
class Batch:
    """Some articles in the order in which they were read, and what could not be read."""

    articles: list[Article] = field(default_factory=list)
    annotations: list[Annotations] = field(default_factory=list)
    """One for each article where the source has them; else empty."""
    problems: list[Problem] = field(default_factory=list)
    fetched: list[Fetched] = field(default_factory=list)
    """What came from addresses and feeds."""
    addresses: int = 0
    """How many addresses and feeds are asked in all."""
    known: int = 0
    """Files that were not read because nothing in them has changed."""
    last: bool = False


class Intake:
    """Reads `paths` in a thread and calls `deliver` (in that thread) with each batch; `written` lets it go on."""

    def __init__(
        self,
        library: Path,
        paths: Sequence[str],
        deliver: Callable[[Batch], None],
        *,
        annotated: bool = False,
        fetch: bool = False,
        fetcher: Callable[[], Fetcher] | None = None,
    ) -> None:
        """Begin. `fetch` asks every feed that is due, too; `fetcher` makes what asks (`analysis.sources.web.Fetcher`)."""
        self._annotated = annotated
        self._fetch = fetch
        self._fetcher = fetcher
        self._addresses = 0
        self._library = library.absolute()
        self._paths = [path if "://" in path else os.path.abspath(path) for path in paths]  # noqa: PTH100 - as sources do
        self._deliver = deliver
        self._room = threading.Semaphore(_AHEAD)
        self._stopped = False
        threading.Thread(target=self._run, daemon=True, name="pullquote intake").start()

    def written(self) -> None:
        """Say that a batch has been dealt with."""
        self._room.release()

    def stop(self) -> None:
        """Read nothing more."""
        self._stopped = True
        self._room.release()

    def _run(self) -> None:
        batch, size, began = Batch(), 0, time.monotonic()
        try:
            for item in self._items():
                if self._stopped:
                    return
                if item is None:
                    batch.known += 1
                elif isinstance(item, tuple):
                    batch.articles.append(item[0])
                    batch.annotations.append(item[1])
                    size += len(item[0].text)
                elif isinstance(item, Article):
                    batch.articles.append(item)
                    size += len(item.text)
                elif isinstance(item, Fetched):
                    batch.fetched.append(item)
                    batch.addresses = self._addresses
                else:
                    batch.problems.append(problem(item.where, item.what))
                if len(batch.articles) >= _MOST_ARTICLES or batch.fetched or size > _MOST_CHARACTERS or time.monotonic() - began > _SECONDS:
                    self._send(batch)
                    batch, size, began = Batch(), 0, time.monotonic()
        except LibraryError as error:
            batch.problems.append(problem(str(self._library), str(error)))
        except Exception as error:  # whoever waits for the last batch must not wait for ever
            batch.problems.append(problem(str(self._library), own_fault(error)))
        batch.last = True
        self._send(batch)

    def _send(self, batch: Batch) -> None:
        self._room.acquire()
        if not self._stopped:
            self._deliver(batch)

    def _items(self) -> Iterator[Any]:
        """Yield articles (with annotations where the source has them), problems, what was fetched, and None for each file that is known."""
        if self._annotated:
            from analysis.library.annotated import read_annotated

            for name in self._paths:
                yield from read_annotated(Path(name))
            return
        from analysis.sources.files import LARGEST_FILE, walk

        problems: list[Any] = []
        database = Database(self._library, readonly=True)
        try:
            for path in walk((path for path in self._paths if "://" not in path), problems.append):
                yield from problems
                problems.clear()
                if self._library.parent in path.parents:
                    # Besides making no sense, opening its files beside SQLite would take away the locks on them.
                    yield Problem(str(path), "it belongs to the library itself")
                elif _known(database, path, LARGEST_FILE):
                    yield None
                else:
                    yield from _read(path)
            yield from problems
            addresses = [path for path in self._paths if "://" in path]
            if addresses or self._fetch:
                yield from self._fetched(database, addresses)
        finally:
            database.close()

    def _fetched(self, database: Database, addresses: Sequence[str]) -> Iterator[Fetched]:
        """Yield what comes of asking for these addresses, and for the feeds that are due. Only here is anything asked of a network."""
        from analysis.sources.web import Fetcher

        wanted = {feed.address: feed for feed in due(database)} if self._fetch else {}
        named = {feed.address if feed else address: feed for address in addresses for feed in [find_feed(database, address)]}
        asked = list({**wanted, **named}.items())
        self._addresses = len(asked)
        with (self._fetcher or Fetcher)() as fetcher:
            yield from ask_all(fetcher, asked, lambda: self._stopped)


def _read(path: Path) -> Iterator[Any]:
    """Yield what one file holds as it is read, for JSON lines may be larger than the memory."""
    from analysis.sources import read

    try:
        yield from read([path])
    except Exception as error:  # no file may stop the others from being read
        yield Problem(str(path), own_fault(error))


def _known(database: Database, path: Path, largest: int) -> bool:
    """Tell whether the library has taken in exactly these bytes from this file before."""
    try:
        if not path.is_file() or path.stat().st_size > largest:
            return False
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):
        return False  # reading it says why, in words
    return database.one(_SOURCES, (clean_path(str(path)), digest)) is not None
