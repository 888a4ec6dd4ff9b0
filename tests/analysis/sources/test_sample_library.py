"""The sample library, read from its files, agrees with what is known to be true of it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import seeds
from analysis.article import Article
from analysis.skeleton import links_in
from analysis.sources import read

ARTICLES = Path(seeds.__file__).parent / "articles"
TRUTH: list[dict[str, Any]] = json.loads((Path(__file__).parents[2] / "fixtures" / "sample_truth.json").read_text("utf-8"))["articles"]


@cache
def library() -> dict[str, Article]:
    found = {}
    for item in read([ARTICLES]):
        assert isinstance(item, Article), item
        path = Path(item.source or "").relative_to(ARTICLES).as_posix()
        found[f"{path}#{item.key}" if path.endswith(".jsonl") else path] = item
    return found


def test_nothing_is_missing_or_added() -> None:
    assert library().keys() == {truth["path"] for truth in TRUTH}


@pytest.mark.parametrize("truth", TRUTH, ids=lambda truth: truth["path"])
def test_origin(truth: dict[str, Any]) -> None:
    article = library()[truth["path"]]
    said = (article.title, article.url, article.outlet, article.published)
    assert said == (truth["title"], truth["url"], truth["outlet"], truth["published"])


@pytest.mark.parametrize("truth", TRUTH, ids=lambda truth: truth["path"])
def test_links_to_other_articles(truth: dict[str, Any]) -> None:
    article = library()[truth["path"]]
    assert sorted(article.text[link.start : link.end] for link in links_in(article)) == sorted(truth["links"])


@pytest.mark.parametrize("truth", TRUTH, ids=lambda truth: truth["path"])
def test_blocks(truth: dict[str, Any]) -> None:
    article = library()[truth["path"]]
    for kind, lines in truth["blocks"].items():
        said = [article.text[block.start : block.end] for block in article.blocks if block.kind == kind]
        if kind == "standfirst" and truth["path"].endswith(".md"):
            # Markdown has no mark for it; a full sentence below the title might as well be the first paragraph.
            lines = [line for line in lines if line in said or not line.endswith(".")]
        assert [line for line in lines if line not in said] == []
