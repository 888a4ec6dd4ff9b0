"""Feeds in a query -> feeds of the library, by title or address or by how either begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from analysis.library.feeds import feeds
from analysis.query import Fuzzy, Prefix, Text

if TYPE_CHECKING:
    from analysis.library.connection import Database
    from analysis.library.feeds import Feed

_NOT_SAID = ("http", "https", "www")
"""What an address begins with, though nobody types it."""
_NEAREST = 3
_NEAR_ENOUGH = 60.0


class FeedNames:
    """The feeds of a library by their names; `words` splits a text into words."""

    def __init__(self, database: Database, words: Callable[[str], list[str]]) -> None:
        self._words = words
        self._forms = [(feed, (self._form(feed.title), self._form(feed.address))) for feed in feeds(database)]

    def resolve(self, value: Text) -> list[Feed]:
        """Return the feeds that `value` means.

        A whole title or address wins. Failing that, the beginning of one is enough where it fits a single feed; with a star all
        are meant that begin so.
        """
        same_address = [feed for feed, _ in self._forms if feed.address.casefold() == value.text.casefold()]
        if same_address and not isinstance(value, Prefix):
            return same_address
        wanted = self._form(value.text)
        if not wanted:
            return []
        if isinstance(value, Fuzzy):
            from rapidfuzz.distance import OSA

            return [feed for feed, (title, _) in self._forms if title and OSA.distance(title, wanted) <= value.distance]
        beginning = self._beginning(wanted)
        if isinstance(value, Prefix):
            return beginning
        exact = [feed for feed, forms in self._forms if wanted in forms]
        return exact or (beginning if len(beginning) == 1 else [])

    def nearest(self, value: Text) -> list[str]:
        """Return up to three names of feeds: those that begin with `value`, else those that are spelt like it, the nearest first."""
        from rapidfuzz import fuzz, process

        wanted = self._form(value.text)
        if beginning := self._beginning(wanted):
            return [feed.name for feed in beginning[:_NEAREST]]
        by_form = {form: feed.name for feed, forms in self._forms for form in forms if form}
        found = process.extract(wanted, by_form.keys(), scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=_NEAR_ENOUGH)
        return list(dict.fromkeys(by_form[match[0]] for match in found))

    def _beginning(self, wanted: str) -> list[Feed]:
        return [feed for feed, forms in self._forms if wanted and any(form.startswith(wanted) for form in forms)]

    def _form(self, text: str) -> str:
        words = self._words(text)
        while words and words[0] in _NOT_SAID:
            words = words[1:]
        return " ".join(words)
