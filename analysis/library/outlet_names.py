"""Outlets in a query -> the numbers that stand for them in the index. A library has few outlets: their names are looked at one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.library.documents import name_number, outlet_words
from analysis.query import Fuzzy, Phrase, Prefix, Text

if TYPE_CHECKING:
    from analysis.library.connection import Database


def outlets_named(database: Database, value: Text, wanted: Sequence[str]) -> list[int]:
    """Return the numbers of the outlets whose names have what `value` asks for; `wanted` are its words, at least one."""
    names = (outlet_words(key) for (key,) in database.all("SELECT outlet_key FROM outlets WHERE n > 0"))
    return sorted({name_number(words) for words in names if _has(words, value, wanted)})


def _has(words: Sequence[str], value: Text, wanted: Sequence[str]) -> bool:
    """Whether a name has these words as the engine finds them in a text: one after the other, near, spelt alike, or the last one begun."""
    if isinstance(value, Fuzzy):
        from rapidfuzz.distance import OSA

        return all(any(OSA.distance(word, near) <= value.distance for word in words) for near in wanted)
    if isinstance(value, Phrase) and value.slop and len(wanted) > 1:
        places = [[i for i, word in enumerate(words) if word == one] for one in wanted]
        return all(any(abs(after - before - 1) <= value.slop for before in first for after in then) for first, then in pairwise(places))
    *whole, last = wanted
    begun = isinstance(value, Prefix)
    return any(
        list(words[i : i + len(whole)]) == whole and (words[i + len(whole)].startswith(last) if begun else words[i + len(whole)] == last)
        for i in range(len(words) - len(whole))
    )
