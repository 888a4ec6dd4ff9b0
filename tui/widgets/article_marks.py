"""What the analysis marks in one article, arranged so that a row, a key press or a click finds it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.article import Annotations, Article, Entity, Label, Mention, MentionKind, Quote, QuoteKind, Span, Value
from tui.widgets.spans import SpanIndex

Tier = Callable[[float], str]
"""From a quote's confidence to the word before its speaker's name: "" when sure, "probably", or "unknown" for no name."""

KINDS = {
    Label.PERSON: "person",
    Label.ORG: "org",
    Label.GPE: "place",
    Label.LOC: "place",
    Label.FAC: "place",
}
"""The kind of name that a label is shown as; the rest are "other"."""
SPEAKER_COLOURS = 4


def plain_tier(confidence: float) -> str:
    """Say "probably" below 0.9 and name nobody below 0.5; for when no calibrated tiers are passed in."""
    return "" if confidence >= 0.9 else "probably" if confidence >= 0.5 else "unknown"


def kind_of(label: str) -> str:
    """Return "person", "org", "place" or "other" for a label of names."""
    return KINDS.get(label, "other")  # type: ignore[call-overload, no-any-return]


class MarkedMention(NamedTuple):
    """A mention with its entity."""

    mention: Mention
    entity: Entity

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.mention.start, self.mention.end)


class MarkedQuote(NamedTuple):
    """A quote with how its speaker is shown."""

    quote: Quote
    label: str
    """Who speaks: ``Lund``, ``probably Lund``, ``unknown``."""
    via: str
    """Who relayed the words, or nothing."""
    colour: int
    """Which of the speakers' colours, from 0; -1 for an unknown speaker."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.quote.start, self.quote.end)


@dataclass(slots=True)
class ArticleMarks:
    """The marks of one article; empty where it has not been analysed."""

    mentions: SpanIndex[MarkedMention] = field(default_factory=SpanIndex)
    """Every mention but pronouns."""
    names: SpanIndex[MarkedMention] = field(default_factory=SpanIndex)
    """The mentions that are names: what `next_mention` walks and what is underlined."""
    quotes: SpanIndex[MarkedQuote] = field(default_factory=SpanIndex)
    """Direct and partial quotes."""
    indirect: SpanIndex[MarkedQuote] = field(default_factory=SpanIndex)
    """Indirect quotes."""
    values: SpanIndex[Value] = field(default_factory=SpanIndex)

    def by_entity(self, entity: str) -> SpanIndex[MarkedMention]:
        """Return the mentions of one entity."""
        return SpanIndex(item for item in self.mentions if item[2].entity.id == entity)

    def spoken(self, indirect: bool) -> SpanIndex[MarkedQuote]:
        """Return the quotes that are shown."""
        return SpanIndex([*self.quotes, *self.indirect]) if indirect else self.quotes


def mark(article: Article, annotations: Annotations | None, tier: Tier = plain_tier) -> ArticleMarks:
    """Arrange `annotations` of `article`; spans that lie outside the text are left out."""
    if annotations is None:
        return ArticleMarks()
    size = len(article.text)
    mentions = [
        (mention.start, mention.end, MarkedMention(mention, entity))
        for entity in annotations.entities
        for mention in entity.mentions
        if 0 <= mention.start < mention.end <= size and mention.kind != MentionKind.PRONOUN
    ]
    marked = _mark_quotes(article.text, annotations, tier)
    return ArticleMarks(
        SpanIndex(mentions),
        SpanIndex(item for item in mentions if item[2].mention.kind == MentionKind.NAME),
        SpanIndex(item for item in marked if item[2].quote.kind != QuoteKind.INDIRECT),
        SpanIndex(item for item in marked if item[2].quote.kind == QuoteKind.INDIRECT),
        SpanIndex((value.start, value.end, value) for value in annotations.values if 0 <= value.start < value.end <= size),
    )


def short_names(text: str, entities: Sequence[Entity]) -> dict[str, str]:
    """Return the shortest name by which the article itself calls each entity and no other, by entity id."""
    used: dict[str, list[str]] = {}
    for entity in entities:
        forms = {text[mention.start : mention.end] for mention in entity.mentions if mention.kind == MentionKind.NAME}
        used[entity.id] = sorted((form.replace("\n", " ") for form in forms), key=lambda form: (len(form), form))
    shared = Counter(itertools.chain.from_iterable(used.values()))
    return {entity.id: next((form for form in used[entity.id] if shared[form] == 1), entity.name) for entity in entities}


def _mark_quotes(text: str, annotations: Annotations, tier: Tier) -> list[tuple[int, int, MarkedQuote]]:
    names = short_names(text, annotations.entities)
    colours: dict[str, int] = {}
    marked = []
    for quote in sorted(annotations.quotes, key=lambda quote: quote.start):
        if not 0 <= quote.start < quote.end <= len(text):
            continue
        name, colour = _speaker(text, quote, names), -1
        word = tier(quote.confidence)
        if name and word != "unknown":
            key = (quote.speaker.entity if quote.speaker else None) or name
            colour = colours.setdefault(key, len(colours)) % SPEAKER_COLOURS
            label = f"{word} {name}".strip()
        else:
            label = "unknown"
        via = names.get(quote.via.entity or "", quote.via.name) if quote.via is not None else ""
        marked.append((quote.start, quote.end, MarkedQuote(quote, label, via, colour)))
    return marked


def _speaker(text: str, quote: Quote, names: dict[str, str]) -> str | None:
    speaker = quote.speaker
    if speaker is None:
        return None
    if speaker.entity in names:
        return names[speaker.entity]
    if speaker.name:
        return speaker.name
    if speaker.mention is not None and 0 <= speaker.mention.start < speaker.mention.end <= len(text):
        return " ".join(text[speaker.mention.start : speaker.mention.end].split())
    return None


def first_of_runs(quotes: SpanIndex[MarkedQuote], text: str) -> list[MarkedQuote]:
    """Return the quotes that the margin names a speaker at: a run of quotes goes on until another speaks, or until a
    paragraph goes by without a quote."""
    first: list[MarkedQuote] = []
    before: tuple[str, str, int] | None = None
    last_end = 0
    for start, end, quote in quotes:
        said = (quote.label, quote.via, quote.colour)
        if before != said or text.count("\n\n", last_end, start) > 1:
            first.append(quote)
        before, last_end = said, max(last_end, end)
    return first
