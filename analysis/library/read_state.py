"""Which articles are read: asked of the library itself, since a key press changes it, and kept until it has changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    import tantivy

    from analysis.library.connection import Database
    from analysis.library.terms import Terms


class ReadState:
    """The ids of all articles that are read, or of all that are not: whichever are fewer."""

    def __init__(self, ids: frozenset[int], read: bool) -> None:
        self.ids, self.read = ids, read
        self._made: tantivy.Query | None = None

    def query(self, terms: Terms, read: bool) -> tantivy.Query:
        """Return the query for the articles that are read, or for those that are not."""
        listed = self._listed(terms)
        return listed if read is self.read else terms.all_of([], [listed])

    def keeps(self, article_id: int, read: bool) -> bool:
        """Whether an article is read, or is not."""
        return (article_id in self.ids) is (read is self.read)

    def _listed(self, terms: Terms) -> tantivy.Query:
        if self._made is None:
            self._made = terms.number("article", sorted(self.ids))
        return self._made


_held: WeakKeyDictionary[Database, tuple[object, ReadState]] = WeakKeyDictionary()


def read_state(database: Database) -> ReadState:
    """Return what is read now."""
    stamp = database.value("PRAGMA data_version"), database.connection.total_changes
    held = _held.get(database)
    if held is None or held[0] != stamp:
        counts: dict[str, int] = dict(database.all("SELECT name, n FROM counts"))
        read = 2 * counts.get("read", 0) <= counts.get("articles", 0)
        condition = "IS NOT NULL" if read else "IS NULL"
        ids = json.loads(database.value(f"SELECT json_group_array(article_id) FROM state WHERE read_at {condition}"))
        held = _held[database] = stamp, ReadState(frozenset(ids), read)
    return held[1]
