"""Articles of the library that are nearly the same text: agency copies, and one article saved twice.

Of the runs of four words in the beginning of each article the twelve with the least hashes are kept (a sketch after Broder 1997);
articles that share four of them are compared in full. One pass over the library, whatever its size.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.lexis import WORD, fold
from analysis.library.documents import body

if TYPE_CHECKING:
    from analysis.library.index import Index
    from analysis.library.store import Store

NEAR = 0.5
"""The part of the runs of the shorter article that the other must have."""
_RUN = 4
_SKETCH, _IN_COMMON = 12, 4
_WORDS = 250
_TEXT = 2_500
_CROWD = 50
"""A run that more articles than this begin with is a formula of their outlet."""
_READ_AT_ONCE = 500


def duplicates(store: Store, index: Index | None = None) -> Iterator[list[int]]:
    """Yield groups of ids of articles that are nearly the same, each in the order in which they were added."""
    del index  # texts are compared as the store has them
    sketches: dict[int, list[int]] = {}
    holders: dict[int, list[int]] = defaultdict(list)
    last = 0
    while rows := store.database.all(_SQL, (last, _READ_AT_ONCE)):
        for number, title, text, blocks in rows:
            last = number
            sketches[number] = sorted(_runs(title, text, blocks))[:_SKETCH]
            for run in sketches[number]:
                holders[run].append(number)
    groups: dict[int, int] = {}
    for number, sketch in sketches.items():
        shared = Counter(other for run in sketch if len(holders[run]) <= _CROWD for other in holders[run] if other < number)
        for other, count in shared.items():
            if count >= min(_IN_COMMON, len(sketch)) and near_duplicates(store, number, other):
                groups[number] = groups.get(other, other)
                break
    members: dict[int, list[int]] = defaultdict(list)
    for number, first in groups.items():
        members[first].append(number)
    for first in sorted(members):
        yield [first, *members[first]]


def near_duplicates(store: Store, one: int, other: int) -> bool:
    """Whether two articles of the library are nearly the same text."""
    rows = store.database.all(_SQL.replace("id > ?", "id IN (?1, ?2)").replace("LIMIT ?", ""), (one, other))
    if len(rows) < 2:
        return False
    first, second = (_runs(title, text, blocks) for _, title, text, blocks in rows)
    least = min(len(first), len(second))
    return least > 0 and len(first & second) / least >= NEAR


_SQL = f"SELECT id, title, substr(text, 1, {_TEXT}), blocks FROM articles WHERE id > ? ORDER BY id LIMIT ?"


def _runs(title: str, text: str, blocks: str) -> set[int]:
    """Return the hashes of the runs of words that an article begins with."""
    words = WORD.findall(fold(body(title, text, json.loads(blocks))))[:_WORDS]
    return {zlib.crc32(" ".join(words[i : i + _RUN]).encode()) for i in range(max(1, len(words) - _RUN + 1))} if words else set()
