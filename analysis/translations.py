"""When two quotes are translations of the same words, made by two people."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

from analysis.lexis import weight
from analysis.variants import Utterance, equal_stretches

# What one person says on one occasion is on one subject and full of its names, so that much has to be in common, and neither quote much
# longer than the other. (Set by reading the quotes that one person has in two articles of one story, in 1,371 articles.)
_WORDS, _WORDS_AT_MOST, _TIMES = 8, 200, 2.5
_SAYS, _SAYS_IN_ORDER = 24.0, 20.0
_PART, _PART_OF_SHORTER = 0.48, 0.6
_TELLING, _STANDS = 3.5, 4.5
"""Words that say less, in nats, hold no place ("that", "will"), or stand for nothing ("do", "only")."""
_ROOT = 5
"""Words are of one root if they begin with the same letters: so many, and two thirds of the longer word."""
_ALIKE = {"shall": "will", "ll": "will", "no": "not", "t": "not", "never": "not", "till": "until"}
_ALIKE |= {f"{word}body": f"{word}on" for word in ("every", "any", "some")}
"""Stems of little words that a translator chooses freely, each with what it is taken for."""


def translated(one: Utterance, other: Utterance) -> float | None:
    """Return which part of what two quotes say is the same, where they may be translations of one utterance; None where they are not.

    They are quotes of one person on one occasion. Half of what both say is the same: in any order and with any endings, or in the same
    order, where a word that stands for another one twice counts as the same (a turn of speech survives a translation).
    """
    short, long = sorted((one.words, other.words), key=lambda words: (len(words), words))
    if not _WORDS <= len(short) <= len(long) <= min(_WORDS_AT_MOST, _TIMES * len(short)):
        return None
    found = [part for part in (_in_any_order(short, long), _in_order(short, long)) if part >= _PART]
    return max(found, default=None)


def _in_any_order(short: Sequence[str], long: Sequence[str]) -> float:
    mine, theirs = dict.fromkeys(short), dict.fromkeys(long)
    says = sum(weight(word) for word in mine if word in theirs or any(_one_root(word, other) for other in theirs))
    all_mine, all_theirs = sum(map(weight, mine)), sum(map(weight, theirs))
    return 2 * says / (all_mine + all_theirs) if says >= max(_SAYS, _PART_OF_SHORTER * min(all_mine, all_theirs)) else 0.0


def _one_root(one: str, other: str) -> bool:
    least = max(_ROOT, math.ceil(2 / 3 * max(len(one), len(other))))
    return min(len(one), len(other)) >= least and one[:least] == other[:least]


def _in_order(short: Sequence[str], long: Sequence[str]) -> float:
    one, other = _plain(short), _plain(long)
    telling = [[word for word in words if weight(word) >= _TELLING] for words in (one, other)]
    standing = {theirs: own for (own, theirs), times in Counter(_instead(*telling)).items() if times > 1}
    other = [standing.get(word, word) for word in other]
    says = sum(sum(map(weight, one[start:end])) for start, end, _, _ in equal_stretches(one, other))
    return 2 * says / (sum(map(weight, one)) + sum(map(weight, other))) if says >= _SAYS_IN_ORDER else 0.0


def _plain(words: Sequence[str]) -> list[str]:
    out: list[str] = []
    for word in words:
        if word == "one" and out and out[-1] == "not":
            out[-1] = "nobody"
        else:
            out.append(_ALIKE.get(word, word))
    return out


def _instead(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the words that stand in the same gap between what is equal, each pair once a gap."""
    left = right = 0
    for start, end, there, there_end in [*equal_stretches(one, other), (len(one), len(one), len(other), len(other))]:
        yield from product(
            *(dict.fromkeys(word for word in gap if weight(word) >= _STANDS) for gap in (one[left:start], other[right:there]))
        )
        left, right = end, there_end
