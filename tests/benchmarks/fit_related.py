"""Learn what words say, and fit the weights for headlines: `python -m tests.benchmarks.fit_related ../shared [--write]`.

Prints the weights that a logistic regression gives on pairs of headlines, and how well the ranking does on stories that it was not
fitted on (five folds over stories). With --write the counts of `analysis/lexis.json` are made anew first.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import analysis.lexis
from analysis.lexis import RAREST, stems
from analysis.related import HEADLINES, Profile, signals

NEIGHBOURS = 150
FOLDS = 5


def main(data: Path, write: bool) -> None:
    """Fit and print; see the module."""
    if write:
        write_counts(data / "data" / "raw" / "news.txt.gz")
    with (data / "data" / "related" / "headlines_dev.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pairs = neighbours([Profile(row["TITLE"]) for row in rows])
    stories = [row["STORY"] for row in rows]
    print("all stories:", weights(pairs, stories, set()))
    fold = {story: n % FOLDS for n, story in enumerate(sorted(set(stories)))}
    hits = asked = 0
    for held in range(FOLDS):
        out = {story for story in fold if fold[story] == held}
        fitted = weights(pairs, stories, out)
        for i, near in pairs.items():
            if stories[i] in out:
                best = sorted(near, key=lambda j: -sum(fitted[name] * near[j][name] for name in HEADLINES))[:10]
                hits += sum(stories[j] == stories[i] for j in best)
                asked += 10
    print(f"P@10 on stories held out: {hits / asked:.3f} (titles that are the query's own left out)")


def write_counts(news: Path) -> None:
    """Count in how many paragraphs of news each stem stands, and keep those that are not among the rarest."""
    counts: Counter[str] = Counter()
    paragraphs = 0
    with gzip.open(news, "rt", encoding="utf-8") as file:
        for paragraph in filter(str.strip, file):
            counts.update(set(stems(paragraph)))
            paragraphs += 1
    kept = {word: count for word, count in sorted(counts.items()) if count > RAREST}
    path = Path(analysis.lexis.__file__).with_suffix(".json")
    path.write_text(json.dumps({"paragraphs": paragraphs, "counts": kept}, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def neighbours(profiles: list[Profile]) -> dict[int, dict[int, dict[str, float]]]:
    """Return for each headline the signals of those whose words have most in common with its own, other than the same titles."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, profile in enumerate(profiles):
        for word in profile.title_words:
            holders[word].append(i)
    found: dict[int, dict[int, dict[str, float]]] = {}
    for i, profile in enumerate(profiles):
        shared: Counter[int] = Counter()
        for word in profile.title_words:
            for j in holders[word]:
                shared[j] += profile.says(word)  # type: ignore[assignment]
        near = [j for j, _ in shared.most_common(2 * NEIGHBOURS) if profiles[j].folded != profile.folded][:NEIGHBOURS]
        compared = {j: signals(profile, profiles[j]) for j in near}
        found[i] = {j: {name: getattr(signal, name) for name in HEADLINES} for j, signal in compared.items()}
    return found


def weights(pairs: dict[int, dict[int, dict[str, float]]], stories: list[str], held_out: set[str]) -> dict[str, float]:
    """Fit a logistic regression by Newton's method; large stories count by the root of their size."""
    import numpy as np

    size = Counter(stories)
    rows: list[list[float]] = []
    right: list[float] = []
    counts: list[float] = []
    for i, near in pairs.items():
        for j, signal in near.items():
            if not {stories[i], stories[j]} & held_out:
                rows.append([*signal.values(), 1.0])
                right.append(stories[i] == stories[j])
                counts.append(size[stories[i]] ** -0.5)
    x: Any = np.array(rows)
    y, w = np.array(right, float), np.array(counts)
    scale = np.append(x[:, :-1].std(axis=0) + 1e-9, 1.0)
    x /= scale
    b = np.zeros(x.shape[1])
    for _ in range(15):
        p = 1 / (1 + np.exp(-x @ b))
        b -= np.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + np.eye(len(b)), x.T @ (w * (p - y)) + b)
    return dict(zip([*HEADLINES, "base"], (b / scale).round(3).tolist(), strict=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--write" in sys.argv)
