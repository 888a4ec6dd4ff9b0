"""The nouns of the program: an article, its blocks, and what the analysis says about it.

All offsets are code-point offsets into `Article.text`; every span is half open, ``[start, end)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of an article is there for."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    LIST_ITEM = "list-item"
    BLOCK_QUOTE = "block-quote"
    CAPTION = "caption"
    CREDIT = "credit"
    INSET = "inset"
    TEASER = "teaser"
    PROMO = "promo"
    READ_MORE = "read-more"
    RECOMMENDATION = "recommendation"


BOILERPLATE = frozenset({BlockKind.PROMO, BlockKind.CREDIT, BlockKind.READ_MORE, BlockKind.RECOMMENDATION})
"""Kinds that never feed names, quotes, search bodies or related articles, and that the reader folds."""

LINK_LISTS = frozenset({BlockKind.READ_MORE, BlockKind.RECOMMENDATION})
"""Kinds whose lines name other articles."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text with one purpose. Blocks are sorted, do not overlap, and leave out only blank space."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page: the words from `start` to `end` led to `target` (an address, never followed by itself)."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its canonical text and what the page itself says of its origin; unknown is None, never a guess."""

    key: str
    """The id that it was given, else its address, else its path."""
    title: str
    text: str
    """NFC, ``\\n`` line ends, no tabs, no control, escape or bidi-override characters. Includes the headline where there is one."""
    blocks: tuple[Block, ...] = ()
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    """ISO 8601 as precise as the page is: ``2024``, ``2024-05``, ``2024-05-16`` or ``2024-05-16T08:30:00+02:00``."""
    source: str | None = None
    """Path or feed address that the bytes came from."""
    digest: str = ""
    """SHA-256 of those bytes, in hexadecimal."""
    links: tuple[Link, ...] = ()

    def blocks_of(self, *kinds: BlockKind) -> Iterator[Block]:
        """Yield the blocks of these kinds in text order."""
        return (block for block in self.blocks if block.kind in kinds)


class Label(StrEnum):
    """OntoNotes labels of names."""

    PERSON = "PERSON"
    ORG = "ORG"
    GPE = "GPE"
    LOC = "LOC"
    FAC = "FAC"
    NORP = "NORP"
    EVENT = "EVENT"
    PRODUCT = "PRODUCT"
    WORK_OF_ART = "WORK_OF_ART"
    LAW = "LAW"


class MentionKind(StrEnum):
    """How the text refers to an entity."""

    NAME = "name"
    TITLE = "title"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that stands for an entity, with the rule or model that says so."""

    start: int
    end: int
    kind: MentionKind = MentionKind.NAME
    confidence: float = 1.0
    rule: str = "model"


@dataclass(frozen=True, slots=True)
class Entity:
    """Whom or what some mentions of one article stand for. `id` is ``e1``, ``e2`` … in order of first mention."""

    id: str
    name: str
    """Its fullest form in the article."""
    label: Label
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A date, an amount of money, a percentage or a quantity: label DATE, MONEY, PERCENT or QUANTITY."""

    start: int
    end: int
    label: str


class QuoteKind(StrEnum):
    """How a quote stands in the writer's text."""

    DIRECT = "direct"
    PARTIAL = "partial"
    INDIRECT = "indirect"


class QuoteForm(StrEnum):
    """Whether the words were spoken, or written in a statement, letter, post or report."""

    SPEECH = "speech"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a quote belongs to: `entity` is an `Entity.id` where it is known, `name` None for unnamed people,
    `mention` where the text names the source (None where the quote continues without naming it again)."""

    entity: str | None
    name: str | None
    mention: Span | None


@dataclass(frozen=True, slots=True)
class Relay:
    """Through whom the quote came: an agency, a broadcaster, a network."""

    name: str
    start: int
    end: int
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch of reported words. The span includes its quotation marks."""

    start: int
    end: int
    kind: QuoteKind
    confidence: float
    """Calibrated probability that quote and speaker are right."""
    speaker: Speaker | None = None
    cue: Span | None = None
    via: Relay | None = None
    form: QuoteForm = QuoteForm.SPEECH


@dataclass(frozen=True, slots=True)
class Annotations:
    """What the analysis says of one text, and which pipeline said it."""

    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    values: tuple[Value, ...] = ()
    """In text order."""
    language: str = "en"
    """ISO 639-1, ``und`` where it cannot be told."""
    note: str | None = None
    """Why names were left out, in words for the reader; None where they were not."""
    pipeline: str = ""
    """Name and version, such as ``pullquote_en 0.1.0``."""
