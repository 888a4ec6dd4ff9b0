"""Lists of articles as screens use them: a length, and any row by its position, read a page at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from analysis.library.connection import Database
from analysis.library.ordering import Positions
from analysis.library.records import ArticleRow

_PAGE, _PAGES_HELD = 25, 64
"""A page is read at a key press, so that it has little more rows than a screen shows at once."""
_COLUMNS = "a.id, a.key, a.title, a.outlet, a.published, s.read_at IS NOT NULL, s.starred, a.status = 1, a.words"


class Clock(Protocol):
    """What tells a list that rows it has read may have changed."""

    epoch: int
    """Grows when any row may have."""
    changed: list[int]
    """The articles of single rows that have, in order; only grows."""


class ArticleList:
    """A sequence of `ArticleRow`. Positions stay as they were when it was made; what the rows say is kept fresh."""

    def __init__(self, database: Database, order: Positions, clock: Clock) -> None:
        self._database = database
        self._order = order
        self._clock = clock
        self._epoch, self._known_changes = clock.epoch, len(clock.changed)
        self._pages: OrderedDict[int, list[ArticleRow]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[ArticleRow]:
        return (self.row(i) for i in range(len(self)))

    def row(self, i: int, /) -> ArticleRow:
        """Return the row at position `i`, counted from 0; one that was removed meanwhile says so in its title and has the id 0."""
        if not 0 <= i < len(self):
            raise IndexError(f"the list has no position {i}")
        return self._row(i)

    def position_of(self, article_id: int) -> int | None:
        """Return the position of an article, None where it is not in this list."""
        return self._order.position(article_id)

    def refresh(self) -> None:
        """Forget the rows that were read, so that titles and marks made by another process show; the order stays."""
        self._pages.clear()

    def _row(self, i: int) -> ArticleRow:
        if self._epoch != self._clock.epoch:
            self._epoch = self._clock.epoch
            self.refresh()
        if self._known_changes != len(self._clock.changed):
            changed = self._clock.changed[self._known_changes :]
            self._known_changes = len(self._clock.changed)
            self._read_again(set(changed))
        number, place = divmod(i, _PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._read(number)
        return page[place] if place < len(page) else GONE

    def _read(self, number: int) -> list[ArticleRow]:
        page = self._read_rows(self._order.ids(number * _PAGE, _PAGE))
        self._pages[number] = page
        if len(self._pages) > _PAGES_HELD:
            self._pages.popitem(last=False)
        return page

    def _read_again(self, ids: set[int]) -> None:
        """Read single rows again, where they are held."""
        held = [(page, place) for page in self._pages.values() for place, row in enumerate(page) if row.id in ids]
        for (page, place), row in zip(held, self._read_rows([page[place].id for page, place in held]), strict=True):
            page[place] = row

    def _read_rows(self, ids: Sequence[int]) -> list[ArticleRow]:
        return with_followed(self._database, read_rows(self._database, ids, keep_places=True))


class GroupedList(ArticleList):
    """A list in which one of near duplicates stands for all. Below one article at a time the others may be shown."""

    opened: int | None = None
    """The article below which its near duplicates stand."""
    _at = -1
    _below: tuple[ArticleRow, ...] = ()

    def __len__(self) -> int:
        return super().__len__() + len(self._below)

    def open(self, article_id: int | None) -> None:
        """Show the near duplicates of an article of the list below it, newest first, and no others; None shows none."""
        at = None if article_id is None else self._order.position(article_id)
        self.opened, self._at = (None, -1) if at is None else (article_id, at)
        self._read_below()

    def position_of(self, article_id: int) -> int | None:
        """Return the position of an article; of one that stands for it, where it has no row of its own."""
        for number in (article_id, *self._others(article_id)):
            place = self._order.position(number)
            if place is not None:
                return place if place <= self._at or self._at < 0 else place + len(self._below)
            below = next((n for n, row in enumerate(self._below) if row.id == number), None)
            if below is not None:
                return self._at + 1 + below
        return None

    def refresh(self) -> None:
        """See `ArticleList`."""
        super().refresh()
        self._read_below()

    def _row(self, i: int) -> ArticleRow:
        if 0 <= self._at < i <= self._at + len(self._below):
            super()._row(self._at)  # takes in what has changed
            return self._below[i - self._at - 1]
        return super()._row(i if self._at < 0 or i <= self._at else i - len(self._below))

    def _read_below(self) -> None:
        rows = () if self.opened is None else super()._read_rows(self._others(self.opened))
        self._below = tuple(replace(row, copy_of=self.opened) for row in rows)

    def _read_again(self, ids: set[int]) -> None:
        super()._read_again(ids.union(*map(self._others, ids)))
        self._read_below()

    def _read_rows(self, ids: Sequence[int]) -> list[ArticleRow]:
        rows = super()._read_rows(ids)
        found = self._database.all(
            "SELECT own.article_id, count(*), max(s.read_at IS NOT NULL) FROM copies AS own "
            "JOIN copies AS o ON o.group_id = own.group_id AND o.article_id <> own.article_id JOIN state s ON s.article_id = o.article_id "
            f"WHERE own.article_id IN ({','.join('?' * len(ids))}) GROUP BY 1",
            ids,
        )
        copies = {number: (count, bool(read)) for number, count, read in found}
        return [replace(row, copies=copies[row.id][0], copy_read=copies[row.id][1]) if row.id in copies else row for row in rows]

    def _others(self, article_id: int) -> list[int]:
        found = self._database.all(
            "SELECT o.article_id FROM copies AS own JOIN copies AS o ON o.group_id = own.group_id AND o.article_id <> own.article_id "
            "WHERE own.article_id = ? ORDER BY o.sort_date DESC, o.article_id DESC",
            (article_id,),
        )
        return [row[0] for row in found]


GONE = ArticleRow(0, "", "(no longer in the library)", None, None, True, False, False, 0)
"""Stands for an article that was removed after its place in a list was known."""


def read_rows(database: Database, ids: Sequence[int], *, keep_places: bool = False) -> list[ArticleRow]:
    """Return the rows of these articles in this order; of missing ones nothing, or a row that says so with `keep_places`."""
    if not ids:
        return []
    found = database.all(
        f"SELECT {_COLUMNS} FROM articles a JOIN state s ON s.article_id = a.id WHERE a.id IN ({','.join('?' * len(ids))})", ids
    )
    rows = {row[0]: ArticleRow(row[0], row[1], row[2], row[3], row[4], bool(row[5]), bool(row[6]), bool(row[7]), row[8]) for row in found}
    if keep_places:
        return [rows.get(number, GONE) for number in ids]
    return [rows[number] for number in ids if number in rows]


def with_followed(database: Database, rows: list[ArticleRow]) -> list[ArticleRow]:
    """Return the rows with the names of those in them whom the user followed before the article came."""
    followed = {
        number: (name, since)
        for number, name, since in database.all(
            "SELECT e.id, e.name, min(f.since) FROM follows f CROSS JOIN names n ON n.key = f.norm AND n.label = f.label "
            "JOIN entities e ON e.id = n.entity_id GROUP BY e.id ORDER BY min(f.since), e.id"
        )
    }
    if not followed or not rows:
        return rows
    # The + has SQLite look at the names of these few articles, and not at the articles of names that stand in tens of thousands.
    found = database.all(
        "SELECT DISTINCT x.article_id, x.entity_id, a.added FROM article_entities AS x JOIN articles a ON a.id = x.article_id "
        f"WHERE x.article_id IN ({','.join('?' * len(rows))}) AND +x.entity_id IN ({','.join(map(str, followed))})",
        [row.id for row in rows],
    )
    in_it: dict[int, set[int]] = {}
    for number, entity, added in found:
        if added > followed[entity][1]:
            in_it.setdefault(number, set()).add(entity)
    seen = int(database.value("SELECT value FROM meta WHERE name = 'seen'", default=0))
    return [
        replace(row, followed=", ".join(name for entity, (name, _) in followed.items() if entity in in_it[row.id]), new=row.id > seen)
        if row.id in in_it
        else row
        for row in rows
    ]
