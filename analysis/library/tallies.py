"""The numbers and copies that triggers keep, each with the query that says whether it is true and the statements that make it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from analysis.library.choosing import newer_copy
from analysis.library.connection import Database
from analysis.library.faults import Finding, Wrong, run


@dataclass(frozen=True, slots=True)
class Tally:
    """`differs` returns a row with something true in it where the kept numbers are wrong; `mend` makes them anew."""

    what: str
    differs: str
    mend: tuple[str, ...]


def wrong_tallies(database: Database, tallies: Iterable[Tally]) -> Iterator[Wrong]:
    """Yield those that are wrong, each when the one before is mended: later ones follow from earlier ones."""
    for tally in tallies:
        if database.value(tally.differs):
            yield Wrong(Finding(tally.what, str(database.path), "worked out anew"), partial(run, database, *tally.mend))


def same(kept: str, counted: str) -> str:
    """Return a query that is true where two queries have different rows."""
    kept, counted = f"SELECT * FROM ({kept})", f"SELECT * FROM ({counted})"
    return f"SELECT EXISTS ({kept} EXCEPT {counted}) OR EXISTS ({counted} EXCEPT {kept})"


_COUNTED = (
    "SELECT 'articles' AS name, count(*) AS n FROM articles"
    " UNION ALL SELECT 'analysed', count(*) FROM articles WHERE status = 1"
    " UNION ALL SELECT 'failed', count(*) FROM articles WHERE status = 2"
    " UNION ALL SELECT 'read', count(*) FROM state WHERE read_at IS NOT NULL"
    " UNION ALL SELECT 'starred', count(*) FROM state WHERE starred = 1"
    " UNION ALL SELECT 'hidden', count(*) FROM state WHERE hidden = 1"
    " UNION ALL SELECT 'hidden_read', count(*) FROM state WHERE hidden = 1 AND read_at IS NOT NULL"
)
_DAYS = (
    "SELECT substr(sort_date, 1, 10) AS day, CASE sort_date WHEN '' THEN article_id >> 12 ELSE 0 END AS part, count(*) AS n, "
    "sum(hidden) AS hidden FROM state GROUP BY 1, 2"
)
_OUTLETS = "SELECT outlet_key, count(*) AS n FROM articles GROUP BY 1"
_ENTITIES = (
    "SELECT id, (SELECT count(DISTINCT article_id) FROM article_entities WHERE entity_id = entities.id) AS articles, "
    "(SELECT coalesce(sum(mentions), 0) FROM article_entities WHERE entity_id = entities.id) AS mentions, "
    "(SELECT count(*) FROM quotes WHERE entity_id = entities.id) AS quotes FROM entities"
)
_LENGTH = "(SELECT length(text) FROM articles WHERE id = article_id)"
_OUTSIDE = f"position <> 0 AND position NOT BETWEEN 0 AND {_LENGTH}"
_LAST = "(SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'articles')"


def _dated(table: str) -> Tally:
    return Tally(
        f"dates in {table} are not those of the articles",
        f"SELECT EXISTS (SELECT * FROM {table} AS t JOIN articles a ON a.id = t.article_id WHERE t.sort_date <> a.sort_date)",
        (f"UPDATE {table} AS t SET sort_date = (SELECT sort_date FROM articles WHERE id = t.article_id)",),
    )


TALLIES = (
    Tally(
        "articles without their state, or state without its article",
        same("SELECT article_id FROM state", "SELECT id FROM articles"),
        (
            "DELETE FROM state WHERE article_id NOT IN (SELECT id FROM articles)",
            "INSERT INTO state (article_id, sort_date) SELECT id, sort_date FROM articles WHERE id NOT IN (SELECT article_id FROM state)",
        ),
    ),
    _dated("state"),
    _dated("copies"),
    Tally(
        "places where articles were left, or marks, lie outside of the text",
        f"SELECT EXISTS (SELECT 1 FROM state WHERE {_OUTSIDE}) OR EXISTS (SELECT 1 FROM marks WHERE {_OUTSIDE})",
        tuple(f"UPDATE {table} SET position = max(0, min(position, {_LENGTH})) WHERE {_OUTSIDE}" for table in ("state", "marks")),
    ),
    Tally(
        "articles that never came count as seen",
        f"SELECT EXISTS (SELECT 1 FROM meta WHERE name = 'seen' AND value > {_LAST})",
        (f"UPDATE meta SET value = {_LAST} WHERE name = 'seen'",),
    ),
    Tally(
        "near duplicates are hidden that are the newest, or shown beside a newer one",
        same("SELECT article_id FROM state WHERE hidden = 1", f"SELECT article_id FROM copies AS c WHERE {newer_copy('c.article_id')}"),
        (f"UPDATE state SET hidden = {newer_copy('state.article_id')}",),
    ),
    Tally(
        "the numbers of articles, of analysed, read and starred ones are wrong",
        same("SELECT name, n FROM counts WHERE name <> 'change'", _COUNTED),
        (f"INSERT OR REPLACE INTO counts {_COUNTED}",),
    ),
    Tally(
        "the number of the last change is too small",
        "SELECT (SELECT n FROM counts WHERE name = 'change') < "
        "max((SELECT coalesce(max(change), 0) FROM articles), (SELECT coalesce(max(change), 0) FROM removed))",
        (
            "UPDATE counts SET n = max((SELECT coalesce(max(change), 0) FROM articles), (SELECT coalesce(max(change), 0) FROM removed)) "
            "WHERE name = 'change'",
        ),
    ),
    Tally(
        "the order by date is not that of the articles",
        same("SELECT sort_date, article_id FROM timeline", "SELECT sort_date, id FROM articles"),
        ("DELETE FROM timeline", "INSERT INTO timeline SELECT sort_date, id FROM articles"),
    ),
    Tally(
        "the numbers of articles a day are wrong",
        same("SELECT day, part, n, hidden FROM days WHERE n <> 0", _DAYS),
        ("DELETE FROM days", f"INSERT INTO days (day, part, n, hidden) {_DAYS}"),
    ),
    Tally(
        "the numbers of articles an outlet are wrong",
        same("SELECT outlet_key, n FROM outlets WHERE n <> 0", _OUTLETS),
        ("DELETE FROM outlets", f"INSERT INTO outlets {_OUTLETS}"),
    ),
    _dated("article_entities"),
    _dated("quotes"),
    _dated("quote_mentions"),
    Tally(
        "the numbers of articles, mentions and quotes of entities are wrong",
        same("SELECT id, articles, mentions, quotes FROM entities", _ENTITIES),
        (
            f"UPDATE entities SET (articles, mentions, quotes) = "
            f"(SELECT c.articles, c.mentions, c.quotes FROM ({_ENTITIES}) AS c WHERE c.id = entities.id)",
        ),
    ),
)
