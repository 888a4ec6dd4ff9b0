"""The whole library as JSON lines, the user's own work included, and back.

A line is an object with one key that says what it is: ``library`` (the first), ``article``, ``version`` (an older text of the article
before it), ``correction``, ``follow``, ``search``, ``feed``, ``mark``, ``problem``. Numbers of articles are kept where they are free in
the library that takes them in.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.article import Annotations, Article
from analysis.canonical import clean_line
from analysis.library import corrections
from analysis.library.archived import annotations_of, article_of, mark_of, number_of, state_of, values_of, version_of
from analysis.library.connection import Database
from analysis.library.overrides import payload_of
from analysis.library.problems import problem
from analysis.library.reading import ARTICLE_COLUMNS, article_from_row
from analysis.library.records import LibraryError, Problem
from analysis.library.store import Store
from analysis.library.versions import add_version, versions
from analysis.library.writer import DONE, FAILED, WAITS, Outcome, add_article, keep_annotations, remember_source

FORMAT = 1
LONGEST_LINE = 128 << 20
"""Bytes: several times the longest article with all that can be said of it."""
_AT_ONCE = 100
_STATE = ("read_at", "starred", "position", "opened_at")
_TABLES = {
    "follow": ("follows", ("norm", "label", "since")),
    "search": ("searches", ("name", "query", "made_at")),
    "feed": ("feeds", ("address", "title", "folder")),
    "problem": ("problems", ("place", "what", "noticed")),
}
"""What has a table of its own and refers to no article, with its columns."""
_NONSENSE = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError)
"""What reading a line that makes no sense ends in."""


def export_lines(store: Store) -> Iterator[str]:
    """Yield the library as JSON lines, without line ends; all of them say how it was when the first was made."""
    database = store.database
    seen = database.value("SELECT value FROM meta WHERE name = 'seen'", default=0)
    with database.reading():
        yield _line("library", {"format": FORMAT, "articles": store.count(), "seen": seen})
        # Corrections and feeds come first: whoever takes the articles in applies them while linking, and says by which they came.
        for made_at, kind, payload in database.all("SELECT made_at, kind, payload FROM corrections WHERE undone = 0 ORDER BY id"):
            yield _line("correction", {"kind": kind, "made_at": made_at, **(payload_of(payload) or {})})
        for kind, (table, columns) in _TABLES.items():
            for row in database.all(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {'id' if kind == 'feed' else '1, 2'}"):
                yield _line(kind, dict(zip(columns, row, strict=True)))
        last = 0
        while rows := database.all("SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT ?", (last, _AT_ONCE)):
            for (article_id,) in rows:
                article = _article_to_json(database, article_id)
                yield _line("article", article)
                for version in reversed(versions(database, article_id)):
                    yield _line("version", {"key": article["id"], **asdict(version)})
            last = rows[-1][0]
        for letter, key, position in database.all(
            "SELECT letter, key, position FROM marks JOIN articles ON id = article_id ORDER BY letter"
        ):
            yield _line("mark", {"letter": letter, "key": key, "position": position})


def import_file(store: Store, path: Path, *, dry_run: bool = False) -> tuple[int, list[Problem]]:
    """Take in the file that `export_lines` was written to; see `import_lines`. Raises `OSError` where it cannot be read."""
    from analysis.sources.jsonlines import lines_in

    with path.open("rb") as lines:
        return import_lines(store, lines_in(lines, LONGEST_LINE), dry_run=dry_run)


def import_lines(store: Store, lines: Iterable[str | bytes | None], *, dry_run: bool = False) -> tuple[int, list[Problem]]:
    """Take in what `export_lines` wrote; return how many articles came (or would come), and what could not be taken in.

    Articles that are here already stay as they are and get the user's state from the lines where they have none. Each article comes
    whole, in one transaction. A line that is None was too long. Raises `LibraryError` where the lines are no library, and where the
    library cannot be written.
    """
    came, problems = 0, []
    for number, line in enumerate(lines, 1):
        if line is not None and not line.strip():
            continue
        try:
            if line is None:
                raise ValueError(f"it is longer than {LONGEST_LINE >> 20} MB")
            ((kind, row),) = json.loads(line).items()
            if number == 1 and (kind != "library" or row["format"] > FORMAT):
                raise LibraryError("the first line does not say that this is a library that this version of Pullquote can read")
            came += _take_in(store, kind, row, dry_run)
        except (*_NONSENSE, LibraryError) as error:
            if isinstance(error, LibraryError) and not isinstance(error.__cause__, _NONSENSE):
                raise
            if number == 1:
                raise LibraryError("this is no library that `pullquote export` wrote: its first line says something else") from error
            what = error if isinstance(error, LibraryError) else f"{type(error).__name__}: {error}"
            problems.append(problem(f"line {number}", f"it could not be taken in ({what})"))
    return came, problems


def _article_to_json(database: Database, article_id: int) -> dict[str, Any]:
    row = database.one(f"SELECT {ARTICLE_COLUMNS}, added, status, annotations FROM articles WHERE id = ?", (article_id,))
    assert row is not None
    article = article_from_row(row)
    state = database.one(f"SELECT {', '.join(_STATE)} FROM state WHERE article_id = ?", (article_id,))
    assert state is not None
    return {
        "number": article_id,
        "id": article.key,
        "title": article.title,
        "text": article.text,
        "blocks": [[block.start, block.end, block.kind.value] for block in article.blocks],
        "links": [[link.start, link.end, link.target] for link in article.links],
        "url": article.url,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "source": article.source,
        "digest": article.digest,
        "added": row[-3],
        "feeds": database.all(
            "SELECT address, fetched FROM feed_articles JOIN feeds ON id = feed_id WHERE article_id = ? ORDER BY address", (article_id,)
        ),
        "sources": database.all("SELECT source, digest FROM sources WHERE article_id = ? ORDER BY source", (article_id,)),
        "status": row[-2],
        "annotations": None if row[-1] is None else json.loads(row[-1]),
        "state": dict(zip(_STATE, state, strict=True)),
        "tags": [tag for (tag,) in database.all("SELECT tag FROM tags WHERE article_id = ? ORDER BY tag", (article_id,))],
    }


def _take_in(store: Store, kind: str, row: dict[str, Any], dry_run: bool) -> bool:
    """Take in one line; return whether it brought a new article."""
    database = store.database
    if kind == "article":
        article = article_of(row)
        said, state = annotations_of(row, article.text), state_of(row, len(article.text))
        if dry_run:
            return database.one("SELECT 1 FROM articles WHERE key = ?", (article.key,)) is None
        with database.writing() as connection:
            return _take_in_article(connection, row, article, said, state)
    if kind == "version":
        key, version = version_of(row)
        if not dry_run:
            with database.writing() as connection:
                add_version(connection, key, version)
    elif kind == "correction":
        if not dry_run:
            corrections.import_rows(store, [row])
    elif kind == "mark":
        letter, key, position = mark_of(row)
        if not dry_run:
            database.run(
                "INSERT OR IGNORE INTO marks SELECT ?, id, min(?, length(text)) FROM articles WHERE key = ?", (letter, position, key)
            )
    elif kind == "library":
        seen = int(row["seen"])
        if not dry_run:
            database.run("INSERT OR IGNORE INTO meta VALUES ('seen', ?)", (seen,))
    else:
        values = values_of(kind, row)
        if not dry_run:
            columns = ", ".join(values)
            database.run(f"INSERT OR IGNORE INTO {_TABLES[kind][0]} ({columns}) VALUES ({_marks(values)})", tuple(values.values()))
    return False


def _take_in_article(
    connection: sqlite3.Connection,
    row: dict[str, Any],
    article: Article,
    said: Annotations | None,
    state: tuple[str | None, int, str | None, int],
) -> bool:
    known = connection.execute("SELECT id FROM articles WHERE key = ?", (article.key,)).fetchone()
    new = False
    if known is None:
        number = number_of(row)
        free = number is not None and connection.execute("SELECT 1 FROM articles WHERE id = ?", (number,)).fetchone() is None
        added = add_article(connection, article, article_id=number if free else None, added=clean_line(str(row["added"])))
        known = (added.article_id,)
        new = added.outcome is Outcome.NEW
    if new:
        for source, digest in row["sources"]:
            remember_source(connection, known[0], article.key, clean_line(str(source)), clean_line(str(digest)))
        if said is not None:
            date = connection.execute("SELECT sort_date FROM articles WHERE id = ?", known).fetchone()[0]
            keep_annotations(connection, known[0], article.text, date, said)
        status = DONE if said is not None and row["status"] == DONE else FAILED if row["status"] == FAILED else WAITS
        connection.execute("UPDATE articles SET status = ? WHERE id = ?", (status, *known))
    connection.execute(
        "UPDATE state SET read_at = coalesce(read_at, ?), starred = max(starred, ?), opened_at = coalesce(opened_at, ?), "
        "position = CASE position WHEN 0 THEN ? ELSE position END WHERE article_id = ?",
        (*state, *known),
    )
    connection.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", [(*known, clean_line(str(tag))) for tag in row["tags"]])
    for address, fetched in row["feeds"]:
        connection.execute(
            "INSERT OR IGNORE INTO feed_articles SELECT id, ?, ? FROM feeds WHERE address = ?",
            (*known, clean_line(str(fetched)), str(address)),
        )
    return new


def _marks(values: dict[str, Any]) -> str:
    return ", ".join("?" * len(values))


def _line(kind: str, row: dict[str, Any]) -> str:
    return json.dumps({kind: row}, ensure_ascii=False, separators=(",", ":"))
