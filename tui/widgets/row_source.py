"""What a list of rows shows: rows at hand, or anything with a length that gives rows by index."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, Protocol, TypeVar

RowT = TypeVar("RowT")
RowT_co = TypeVar("RowT_co", covariant=True)

NEARBY = 2_000
"""How many rows are looked at to find a row again in a source that has no `position_of`."""


class RowSource(Protocol[RowT_co]):
    """What a list shows: anything with a length that gives rows by index. May have ``position_of(key) -> int | None``."""

    def __len__(self) -> int: ...

    def row(self, index: int, /) -> RowT_co:
        """Return the row at `index`."""
        ...


class Rows(Generic[RowT]):
    """A row source over rows at hand."""

    def __init__(self, rows: Iterable[RowT] = ()) -> None:
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, index: int, /) -> RowT:
        """Return the row at `index`."""
        return self._rows[index]


def as_source(rows: RowSource[RowT] | Iterable[RowT]) -> RowSource[RowT]:
    """Return rows as a source, as which they may have come."""
    return rows if hasattr(rows, "row") else Rows(rows)  # type: ignore[return-value]


def find(source: RowSource[RowT], key: Hashable, key_of: Callable[[RowT], Hashable], near: int) -> int | None:
    """Return the index of the row known by `key`, or of the one that stands for it; None where there is none.

    Where the source cannot tell, only the rows around the index `near` are looked at.
    """
    position_of = getattr(source, "position_of", None)
    if position_of is not None:
        found: int | None = position_of(key)
        return found
    first = max(0, near - NEARBY // 2)
    return next((index for index in range(first, min(len(source), first + NEARBY)) if key_of(source.row(index)) == key), None)
