"""Whatever the text, quotes lie inside it, do not cross, and nothing is raised."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.article import Entity, Label, Mention, Quote, QuoteKind
from analysis.language.quotes.finder import find_quotes
from analysis.language.quotes.marks import pair_marks

PIECES = [
    "“", "”", "‘", "’", '"', "'", "''", "``", "«", "»", "„", "\n", "\n\n", " ", ", ", ". ", "? ", ": ", "– ", "(", ")", "\u00a0", "\u2028",
    "Ida Moss", "Moss", "Mr Moss", "Tern Bay Council", "Noor", "he", "she", "it", "they", "who", "the mayor", "a spokesman for Moss",
    "said", "told", "called", "according to", "was quoted as saying by", "added", "wrote on", "that", "the rain", "is coming", "Q: ", "A: ",
    "MOSS: ", "it's", "the keepers'", "‘90s", "so-called", "Harbour News", "don’t", "…", "5", "\U0001f327", "e\u0301",
]  # fmt: skip
NAMES = {"Ida Moss": Label.PERSON, "Moss": Label.PERSON, "Noor": Label.PERSON, "Tern Bay Council": Label.ORG, "Harbour News": Label.ORG}


def entities_of(text: str) -> tuple[Entity, ...]:
    out: list[Entity] = []
    taken: set[int] = set()
    for name, label in NAMES.items():
        mentions: list[Mention] = []
        at = text.find(name)
        while at >= 0:
            if at not in taken and at + len(name) - 1 not in taken:
                mentions.append(Mention(at, at + len(name)))
                taken.update(range(at, at + len(name)))
            at = text.find(name, at + len(name))
        if mentions:
            out.append(Entity(f"e{len(out) + 1}", name, label, tuple(mentions)))
    return tuple(out)


def check(text: str) -> list[Quote]:
    for segment in pair_marks(text):
        assert 0 <= segment.start < segment.end <= len(text)
        assert segment.start <= segment.inner_start <= segment.inner_end <= segment.end
    entities = entities_of(text)
    found = find_quotes(text, entities, indirect=True)
    quotes = found.quotes
    assert [(q.start, q.end) for q in quotes] == sorted((q.start, q.end) for q in quotes)
    for number, quote in enumerate(quotes):
        assert 0 <= quote.start < quote.end <= len(text)
        assert 0.0 <= quote.confidence <= 1.0
        spans = [quote.cue, quote.via, quote.speaker.mention if quote.speaker else None]
        assert all(0 <= span.start < span.end <= len(text) for span in spans if span is not None)
        for other in quotes[number + 1 :]:
            nested = other.end <= quote.end and other.start >= quote.start
            assert other.start >= quote.end or (nested and other.kind is not quote.kind)
    known = {entity.id for entity in entities}
    assert all(q.speaker.entity in known for q in quotes if q.speaker and q.speaker.entity)
    assert all(0 <= number < len(entities) and text[m.start : m.end].strip() for number, m in found.pronouns)
    return quotes


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_mixtures_of_marks_and_names(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    check(text)


def test_ten_thousand_seeded_mixtures() -> None:
    chance = random.Random(4)
    kinds: set[QuoteKind] = set()
    for _ in range(10_000):
        text = "".join(chance.choice(PIECES) + chance.choice(("", " ", " ")) for _ in range(chance.randint(1, 40)))
        kinds.update(quote.kind for quote in check(text))
    assert kinds == set(QuoteKind)
