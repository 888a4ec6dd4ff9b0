"""Spans with something attached, found by where they lie."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class SpanIndex(Generic[T]):
    """Spans ``(start, end, value)`` in text order; they may nest or overlap."""

    def __init__(self, spans: Iterable[tuple[int, int, T]] = ()) -> None:
        self._spans = sorted(spans, key=lambda span: (span[0], -span[1]))
        self._starts = [start for start, _, _ in self._spans]
        self._reach: list[int] = []  # furthest end among the spans up to this one
        reach = 0
        for _, end, _ in self._spans:
            reach = max(reach, end)
            self._reach.append(reach)

    def __len__(self) -> int:
        return len(self._spans)

    def __iter__(self) -> Iterator[tuple[int, int, T]]:
        return iter(self._spans)

    def __getitem__(self, index: int) -> tuple[int, int, T]:
        return self._spans[index]

    def overlapping(self, start: int, end: int) -> list[tuple[int, int, T]]:
        """Return the spans that share a character with ``[start, end)``, in text order."""
        index = bisect_left(self._starts, end) - 1
        found = []
        while index >= 0 and self._reach[index] > start:
            if self._spans[index][1] > start:
                found.append(self._spans[index])
            index -= 1
        return found[::-1]

    def at(self, offset: int) -> T | None:
        """Return the value of the innermost span over the character at `offset`."""
        found = self.overlapping(offset, offset + 1)
        return found[-1][2] if found else None

    def after(self, offset: int) -> int | None:
        """Return the index of the first span that starts after `offset`."""
        index = bisect_right(self._starts, offset)
        return index if index < len(self._spans) else None

    def before(self, offset: int) -> int | None:
        """Return the index of the last span that starts before `offset`."""
        index = bisect_left(self._starts, offset) - 1
        return index if index >= 0 else None

    def number(self, offset: int) -> int:
        """Return how many spans start at or before `offset`."""
        return bisect_right(self._starts, offset)
