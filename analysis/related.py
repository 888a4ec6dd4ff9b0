"""How much two articles have to do with each other, from several signals, with reasons that can be checked.

A score is the sum of the signals' weights below: the logarithm of the odds that the two are about one story. From 0 on, a reader
should be shown the other article; `Signals.parts` has the sum laid open.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from analysis.lexis import WORD, fold, stem, stems, weight
from analysis.variants import Utterance, shared_utterances


class Kind(StrEnum):
    """What a related article is to the one that is read."""

    SAME = "same story"
    UPDATE = "update"
    BACKGROUND = "background"


@dataclass(frozen=True)
class Profile:
    """What of an article is compared."""

    title: str
    lead: str = ""
    """The first paragraphs, without the headline; empty for a bare headline."""
    entities: Mapping[int, float] | None = None
    """The library's entities in it, each with how much it says (see `rarity`); None where the names are not known."""
    quotes: tuple[Utterance, ...] = ()
    day: int | None = None
    """Its date as an ordinal."""
    outlet: str | None = None

    @cached_property
    def title_stems(self) -> frozenset[str]:
        """The stems of the title."""
        return frozenset(stems(self.title))

    @cached_property
    def title_says(self) -> float:
        """How much the title says, in nats."""
        return sum(map(weight, self.title_stems))

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The stems of the title's capitalised words."""
        return frozenset(stem(fold(word)) for word in WORD.findall(self.title) if word[0].isupper())

    @cached_property
    def folded(self) -> str:
        """The title as rapidfuzz compares it."""
        return " ".join(stems(self.title))

    @cached_property
    def lead_stems(self) -> frozenset[str]:
        """The stems of title and lead."""
        return self.title_stems | frozenset(stems(self.lead))

    @cached_property
    def lead_length(self) -> float:
        """The length of the vector of `lead_stems`."""
        return math.sqrt(sum(weight(word) ** 2 for word in self.lead_stems)) or 1.0


@dataclass(frozen=True, slots=True)
class Signals:
    """What two articles have in common."""

    alike: float
    """Cosine of the titles' words, each weighing the root of what it says."""
    contained: float
    """The part of the shorter title, by what its words say, that the other title has too."""
    shared: float
    """How much the titles' common words say, in nats."""
    capitals: float
    """How much of that is capitalised in both."""
    tokens: float
    """rapidfuzz's token set ratio of the stemmed titles, 0 to 1."""
    lead: float | None = None
    """Cosine of the words of titles and leads; None where one of the two has no lead."""
    names: float = 0.0
    """How much the common entities say, in nats."""
    quotes: int = 0
    """How many quotes stand in both, whole, cut or reworded."""
    days: int | None = None
    """How many days later the other one came; None where a date is unknown."""
    same_outlet: bool = False

    def parts(self) -> dict[str, float]:
        """Return the terms of the sum that the score is, by name."""
        if self.lead is None:
            terms = {name: factor * getattr(self, name) for name, factor in HEADLINES.items()}
            terms["base"] = HEADLINES_BASE
        else:
            terms = {name: factor * min(most, getattr(self, name)) for name, (factor, most) in ARTICLES.items()}
            terms["base"] = ARTICLES_BASE
        if self.quotes:
            terms["quotes"] = FIRST_QUOTE + FURTHER_QUOTE * min(2, self.quotes - 1)
        if self.days is not None:
            terms["days"] = max(LATEST, SAME_DAY - WEEKS * math.log2(1 + abs(self.days) / 7))
        return terms

    @property
    def score(self) -> float:
        """Logarithm of the odds that the two have to do with each other."""
        return sum(self.parts().values())


# Every weight of the score. The first two tables are logistic regressions (tests/benchmarks/fit_related.py): HEADLINES on pairs of
# headlines of 44 stories, ARTICLES on pairs of newswire articles that were judged by eye; their bases are lowered so that what
# scores more than 0 is right four times in five. The rest is set by hand.
HEADLINES = {"alike": 7.2, "contained": 1.6, "shared": 0.083, "capitals": 0.2, "tokens": 1.6}
HEADLINES_BASE = -5.0
ARTICLES = {"lead": (8.4, 1.0), "names": (0.1, 60.0), "shared": (0.123, 30.0)}
"""Factor, and the value from which on more of a signal says no more."""
ARTICLES_BASE = -5.3
FIRST_QUOTE, FURTHER_QUOTE = 2.5, 1.0
SAME_DAY, WEEKS, LATEST = 0.5, 0.5, -1.5
"""A date counts by the logarithm of the weeks between: for it on the same day, against it after a week, and no further down than this."""


def rarity(articles: int, library: int) -> float:
    """Return how much an entity says that stands in `articles` of the `library` articles there are, in nats.

    A small library is taken for part of a larger one: what stands in all of its articles is not for that without meaning.
    """
    return math.log((library + 200) / (articles + 1))


def signals(one: Profile, other: Profile, *, titles_only: bool = False) -> Signals:
    """Compare two articles. With `titles_only` leads and quotes, which cost most, are passed over."""
    from rapidfuzz.fuzz import token_set_ratio

    common = one.title_stems & other.title_stems
    shared = sum(map(weight, common))
    both = one.title_says * other.title_says
    least = min(one.title_says, other.title_says)
    has_leads = bool(one.lead and other.lead) and not titles_only
    names = (one.entities or {}).keys() & (other.entities or {}).keys()
    return Signals(
        alike=shared / math.sqrt(both) if both else 0.0,
        contained=shared / least if least else 0.0,
        shared=shared,
        capitals=sum(map(weight, one.capitals & other.capitals)),
        tokens=token_set_ratio(one.folded, other.folded) / 100,
        lead=lead_cosine(one, other) if has_leads else None,
        names=sum((one.entities or {})[number] for number in names),
        quotes=shared_utterances(one.quotes, other.quotes) if has_leads else 0,
        days=other.day - one.day if one.day is not None and other.day is not None else None,
        same_outlet=one.outlet is not None and one.outlet == other.outlet,
    )


def lead_cosine(one: Profile, other: Profile) -> float:
    """Return the cosine of the words of two articles' titles and leads, each weighing what it says."""
    return sum(weight(word) ** 2 for word in one.lead_stems & other.lead_stems) / (one.lead_length * other.lead_length)


def kind(found: Signals) -> Kind:
    """Tell what the other article is: another text of the same news, a later or earlier state of it, or what lies behind it."""
    likeness = found.lead if found.lead is not None else found.alike
    apart = None if found.days is None else abs(found.days)
    if likeness >= _COPY or (likeness >= _SAME and not found.same_outlet and (apart is None or apart <= 1)):
        return Kind.SAME
    if found.score >= _CLOSE and (apart is None or apart <= _RUNNING):
        return Kind.UPDATE
    return Kind.BACKGROUND


_COPY, _SAME = 0.6, 0.35
_CLOSE, _RUNNING = 1.0, 21
"""A story is taken to be running for so many days."""


def reasons(found: Signals, names: Collection[str]) -> tuple[str, ...]:
    """Say in words what two articles have in common; `names` are their common entities, the most telling first."""
    said = []
    if names:
        said.append(", ".join(list(names)[:3]))
    if found.quotes:
        said.append("same quote" if found.quotes == 1 else f"{found.quotes} same quotes")
    if found.shared:
        said.append(f"headline {found.tokens:.0%}".replace("%", " %"))
    if found.lead:
        said.append(f"text {found.lead:.0%}".replace("%", " %"))
    if found.days is not None:
        apart = abs(found.days)
        when = "the same day" if not apart else f"{apart} day{'s' * (apart > 1)} {'later' if found.days > 0 else 'earlier'}"
        said.append(when)
    return tuple(said)
