"""Words of a query -> queries of the engine, with the other endings that the index knows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.library.documents import STARTS
from analysis.library.index import Index
from analysis.query import MAX_PATTERN_LENGTH, MAX_PATTERNS, Fuzzy, Phrase, Prefix, Text, Word

if TYPE_CHECKING:
    import tantivy

_TITLE_WEIGHT = 3.0
_IRREGULAR = {"lie": ("lying",), "die": ("dying",), "tie": ("tying",), "vie": ("vying",), "sky": ("skies",)}
"""Endings by Porter's rules that do not begin as their stem does."""


class Terms:
    """The words of one state of the index. `dictionary` are the fields whose words can be looked up by how they begin."""

    def __init__(self, index: Index) -> None:
        import tantivy

        searcher = index.searcher
        assert searcher is not None
        self.searcher = searcher
        self._index = index
        self._schema = index.schema
        self._make = tantivy.Query
        self._occur = tantivy.Occur
        self.family = lru_cache(256)(self._family)

    def words(self, text: str) -> list[str]:
        """Split `text` as the index does."""
        return list(self._index.words.analyze(text))

    def _family(self, word: str) -> tuple[str, ...]:
        """Return the words of the index that have the same stem as `word`, a word of the index's own making."""
        stem = self._index.stems.analyze(word)[0]
        root = stem[:-1] if len(stem) > 2 and stem[-1] in "ei" else stem
        if len(root) > 3 and root.endswith("bl"):
            root = root[:-1]
        known = [term for term, _ in self.searcher.terms_with_prefix("body", root)]
        stems = self._index.stems.analyze(" ".join(known))
        same = {term for term, found in zip(known, stems, strict=True) if found == stem}
        return tuple(sorted({word, *same, *_IRREGULAR.get(stem, ())}))

    def text(self, field: str, value: Text, *, inflected: bool = True) -> tantivy.Query:
        """Return the query for `value` in `field`; text without a single letter matches everything."""
        words = self.words(value.text)
        if not words:
            return self._make.all_query()
        if isinstance(value, Word) and inflected and not value.exact and len(words) == 1:
            return self.one_of(field, self.family(words[0]))
        if isinstance(value, Fuzzy):
            make = self._make.fuzzy_term_query
            return self.all_of([make(self._schema, field, word, value.distance, transposition_cost_one=True) for word in words])
        if isinstance(value, Prefix):
            if field == "body" and len(words) == 1 and len(words[0]) == 1:
                # Thousands of words begin so, and most articles have one of them.
                return self.number(STARTS, [ord(words[0])])
            if len(words) == 1:
                return self._make.regex_query(self._schema, field, f"{words[0]}.*")
            patterns: list[str | tuple[int, str]] = [*words[:-1], f"{words[-1]}.*"]
            return self._make.regex_phrase_query(self._schema, field, patterns)
        if len(words) == 1:
            return self._make.term_query(self._schema, field, words[0])
        if not isinstance(value, Phrase) or not value.slop:
            return self._make.phrase_query(self._schema, field, list(words))
        return self.all_of([self._make.phrase_query(self._schema, field, list(pair), slop=value.slop) for pair in pairwise(words)])

    def body(self, value: Text, *, scored: bool) -> tantivy.Query:
        """Return the query for `value` anywhere in an article; where scores count, being in the title weighs more."""
        inside = self.text("body", value)
        if not scored or isinstance(value, Prefix | Fuzzy):
            return inside
        return self.any_of([inside, self._make.boost_query(self.text("title", value), _TITLE_WEIGHT)])

    def resembling(self, field: str, text: str) -> tantivy.Query:
        """Return the query for words that are spelt about like one of `text`, or begin as one does."""
        words = [word for word in self.words(text) if len(word) <= MAX_PATTERN_LENGTH][:MAX_PATTERNS]
        near = [self._make.fuzzy_term_query(self._schema, field, word, 1 if len(word) < 4 else 2) for word in words]
        start = [self._make.regex_query(self._schema, field, f"{word[:4]}.*") for word in words if len(word) > 2]
        return self.any_of([*near, *start])

    def number(self, field: str, values: Sequence[int]) -> tantivy.Query:
        """Return the query for any of these numbers."""
        if len(values) == 1:
            return self._make.term_query(self._schema, field, values[0])
        return self._make.term_set_query(self._schema, field, list(values)) if values else self._make.empty_query()

    def days(self, first: int | None, last: int | None) -> tantivy.Query:
        """Return the query for a day from `first` to `last`, both ordinals, None where there is no bound."""
        import tantivy

        return self._make.range_query(self._schema, "day", tantivy.FieldType.Integer, first, last)

    def later_than(self, article_id: int) -> tantivy.Query:
        """Return the query for articles that came into the library after this one."""
        import tantivy

        return self._make.range_query(self._schema, "article", tantivy.FieldType.Unsigned, article_id, None, include_lower=False)

    def all_of(self, queries: Sequence[tantivy.Query], without: Sequence[tantivy.Query] = ()) -> tantivy.Query:
        """Join with AND, leaving out what any of `without` matches."""
        if len(queries) == 1 and not without:
            return queries[0]
        must = [(self._occur.Must, query) for query in queries or (self._make.all_query(),)]
        return self._make.boolean_query([*must, *((self._occur.MustNot, query) for query in without)])

    def any_of(self, queries: Sequence[tantivy.Query]) -> tantivy.Query:
        """Join with OR."""
        if not queries:
            return self._make.empty_query()
        return queries[0] if len(queries) == 1 else self._make.boolean_query([(self._occur.Should, query) for query in queries])

    def of_kind(self, query: tantivy.Query, kind: int) -> tantivy.Query:
        """Keep only documents of one kind."""
        return self.all_of([query, self._make.const_score_query(self.number("kind", [kind]), 0.0)])

    def numbers(self, query: tantivy.Query, kind: int, field: str) -> list[int]:
        """Return the numbers that the matching documents of one kind have in a fast field, in no order, each once."""
        query = self.of_kind(self._make.const_score_query(query, 0.0), kind)
        count = int(self.searcher.search(query, 1).count)
        if not count:
            return []
        hits = self.searcher.search(query, count, count=False, order_by_field=field).hits
        return list(dict.fromkeys(value for value, _ in hits))

    def best_numbers(self, query: tantivy.Query, kind: int, field: str, most: int) -> list[int]:
        """Return the numbers of the `most` documents of one kind that match best."""
        hits = self.searcher.search(self.of_kind(query, kind), most, count=False).hits
        return [int(number or 0) for number in self.searcher.fast_field_values(field, [address for _, address in hits])]

    def one_of(self, field: str, words: Sequence[str]) -> tantivy.Query:
        """Return the query for any of these words, which are the index's own."""
        return self.any_of([self._make.term_query(self._schema, field, word) for word in words])
