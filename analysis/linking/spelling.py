"""How names sound, whoever wrote them down: transliterations of one name come out equal or nearly so."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SOUNDS: Final = (
    ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("tsh", "c"), ("ch", "c"), ("kh", "h"), ("gh", "g"), ("sh", "s"), ("zh", "z"), ("ph", "f"),
    ("th", "t"), ("dj", "z"), ("ck", "k"), ("x", "ks"), ("q", "k"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("oe", "o"),
    ("ue", "u"), ("y", "i"), ("j", "i"),
)  # fmt: skip
"""Letters that different writers use for the same sound, in the order in which they are replaced."""

_DOUBLED: Final = re.compile(r"(.)\1+")
_VOWELS: Final = re.compile(r"[aeiou]+")
_OFF: Final = re.compile(r"(?:ff|v)$")
_MUTE: Final = re.compile(r"(?<=[aeiou])h$")
_NEAR_VOWELS: Final = str.maketrans("eo", "iu")


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """Return a lower-case word without accents as it sounds: "zelenskyy", "zelenskiy" and "zelensky" are one."""
    for letters, one in _SOUNDS:
        if letters in word:
            word = word.replace(letters, one)
    return _DOUBLED.sub(r"\1", _MUTE.sub("", _OFF.sub("f", word)))


@lru_cache(maxsize=16384)
def near_sound(word: str) -> str:
    """Return how a word sounds without telling e from i and o from u: "andrei" and "andriy" are one, "hussein" and "hossein"."""
    return _DOUBLED.sub(r"\1", sound(word).translate(_NEAR_VOWELS))


@lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """Return the consonants of how a word sounds, and "a" for a vowel that it begins with."""
    heard = sound(word)
    if not heard:
        return word
    first = "a" if heard[0] in "aeiou" else heard[0]
    return first + _VOWELS.sub("", heard[1:]) if first != "a" else "a" + _VOWELS.sub("", heard)
