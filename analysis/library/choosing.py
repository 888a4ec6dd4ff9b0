"""Which articles a filter lets through: how many, and the query for their ids.

Where near duplicates are grouped, the newest of each group that the filter lets through stands for all of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from analysis.library.connection import Database
from analysis.library.folding import outlet_key
from analysis.library.records import ListFilter, Sort

_ORDER = {
    "newest": "a.sort_date DESC, a.id DESC",
    "oldest": "a.sort_date, a.id",
    "outlet": "a.outlet_key, a.sort_date DESC, a.id DESC",
    "title": "a.title_key, a.id",
    "added": "a.id DESC",
}


_STATES = {"unread": "s.read_at IS NULL", "starred": "s.starred = 1", "new": "s.article_id > ?"}
"""What the filters by state ask of the table `state`, which is small: an article's row has its text beside it."""


def count(database: Database, chosen: ListFilter) -> int:
    """Return how many articles a filter lets through, from the kept numbers where it is one of the plain ones."""
    if chosen.grouped and _kept(chosen):
        numbers: dict[str, int] = dict(database.all("SELECT name, n FROM counts"))
        standing = numbers["articles"] - numbers["hidden"]
        return standing if chosen.state == "all" else standing - numbers["read"] + numbers["hidden_read"]
    if chosen.grouped:
        passes, parameters = _passes(database, chosen, "c.article_id")
        newer, more = _newer_passing(database, chosen, "c.article_id")
        hidden = database.value(f"SELECT count(*) FROM copies AS c WHERE {passes} AND {newer}", parameters + more)
        return count(database, replace(chosen, grouped=False)) - int(hidden)
    plain = chosen.ids is None
    if plain and chosen.outlet is None and chosen.entity is None:
        if chosen.state == "all":
            return int(database.value("SELECT n FROM counts WHERE name = 'articles'"))
        if chosen.state == "starred":
            return int(database.value("SELECT n FROM counts WHERE name = 'starred'"))
        if chosen.state == "unread":
            numbers = dict(database.all("SELECT name, n FROM counts"))
            return numbers["articles"] - numbers["read"]
    if plain and chosen.state == "all" and chosen.entity is None and chosen.outlet is not None:
        return int(database.value("SELECT n FROM outlets WHERE outlet_key = ?", (outlet_key(chosen.outlet),), default=0))
    if plain and chosen.state == "all" and chosen.outlet is None and chosen.entity is not None:
        return int(database.value("SELECT articles FROM entities WHERE id = ?", (chosen.entity,), default=0))
    sql, parameters = choose(database, chosen, None)
    return int(database.value(f"SELECT count(*) FROM ({sql})", parameters))


def choose(database: Database, chosen: ListFilter, sort: Sort | None) -> tuple[str, list[Any]]:
    """Return the query for the ids that `chosen` lets through, each once, and its parameters."""
    tables, conditions = [], []
    parameters: list[Any] = []
    date = number = ""
    if chosen.ids is not None:
        tables.append("(SELECT value AS id, min(key) AS place FROM json_each(?) GROUP BY value) AS given")
        parameters.append("[" + ",".join(str(int(i)) for i in chosen.ids) + "]")
        number = "given.id"
    if chosen.entity is not None:
        tables.append("article_entities AS e")
        conditions.append("e.entity_id = ?")
        parameters.append(chosen.entity)
        date, number = "e.sort_date", number or "e.article_id"
        if chosen.ids is not None:
            conditions.append("e.article_id = given.id")
    if chosen.state != "all":
        # By date from the start: what is new may be the whole library, which is not to be sorted.
        tables.append("timeline AS s" if chosen.state == "new" and sort in ("newest", "oldest") and not number else "state AS s")
        conditions.append(_STATES[chosen.state])
        parameters += [_seen(database)] if chosen.state == "new" else []
        if number:
            conditions.append(f"s.article_id = {number}")
        date, number = date or "s.sort_date", number or "s.article_id"
    by_date = sort in (None, "newest", "oldest")
    if chosen.outlet is not None or not number or not by_date or (date == "" and sort is not None):
        tables.append("articles AS a")
        if number:
            conditions.append(f"a.id = {number}")
        date, number = "a.sort_date", "a.id"
    if chosen.outlet is not None:
        conditions.append("a.outlet_key = ?")
        parameters.append(outlet_key(chosen.outlet))
    if chosen.grouped and chosen.state == "unread" and _kept(chosen):
        conditions.append("s.hidden = 0")
    elif chosen.grouped:
        newer, more = _newer_passing(database, chosen, number)
        conditions.append(f"NOT {newer}")
        parameters += more
    # Several names of one article may be the same entity's. Read in the order of the index, the first page needs no more than itself.
    sql = f"SELECT {'DISTINCT ' if chosen.entity is not None else ''}{number} AS id FROM {', '.join(tables)}"
    if conditions:
        sql += " WHERE " + " AND ".join(conditions)
    if sort == "given":
        sql += " ORDER BY given.place"
    elif by_date and sort is not None:
        sql += f" ORDER BY {date} DESC, {number} DESC" if sort == "newest" else f" ORDER BY {date}, {number}"
    elif sort is not None:
        sql += f" ORDER BY {_ORDER[sort]}"
    return sql, parameters


# Near duplicates: of each group, the newest stands for all -----------------------------------------------------------------------------


def newer_copy(number: str, last: int | None = None, passes: str = "") -> str:
    """Return the condition that an article has a newer near duplicate: among those up to the id `last`, or that pass another condition.

    `number` is the expression for its id; `passes` is about ``o.article_id``.
    """
    among = f" AND o.article_id <= {last}" if last is not None else f" AND {passes}" if passes else ""
    return (
        "EXISTS (SELECT 1 FROM copies AS own JOIN copies AS o ON o.group_id = own.group_id "
        f"AND (o.sort_date, o.article_id) > (own.sort_date, own.article_id){among} WHERE own.article_id = {number})"
    )


def _kept(chosen: ListFilter) -> bool:
    """Tell whether `state.hidden` says who stands in a grouped list: of what any article stands for, and reading does not bring back."""
    return chosen.state in ("all", "unread") and chosen.outlet is None and chosen.entity is None and chosen.ids is None


def _newer_passing(database: Database, chosen: ListFilter, number: str) -> tuple[str, list[Any]]:
    """Return the condition that an article does not stand in a grouped list because a newer near duplicate does, and its parameters."""
    passes, parameters = _passes(database, replace(chosen, state="all") if chosen.state == "unread" else chosen, "o.article_id")
    return newer_copy(number, passes=passes), parameters


def _passes(database: Database, chosen: ListFilter, number: str) -> tuple[str, list[Any]]:
    """Return the condition that a filter lets through the article with this id, which is an expression, and its parameters."""
    conditions, parameters = ["1"], list[Any]()
    if chosen.ids is not None:
        conditions.append(f"{number} IN (SELECT value FROM json_each(?))")
        parameters.append("[" + ",".join(str(int(i)) for i in chosen.ids) + "]")
    if chosen.entity is not None:
        conditions.append(f"EXISTS (SELECT 1 FROM article_entities x WHERE x.article_id = {number} AND +x.entity_id = ?)")
        parameters.append(chosen.entity)
    if chosen.state != "all":
        conditions.append(f"EXISTS (SELECT 1 FROM state s WHERE s.article_id = {number} AND {_STATES[chosen.state]})")
        parameters += [_seen(database)] if chosen.state == "new" else []
    if chosen.outlet is not None:
        conditions.append(f"EXISTS (SELECT 1 FROM articles x WHERE x.id = {number} AND x.outlet_key = ?)")
        parameters.append(outlet_key(chosen.outlet))
    return " AND ".join(conditions), parameters


def _seen(database: Database) -> int:
    return int(database.value("SELECT value FROM meta WHERE name = 'seen'", default=0))
