"""What articles said before their source said something else."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.library.connection import Database


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


def changed(database: Database, article_id: int) -> str | None:
    """Return when an article's text was last replaced by a newer one, None where it never was."""
    moment: str | None = database.value("SELECT max(replaced) FROM versions WHERE article_id = ?", (article_id,))
    return moment
