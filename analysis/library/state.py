"""The user's own state of an article: read, starred, how far, tags."""

from __future__ import annotations

from datetime import UTC, datetime

from analysis.library.connection import Database


def now() -> str:
    """Return this moment in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def set_read(database: Database, article_id: int, read: bool) -> None:
    """Mark an article read (the first time counts) or unread."""
    if read:
        database.run("UPDATE state SET read_at = coalesce(read_at, ?1), opened_at = ?1 WHERE article_id = ?2", (now(), article_id))
    else:
        database.run("UPDATE state SET read_at = NULL WHERE article_id = ?", (article_id,))


def set_starred(database: Database, article_id: int, starred: bool) -> None:
    """Give an article its star or take it away."""
    database.run("UPDATE state SET starred = ? WHERE article_id = ?", (int(starred), article_id))


def set_position(database: Database, article_id: int, offset: int) -> None:
    """Keep how far an article was read, as an offset into its text."""
    database.run("UPDATE state SET position = ? WHERE article_id = ?", (max(0, offset), article_id))


def position(database: Database, article_id: int) -> int:
    """Return how far an article was read, 0 where it was not."""
    return int(database.value("SELECT position FROM state WHERE article_id = ?", (article_id,), default=0))


def tags(database: Database, article_id: int) -> tuple[str, ...]:
    """Return an article's tags in order."""
    return tuple(row[0] for row in database.all("SELECT tag FROM tags WHERE article_id = ? ORDER BY tag", (article_id,)))


def set_tags(database: Database, article_id: int, wanted: tuple[str, ...]) -> None:
    """Give an article exactly these tags."""
    with database.writing() as connection:
        connection.execute("DELETE FROM tags WHERE article_id = ?", (article_id,))
        connection.executemany("INSERT INTO tags VALUES (?, ?)", {(article_id, tag.strip()) for tag in wanted if tag.strip()})


def mark_seen(database: Database) -> None:
    """Say that everything in the library has been shown: from now on `new` is what comes after it."""
    database.run("INSERT OR REPLACE INTO meta SELECT 'seen', coalesce(max(id), 0) FROM articles")
