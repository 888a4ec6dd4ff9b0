"""The variants of a quote across the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.article import Span
from analysis.library.candidates import Candidates
from analysis.library.index import Index
from analysis.library.records import QuoteRow
from analysis.library.terms import Terms
from analysis.variants import Utterance, differences, match

if TYPE_CHECKING:
    from analysis.library.store import Store

_ARTICLES, _WORDS = 100, 2
"""The quotes of so many articles are compared, which have so many words in common."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Another place where a quote stands.

    `kind` is ``whole``, ``cut`` or ``reworded``, with ``, other speaker`` where it is given to somebody else; `marks` are the words
    of its text that the quote at hand has not, `missing` the words of that quote that it has not.
    """

    quote: QuoteRow
    kind: str
    score: float
    other_speaker: bool
    marks: tuple[Span, ...]
    missing: tuple[Span, ...]


def variants(store: Store, index: Index, article_id: int, n: int) -> list[Variant]:
    """Return where else the quote number `n` of an article stands, oldest first and undated ones last."""
    index.reload()
    own = next((row for row in store.quotes(article_id) if row.n == n), None)
    if own is None or not index.ready:
        return []
    utterance = _utterance(own)
    articles = {article_id, *Candidates(Terms(index), store.count()).saying(own.text, _ARTICLES, _WORDS)}
    found = []
    for number in sorted(articles):
        for row in store.quotes(number):
            if (row.article_id, row.n) == (article_id, n):
                continue
            other = _utterance(row)
            same = match(utterance, other, same_article=number == article_id)
            if same is not None:
                missing, marks = differences(utterance, other)
                kind = f"{same.how}, other speaker" if same.other_speaker else str(same.how)
                found.append(Variant(row, kind, same.likeness, same.other_speaker, tuple(marks), tuple(missing)))
    return sorted(found, key=lambda variant: (variant.quote.published or "~", variant.quote.article_id, variant.quote.start))


def _utterance(row: QuoteRow) -> Utterance:
    return Utterance(row.text, row.entity_id if row.entity_id is not None else row.speaker)
