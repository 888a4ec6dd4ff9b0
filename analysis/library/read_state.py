"""Which articles are read: asked of the library itself, since a key press changes it, and kept until it has changed."""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from analysis.library.documents import ARTICLE

if TYPE_CHECKING:
    import tantivy

    from analysis.library.connection import Database
    from analysis.library.terms import Terms

_LOOKED_AT = 20_000
"""So many articles, beside as many as are listed, are sooner looked at one by one than the engine has looked up those that are listed."""


class ReadState:
    """The ids of all articles that are read, or of all that are not: whichever are fewer."""

    def __init__(self, ids: frozenset[int], read: bool) -> None:
        self.ids, self.read = ids, read
        self._made: tantivy.Query | None = None

    def total(self, terms: Terms, query: tantivy.Query, articles: tuple[int, int], read: bool) -> int | None:
        """Return how many of the articles that `query` matches are read, or are not, by looking at each, or at each that it does not match.

        `articles` are how many it matches and does not match. None where the engine would sooner look up all ids.
        """
        matching, others = articles
        if min(articles) > len(self.ids) + _LOOKED_AT:
            return None
        if matching <= others:
            listed = self._listed_among(terms, query, matching)
        else:
            rest = terms.of_kind(terms.all_of([], [query]), ARTICLE)
            listed = len(self.ids) - self._listed_among(terms, rest, others)
        return listed if read is self.read else matching - listed

    def _listed_among(self, terms: Terms, query: tantivy.Query, most: int) -> int:
        hits = terms.searcher.search(query, max(1, most), count=False, order_by_field="article").hits
        return sum(map(self.ids.__contains__, map(itemgetter(0), hits)))

    def among(self, terms: Terms, query: tantivy.Query, read: bool) -> tantivy.Query:
        """Return `query` for the articles that are read only, or for those that are not; their scores stay in the same order."""
        listed = self._listed(terms)
        return terms.all_of([query, listed]) if read is self.read else terms.all_of([query], [listed])

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
    stamp = database.stamp()
    held = _held.get(database)
    if held is None or held[0] != stamp:
        counts: dict[str, int] = dict(database.all("SELECT name, n FROM counts"))
        read = 2 * counts.get("read", 0) <= counts.get("articles", 0)
        condition = "IS NOT NULL" if read else "IS NULL"
        ids = json.loads(database.value(f"SELECT json_group_array(article_id) FROM state WHERE read_at {condition}"))
        held = _held[database] = stamp, ReadState(frozenset(ids), read)
    return held[1]
