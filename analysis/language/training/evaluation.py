"""How well a pipeline finds the names of labelled articles: exact spans, as `score_names.py` of the data counts them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from analysis.language.pipeline import Analyser

LabelledSpan = tuple[int, int, str]

WORLDWIDE = {"GPE": "LOC", "PERSON": "PERSON", "LOC": "LOC", "ORG": "ORG", "NORP": "NORP"}
"""Labels of Worldwide English NER that are compared, by ours."""


def f1(pairs: Iterable[tuple[set[LabelledSpan], set[LabelledSpan]]]) -> dict[str, float]:
    """Return F1 in percent over pairs of (gold, said): by label, of all (`names`), and with labels left aside (`spans`)."""
    right: Counter[str] = Counter()
    either: Counter[str] = Counter()
    for gold, said in pairs:
        bare_gold, bare_said = {span[:2] for span in gold}, {span[:2] for span in said}
        right["spans"] += len(bare_gold & bare_said)
        either["spans"] += len(bare_gold) + len(bare_said)
        for key, spans in (("names", gold & said), *((span[2], {span}) for span in gold & said)):
            right[key] += len(spans)
        for span in (*gold, *said):
            either["names"] += 1
            either[span[2]] += 1
    return {key: round(200 * right[key] / either[key], 1) for key in sorted(either)}


def score_names(model: Path, data: Path) -> dict[str, dict[str, float]]:
    """Return the scores of the pipeline in a folder on both development sets."""
    analyser = Analyser.load(str(model))

    def measure(name: str, fold: Callable[[str], str | None]) -> dict[str, float]:
        pairs = []
        with (data / "names" / name).open(encoding="utf8") as lines:
            for line in lines:
                row = json.loads(line)
                said = analyser.annotate_text(row["text"])
                spans = {(m.start, m.end, e.label.value) for e in said.entities for m in e.mentions if m.kind == "name"}
                pairs.append((_folded(map(tuple, row["spans"]), fold), _folded(spans, fold)))
        return f1(pairs)

    return {"names/dev": measure("dev.jsonl", lambda label: label), "names/dev_worldwide": measure("dev_worldwide.jsonl", WORLDWIDE.get)}


def _folded(spans: Iterable[LabelledSpan], fold: Callable[[str], str | None]) -> set[LabelledSpan]:
    return {(start, end, folded) for start, end, label in spans if (folded := fold(label)) is not None}
