"""Lists of articles as screens use them: a length, and any row by its position, read a page at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Protocol

from analysis.library.connection import Database
from analysis.library.ordering import PAGE, Positions
from analysis.library.records import ArticleRow

_PAGES_HELD = 16
_COLUMNS = "a.id, a.key, a.title, a.outlet, a.published, s.read_at IS NOT NULL, s.starred, a.status = 1, a.words"


class Clock(Protocol):
    """What tells a list that rows it has read may have changed."""

    epoch: int


class ArticleList:
    """A sequence of `ArticleRow`. Positions stay as they were when it was made; what the rows say is kept fresh."""

    def __init__(self, database: Database, order: Positions, clock: Clock) -> None:
        self._database = database
        self._order = order
        self._clock = clock
        self._epoch = clock.epoch
        self._pages: OrderedDict[int, list[ArticleRow]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[ArticleRow]:
        return (self.row(i) for i in range(len(self)))

    def row(self, i: int) -> ArticleRow:
        """Return the row at position `i`, counted from 0; one that was removed meanwhile says so in its title and has the id 0."""
        if not 0 <= i < len(self):
            raise IndexError(f"the list has no position {i}")
        if self._epoch != self._clock.epoch:
            self._pages.clear()
            self._epoch = self._clock.epoch
        number, place = divmod(i, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._read(number)
        return page[place] if place < len(page) else _GONE

    def position_of(self, article_id: int) -> int | None:
        """Return the position of an article, None where it is not in this list."""
        return self._order.position(article_id)

    def refresh(self) -> None:
        """Forget the rows that were read, so that titles and marks made by another process show; the order stays."""
        self._pages.clear()

    def _read(self, number: int) -> list[ArticleRow]:
        page = read_rows(self._database, self._order.ids(number * PAGE, PAGE), keep_places=True)
        self._pages[number] = page
        if len(self._pages) > _PAGES_HELD:
            self._pages.popitem(last=False)
        return page


_GONE = ArticleRow(0, "", "(no longer in the library)", None, None, True, False, False, 0)


def read_rows(database: Database, ids: Sequence[int], *, keep_places: bool = False) -> list[ArticleRow]:
    """Return the rows of these articles in this order; of missing ones nothing, or a row that says so with `keep_places`."""
    if not ids:
        return []
    found = database.all(
        f"SELECT {_COLUMNS} FROM articles a JOIN state s ON s.article_id = a.id WHERE a.id IN ({','.join('?' * len(ids))})", ids
    )
    rows = {row[0]: ArticleRow(row[0], row[1], row[2], row[3], row[4], bool(row[5]), bool(row[6]), bool(row[7]), row[8]) for row in found}
    if keep_places:
        return [rows.get(number, _GONE) for number in ids]
    return [rows[number] for number in ids if number in rows]
