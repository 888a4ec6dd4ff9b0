"""In this article: who and what is named how often, and the quotes by speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from analysis.article import Annotations, Article, Entity, MentionKind, Quote
from tui.widgets.article_marks import MarkedQuote, Tier, kind_of, mark, plain_tier
from tui.widgets.row_list import RowList
from tui.widgets.strips import Piece, fit

KIND_MARKS = {"person": "○", "org": "□", "place": "△", "other": "◇"}
"""The sign of each kind of name, for those who see no colours."""
UNKNOWN = "unknown"


class ContentsRow(NamedTuple):
    """A heading, an entity with its counts, or a quote."""

    words: str
    entity: Entity | None = None
    quote: Quote | None = None
    mentions: int = 0
    quotes: int = 0
    relayed: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether the row only says what follows."""
        return self.entity is None and self.quote is None


def contents_of(article: Article, annotations: Annotations | None, tier: Tier = plain_tier) -> list[ContentsRow]:
    """Return the rows: entities by count, then quotes grouped by speaker in the order of their first quote."""
    if annotations is None:
        return []
    marks = mark(article, annotations, tier)
    said = Counter(quote.speaker.entity for quote in annotations.quotes if quote.speaker)
    relayed = Counter(quote.via.entity or quote.via.name for quote in annotations.quotes if quote.via)
    rows = []
    for entity in annotations.entities:
        named = sum(mention.kind != MentionKind.PRONOUN for mention in entity.mentions)
        if named:
            rows.append(ContentsRow(entity.name, entity, None, named, said[entity.id], relayed[entity.id] or relayed[entity.name]))
    rows.sort(key=lambda row: (-row.mentions, row.words))
    speakers: dict[str, list[MarkedQuote]] = {}
    for _, _, quote in marks.spoken(indirect=True):
        speakers.setdefault(quote.label, []).append(quote)
    if rows and speakers:
        rows.append(ContentsRow(""))
    for speaker in sorted(speakers, key=lambda name: name == UNKNOWN):
        rows.append(ContentsRow(f"❝ {speaker}"))
        for quote in speakers[speaker]:
            words = " ".join(article.text[quote.span.start : quote.span.end].split())
            rows.append(ContentsRow(words, None, quote.quote))
    return rows


class ContentsRows(RowList[ContentsRow]):
    """The rows of the panel."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"contents--person", "contents--org", "contents--place", "contents--other"}
    DEFAULT_CSS = """
    ContentsRows {
        & > .contents--person { color: $text-accent; }
        & > .contents--org { color: $text-primary; }
        & > .contents--place { color: $text-success; }
        & > .contents--other { color: $text-secondary; }
    }
    """

    def key_of(self, row: ContentsRow) -> Hashable:
        """Entities are known by their id, quotes by where they begin."""
        return row.entity.id if row.entity else row.quote.start if row.quote else row.words

    def selectable(self, row: ContentsRow) -> bool:
        """Headings take no cursor."""
        return not row.is_heading

    def draw(self, row: ContentsRow, width: int) -> list[list[Piece]]:
        """Draw one line: mark, name and counts, or the words of a quote."""
        if row.entity is None:
            if row.is_heading:
                return [[(fit(row.words, width), "row--strong")]]
            return [[("  ", ""), (fit(row.words, width - 2), "")]]
        kind = kind_of(row.entity.label)
        counts = f"{row.mentions:>3}"
        spoken = f"❝ {row.quotes}" if row.quotes else f"via {row.relayed}" if row.relayed else ""
        spoken = f"  {spoken:<5}"
        name = fit(row.words, max(1, width - 2 - cell_len(counts) - cell_len(spoken)))
        gap = " " * (width - 2 - cell_len(name) - cell_len(counts) - cell_len(spoken))
        return [[(f"{KIND_MARKS[kind]} ", f"contents--{kind}"), (name, ""), (gap, ""), (counts, ""), (spoken, "row--faint")]]


class ContentsPanel(Vertical):
    """Names and quotes of the article at hand; Enter goes there."""

    DEFAULT_CSS = """
    ContentsPanel {
        border-top: solid $foreground 15%;
        border-title-color: $foreground 60%;
        border-title-background: transparent;
        &:focus-within { border-title-color: $foreground; border-title-style: bold reverse; }
    }
    """

    class EntityChosen(Message):
        """Enter or a click on an entity of the article."""

        def __init__(self, entity: Entity) -> None:
            self.entity = entity
            super().__init__()

    class QuoteChosen(Message):
        """Enter or a click on a quote of the article."""

        def __init__(self, quote: Quote) -> None:
            self.quote = quote
            super().__init__()

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.border_title = "In this article"

    def compose(self) -> ComposeResult:
        """The list."""
        yield ContentsRows(empty="No names or quotes.")

    @property
    def rows(self) -> ContentsRows:
        """The list."""
        return self.query_one(ContentsRows)

    def show(self, article: Article, annotations: Annotations | None, tier: Tier = plain_tier) -> None:
        """Show what is in an article; `annotations` is None while it is not analysed."""
        self.rows.empty = "Not analysed yet." if annotations is None else annotations.note or "No names or quotes."
        self.rows.show(contents_of(article, annotations, tier), keep=False)

    def focus(self, scroll_visible: bool = True) -> ContentsPanel:
        """Give the keys to the list."""
        self.rows.focus(scroll_visible)
        return self

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        row = event.row
        if isinstance(row, ContentsRow) and row.entity is not None:
            self.post_message(self.EntityChosen(row.entity))
        elif isinstance(row, ContentsRow) and row.quote is not None:
            self.post_message(self.QuoteChosen(row.quote))

    @on(RowList.Highlighted)
    def _highlighted(self, event: RowList.Highlighted) -> None:
        event.stop()
