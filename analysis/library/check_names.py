"""The names of the library: does what stands about them in its tables follow from the articles that have them?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from analysis.library.connection import Database
from analysis.library.faults import Finding, Wrong, run
from analysis.library.linker import normal_form
from analysis.library.overrides import NAMES_LEFT_OUT, payload_of
from analysis.library.tallies import Tally, same, wrong_tallies

_ARTICLES = "SELECT id, (SELECT count(DISTINCT article_id) FROM article_entities WHERE name_id = names.id) AS articles FROM names"
_FORMS = (
    "SELECT name_id, f.key AS form, sum(f.value) AS count "
    "FROM article_entities, json_each(iif(json_valid(forms), forms, '{}')) AS f WHERE f.type = 'integer' GROUP BY 1, 2"
)
_NAMELESS = (
    "NOT EXISTS (SELECT 1 FROM names WHERE entity_id = entities.id) AND NOT EXISTS (SELECT 1 FROM names WHERE home_id = entities.id)"
)


def _of_name(table: str) -> Tally:
    """Whoever has a name has its entity."""
    other = "name_id IS NOT NULL AND entity_id IS NOT (SELECT entity_id FROM names WHERE id = name_id)"
    return Tally(
        f"entities in {table} are not those of the names",
        f"SELECT EXISTS (SELECT 1 FROM {table} WHERE {other})",
        (f"UPDATE {table} SET entity_id = (SELECT entity_id FROM names WHERE id = name_id) WHERE {other}",),
    )


_BEFORE = (
    Tally(
        "the numbers of articles of names are wrong",
        same("SELECT id, articles FROM names", _ARTICLES),
        (f"UPDATE names SET articles = c.articles FROM ({_ARTICLES}) AS c WHERE c.id = names.id AND c.articles <> names.articles",),
    ),
)
_AFTER = (
    Tally(
        "there are names that no article has",
        f"SELECT EXISTS (SELECT 1 FROM names WHERE articles = 0 AND id NOT IN ({NAMES_LEFT_OUT}))",
        (f"DELETE FROM names WHERE articles = 0 AND id NOT IN ({NAMES_LEFT_OUT})",),
    ),
    *map(_of_name, ("aliases", "article_entities", "quotes", "quote_mentions")),
    Tally(
        "there are entities that no name stands for",
        f"SELECT EXISTS (SELECT 1 FROM entities WHERE {_NAMELESS})",
        (f"DELETE FROM entities WHERE {_NAMELESS}",),
    ),
)


def wrong_names(database: Database) -> Iterator[Wrong]:
    """Yield what is wrong with the library's names."""
    yield from wrong_tallies(database, _BEFORE)
    yield from _forms(database)
    yield from wrong_tallies(database, _AFTER)
    for number, kind, payload in database.all("SELECT id, kind, payload FROM corrections WHERE undone = 0"):
        if payload_of(payload) is None:
            finding = Finding(
                f"correction {number} ({kind}) cannot be read, and nothing follows from it", str(database.path), "it is deleted"
            )
            yield Wrong(finding, partial(run, database, f"DELETE FROM corrections WHERE id = {number}"))


def _forms(database: Database) -> Iterator[Wrong]:
    kept = "SELECT name_id, form, count FROM aliases"
    counted = database.value(same(kept, _FORMS))
    if counted or any((normal_form(form) or form) != norm for form, norm in database.all("SELECT DISTINCT form, norm FROM aliases")):
        finding = Finding("how names are written, and how often, is not what the articles say", str(database.path), "worked out anew")
        yield Wrong(finding, partial(_count_forms, database))


def _count_forms(database: Database) -> None:
    with database.writing() as connection:
        connection.create_function("normal_form", 1, lambda form: normal_form(form) or form, deterministic=True)
        connection.execute("DELETE FROM aliases")
        connection.execute(
            "INSERT INTO aliases SELECT c.name_id, c.form, normal_form(c.form), n.entity_id, c.count "
            f"FROM ({_FORMS}) AS c JOIN names n ON n.id = c.name_id"
        )
