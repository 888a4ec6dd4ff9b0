"""Articles of the library that are nearly the same text: agency copies, and one article saved twice.

Of the runs of four words in the beginning of each article the eight with the least hashes are kept (a sketch after Broder 1997);
articles that share two of them are compared in full, and those that are nearly the same are copies of one another: groups are what
hangs together so. Which articles these are follows from the texts in the library alone, not from the order in which they came. Adding
one looks at the few that share a run with it and changes nothing of any other.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from analysis.lexis import WORD, fold
from analysis.library.documents import body

if TYPE_CHECKING:
    from analysis.library.store import Store

NEAR = 0.5
"""The part of the runs of the shorter article that the other must have."""
SHORTEST = 0.2
"""The shorter article has at least this part of the runs of the other: a headline alone is no copy of its article."""
_RUN = 4
_SKETCH, _IN_COMMON = 8, 2
_WORDS = 250
_TEXT = 2_500
_CROWD = 50
"""A run that more articles than this begin with is a formula of their outlet, and says nothing."""


def duplicates(store: Store) -> Iterator[list[int]]:
    """Yield groups of ids of articles that are nearly the same, each in the order in which they were added."""
    groups: dict[int, list[int]] = {}
    for group, number in store.database.all("SELECT group_id, article_id FROM copies ORDER BY group_id, article_id"):
        groups.setdefault(group, []).append(number)
    yield from groups.values()


def take_up(connection: sqlite3.Connection, article_id: int) -> None:
    """Keep what a new article, or one with a new text, is known by, and group it with its near duplicates."""
    runs = _runs(connection, article_id)
    others = {run: _others(connection, run, article_id) for run in sketch(runs)}
    connection.executemany("INSERT INTO openings VALUES (?, ?)", [(run, article_id) for run in others])
    # What only a run that is too common from now on has brought together is not together any more.
    brought = {number for holders in others.values() if len(holders) == _CROWD for number in holders}
    for group in {group for number in brought if (group := _group(connection, number)) is not None}:
        _divide(connection, group)
    _join(connection, article_id, runs, others)


def sketch(runs: Iterable[int]) -> list[int]:
    """Return those of an article's runs that it is known by."""
    return sorted(runs)[:_SKETCH]


def regroup(connection: sqlite3.Connection) -> None:
    """Group all articles anew."""
    groups = groups_of(connection)
    connection.execute("DELETE FROM copies")
    connection.executemany(
        "INSERT INTO copies SELECT id, ?2, sort_date FROM articles WHERE id = ?1", [(number, group) for number, group in groups.items()]
    )


def groups_of(connection: sqlite3.Connection) -> dict[int, int]:
    """Return the group of each article that has near duplicates, worked out from what all articles are known by and not from `copies`."""
    lesser: dict[int, int] = {}

    def least(number: int) -> int:
        while (other := lesser.get(number, number)) != number:
            lesser[number] = lesser.get(other, other)
            number = other
        return number

    known = "SELECT run FROM openings GROUP BY run HAVING count(*) BETWEEN 2 AND ?"
    for (article_id,) in connection.execute(f"SELECT DISTINCT article_id FROM openings WHERE run IN ({known})", (_CROWD,)).fetchall():
        runs: set[int] | None = None
        for other, common in _sharing(connection, _all_others(connection, article_id)):
            one, two = sorted((least(article_id), least(other)))
            if other < article_id and one != two:
                runs = _runs(connection, article_id) if runs is None else runs
                if _near(runs, _runs(connection, other), common):
                    lesser[two] = one
                    lesser.setdefault(one, one)
    return {number: least(number) for number in sorted(lesser)}


def forget(connection: sqlite3.Connection, article_id: int) -> None:
    """Take an article that goes, or whose text changes, out of its group; its copies stay together where they are copies of each other."""
    others = _all_others(connection, article_id)
    group = _group(connection, article_id)
    connection.execute("DELETE FROM openings WHERE article_id = ?", (article_id,))
    connection.execute("DELETE FROM copies WHERE article_id = ?", (article_id,))
    if group is not None:
        _divide(connection, group)
    for number in {number for holders in others.values() if len(holders) == _CROWD for number in holders}:
        _join(connection, number)


def _join(
    connection: sqlite3.Connection, article_id: int, runs: set[int] | None = None, others: Mapping[int, list[int]] | None = None
) -> None:
    """Put an article into one group with all that are copies of it, and these groups together.

    `runs` are its own, and `others` those that share one of its sketch; they are looked up where they are not given.
    """
    own = _group(connection, article_id)
    joined = set() if own is None else {own}
    single: set[int] = set()
    for other, common in _sharing(connection, others or _all_others(connection, article_id)):
        group = _group(connection, other)
        if group in joined:
            continue
        runs = _runs(connection, article_id) if runs is None else runs
        if _near(runs, _runs(connection, other), common):
            (single if group is None else joined).add(other if group is None else group)
    if not single and joined <= {own}:
        return
    if own is None:
        single.add(article_id)
    name = min(single | joined)
    connection.executemany("UPDATE copies SET group_id = ? WHERE group_id = ?", [(name, group) for group in joined - {name}])
    connection.executemany("INSERT INTO copies SELECT id, ?, sort_date FROM articles WHERE id = ?", [(name, number) for number in single])


def _divide(connection: sqlite3.Connection, group: int) -> None:
    """Group anew what was one group, since something that held it together has gone."""
    members = [row[0] for row in connection.execute("SELECT article_id FROM copies WHERE group_id = ? ORDER BY 1", (group,))]
    connection.execute("DELETE FROM copies WHERE group_id = ?", (group,))
    for member in members:
        _join(connection, member)


def _group(connection: sqlite3.Connection, article_id: int) -> int | None:
    row = connection.execute("SELECT group_id FROM copies WHERE article_id = ?", (article_id,)).fetchone()
    return None if row is None else int(row[0])


def _sharing(connection: sqlite3.Connection, others: Mapping[int, list[int]]) -> Iterable[tuple[int, int]]:
    """Return the articles that share enough of these runs, those that share most first, and how many they share."""
    shared = Counter(number for holders in others.values() if len(holders) < _CROWD for number in holders)
    few = [number for number, common in shared.items() if common < _IN_COMMON] if len(others) >= _IN_COMMON else []
    if not few:
        return shared.most_common()
    short = connection.execute(
        f"SELECT article_id FROM openings WHERE article_id IN ({','.join(map(str, few))}) GROUP BY 1 HAVING count(*) < {_IN_COMMON}"
    )
    for number in set(few) - {row[0] for row in short}:
        del shared[number]
    return shared.most_common()


def _all_others(connection: sqlite3.Connection, article_id: int) -> dict[int, list[int]]:
    runs = connection.execute("SELECT run FROM openings WHERE article_id = ?", (article_id,)).fetchall()
    return {run: _others(connection, run, article_id) for (run,) in runs}


def _others(connection: sqlite3.Connection, run: int, article_id: int) -> list[int]:
    """Return the other articles that are known by a run, at most one more than `_CROWD`."""
    sql = "SELECT article_id FROM openings WHERE run = ? AND article_id <> ? LIMIT ?"
    return [row[0] for row in connection.execute(sql, (run, article_id, _CROWD + 1))]


def _near(one: set[int], other: set[int], common: int) -> bool:
    """Tell whether two articles with these runs, of which so many are common to their sketches, are nearly the same text."""
    least, most = sorted((len(one), len(other)))
    if common < min(_IN_COMMON, least) or least < SHORTEST * most:
        return False
    return len(one & other) >= NEAR * least > 0


def _runs(connection: sqlite3.Connection, article_id: int) -> set[int]:
    """Return the hashes of the runs of words that an article begins with."""
    title, text, blocks = connection.execute(
        f"SELECT title, substr(text, 1, {_TEXT}), blocks FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    return runs_of(title, text, json.loads(blocks))


def runs_of(title: str, text: str, blocks: Collection[tuple[int, int, str]]) -> set[int]:
    """Return the hashes of the runs of words that an article with this title, text and blocks (start, end, kind) begins with."""
    words = WORD.findall(fold(body(title, text[:_TEXT], blocks)))[:_WORDS]
    return {zlib.crc32(" ".join(words[i : i + _RUN]).encode()) for i in range(max(1, len(words) - _RUN + 1))} if words else set()
