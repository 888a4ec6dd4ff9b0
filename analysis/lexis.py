"""Words, their stems, and how much each of them says.

What a word says is learnt from news in general, not from the library at hand: in a library about one strike "strike" is frequent
and yet what its articles have in common, and "gadfly" rare and yet of no use. `lexis.json` has the number of paragraphs, and in how
many of them the more frequent stems stand (made by `tests/benchmarks/fit_related.py` from 4.4 million words of news).
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

WORD = re.compile(r"[^\W_]+")
RAREST = 20
"""A stem in fewer paragraphs counts as if it were in this many."""

_VOWEL = re.compile("[aeiouy]")


def fold(text: str) -> str:
    """Return `text` in lower case without accents."""
    text = text.lower()
    return text if text.isascii() else text.translate(_BASES)


def words(text: str) -> list[str]:
    """Return the words of `text`, folded, in order: what `WORD` finds in it, in a fifth of the time."""
    return text.lower().translate(_SPLIT).split()


def stem(word: str) -> str:
    """Return the stem of a folded English word."""
    return _STEMS[word]


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text` in order."""
    return list(map(_STEMS.__getitem__, words(text)))


def weight(word: str) -> float:
    """Return how much a stem says, in nats: minus the logarithm of the part of all paragraphs of news that it stands in."""
    return _WEIGHTS[word]


def vector(text: str) -> dict[str, float]:
    """Return the stems of `text`, each with what it says times one plus the logarithm of how often it stands there."""
    counts = Counter(map(_STEMS.__getitem__, words(text)))
    found = dict(zip(counts, map(_WEIGHTS.__getitem__, counts), strict=True))
    for word, count in counts.items():
        if count > 1:
            found[word] *= 1 + math.log(count)
    return found


def _stem(word: str) -> str:
    """Take the endings -s, -es, -ies, -ed and -ing off, and a silent e; the rest need not be a word."""
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and word[-2] not in "sui":
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and _VOWEL.search(rest):
            word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


@cache
def _learnt() -> tuple[int, dict[str, int]]:
    learnt = json.loads(files("analysis").joinpath("lexis.json").read_text(encoding="utf-8"))
    return learnt["paragraphs"], learnt["counts"]


class _Bases(dict[int, str]):
    """Code points -> what they are without accents."""

    def __missing__(self, code: int) -> str:
        base = "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c))
        self[code] = base
        return base


class _Split(dict[int, str]):
    """Code points -> what they are without accents where they belong to a word, a space where they do not."""

    def __missing__(self, code: int) -> str:
        self[code] = found = "".join(c if WORD.match(c) else " " for c in _BASES[code])
        return found


class _Stems(dict[str, str]):
    """Folded words -> stems, worked out once each. (A dictionary is looked up faster than a cached function is called.)"""

    def __missing__(self, word: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        self[word] = found = _stem(word)
        return found


class _Weights(dict[str, float]):
    """Stems -> what they say."""

    def __missing__(self, word: str) -> float:
        if len(self) >= _KEPT:
            self.clear()
        paragraphs, counts = _learnt()
        self[word] = found = math.log((paragraphs + 1) / (max(RAREST, counts.get(word, 0)) + 1))
        return found


_KEPT = 200_000
_BASES, _SPLIT, _STEMS, _WEIGHTS = _Bases(), _Split(), _Stems(), _Weights()
