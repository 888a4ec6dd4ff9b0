"""What the word that is being typed in a query may become: fields, names, outlets, tags and fixed values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.library.feeds import feeds
from analysis.library.folding import fold
from analysis.library.naming import LABELS
from analysis.query import DATE_FIELDS, FIELDS, FLAGS, NAME_FIELDS, Sort
from analysis.query.dates import SPOKEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.library.feeds import Feed
    from analysis.library.lookup import UnknownName
    from analysis.library.store import Store

_WORD = re.compile(r"""[-(]*(?:(?P<field>[A-Za-z]+):)?(?P<value>"[^"]*|[^\s()"]*)\Z""")
_VALUE = re.compile(r"""~?(?:["“”„‟«»＂][^"“”„‟«»＂]*["“”„‟«»＂]?|[^\s()"“”„‟«»＂]+)""")
_NAMES_READ = 50
"""Entities looked at for one completion; those of other labels are passed over."""


def word_start(text: str, cursor: int) -> int:
    """Return where the word that ends at `cursor` begins, without a minus or parentheses before it."""
    found = _typed(text[:cursor])
    return found.start("value") if found["field"] is None else found.start("field")


def complete(store: Store, text: str, cursor: int, limit: int = 10) -> list[str]:
    """Return what may stand instead of ``text[word_start(text, cursor):cursor]``, the likeliest first."""
    found = _typed(text[:cursor])
    value = found["value"].lstrip('"')
    if found["field"] is None:
        begun = "" if value in ("AND", "OR", "NOT") else value.lower()
        return [f"{name}:" for name in FIELDS if begun and name.startswith(begun)][:limit]
    field = found["field"].lower()
    return [f"{field}:{_quoted(choice)}" for choice in _values(store, field, value)[:limit]]


def instead(text: str, name: UnknownName) -> list[str]:
    """Return the query with a name that nothing goes by replaced by each of those that come near it."""
    rest = _VALUE.sub("", text[name.at :], count=1)
    return [f"{text[: name.at]}{_quoted(near)}{rest}" for near in name.nearest]


def feed_query(feed: Feed, among: Sequence[Feed]) -> str:
    """Return the query for what came by `feed`: by its title, or by its address where the title is not its own `among` all feeds."""
    return f"feed:{_quoted(_feed_name(feed, among))}"


def _typed(text: str) -> re.Match[str]:
    # Only the last few words are looked at, so that a long query costs no more than a short one.
    begin = max(0, len(text) - 200)
    found = _WORD.search(text, begin)
    assert found is not None
    return found


def _values(store: Store, field: str, value: str) -> list[str]:
    if field in NAME_FIELDS or field in ("about", "via"):
        labels = LABELS.get(field)
        rows = store.entities(value, _NAMES_READ)
        return [row.name for row in rows if labels is None or row.label in labels]
    if field == "outlet":
        return [name for name, _ in sorted(store.outlets(), key=lambda outlet: -outlet[1]) if _has_word(name, value)]
    if field == "feed":
        listed = feeds(store.database)
        return [_feed_name(feed, listed) for feed in listed if _has_word(feed.title, value) or value.lower() in feed.address]
    if field == "tag":
        return [
            tag for (tag,) in store.database.all("SELECT tag FROM tags GROUP BY tag ORDER BY count(*) DESC, tag") if _has_word(tag, value)
        ]
    fixed = FLAGS.get(field, tuple(Sort) if field == "sort" else SPOKEN if field in DATE_FIELDS else ())
    return [str(choice) for choice in fixed if choice.startswith(value.lower())]


def _feed_name(feed: Feed, among: Sequence[Feed]) -> str:
    own = any(map(str.isalnum, feed.title)) and sum(fold(other.title) == fold(feed.title) for other in among) == 1
    return feed.title if own else feed.address


def _has_word(name: str, start: str) -> bool:
    folded, wanted = fold(name), fold(start)
    return folded.startswith(wanted) or any(word.startswith(wanted) for word in folded.split())


def _quoted(value: str) -> str:
    plain = re.fullmatch(r"[^\s()\"*~“”„‟«»＂-][^\s()\"*“”„‟«»＂]*", value)
    return value if plain else '"' + re.sub(r'["“”„‟«»＂]', " ", value) + '"'
