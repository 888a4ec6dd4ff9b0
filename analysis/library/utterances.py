"""The variants of a quote across the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.article import QuoteKind, Span
from analysis.language.quotes.tiers import tier
from analysis.library.candidates import Candidates
from analysis.library.index import Index
from analysis.library.records import QuoteRow
from analysis.library.related import linked, related
from analysis.library.terms import Terms
from analysis.translations import translated
from analysis.variants import How, Match, Near, Utterance, differences, match

if TYPE_CHECKING:
    from analysis.library.store import Store

_ARTICLES, _WORDS = 100, 2
"""The quotes of so many articles are compared, which have so many words in common."""
_DAYS = 2
"""What one person says is taken to be said on one occasion if it is printed no more days apart."""
_BETWEEN = 100
"""Quotes of one person with no more characters between are one passage."""
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
    around = store.quotes(article_id)
    own = next((row for row in around if row.n == n), None)
    if own is None or not index.ready:
        return []
    saying = Candidates(Terms(index), store.count()).saying(own.text, _ARTICLES, _WORDS)
    story = {row.article.id for row in related(store, index, article_id)} | set(linked(store, article_id))
    occasion = (story | _said_by(store, own)) - {article_id}
    found = []
    for number in sorted({article_id, *saying} | occasion):
        near = Near.ARTICLE if number == article_id else Near.STORY if number in story else Near.ELSEWHERE
        others = around if number == article_id else store.quotes(number)
        same = _the_same(own, others, near)
        if not same and number in occasion:
            same = _translations(own, around, others, near)
        found += [_variant(own, row, match) for row, match in same]
    return sorted(found, key=lambda variant: (variant.quote.published or "~", variant.quote.article_id, variant.quote.start))


def _the_same(own: QuoteRow, others: Sequence[QuoteRow], near: Near) -> list[tuple[QuoteRow, Match]]:
    """Return those of another article's quotes that are the same utterance."""
    found = ((row, match(_utterance(own), _utterance(row), near)) for row in others if (row.article_id, row.n) != (own.article_id, own.n))
    return [(row, same) for row, same in found if same is not None]


def _translations(own: QuoteRow, around: Sequence[QuoteRow], others: Sequence[QuoteRow], near: Near) -> list[tuple[QuoteRow, Match]]:
    """Return those of another article's quotes that are the same words of the same person in another translation.

    `around` are the quotes of the own article. What one person says on one subject is much alike, so that a quote whose words stand in
    both articles is no translation of another one. Quotes that follow each other at once are compared together, too: "“I do not
    promise,” she said. “I never did.”"
    """
    if own.entity_id is None or own.kind == QuoteKind.INDIRECT:
        return []
    mine = [passage for passage in _passages(around, own.entity_id) if own in passage]
    best: tuple[float, list[QuoteRow]] = (0.0, [])
    for theirs in _passages(others, own.entity_id):
        likeness = max(translated(_joined(passage), _joined(theirs)) or 0.0 for passage in mine)
        if likeness > best[0] and not any(_the_same(row, around, near) for row in theirs):
            best = (likeness, theirs)
    return [(row, Match(How.RETRANSLATED, best[0], False)) for row in best[1]]


def _passages(rows: Sequence[QuoteRow], speaker: int) -> list[list[QuoteRow]]:
    """Return what a person says in marks, in runs of quotes with little between, and each quote of a run by itself."""
    runs: list[list[QuoteRow]] = []
    for row in rows:
        if row.entity_id != speaker or row.kind == QuoteKind.INDIRECT:
            continue
        if runs and 0 <= row.start - runs[-1][-1].end <= _BETWEEN:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs + [[row] for run in runs if len(run) > 1 for row in run]


def _variant(own: QuoteRow, row: QuoteRow, same: Match) -> Variant:
    missing, marks = differences(_utterance(own), _utterance(row))
    kind = "longer" if same.how is How.CUT and len(_utterance(row).words) > len(_utterance(own).words) else _KINDS[same.how]
    # A speaker whom the reader does not name helps to find a quote, and gives it to nobody else.
    other_speaker = same.other_speaker and "unknown" not in (tier(own.confidence), tier(row.confidence))
    kind += ", other speaker" if other_speaker else ""
    return Variant(row, kind, same.likeness, other_speaker, tuple(marks), tuple(missing))


def _said_by(store: Store, own: QuoteRow) -> set[int]:
    """Return the articles of the days around with a quote of the same speaker."""
    if own.entity_id is None or not own.published:
        return set()
    day = own.published[:10]
    rows = store.database.all(_SAID_BY, (own.entity_id, day, f"-{_DAYS} days", f"+{_DAYS + 1} days", _ARTICLES))
    return {number for (number,) in rows}


def _utterance(row: QuoteRow) -> Utterance:
    return Utterance(row.text, row.entity_id if row.entity_id is not None else row.speaker)


def _joined(rows: Sequence[QuoteRow]) -> Utterance:
    return Utterance(" ".join(row.text for row in rows), rows[0].entity_id)
