"""Articles that may have to do with another: a few hundred, from the index, however large the library is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from analysis.lexis import stem, weight, words
from analysis.library.terms import Terms
from analysis.related import Profile, local_weight
from analysis.variants import telling_words

if TYPE_CHECKING:
    import tantivy

MOST = 150
"""Candidates that each way of looking brings, and that are left of all together."""
_TITLE_WORDS = 16
_SAYS_LITTLE = 2.0
"""Articles are not looked for by words that say less, in nats: those in more than an eighth of all news."""
_TEXT_WORDS = 12
_ENTITIES = 12
_QUOTES = 5
_QUOTE_WORDS = 5
_TOO_FREQUENT = 0.03
"""A word of the text that more than this part of the articles (and more than twenty of them) has leads nowhere."""
_TOO_MANY = 10_000
"""So many articles are not looked through for one word or name, however large the library, as long as `_LEAST` others lead to fewer."""
_LEAST = 3

T = TypeVar("T", str, int)


class Candidates:
    """Looks for candidates in one state of the index."""

    def __init__(self, terms: Terms, articles: int) -> None:
        """Look in the index of a library of so many `articles`."""
        import tantivy

        self._terms = terms
        self._articles = articles
        self._make = tantivy.Query

    def of(self, article_id: int, profile: Profile, linked: Sequence[int] = ()) -> tuple[list[int], set[int]]:
        """Return at most `MOST` articles, the likeliest first, and those among them that may have a quote of this one.

        `linked` are taken in any case.
        """
        score: dict[int, float] = defaultdict(float)
        quoting: set[int] = set()
        for number in linked:
            score[number] += 100.0
        queries = [self.title(profile)]
        if profile.text:
            queries.append(self.text(profile))
        if profile.entities:
            queries.append(self.entities(profile.entities))
        for query in queries:
            if query is not None:
                for number, found in self._scored(query):
                    score[number] += found
        for utterance in sorted(profile.quotes, key=lambda quote: -quote.says)[:_QUOTES]:
            quoting.update(self.saying(utterance.text, 20))
        for number in quoting:
            score[number] += 10.0
        score.pop(article_id, None)
        return sorted(score, key=lambda number: (-score[number], number))[:MOST], quoting

    def frequent(self, profile: Profile) -> dict[str, float]:
        """Return the stems of an article that say less in this library than in news at large, with how much they say."""
        found: dict[str, float] = {}
        for word in set(words(f"{profile.title} {profile.text}")):
            says = local_weight(self._terms.searcher.doc_freq("body", word), self._articles)
            if says < weight(stem(word)):
                found[stem(word)] = min(says, found.get(stem(word), says))
        return found

    def title(self, profile: Profile) -> tantivy.Query | None:
        """Return the query for titles with words of this one, scored by what they say together."""
        says = {word: profile.says(stem(word)) for word in words(profile.title)}
        chosen = sorted(says, key=lambda word: (-says[word], word))[:_TITLE_WORDS]
        telling = [word for word in chosen if says[word] >= _SAYS_LITTLE] or chosen[:3]
        return self._weighed("title", ((word, says[word]) for word in self._rare_enough("title", telling)))

    def text(self, profile: Profile) -> tantivy.Query | None:
        """Return the query for articles that have the most telling words of this one's title and text."""
        searcher = self._terms.searcher
        most = min(_TOO_MANY, max(20, int(_TOO_FREQUENT * self._articles)))
        known = telling_words(f"{profile.title} {profile.text}", 3 * _TEXT_WORDS)
        telling = [word for word in known if 1 < searcher.doc_freq("body", word) <= most][:_TEXT_WORDS]
        return self._weighed("body", ((word, weight(stem(word)) / 2) for word in telling))

    def entities(self, entities: Mapping[int, float]) -> tantivy.Query | None:
        """Return the query for articles with the most telling of these entities, scored by what they say together."""
        chosen = sorted(entities, key=lambda number: -entities[number])[:_ENTITIES]
        chosen = self._rare_enough("entities", chosen)
        parts = [self._make.const_score_query(self._terms.number("entities", [number]), entities[number]) for number in chosen]
        return self._terms.any_of(parts) if parts else None

    def saying(self, text: str, limit: int, least: int | None = None) -> list[int]:
        """Return the articles with a quote that has at least so many of the telling words of `text` (default: half of them)."""
        query = self.quotes_like(text, least)
        if query is None:
            return []
        hits = self._terms.searcher.search(query, limit, count=False).hits
        found = self._terms.searcher.fast_field_values("article", [address for _, address in hits])
        return list(dict.fromkeys(int(number or 0) for number in found))

    def quotes_like(self, text: str, least: int | None = None) -> tantivy.Query | None:
        """Return the query for quotes with at least so many of the most telling words of `text` (default: half of them).

        Only the index's quotes have the field `said`.
        """
        import tantivy

        # A word may be rare in news and frequent here; those that say as much are taken the rarest first.
        says = {word: self._says("said", word) for word in telling_words(text, 3 * _QUOTE_WORDS)}
        if not says:
            return None
        chosen = sorted(says, key=lambda word: -says[word])[:_QUOTE_WORDS]
        parts = [(tantivy.Occur.Should, self._any_ending("said", word)) for word in chosen]
        return self._make.boolean_query(parts, minimum_number_should_match=min(least or (len(parts) + 1) // 2, len(parts)))

    def _rare_enough(self, field: str, terms: Sequence[T]) -> list[T]:
        """Leave out what stands in too many documents; of what is left too little, return the rarest."""
        found = {term: self._terms.searcher.doc_freq(field, term) for term in terms}
        few = [term for term in terms if found[term] <= _TOO_MANY]
        return few if len(few) >= _LEAST else sorted(terms, key=lambda term: found[term])[:_LEAST]

    def _says(self, field: str, word: str) -> float:
        """Return how much a word says, in nats: no more than what it says in this library."""
        return min(weight(stem(word)), local_weight(self._terms.searcher.doc_freq(field, word), self._articles))

    def _weighed(self, field: str, weights: Iterable[tuple[str, float]]) -> tantivy.Query | None:
        parts = [self._make.const_score_query(self._any_ending(field, word), says) for word, says in weights]
        return self._terms.any_of(parts) if parts else None

    def _any_ending(self, field: str, word: str) -> tantivy.Query:
        known = self._terms.words(word)
        return self._terms.one_of(field, self._terms.family(known[0])) if known else self._make.empty_query()

    def _scored(self, query: tantivy.Query) -> list[tuple[int, float]]:
        """Return the articles that match best. (Only the index's articles have the fields that are searched here.)"""
        hits = self._terms.searcher.search(query, MOST, count=False).hits
        numbers = self._terms.searcher.fast_field_values("article", [address for _, address in hits])
        return [(int(number or 0), score) for number, (score, _) in zip(numbers, hits, strict=True)]
