"""Indirect speech: sentences of the form source, cue, that-clause, without quotation marks. Precision before recall."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.article import Entity, Quote


def find_indirect(text: str, entities: Sequence[Entity], quotes: Sequence[Quote]) -> list[Quote]:
    """Return indirect quotes."""
    return []
