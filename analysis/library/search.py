"""Search: articles, quotes and entities that a query matches, newest first or by relevance, with the words that matched.

    with Store.open(folder, readonly=True) as store, Index.open(folder) as index:
        for hit in search(store, index, 'speaker:putin via:xinhua after:2024-01').hits: ...

A query is text in the search language (see `analysis.query`) or a tree of it. `QueryError` says where a text cannot be read.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from analysis.article import Span
from analysis.library.documents import ENTITY
from analysis.library.index import Index
from analysis.library.lookup import Lookup, UnknownName
from analysis.library.naming import LABELS
from analysis.library.ranking import Listed, Numbers, Order, Ranking, Sifted
from analysis.library.read_state import read_state
from analysis.library.records import EntityRow, QuoteRow, SearchHit
from analysis.library.rows import GONE, read_rows
from analysis.library.snippets import Finder, Snippet, snippet
from analysis.library.terms import Terms
from analysis.query import NAME_FIELDS, Fuzzy, In, Phrase, Prefix, Query, Sort, Word, explain, leaves, parse

if TYPE_CHECKING:
    import tantivy

    from analysis.library.store import Store

T = TypeVar("T")

PAGE = 16
"""How many results are read at once when they are shown: about as many as a screen has room for."""
_PAGES_HELD = 16


@dataclass(frozen=True, slots=True)
class QuoteHit:
    """A quote that a search found; `marks` index its text."""

    quote: QuoteRow
    marks: tuple[Span, ...]

    @property
    def article_id(self) -> int:
        """The article that it stands in."""
        return self.quote.article_id

    @property
    def start(self) -> int:
        """Where it begins in the article's text."""
        return self.quote.start


_GONE_QUOTE = QuoteHit(QuoteRow(0, 0, 0, 0, GONE.title, None, None, "", "", 1.0, None, None, None, None, ""), ())
_GONE_ENTITY = EntityRow(0, GONE.title, "", 0, 0, ())


class Results(Generic[T]):
    """What a search found: a sequence in order, of which only what is looked at is read.

    Positions stay as they were when the search was made; what was removed from the library since says so.
    """

    def __init__(self, looked_up: _Search, order: Order, read: Callable[[Sequence[Numbers]], list[T | None]], gone: T) -> None:
        self.explained = explain(looked_up.query)
        """The query as it was understood."""
        self.sort = looked_up.sort
        self.ready = looked_up.lookup is not None
        """False where there is no index yet, and so nothing can be found."""
        self._looked_up = looked_up
        self._order = order
        self._read = read
        self._gone = gone
        self._pages: OrderedDict[int, list[T | None]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._order)

    @cached_property
    def unknown(self) -> tuple[UnknownName, ...]:
        """Names in the query that nothing in the library goes by, where nothing was found; looked for when they are asked for."""
        return self._looked_up.unknown() if not len(self) else ()

    def row(self, index: int, /) -> T:
        """Return the result at `index`, counted from 0."""
        if not 0 <= index < len(self):
            raise IndexError(f"there is no result {index}")
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._read(self._order.numbers(number * PAGE, PAGE))
            if len(self._pages) > _PAGES_HELD:
                self._pages.popitem(last=False)
        return (page[place] if place < len(page) else None) or self._gone

    def rows(self, start: int, count: int) -> list[T]:
        """Return up to `count` results from `start` on."""
        return [row for row in self._read(self._order.numbers(start, count)) if row is not None]

    def refresh(self) -> None:
        """Forget what was read, so that what another process changed shows; the order stays."""
        self._pages.clear()


@dataclass(frozen=True, slots=True)
class SearchResult(Generic[T]):
    """One page of what was found; see `Results` for what the rest means."""

    hits: list[T]
    total: int
    """How many there are on all pages."""
    explained: str
    sort: Sort
    unknown: tuple[UnknownName, ...]
    ready: bool


def articles(
    store: Store | Callable[[], Store],
    index: Index,
    query: str | Query,
    *,
    sort: Sort | str | None = None,
    typing: bool = False,
    today: date | None = None,
) -> Results[SearchHit]:
    """Return the articles that `query` matches.

    `sort` wins over the query's own; without either, words are sorted by relevance and anything else newest first. `typing` takes
    the query as unfinished, `today` is what ``7d`` counts from: see `analysis.query.parse`. Where the results are read in other
    threads, `store` is what gives each its own. Raises `QueryError`, and `LibraryError` where the index is damaged.
    """
    looked_up = _Search(store, index, query, sort, typing, today)
    return Results(looked_up, looked_up.articles(), looked_up.article_hits, SearchHit(GONE, "", (), None))


def quotes(
    store: Store | Callable[[], Store],
    index: Index,
    query: str | Query,
    *,
    sort: Sort | str | None = None,
    typing: bool = False,
    today: date | None = None,
) -> Results[QuoteHit]:
    """Return the quotes that `query` matches: bare words stand in the quote itself, names speak in it or are spoken of.

    For the rest see `articles`.
    """
    looked_up = _Search(store, index, query, sort, typing, today)
    return Results(looked_up, looked_up.quotes(), looked_up.quote_hits, _GONE_QUOTE)


def entities(
    store: Store | Callable[[], Store], index: Index, query: str | Query, *, typing: bool = False, today: date | None = None
) -> Results[EntityRow]:
    """Return the entities whose names have all the bare words and names of `query`, those in most articles first.

    For the rest see `articles`.
    """
    looked_up = _Search(store, index, query, Sort.RELEVANCE, typing, today)
    return Results(looked_up, looked_up.entities(), looked_up.entity_rows, _GONE_ENTITY)


def search(store: Store, index: Index, query: str | Query, *, limit: int = 50, offset: int = 0, **options: Any) -> SearchResult[SearchHit]:
    """Return a page of `articles`, which see for the options."""
    return _page(articles(store, index, query, **options), limit, offset)


def search_quotes(
    store: Store, index: Index, query: str | Query, *, limit: int = 50, offset: int = 0, **options: Any
) -> SearchResult[QuoteHit]:
    """Return a page of `quotes`, which see for the options."""
    return _page(quotes(store, index, query, **options), limit, offset)


def search_entities(
    store: Store, index: Index, query: str | Query, *, limit: int = 50, offset: int = 0, **options: Any
) -> SearchResult[EntityRow]:
    """Return a page of `entities`, which see for the options."""
    return _page(entities(store, index, query, **options), limit, offset)


def count(store: Store, index: Index, query: str | Query, *, today: date | None = None) -> int:
    """Return how many articles `query` matches; 0 where there is no index yet."""
    return len(_Search(store, index, query, Sort.DATE, False, today).articles())


def _page(results: Results[T], limit: int, offset: int) -> SearchResult[T]:
    hits = results.rows(max(0, offset), max(0, limit))
    return SearchResult(hits, len(results), results.explained, results.sort, results.unknown, results.ready)


class _Search:
    """A query on its way through the index."""

    def __init__(
        self,
        store: Store | Callable[[], Store],
        index: Index,
        query: str | Query,
        sort: Sort | str | None,
        typing: bool,
        today: date | None,
    ) -> None:
        self.query = parse(query, today=today, typing=typing) if isinstance(query, str) else query
        worded = any(isinstance(leaf, Word | Phrase) and not negated for leaf, negated in leaves(self.query.root))
        self.sort = Sort(sort or self.query.sort or (Sort.RELEVANCE if worded else Sort.DATE))
        self._store = store if callable(store) else lambda: store
        self._index = index
        index.reload()
        self.lookup = Lookup(Terms(index), self._store().database) if index.ready else None

    def unknown(self) -> tuple[UnknownName, ...]:
        return self.lookup.unknown(self.query.root) if self.lookup is not None else ()

    @cached_property
    def finder(self) -> Finder:
        assert self.lookup is not None
        return Finder(self.query.root, self.lookup.terms)

    def articles(self) -> Order:
        """Return the articles that match, each as ``(id,)``."""
        if self.lookup is None:
            return Listed(())
        root, read = self.lookup.reading_state(self.query.root)
        query = self.lookup.articles(root, scored=self.sort is Sort.RELEVANCE)
        if read is not None:
            return self._in_state(query, read)
        return self._ranked(query, "article")

    def _in_state(self, query: tantivy.Query, read: bool) -> Order:
        """Return those of the articles that match which are read, or are not, by whichever way is sooner."""
        assert self.lookup is not None
        terms, database = self.lookup.terms, self._store().database
        state, ranked = read_state(database), self._ranked(query, "article")
        in_step = self._index.change == database.value("SELECT n FROM counts WHERE name = 'change'")
        others = self._index.articles - len(ranked) if in_step else len(ranked)
        total = self._ask(lambda: state.total(terms, query, (len(ranked), others), read))

        def looked_up() -> Order:
            return self._ranked(state.among(terms, query, read), "article")

        return looked_up() if total is None else Sifted(ranked, lambda found: state.keeps(found[0], read), total, looked_up)

    def quotes(self) -> Order:
        """Return the quotes that match, each as ``(article id, number within it)``."""
        return self._ranked(self.lookup.quotes(self.query.root), "article", "n") if self.lookup is not None else Listed(())

    def entities(self) -> Order:
        """Return the entities that match, each as ``(id,)``."""
        if self.lookup is None:
            return Listed(())
        terms = self.lookup.terms
        wanted: list[tantivy.Query] = []
        labels: frozenset[str] | None = None
        for leaf, negated in leaves(self.query.root):
            if negated:
                continue
            if isinstance(leaf, In) and leaf.field in NAME_FIELDS:
                wanted.append(terms.text("aka", leaf.value, inflected=False))
                labels = LABELS.get(leaf.field, labels)
            elif isinstance(leaf, Word | Phrase | Prefix | Fuzzy):
                wanted.append(terms.text("aka", leaf, inflected=False))
        ids = terms.numbers(terms.all_of(wanted), ENTITY, "entity") if wanted else []
        which = f" AND id IN ({','.join(map(str, ids))})" if wanted else ""
        kinds = f" AND label IN ({','.join('?' * len(labels))})" if labels else ""
        sql = f"SELECT id FROM entities WHERE articles > 0{which}{kinds} ORDER BY articles DESC, id"
        return Listed(self._store().database.all(sql, sorted(labels or ())))

    def article_hits(self, found: Sequence[Numbers]) -> list[SearchHit | None]:
        """Return articles with the words that matched."""
        rows = {row.id: row for row in read_rows(self._store().database, [number for (number,) in found])}
        shown = self.snippets(list(rows)) if rows else {}
        return [
            SearchHit(rows[number], shown[number].text, shown[number].marks, shown[number].start) if number in rows else None
            for (number,) in found
        ]

    def quote_hits(self, found: Sequence[Numbers]) -> list[QuoteHit | None]:
        """Return quotes with the words that matched."""
        store = self._store()
        known: dict[int, dict[int, QuoteRow]] = {}
        hits: list[QuoteHit | None] = []
        for article, n in found:
            if article not in known:
                known[article] = {row.n: row for row in store.quotes(article)}
            row = known[article].get(n)
            hits.append(None if row is None else QuoteHit(row, tuple(self.finder.spans(row.text))))
        return hits

    def entity_rows(self, found: Sequence[Numbers]) -> list[EntityRow | None]:
        """Return entities with their counts."""
        store = self._store()
        return [store.entity(number) for (number,) in found]

    @property
    def _by(self) -> str | None:
        return "order" if self.sort is Sort.DATE else None

    def _ranked(self, query: tantivy.Query, *fields: str) -> Order:
        assert self.lookup is not None
        return Ranking(self.lookup.terms.searcher, query, fields, self._by, self._index.damaged)

    def _ask(self, engine: Callable[[], T]) -> T:
        try:
            return engine()
        except ValueError as error:
            raise self._index.damaged() from error

    def snippets(self, ids: Sequence[int]) -> dict[int, Snippet]:
        """Return for each article the words that matched; where a name or a quote did, the place where that stands."""
        database = self._store().database
        places = self._places(ids)
        shown = {}
        for number, text, blocks in database.all(f"SELECT id, text, blocks FROM articles WHERE id IN ({','.join('?' * len(ids))})", ids):
            spans = self.finder.spans(text) or places.get(number, [])
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
            wanted = set(self.lookup.entities_of(leaf))
            if leaf.field == "speaker":
                sql = f"SELECT article_id, entity_id, start, end FROM quotes WHERE article_id IN ({marks}) ORDER BY start"
            else:
                sql = (
                    f"SELECT article_id, entity_id, first_start, first_start + length(name) FROM article_entities "
                    f"WHERE article_id IN ({marks}) ORDER BY first_start"
                )
            for article, entity, start, end in self._store().database.all(sql, ids):
                if entity in wanted:
                    found.setdefault(article, []).append(Span(start, end))
        return found
