"""The names of the library in its tables: found by key, by what they resemble, by what they leave open."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from analysis.article import Label
from analysis.language.entities.thing_names import acronym, initials, is_short_of
from analysis.linking.groups import Tie
from analysis.linking.likeness import Likeness, Name, likeness
from analysis.linking.names import NameKey, thing_words

_COLUMNS = "id, key, base, label, articles, entity_id"
_INITIALS_COMPANY = {2: 2.0, 3: 1.0}
"""How much company initials of so many letters need; longer ones need none."""
_IN_CAPITALS = Likeness("the same name in capitals", 0.9)
_LONGEST_ACRONYM = 6
_ORGANISED = frozenset((Label.ORG, Label.FAC, Label.EVENT, Label.LAW))


class NamesTable:
    """Reads and writes the tables `names` and `name_clues` within somebody else's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, key: str, label: str) -> Name | None:
        """Return the name with this key and label."""
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM names WHERE key = ? AND label = ?", (key, label)).fetchone()
        return None if row is None else _name(row)

    def called(self, key: str, label: str) -> list[Name]:
        """Return the names with this key and label, with those that are the same name in one article only."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM names WHERE label = ?2 AND (key = ?1 OR (key >= ?1 || ' | ' AND key < ?1 || ' |!')) ORDER BY id",
            (key, label),
        )
        return [_name(row) for row in rows.fetchall()]

    def get(self, name_id: int) -> Name:
        """Return a name that there is."""
        return _name(self._connection.execute(f"SELECT {_COLUMNS} FROM names WHERE id = ?", (name_id,)).fetchone())

    def make(self, key: NameKey, label: Label, form: str) -> int:
        """Return the id of a name, made together with an entity of its own where there is none."""
        found = self.find(key.key, label.value)
        if found is not None:
            return found.id
        row = self._connection.execute("INSERT INTO entities (name, label) VALUES (?, ?) RETURNING id", (form, label.value)).fetchone()
        made: int = self._connection.execute(
            "INSERT INTO names (key, label, base, open, entity_id, home_id) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
            (key.key, label.value, key.base, key.open or None, row[0], row[0]),
        ).fetchone()[0]
        self._connection.executemany("INSERT INTO name_clues VALUES (?, ?)", [(clue, made) for clue in key.clues])
        return made

    def of_entity(self, entity_id: int) -> list[Name]:
        """Return the names of an entity, the one with the most articles first; those that are open only where it has no others."""
        sql = f"SELECT {_COLUMNS} FROM names WHERE entity_id = ? AND articles > 0"
        rows = self._connection.execute(f"{sql} AND open IS NULL", (entity_id,)).fetchall()
        rows = rows or self._connection.execute(sql, (entity_id,)).fetchall()
        return sorted((_name(row) for row in rows), key=lambda name: name.rank)

    def is_open(self, name_id: int) -> str | None:
        """Return what a name leaves open, None where nothing."""
        row = self._connection.execute("SELECT open FROM names WHERE id = ?", (name_id,)).fetchone()
        return None if row is None else row[0]

    def open_ids(self, word: str) -> list[int]:
        """Return the names, one an article, that leave open whose surname or which country's institution they are, by their ids."""
        return [row[0] for row in self._connection.execute("SELECT id FROM names WHERE open = ? AND articles > 0 ORDER BY id", (word,))]

    def oldest_home(self, word: str) -> int:
        """Return the oldest entity of those that names which leave a word open have for themselves."""
        oldest: int = self._connection.execute("SELECT min(home_id) FROM names WHERE open = ? AND articles > 0", (word,)).fetchone()[0]
        return oldest

    def home(self, name_id: int) -> int:
        """Return the entity that a name has for itself."""
        home: int = self._connection.execute("SELECT home_id FROM names WHERE id = ?", (name_id,)).fetchone()[0]
        return home

    def named(self, name_ids: Iterable[int]) -> list[Name]:
        """Return names by their ids, in the order of their keys and labels."""
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM names WHERE id IN ({','.join(map(str, name_ids))}) ORDER BY key, label")
        return [_name(row) for row in rows]

    def words_of(self, name_ids: Iterable[int]) -> set[str]:
        """Return the surnames, given names and institutions among the clues of names that some article leaves open."""
        found: set[str] = set()
        for name_id in name_ids:
            rows = self._connection.execute(
                "SELECT substr(clue, 3) FROM name_clues WHERE name_id = ? AND substr(clue, 1, 2) IN ('s ', 'g ', 'i ') "
                "AND EXISTS (SELECT 1 FROM names WHERE open = substr(clue, 3))",
                (name_id,),
            )
            found.update(row[0] for row in rows)
        return found

    def ties(self, name: Name) -> Iterator[tuple[Name, Likeness]]:
        """Yield the names that can be the same as this one by their forms, whatever else speaks against it."""
        near = self._connection.execute(
            "SELECT DISTINCT n.id, n.key, n.base, n.label, n.articles, n.entity_id FROM name_clues c JOIN name_clues d ON d.clue = c.clue "
            "JOIN names n ON n.id = d.name_id "
            "WHERE c.name_id = ? AND substr(c.clue, 1, 2) IN ('p ', 't ') AND n.id <> ? AND n.articles > 0",
            (name.id, name.id),
        ).fetchall()
        near += self._connection.execute(
            f"SELECT {_COLUMNS} FROM names WHERE base = ? AND open IS NULL AND id <> ? AND articles > 0", (name.base, name.id)
        ).fetchall()
        for other in map(_name, near):
            why = likeness(name, other)
            if why is not None:
                yield other, _IN_CAPITALS if why.ratio and self._is_shouted(name) is not self._is_shouted(other) else why
        if name.label in _ORGANISED:
            yield from self._short_forms(name)

    def _is_shouted(self, name: Name) -> bool:
        """Say whether a name stands mostly in capitals, as in datelines, and is too long for an acronym."""
        if len(name.base) < _LONGEST_ACRONYM:
            return False
        forms = self._connection.execute("SELECT form, count FROM aliases WHERE name_id = ? AND count > 0", (name.id,)).fetchall()
        return bool(sum(count if form.isupper() else -count for form, count in forms) > 0)

    def _short_forms(self, name: Name) -> Iterator[tuple[Name, Likeness]]:
        """Yield the names that an article gives as another form of this one, or this one as another form of."""
        columns = "n.id, n.key, n.base, n.label, n.articles, n.entity_id"
        longer = self._connection.execute(
            f"SELECT DISTINCT {columns} FROM aliases a JOIN names n ON n.id = a.name_id "
            "WHERE a.norm = ? AND n.id <> ? AND n.open IS NULL AND n.articles > 0 AND a.count > 0",
            (name.base, name.id),
        )
        for long in [_name(row) for row in longer]:
            if (why := _short_for(name, long)) is not None:
                yield long, why
        shorter = self._connection.execute(
            f"SELECT DISTINCT {columns} FROM aliases a JOIN names n ON n.base = a.norm "
            "WHERE a.name_id = ? AND n.id <> ? AND n.open IS NULL AND n.articles > 0 AND a.count > 0",
            (name.id, name.id),
        )
        for short in [_name(row) for row in shorter]:
            if (why := _short_for(short, name)) is not None:
                yield short, why

    def component(self, start: Name) -> tuple[dict[int, Name], list[Tie]]:
        """Return all names that ties lead to from one, and the ties."""
        names, todo = {start.id: start}, [start]
        ties: dict[tuple[int, int], Likeness] = {}
        while todo:
            name = todo.pop()
            for other, why in self.ties(name):
                pair = (min(name.id, other.id), max(name.id, other.id))
                if pair not in ties or why.score > ties[pair].score:
                    ties[pair] = why
                if other.id not in names:
                    names[other.id] = other
                    todo.append(other)
        return names, [(a, b, why) for (a, b), why in ties.items()]


def _short_for(short: Name, long: Name) -> Likeness | None:
    """Say how one name of a thing is short for another that an article gives with it."""
    if Label.ORG not in (short.label, long.label) or not {short.label, long.label} <= _ORGANISED:
        return None
    if "@" in short.key or short.key.startswith("=") or long.key.startswith("="):
        return None
    words, letters = thing_words(long.base), short.base.replace(" ", "")
    if " " not in short.base and short.base not in words and len(letters) > 1 and letters in initials(words, long.base):
        return Likeness("initials that an article explains", 0.93, company=_INITIALS_COMPANY.get(len(letters), 0.0))
    # What is better known than the longer name is no short form of it: the World Cup is not the Rugby World Cup.
    if short.label is long.label and is_short_of(thing_words(short.key), words, short.label, acronym(short.base.upper()) is not None):
        return Likeness("a short form that an article explains", 0.86, company=2.0) if short.articles <= long.articles else None
    return None


def _name(row: tuple[int, str, str, str, int, int]) -> Name:
    return Name(row[0], row[1], row[2], Label(row[3]), row[4], row[5])
