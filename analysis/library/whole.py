"""The whole library in one of its orders, found by position through indexes, without reading the list.

A position is reached from the nearest place that is known already: an end, the first article of a day or of an outlet (the library
keeps how many each has), or a page that was read. What is known is kept until the library changes, whichever list learnt it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any
from weakref import WeakKeyDictionary

from analysis.library.choosing import count, newer_copy
from analysis.library.connection import Database
from analysis.library.records import ListFilter, Sort

PAGE = 100

_TABLES = {
    "added": ("articles", ("id",)),
    "title": ("articles", ("title_key", "id")),
    "outlet": ("articles", ("outlet_key", "sort_date", "id")),
}
_CHANGED = (
    "SELECT group_id, sort_date, article_id FROM copies WHERE group_id IN (SELECT group_id FROM copies WHERE article_id > ?) "
    "ORDER BY group_id, sort_date, article_id"
)
"""Of each group all but the last are stood for by that."""
_LATEST = "\U0010ffff"
"""Comes after every date."""

Key = tuple[Any, ...]


@dataclass(slots=True)
class _Known:
    """Places of an order, ascending, and of each the key that everything from there on stands after; None: it is the first place."""

    stamp: object
    """Of the library that this is true of."""
    places: list[int] = field(default_factory=lambda: [0])
    keys: list[Key | None] = field(default_factory=lambda: [None])
    counted: bool = False
    """Whether the numbers that the library keeps have been taken up."""

    def learn(self, place: int, key: Key) -> None:
        """Remember that the articles after `key` begin at `place`."""
        where = bisect_left(self.places, place)
        if where == len(self.places) or self.places[where] != place:
            self.places.insert(where, place)
            self.keys.insert(where, key)


_held: WeakKeyDictionary[Database, dict[tuple[str, bool], _Known]] = WeakKeyDictionary()


class Whole:
    """The whole library in an order whose columns all run in one direction."""

    def __init__(self, database: Database, sort: Sort, grouped: bool = False) -> None:
        self._database = database
        self._grouped = grouped
        self._table, self._columns = _TABLES.get(sort, ("timeline", ("sort_date", "article_id")))
        self._falling = sort in ("newest", "added")
        with database.reading():
            self._last = int(database.value("SELECT max(id) FROM articles") or 0)
            self._length = count(database, ListFilter(grouped=grouped))
            stamp = database.stamp()
        self._shown = self._stands(f"{self._table}.{self._columns[-1]}")
        orders = _held.setdefault(database, {})
        self._known = orders.get((sort, grouped)) or _Known(stamp)
        if self._known.stamp != stamp:
            self._known = _Known(stamp)
        orders[sort, grouped] = self._known

    def __len__(self) -> int:
        return self._length

    def ids(self, start: int, count: int) -> list[int]:
        """See `Positions`."""
        count = min(count, self._length - start)
        if count <= 0:
            return []
        below, above, end = self._around(start, count)
        if min(start - self._known.places[below], end - start - count) > 2 * PAGE:
            self._take_up_counts()
            below, above, end = self._around(start, count)
        known = self._known
        if start - known.places[below] <= end - (start + count):
            rows = self._read(known.keys[below], start - known.places[below], count, forward=True)
        else:
            key = known.keys[above] if above < len(known.places) else None
            rows = self._read(key, end - (start + count), count, forward=False)[::-1]
        if len(rows) == count:
            known.learn(start + count, rows[-1])
        return [row[-1] for row in rows]

    def position(self, article_id: int) -> int | None:
        """See `Positions`."""
        own = ", ".join((*self._columns[:-1], "id"))
        key = self._database.one(f"SELECT {own} FROM articles WHERE id = ? AND {self._stands('articles.id')}", (article_id,))
        if key is None:
            return None
        self._take_up_counts()
        nearest = self._last_before(key)
        place = self._known.places[nearest] + self._between(self._known.keys[nearest], key)
        self._known.learn(place + 1, key)
        return place

    def _around(self, start: int, count: int) -> tuple[int, int, int]:
        """Return the indexes of the known places before `start` and after as many more, and where the latter is."""
        places = self._known.places
        above = bisect_left(places, start + count)
        return bisect_right(places, start) - 1, above, places[above] if above < len(places) else self._length

    def _read(self, key: Key | None, skip: int, count: int, *, forward: bool) -> list[Key]:
        """Return the keys of `count` articles that stand after `key` (at or before it where not `forward`), `skip` further on."""
        names = ", ".join(self._columns)
        falling = self._falling is forward
        comparison = ("<" if falling else ">") + ("" if forward else "=")
        among = "1" if key is None else f"({names}) {comparison} ({', '.join('?' * len(key))})"
        order = ", ".join(f"{name} DESC" if falling else name for name in self._columns)
        return self._rows(among, key or (), order, count, skip)

    def _between(self, start: Key | None, key: Key) -> int:
        """Return how many articles stand after `start` and before `key`."""
        names = ", ".join(self._columns)
        after, before = ("<", ">") if self._falling else (">", "<")
        held = ", ".join("?" * len(key))
        among = f"({names}) {before} ({held})" + ("" if start is None else f" AND ({names}) {after} ({held})")
        return self._count(among, (*key, *(start or ())))

    def _is_after(self, key: Key, other: Key) -> bool:
        return key < other if self._falling else key > other

    def _counted(self) -> tuple[list[int], list[Key | None]] | None:
        """Return the places that follow from numbers that the library keeps, None where these are not those of this list."""
        if self._table != "timeline":
            return None
        day = "substr(sort_date, 1, 10)"
        part = "CASE sort_date WHEN '' THEN article_id >> 12 ELSE 0 END"
        standing = "n - hidden" if self._grouped else "n"
        with self._database.reading():
            counted = self._database.all(f"SELECT day, part, {standing} FROM days WHERE n > 0 ORDER BY day, part")
            left_out = self._database.all(f"SELECT {day}, {part}, count(*) FROM state WHERE article_id > {self._last} GROUP BY 1, 2")
            copies = self._database.all(_CHANGED, (self._last,)) if self._grouped else []
        missing: Counter[tuple[str, int]] = Counter()
        for name, piece, n in left_out:
            missing[name, piece] += n
        # The groups that grew since: who is hidden now, and who was then.
        for members, hidden in ((copies, -1), ([copy for copy in copies if copy[2] <= self._last], 1)):
            for (group, date, number), (next_group, _, _) in pairwise(members):
                if group == next_group:
                    missing[date[:10], 0 if date else number >> 12] += hidden
        numbers = [(name, piece, n - missing[name, piece]) for name, piece, n in counted]
        place = 0
        places: list[int] = [0]
        keys: list[Key | None] = [None]
        for name, piece, n in reversed(numbers) if self._falling else numbers:
            bound = (name, piece << 12) if name == "" else (name, 0)
            if not self._falling:
                bound = (bound[0], bound[1] - 1) if name == "" else bound
                if place > places[-1]:
                    places.append(place)
                    keys.append(bound)
                place += n
            else:
                place += n
                if place > places[-1]:
                    places.append(place)
                    keys.append(bound)
        return (places, keys) if place == self._length else None

    def _take_up_counts(self) -> None:
        """Take up the places that the library's own numbers tell. Where articles were removed or changed their place since the list
        was made they tell nothing: then positions are counted from the ends."""
        if self._known.counted:
            return
        self._known.counted = True
        found = self._counted()
        if found is not None:
            self._known.places, self._known.keys = found

    def _last_before(self, key: Key) -> int:
        """Return the index of the last known place that `key` stands after."""
        low, high = 1, len(self._known.places)
        while low < high:
            middle = (low + high) // 2
            known = self._known.keys[middle]
            assert known is not None
            if self._is_after(key, known):
                low = middle + 1
            else:
                high = middle
        return low - 1

    def _rows(self, among: str, parameters: Key, order: str, count: int, skip: int) -> list[Key]:
        sql = f"SELECT {', '.join(self._columns)} FROM {self._table} WHERE {self._shown} AND {among} ORDER BY {order} LIMIT ? OFFSET ?"
        return self._database.all(sql, (*parameters, count, skip))

    def _count(self, among: str, parameters: Key) -> int:
        return int(self._database.value(f"SELECT count(*) FROM {self._table} WHERE {self._shown} AND {among}", parameters))

    def _stands(self, number: str) -> str:
        """Return the condition that an article of the list has a row of its own; `number` is the expression for its id."""
        return f"{number} <= {self._last}" + (f" AND NOT {newer_copy(number, self._last)}" if self._grouped else "")


class ByOutlet(Whole):
    """The whole library by outlet, each outlet's newest articles first, unknown outlets last."""

    def __init__(self, database: Database, grouped: bool = False) -> None:
        super().__init__(database, "outlet", grouped)

    def _read(self, key: Key | None, skip: int, count: int, *, forward: bool) -> list[Key]:
        within, outlets = ("sort_date DESC, id DESC", "outlet_key") if forward else ("sort_date, id", "outlet_key DESC")
        if key is None:
            return self._rows("1", (), f"{outlets}, {within}", count, skip)
        here = f"outlet_key = ? AND (sort_date, id) {'<' if forward else '>='} (?, ?)"
        rows = self._rows(here, key, within, count, skip)
        if len(rows) < count:
            skip = skip - self._count(here, key) if skip and not rows else 0
            rows += self._rows(f"outlet_key {'>' if forward else '<'} ?", key[:1], f"{outlets}, {within}", count - len(rows), skip)
        return rows

    def _between(self, start: Key | None, key: Key) -> int:
        newer = "outlet_key = ? AND (sort_date, id) > (?, ?)"
        if start is None:
            return self._count("outlet_key < ?", key[:1]) + self._count(newer, key)
        if start[0] == key[0]:
            return self._count(f"{newer} AND (sort_date, id) < (?, ?)", (*key, *start[1:]))
        rest = self._count("outlet_key = ? AND (sort_date, id) < (?, ?)", start)
        return rest + self._count("outlet_key > ? AND outlet_key < ?", (start[0], key[0])) + self._count(newer, key)

    def _is_after(self, key: Key, other: Key) -> bool:
        return bool(key[0] > other[0] or (key[0] == other[0] and key[1:] < other[1:]))

    def _counted(self) -> tuple[list[int], list[Key | None]] | None:
        if self._grouped:
            return None
        with self._database.reading():
            counted = self._database.all("SELECT outlet_key, n FROM outlets WHERE n > 0 ORDER BY outlet_key")
            left_out: dict[str, int] = dict(
                self._database.all("SELECT outlet_key, count(*) FROM articles NOT INDEXED WHERE id > ? GROUP BY 1", (self._last,))
            )
        numbers = [(outlet, n - left_out.get(outlet, 0)) for outlet, n in counted]
        there = [(outlet, n) for outlet, n in numbers if n > 0]
        *places, length = accumulate((n for _, n in there), initial=0)
        keys: list[Key | None] = [None, *((outlet, _LATEST, 0) for outlet, _ in there[1:])]
        return (places, keys) if sum(n for _, n in numbers) == length == self._length and there else None
