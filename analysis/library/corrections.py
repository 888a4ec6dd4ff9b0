"""The user's word on names: who is who, what they are called, what is no name at all. It is last, and can be taken back.

A correction is kept apart from what the pipeline said, by names and keys of articles (table `corrections`), so that it holds after
every new analysis and in every other library that takes it in. Each function is one short transaction, and returns one line for people.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from analysis.article import Label
from analysis.library.linker import Linker
from analysis.library.names_table import NamesTable
from analysis.library.overrides import NameRef, payload_of, take_in_again
from analysis.library.records import LibraryError
from analysis.library.state import now
from analysis.library.store import Store
from analysis.library.writer import link_again, touch

MERGE, SPLIT, RENAME, RELABEL, NOT_A_NAME, FOLLOW = "merge", "split", "rename", "relabel", "not a name", "follow"
_LONGEST_NAME = 200


def merge(store: Store, into: int, other: int) -> str:
    """Make two entities one; its number and name are those of `into`."""
    with _writing(store) as connection:
        kept, gone = _called(connection, into), _called(connection, other)
        if into == other:
            raise LibraryError(f"{kept} is one entity already: choose another one to merge it with")
        payload = {"names": _names(connection, other), "into": _names(connection, into)[0]}
        _keep(connection, MERGE, payload, f"{gone} is {kept}")
        return f"{gone} is now the same as {kept}"


def split(store: Store, article_id: int, local: str) -> str:
    """Say that an article's entity (`Entity.id`) is another one than the library's that it joined."""
    return _apart(store, SPLIT, article_id, local)


def not_a_name(store: Store, article_id: int, local: str, *, everywhere: bool = False) -> str:
    """Say that an article's entity (`Entity.id`) is no name there; `everywhere`: in no article, those that come later included."""
    return _apart(store, NOT_A_NAME, article_id, local, everywhere=everywhere)


def rename(store: Store, entity_id: int, name: str) -> str:
    """Call an entity by another name."""
    from analysis.canonical import clean_line

    new = clean_line(name, _LONGEST_NAME).strip()
    if not new:
        raise LibraryError("a name needs at least one letter")
    with _writing(store) as connection:
        old = _called(connection, entity_id)
        _keep(connection, RENAME, {"names": _names(connection, entity_id)[:1], "value": new}, f"{old} is called {new}")
        return f"{old} is now called {new}"


def relabel(store: Store, entity_id: int, label: str) -> str:
    """Say what an entity is: one of `analysis.article.Label`, in capitals or not."""
    try:
        new = Label(label.strip().upper().replace(" ", "_"))
    except ValueError:
        raise LibraryError(f"{label!r} is no label; there are {', '.join(one.value for one in Label)}") from None
    with _writing(store) as connection:
        name = _called(connection, entity_id)
        _keep(connection, RELABEL, {"names": _names(connection, entity_id)[:1], "value": new.value}, f"{name} is {new.value}")
        return f"{name} is now {new.value}"


def follow(store: Store, entity_id: int) -> str:
    """Follow an entity, or stop following it."""
    with _writing(store) as connection:
        name = _called(connection, entity_id)
        names = _names(connection, entity_id)
        if any(_is_followed(connection, one) for one in names):
            connection.executemany("DELETE FROM follows WHERE norm = ? AND label = ?", names)
            return f"{name} is no longer followed"
        connection.execute("INSERT INTO follows VALUES (?, ?, ?)", (*names[0], now()))
        return f"Following {name}: later articles with this name are shown as such"


def followed(store: Store) -> list[int]:
    """Return the entities that the user follows."""
    found = store.database.all(
        "SELECT DISTINCT n.entity_id FROM follows f CROSS JOIN names n ON n.key = f.norm AND n.label = f.label "
        "WHERE n.articles > 0 ORDER BY 1"
    )
    return [row[0] for row in found]


def arrived(store: Store) -> list[int]:
    """Return the unread articles with a followed entity that came after it was followed, newest first."""
    found = store.database.all(
        "SELECT DISTINCT a.id FROM follows f CROSS JOIN names n ON n.key = f.norm AND n.label = f.label "
        "JOIN article_entities e ON e.entity_id = n.entity_id JOIN articles a ON a.id = e.article_id AND a.added > f.since "
        "JOIN state s ON s.article_id = a.id AND s.read_at IS NULL ORDER BY a.sort_date DESC, a.id DESC"
    )
    return [row[0] for row in found]


def undo(store: Store) -> str | None:
    """Take the last correction back; None where there is none."""
    with _writing(store) as connection:
        row = connection.execute("SELECT id, kind, payload FROM corrections WHERE undone = 0 ORDER BY id DESC LIMIT 1").fetchone()
        if row is None:
            return None
        connection.execute("DELETE FROM corrections WHERE id = ?", (row[0],))
        payload = payload_of(row[2])
        if payload is not None:
            _apply(connection, [(row[1], payload)])
        return f"Taken back: {(payload or {}).get('said', row[1])}"


def export_rows(store: Store) -> Iterator[dict[str, Any]]:
    """Yield the corrections, oldest first, and what is followed, as objects for JSON Lines."""
    for made_at, kind, payload in store.database.all("SELECT made_at, kind, payload FROM corrections WHERE undone = 0 ORDER BY id"):
        yield {"kind": kind, "made_at": made_at, **(payload_of(payload) or {})}
    for key, label, since in store.database.all("SELECT norm, label, since FROM follows ORDER BY since, norm, label"):
        yield {"kind": FOLLOW, "made_at": since, "names": [[key, label]]}


def import_rows(store: Store, rows: Iterable[Mapping[str, Any]]) -> int:
    """Take in what `export_rows` gave, all or nothing; return how many were not known yet."""
    with _writing(store) as connection:
        known = {(kind, payload) for kind, payload in connection.execute("SELECT kind, payload FROM corrections WHERE undone = 0")}
        new: list[tuple[str, dict[str, Any]]] = []
        follows = 0
        for number, row in enumerate(rows, 1):
            kind, made_at, payload = _checked(number, row)
            if kind == FOLLOW:
                follows += connection.executemany(
                    "INSERT OR IGNORE INTO follows VALUES (?, ?, ?)", [(*name, made_at) for name in payload["names"]]
                ).rowcount
            elif (kind, _json(payload)) not in known:
                known.add((kind, _json(payload)))
                connection.execute("INSERT INTO corrections (made_at, kind, payload) VALUES (?, ?, ?)", (made_at, kind, _json(payload)))
                new.append((kind, payload))
        _apply(connection, new)
        return len(new) + follows


def _checked(number: int, row: Mapping[str, Any]) -> tuple[str, str, dict[str, Any]]:
    """Return kind, time and payload of a row from outside. Raises `LibraryError` where they make no sense."""
    from analysis.canonical import clean_line

    try:
        kind = row["kind"]
        if kind not in (MERGE, SPLIT, RENAME, RELABEL, NOT_A_NAME, FOLLOW):
            raise ValueError(f"nothing is known of the kind {kind!r}")
        payload: dict[str, Any] = {key: value for key, value in row.items() if key not in ("kind", "made_at")}
        payload["names"] = [[str(key), Label(label).value] for key, label in row["names"]]
        if not payload["names"]:
            raise ValueError("it names nobody")
        if kind == MERGE:
            payload["into"] = [str(row["into"][0]), Label(row["into"][1]).value]
        if kind == SPLIT or "article" in row:
            payload["article"] = str(row["article"])
        if kind == RENAME:
            payload["value"] = clean_line(str(row["value"]), _LONGEST_NAME)
        if kind == RELABEL:
            payload["value"] = Label(row["value"]).value
        if "said" in payload:
            payload["said"] = clean_line(str(payload["said"]), 2 * _LONGEST_NAME)
        return str(kind), clean_line(str(row.get("made_at") or now()), 40), payload
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        what = f"it has no {error}" if isinstance(error, KeyError) else str(error)
        raise LibraryError(f"correction {number} makes no sense ({what}); none was taken in") from error


class _writing:  # noqa: N801 - reads as a statement
    """One transaction on a store that may be written; its lists are out of date afterwards."""

    def __init__(self, store: Store) -> None:
        if store.readonly:
            raise LibraryError("the library is open for reading only, so that names cannot be corrected")
        self._store = store
        self._transaction = store.database.writing()

    def __enter__(self) -> sqlite3.Connection:
        return self._transaction.__enter__()

    def __exit__(self, *error: Any) -> bool | None:
        ended = self._transaction.__exit__(*error)
        self._store.epoch += 1
        return ended


def _apart(store: Store, kind: str, article_id: int, local: str, *, everywhere: bool = False) -> str:
    with _writing(store) as connection:
        row = connection.execute(
            "SELECT a.key, e.name, n.key, n.label, x.name, n.open FROM article_entities e JOIN articles a ON a.id = e.article_id "
            "JOIN names n ON n.id = e.name_id JOIN entities x ON x.id = e.entity_id WHERE e.article_id = ? AND e.local = ?",
            (article_id, local),
        ).fetchone()
        if row is None:
            raise LibraryError("this name is not linked to the library; wait for the analysis of the article, then try again")
        article, name, key, label, entity, open_word = row
        bare, cut, _ = key.partition(" | ")
        if kind == SPLIT and cut and open_word is None:
            raise LibraryError(f"{name} stands for itself in this article already")
        payload: dict[str, Any] = {"names": [[bare, label]]}
        if not everywhere:
            payload["article"] = article
        where = "in any article" if everywhere else "in this article"
        _keep(connection, kind, payload, f"{name} is not {entity} {where}" if kind == SPLIT else f"{name} is no name {where}")
        return f"{name} is now somebody else than {entity} {where}" if kind == SPLIT else f"{name} is now no name {where}"


def _keep(connection: sqlite3.Connection, kind: str, payload: dict[str, Any], said: str) -> None:
    payload["said"] = said
    connection.execute("INSERT INTO corrections (made_at, kind, payload) VALUES (?, ?, ?)", (now(), kind, _json(payload)))
    _apply(connection, [(kind, payload)])


def _apply(connection: sqlite3.Connection, changed: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Link anew what these corrections, which came or went, are about."""
    names: list[NameRef] = []
    articles: set[int] = set()
    for kind, payload in changed:
        if "article" in payload:
            articles.update(row[0] for row in connection.execute("SELECT id FROM articles WHERE key = ?", (payload["article"],)))
        elif kind == NOT_A_NAME:
            called = [name for key, label in payload["names"] for name in NamesTable(connection).called(key, label)]
            articles.update(take_in_again(connection, [name.id for name in called]))
            for name in called:
                articles.update(
                    row[0] for row in connection.execute("SELECT article_id FROM article_entities WHERE name_id = ?", (name.id,))
                )
            names += [(name.key, name.label.value) for name in called]
        else:
            names += [(key, label) for key, label in (*payload["names"], *([payload["into"]] if "into" in payload else []))]
    for article_id in sorted(articles):
        link_again(connection, article_id)
    if names:
        linker = Linker(connection)
        linker.reconsider(names)
        linker.settle()
        for key, label in names:
            # The index learns what an entity is called with one of its articles.
            row = connection.execute(
                "SELECT max(e.article_id) FROM names n JOIN article_entities e ON e.entity_id = n.entity_id "
                "WHERE n.key = ? AND n.label = ?",
                (key, label),
            ).fetchone()
            touch(connection, [number for number in row if number is not None])
    linker = Linker(connection)
    while linker.decide_waiting():
        pass  # What the user says holds everywhere at once.


def _called(connection: sqlite3.Connection, entity_id: int) -> str:
    row = connection.execute("SELECT name FROM entities WHERE id = ? AND articles > 0", (entity_id,)).fetchone()
    if row is None:
        raise LibraryError("this entity is no longer in the library: its articles have changed; open its card again")
    return str(row[0])


def _names(connection: sqlite3.Connection, entity_id: int) -> list[list[str]]:
    """The names of an entity as corrections keep them, the one that it is known by first; surnames alone only where it has no others."""
    table = NamesTable(connection)
    names = table.of_entity(entity_id)
    firm = [name for name in names if table.is_open(name.id) is None] or names
    return [[name.key, name.label.value] for name in firm]


def _is_followed(connection: sqlite3.Connection, name: list[str]) -> bool:
    return connection.execute("SELECT 1 FROM follows WHERE norm = ? AND label = ?", name).fetchone() is not None


def _json(payload: dict[str, Any]) -> str:
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
