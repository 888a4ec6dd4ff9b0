"""The feeds that a library is subscribed to: which, in which folders, what became of the last request, and when each is asked next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.library.connection import Database
from analysis.library.records import LibraryError
from analysis.library.state import now

if TYPE_CHECKING:
    from analysis.sources.opml import Feed as Listed

_COLUMNS = "id, address, title, folder, etag, modified, checked, failing_since, failures, next_try, problem"
_FIRST_WAIT = timedelta(minutes=10)
_LONGEST_WAIT = timedelta(days=7)
_LONGEST_ASKED_WAIT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is subscribed to. Times are ISO 8601 in UTC."""

    id: int
    address: str
    title: str
    folder: str
    """Names of the folders around it, outermost first, with ``/`` between."""
    etag: str | None = None
    modified: str | None = None
    checked: str | None = None
    """When it was last fetched, or found unchanged."""
    failing_since: str | None = None
    failures: int = 0
    next_try: str | None = ""
    """It is not asked before, unless by name; None where it is gone for good."""
    problem: str | None = None

    @property
    def name(self) -> str:
        """Its title, its address where it has none."""
        return self.title or self.address

    @property
    def trouble(self) -> str:
        """What is wrong, since when, and when it is tried again, in one line; empty where nothing is."""
        if not self.problem:
            return ""
        again = f"next try {_minute(self.next_try)}" if self.next_try else "it is not asked again"
        return f"{self.problem}; failing since {_minute(self.failing_since or '')}, {again}"


def feeds(database: Database) -> list[Feed]:
    """Return every feed, by folder and name."""
    listed = [Feed(*row) for row in database.all(f"SELECT {_COLUMNS} FROM feeds")]
    return sorted(listed, key=lambda feed: (feed.folder.casefold(), feed.name.casefold(), feed.id))


def any_feeds(database: Database) -> bool:
    """Tell whether there is a feed at all."""
    return database.one("SELECT 1 FROM feeds") is not None


def counts(database: Database) -> dict[int, tuple[int, int]]:
    """Return, by the id of a feed, how many articles came by it and how many of these are unread."""
    rows = database.all(
        "SELECT feed_id, count(*), sum(read_at IS NULL) FROM feed_articles JOIN state USING (article_id) GROUP BY feed_id",
    )
    return {number: (articles, unread) for number, articles, unread in rows}


def due(database: Database, moment: str | None = None) -> list[Feed]:
    """Return the feeds that may be asked at this moment (`state.now()` where none is given), the longest unasked first.

    A wait that is longer than any is of a clock that went wrong, and counts for nothing.
    """
    longest = f"strftime('%Y-%m-%dT%H:%M:%SZ', ?1, '+{_LONGEST_ASKED_WAIT.days} days')"
    sql = f"SELECT {_COLUMNS} FROM feeds WHERE next_try <= ?1 OR next_try > {longest} ORDER BY coalesce(checked, ''), id"
    return [Feed(*row) for row in database.all(sql, (moment or now(),))]


def find_feed(database: Database, named: str) -> Feed | None:
    """Return the feed with this address, id, or title; None where there is none."""
    from analysis.sources.assemble import clean_address

    address = clean_address(named)
    if address:
        return feed_at(database, address)
    named = named.strip().casefold()
    return next((feed for feed in feeds(database) if named in (str(feed.id), feed.title.casefold())), None)


def feed_at(database: Database, address: str) -> Feed | None:
    """Return the feed with exactly this address, None where there is none."""
    row = database.one(f"SELECT {_COLUMNS} FROM feeds WHERE address = ?", (address,))
    return None if row is None else Feed(*row)


def add(database: Database, listed: Iterable[Listed]) -> int:
    """Subscribe to feeds; return how many are new. Those that are here already only get the title or folder that they lack."""
    came = 0
    with database.writing() as connection:
        for feed in listed:
            came += subscribe(connection, feed.url, feed.title, feed.folder)
    return came


def subscribe(connection: sqlite3.Connection, address: str, title: str = "", folder: str = "") -> bool:
    """Subscribe to one feed; tell whether it is new. `address` is a clean one."""
    inserted = connection.execute("INSERT OR IGNORE INTO feeds (address, title, folder) VALUES (?, ?, ?)", (address, title, folder))
    if inserted.rowcount:
        return True
    connection.execute(
        "UPDATE feeds SET title = coalesce(nullif(title, ''), ?), folder = coalesce(nullif(folder, ''), ?) WHERE address = ?",
        (title, folder, address),
    )
    return False


def remove(database: Database, feed: Feed) -> None:
    """End a subscription. The articles stay."""
    with database.writing() as connection:
        forget_trouble(connection, feed)
        connection.execute("DELETE FROM feeds WHERE id = ?", (feed.id,))


def import_list(database: Database, path: Path, *, dry_run: bool = False) -> int:
    """Subscribe to the feeds of an OPML file or of newsboat's urls file; return how many are new, or would be. Nothing is fetched.

    Raises:
        LibraryError: the file cannot be read, or lists no feed.
    """
    from analysis.sources.newsboat import read_urls
    from analysis.sources.opml import LARGEST_LIST, read_opml
    from analysis.sources.problem import SourceError, why_unreadable

    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_LIST + 1)
        is_xml = data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")
        listed = read_opml(data) if is_xml else read_urls(data.decode("utf-8", "replace"))
    except OSError as error:
        raise LibraryError(f"{path}: {why_unreadable(error)}") from None
    except SourceError as error:
        raise LibraryError(f"{path}: {error}") from None
    if not listed:
        raise LibraryError(f"{path}: it lists no feed; OPML and newsboat's urls file are read")
    return sum(feed_at(database, feed.url) is None for feed in listed) if dry_run else add(database, listed)


def export_opml(database: Database) -> str:
    """Return every feed as OPML, in its folder."""
    from analysis.sources.opml import Feed as Listed
    from analysis.sources.opml import write_opml

    return write_opml(Listed(feed.address, feed.title, feed.folder) for feed in feeds(database))


# What became of a request ------------------------------------------------------------------------------------------------------------


def note_answer(connection: sqlite3.Connection, feed: Feed, *, title: str, etag: str | None, modified: str | None) -> None:
    """Keep that a feed was fetched, or has not changed, and what to send with the next request. Its own title stays if it has one."""
    forget_trouble(connection, feed)
    connection.execute(
        "UPDATE feeds SET title = coalesce(nullif(title, ''), ?), etag = ?, modified = ?, checked = ?, "
        "failing_since = NULL, failures = 0, next_try = '', problem = NULL WHERE id = ?",
        (title, etag, modified, now(), feed.id),
    )


def note_failure(
    connection: sqlite3.Connection,
    feed: Feed,
    what: str,
    *,
    gone: bool = False,
    retry_after: float | None = None,
    moment: str | None = None,
) -> Feed:
    """Keep what went wrong with a feed and set its next try: each failure in a row doubles the wait, and what the server asks for
    (`retry_after`, seconds) is the least. A feed that is `gone` is not asked again."""
    moment = moment or now()
    wait = min(_FIRST_WAIT * 2 ** min(feed.failures, 20), _LONGEST_WAIT)
    if retry_after:
        wait = max(wait, min(timedelta(seconds=min(retry_after, 1e9)), _LONGEST_ASKED_WAIT))
    next_try = None if gone else (datetime.fromisoformat(moment) + wait).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    connection.execute(
        "UPDATE feeds SET failures = failures + 1, failing_since = coalesce(failing_since, ?), next_try = ?, problem = ? WHERE id = ?",
        (moment, next_try, what, feed.id),
    )
    return Feed(*connection.execute(f"SELECT {_COLUMNS} FROM feeds WHERE id = ?", (feed.id,)).fetchone())


def forget_trouble(connection: sqlite3.Connection, feed: Feed) -> None:
    """Take what was wrong with a feed, or with entries of it, from the list of problems."""
    prefix = f"{feed.address}, entry "
    connection.execute("DELETE FROM problems WHERE place = ? OR substr(place, 1, ?) = ?", (feed.address, len(prefix), prefix))


def move(connection: sqlite3.Connection, feed: Feed, address: str) -> Feed:
    """Give a feed its new address. Where that is subscribed to as well, the two become one, which is returned."""
    forget_trouble(connection, feed)
    connection.execute("UPDATE OR IGNORE sources SET source = ? WHERE source = ?", (address, feed.address))
    connection.execute("UPDATE articles SET source = ? WHERE source = ?", (address, feed.address))
    # Entries without an address of their own are known by the feed's.
    own = f"{feed.address}#"
    for table in ("articles", "sources"):
        connection.execute(
            f"UPDATE OR IGNORE {table} SET key = ? || substr(key, ?) WHERE source = ? AND substr(key, 1, ?) = ?",
            (address, len(feed.address) + 1, address, len(own), own),
        )
    other = connection.execute(f"SELECT {_COLUMNS} FROM feeds WHERE address = ? AND id <> ?", (address, feed.id)).fetchone()
    if other is None:
        connection.execute("UPDATE feeds SET address = ? WHERE id = ?", (address, feed.id))
    else:
        connection.execute("UPDATE OR IGNORE feed_articles SET feed_id = ? WHERE feed_id = ?", (other[0], feed.id))
        connection.execute("DELETE FROM feeds WHERE id = ?", (feed.id,))
    kept = feed.id if other is None else other[0]
    return Feed(*connection.execute(f"SELECT {_COLUMNS} FROM feeds WHERE id = ?", (kept,)).fetchone())


def _minute(moment: str) -> str:
    return moment[:16].replace("T", " ")
