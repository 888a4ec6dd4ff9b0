"""The names of the library in its tables: found by key, by their entity, by what they leave open."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from analysis.article import Label
from analysis.linking.likeness import FIRST, Likeness, Name
from analysis.linking.names import NameKey

_COLUMNS = "id, key, base, label, articles, entity_id, open, home_id, reason, score"
LISTED = "(SELECT value FROM json_each(?))"
"""The values of a JSON list that is a parameter: one statement for lists of any length."""

_LABELS = {label.value: label for label in Label}


class _Kept(NamedTuple):
    """A row of the table `names`."""

    name: Name
    open: str | None
    home: int
    why: tuple[str | None, float | None]


class NamesTable:
    """Reads and writes the tables `names` and `name_clues` within somebody else's transaction.

    What was read once is not read again: for as long as it is used, nothing else may change these tables.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: dict[int, _Kept] = {}
        self._of: dict[int, list[int]] = {}
        """The names of each entity that was asked for."""

    # Reading ------------------------------------------------------------------------------------------------------------------------------

    def find(self, key: str, label: str) -> Name | None:
        """Return the name with this key and label."""
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM names WHERE key = ? AND label = ?", (key, label))
        return next(iter(self._keep(rows)), None)

    def called(self, key: str, label: str) -> list[Name]:
        """Return the names with this key and label, with those that are the same name in one article only."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM names WHERE label = ?2 AND (key = ?1 OR (key >= ?1 || ' | ' AND key < ?1 || ' |!')) ORDER BY id",
            (key, label),
        )
        return self._keep(rows.fetchall())

    def get(self, name_id: int) -> Name:
        """Return a name that there is."""
        return self._row(name_id).name

    def named(self, name_ids: Collection[int]) -> list[Name]:
        """Return names that there are by their ids, in the order of their keys and labels."""
        self.read(name_ids)
        return sorted((self._kept[name_id].name for name_id in name_ids), key=lambda name: (name.key, name.label))

    def read(self, name_ids: Collection[int]) -> None:
        """Read many names at once, before they are asked for one by one; those that are not there are left out."""
        new = [name_id for name_id in name_ids if name_id not in self._kept]
        if new:
            self._keep(self._connection.execute(f"SELECT {_COLUMNS} FROM names WHERE id IN {LISTED}", (json.dumps(new),)))

    def living(self, name_ids: Collection[int]) -> list[Name]:
        """Return those of these names that are there and have articles, in the order of their ids."""
        self.read(name_ids)
        found = (self._kept.get(name_id) for name_id in sorted(name_ids))
        return [one.name for one in found if one is not None and one.name.articles]

    def of_entity(self, entity_id: int) -> list[Name]:
        """Return the names of an entity, the one with the most articles first; those that are open only where it has no others."""
        return self.of_entities([entity_id])[entity_id]

    def of_entities(self, entity_ids: Iterable[int]) -> dict[int, list[Name]]:
        """Return the names of several entities, each as `of_entity` does."""
        asked = list(entity_ids)
        for condition in (" AND open IS NULL", ""):
            new = [entity_id for entity_id in asked if not self._of.get(entity_id)]
            if new:
                sql = f"SELECT {_COLUMNS} FROM names WHERE entity_id IN {LISTED} AND articles > 0{condition}"
                for name in self._keep(self._connection.execute(sql, (json.dumps(new),))):
                    self._of.setdefault(name.entity_id, []).append(name.id)
        return {
            entity_id: sorted((self._kept[name_id].name for name_id in self._of.get(entity_id, ())), key=lambda name: name.rank)
            for entity_id in asked
        }

    def is_open(self, name_id: int) -> str | None:
        """Return what a name leaves open, None where nothing."""
        return self._row(name_id).open

    def home(self, name_id: int) -> int:
        """Return the entity that a name has for itself."""
        return self._row(name_id).home

    def open_ids(self, word: str, most: int = -1) -> list[int]:
        """Return the names, one an article, that leave open whose surname or which country's institution they are: the first so many."""
        rows = self._connection.execute("SELECT id FROM names WHERE open = ? AND articles > 0 ORDER BY id LIMIT ?", (word, most))
        return [row[0] for row in rows]

    def oldest_home(self, word: str) -> int:
        """Return the oldest entity of those that names which leave a word open have for themselves."""
        oldest: int = self._connection.execute("SELECT min(home_id) FROM names WHERE open = ? AND articles > 0", (word,)).fetchone()[0]
        return oldest

    def words_of(self, name_ids: Iterable[int]) -> set[str]:
        """Return the surnames, given names and institutions among the clues of names that some article leaves open."""
        rows = self._connection.execute(
            f"SELECT DISTINCT substr(clue, 3) FROM name_clues WHERE name_id IN {LISTED} AND substr(clue, 1, 2) IN ('s ', 'g ', 'i ') "
            "AND EXISTS (SELECT 1 FROM names WHERE open = substr(clue, 3))",
            (json.dumps(list(name_ids)),),
        )
        return {row[0] for row in rows}

    # Writing ------------------------------------------------------------------------------------------------------------------------------

    def make(self, wanted: Sequence[tuple[NameKey, Label, str]]) -> list[int]:
        """Return the ids of names by key, label and written form; where there is none it is made, together with an entity of its own."""
        sql = f"SELECT {_COLUMNS} FROM names WHERE key IN {LISTED}"
        known = self._keep(self._connection.execute(sql, (json.dumps([own.key for own, _, _ in wanted]),)))
        ids = {(name.key, name.label): name.id for name in known}
        clues: list[tuple[str, int]] = []
        made: list[_Kept] = []
        number, entity_id = self._last("names"), self._last("entities")
        forms: list[tuple[int, str, str]] = []
        for own, label, form in wanted:
            if (own.key, label) not in ids:
                number, entity_id = number + 1, entity_id + 1
                ids[own.key, label] = number
                name = Name(number, own.key, own.base, label, 0, entity_id)
                made.append(_Kept(name, own.open or None, entity_id, _stored(FIRST)))
                forms.append((entity_id, form, label))
                clues += [(clue, number) for clue in own.clues]
        if made:
            many = self._connection.executemany
            many("INSERT INTO entities (id, name, label) VALUES (?, ?, ?)", forms)
            rows = [(*one.name, one.open, one.home, *one.why) for one in made]
            many(f"INSERT INTO names ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            many("INSERT INTO name_clues VALUES (?, ?)", clues)
            self._kept.update((one.name.id, one) for one in made)
        return [ids[own.key, label] for own, label, _ in wanted]

    def count(self, name_ids: Collection[int], step: int) -> None:
        """Count an article of each of these names up or down."""
        self.read(name_ids)
        self._connection.executemany("UPDATE names SET articles = articles + ? WHERE id = ?", [(step, name_id) for name_id in name_ids])
        for name_id in name_ids:
            row = self._row(name_id)
            self._kept[name_id] = row._replace(name=row.name._replace(articles=row.name.articles + step))
            if 0 in (row.name.articles, row.name.articles + step):
                self._of.pop(row.name.entity_id, None)

    def bury(self, name_ids: Collection[int]) -> None:
        """Delete names that have no articles."""
        for sql in ("DELETE FROM names WHERE id = ?", "DELETE FROM name_clues WHERE name_id = ?"):
            self._connection.executemany(sql, [(name_id,) for name_id in name_ids])
        for name_id in name_ids:
            self._of.pop(self._kept.pop(name_id).name.entity_id, None)

    def belong(self, name_id: int, entity_id: int, why: Likeness) -> int | None:
        """Have a name belong to an entity; returns the one that it has left, None where it belonged there before."""
        row = self._row(name_id)
        if row.why != _stored(why):
            row = row._replace(why=_stored(why))
            self._connection.execute("UPDATE names SET reason = ?, score = ? WHERE id = ?", (*row.why, name_id))
        old = row.name.entity_id
        if old != entity_id:
            row = row._replace(name=row.name._replace(entity_id=entity_id))
            self._connection.execute("UPDATE names SET entity_id = ? WHERE id = ?", (entity_id, name_id))
            self._of.pop(old, None)
            self._of.pop(entity_id, None)
        self._kept[name_id] = row
        return old if old != entity_id else None

    def _row(self, name_id: int) -> _Kept:
        if name_id not in self._kept:
            self.read([name_id])
        return self._kept[name_id]

    def _keep(self, rows: Iterable[tuple[Any, ...]]) -> list[Name]:
        kept = [
            _Kept(Name(number, key, base, _LABELS[label], articles, entity_id), left_open, home, (reason, score))
            for number, key, base, label, articles, entity_id, left_open, home, reason, score in rows
        ]
        self._kept.update((one.name.id, one) for one in kept)
        return [one.name for one in kept]

    def _last(self, table: str) -> int:
        """Return the last number that a table has given."""
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        return 0 if row is None else int(row[0])


def _stored(why: Likeness) -> tuple[str | None, float | None]:
    return why.reason, round(why.score, 3)
