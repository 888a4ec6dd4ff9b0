"""What the index reads of the library: articles in the order in which they changed, with their quotes and entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from analysis.library.connection import Database
from analysis.library.documents import Entry, SaidRow

_NUMBERS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Changes:
    """Some changes of the library: articles as they are now, ids that are gone, up to which change this is, and whether it is the last."""

    entries: Collection[Entry]
    removed: Collection[int]
    upto: int
    last: bool


class ChangeLog:
    """The library as a sequence of changes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def change(self) -> int:
        """Return the number of the last change."""
        return int(self._database.value("SELECT n FROM counts WHERE name = 'change'", default=0))

    def articles(self) -> int:
        """Return how many articles the library holds."""
        return int(self._database.value("SELECT n FROM counts WHERE name = 'articles'", default=0))

    def after(self, change: int, limit: int) -> Changes:
        """Return the next `limit` changed articles after `change`, seen at one moment."""
        with self._database.reading():
            rows = self._database.all(
                "SELECT change, id, title, text, blocks, outlet, author, published, sort_date FROM articles "
                "WHERE change > ? ORDER BY change LIMIT ?",
                (change, limit),
            )
            last = len(rows) < limit
            upto = max(self.change(), change) if last else int(rows[-1][0])
            removed = self._database.all("SELECT article_id FROM removed WHERE change > ? AND change <= ?", (change, upto))
            ids = [row[1] for row in rows]
            entities = self._entities(ids)
            quotes = self._quotes(ids)
        entries = [
            Entry(number, title, text, blocks, outlet, author, published, date, entities.get(number, ()), quotes.get(number, ()))
            for _, number, title, text, blocks, outlet, author, published, date in rows
        ]
        return Changes(entries, [row[0] for row in removed], upto, last)

    def names(self, entity_ids: Iterable[int]) -> Iterator[tuple[int, list[str]]]:
        """Yield every name that each of these entities goes by."""
        for part in _parts(sorted(entity_ids)):
            found: dict[int, list[str]] = {number: [] for number in part}
            marks = _marks(part)
            for number, name in self._database.all(f"SELECT id, name FROM entities WHERE id IN ({marks})", part):
                found[number].append(name)
            for number, form in self._database.all(f"SELECT entity_id, form FROM aliases WHERE entity_id IN ({marks})", part):
                if form not in found[number]:
                    found[number].append(form)
            yield from found.items()

    def _entities(self, ids: Collection[int]) -> dict[int, set[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        for part in _parts(ids):
            sql = f"SELECT article_id, entity_id FROM article_entities WHERE article_id IN ({_marks(part)})"
            for article, entity in self._database.all(sql, part):
                found[article].add(entity)
        return found

    def _quotes(self, ids: Collection[int]) -> dict[int, list[SaidRow]]:
        about: dict[tuple[int, int], list[int]] = defaultdict(list)
        found: dict[int, list[SaidRow]] = defaultdict(list)
        for part in _parts(ids):
            marks = _marks(part)
            for article, n, entity in self._database.all(
                f"SELECT article_id, n, entity_id FROM quote_mentions WHERE article_id IN ({marks})", part
            ):
                about[article, n].append(entity)
            sql = f"SELECT article_id, n, text, entity_id, speaker, via FROM quotes WHERE article_id IN ({marks}) ORDER BY article_id, n"
            for article, n, text, entity, speaker, via in self._database.all(sql, part):
                found[article].append(SaidRow(n, text, entity, speaker, via, about.get((article, n), ())))
        return found


def _parts(ids: Collection[int]) -> Iterator[list[int]]:
    listed = list(ids)
    for start in range(0, len(listed), _NUMBERS_AT_ONCE):
        yield listed[start : start + _NUMBERS_AT_ONCE]


def _marks(values: Collection[int]) -> str:
    return ",".join("?" * len(values))
