"""When two quotes are the same utterance: word for word, cut short, put in somewhat other words, or translated once more."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
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


# What the words in common have to say, in nats; and which part of the shorter quote they have to be. Quotes of different people,
# or in which nobody is named, must have more in common: "we need more time" is said by many.
_CUT_SAYS, _CUT_SAYS_OTHERS = 8.5, 14.0
_CUT_WORDS = 3
_REWORDED_SAYS, _REWORDED_SAYS_OTHERS = 11.0, 24.0
_REWORDED_PART, _REWORDED_PART_OTHERS = 0.62, 0.75
_TELLING = 3.5
"""Two words that say at least so much have to be the same in other words of one utterance."""
# What one person says on one occasion is on one subject and full of its names, so that much more has to be in common, and neither
# quote much longer than the other. (Set by reading the quotes that one person has in two articles of one story, in 1,371 articles.)
_RETRANSLATED_WORDS, _RETRANSLATED_TIMES, _RETRANSLATED_TELLING = 8, 2.5, 4
_RETRANSLATED_SAYS, _RETRANSLATED_PART = 24.0, 0.6
_ROOT = 5
"""Words are of one root if they begin with the same letters: so many, and two thirds of the longer word."""


def match(one: Utterance, other: Utterance, *, same_article: bool = False, same_occasion: bool = False) -> Match | None:
    """Return how two quotes are the same utterance, None where they are not.

    Within one article a quote comes again whole or cut; what is only alike there was said twice. Two translations are looked for
    only where both articles tell of one occasion, and the speaker is known by number.
    """
    short, long = sorted((one, other), key=lambda utterance: len(utterance.words))
    if len(short.words) < _CUT_WORDS:
        return None
    same_person = one.speaker is not None and one.speaker == other.speaker
    other_speaker = None not in (one.speaker, other.speaker) and not same_person
    if _contains(long.words, short.words):
        if short.says < (_CUT_SAYS if same_person else _CUT_SAYS_OTHERS):
            return None
        return Match(How.WHOLE if len(short.words) == len(long.words) else How.CUT, 1.0, other_speaker)
    if same_article:
        return None
    part = _reworded(short, long, same_person)
    if part is not None:
        return Match(How.REWORDED, part, other_speaker)
    if same_occasion and same_person and isinstance(one.speaker, int):
        part = _retranslated(short, long)
        if part is not None:
            return Match(How.RETRANSLATED, part, other_speaker)
    return None


def _reworded(short: Utterance, long: Utterance, same_person: bool) -> float | None:
    """Return which part of what `short` says the other says in the same order, None where that is too little."""
    shared = set(short.words) & set(long.words)
    least = _REWORDED_SAYS if same_person else _REWORDED_SAYS_OTHERS
    if sum(weight(word) >= _TELLING for word in shared) < 2 or sum(map(weight, shared)) < least:
        return None
    says = sum(weight(short.words[i]) for i in _in_common(short.words, long.words))
    part = says / short.says
    return part if says >= least and part >= (_REWORDED_PART if same_person else _REWORDED_PART_OTHERS) else None


def _retranslated(short: Utterance, long: Utterance) -> float | None:
    """Return which part of what `short` says the other says in any order and with any endings, None where that is too little."""
    if not _RETRANSLATED_WORDS <= len(short.words) <= len(long.words) <= _RETRANSLATED_TIMES * len(short.words):
        return None
    different = dict.fromkeys(short.words)
    theirs = set(long.words)
    shared = [word for word in different if word in theirs or any(_one_root(word, other) for other in theirs)]
    says = sum(map(weight, shared))
    part = says / sum(map(weight, different))
    enough = says >= _RETRANSLATED_SAYS and sum(weight(word) >= _TELLING for word in shared) >= _RETRANSLATED_TELLING
    return part if enough and part >= _RETRANSLATED_PART else None


def _one_root(one: str, other: str) -> bool:
    least = max(_ROOT, math.ceil(2 / 3 * max(len(one), len(other))))
    return min(len(one), len(other)) >= least and one[:least] == other[:least]


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


def shared_utterances(one: Iterable[Utterance], other: Sequence[Utterance]) -> int:
    """Return how many quotes of `one` are, in some form, among the quotes of `other`."""
    return sum(any(match(mine, theirs) for theirs in other) for mine in one)


def telling_words(text: str, limit: int) -> list[str]:
    """Return the words of `text`, folded, that say most, for looking for its variants: the most telling first, each once."""
    return sorted(dict.fromkeys(words(text)), key=lambda word: -weight(stem(word)))[:limit]


def _contains(long: Sequence[str], short: Sequence[str]) -> bool:
    first = short[0]
    return any(word == first and long[i : i + len(short)] == short for i, word in enumerate(long[: len(long) - len(short) + 1]))


def _in_common(short: Sequence[str], long: Sequence[str]) -> list[int]:
    """Return which words of `short` stand in the same order in `long` (a longest common subsequence)."""
    from rapidfuzz.distance import LCSseq

    return [i for step in LCSseq.opcodes(short, long) if step.tag == "equal" for i in range(step.src_start, step.src_end)]
