"""Names that can be one -> groups that are one: a function of the names and of nothing else, so that no order of arrival matters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from analysis.linking.likeness import Likeness, Name, contradict

Tie = tuple[int, int, Likeness]
"""Two names by their ids, and how they are alike."""


class Group(NamedTuple):
    """Names that stand for one entity."""

    head: Name
    """The one that it is known by."""
    members: tuple[Name, ...]
    """All of them, the head first, in order of `Name.rank`."""
    whys: Mapping[int, Likeness]
    """Why each but the head belongs here."""


def partition(names: Mapping[int, Name], ties: Iterable[Tie], company: Callable[[int, int], float]) -> list[Group]:
    """Put names that are tied together into groups.

    `company(a, b)` says how much the articles of two names have in common. The surest ties come first. A name that is alike to two
    others that contradict each other belongs to neither, and no group takes in a name that contradicts one of its own.
    """
    if len(names) == 1:
        return [Group(name, (name,), {}) for name in names.values()]
    held = [tie for tie in ties if _holds(names[tie[0]], names[tie[1]], tie[2], company)]
    held = _unambiguous(names, held)
    held.sort(key=lambda tie: (-tie[2].score, sorted((names[tie[0]].rank[1:], names[tie[1]].rank[1:]))))
    group_of = {number: [number] for number in names}
    for a, b, _ in held:
        one, other = group_of[a], group_of[b]
        if one is other or any(contradict(names[x], names[y]) for x in one for y in other):
            continue
        one.extend(other)
        for number in other:
            group_of[number] = one
    distinct = {id(group): group for group in group_of.values()}
    return [_group(names, members, held) for members in distinct.values()]


def _holds(a: Name, b: Name, why: Likeness, company: Callable[[int, int], float]) -> bool:
    if why.ratio and max(a.articles, b.articles) >= why.ratio * min(a.articles, b.articles):
        return True
    if why.company:
        return company(a.id, b.id) >= why.company
    return not why.ratio


def _unambiguous(names: Mapping[int, Name], ties: list[Tie]) -> list[Tie]:
    """Leave out the ties of a name to others of which two contradict each other."""
    near: dict[int, list[int]] = {}
    for a, b, _ in ties:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    torn = {
        (number, x)
        for number, others in near.items()
        for i, x in enumerate(others)
        for j, y in enumerate(others)
        if i != j and contradict(names[x], names[y])
    }
    return [tie for tie in ties if (tie[0], tie[1]) not in torn and (tie[1], tie[0]) not in torn]


def _group(names: Mapping[int, Name], members: list[int], ties: list[Tie]) -> Group:
    ordered = sorted((names[number] for number in members), key=lambda name: name.rank)
    head = ordered[0]
    whys: dict[int, Likeness] = {}
    for name in ordered[1:]:
        own = [tie for tie in ties if name.id in tie[:2] and tie[0] in members and tie[1] in members]
        direct = [tie for tie in own if head.id in tie[:2]]
        # Not tied to the head itself but to another member: its own best reason counts.
        whys[name.id] = max((tie[2] for tie in direct or own), key=lambda why: (why.score, why.reason))
    return Group(head, tuple(ordered), whys)
