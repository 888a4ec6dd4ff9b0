"""What the library hands to screens and to the command line: plain, frozen rows; every text in them is clean.

The rows that a list needs stand here; those about entities, quotes and searches stand in `analysis.library.details` and are
fetched from there on first use, since making these classes takes a noticeable part of the reader's start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from analysis.library.details import EntityCard, EntityRow, MarkedLink, QuoteRow, RelatedRow, SearchHit

__all__ = [
    "ArticleRow", "EntityCard", "EntityRow", "LibraryBusy", "LibraryError", "ListFilter", "MarkedLink", "Problem", "Progress", "QuoteRow",
    "RelatedRow", "SearchHit", "Sort", "State",
]  # fmt: skip


class LibraryError(Exception):
    """The library cannot be opened, read or written; the message says what happened, to which file, and what to do."""


class LibraryBusy(LibraryError):  # noqa: N818 - a state of the library, not a fault
    """Another process is at work on the library."""


State = Literal["all", "unread", "starred", "new"]
Sort = Literal["newest", "oldest", "outlet", "title", "added", "given"]


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Which articles a list shows; everything that is set must hold."""

    state: State = "all"
    """`new` are the articles that came after the last `Store.mark_seen`."""
    outlet: str | None = None
    entity: int | None = None
    ids: Sequence[int] | None = None
    """Only these; with the sort `given` in this order."""
    grouped: bool = False
    """Of near duplicates only the newest among those that the filter lets through; an unread one only where it is the newest of all."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of a list of articles."""

    id: int
    key: str
    title: str
    outlet: str | None
    published: str | None
    read: bool
    starred: bool
    analysed: bool
    words: int
    copies: int = 0
    """How many other articles of the library are nearly the same, where the list groups them."""
    copy_read: bool = False
    """Whether one of these has been read."""
    copy_of: int | None = None
    """The article below which this one stands as a near duplicate of it."""
    followed: str = ""
    """Whom of those in it the user follows, where the article came after that."""
    new: bool = False
    """Whether it came after the last `Store.mark_seen`; known where somebody is followed."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read, or an article that could not be analysed, in one clear line."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the analysis of the library is, in articles; `failed` are not among `done`."""

    done: int
    total: int
    failed: int


def __getattr__(name: str) -> Any:
    if name in __all__:
        from analysis.library import details

        return getattr(details, name)
    # Asked for by every import from this module is ``__path__``.
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
