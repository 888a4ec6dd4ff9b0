"""The variants of a quote across the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.article import Span
from analysis.language.quotes.tiers import tier
from analysis.library.candidates import Candidates
from analysis.library.index import Index
from analysis.library.records import QuoteRow
from analysis.library.related import related
from analysis.library.terms import Terms
from analysis.variants import How, Utterance, differences, match

if TYPE_CHECKING:
    from analysis.library.store import Store

_ARTICLES, _WORDS = 100, 2
"""The quotes of so many articles are compared, which have so many words in common."""
_DAYS = 2
"""What one person says is taken to be said on one occasion if it is printed no more days apart."""
_SAID_BY = "SELECT DISTINCT article_id FROM quotes WHERE entity_id = ?1 AND sort_date >= date(?2, ?3) AND sort_date < date(?2, ?4) LIMIT ?5"
_KINDS = {how: "probably retranslated" if how is How.RETRANSLATED else str(how) for how in How}


@dataclass(frozen=True, slots=True)
class Variant:
    """Another place where a quote stands.

    `kind` is ``whole``, ``cut`` or ``longer``, ``reworded`` or ``probably retranslated``, with ``, other speaker`` where it is given to
    somebody else; `marks` are the words of its text that the quote at hand has not, `missing` the words of that quote that it has not.
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
    saying = {article_id, *Candidates(Terms(index), store.count()).saying(own.text, _ARTICLES, _WORDS)}
    occasion = _occasion(store, index, own)
    found = []
    for number in sorted(saying | occasion):
        for row in store.quotes(number):
            if (row.article_id, row.n) == (article_id, n):
                continue
            other = _utterance(row)
            same = match(utterance, other, same_article=number == article_id, same_occasion=number in occasion)
            if same is not None:
                missing, marks = differences(utterance, other)
                kind = "longer" if same.how is How.CUT and len(other.words) > len(utterance.words) else _KINDS[same.how]
                # A speaker whom the reader does not name helps to find a quote, and gives it to nobody else.
                named = "unknown" not in (tier(own.confidence), tier(row.confidence))
                other_speaker = same.other_speaker and named
                kind += ", other speaker" if other_speaker else ""
                found.append(Variant(row, kind, same.likeness, other_speaker, tuple(marks), tuple(missing)))
    return sorted(found, key=lambda variant: (variant.quote.published or "~", variant.quote.article_id, variant.quote.start))


def _occasion(store: Store, index: Index, own: QuoteRow) -> set[int]:
    """Return the articles with a quote of the same speaker that tell of the same: related ones, and those of the days around."""
    if own.entity_id is None:
        return set()
    found = {row.article.id for row in related(store, index, own.article_id)}
    if own.published:
        day = own.published[:10]
        rows = store.database.all(_SAID_BY, (own.entity_id, day, f"-{_DAYS} days", f"+{_DAYS + 1} days", _ARTICLES))
        found.update(number for (number,) in rows)
    return found - {own.article_id}


def _utterance(row: QuoteRow) -> Utterance:
    return Utterance(row.text, row.entity_id if row.entity_id is not None else row.speaker)
