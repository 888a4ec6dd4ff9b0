"""Annotations as JSON: what the `annotate` filter prints, and what the library keeps of an analysis.

The shape is the one that the scorers read: `id`, `entities` with their mentions, `quotes` with speaker, cue and relay, `values`.
Besides it carries `text` and `blocks`, so that the offsets can be used without the file that the article came from.
This module knows nothing of spaCy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.article import (
    Annotations,
    Article,
    Entity,
    Label,
    Mention,
    MentionKind,
    Quote,
    QuoteForm,
    QuoteKind,
    Relay,
    Span,
    Speaker,
    Value,
)

_DATES_AND_MONEY = frozenset({"DATE", "MONEY"})
"""Labels of the list ``values``, which is for dates and money; percentages and quantities stand in ``quantities``."""
_DIGITS = 4
"""Confidences are written with this many decimal places."""


def _value_to_json(value: Value) -> dict[str, Any]:
    return {"start": value.start, "end": value.end, "label": value.label}


def to_json(article: Article, annotations: Annotations, *, with_article: bool = False) -> dict[str, Any]:
    """Return one article and what the analysis says of it as plain JSON values.

    `with_article` adds title, url, outlet, author and published. All offsets are code points into `text`, spans are half open.
    """
    row: dict[str, Any] = {"id": article.key}
    if with_article:
        row |= {
            "title": article.title,
            "url": article.url,
            "outlet": article.outlet,
            "author": article.author,
            "published": article.published,
        }
    row["text"] = article.text
    row["blocks"] = [{"start": block.start, "end": block.end, "kind": block.kind.value} for block in article.blocks]
    return row | annotations_to_json(annotations)


def annotations_to_json(annotations: Annotations) -> dict[str, Any]:
    """Return the annotations alone, without the text that their offsets index."""
    return {
        "entities": [_entity_to_json(entity) for entity in annotations.entities],
        "quotes": [_quote_to_json(quote) for quote in annotations.quotes],
        "values": [_value_to_json(value) for value in annotations.values if value.label in _DATES_AND_MONEY],
        "quantities": [_value_to_json(value) for value in annotations.values if value.label not in _DATES_AND_MONEY],
        "language": annotations.language,
        "note": annotations.note,
        "pipeline": annotations.pipeline,
    }


def annotations_from_json(row: Mapping[str, Any]) -> Annotations:
    """Return the annotations in an object that `to_json` or `annotations_to_json` made; other keys are ignored.

    Raises `ValueError` or `KeyError` where a required key is missing or holds something else.
    """
    return Annotations(
        entities=tuple(_entity_from_json(entity) for entity in row.get("entities", ())),
        quotes=tuple(_quote_from_json(quote) for quote in row.get("quotes", ())),
        values=tuple(
            sorted(
                (Value(value["start"], value["end"], value["label"]) for name in ("values", "quantities") for value in row.get(name, ())),
                key=lambda value: (value.start, value.end, value.label),
            )
        ),
        language=row.get("language", "en"),
        note=row.get("note"),
        pipeline=row.get("pipeline", ""),
    )


def _entity_to_json(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.name,
        "label": entity.label.value,
        "mentions": [
            {
                "start": mention.start,
                "end": mention.end,
                "kind": mention.kind.value,
                "confidence": round(mention.confidence, _DIGITS),
                "rule": mention.rule,
            }
            for mention in entity.mentions
        ],
    }


def _entity_from_json(row: Mapping[str, Any]) -> Entity:
    mentions = tuple(
        Mention(
            mention["start"],
            mention["end"],
            MentionKind(mention.get("kind", MentionKind.NAME)),
            mention.get("confidence", 1.0),
            mention.get("rule", "model"),
        )
        for mention in row["mentions"]
    )
    return Entity(row["id"], row["name"], Label(row["label"]), mentions)


def _quote_to_json(quote: Quote) -> dict[str, Any]:
    speaker, via = quote.speaker, quote.via
    return {
        "start": quote.start,
        "end": quote.end,
        "kind": quote.kind.value,
        "form": quote.form.value,
        "confidence": round(quote.confidence, _DIGITS),
        "speaker": speaker and {"entity": speaker.entity, "name": speaker.name, "mention": _span_to_json(speaker.mention)},
        "cue": _span_to_json(quote.cue),
        "via": via and {"name": via.name, "start": via.start, "end": via.end, "entity": via.entity},
    }


def _quote_from_json(row: Mapping[str, Any]) -> Quote:
    speaker, via = row.get("speaker"), row.get("via")
    return Quote(
        row["start"],
        row["end"],
        QuoteKind(row["kind"]),
        row.get("confidence", 1.0),
        speaker and Speaker(speaker.get("entity"), speaker.get("name"), _span_from_json(speaker.get("mention"))),
        _span_from_json(row.get("cue")),
        via and Relay(via["name"], via["start"], via["end"], via.get("entity")),
        QuoteForm(row.get("form", QuoteForm.SPEECH)),
    )


def _span_to_json(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"start": span.start, "end": span.end}


def _span_from_json(row: Mapping[str, Any] | None) -> Span | None:
    return None if row is None else Span(row["start"], row["end"])
