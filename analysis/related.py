"""How much two articles have to do with each other, from several signals, with reasons that can be checked.

A score is the sum of the signals' weights below: the logarithm of the odds that the two are about one story. From 0 on, a reader
should be shown the other article; `Signals.parts` has the sum laid open.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from analysis.lexis import WORD, fold, stem, stems, vector, weight
from analysis.variants import Utterance, shared_utterances

K = TypeVar("K")


class Kind(StrEnum):
    """What a related article is to the one that is read."""

    SAME = "same story"
    UPDATE = "update"
    BACKGROUND = "background"


@dataclass(frozen=True)
class Profile:
    """What of an article is compared."""

    title: str
    text: str = ""
    """How it begins, without the headline; empty for a bare headline."""
    entities: Mapping[int, float] = field(default_factory=dict)
    """The library's entities in it, each with how much it says here (see `telling`); empty where the names are not known."""
    quotes: tuple[Utterance, ...] = ()
    day: int | None = None
    """Its date as an ordinal."""
    outlet: str | None = None
    frequent: Mapping[str, float] = field(default_factory=dict)
    """Stems that say less in this library than in news at large, and how much (see `local_weight`)."""

    def says(self, word: str) -> float:
        """Return how much a stem says in this library, in nats."""
        return self.frequent.get(word) or weight(word)

    @cached_property
    def folded(self) -> str:
        """The title as rapidfuzz compares it: its stems."""
        return " ".join(stems(self.title))

    @cached_property
    def title_words(self) -> dict[str, float]:
        """The stems of the title, each with what it says."""
        return {word: self.says(word) for word in self.folded.split()}

    @cached_property
    def title_says(self) -> float:
        """How much the title says, in nats."""
        return sum(self.title_words.values())

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The stems of the title's capitalised words."""
        return frozenset(stem(fold(word)) for word in WORD.findall(self.title) if word[0].isupper())

    @cached_property
    def words(self) -> dict[str, float]:
        """The stems of title and text, each with what it says times one plus the logarithm of how often it stands there."""
        words = vector(f"{self.title} {self.text}")
        for word in self.frequent.keys() & words.keys():
            words[word] *= self.frequent[word] / weight(word)
        return words

    @cached_property
    def length(self) -> float:
        """The length of the vector `words`."""
        return _length(self.words)


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
    told: float | None = None
    """The part of one title, by what its words say, that the other article tells, whichever is more; None for two bare headlines."""
    text: float | None = None
    """Cosine of the words of both; None where one of the two is a bare headline."""
    names: float | None = None
    """Cosine of the entities of both; None where those of one are not known."""
    quotes: int = 0
    """How many quotes stand in both, whole, cut or reworded."""
    days: int | None = None
    """How many days later the other one came; None where a date is unknown."""
    same_outlet: bool = False
    company: float | None = None
    """How near the other headline is to the best matches of the first one, 0 to 1 (see `with_company`)."""

    def parts(self) -> dict[str, float]:
        """Return the terms of the sum that the score is, by name."""
        if self.text is None:
            terms = {"base": HEADLINES_BASE} | {name: factor * getattr(self, name) for name, factor in HEADLINES.items()}
        else:
            names = NAMES_UNKNOWN * self.text if self.names is None else self.names
            terms = {
                "base": ARTICLES_BASE,
                "text": TEXT * self.text,
                "names": NAMES * names,
                "shared": SHARED * min(SHARED_MOST, self.shared),
            }
        if self.company is not None:
            terms["company"] = COMPANY * (self.company - COMPANY_EXPECTED)
        if self.told is not None:
            terms["told"] = (HEADLINE_TOLD if self.text is None else TOLD) * self.told
        if self.quotes:
            terms["quotes"] = FIRST_QUOTE + FURTHER_QUOTE * min(2, self.quotes - 1)
        if self.days is not None:
            terms["days"] = max(LATEST, SAME_DAY - WEEKS * math.log2(1 + abs(self.days) / 7))
        return terms

    @property
    def score(self) -> float:
        """Logarithm of the odds that the two have to do with each other."""
        return sum(self.parts().values())


# Every weight of the score. HEADLINES is a logistic regression on pairs of headlines of 44 stories, the weights for articles are one on
# pairs of newswire articles that were judged by eye and on the pairs of the sample library (tests/benchmarks/fit_related.py for both).
# Both bases are lowered, so that what scores more than 0 is right four times in five and more. Quotes and days are set by hand.
HEADLINES = {"alike": 5.24, "contained": 2.39, "shared": 0.089, "capitals": 0.196, "tokens": 1.91}
HEADLINES_BASE = -5.0
COMPANY, COMPANY_EXPECTED = 3.0, 0.4
HEADLINE_TOLD = 1.3
TEXT, NAMES, SHARED, TOLD = 15.0, 4.96, 0.069, 2.39
SHARED_MOST = 30.0
"""From here on, what the titles share says no more."""
NAMES_UNKNOWN = 0.5
"""Where names are not known, they are taken to be half as alike as the texts."""
ARTICLES_BASE = -8.87
FIRST_QUOTE, FURTHER_QUOTE = 1.5, 0.5
SAME_DAY, WEEKS, LATEST = 1.0, 0.65, -2.0
"""A date counts by the logarithm of the weeks between: for it on the same day, against it after a fortnight, and never more against it
than this."""


def telling(mentions: int, articles: int, library: int) -> float:
    """Return how much an entity says in an article that mentions it so often, if it stands in `articles` of all in the `library`.

    A small library is taken for part of a larger one: what stands in all of its articles is not for that without meaning.
    """
    return (1 + math.log(max(1, mentions))) * math.log((library + 200) / (articles + 1))


def local_weight(articles: int, library: int) -> float:
    """Return what a word can say at most, in nats, that stands in `articles` of all in the `library`.

    A name that nobody else knows says little where every other article has it.
    """
    return math.log((library + 1) / (articles + 0.5)) + LOCAL


LOCAL = 4.5


def signals(one: Profile, other: Profile) -> Signals:
    """Compare two articles of one library."""
    from rapidfuzz.fuzz import token_set_ratio

    titles = one.title_words
    common = titles.keys() & other.title_words.keys()
    shared = sum(map(titles.__getitem__, common))
    both = one.title_says * other.title_says
    least = min(one.title_says, other.title_says)
    return Signals(
        alike=shared / math.sqrt(both) if both else 0.0,
        contained=shared / least if least else 0.0,
        shared=shared,
        capitals=sum(map(titles.__getitem__, one.capitals & other.capitals & common)) if common else 0.0,
        tokens=token_set_ratio(one.folded, other.folded) / 100,
        told=max(_told(one, other), _told(other, one)) if one.text or other.text else None,
        text=_product(one.words, other.words) / (one.length * other.length) if one.text and other.text else None,
        names=_names(one.entities, other.entities),
        quotes=shared_utterances(one.quotes, other.quotes),
        days=other.day - one.day if one.day is not None and other.day is not None else None,
        same_outlet=one.outlet is not None and one.outlet == other.outlet,
    )


def with_company(profile: Profile, found: Mapping[int, Signals], others: Mapping[int, Profile]) -> dict[int, Signals]:
    """Add to the signals of bare headlines how near each is to the best three.

    What is said of one thing in other words has nothing in common with the headline at hand, but with its neighbours: one round of
    relevance feedback. Only the likeliest `_RERANKED` are looked at; the rest keep what they have.
    """
    score = {number: signal.score for number, signal in found.items()}
    ranked = sorted(score, key=lambda number: -score[number])[:_RERANKED]
    best = [number for number in ranked if others[number].title_words.keys() != profile.title_words.keys()][:3]
    trust = {number: 1 / (1 + math.exp(-score[number])) for number in best}
    total = sum(trust.values())
    if not total:
        return dict(found)
    company = {
        number: sum(says * _nearness(others[neighbour], others[number]) for neighbour, says in trust.items()) / total for number in ranked
    }
    return {number: replace(signal, company=company.get(number, 0.0)) for number, signal in found.items()}


_RERANKED = 60


def _nearness(one: Profile, other: Profile) -> float:
    """Return a rough probability that two headlines are of one story, from their words alone."""
    if one is other:
        return 1.0
    shared = sum(map(one.title_words.__getitem__, one.title_words.keys() & other.title_words.keys()))
    alike = shared / (math.sqrt(one.title_says * other.title_says) or 1.0)
    return 1 / (1 + math.exp(4.0 - 6.0 * alike - 0.12 * shared))


def kind(found: Signals) -> Kind:
    """Tell what the other article is: another text of the same news, a later or earlier state of it, or what lies behind it."""
    likeness = found.text if found.text is not None else found.alike
    apart = None if found.days is None else abs(found.days)
    soon = apart is None or apart <= _SOON
    if likeness >= (_COPY if soon else _SAVED_TWICE) or (likeness >= _SAME and not found.same_outlet and apart is not None and apart <= 1):
        return Kind.SAME
    if found.score >= _CLOSE and (apart is None or apart <= _RUNNING):
        return Kind.UPDATE
    return Kind.BACKGROUND


_COPY, _SAVED_TWICE, _SAME = 0.7, 0.9, 0.3
_SOON = 3
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
        said.append(f"headline {found.tokens * 100:.0f} %")
    if found.text:
        said.append(f"text {found.text * 100:.0f} %")
    if found.days is not None:
        apart = abs(found.days)
        said.append(f"{apart} day{'s' * (apart > 1)} {'later' if found.days > 0 else 'earlier'}" if apart else "the same day")
    return tuple(said)


def _told(headline: Profile, article: Profile) -> float:
    if not article.text or not headline.title_says:
        return 0.0
    return sum(map(headline.title_words.__getitem__, headline.title_words.keys() & article.words.keys())) / headline.title_says


def _names(one: Mapping[int, float], other: Mapping[int, float]) -> float | None:
    return _product(one, other) / (_length(one) * _length(other)) if one and other else None


def _product(one: Mapping[K, float], other: Mapping[K, float]) -> float:
    return sum(one[key] * other[key] for key in one.keys() & other.keys())


def _length(vector: Mapping[K, float]) -> float:
    return math.hypot(*vector.values()) or 1.0
