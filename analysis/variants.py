"""When two quotes are the same utterance: word for word, cut short, put in somewhat other words, or translated once more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property

from analysis.article import Span
from analysis.lexis import WORD, fold, stem, weight, words


class How(StrEnum):
    """How the words of one quote relate to those of another."""

    WHOLE = "whole"
    CUT = "cut"
    REWORDED = "reworded"
    RETRANSLATED = "retranslated"
    """Other words in another order for the same: how one speech comes out of two translations."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two quotes that are one utterance. `likeness` is the part, 0 to 1, of what the shorter one says that the other says too."""

    how: How
    likeness: float
    other_speaker: bool
    """Both quotes have a speaker, and not the same: one of the two is wrong, or echoes the other."""


@dataclass(frozen=True)
class Utterance:
    """The words of a quote with its speaker (an entity's number or a name; None where it is unknown)."""

    text: str
    speaker: int | str | None = None

    @cached_property
    def places(self) -> list[Span]:
        """Where its words stand."""
        return [Span(*found.span()) for found in WORD.finditer(self.text)]

    @cached_property
    def words(self) -> list[str]:
        """The stems of its words in order."""
        return [stem(fold(self.text[place.start : place.end])) for place in self.places]

    @cached_property
    def says(self) -> float:
        """How much its words say together, in nats."""
        return sum(map(weight, self.words))


class Near(IntEnum):
    """What the articles of two quotes have to do with each other."""

    ELSEWHERE = 0
    STORY = 1
    """They are related, or one of them links to the other."""
    ARTICLE = 2
    """They are one."""


# What the words in common have to say, in nats, and which part of the shorter quote they have to be. The less two articles have to do
# with each other the more is asked, and more of quotes of different people, or in which nobody is named: "we need more time" is said by
# many. (Set by reading all variants in 1,371 articles: what is false among them lies below, what is true above.)
_CUT_SAYS = {Near.ELSEWHERE: 14.0, Near.STORY: 8.5, Near.ARTICLE: 8.5}
_CUT_SAYS_OTHERS = {Near.ELSEWHERE: 30.0, Near.STORY: 14.0, Near.ARTICLE: 14.0}
_CUT_WORDS = 3
_REWORDED_SAYS, _REWORDED_SAYS_OTHERS = 11.0, {Near.ELSEWHERE: 30.0, Near.STORY: 24.0}
_REWORDED_PART, _REWORDED_PART_OTHERS = 0.62, 0.75
_TELLING = 3.5
"""Two words that say at least so much have to be the same in other words of one utterance."""


def match(one: Utterance, other: Utterance, near: Near = Near.ELSEWHERE) -> Match | None:
    """Return how two quotes are the same utterance, None where they are not. (`translated` finds what was translated twice.)

    Within one article a quote comes again whole or cut; what is only alike there was said twice. One or two words are a cut where one
    person is quoted in one story: that a paper puts a single word in marks says that he used it.
    """
    short, long = sorted((one, other), key=lambda utterance: len(utterance.words))
    same_person = one.speaker is not None and one.speaker == other.speaker
    other_speaker = None not in (one.speaker, other.speaker) and not same_person
    if not short.words or (len(short.words) < _CUT_WORDS and not (same_person and near is Near.STORY)):
        return None
    if _contains(long.words, short.words):
        if short.says < (_CUT_SAYS if same_person else _CUT_SAYS_OTHERS)[near]:
            return None
        return Match(How.WHOLE if len(short.words) == len(long.words) else How.CUT, 1.0, other_speaker)
    part = None if near is Near.ARTICLE else _reworded(short, long, same_person, near)
    return None if part is None else Match(How.REWORDED, part, other_speaker)


def _reworded(short: Utterance, long: Utterance, same_person: bool, near: Near) -> float | None:
    """Return which part of what `short` says the other says in the same order, None where that is too little.

    The same part has to be alike of both: of the longer quote, between the first and the last telling word that they share.
    """
    shared = set(short.words) & set(long.words)
    least = _REWORDED_SAYS if same_person else _REWORDED_SAYS_OTHERS[near]
    if sum(weight(word) >= _TELLING for word in shared) < 2 or sum(map(weight, shared)) < least:
        return None
    common = _in_common(short.words, long.words)
    telling = [there for here, there in common if weight(short.words[here]) >= _TELLING]
    if len(telling) < 2:
        return None
    says = sum(weight(short.words[here]) for here, _ in common)
    within = sum(weight(short.words[here]) for here, there in common if telling[0] <= there <= telling[-1])
    both = (says + within) / (short.says + sum(map(weight, long.words[telling[0] : telling[-1] + 1])))
    part = min(says / short.says, both)
    return part if says >= least and part >= (_REWORDED_PART if same_person else _REWORDED_PART_OTHERS) else None


def differences(one: Utterance, other: Utterance) -> tuple[list[Span], list[Span]]:
    """Return the words of each of two quotes that the other has not in this place, as spans of their texts."""
    from rapidfuzz.distance import Indel

    marks: tuple[list[Span], list[Span]] = ([], [])
    for step in Indel.opcodes(one.words, other.words):
        if step.tag == "delete":
            marks[0].append(Span(one.places[step.src_start].start, one.places[step.src_end - 1].end))
        elif step.tag == "insert":
            marks[1].append(Span(other.places[step.dest_start].start, other.places[step.dest_end - 1].end))
    return marks


def equal_stretches(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return the stretches of words that stand in the same order in both (a longest common subsequence), as start and end in each."""
    from rapidfuzz.distance import LCSseq

    steps = LCSseq.opcodes(one, other)
    return [(step.src_start, step.src_end, step.dest_start, step.dest_end) for step in steps if step.tag == "equal"]


def shared_utterances(one: Iterable[Utterance], other: Sequence[Utterance]) -> int:
    """Return how many quotes of `one` are, in some form, among the quotes of `other`."""
    return sum(any(match(mine, theirs) for theirs in other) for mine in one)


def telling_words(text: str, limit: int) -> list[str]:
    """Return the words of `text`, folded, that say most, for looking for its variants: the most telling first, each once."""
    return sorted(dict.fromkeys(words(text)), key=lambda word: -weight(stem(word)))[:limit]


def _contains(long: Sequence[str], short: Sequence[str]) -> bool:
    first = short[0]
    return any(word == first and long[i : i + len(short)] == short for i, word in enumerate(long[: len(long) - len(short) + 1]))


def _in_common(short: Sequence[str], long: Sequence[str]) -> list[tuple[int, int]]:
    """Return which words of `short` stand in the same order in `long`, and where."""
    return [(here + k, there + k) for here, end, there, _ in equal_stretches(short, long) for k in range(end - here)]
