"""Whether a line of a "Read more" list is the headline of an article, which its editors may have worded a little otherwise there."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final

from analysis.language.entities.words import word_set

SURE: Final = 0.9
"""From this score on, the two are one; the same as `analysis.library.store.SURE`."""

_WORD: Final = re.compile(r"[^\W_]+(?:\.\d+)?")
_POSSESSIVE: Final = re.compile(r"['’]s?\b")
_STOP: Final = word_set(
    """
    the a an of in on at to for and or by with from as is are was be it its his her he she they their this that i you we my our not no
    but after over into out up say says said how why what who when where will
    """
)
_STOP_WEIGHT: Final = 0.3
_ENDINGS: Final = ("ing", "ed", "es", "s")
_SURE_OVERLAP, _SURE_RATIO, _SURE_LENGTH = 0.62, 0.8, 0.6
_LEAST_OVERLAP, _LEAST_RATIO = 0.3, 0.55
_MOST_UNSURE: Final = 0.89


@lru_cache(maxsize=4096)
def words_of(headline: str) -> tuple[str, ...]:
    """Return the words of a headline: lower case, no accents, no possessives, numbers whole."""
    plain = headline.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return tuple(_WORD.findall(_POSSESSIVE.sub("", plain)))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return a word without a common ending, so that "strikes" and "striking" are nearly one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def telling(headline: str) -> frozenset[str]:
    """Return the stems of a headline's words that say something of it."""
    return frozenset(stem(word) for word in words_of(headline) if word not in _STOP)


def weights(frequencies: Mapping[str, int], articles: int) -> dict[str, float]:
    """Return how much each stem says, from the number of titles that have it among `articles`."""
    return {word: math.log((articles + 2) / (count + 0.5)) for word, count in frequencies.items()}


def same_headline(line: str, title: str, weight: Mapping[str, float]) -> float:
    """Return how surely a line means the article of this title: `SURE` to 1, below that probable, 0 where it does not.

    The rare words that both have must be much of all their words; rapidfuzz's `token_sort_ratio` and the lengths must agree, since a
    score of word sets would take "China" for every headline about it. Numbers that differ speak against it.
    """
    from rapidfuzz import fuzz

    one, two = words_of(line), words_of(title)
    if not one or not two:
        return 0.0
    if one == two:
        return 1.0
    unseen = max(weight.values(), default=1.0)
    overlap = _overlap({stem(word) for word in one}, {stem(word) for word in two}, weight, unseen)
    plain_one, plain_two = " ".join(one), " ".join(two)
    ratio = fuzz.token_sort_ratio(plain_one, plain_two) / 100
    length = min(len(plain_one), len(plain_two)) / max(len(plain_one), len(plain_two))
    if overlap < _LEAST_OVERLAP or ratio < _LEAST_RATIO:
        return 0.0
    alike = (overlap + ratio) / 2
    if overlap >= _SURE_OVERLAP and ratio >= _SURE_RATIO and length >= _SURE_LENGTH and not _numbers(one) ^ _numbers(two):
        return SURE + (1 - SURE) * min(alike, 0.99)
    return min(_MOST_UNSURE, alike)


def _overlap(one: Collection[str], two: Collection[str], weight: Mapping[str, float], unseen: float) -> float:
    def total(words: set[str]) -> float:
        return sum(_STOP_WEIGHT if word in _STOP else weight.get(word, unseen) for word in words)

    whole = total({*one} | {*two})
    return total({*one} & {*two}) / whole if whole else 0.0


def _numbers(words: Collection[str]) -> frozenset[str]:
    return frozenset(word for word in words if word[0].isdigit())
