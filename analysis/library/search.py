"""Search: articles, quotes and entities that a query matches, newest first or by relevance, with the words that matched.

    with Store.open(folder, readonly=True) as store, Index.open(folder) as index:
        for hit in search(store, index, 'speaker:putin via:xinhua after:2024-01').hits: ...

A query is text in the search language (see `analysis.query`) or a tree of it. `QueryError` says where a text cannot be read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from analysis.article import Span
from analysis.library.documents import ENTITY
from analysis.library.index import Index
from analysis.library.lookup import Lookup, ReadState, UnknownName
from analysis.library.naming import LABELS
from analysis.library.records import EntityRow, QuoteRow, SearchHit
from analysis.library.rows import read_rows
from analysis.library.snippets import Finder, Snippet, snippet
from analysis.library.terms import Terms
from analysis.query import Fuzzy, In, Phrase, Prefix, Query, Sort, Word, explain, leaves, parse

if TYPE_CHECKING:
    import tantivy

    from analysis.library.store import Store

T = TypeVar("T")

_SORTED_OUT = 20_000
"""From this many articles on, the engine is faster at leaving out by state than a loop is."""


@dataclass(frozen=True, slots=True)
class SearchResult(Generic[T]):
    """One page of what was found."""

    hits: list[T]
    total: int
    """How many there are on all pages."""
    explained: str
    """The query as it was understood."""
    sort: Sort
    unknown: tuple[UnknownName, ...] = ()
    """Names in the query that nothing in the library goes by."""
    ready: bool = True
    """False where there is no index yet, and so nothing can be found."""


@dataclass(frozen=True, slots=True)
class QuoteHit:
    """A quote that a search found; `marks` index its text."""

    quote: QuoteRow
    marks: tuple[Span, ...]


def search(
    store: Store,
    index: Index,
    query: str | Query,
    *,
    limit: int = 50,
    offset: int = 0,
    sort: Sort | str | None = None,
    typing: bool = False,
    today: date | None = None,
) -> SearchResult[SearchHit]:
    """Return the articles that `query` matches.

    `sort` wins over the query's own; without either, words are sorted by relevance and anything else newest first. `typing` takes
    the query as unfinished, `today` is what ``7d`` counts from: see `analysis.query.parse`. Raises `QueryError`, and `LibraryError`
    where the index is damaged.
    """
    page = _Page(store, index, query, limit, offset, sort, typing, today)
    if page.lookup is None:
        return page.result([], 0)
    root, state = page.lookup.reading_state(page.query.root)
    found = page.ranked(page.lookup.articles(root, scored=page.sort is Sort.RELEVANCE), "article", state)
    rows = read_rows(store.database, found.ids)
    shown = page.snippets([row.id for row in rows])
    return page.result([SearchHit(row, shown[row.id].text, shown[row.id].marks, shown[row.id].start) for row in rows], found.total)


def search_quotes(
    store: Store,
    index: Index,
    query: str | Query,
    *,
    limit: int = 50,
    offset: int = 0,
    sort: Sort | str | None = None,
    typing: bool = False,
    today: date | None = None,
) -> SearchResult[QuoteHit]:
    """Return the quotes that `query` matches: bare words stand in the quote itself, names speak in it or are spoken of."""
    page = _Page(store, index, query, limit, offset, sort, typing, today)
    if page.lookup is None:
        return page.result([], 0)
    found = page.ranked(page.lookup.quotes(page.query.root), "n")
    articles = page.lookup.terms.searcher.fast_field_values("article", found.addresses)
    known: dict[int, dict[int, QuoteRow]] = {}
    finder = Finder(page.query.root, page.lookup.terms)
    hits = []
    for n, article in zip(found.ids, articles, strict=True):
        number = int(article or 0)
        if number not in known:
            known[number] = {row.n: row for row in store.quotes(number)}
        row = known[number].get(n)
        if row is not None:
            hits.append(QuoteHit(row, tuple(finder.spans(row.text))))
    return page.result(hits, found.total)


def search_entities(
    store: Store, index: Index, query: str | Query, *, limit: int = 50, offset: int = 0, typing: bool = False
) -> SearchResult[EntityRow]:
    """Return the entities whose names have all the bare words and names of `query`, those in most articles first."""
    page = _Page(store, index, query, limit, offset, Sort.RELEVANCE, typing, None)
    if page.lookup is None:
        return page.result([], 0)
    terms = page.lookup.terms
    wanted: list[tantivy.Query] = []
    labels: frozenset[str] | None = None
    for leaf, negated in leaves(page.query.root):
        if negated:
            continue
        if isinstance(leaf, In) and leaf.field in ("entity", "person", "org", "place", "speaker"):
            wanted.append(terms.text("aka", leaf.value, inflected=False))
            labels = LABELS.get(leaf.field, labels)
        elif isinstance(leaf, Word | Phrase | Prefix | Fuzzy):
            wanted.append(terms.text("aka", leaf, inflected=False))
    ids = terms.numbers(terms.all_of(wanted), ENTITY, "entity") if wanted else []
    listed = ",".join(map(str, ids)) if wanted else "SELECT id FROM entities"
    kinds = f" AND label IN ({','.join('?' * len(labels))})" if labels else ""
    where = f"FROM entities WHERE id IN ({listed}) AND articles > 0{kinds}"
    total = int(store.database.value(f"SELECT count(*) {where}", sorted(labels or ())))
    rows = store.database.all(f"SELECT id {where} ORDER BY articles DESC, id LIMIT ? OFFSET ?", (*sorted(labels or ()), limit, offset))
    found = (store.entity(number) for (number,) in rows)
    return page.result([row for row in found if row is not None], total)


def count(store: Store, index: Index, query: str | Query, *, today: date | None = None) -> int:
    """Return how many articles `query` matches; 0 where there is no index yet."""
    page = _Page(store, index, query, 0, 0, Sort.DATE, False, today)
    if page.lookup is None:
        return 0
    root, state = page.lookup.reading_state(page.query.root)
    return page.ranked(page.lookup.articles(root), "article", state).total


@dataclass(frozen=True, slots=True)
class _Found:
    ids: list[int]
    addresses: list[tantivy.DocAddress]
    total: int


class _Page:
    """A query on its way through the index."""

    def __init__(
        self,
        store: Store,
        index: Index,
        query: str | Query,
        limit: int,
        offset: int,
        sort: Sort | str | None,
        typing: bool,
        today: date | None,
    ) -> None:
        self.query = parse(query, today=today, typing=typing) if isinstance(query, str) else query
        worded = any(isinstance(leaf, Word | Phrase) and not negated for leaf, negated in leaves(self.query.root))
        self.sort = Sort(sort or self.query.sort or (Sort.RELEVANCE if worded else Sort.DATE))
        self._store = store
        self._index = index
        self._limit = max(0, limit)
        self._offset = max(0, offset)
        index.reload()
        self.lookup = Lookup(Terms(index), store.database) if index.ready else None

    def result(self, hits: list[T], total: int) -> SearchResult[T]:
        unknown = self.lookup.unknown(self.query.root) if self.lookup is not None and not total else ()
        return SearchResult(hits, total, explain(self.query), self.sort, unknown, self.lookup is not None)

    def ranked(self, query: tantivy.Query, field: str, state: ReadState | None = None) -> _Found:
        """Return this page of what `query` matches, as the numbers in a fast field; and how much there is in all."""
        assert self.lookup is not None
        searcher = self.lookup.terms.searcher
        order = "order" if self.sort is Sort.DATE else None
        try:
            many = int(searcher.search(query, 1).count) if state is not None else 0
            if state is not None and many > _SORTED_OUT:
                query, state = self.lookup.terms.all_of([query, self.lookup.in_reading_state(state)]), None
            if state is None:
                found = searcher.search(query, max(1, self._limit), offset=self._offset, order_by_field=order)
                addresses, total = [address for _, address in found.hits[: self._limit]], int(found.count)
            else:
                every = [address for _, address in searcher.search(query, max(1, many), count=False, order_by_field=order).hits]
                ids = searcher.fast_field_values("article", every)
                kept = [address for address, number in zip(every, ids, strict=True) if state.keeps(int(number or 0))]
                addresses, total = kept[self._offset : self._offset + self._limit], len(kept)
            numbers = searcher.fast_field_values(field, addresses)
        except ValueError as error:
            raise self._index.damaged() from error
        return _Found([int(number or 0) for number in numbers], addresses, total)

    def snippets(self, ids: Sequence[int]) -> dict[int, Snippet]:
        """Return for each article the words that matched; where a name or a quote did, the place where that stands."""
        assert self.lookup is not None
        finder = Finder(self.query.root, self.lookup.terms)
        database = self._store.database
        places = self._places(ids)
        shown = {}
        for number, text, blocks in database.all(f"SELECT id, text, blocks FROM articles WHERE id IN ({','.join('?' * len(ids))})", ids):
            spans = finder.spans(text) or places.get(number, [])
            shown[number] = snippet(text, json.loads(blocks), spans)
        return shown

    def _places(self, ids: Sequence[int]) -> dict[int, list[Span]]:
        """Return where the quotes and names stand that the query asks for, for articles in which no word of it does."""
        assert self.lookup is not None
        found: dict[int, list[Span]] = {}
        marks = ",".join("?" * len(ids))
        for leaf, negated in leaves(self.query.root):
            if negated or not isinstance(leaf, In) or leaf.field not in ("speaker", "entity", "person", "org", "place"):
                continue
            wanted = self.lookup.entities_of(leaf)[:500]
            who = ",".join("?" * len(wanted))
            if leaf.field == "speaker":
                sql = f"SELECT article_id, start, end FROM quotes WHERE article_id IN ({marks}) AND entity_id IN ({who}) ORDER BY start"
            else:
                sql = (
                    f"SELECT article_id, first_start, first_start + length(name) FROM article_entities "
                    f"WHERE article_id IN ({marks}) AND entity_id IN ({who}) ORDER BY first_start"
                )
            for article, start, end in self._store.database.all(sql, (*ids, *wanted)):
                found.setdefault(article, []).append(Span(start, end))
        return found
