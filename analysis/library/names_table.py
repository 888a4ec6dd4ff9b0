"""The names of the library in its tables: found by key, by what they resemble, with the company that they keep."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator

from analysis.article import Label
from analysis.language.entities.thing_names import acronym, initials, is_short_of
from analysis.linking.company import SAMPLE, Candidate, shared, weight
from analysis.linking.groups import Tie
from analysis.linking.likeness import Likeness, Name, likeness
from analysis.linking.names import NameKey, thing_words

_COLUMNS = "id, key, base, label, articles, entity_id"
_MOST_CANDIDATES = 5
_NUMBERS_AT_ONCE = 500
_INITIALS_COMPANY = {2: 2.0, 3: 1.0}
"""How much company initials of so many letters need; longer ones need none."""
_ORGANISED = frozenset((Label.ORG, Label.FAC, Label.EVENT, Label.LAW))


class NamesTable:
    """Reads and writes the tables `names` and `name_clues` within somebody else's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._weights: dict[int, float] = {}
        self._company: dict[int, frozenset[int]] = {}

    def find(self, key: str, label: str) -> Name | None:
        """Return the name with this key and label."""
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM names WHERE key = ? AND label = ?", (key, label)).fetchone()
        return None if row is None else _name(row)

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

    def open_names(self, word: str) -> list[Name]:
        """Return the names, one an article, that leave open whose surname or which country's institution they are."""
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM names WHERE open = ? AND articles > 0 ORDER BY key, label", (word,))
        return [_name(row) for row in rows]

    def turned(self, word: str, state: str) -> bool:
        """Keep who may be meant by a word that names leave open; says whether that was something else before."""
        row = self._connection.execute("SELECT state FROM open_words WHERE word = ?", (word,)).fetchone()
        if row is not None and row[0] == state:
            return False
        self._connection.execute("INSERT OR REPLACE INTO open_words VALUES (?, ?)", (word, state))
        return True

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
                yield other, why
        if name.label in _ORGANISED:
            yield from self._short_forms(name)

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

    # Company ----------------------------------------------------------------------------------------------------------------------------

    def company_of(self, name_id: int) -> frozenset[int]:
        """Return the names in the sample of a name's articles."""
        if name_id not in self._company:
            rows = self._connection.execute("SELECT article_id FROM article_entities WHERE name_id = ? ORDER BY rank, article_id LIMIT ?",
                                            (name_id, SAMPLE)).fetchall()  # fmt: skip
            self._company[name_id] = self._names_in([row[0] for row in rows]) - {name_id}
        return self._company[name_id]

    def in_common(self, a: int, b: int) -> float:
        """Return how much the articles of two names have in common."""
        return shared(self.company_of(a), self.company_of(b), self._weights)

    def in_sample(self, name_id: int, rank: int) -> bool:
        """Say whether an article of this rank tells a name's company."""
        before = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM article_entities WHERE name_id = ? AND rank < ? LIMIT ?)", (name_id, rank, SAMPLE)
        ).fetchone()[0]
        return bool(before < SAMPLE)

    def own_company(self, name_id: int) -> frozenset[int]:
        """Return the other names in the one article of a name that is open."""
        rows = self._connection.execute("SELECT DISTINCT article_id FROM article_entities WHERE name_id = ?", (name_id,)).fetchall()
        return self._names_in([row[0] for row in rows]) - {name_id}

    @property
    def weights(self) -> dict[int, float]:
        """How much the names whose company was asked for say."""
        return self._weights

    def _names_in(self, article_ids: Collection[int]) -> frozenset[int]:
        found: set[int] = set()
        rows = self._connection.execute(
            "SELECT DISTINCT n.id, n.key, n.label FROM article_entities e JOIN names n ON n.id = e.name_id "
            f"WHERE e.article_id IN ({','.join(map(str, article_ids))}) AND n.open IS NULL"
        )
        for number, key, label in rows:
            found.add(number)
            self._weights[number] = weight(key, label)
        return frozenset(found)

    def candidates(self, word: str) -> list[Candidate]:
        """Return the entities that a surname or an institution may stand for: those of it with the most articles."""
        rows = self._connection.execute(
            "SELECT n.entity_id, sum(n.articles) AS many, min(substr(c.clue, 1, 1) = 'g') AS given, min(n.key || ' ' || n.label) AS called "
            "FROM name_clues c JOIN names n ON n.id = c.name_id WHERE c.clue IN (?, ?, ?) AND n.articles > 0 "
            "GROUP BY n.entity_id ORDER BY given, many DESC, called LIMIT ?",
            (f"s {word}", f"g {word}", f"i {word}", _MOST_CANDIDATES),
        ).fetchall()
        return [
            Candidate(
                entity_id,
                articles,
                frozenset().union(*(self.company_of(name.id) for name in self.of_entity(entity_id))),
                called,
                bool(given),
            )
            for entity_id, articles, given, called in rows
        ]


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
