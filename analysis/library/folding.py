"""Forms of titles, outlets and dates that sort as people expect."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

UNKNOWN_LAST = "\U0010ffff"
"""Sorts after every text; stands for an unknown outlet."""

_LONGEST_KEY = 80
_LEADING = re.compile(r"^[\W_]+")
_ZONED_TIME = re.compile(r"T\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$")


def fold(text: str) -> str:
    """Return `text` for sorting and comparing: no case, no accents, no punctuation before the first letter, at most 80 characters."""
    folded = text[: 4 * _LONGEST_KEY].casefold()
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return (_LEADING.sub("", folded) or folded)[:_LONGEST_KEY]


def outlet_key(outlet: str | None) -> str:
    """Return what articles are sorted and filtered by outlet with."""
    return fold(outlet) if outlet else UNKNOWN_LAST


def sort_date(published: str | None) -> str:
    """Return an ISO 8601 date so that text order is time order: as it is, but in UTC where it has a time zone; '' for None."""
    if not published:
        return ""
    if _ZONED_TIME.search(published):
        try:
            return datetime.fromisoformat(published).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
        except (ValueError, OverflowError):
            return published
    return published
