"""The sample library, whose truth is known: who is one across its articles."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from analysis.article import Annotations, Article
from analysis.library.store import Store
from tests.analysis.library.linked import article_of, groups, put

TRUTH: dict[str, Any] = json.loads((Path(__file__).parents[2] / "fixtures" / "sample_truth.json").read_text(encoding="utf-8"))
LABELS = {entity["name"]: entity["label"] for entity in TRUTH["entities"]}


def sample() -> tuple[list[tuple[Article, Annotations]], dict[tuple[str, str], tuple[str, int]]]:
    """Return the sample's articles with their true names, and the entity and number of mentions of each name of each article."""
    articles, meant = [], {}
    for article in TRUTH["articles"]:
        forms: dict[str, list[str]] = {}
        for form, entity in article["names"]:
            forms.setdefault(entity, []).append(form)
        names = [(LABELS[entity], max(said, key=lambda form: (len(form.split()), len(form))), said) for entity, said in forms.items()]
        articles.append(article_of(article["path"], names, article["title"]))
        for number, (entity, said) in enumerate(forms.items(), 1):
            meant[article["path"], f"e{number}"] = (entity, len(said))
    return articles, meant


def pairs(sizes: Counter[Any]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def scores(store: Store, meant: dict[tuple[str, str], tuple[str, int]]) -> tuple[float, float]:
    """Return precision and recall over all pairs of mentions in different articles."""
    linked = {name: number for number, members in enumerate(groups(store)) for name in members}
    both, said, true = Counter[Any](), Counter[Any](), Counter[Any]()
    within_both, within_said, within_true = Counter[Any](), Counter[Any](), Counter[Any]()
    for (article, local), (entity, n) in meant.items():
        mine = linked[article, local]
        both[mine, entity] += n
        said[mine] += n
        true[entity] += n
        within_both[mine, entity, article] += n
        within_said[mine, article] += n
        within_true[entity, article] += n
    right = pairs(both) - pairs(within_both)
    return right / (pairs(said) - pairs(within_said)), right / (pairs(true) - pairs(within_true))


def test_mentions_across_articles(tmp_path: Path) -> None:
    articles, meant = sample()
    with Store.open(tmp_path / "library") as store:
        put(store, articles)
        precision, recall = scores(store, meant)
    assert precision >= 0.99
    assert 2 * precision * recall / (precision + recall) >= 0.95


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_arrival_makes_no_difference(tmp_path: Path, seed: int) -> None:
    articles, _ = sample()
    shuffled = random.Random(seed).sample(articles, len(articles))
    with Store.open(tmp_path / "one") as one, Store.open(tmp_path / "two") as two:
        put(one, articles)
        put(two, shuffled)
        assert groups(one) == groups(two)
