"""The whole library as JSON lines, the user's own work included, and back.

A line is an object with one key that says what it is: ``library`` (the first), ``article``, ``correction``, ``follow``, ``search``,
``mark``, ``problem``. Numbers of articles are kept where they are free in the library that takes them in.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from analysis.article import Article, Block, BlockKind, Link
from analysis.library.connection import Database
from analysis.library.problems import problem
from analysis.library.reading import ARTICLE_COLUMNS, article_from_row
from analysis.library.records import LibraryError, Problem
from analysis.library.store import Store
from analysis.library.writer import Outcome, add_article, keep_annotations, remember_source

FORMAT = 1
_AT_ONCE = 100
_STATE = ("read_at", "starred", "position", "opened_at")
_TABLES = {
    "correction": ("corrections", ("made_at", "kind", "payload", "undone")),
    "follow": ("follows", ("norm", "label", "since")),
    "search": ("searches", ("name", "query", "made_at")),
    "feed": ("feeds", ("address", "title", "folder")),
    "problem": ("problems", ("place", "what", "noticed")),
}
"""What has a table of its own and refers to no article, with its columns."""


def export_lines(store: Store) -> Iterator[str]:
    """Yield the library as JSON lines, without line ends; all of them say how it was when the first was made."""
    database = store.database
    seen = database.value("SELECT value FROM meta WHERE name = 'seen'", default=0)
    with database.reading():
        yield _line("library", {"format": FORMAT, "articles": store.count(), "seen": seen})
        # Corrections come first: whoever takes the articles in applies them while linking.
        for kind, (table, columns) in _TABLES.items():
            for row in database.all(f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid" if table in ("corrections", "problems") else
                                    f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1, 2"):  # fmt: skip
                yield _line(kind, dict(zip(columns, row, strict=True)))
        last = 0
        while rows := database.all("SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT ?", (last, _AT_ONCE)):
            for (article_id,) in rows:
                yield _line("article", _article_to_json(database, article_id))
            last = rows[-1][0]
        for letter, key, position in database.all(
            "SELECT letter, key, position FROM marks JOIN articles ON id = article_id ORDER BY letter"
        ):
            yield _line("mark", {"letter": letter, "key": key, "position": position})


def import_lines(store: Store, lines: Iterable[str], *, dry_run: bool = False) -> tuple[int, list[Problem]]:
    """Take in what `export_lines` wrote; return how many articles came (or would come), and what could not be taken in.

    Articles that are here already stay as they are and get the user's state from the lines where they have none. Each article comes
    whole, in one transaction. Raises `LibraryError` where the lines are no library.
    """
    came, problems = 0, []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            ((kind, row),) = json.loads(line).items()
            if number == 1 and (kind != "library" or row["format"] > FORMAT):
                raise LibraryError("the first line does not say that this is a library that this version of Pullquote can read")
            came += _take_in(store, kind, row, dry_run)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if number == 1:
                raise LibraryError("this is no library that `pullquote export` wrote: its first line says something else") from error
            problems.append(problem(f"line {number}", f"it could not be taken in ({type(error).__name__}: {error})"))
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
        if dry_run:
            return database.one("SELECT 1 FROM articles WHERE key = ?", (row["id"],)) is None
        with database.writing() as connection:
            return _take_in_article(connection, row)
    if dry_run:
        return False
    if kind in _TABLES:
        table, columns = _TABLES[kind]
        values = [row[column] for column in columns]
        where = " AND ".join(f"{column} IS ?" for column in columns)
        database.run(
            f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) SELECT {', '.join('?' * len(columns))} "
            f"WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {where})",
            [*values, *values],
        )
    elif kind == "mark":
        database.run(
            "INSERT OR IGNORE INTO marks SELECT ?, id, ? FROM articles WHERE key = ?",
            (str(row["letter"]), int(row["position"]), row["key"]),
        )
    elif kind == "library":
        database.run("INSERT OR IGNORE INTO meta VALUES ('seen', ?)", (int(row["seen"]),))
    else:
        raise ValueError(f"nothing is known of the kind {kind!r}")
    return False


def _take_in_article(connection: sqlite3.Connection, row: dict[str, Any]) -> bool:
    from analysis.language.wire import annotations_from_json

    known = connection.execute("SELECT id FROM articles WHERE key = ?", (row["id"],)).fetchone()
    if known is not None:
        _take_in_state(connection, known[0], row)
        return False
    article = _article_from_json(row)
    number = int(row["number"])
    free = number > 0 and connection.execute("SELECT 1 FROM articles WHERE id = ?", (number,)).fetchone() is None
    added = add_article(connection, article, article_id=number if free else None, added=str(row["added"]))
    assert added.outcome is Outcome.NEW
    for source, digest in row["sources"]:
        remember_source(connection, added.article_id, article.key, str(source), str(digest))
    if row["annotations"] is not None:
        date = connection.execute("SELECT sort_date FROM articles WHERE id = ?", (added.article_id,)).fetchone()[0]
        keep_annotations(connection, added.article_id, article.text, date, annotations_from_json(row["annotations"]))
    connection.execute("UPDATE articles SET status = ? WHERE id = ?", (int(row["status"]), added.article_id))
    _take_in_state(connection, added.article_id, row)
    return True


def _take_in_state(connection: sqlite3.Connection, article_id: int, row: dict[str, Any]) -> None:
    state = row["state"]
    connection.execute(
        "UPDATE state SET read_at = coalesce(read_at, ?), starred = max(starred, ?), opened_at = coalesce(opened_at, ?), "
        "position = CASE position WHEN 0 THEN ? ELSE position END WHERE article_id = ?",
        (state["read_at"], int(bool(state["starred"])), state["opened_at"], int(state["position"]), article_id),
    )
    connection.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", [(article_id, str(tag)) for tag in row["tags"]])


def _article_from_json(row: dict[str, Any]) -> Article:
    from analysis.canonical import canonical, clean_line

    text = row["text"]
    if canonical(text) != text:
        raise ValueError("its text is not in the canonical form that offsets count in")

    def clean(name: str) -> str | None:
        if row[name] is not None and not isinstance(row[name], str):
            raise TypeError(f"its {name} is no text")
        return None if row[name] is None else clean_line(row[name])

    key = clean("id")
    if not key:
        raise ValueError("it has no id")

    blocks = tuple(Block(int(start), int(end), BlockKind(kind)) for start, end, kind in row["blocks"])
    links = tuple(Link(int(start), int(end), clean_line(str(target))) for start, end, target in row["links"])
    if any(not 0 <= start <= end <= len(text) for start, end in _ends(blocks, links)):
        raise ValueError("a block or link lies outside of its text")
    return Article(
        key=key,
        title=clean("title") or "",
        text=text,
        blocks=blocks,
        url=clean("url"),
        outlet=clean("outlet"),
        author=clean("author"),
        published=clean("published"),
        source=clean("source"),
        digest=str(row["digest"]),
        links=links,
    )


def _ends(blocks: tuple[Block, ...], links: tuple[Link, ...]) -> Iterator[tuple[int, int]]:
    yield from ((block.start, block.end) for block in blocks)
    yield from ((link.start, link.end) for link in links)


def _line(kind: str, row: dict[str, Any]) -> str:
    return json.dumps({kind: row}, ensure_ascii=False, separators=(",", ":"))
