"""Which names of the library can be the same, by their forms and by what articles give together: found in the tables, many at once."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator

from analysis.article import Label
from analysis.language.entities.thing_names import acronym, initials, is_short_of
from analysis.library.names_table import LISTED, NamesTable
from analysis.linking.likeness import Likeness, Name, likeness
from analysis.linking.names import thing_words

_INITIALS_COMPANY = {2: 2.0, 3: 1.0}
"""How much company initials of so many letters need; longer ones need none."""
_IN_CAPITALS = Likeness("the same name in capitals", 0.9)
_LONGEST_ACRONYM = 6
_ORGANISED = frozenset((Label.ORG, Label.FAC, Label.EVENT, Label.LAW))

_SAME_CLUE = (
    "SELECT DISTINCT c.name_id, d.name_id FROM name_clues c JOIN name_clues d ON d.clue = c.clue "
    f"WHERE c.name_id IN {LISTED} AND substr(c.clue, 1, 2) IN ('p ', 't ') AND d.name_id <> c.name_id"
)
_SAME_BASE = f"SELECT n.id, o.id FROM names n JOIN names o ON o.base = n.base WHERE n.id IN {LISTED} AND o.open IS NULL AND o.id <> n.id"
_LONGER = (
    "SELECT DISTINCT n.id, o.id FROM names n JOIN aliases a ON a.norm = n.base JOIN names o ON o.id = a.name_id "
    f"WHERE n.id IN {LISTED} AND o.id <> n.id AND o.open IS NULL AND a.count > 0"
)
_SHORTER = (
    "SELECT DISTINCT a.name_id, o.id FROM aliases a JOIN names o ON o.base = a.norm "
    f"WHERE a.name_id IN {LISTED} AND o.id <> a.name_id AND o.open IS NULL AND a.count > 0"
)


class NameTies:
    """Looks for ties in the tables of `table`."""

    def __init__(self, connection: sqlite3.Connection, table: NamesTable) -> None:
        self._connection = connection
        self._table = table

    def of(self, names: Collection[Name]) -> Iterator[tuple[Name, Name, Likeness]]:
        """Yield each of these names with the names that can be the same by their forms, whatever else speaks against it."""
        of_things = [name for name in names if name.label in _ORGANISED]
        pairs = self._pairs(_SAME_CLUE, names) + self._pairs(_SAME_BASE, names)
        alike = [(name, other, why) for name, other in pairs if (why := likeness(name, other)) is not None]
        shouted = self._shouted({one for name, other, why in alike if why.ratio for one in (name, other)})
        for name, other, why in alike:
            yield name, other, _IN_CAPITALS if why.ratio and (name.id in shouted) is not (other.id in shouted) else why
        for name, long in self._pairs(_LONGER, of_things):
            if (why := _short_for(name, long)) is not None:
                yield name, long, why
        for name, short in self._pairs(_SHORTER, of_things):
            if (why := _short_for(short, name)) is not None:
                yield name, short, why

    def _pairs(self, sql: str, names: Collection[Name]) -> list[tuple[Name, Name]]:
        """Return the pairs of one of these names and another one with articles that a query finds."""
        if not names:
            return []
        found = self._connection.execute(sql, (json.dumps([name.id for name in names]),)).fetchall()
        self._table.read({other for _, other in found})
        pairs = [(self._table.get(name_id), self._table.get(other)) for name_id, other in found]
        return [pair for pair in pairs if pair[1].articles]

    def _shouted(self, names: Collection[Name]) -> set[int]:
        """Return those of these names that stand mostly in capitals, as in datelines, and are too long for an acronym."""
        long = [name.id for name in names if len(name.base) >= _LONGEST_ACRONYM]
        votes: dict[int, int] = defaultdict(int)
        if long:
            sql = f"SELECT name_id, form, count FROM aliases WHERE name_id IN {LISTED} AND count > 0"
            for name_id, form, count in self._connection.execute(sql, (json.dumps(long),)):
                votes[name_id] += count if form.isupper() else -count
        return {name_id for name_id, vote in votes.items() if vote > 0}


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
