"""Learn what words say, and fit the weights of related articles: `python -m tests.benchmarks.fit_related ../shared [--write] [LIBRARY]`.

Prints the weights that a logistic regression gives on pairs of headlines, and how well the ranking does on stories that it was not
fitted on (five folds over stories). With --write the counts of `analysis/lexis.json` are made anew first.

With a library of the data's articles (`pullquote add --library LIBRARY ../shared/data/articles`) it prints the weights for articles,
too, fitted on all pairs of the sample library, at half their weight, and on the pairs of `judged_pairs.csv`: those that any state of
the score showed, and those just below. They were judged by reading: 1 the same story, what led to it or what came of it; 0.5 the same
subject; 0 only the same people, places or kind of event. What quotes and days add is set by hand and taken as given.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from pathlib import Path
from typing import Any

import analysis.lexis
import seeds
from analysis.article import Article
from analysis.language.pipeline import Analyser
from analysis.lexis import RAREST, stems
from analysis.library.index import Index
from analysis.library.related import compared
from analysis.library.store import Store
from analysis.library.writer import Writer
from analysis.related import HEADLINES, NAMES_UNKNOWN, SHARED_MOST, Profile, Signals, signals
from analysis.sources import read

NEIGHBOURS = 150
FOLDS = 5
SHUFFLES = 10
"""So many times the stories of articles are put into folds: they are few."""
JUDGED = Path(__file__).with_name("judged_pairs.csv")
OF_ARTICLES = ("text", "names", "shared", "told")
SAMPLE_COUNTS = 0.5
RIGHT = 0.82
"""The base for articles is lowered until so many of the pairs that are shown, of stories held out, are of one story."""


def main(data: Path, write: bool, library: Path | None = None) -> None:
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
    if library is not None:
        fit_articles(library)


def fit_articles(library: Path) -> None:
    """Print the weights for articles, and how many of the judged pairs that are shown are related."""
    pairs = judged(library)
    score, found = held_out(pairs, sample_pairs())
    least = threshold(score, [pair.related for pair in pairs])
    print("articles:", {**found, "base": round(found["base"] - least, 3)})
    _print_shown("held out", [value - least for value in score], pairs)
    _print_shown("as the reader shows them", [pair.found.score for pair in pairs], pairs)


@dataclass(frozen=True)
class Pair:
    """Two articles, how much they have to do with each other (0 to 1), and what they have in common."""

    one: str
    other: str
    related: float
    found: Signals

    @property
    def values(self) -> list[float]:
        """What the weights are for, in the order of `OF_ARTICLES`."""
        found, text = self.found, self.found.text or 0.0
        return [text, NAMES_UNKNOWN * text if found.names is None else found.names, min(SHARED_MOST, found.shared), found.told or 0.0]

    @property
    def given(self) -> float:
        """What is added by hand."""
        return sum(value for name, value in self.found.parts().items() if name in ("quotes", "days"))


def judged(library: Path) -> list[Pair]:
    """Return the judged pairs; their articles are known by the ends of their paths."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with Store.open(library, readonly=True) as store, Index.open(library) as index:
        numbers = {"/".join(Path(source).parts[-2:]): number for number, source in store.database.all("SELECT id, source FROM articles")}
        found = [(row, compared(store, index, numbers[row["one"]], numbers[row["other"]])) for row in rows]
    return [Pair(row["one"], row["other"], float(row["related"]), both[1]) for row, both in found if both is not None]


def sample_pairs() -> list[Pair]:
    """Return all pairs of whole articles of the sample library, as the shipped pipeline reads them."""
    truth = json.loads((Path(__file__).parents[1] / "fixtures" / "sample_truth.json").read_text(encoding="utf-8"))
    story = {article["path"].partition("#")[2] or article["path"]: article["story"] for article in truth["articles"]}
    root = Path(seeds.__file__).parent / "articles"
    analyser = Analyser.load()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder)) as store:
        writer = Writer(store.database)
        stories = {}
        for article in (item for item in read([root]) if isinstance(item, Article)):
            (added,) = writer.add([article])
            writer.annotate(added.article_id, article.digest, analyser.annotate(article))
            name = Path(article.source or "").resolve().relative_to(root.resolve()).as_posix()
            stories[added.article_id] = story[name if name in story else article.key]
        with Index.open(Path(folder), readonly=False) as index:
            index.catch_up(store)
        with Index.open(Path(folder)) as index:
            both = [(one, other, compared(store, index, one, other)) for one, other in combinations(stories, 2)]
    same = [(one, other, stories[one] == stories[other], pair[1]) for one, other, pair in both if pair is not None]
    return [Pair(str(one), str(other), float(one_story), found) for one, other, one_story, found in same if found.text is not None]


def held_out(pairs: list[Pair], others: list[Pair]) -> tuple[list[float], dict[str, float]]:
    """Return the scores of pairs by the weights that were fitted on other stories, and the weights that are fitted on all."""

    def fitted(kept: list[Pair]) -> dict[str, float]:
        both = [*kept, *others]
        counts = [1.0] * len(kept) + [SAMPLE_COUNTS] * len(others)
        given = [pair.given for pair in both]
        return logistic([pair.values for pair in both], [pair.related for pair in both], counts, OF_ARTICLES, 0.1, given)

    story = stories_of(pairs)
    score = [0.0] * len(pairs)
    for shuffle in range(SHUFFLES):
        stories = sorted(set(story.values()))
        random.Random(shuffle).shuffle(stories)
        fold = {name: n % FOLDS for n, name in enumerate(stories)}
        for held in range(FOLDS):
            weights = fitted([pair for pair in pairs if held not in (fold[story[pair.one]], fold[story[pair.other]])])
            for n, pair in enumerate(pairs):
                if fold[story[pair.one]] == held:
                    says = sum(weights[name] * value for name, value in zip(OF_ARTICLES, pair.values, strict=True))
                    score[n] += (weights["base"] + says + pair.given) / SHUFFLES
    return score, fitted(pairs)


def stories_of(pairs: list[Pair]) -> dict[str, str]:
    """Return for each article one that stands for its story: pairs that are not judged 0 are of one."""
    found = {article: article for pair in pairs for article in (pair.one, pair.other)}

    def first(article: str) -> str:
        while found[article] != article:
            article = found[article]
        return article

    for pair in pairs:
        if pair.related:
            found[first(pair.one)] = first(pair.other)
    return {article: first(article) for article in found}


def threshold(score: list[float], related: list[float]) -> float:
    """Return the lowest score from which on `RIGHT` of the pairs are of one story."""
    ranked = sorted(zip(score, related, strict=True), reverse=True)
    right = accumulate(value == 1 for _, value in ranked)
    return min(found for (found, _), (n, sure) in zip(ranked, enumerate(right, 1), strict=True) if sure >= RIGHT * n)


def _print_shown(label: str, score: list[float], pairs: list[Pair]) -> None:
    shown = [pair.related for value, pair in zip(score, pairs, strict=True) if value >= 0]
    story, subject = shown.count(1) / len(shown), shown.count(0.5) / len(shown)
    print(f"{label}: {len(shown)} pairs above the threshold, {story:.0%} of one story, {subject:.0%} of one subject;", end=" ")
    print(f"{shown.count(1) / sum(pair.related == 1 for pair in pairs):.0%} of the pairs of one story are above it")


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
    """Fit the weights for headlines; large stories count by the root of their size."""
    size = Counter(stories)
    rows: list[list[float]] = []
    right: list[float] = []
    counts: list[float] = []
    for i, near in pairs.items():
        for j, signal in near.items():
            if not {stories[i], stories[j]} & held_out:
                rows.append([*signal.values()])
                right.append(stories[i] == stories[j])
                counts.append(size[stories[i]] ** -0.5)
    return logistic(rows, right, counts, [*HEADLINES])


def logistic(
    rows: list[list[float]],
    right: list[float],
    counts: list[float],
    names: Sequence[str],
    ridge: float = 1.0,
    given: Sequence[float] | None = None,
) -> dict[str, float]:
    """Return the weights of a logistic regression by Newton's method, and its base; `given` is what is added to each sum."""
    import numpy as np

    x: Any = np.c_[np.array(rows), np.ones(len(rows))]
    y, w, o = np.array(right, float), np.array(counts), np.array(given if given is not None else [0.0] * len(rows))
    scale = np.append(x[:, :-1].std(axis=0) + 1e-9, 1.0)
    x /= scale
    b = np.zeros(x.shape[1])
    for _ in range(15):
        p = 1 / (1 + np.exp(-x @ b - o))
        b -= np.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(b)), x.T @ (w * (p - y)) + ridge * b)
    return dict(zip([*names, "base"], (b / scale).round(3).tolist(), strict=True))


if __name__ == "__main__":
    arguments = [Path(argument) for argument in sys.argv[1:] if argument != "--write"]
    main(arguments[0], "--write" in sys.argv, *arguments[1:])
