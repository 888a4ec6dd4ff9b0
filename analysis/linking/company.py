"""The company that names keep: what else stands in their articles, and whether that speaks for one somebody or for two."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from analysis.article import Label
from analysis.linking.offices_held import office_weight

SAMPLE: Final = 32
"""How many of a name's articles tell its company: those with the smallest hashes of their keys, whatever order they came in."""

_WEIGHTS: Final[dict[str, float]] = {Label.PERSON: 1.0, Label.ORG: 0.75, Label.NORP: 0.25, Label.LOC: 0.5, Label.GPE: 0.5}
_OTHER: Final = 0.75
_COUNTRY: Final = 0.25
_SURE: Final = 1.5
_SURE_OF_MANY: Final = 1.0
"""Enough for somebody of `MANY` articles and more, who is often named without the given name."""
MANY: Final = 5
_CLEAR: Final = 2.0
"""What a candidate needs who is not by far the best known one of the name."""
_MARGIN: Final = 2.0
_BEST_KNOWN: Final = 4.0
"""How many times as many articles as all others of the name together."""
_OF_TWO: Final = 1.5
"""What two articles must have in common for one surname in both to be one person's."""


class Candidate(NamedTuple):
    """An entity that a surname, or an institution without its country, may stand for."""

    entity_id: int
    articles: int
    company: AbstractSet[int]
    """Names in the sample of its articles."""
    tie_break: str
    weak: bool = False
    """Whether the word is its given name only."""
    offices: AbstractSet[str] = frozenset()
    """What the sample of its articles says that it is; see `analysis.linking.offices_held`."""


class Evidence(NamedTuple):
    """What an article has besides a word that it leaves open."""

    names: Sequence[tuple[AbstractSet[int], float]]
    """For each other name, the names of the library that it may be, and how much it says."""
    offices: Collection[str] = ()
    """What the article says that whoever the word stands for is."""

    def speaks_for(self, candidate: Candidate) -> float:
        """Return how much this and the company of a candidate have in common."""
        common = sum(weight for ids, weight in self.names if not ids.isdisjoint(candidate.company))
        return common + office_weight(self.offices, candidate.offices)


def weight(key: str, label: str) -> float:
    """Return how much it says that two articles have this name: countries and peoples little, persons most."""
    return _COUNTRY if key.startswith(("=", "~")) else _WEIGHTS.get(label, _OTHER)


def stands_out(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the one who is by far the best known by a word, None where nobody is."""
    if not candidates:
        return None
    known = max(candidates, key=lambda one: (one.articles, one.tie_break))
    others = sum(one.articles for one in candidates) - known.articles
    return known if known.articles >= _BEST_KNOWN * others and not known.weak else None


def choose(own: Evidence, candidates: Sequence[Candidate], proper: bool = True) -> tuple[Candidate, float] | None:
    """Return whom a surname stands for in an article, and what the two have in common; None where it is open.

    Where the word is no `proper` name but one for adherents ("conservative"), being the best known counts less.
    """
    if not candidates:
        return None
    scored = sorted(((own.speaks_for(one), one) for one in candidates), key=lambda pair: (-pair[0], pair[1].tie_break))
    best, chosen = scored[0]
    known = stands_out(candidates)
    if known is not None:
        amount = next(score for score, one in scored if one is known)
        if amount >= (_SURE_OF_MANY if proper and known.articles >= MANY else _SURE) and amount * _MARGIN >= best:
            return known, amount
    runner_up = scored[1][0] if len(scored) > 1 else 0.0
    if best >= _CLEAR * (2 if chosen.weak else 1) and best >= _MARGIN * runner_up:
        return chosen, best
    return None


def parties(own: Mapping[int, Collection[int]], weights: Mapping[int, float]) -> list[list[int]]:
    """Put those of the same surname together whose articles have enough in common, directly or through others.

    `own` has each one's names of the article. Returns lists of the keys of `own`.
    """
    holders: dict[int, list[int]] = {}
    for one, names in own.items():
        for name in names:
            holders.setdefault(name, []).append(one)
    group_of = {one: [one] for one in own}
    order = sorted(own)
    for i, a in enumerate(order):
        common: dict[int, float] = {}
        for name in own[a]:
            for b in holders[name]:
                common[b] = common.get(b, 0.0) + weights[name]
        for b in order[i + 1 :]:
            mine, others = group_of[a], group_of[b]
            if common.get(b, 0.0) >= _OF_TWO and mine is not others:
                mine.extend(others)
                for member in others:
                    group_of[member] = mine
    return list({id(group): group for group in group_of.values()}.values())
