"""The syntax tree of a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as column
from datetime import date
from enum import StrEnum

TEXT_FIELDS = ("title", "outlet", "author", "says", "about", "via", "tag", "feed")
"""Fields whose value is looked for as words."""
NAME_FIELDS = ("entity", "person", "org", "place", "speaker")
"""Fields whose value names somebody or something, by any of its aliases."""
QUOTE_FIELDS = frozenset({"speaker", "says", "about", "via"})
"""Fields about a quote. Those that stand side by side speak of one and the same quote."""
DATE_FIELDS = ("after", "before", "on")
FLAGS = {"is": ("unread", "read", "starred", "new"), "has": ("quotes", "names", "date", "author")}
"""Fields with a fixed choice of values."""
FIELDS = (*TEXT_FIELDS, *NAME_FIELDS, *DATE_FIELDS, *FLAGS, "sort")


class QueryError(ValueError):
    """A query that cannot be read: `position` (in code points) is where, `expected` what should have stood there."""

    def __init__(self, position: int, expected: str, message: str) -> None:
        super().__init__(message)
        self.position = position
        self.expected = expected
        self.message = message


class Sort(StrEnum):
    """The order that a query asks for."""

    DATE = "date"
    RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was typed."""

    text: str

    @property
    def exact(self) -> bool:
        """Whether other endings are left out: the word is capitalised."""
        return self.text != self.text.lower()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other. With `slop`, each stands at most so many places from where it would follow the one before."""

    text: str
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so; of several one after the other, the last."""

    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words that are spelt nearly so: one edit up to five letters, two beyond. A swap of neighbours is one edit."""

    text: str

    @property
    def distance(self) -> int:
        """How many edits are forgiven."""
        return 1 if len(self.text) <= 5 else 2


Text = Word | Phrase | Prefix | Fuzzy


@dataclass(frozen=True, slots=True)
class In:
    """A value looked for in one field (a text field or a name field). `at` is where it stands in the query."""

    field: str
    value: Text
    at: int = column(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, as its first and last day: `after` means on `first` or later, `before` earlier than `first`, `on` from `first` to `last`."""

    field: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Flag:
    """A fixed property such as ``is:unread``."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Everything:
    """The empty query."""


@dataclass(frozen=True, slots=True)
class And:
    """All of these; made by `all_of`."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these; made by `any_of`."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What this does not match; made by `none_of`."""

    part: Node


Node = Word | Phrase | Prefix | Fuzzy | In | Dated | Flag | Everything | And | Or | Not


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, and in which order (None: as the caller likes)."""

    root: Node
    sort: Sort | None = None


def all_of(parts: Iterable[Node]) -> Node:
    """Join `parts` with AND, without needless levels."""
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, And):
            flat.extend(part.parts)
        elif not isinstance(part, Everything):
            flat.append(part)
    if not flat:
        return Everything()
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: Iterable[Node]) -> Node:
    """Join `parts` with OR, without needless levels. A part that matches everything makes the whole match everything."""
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, Everything):
            return part
        if isinstance(part, Or):
            flat.extend(part.parts)
        else:
            flat.append(part)
    if not flat:
        return Everything()
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def none_of(part: Node) -> Node:
    """Negate `part`. A doubled negation cancels out; nothing to negate stays nothing to look for."""
    if isinstance(part, Not):
        return part.part
    return part if isinstance(part, Everything) else Not(part)


def leaves(node: Node, *, negated: bool = False) -> Iterator[tuple[Node, bool]]:
    """Yield every leaf of `node` with whether it stands under a negation."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part, negated=negated)
    elif isinstance(node, Not):
        yield from leaves(node.part, negated=not negated)
    elif not isinstance(node, Everything):
        yield node, negated
