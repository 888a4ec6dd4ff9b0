"""Rows about entities, quotes, links, related articles and searches; see `analysis.library.records`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analysis.library.records import ArticleRow

if TYPE_CHECKING:
    from analysis.article import Span


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity of the library, with the number of articles that have it and of quotes that are its own."""

    id: int
    name: str
    label: str
    articles: int
    quotes: int
    aliases: tuple[str, ...]
    """Its other written forms, the most frequent first."""


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One quote with where it stands; `start` and `end` are offsets into its article's text."""

    article_id: int
    n: int
    start: int
    end: int
    text: str
    speaker: str | None
    entity_id: int | None
    kind: str
    form: str
    confidence: float
    cue: str | None
    via: str | None
    published: str | None
    outlet: str | None
    title: str


@dataclass(frozen=True, slots=True)
class RelatedRow:
    """A related article and why it is one; `kind` is ``same story``, ``update`` or ``background``."""

    article: ArticleRow
    score: float
    kind: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article that a search found; `marks` index the snippet, `start` is where in the article's text to open."""

    article: ArticleRow
    snippet: str
    marks: tuple[Span, ...]
    start: int | None


@dataclass(frozen=True, slots=True)
class EntityCard:
    """What the card of an entity shows at a glance."""

    entity: EntityRow
    first: str | None
    last: str | None
    weeks: tuple[int, ...]
    """Mentions a week, oldest first, the last one being the week of `last`; empty where no article has a date."""
    quotes_by: tuple[QuoteRow, ...]
    quotes_about: tuple[QuoteRow, ...]
    neighbours: tuple[tuple[EntityRow, int], ...]
    """Entities in the same articles, each with the number of the latest articles that they share."""


@dataclass(frozen=True, slots=True)
class MarkedLink:
    """A line of a read-more or recommendation list, matched to a title of the library."""

    start: int
    end: int
    text: str
    state: Literal["in library", "probable", "missing"]
    article_id: int | None
