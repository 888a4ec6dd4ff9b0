"""Names and entities on the development sets, counted by the data's own scorers, beside what is asked."""

from __future__ import annotations

import json
import pathlib
import re
import subprocess
import sys
import tempfile

from analysis.article import Article, Label
from analysis.language.pipeline import Analyser
from analysis.language.wire import to_json

TEN = ",".join(label.value for label in Label)
FOUR = "PERSON,LOC,ORG,NORP"


def annotate(analyser: Analyser, gold: pathlib.Path, said: pathlib.Path) -> None:
    """Write what the analysis says of each article of a gold file."""
    with gold.open(encoding="utf8") as lines, said.open("w", encoding="utf8") as out:
        for line in lines:
            row = json.loads(line)
            article = Article(row["id"], "", row["text"])
            out.write(json.dumps(to_json(article, analyser.annotate(article)), ensure_ascii=False) + "\n")


def score(data: pathlib.Path, script: str, *args: object) -> str:
    """Return what a scorer prints."""
    command = [sys.executable, str(data / "score" / script), *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def last_number(pattern: str, text: str) -> str:
    """Return what the last match of a pattern caught."""
    found = re.findall(pattern, text)
    return found[-1] if found else "?"


def main(data: pathlib.Path) -> None:
    """Print the table."""
    analyser = Analyser.load()
    names, entities = data / "data" / "names", data / "data" / "entities" / "train.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        worldwide, dev, whole = (pathlib.Path(folder, name) for name in ("worldwide", "dev", "entities"))
        annotate(analyser, names / "dev_worldwide.jsonl", worldwide)
        annotate(analyser, names / "dev.jsonl", dev)
        annotate(analyser, entities, whole)
        four = score(data, "score_names.py", names / "dev_worldwide.jsonl", worldwide, "--map", "worldwide", "--labels", FOUR)
        nine = score(data, "score_names.py", names / "dev_worldwide.jsonl", worldwide, "--map", "worldwide")
        ten = score(data, "score_names.py", names / "dev.jsonl", dev, "--labels", TEN)
        same = score(data, "score_entities.py", entities, whole)
    print(f"{analyser.version}\n{'measure':58} {'got':>6} {'must':>6} {'aim':>6}")
    for measure, got, must, aim in (
        ("names/dev_worldwide, PERSON LOC ORG NORP, F1", last_number(r"names F1 ([\d.]+)", four), 79.5, 84),
        ("the same, spans with any label", last_number(r"any label: F1 ([\d.]+)", four), 87, 91),
        ("names/dev, ten labels, F1", last_number(r"names F1 ([\d.]+)", ten), 78.5, 84),
        ("entities/train, last line of its scorer", same.strip().splitlines()[-1], 85, 93),
    ):
        print(f"{measure:58} {got:>6} {must:>6} {aim:>6}")
    print("\nnames/dev, ten labels\n" + ten + "\nnames/dev_worldwide, all labels, values among them\n" + nine)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
