"""What a query of the engine matches, in order, fetched a block at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import tantivy

BLOCK = 200
"""How many places are fetched at once: fetching one costs the engine nearly nothing beside finding them."""
_BLOCKS_HELD = 8
_SIFTED_BLOCKS = 4

Numbers = tuple[int, ...]


class Order(Protocol):
    """Matches in order, each as the numbers that tell what it is."""

    def __len__(self) -> int: ...

    def numbers(self, start: int, count: int, /) -> Sequence[Numbers]:
        """Return those at `start` and after; fewer than `count` only at the end."""


class Ranking:
    """The matching documents as their numbers in some fast fields, in the order of the field `by`, largest first, or by score."""

    def __init__(
        self, searcher: tantivy.Searcher, query: tantivy.Query, fields: Sequence[str], by: str | None, failed: Callable[[], Exception]
    ) -> None:
        """Look the first block up. `failed` makes the error to raise where the index turns out damaged."""
        self._searcher, self._query, self._fields, self._by, self._failed = searcher, query, fields, by, failed
        self._blocks: dict[int, list[Numbers]] = {}
        self._total: int | None = None
        self._block(0)

    def __len__(self) -> int:
        return self._total or 0

    def numbers(self, start: int, count: int, /) -> list[Numbers]:
        """See `Order`."""
        end = min(start + count, len(self))
        found: list[Numbers] = []
        while start < end:
            number, place = divmod(start, BLOCK)
            part = self._block(number)[place : place + end - start]
            if not part:
                break
            found += part
            start += len(part)
        return found

    def _block(self, number: int) -> list[Numbers]:
        if number not in self._blocks:
            first = self._total is None
            try:
                found = self._searcher.search(self._query, BLOCK, offset=number * BLOCK, count=first, order_by_field=self._by)
                addresses = [address for _, address in found.hits]
                columns = [self._searcher.fast_field_values(field, addresses) for field in self._fields]
            except ValueError as error:
                raise self._failed() from error
            if first:
                self._total = int(found.count)
            self._blocks[number] = [tuple(int(value or 0) for value in values) for values in zip(*columns, strict=True)]
            if len(self._blocks) > _BLOCKS_HELD:
                del self._blocks[next(iter(self._blocks))]
        return self._blocks[number]


class Sifted:
    """Of an order, what passes a test, looked for as far as is asked for; what stands far down is looked up in `whole`, the same order."""

    def __init__(self, order: Order, passes: Callable[[Numbers], bool], total: int, whole: Callable[[], Order]) -> None:
        """Take up how many pass as `total`."""
        self._order, self._passes, self._total = order, passes, total
        self._make = whole
        self._whole: Order | None = None
        self._found: list[Numbers] = []
        self._seen = 0

    def __len__(self) -> int:
        return self._total

    def numbers(self, start: int, count: int, /) -> Sequence[Numbers]:
        """See `Order`."""
        while len(self._found) < min(start + count, self._total) and self._seen < _SIFTED_BLOCKS * BLOCK:
            self._found += filter(self._passes, self._order.numbers(self._seen, BLOCK))
            self._seen += BLOCK
        if min(start + count, self._total) <= len(self._found):
            return self._found[start : start + count]
        if self._whole is None:
            self._whole = self._make()
        return self._whole.numbers(start, count)


class Listed:
    """An order that is at hand."""

    def __init__(self, found: Sequence[Numbers]) -> None:
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    def numbers(self, start: int, count: int, /) -> Sequence[Numbers]:
        """See `Order`."""
        return self._found[start : start + count]
