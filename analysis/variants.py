"""When two quotes are the same utterance: word for word, cut short, or put in somewhat other words."""

from __future__ import annotations

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


def match(one: Utterance, other: Utterance, *, same_article: bool = False) -> Match | None:
    """Return how two quotes are the same utterance, None where they are not.

    Within one article a quote comes again whole or cut; what is only alike there was said twice.
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
    shared = set(short.words) & set(long.words)
    if same_article or sum(weight(word) >= _TELLING for word in shared) < 2:
        return None
    least = _REWORDED_SAYS if same_person else _REWORDED_SAYS_OTHERS
    if sum(map(weight, shared)) < least:
        return None
    says = sum(weight(short.words[i]) for i in _in_common(short.words, long.words))
    part = says / short.says
    if says < least or part < (_REWORDED_PART if same_person else _REWORDED_PART_OTHERS):
        return None
    return Match(How.REWORDED, part, other_speaker)


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
