"""What articles said before their source said something else."""

from __future__ import annotations

import sqlite3
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from analysis.library.connection import Database

if TYPE_CHECKING:
    from analysis.article import Article

MOST_VERSIONS = 10
"""Older versions of an article that are kept: the first, and the latest of the others. A live page changes every few minutes."""


@dataclass(frozen=True, slots=True)
class Version:
    """An older text of an article, and until when it was the one (ISO 8601, UTC)."""

    title: str
    text: str
    digest: str
    replaced: str


def versions(database: Database, article_id: int) -> list[Version]:
    """Return the older versions of an article, the latest first."""
    rows = database.all("SELECT title, text, digest, replaced FROM versions WHERE article_id = ? ORDER BY id DESC", (article_id,))
    return [Version(*row) for row in rows]


def plainly(title: str, text: str) -> Article:
    """Return a text with blocks that are told from its lines alone: of an older one no more is kept, and what is compared with it
    must be told in the same way."""
    from analysis.article import Article
    from analysis.skeleton import blocks_of

    return Article("", title, text, blocks_of(text, title if text.startswith(title) else None))


def changed(database: Database, article_id: int) -> str | None:
    """Return when an article's text was last replaced by a newer one, None where it never was."""
    moment: str | None = database.value("SELECT max(replaced) FROM versions WHERE article_id = ?", (article_id,))
    return moment


def thin_out(connection: sqlite3.Connection, article_id: int) -> None:
    """Drop versions of an article from the second on, until no more than `MOST_VERSIONS` are left."""
    connection.execute(
        "DELETE FROM versions WHERE article_id = ?1 AND id > (SELECT min(id) FROM versions WHERE article_id = ?1) "
        "AND id NOT IN (SELECT id FROM versions WHERE article_id = ?1 ORDER BY id DESC LIMIT ?2)",
        (article_id, MOST_VERSIONS - 1),
    )


def add_version(connection: sqlite3.Connection, key: str, version: Version) -> None:
    """Take in an older version of the article with this key from another library, in its place among those that are known."""
    row = connection.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise ValueError("its article is not in the library")
    columns = "title, text, digest, replaced"
    known = {Version(*found) for found in connection.execute(f"SELECT {columns} FROM versions WHERE article_id = ?", row)}
    if version in known:
        return
    connection.execute("DELETE FROM versions WHERE article_id = ?", row)
    connection.executemany(
        f"INSERT INTO versions (article_id, {columns}) VALUES (?, ?, ?, ?, ?)",
        [(*row, *astuple(one)) for one in sorted({*known, version}, key=lambda one: one.replaced)],
    )
    thin_out(connection, row[0])
