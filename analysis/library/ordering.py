"""Which article stands where in a list, without reading the list.

Two kinds: the whole library in one of its orders (see `analysis.library.whole`), and `Chosen`, a filtered list, which starts with
both its ends and holds all its ids once what lies between is asked for. Both show the library as it was when they were made: an
article that comes later is not in them, one that is read meanwhile stays.
"""

from __future__ import annotations

from array import array
from typing import Any, Protocol

from analysis.library.choosing import choose, count
from analysis.library.connection import Database
from analysis.library.records import ListFilter, Sort
from analysis.library.whole import PAGE, ByOutlet, Whole

_HELD_AT_ONCE = 2_000
"""A filtered list of at most this many articles is read as a whole when it is made."""

SORTS: tuple[Sort, ...] = ("newest", "oldest", "outlet", "title", "added", "given")


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
