"""Quotes as the library keeps them, with the article that each stands in."""

from __future__ import annotations

from analysis.library.connection import Database, Row
from analysis.library.details import QuoteRow

_COLUMNS = (
    "q.article_id, q.n, q.start, q.end, q.text, q.speaker, q.entity_id, q.kind, q.form, q.confidence, q.cue, q.via, "
    "a.published, a.outlet, a.title"
)
_NEWEST = "q.sort_date DESC, q.article_id DESC, q.n"


def quotes(database: Database, article_id: int) -> list[QuoteRow]:
    """Return the quotes of an article in text order."""
    return _rows(
        database.all(
            f"SELECT {_COLUMNS} FROM quotes q JOIN articles a ON a.id = q.article_id WHERE q.article_id = ? ORDER BY q.start, q.n",
            (article_id,),
        )
    )


def quotes_of(database: Database, entity_id: int, limit: int, offset: int = 0) -> list[QuoteRow]:
    """Return what an entity said, newest first."""
    found = database.all(
        f"SELECT {_COLUMNS} FROM (SELECT * FROM quotes AS q WHERE entity_id = ? ORDER BY {_NEWEST} LIMIT ? OFFSET ?) AS q "
        f"JOIN articles a ON a.id = q.article_id ORDER BY {_NEWEST}",
        (entity_id, limit, offset),
    )
    return _rows(found)


def quotes_about(database: Database, entity_id: int, limit: int, offset: int = 0) -> list[QuoteRow]:
    """Return quotes of others in which an entity is named, newest first."""
    found = database.all(
        f"SELECT {_COLUMNS} FROM quote_mentions m CROSS JOIN quotes q ON q.article_id = m.article_id AND q.n = m.n "
        "CROSS JOIN articles a ON a.id = m.article_id WHERE m.entity_id = ?1 AND q.entity_id IS NOT ?1 "
        "AND NOT EXISTS (SELECT 1 FROM quote_mentions o WHERE o.entity_id = m.entity_id AND o.sort_date = m.sort_date "
        "AND o.article_id = m.article_id AND o.n = m.n AND o.name_id < m.name_id) "
        "ORDER BY m.sort_date DESC, m.article_id DESC, m.n LIMIT ?2 OFFSET ?3",
        (entity_id, limit, offset),
    )
    return _rows(found)


def _rows(found: list[Row]) -> list[QuoteRow]:
    return [QuoteRow(*row) for row in found]
