"""How sure an answer is: a small logistic model over what is known about it, so that 0.9 means right nine times in ten."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from analysis.article import Entity, Label

from .candidates import Candidate
from .features import Choice
from .marks import Segment

Evidence = dict[str, float]


class Surnames:
    """The names of an article's persons, sorted from their ends."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._reversed = sorted(entity.name[::-1] for entity in entities if entity.label is Label.PERSON)

    def shared(self, person: Entity) -> bool:
        """Whether another person of the article has the same last name."""
        wanted = person.name.split()[-1][::-1]
        first = bisect_left(self._reversed, wanted)
        return sum(name.startswith(wanted) for name in self._reversed[first : first + 2]) > 1


def evidence_of(
    segment: Segment,
    choice: Choice,
    speech: float,
    raw: float,
    candidate: Candidate | None,
    number: int,
    entities: Sequence[Entity],
    surnames: Surnames,
) -> Evidence:
    """What speaks for and against one answer.

    `speech` is the chance that the segment is a quote, `raw` that it belongs to this speaker; `number` is the entity's, -1 for nobody by
    name.
    """
    out = {"bias": 1.0, "raw": _logit(raw), "speech": _logit(speech)}
    if candidate is not None and candidate.role not in "SIA":
        out["no subject"] = 1.0
    out["short" if choice.words <= 3 else ("middle" if choice.words <= 8 else "long")] = 1.0
    if choice.title:
        out["title"] = 1.0
    if choice.amiss:
        out["amiss"] = 1.0
    if number in choice.named:
        out["named inside"] = 1.0
    if not segment.closed:
        out["open"] = 1.0
    if candidate is not None and candidate.paragraph != choice.paragraph:
        out["far"] = 1.0
    if number >= 0:
        entity = entities[number]
        out["label " + (entity.label.value if entity.label in (Label.PERSON, Label.ORG) else "other")] = 1.0
        out["named once"] = float(len(entity.mentions) == 1)
        if " " not in entity.name:
            out["one word"] = 1.0
            if len(entity.mentions) == 1:
                out["one word once"] = 1.0
        if entity.label is Label.PERSON and surnames.shared(entity):
            out["shared surname"] = 1.0
            if candidate is not None and candidate.kind == "P" and candidate.end - candidate.start < len(entity.name):
                out["shared surname alone"] = 1.0
    elif candidate is not None:
        out["unnamed " + candidate.kind] = 1.0
    return out


def confidence(weights: Mapping[str, float], evidence: Evidence) -> float:
    """The chance that quote and speaker are right; without weights the raw probability."""
    if not evidence:
        return 0.0
    if not weights:
        return 1.0 / (1.0 + math.exp(-evidence["raw"]))
    total = sum(weights.get(name, 0.0) * value for name, value in evidence.items())
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), 4)


def _logit(chance: float) -> float:
    chance = min(max(chance, 0.0005), 0.9995)
    return math.log(chance / (1.0 - chance))
