"""Entities of the library: found by name, listed, shown on their card, walked from article to article."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from analysis.library.connection import Database
from analysis.library.details import EntityCard, EntityRow
from analysis.library.folding import fold
from analysis.library.quotes_store import quotes_about, quotes_of

WEEKS = 26
"""How many weeks the card's sparkline covers."""
_QUOTES_ON_CARD = 5
_NEIGHBOURS = 12
_NEIGHBOURS_FROM = 300
"""Neighbours are counted in this many of the entity's latest articles."""
_ALIASES = 12
_SAMPLE = 32
"""Articles that tell how a name is given in full."""
_ONE_SIGN = str.maketrans(dict.fromkeys("‘’ʼ´`", "'") | dict.fromkeys("“”„", '"') | dict.fromkeys("‐‑–", "-"))
"""Apostrophes, quotation marks and hyphens that writers use for one another."""


def entity(database: Database, entity_id: int) -> EntityRow | None:
    """Return one entity, None where there is none with this id."""
    found = entities_by_id(database, [entity_id])
    return found[0] if found else None


def entities_by_id(database: Database, ids: list[int]) -> list[EntityRow]:
    """Return these entities in this order; unknown ids are left out."""
    if not ids:
        return []
    held = ",".join("?" * len(ids))
    forms: dict[int, list[tuple[str, int]]] = {}
    for number, form, count in database.all(
        f"SELECT entity_id, form, sum(count) AS n FROM aliases WHERE entity_id IN ({held}) AND count > 0 GROUP BY entity_id, form "
        "ORDER BY entity_id, n DESC, form",
        ids,
    ):
        forms.setdefault(number, []).append((form, count))
    found = {
        row[0]: EntityRow(
            row[0], row[1], row[2], row[3], row[4], tuple(form for form, _ in _others(row[1], forms.get(row[0], ())))[:_ALIASES]
        )
        for row in database.all(f"SELECT id, name, label, articles, quotes FROM entities WHERE id IN ({held})", ids)
    }
    return [found[number] for number in ids if number in found]


def find_entity(database: Database, name: str) -> list[EntityRow]:
    """Return the entities that are called `name` in any of their forms (no case, no accents), the most frequent first.

    Where there is none, those one of whose forms begins with `name`.
    """
    from analysis.library.linker import normal_form

    norm = normal_form(name)
    if not norm:
        return []
    return _called(database, "norm = ?", [norm], 50) or _called(database, "norm >= ? AND norm < ?", [norm, norm + "\U0010ffff"], 50)


def entities(database: Database, query: str = "", limit: int = 50) -> list[EntityRow]:
    """Return the entities with the most articles; with `query` those one of whose forms has a word that begins with it."""
    if not fold(query):
        found = database.all("SELECT id FROM entities WHERE articles > 0 ORDER BY articles DESC, id DESC LIMIT ?", (limit,))
        return entities_by_id(database, [row[0] for row in found])
    from analysis.library.linker import normal_form

    norm = normal_form(query)
    escaped = norm.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return _called(database, "norm LIKE ? ESCAPE '\\' OR norm LIKE ? ESCAPE '\\'", [f"{escaped}%", f"% {escaped}%"], limit)


def _called(database: Database, condition: str, parameters: list[str], limit: int) -> list[EntityRow]:
    found = database.all(
        f"SELECT id FROM entities WHERE articles > 0 AND id IN (SELECT entity_id FROM aliases WHERE count > 0 AND ({condition})) "
        "ORDER BY articles DESC, id LIMIT ?",
        [*parameters, limit],
    )
    return entities_by_id(database, [row[0] for row in found])


def local_entities(database: Database, article_id: int) -> dict[str, int]:
    """Return the library's entity of each entity of an article: ``{"e1": 17, …}``."""
    return dict(database.all("SELECT local, entity_id FROM article_entities WHERE article_id = ?", (article_id,)))


def aliases(database: Database, entity_id: int) -> list[tuple[str, int]]:
    """Return the forms in which an entity's names are written and how often, the most frequent first; never its own name.

    Forms that differ in the kind of their apostrophes, quotation marks and hyphens only are one.
    """
    found = database.all(
        "SELECT form, sum(count) AS n FROM aliases WHERE entity_id = ? AND count > 0 GROUP BY form ORDER BY n DESC, form", (entity_id,)
    )
    name = database.value("SELECT name FROM entities WHERE id = ?", (entity_id,), default="")
    return _others(name, found)[:_ALIASES]


def _others(name: str, forms: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the forms, the most frequent first, that are not the name itself, those that differ in their signs only as one."""
    together: dict[str, tuple[str, int]] = {}
    for form, count in forms:
        first, n = together.get(form.translate(_ONE_SIGN), (form, 0))
        together[form.translate(_ONE_SIGN)] = (first, n + count)
    together.pop(name.translate(_ONE_SIGN), None)
    return sorted(together.values(), key=lambda pair: (-pair[1], pair[0]))


def is_followed(database: Database, entity_id: int) -> bool:
    """Whether the user follows an entity."""
    found = database.value(
        "SELECT 1 FROM names n JOIN follows f ON f.norm = n.key AND f.label = n.label WHERE n.entity_id = ? LIMIT 1", (entity_id,)
    )
    return found is not None


def local_labels(database: Database, article_id: int) -> dict[str, str]:
    """Return what the library takes each entity of an article for: ``{"e1": "PERSON", …}``; it knows the user's corrections."""
    return dict(
        database.all(
            "SELECT a.local, e.label FROM article_entities a JOIN entities e ON e.id = a.entity_id WHERE a.article_id = ?", (article_id,)
        )
    )


def joins(database: Database, entity_id: int) -> list[tuple[str, str, float, int]]:
    """Return an entity's names, each as most articles give it in full, with why it belongs here, how sure that is, and its articles.

    The name that the entity is known by comes first; surnames that articles leave open are one line for each reason.
    """
    found = database.all(
        "SELECT coalesce(CASE WHEN open IS NULL "
        "THEN (SELECT name FROM (SELECT name FROM article_entities WHERE name_id = n.id ORDER BY rank LIMIT ?2) "
        "GROUP BY name ORDER BY count(*) DESC, name LIMIT 1) "
        "ELSE (SELECT form FROM aliases a WHERE a.name_id = n.id ORDER BY length(form) DESC, form LIMIT 1) END, base), "
        "coalesce(reason, 'the same name'), coalesce(score, 1.0), articles, open FROM names n WHERE entity_id = ?1 AND articles > 0 "
        "ORDER BY open IS NOT NULL, articles DESC, key, label",
        (entity_id, _SAMPLE),
    )
    together: dict[tuple[str, str], tuple[float, int]] = {}
    for form, reason, score, articles, _ in found:
        least, many = together.get((form, reason), (score, 0))
        together[form, reason] = (min(least, score), many + articles)
    return [(form, reason, score, articles) for (form, reason), (score, articles) in together.items()]


def card(database: Database, entity_id: int) -> EntityCard | None:
    """Return what an entity's card shows, None where there is no such entity."""
    with database.reading():
        row = entity(database, entity_id)
        if row is None:
            return None
        dated = "FROM article_entities WHERE entity_id = ? AND sort_date > ''"
        first = database.value(f"SELECT sort_date {dated} ORDER BY sort_date, article_id LIMIT 1", (entity_id,))
        last = database.value(f"SELECT sort_date {dated} ORDER BY sort_date DESC, article_id DESC LIMIT 1", (entity_id,))
        return EntityCard(
            row,
            first,
            last,
            _weeks(database, entity_id, last),
            tuple(quotes_of(database, entity_id, _QUOTES_ON_CARD)),
            tuple(quotes_about(database, entity_id, _QUOTES_ON_CARD)),
            neighbours(database, entity_id, _NEIGHBOURS),
        )


def neighbours(database: Database, entity_id: int, limit: int) -> tuple[tuple[EntityRow, int], ...]:
    """Return the entities that stand in most of an entity's latest articles, with the number of these."""
    found = database.all(
        "SELECT entity_id, count(DISTINCT article_id) AS shared FROM article_entities WHERE entity_id <> ?1 AND article_id IN ("
        "  SELECT article_id FROM article_entities WHERE entity_id = ?1 ORDER BY sort_date DESC, article_id DESC LIMIT ?2"
        ") GROUP BY entity_id ORDER BY shared DESC, entity_id LIMIT ?3",
        (entity_id, _NEIGHBOURS_FROM, limit),
    )
    shared: dict[int, int] = dict(found)
    return tuple((row, shared[row.id]) for row in entities_by_id(database, list(shared)))


def next_article_with(database: Database, entity_id: int, article_id: int, step: int) -> int | None:
    """Return the article with an entity that follows (`step` 1: older) or precedes (-1: newer) another in list order."""
    key = database.one("SELECT sort_date, id FROM articles WHERE id = ?", (article_id,))
    if key is None:
        return None
    comparison, order = ("<", " DESC") if step > 0 else (">", "")
    return database.value(  # type: ignore[no-any-return]
        f"SELECT article_id FROM article_entities WHERE entity_id = ? AND (sort_date, article_id) {comparison} (?, ?) "
        f"ORDER BY sort_date{order}, article_id{order} LIMIT 1",
        (entity_id, *key),
    )


def _weeks(database: Database, entity_id: int, last: str | None) -> tuple[int, ...]:
    end = _day(last or "")
    if end is None:
        return ()
    first = end - timedelta(days=7 * WEEKS - 1)
    counts = [0] * WEEKS
    for day, n in database.all(
        "SELECT substr(sort_date, 1, 10) AS day, sum(mentions) FROM article_entities WHERE entity_id = ? AND sort_date >= ? GROUP BY day",
        (entity_id, first.isoformat()),
    ):
        when = _day(day)
        if when is not None and first <= when <= end:
            counts[(when - first).days // 7] += n
    return tuple(counts)


def _day(text: str) -> date | None:
    """Return the day of an ISO date; of a mere month or year the first."""
    try:
        return date.fromisoformat((text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text)[:10])
    except ValueError:
        return None
