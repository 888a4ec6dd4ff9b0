"""Names resolved within the article: pairwise scores and speed, with the names as labelled and as the built-in pipeline finds them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from analysis.article import Entity
from analysis.language.entities.resolve import resolve

Names = list[tuple[int, int, str]]


def main(data: Path) -> None:
    """Print the scores on the articles whose entities are labelled; `data` is the folder that holds `data` and `score`."""
    gold = _rows(data / "data" / "entities" / "train.jsonl")
    labelled = {row["id"]: row for row in _rows(data / "data" / "names" / "train.jsonl")}
    both = [row for row in gold if labelled.get(row["id"], {}).get("text") == row["text"]]
    scorer = data / "score" / "score_entities.py"
    print(f"names as labelled, {len(both)} articles")
    _measure(both, lambda row: [tuple(span) for span in labelled[row["id"]]["spans"]], scorer)
    print(f"names of the built-in pipeline, {len(gold)} articles (its training saw the names of {len(both)} of them)")
    _measure(gold, _recogniser(), scorer)


def _rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _recogniser() -> Callable[[dict], Names]:
    """Find names with the built-in pipeline."""
    from analysis.language.pipeline import Analyser

    analyser = Analyser.load()

    def names(row: dict) -> Names:
        doc = analyser.nlp(analyser.make_doc(row["text"]))
        return [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]

    return names


def _measure(gold: list[dict], names_of: Callable[[dict], Names], scorer: Path) -> None:
    names = {row["id"]: names_of(row) for row in gold}
    words = sum(len(row["text"].split()) for row in gold)
    start = time.process_time()
    said = {row["id"]: resolve(row["text"], names[row["id"]]) for row in gold}
    spent = time.process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        wanted, answer = Path(folder, "gold.jsonl"), Path(folder, "said.jsonl")
        _write(wanted, gold)
        _write(answer, (_wire(key, entities) for key, entities in said.items()))
        for labels in ("PERSON,ORG", "PERSON", "ORG"):
            run = subprocess.run(
                [sys.executable, str(scorer), str(wanted), str(answer), "--labels", labels], capture_output=True, text=True, check=True
            )
            print(f"  {labels:11} {run.stdout.strip().splitlines()[-1]}")
    print(f"  {words / spent:,.0f} words a second")


def _wire(key: str, entities: Iterable[Entity]) -> dict:
    return {"id": key, "entities": [{"id": e.id, "mentions": [{"start": m.start, "end": m.end} for m in e.mentions]} for e in entities]}


def _write(path: Path, rows: Iterable[dict]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
