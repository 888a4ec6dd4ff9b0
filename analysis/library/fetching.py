"""Feeds and addresses -> the library: what is asked runs in threads and only reads, what is kept is written by whoever holds the lock."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from analysis.article import Article
from analysis.library import feeds
from analysis.library.connection import Database
from analysis.library.feeds import Feed
from analysis.library.lock import writing_lock
from analysis.library.problems import own_fault, problem
from analysis.library.records import Problem
from analysis.library.state import now
from analysis.library.store import Store
from analysis.library.writer import Added, Outcome, Writer

if TYPE_CHECKING:
    from analysis.sources.feed import FeedContents
    from analysis.sources.problem import Problem as SourceProblem
    from analysis.sources.web import Answer, Fetcher

_AT_ONCE = 4
"""Requests at a time; to one host they still follow each other at the fetcher's pace."""
_GONE = 410


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of asking for one address: a feed, nothing new of a feed, a page, or why none of these."""

    address: str
    feed: Feed | None = None
    """The subscription that it was asked for; None for an address that the user gave."""
    answer: Answer | None = None
    contents: FeedContents | None = None
    found: Sequence[Article | SourceProblem] = ()
    """What a page or document that is no feed holds."""
    error: str = ""
    status: int | None = None
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping an answer did: the articles in the order of the feed, and what could not be read."""

    name: str
    """The feed's title, or the address."""
    articles: Sequence[Added] = ()
    problems: Sequence[Problem] = ()
    unchanged: bool = False

    @property
    def new(self) -> int:
        """How many articles came or changed."""
        return sum(one.outcome is not Outcome.KNOWN for one in self.articles)


def ask(fetcher: Fetcher, address: str, feed: Feed | None = None) -> Fetched:
    """Fetch an address and read what it holds; of a subscribed feed only if it has changed. Nothing is raised, nothing written."""
    from analysis.sources.feed import looks_like_feed, read_feed
    from analysis.sources.problem import SourceError
    from analysis.sources.web import FetchError, read_answer

    try:
        answer = fetcher.fetch(address, etag=feed.etag, modified=feed.modified) if feed else fetcher.fetch(address)
        if answer.unchanged:
            return Fetched(address, feed, answer)
        if feed or looks_like_feed(answer.data):
            return Fetched(address, feed, answer, contents=read_feed(answer.data, url=answer.url, charset=answer.charset))
        return Fetched(address, feed, answer, found=read_answer(answer))
    except FetchError as error:
        return Fetched(address, feed, error=str(error), status=error.status, retry_after=error.retry_after)
    except SourceError as error:
        return Fetched(address, feed, error=str(error))
    except Exception as error:  # no page may stop the others from being fetched
        return Fetched(address, feed, error=own_fault(error))


def ask_all(fetcher: Fetcher, wanted: Sequence[tuple[str, Feed | None]], stopped: Callable[[], bool] = lambda: False) -> Iterator[Fetched]:
    """Ask for addresses, a few at a time, and yield what came in the order in which it came."""
    waiting: queue.SimpleQueue[tuple[str, Feed | None]] = queue.SimpleQueue()
    for one in wanted:
        waiting.put(one)
    come: queue.Queue[Fetched] = queue.Queue(_AT_ONCE)

    def work() -> None:
        while not stopped():
            try:
                address, feed = waiting.get_nowait()
            except queue.Empty:
                return
            come.put(ask(fetcher, address, feed))

    # Daemons: a process that is told to stop does not wait for a slow server.
    for _ in range(min(_AT_ONCE, len(wanted))):
        threading.Thread(target=work, daemon=True, name="pullquote fetch").start()
    left = len(wanted)
    while left and not stopped():
        try:
            yield come.get(timeout=0.2)
            left -= 1
        except queue.Empty:
            pass


def keep(database: Database, fetched: Fetched) -> Kept:
    """Write what was fetched to the library: articles first, so that nothing is missed where the process ends between the two."""
    if fetched.feed is not None and feeds.feed_at(database, fetched.feed.address) is None:
        return Kept(fetched.feed.name)  # the user has ended the subscription meanwhile
    if fetched.error:
        return _keep_failure(database, fetched)
    assert fetched.answer is not None
    database.run("DELETE FROM problems WHERE place = ?", (problem(fetched.address, "").where,))
    if fetched.found:
        articles = [one for one in fetched.found if isinstance(one, Article)]
        problems = [problem(one.where, one.what) for one in fetched.found if not isinstance(one, Article)]
        return Kept(fetched.address, Writer(database).add(articles, problems), problems)
    feed = _subscription(database, fetched, fetched.answer)
    if fetched.contents is not None:
        return _keep_contents(database, feed, fetched.contents, fetched.answer)
    with database.writing() as connection:
        etag, modified = fetched.answer.etag or feed.etag, fetched.answer.modified or feed.modified
        feeds.note_answer(connection, feed, title="", etag=etag, modified=modified)
    return Kept(feed.name, unchanged=True)


def fetch(store: Store, fetcher: Fetcher, wanted: Sequence[Feed], tell: Callable[[Kept], None] = lambda kept: None) -> None:
    """Fetch these feeds and keep what is new; `tell` gets what came of each. The analysis is left to the ingest.

    Raises `LibraryBusy` where another process adds to the library.
    """
    with writing_lock(store.folder):
        for fetched in ask_all(fetcher, [(feed.address, feed) for feed in wanted]):
            tell(keep(store.database, fetched))


def _subscription(database: Database, fetched: Fetched, answer: Answer) -> Feed:
    """Return the feed that an answer belongs to, under its present address; one that is new is subscribed to."""
    from analysis.sources.assemble import clean_address

    asked = fetched.feed.address if fetched.feed else clean_address(fetched.address) or fetched.address
    address = answer.url if answer.moved else asked
    with database.writing() as connection:
        if fetched.feed is None:
            feeds.subscribe(connection, address, fetched.contents.title if fetched.contents else "")
        elif address != asked:
            feeds.move(connection, fetched.feed, address)
    feed = feeds.feed_at(database, address)
    assert feed is not None
    return feed


def _keep_contents(database: Database, feed: Feed, contents: FeedContents, answer: Answer) -> Kept:
    from analysis.sources.problem import Problem as SourceProblem

    entries: dict[str, Article] = {}
    tags: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for item in contents.items:
        if isinstance(item, SourceProblem):
            problems.append(problem(item.where.replace(answer.url, feed.address, 1), item.what))
            continue
        entry = _of_feed(item.article, answer.url, feed.address)
        if entries.setdefault(entry.key, entry) is entry:
            tags[entry.key] = item.tags
    kept = {key: number for key, entry in entries.items() if (number := _not_to_replace(database, entry)) is not None}
    written = [key for key in entries if key not in kept]
    added = Writer(database).add([entries[key] for key in written])
    # The tags of an article that is here already are the user's own by now.
    tagged = [(one.article_id, tag) for key, one in zip(written, added, strict=True) if one.outcome is Outcome.NEW for tag in tags[key]]
    added += [Added(number, Outcome.KNOWN) for number in kept.values()]
    moment = now()
    with database.writing() as connection:
        came = [(feed.id, one.article_id, moment) for one in added]
        connection.executemany("INSERT OR IGNORE INTO feed_articles VALUES (?, ?, ?)", came)
        connection.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", tagged)
        feeds.note_answer(connection, feed, title=contents.title, etag=answer.etag, modified=answer.modified)
    Writer(database).note(problems)
    return Kept(feed.title or contents.title or feed.address, added, problems)


def _of_feed(article: Article, came_from: str, address: str) -> Article:
    """Return an entry as one of the feed with this address, wherever a temporary redirect fetched it from."""
    own = f"{came_from}#"
    key = f"{address}#{article.key[len(own) :]}" if article.url is None and article.key.startswith(own) else article.key
    return replace(article, key=key, source=address)


def _not_to_replace(database: Database, entry: Article) -> int | None:
    """Return the article that an entry must not replace: one of another source, unless the entry has more of it and comes from the
    site of the article itself. Else any feed could put its words in the place of somebody else's."""
    row = database.one("SELECT id, source, length(text) FROM articles WHERE key = ?", (entry.key,))
    if row is None or row[1] == entry.source or (len(entry.text) > row[2] and _site(entry.url) == _site(entry.source)):
        return None
    return int(row[0])


def _site(address: str | None) -> str:
    return (urlsplit(address or "").hostname or "").removeprefix("www.")


def _keep_failure(database: Database, fetched: Fetched) -> Kept:
    feed = fetched.feed
    if feed is None:
        failed = problem(fetched.address, fetched.error)
    else:
        with database.writing() as connection:
            what = problem(feed.address, fetched.error).what
            feed = feeds.note_failure(connection, feed, what, gone=fetched.status == _GONE, retry_after=fetched.retry_after)
        failed = problem(feed.address, feed.trouble)
    Writer(database).note([failed])
    return Kept(fetched.address if feed is None else feed.name, problems=[failed])
