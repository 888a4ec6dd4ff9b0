"""newsboat's cache.db -> articles with their read state and flags; and its urls file -> feeds. Both are only read."""

from __future__ import annotations

import hashlib
import shlex
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from analysis.sources.dates import from_timestamp
from analysis.sources.fragment import article_from_html
from analysis.sources.imported import Imported
from analysis.sources.opml import Feed
from analysis.sources.problem import Problem, SourceError, why_unreadable

_COLUMNS = ("id", "guid", "title", "author", "url", "feedurl", "pubDate", "content", "unread", "flags", "deleted")
_NEEDED = {"guid", "title", "url", "feedurl", "content", "unread"}


def read_newsboat(path: Path) -> Iterator[Imported | Problem]:
    """Yield the articles of a cache, oldest row first; those that newsboat has marked deleted are left out.

    The database is copied with its write-ahead log and opened read-only, so that a running newsboat is not disturbed and nothing is
    written beside it. A flagged article counts as starred, its flag letters are its tags. The outlet is the feed's own title.
    """
    where = str(path)
    with tempfile.TemporaryDirectory(prefix="pullquote-") as folder:
        copied = Path(folder) / "cache.db"
        try:
            shutil.copyfile(path, copied)
            for suffix in ("-wal", "-journal"):
                log = path.with_name(path.name + suffix)
                if log.exists():
                    shutil.copyfile(log, Path(f"{copied}{suffix}"))
        except OSError as error:
            yield Problem(where, why_unreadable(error))
            return
        try:
            # A hot journal has to be rolled back before anything can be read, and that takes a writable copy.
            sqlite3.connect(copied).execute("SELECT count(*) FROM sqlite_master").connection.close()
            store = sqlite3.connect(f"file:{quote(str(copied))}?mode=ro", uri=True)
        except sqlite3.Error as error:
            yield Problem(where, f"it is no newsboat cache ({error})")
            return
        # Rows may hold anything; bad bytes must not end the import.
        store.text_factory = lambda data: data.decode("utf-8", "replace")
        try:
            yield from _rows(store, where)
        except sqlite3.Error as error:
            yield Problem(where, f"the database is damaged ({error}); what stands before is read")
        finally:
            store.close()


def _rows(store: sqlite3.Connection, where: str) -> Iterator[Imported | Problem]:
    columns = {row[1] for row in store.execute("PRAGMA table_info(rss_item)")}
    if not columns >= _NEEDED:
        yield Problem(where, "it is no newsboat cache: the table rss_item is missing or not as expected")
        return
    try:
        titles = dict(store.execute("SELECT rssurl, title FROM rss_feed"))
    except sqlite3.Error:
        titles = {}
    wanted = ", ".join(name if name in columns else f"NULL AS {name}" for name in _COLUMNS)
    for row in store.execute(f"SELECT {wanted} FROM rss_item ORDER BY rowid"):
        said = dict(zip(_COLUMNS, row, strict=True))
        if said["deleted"]:
            continue
        words = {name: value if isinstance(value, str) else "" for name, value in said.items()}
        flags = tuple(sorted(set(filter(str.isalnum, words["flags"]))))
        moment = said["pubDate"]
        try:
            article = article_from_html(
                words["content"],
                key=words["url"] or f"{words['feedurl']}#{words['guid']}",
                title=words["title"],
                url=words["url"],
                outlet=titles.get(words["feedurl"]),
                author=words["author"],
                published=from_timestamp(moment) if isinstance(moment, int | float) else None,
                source=words["feedurl"] or where,
                digest=hashlib.sha256("\0".join((words["title"], words["content"])).encode("utf-8", "replace")).hexdigest(),
            )
        except SourceError as error:
            yield Problem(f"{where}, item {said['id']}", str(error))
            continue
        yield Imported(article, read=not said["unread"], starred=bool(flags), tags=flags)


def read_urls(text: str) -> list[Feed]:
    """Return the feeds of newsboat's urls file; query feeds, filters and programs (which we never run) are left out.

    A line is an address and tags; a tag that begins with ``~`` is the feed's title, ``!`` only hides it.
    """
    feeds = []
    for line in text.splitlines():
        try:
            address, *tags = shlex.split(line, comments=True)
        except ValueError:
            continue
        if not address.startswith(("http://", "https://")):
            continue
        title = next((tag[1:] for tag in tags if tag.startswith("~")), "")
        plain = [tag for tag in tags if not tag.startswith(("~", "!"))]
        feeds.append(Feed.clean(address, title, plain[0] if plain else ""))
    return [feed for feed in feeds if feed]
