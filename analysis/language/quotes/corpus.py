"""Labelled quotes for training: articles, their names, and a copy with the kinds of mistakes that a name recogniser makes."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.article import Entity

from ..entities.resolve import resolve
from .lexicon import HONORIFICS

Names = list[tuple[int, int, str]]
DETERMINERS = frozenset("the its his her a an their our".split())
PARTICLES = frozenset("de la von van bin al der den el y del da dos du of for and".split())
DROPPED, MISLABELLED, CLIPPED = 0.07, 0.05, 0.04
"""Shares of the names that a noisy copy loses, calls something else, or cuts short."""


@dataclass(slots=True)
class Labelled:
    """One article with its names as entities and its gold quotes."""

    key: str
    text: str
    entities: tuple[Entity, ...]
    quotes: list[dict[str, Any]]
    unsure: list[tuple[int, int]]
    """Quotation marks that nobody could decide on."""


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file; nothing where it is missing."""
    if path.exists():
        with path.open(encoding="utf8") as lines:
            yield from map(json.loads, lines)


def load(data: Path) -> tuple[list[Labelled], list[Labelled]]:
    """Read ``quotes/train.jsonl`` under `data`, with the names of ``names/train.jsonl`` where the article is there, else those of
    ``entities/train.jsonl``. Return the articles with right names and, in the same order, with noisy ones.

    Raises FileNotFoundError where there are no labelled quotes.
    """
    path = data / "quotes" / "train.jsonl"
    if not path.exists():
        raise FileNotFoundError(f"no labelled quotes at {path}: give the data folder with --data")
    spans = {row["id"]: row["spans"] for row in rows(data / "names" / "train.jsonl")}
    known = {row["id"]: row["entities"] for row in rows(data / "entities" / "train.jsonl")}
    right: list[Labelled] = []
    noisy: list[Labelled] = []
    chance = random.Random(20)
    for row in rows(path):
        text = row["text"]
        names: Names = [(s, e, label) for s, e, label in spans.get(row["id"], ())] or names_from_entities(text, known.get(row["id"], ()))
        unsure = [(m["start"], m["end"]) for m in row["other_marks"] if m["kind"] != "not_speech"]
        right.append(Labelled(row["id"], text, resolve(text, names), row["quotes"], unsure))
        noisy.append(Labelled(row["id"], text, resolve(text, spoil(text, names, chance)), row["quotes"], unsure))
    return right, noisy


def names_from_entities(text: str, entities: Sequence[dict[str, Any]]) -> Names:
    """Find the known surface forms in the text, longest first; descriptions ("the UN director") and titles are left out."""
    forms: set[tuple[str, str]] = set()
    for entity in entities:
        person = entity["label"] == "PERSON"
        for alias in entity["aliases"]:
            words = alias.split()
            if words and words[0].lower() in DETERMINERS:
                words = [] if person else words[1:]
            while person and len(words) > 1 and words[0].lower().strip(".") in HONORIFICS:
                words = words[1:]
            if words and words[0][0].isupper() and all(w[0].isupper() or not w[0].isalpha() or w in PARTICLES for w in words):
                forms.add((" ".join(words), entity["label"]))
    taken = bytearray(len(text))
    found: Names = []
    for form, label in sorted(forms, key=lambda pair: (-len(pair[0]), pair)):
        for hit in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            if not any(taken[hit.start() : hit.end()]):
                taken[hit.start() : hit.end()] = b"\1" * len(form)
                found.append((hit.start(), hit.end(), label))
    return sorted(found)


def spoil(text: str, names: Names, chance: random.Random) -> Names:
    """Lose, mislabel or clip some of the names, as a recogniser does on articles that it has not seen."""
    out: Names = []
    for start, end, label in names:
        draw = chance.random()
        if draw < DROPPED:
            continue
        if draw < DROPPED + MISLABELLED:
            label = "ORG" if label in ("PERSON", "GPE") else "PERSON"
        elif draw < DROPPED + MISLABELLED + CLIPPED and " " in text[start:end]:
            if chance.random() < 0.5:
                start = text.index(" ", start) + 1
            else:
                end = text.rindex(" ", start, end)
        out.append((start, end, label))
    return out
