"""Annotations that came from outside, held against their text before anything is built on them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from analysis.article import Annotations, Block, Entity, Quote, Value
from analysis.canonical import clean_line

_LONGEST_NAME = 500
_LONGEST_NOTE = 2000


def vetted(annotations: Annotations, text: str) -> Annotations:
    """Return the annotations with their words cleaned for the screen.

    Raises `ValueError`, in words, where a span is none or lies outside of `text`, where ids repeat or are missing, and where a field
    holds something else than it should.
    """
    entities = tuple(_entity(entity, len(text)) for entity in annotations.entities)
    ids = {entity.id for entity in entities}
    if len(ids) < len(entities):
        raise ValueError("two of its entities have the same id")
    return Annotations(
        entities,
        tuple(_quote(quote, len(text), ids) for quote in annotations.quotes),
        tuple(_value(value, len(text)) for value in annotations.values),
        _words("language", annotations.language, 40),
        None if annotations.note is None else _words("note", annotations.note, _LONGEST_NOTE, empty=True),
        _words("pipeline", annotations.pipeline, _LONGEST_NAME, empty=True),
    )


def check_blocks(blocks: Iterable[Block], length: int) -> None:
    """Raise `ValueError` where blocks are out of order, overlap, or lie outside of a text of `length` characters."""
    reached = 0
    for block in blocks:
        if not reached <= block.start <= block.end <= length:
            raise ValueError(f"its blocks overlap or lie outside of its text (from {block.start} to {block.end} of {length})")
        reached = block.end


def _entity(entity: Entity, length: int) -> Entity:
    if not entity.mentions:
        raise ValueError("an entity is mentioned nowhere")
    for mention in entity.mentions:
        _span(mention.start, mention.end, length)
        _share("confidence", mention.confidence)
        _words("rule", mention.rule, _LONGEST_NAME, empty=True)
    return replace(entity, id=_words("id of an entity", entity.id, 80), name=_words("name of an entity", entity.name, _LONGEST_NAME))


def _quote(quote: Quote, length: int, ids: set[str]) -> Quote:
    _span(quote.start, quote.end, length)
    _share("confidence", quote.confidence)
    speaker, via = quote.speaker, quote.via
    if quote.cue is not None:
        _span(quote.cue.start, quote.cue.end, length)
    if speaker is not None:
        if speaker.mention is not None:
            _span(speaker.mention.start, speaker.mention.end, length)
        name = None if speaker.name is None else _words("name of a speaker", speaker.name, _LONGEST_NAME)
        speaker = replace(speaker, entity=_known(speaker.entity, ids), name=name)
    if via is not None:
        _span(via.start, via.end, length)
        via = replace(via, entity=_known(via.entity, ids), name=_words("name of a relay", via.name, _LONGEST_NAME))
    return replace(quote, speaker=speaker, via=via)


def _value(value: Value, length: int) -> Value:
    _span(value.start, value.end, length)
    return replace(value, label=_words("label of a value", value.label, 40))


def _known(entity: object, ids: set[str]) -> str | None:
    if entity is None:
        return None
    if not isinstance(entity, str) or entity not in ids:
        raise ValueError("a quote names an entity that is not there")
    return entity


def _span(start: object, end: object, length: int) -> None:
    if type(start) is not int or type(end) is not int or not 0 <= start <= end <= length:
        raise ValueError(f"it points outside of its text (from {str(start)[:40]} to {str(end)[:40]} of {length})")


def _share(what: str, number: object) -> None:
    if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
        raise ValueError(f"a {what} is no number")


def _words(what: str, words: object, most: int, *, empty: bool = False) -> str:
    if not isinstance(words, str):
        raise ValueError(f"the {what} is no text")
    line = clean_line(words, most)
    if not line and not empty:
        raise ValueError(f"the {what} is empty")
    return line
