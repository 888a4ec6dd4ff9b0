"""Related articles of the library, with the reasons why.

Candidates come from the index: those of an article are compared by how they begin, their names, quotes and dates, those of a bare
headline by their titles. Nothing is kept between two questions, so that adding an article never changes what was worked out for another.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.library.candidates import Candidates
from analysis.library.index import Index
from analysis.library.profiles import Profiles
from analysis.library.records import RelatedRow
from analysis.library.rows import read_rows
from analysis.library.terms import Terms
from analysis.related import Profile, Signals, kind, reasons, signals, with_company

if TYPE_CHECKING:
    from analysis.library.store import Store

THRESHOLD = 0.5
"""Probability from which on a related article is shown."""
_READ = 32
"""How many candidates of an article are read, or as many as are asked for; those of a bare headline are compared by their titles."""


def related(store: Store, index: Index, article_id: int, *, limit: int = 20, threshold: float | None = None) -> list[RelatedRow]:
    """Return the articles related to another, best first, with the probability that they are.

    `threshold` is the least probability (default `THRESHOLD`; 0 ranks everything that was found). Without an index, and for an
    article that is gone, nothing is related.
    """
    index.reload()
    if not index.ready:
        return []
    with store.database.reading():
        profile = Profiles(store.database).whole([article_id]).get(article_id)
        return [] if profile is None else _ranked(store, index, article_id, profile, limit, threshold)


def related_to_headline(store: Store, index: Index, title: str, *, limit: int = 20, threshold: float | None = None) -> list[RelatedRow]:
    """Return the articles related to a headline that is not in the library, as `related` does."""
    index.reload()
    if not index.ready:
        return []
    with store.database.reading():
        return _ranked(store, index, 0, Profile(title), limit, threshold)


def shown(row: RelatedRow) -> bool:
    """Whether a related article is above the reader's threshold."""
    return row.score >= THRESHOLD


def explain_related(store: Store, index: Index, article_id: int, other_id: int) -> list[str]:
    """Return the sum that makes the score of one article for another, a line a term."""
    if not index.ready:
        return ["The index is still being made."]
    with store.database.reading():
        found = compared(store, index, article_id, other_id)
        if found is None:
            return ["One of the two is no longer in the library."]
        profile, signal = found
        names = _common_names(store, article_id, [other_id], profile).get(other_id, [])
    lines = [f"{value:+6.2f}  {_TERMS[name].format(signal, names=', '.join(names) or 'none')}" for name, value in signal.parts().items()]
    likely = min(0.99, max(0.01, probability(signal)))
    return [*lines, f"{signal.score:+6.2f}  in all: the logarithm of the odds, a probability of {likely:.0%}"]


def compared(store: Store, index: Index, article_id: int, other_id: int) -> tuple[Profile, Signals] | None:
    """Return what of an article is compared, and what another one has in common with it; None where one of the two is gone."""
    profiles = Profiles(store.database)
    profile = profiles.whole([article_id]).get(article_id)
    if profile is None or store.row(other_id) is None:
        return None
    profile, candidates = _localised(index, profiles, profile)
    numbers, quoting = candidates.of(article_id, profile, [other_id, *linked(store, article_id)])
    return profile, _compare(profiles, profile, [other_id] if profile.text else numbers, quoting)[other_id]


def probability(signal: Signals) -> float:
    """Return the probability, 0 to 1, that a score stands for."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, signal.score))))


_TERMS = {
    "alike": "headlines alike: cosine {0.alike:.2f}",
    "contained": "the shorter headline contained in the other: {0.contained:.0%}",
    "shared": "what the common words of the headlines say: {0.shared:.1f} nats",
    "capitals": "of that capitalised: {0.capitals:.1f} nats",
    "tokens": "rapidfuzz token set ratio of the headlines: {0.tokens:.0%}",
    "company": "near to the best matches: {0.company:.0%}, of which two fifths count for nothing",
    "told": "headline told by the other article: {0.told:.0%}",
    "text": "texts alike: cosine {0.text:.2f}",
    "names": "common names: {names}",
    "quotes": "quotes in both: {0.quotes}",
    "days": "days between: {0.days}",
    "base": "what any two articles start with",
}


def _ranked(store: Store, index: Index, article_id: int, profile: Profile, limit: int, threshold: float | None) -> list[RelatedRow]:
    profiles = Profiles(store.database)
    profile, candidates = _localised(index, profiles, profile)
    numbers, quoting = candidates.of(article_id, profile, linked(store, article_id))
    found = _compare(profiles, profile, numbers[: max(limit, _READ)] if profile.text else numbers, quoting)
    least = THRESHOLD if threshold is None else threshold
    score = {number: signal.score for number, signal in found.items()}
    ranked = sorted(score, key=lambda number: (-score[number], number))[:limit]
    best = [(number, found[number]) for number in ranked if probability(found[number]) >= least]
    rows = {row.id: row for row in read_rows(store.database, [number for number, _ in best])}
    names = _common_names(store, article_id, [number for number, _ in best], profile)
    return [
        RelatedRow(rows[number], probability(signal), kind(signal), reasons(signal, names.get(number, ())))
        for number, signal in best
        if number in rows
    ]


def _localised(index: Index, profiles: Profiles, profile: Profile) -> tuple[Profile, Candidates]:
    """Return the profile with what its words say in this library, which `profiles` will give to others too, and what finds candidates."""
    candidates = Candidates(Terms(index), profiles.articles)
    profiles.frequent = candidates.frequent(profile)
    return replace(profile, frequent=profiles.frequent), candidates


def _compare(profiles: Profiles, profile: Profile, numbers: Sequence[int], quoting: Collection[int]) -> dict[int, Signals]:
    """Compare an article with its candidates, which come in the order of what the index knows of their words and names."""
    if not numbers:
        return {}
    compared = profiles.whole(numbers, quoting) if profile.text else profiles.titles(numbers)
    found = {number: signals(profile, other) for number, other in compared.items()}
    return found if profile.text else with_company(profile, found, compared)


def linked(store: Store, article_id: int) -> list[int]:
    """Return the articles that a read-more list of this one leads to, or from whose lists this one is reached."""
    rows = store.database.all(
        "SELECT target_id FROM article_links WHERE article_id = ?1 AND target_id IS NOT NULL "
        "UNION SELECT article_id FROM article_links WHERE target_id = ?1",
        (article_id,),
    )
    return [row[0] for row in rows]


def _common_names(store: Store, article_id: int, others: Sequence[int], profile: Profile) -> dict[int, list[str]]:
    """Return the names of the entities that each of `others` shares with the article, the most telling first."""
    if not others or not profile.entities:
        return {}
    marks = ",".join("?" * len(others))
    known = ",".join(map(str, profile.entities))
    # The + has SQLite look at the names of these few articles, and not at all the articles of each name.
    rows = store.database.all(
        "SELECT DISTINCT a.article_id, a.entity_id, e.name FROM article_entities a JOIN entities e ON e.id = a.entity_id "
        f"WHERE a.article_id IN ({marks}) AND +a.entity_id IN ({known})",
        others,
    )
    said = profile.entities
    names: dict[int, list[str]] = {}
    for article, _, name in sorted(rows, key=lambda row: (-said[row[1]], row[2])):
        names.setdefault(article, []).append(name)
    return names
