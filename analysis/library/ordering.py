"""Which article stands where in a list, without reading the list.

Two kinds: `Whole`, the library in one of its orders, found by position through indexes and the numbers of articles a day that
the library keeps; and `Chosen`, a filtered list, which starts with both its ends and holds all its ids once what lies between is asked for.
Both show the library as it was when they were made: an article that comes later is not in them, one that is read meanwhile stays.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate, pairwise
from typing import Any, Protocol

from analysis.library.choosing import choose, count, newer_copy
from analysis.library.connection import Database
from analysis.library.records import ListFilter, Sort

PAGE = 100
_HELD_AT_ONCE = 2_000
"""A filtered list of at most this many articles is read as a whole when it is made."""

_TABLES = {"added": ("articles", ("id",)), "title": ("articles", ("title_key", "id"))}
_CHANGED = (
    "SELECT group_id, sort_date, article_id FROM copies WHERE group_id IN (SELECT group_id FROM copies WHERE article_id > ?) "
    "ORDER BY group_id, sort_date, article_id"
)
"""Of each group all but the last are stood for by that."""
SORTS: tuple[Sort, ...] = ("newest", "oldest", "outlet", "title", "added", "given")

Key = tuple[Any, ...]


class Positions(Protocol):
    """Article ids in the order of a list."""

    def __len__(self) -> int: ...

    def ids(self, start: int, count: int) -> list[int]:
        """Return the ids at `start` and after; fewer than `count` only at the end."""

    def position(self, article_id: int) -> int | None:
        """Return where an article stands, None where it is not in the list."""


def positions(database: Database, chosen: ListFilter, sort: Sort) -> Positions:
    """Return the order of a list. Costs the same whatever the size of the library, unless a filter has to be sorted by hand."""
    if sort not in SORTS:
        raise ValueError(f"there is no order {sort!r}; there are {', '.join(SORTS)}")
    if sort == "given" and chosen.ids is None:
        sort = "newest"
    if chosen.state == "all" and chosen.outlet is None and chosen.entity is None and chosen.ids is None:
        return ByOutlet(database, chosen.grouped) if sort == "outlet" else Whole(database, sort, chosen.grouped)
    return Chosen(database, chosen, sort)


class Whole:
    """The whole library in an order whose columns all run in one direction.

    A position is reached from the nearest place that is known already: an end, the first article of a day, a page that was read.
    """

    def __init__(self, database: Database, sort: Sort, grouped: bool = False) -> None:
        self._database = database
        self._grouped = grouped
        self._table, self._columns = _TABLES.get(sort, ("timeline", ("sort_date", "article_id")))
        self._id = self._columns[-1]
        self._falling = sort in ("newest", "added")
        with database.reading():
            self._last = int(database.value("SELECT max(id) FROM articles") or 0)
            self._length = count(database, ListFilter(grouped=grouped))
        self._shown = _stands(f"{self._table}.{self._id}", self._last, grouped)
        self._places = [0]
        self._keys: list[Key | None] = [None]
        self._days_known = self._table != "timeline"

    def __len__(self) -> int:
        return self._length

    def ids(self, start: int, count: int) -> list[int]:
        """See `Positions`."""
        count = min(count, self._length - start)
        if count <= 0:
            return []
        below, above, end = self._around(start, count)
        if min(start - self._places[below], end - start - count) > 2 * PAGE:
            self._learn_days()
            below, above, end = self._around(start, count)
        if start - self._places[below] <= end - (start + count):
            rows = self._read(self._keys[below], start - self._places[below], count, forward=True)
        else:
            key = self._keys[above] if above < len(self._places) else None
            rows = self._read(key, end - (start + count), count, forward=False)[::-1]
        if len(rows) == count:
            self._learn(start + count, rows[-1])
        return [row[-1] for row in rows]

    def position(self, article_id: int) -> int | None:
        """See `Positions`."""
        names = ", ".join(self._columns)
        own = ", ".join((*self._columns[:-1], "id"))
        shown = _stands("articles.id", self._last, self._grouped)
        key = self._database.one(f"SELECT {own} FROM articles WHERE id = ? AND {shown}", (article_id,))
        if key is None:
            return None
        self._learn_days()
        known = self._known_before(key)
        after, before = ("<", ">") if self._falling else (">", "<")
        held = ", ".join("?" * len(key))
        sql = f"SELECT count(*) FROM {self._table} WHERE {self._shown} AND ({names}) {before} ({held})"
        parameters: list[Any] = [*key]
        start = self._keys[known]
        if start is not None:
            sql += f" AND ({names}) {after} ({held})"
            parameters += start
        return self._places[known] + int(self._database.value(sql, parameters))

    def _around(self, start: int, count: int) -> tuple[int, int, int]:
        """Return the indexes of the known places before `start` and after as many more, and where the latter is."""
        above = bisect_left(self._places, start + count)
        return bisect_right(self._places, start) - 1, above, self._places[above] if above < len(self._places) else self._length

    def _read(self, key: Key | None, skip: int, count: int, *, forward: bool) -> list[Key]:
        """Return the keys of `count` articles that stand after `key` (at or before it where not `forward`), `skip` further on."""
        names = ", ".join(self._columns)
        falling = self._falling is forward
        sql = f"SELECT {names} FROM {self._table} WHERE {self._shown}"
        parameters: list[Any] = []
        if key is not None:
            comparison = ("<" if falling else ">") + ("" if forward else "=")
            sql += f" AND ({names}) {comparison} ({', '.join('?' * len(key))})"
            parameters += key
        order = ", ".join(f"{name} DESC" if falling else name for name in self._columns)
        return self._database.all(f"{sql} ORDER BY {order} LIMIT ? OFFSET ?", [*parameters, count, skip])

    def _learn(self, place: int, key: Key) -> None:
        """Remember that the articles after `key` begin at `place`."""
        where = bisect_left(self._places, place)
        if where == len(self._places) or self._places[where] != place:
            self._places.insert(where, place)
            self._keys.insert(where, key)

    def _learn_days(self) -> None:
        """Take up where each day begins, leaving out what came after this list was made."""
        if self._days_known:
            return
        self._days_known = True
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
        if sum(n for _, _, n in numbers) != self._length:
            return  # articles were removed or dated anew since: positions are counted from the ends
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
        self._places, self._keys = places, keys

    def _known_before(self, key: Key) -> int:
        """Return the index of the last known place that `key` stands after."""
        low, high = 1, len(self._places)
        while low < high:
            middle = (low + high) // 2
            known = self._keys[middle]
            assert known is not None
            if (key < known) if self._falling else (key > known):
                low = middle + 1
            else:
                high = middle
        return low - 1


class ByOutlet:
    """The whole library by outlet, each outlet's newest articles first, unknown outlets last."""

    def __init__(self, database: Database, grouped: bool = False) -> None:
        self._database = database
        with database.reading():
            self._last = int(database.value("SELECT max(id) FROM articles") or 0)
            self._length = count(database, ListFilter(grouped=grouped))
        self._shown = _stands("articles.id", self._last, grouped)
        self._places = [0]
        self._outlets: list[str | None] = [None]
        self._outlets_known = grouped

    def __len__(self) -> int:
        return self._length

    def ids(self, start: int, count: int) -> list[int]:
        """See `Positions`."""
        count = min(count, self._length - start)
        if count <= 0:
            return []
        if min(start, self._length - start - count) > 2 * PAGE:
            self._learn_outlets()
        below = bisect_right(self._places, start) - 1
        above = bisect_left(self._places, start + count)
        skip = start - self._places[below]
        rest = (self._places[above] if above < len(self._places) else self._length) - start - count
        forward = skip <= rest
        order, outlets, bound = "outlet_key, sort_date DESC, id DESC", ">=", self._outlets[below]
        if not forward:
            order, outlets, bound = "outlet_key DESC, sort_date, id", "<", self._outlets[above] if above < len(self._places) else None
        among = "" if bound is None else f" AND outlet_key {outlets} ?"
        found = self._database.all(
            f"SELECT id FROM articles WHERE {self._shown}{among} ORDER BY {order} LIMIT ? OFFSET ?",
            (*([] if bound is None else [bound]), count, skip if forward else rest),
        )
        ids = [row[0] for row in found]
        return ids if forward else ids[::-1]

    def position(self, article_id: int) -> int | None:
        """See `Positions`."""
        key = self._database.one(f"SELECT outlet_key, sort_date, id FROM articles WHERE id = ? AND {self._shown}", (article_id,))
        if key is None:
            return None
        before = self._database.value(f"SELECT count(*) FROM articles WHERE {self._shown} AND outlet_key < ?", (key[0],))
        newer = self._database.value(
            f"SELECT count(*) FROM articles WHERE {self._shown} AND outlet_key = ? AND (sort_date, id) > (?, ?)", key
        )
        return int(before) + int(newer)

    def _learn_outlets(self) -> None:
        """Take up where each outlet begins, leaving out what came after this list was made."""
        if self._outlets_known:
            return
        self._outlets_known = True
        with self._database.reading():
            counted = self._database.all("SELECT outlet_key, n FROM outlets WHERE n > 0 ORDER BY outlet_key")
            left_out: dict[str, int] = dict(
                self._database.all("SELECT outlet_key, count(*) FROM articles NOT INDEXED WHERE id > ? GROUP BY 1", (self._last,))
            )
        numbers = [(outlet, n - left_out.get(outlet, 0)) for outlet, n in counted]
        if sum(n for _, n in numbers) != self._length:
            return  # articles were removed or changed their outlet since: positions are counted from the ends
        self._outlets = [outlet for outlet, n in numbers if n > 0]
        self._places = list(accumulate((n for _, n in numbers if n > 0), initial=0))[:-1]


class Chosen:
    """The articles that a filter lets through."""

    def __init__(self, database: Database, chosen: ListFilter, sort: Sort) -> None:
        self._database = database
        self._query = choose(database, chosen, sort)
        self._ids: array[int] = array("q")
        self._tail: array[int] = array("q")
        with database.reading():
            known = count(database, chosen)
            if known > _HELD_AT_ONCE and chosen.ids is None:
                self._ids.extend(self._run(self._query, 2 * PAGE))
                if sort in ("newest", "oldest"):
                    backward = choose(database, chosen, "oldest" if sort == "newest" else "newest")
                    self._tail.extend(reversed(self._run(backward, 2 * PAGE)))
            else:
                self._ids.extend(self._run(self._query, -1))
                known = len(self._ids)
        self._length = known

    def __len__(self) -> int:
        return self._length

    def ids(self, start: int, count: int) -> list[int]:
        """See `Positions`."""
        if start + count > len(self._ids):
            in_tail = start - (self._length - len(self._tail))
            if in_tail >= 0:
                return list(self._tail[in_tail : in_tail + count])
            self._read_all()
        return list(self._ids[start : min(start + count, self._length)])

    def position(self, article_id: int) -> int | None:
        """See `Positions`."""
        self._read_all()
        try:
            return self._ids.index(article_id)
        except ValueError:
            return None

    def _read_all(self) -> None:
        if len(self._ids) >= self._length:
            return
        # What was shown stays where it was; what has left the filter meanwhile is missed only between the two ends.
        shown = {*self._ids, *self._tail}
        between = [number for number in self._run(self._query, -1) if number not in shown]
        self._ids = self._ids + array("q", between[: self._length - len(shown)]) + self._tail
        self._tail = array("q")
        self._length = len(self._ids)

    def _run(self, query: tuple[str, list[Any]], limit: int) -> list[int]:
        return [row[0] for row in self._database.all(f"{query[0]} LIMIT {limit}", query[1])]


def _stands(number: str, last: int, grouped: bool) -> str:
    """Return the condition that an article up to the id `last` has a row of its own; `number` is the expression for its id."""
    return f"{number} <= {last}" + (f" AND NOT {newer_copy(number, last)}" if grouped else "")
