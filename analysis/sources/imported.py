"""What other readers' libraries say of an article beside its text."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.article import Article
from analysis.canonical import clean_line

MOST_TAGS = 50


@dataclass(frozen=True, slots=True)
class Imported:
    """An article from another program's store with the state that it had there."""

    article: Article
    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()


def clean_tags(tags: object) -> tuple[str, ...]:
    """Return tags as clean single lines without doubles: of a list of texts (or of objects with a label), or of one text parted
    by commas or bars."""
    if isinstance(tags, str):
        tags = tags.replace("|", ",").split(",")
    if not isinstance(tags, list | tuple):
        return ()
    labels = (tag.get("label") or tag.get("name") or tag.get("slug") if isinstance(tag, dict) else tag for tag in tags[:1000])
    cleaned = (clean_line(label, 80) for label in labels if isinstance(label, str))
    return tuple(dict.fromkeys(label for label in cleaned if label))[:MOST_TAGS]
