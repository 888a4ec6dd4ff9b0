"""Quotes: scores on the development data, five-fold scores on the training data, speed of the pass without names."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from time import process_time

from analysis.article import Article, Entity, MentionKind, Quote
from analysis.language.pipeline import Analyser
from analysis.language.quotes import training
from analysis.language.quotes.calibration import confidence
from analysis.language.quotes.corpus import load, rows
from analysis.language.quotes.finder import find_quotes
from analysis.language.wire import to_json


def main(data: Path) -> None:
    """Print the tables; `data` is the folder with data/ and score/."""
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.jsonl"
        texts = _dev(data, said)
        _score("dev, whole pipeline", data, data / "data" / "quotes" / "dev.jsonl", said)
        _five_fold(data, said)
        _score("train, five-fold by article, names as labelled", data, data / "data" / "quotes" / "train.jsonl", said)
        _speed(texts)


def _dev(data: Path, said: Path) -> list[tuple[str, tuple[Entity, ...]]]:
    """Annotate the development articles; return their texts with the entities as the quote pass gets them."""
    analyser = Analyser.load()
    texts: list[tuple[str, tuple[Entity, ...]]] = []
    with said.open("w", encoding="utf8") as out:
        articles = [Article(row["id"], "", row["text"]) for row in rows(data / "data" / "quotes" / "dev.jsonl")]
        for article, annotations in zip(articles, analyser.annotate_many(articles), strict=True):
            out.write(json.dumps(to_json(article, annotations)) + "\n")
            entities = (
                replace(e, mentions=tuple(m for m in e.mentions if m.kind is not MentionKind.PRONOUN)) for e in annotations.entities
            )
            texts.append((article.text, tuple(entities)))
    return texts


def _five_fold(data: Path, said: Path) -> None:
    """Let five models answer for the articles that they have not seen."""
    right, noisy = load(data / "data")
    decisions = [
        (training.halved(training.examples_of(a)), training.halved(training.examples_of(b))) for a, b in zip(right, noisy, strict=True)
    ]
    folds = list(training.held_out(right, noisy, decisions))
    evidence = [row for _, answers in folds for _, found in answers for row in found.evidence]
    outcomes = [ok for _, answers in folds for article, found in answers for _, ok in training.verdicts(article, found.quotes)]
    weights = training.fit_logistic(evidence, outcomes)
    with said.open("w", encoding="utf8") as out:
        for article, found in folds[0][1]:
            quotes = found.quotes
            if len(quotes) == len(found.evidence):
                quotes = [replace(q, confidence=confidence(weights, row)) for q, row in zip(quotes, found.evidence, strict=True)]
            out.write(json.dumps({"id": article.key, "quotes": [_row(quote) for quote in quotes]}) + "\n")


def _row(quote: Quote) -> dict[str, object]:
    who, via = quote.speaker, quote.via
    mention = {"start": who.mention.start, "end": who.mention.end} if who and who.mention else None
    return {
        "start": quote.start,
        "end": quote.end,
        "kind": quote.kind.value,
        "confidence": quote.confidence,
        "speaker": {"name": who.name, "mention": mention} if who else None,
        "via": {"name": via.name} if via else None,
    }


def _score(title: str, data: Path, gold: Path, said: Path) -> None:
    print(f"-- {title}")
    done = subprocess.run([sys.executable, data / "score" / "score_quotes.py", gold, said], capture_output=True, text=True, check=False)
    print((done.stdout + done.stderr).strip())


def _speed(texts: Iterable[tuple[str, tuple[Entity, ...]]]) -> None:
    everything = list(texts)
    words = sum(len(text.split()) for text, _ in everything)
    for indirect in (False, True):
        times = []
        for _ in range(5):
            start = process_time()
            for text, entities in everything:
                find_quotes(text, entities, indirect=indirect)
            times.append(process_time() - start)
        what = "quote pass without names, with indirect speech" if indirect else "quote pass without names"
        print(f"{what}: {words / sorted(times)[2]:,.0f} words a second and core")
