"""The two small models: softmax over what a quote may belong to, and over whom a pronoun may stand for. Weights are plain dictionaries."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import repeat
from typing import Any

NOT_SPEECH, UNLISTED, CONTINUED = "0", "X", "K"
"""The three answers without a mention: no speech, somebody who is not among the candidates, the last quote goes on."""
BARE = (NOT_SPEECH, UNLISTED, CONTINUED)


@dataclass(slots=True)
class Weights:
    """What training has learnt. `bare` has the weights of a segment's features for the three answers without a mention."""

    bare: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    candidate: dict[str, float] = field(default_factory=dict)
    antecedent: dict[str, float] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    """Weights of the evidence for an answer: see `calibration`."""
    speech: float = 0.37
    """Least probability of speech for a segment to be a quote."""

    def to_json(self) -> dict[str, Any]:
        """For the weights file; rounded to three decimals."""
        return {
            "bare": {k: [round(w, 3) for w in v] for k, v in sorted(self.bare.items())},
            "candidate": {k: round(w, 3) for k, w in sorted(self.candidate.items())},
            "antecedent": {k: round(w, 3) for k, w in sorted(self.antecedent.items())},
            "confidence": {k: round(w, 4) for k, w in sorted(self.confidence.items())},
            "speech": self.speech,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Weights:
        """The reverse of `to_json`."""
        return cls(
            {k: (v[0], v[1], v[2]) for k, v in data["bare"].items()},
            dict(data["candidate"]),
            dict(data["antecedent"]),
            dict(data["confidence"]),
            float(data["speech"]),
        )


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that ship with the program."""
    return Weights.from_json(json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf8")))


def probabilities(weights: Weights, common: list[str], features: list[list[str]]) -> list[float]:
    """Softmax over the three bare answers, then the candidates, in this order."""
    null = other = same = 0.0
    bare = weights.bare
    for name in common:
        triple = bare.get(name)
        if triple is not None:
            null += triple[0]
            other += triple[1]
            same += triple[2]
    get = weights.candidate.get
    scores = [null, other, same]
    scores += [sum(map(get, names, repeat(0.0))) for names in features]
    return softmax(scores)


def antecedent_probabilities(weights: Weights, options: list[list[str]]) -> list[float]:
    """Softmax over the options for one pronoun or noun phrase."""
    get = weights.antecedent.get
    return softmax([sum(get(name, 0.0) for name in names) for names in options])


def softmax(scores: list[float]) -> list[float]:
    """Scores -> probabilities."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
