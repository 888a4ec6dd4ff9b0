"""The sample library as it is read, line by line, against what was written down when it was written."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analysis.article import LINK_LISTS, Article, BlockKind
from analysis.skeleton import links_in
from analysis.sources import read

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "seeds" / "articles"
TRUTH: list[dict[str, Any]] = json.loads((ROOT / "tests" / "fixtures" / "sample_truth.json").read_text(encoding="utf-8"))["articles"]
UNLISTED = (BlockKind.HEADLINE, BlockKind.DATELINE, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
"""Kinds whose lines the truth does not give."""


@cache
def sample() -> dict[str, Article]:
    """The articles by their path below the sample folder, as the truth calls them."""
    found = {}
    for item in read([SAMPLE]):
        assert isinstance(item, Article), item
        path = Path(item.source or "").resolve().relative_to(SAMPLE.resolve()).as_posix()
        found[f"{path}#{item.key}" if path.endswith(".jsonl") else path] = item
    return found


def lines_by_kind(article: Article) -> dict[str, list[str]]:
    lines: dict[str, list[str]] = {}
    for block in article.blocks:
        if block.kind not in UNLISTED:
            kind = "links" if block.kind in LINK_LISTS else block.kind.value
            lines.setdefault(kind, []).append(article.text[block.start : block.end])
    return lines


def true_lines(blocks: dict[str, list[str]]) -> dict[str, list[str]]:
    lines: dict[str, list[str]] = {}
    for kind, those in blocks.items():
        lines.setdefault("links" if kind in LINK_LISTS else kind, []).extend(those)
    return lines


def test_every_article_is_read_once() -> None:
    assert sorted(sample()) == sorted(entry["path"] for entry in TRUTH)


@pytest.mark.parametrize("entry", TRUTH, ids=lambda entry: entry["path"])
def test_lines_have_their_kinds(entry: dict[str, Any]) -> None:
    assert lines_by_kind(sample()[entry["path"]]) == true_lines(entry["blocks"])


@pytest.mark.parametrize("entry", TRUTH, ids=lambda entry: entry["path"])
def test_lines_that_lead_to_other_articles(entry: dict[str, Any]) -> None:
    article = sample()[entry["path"]]
    assert sorted(article.text[link.start : link.end] for link in links_in(article)) == sorted(entry["links"])


@pytest.mark.parametrize("entry", TRUTH, ids=lambda entry: entry["path"])
def test_origin_is_what_the_page_says(entry: dict[str, Any]) -> None:
    article = sample()[entry["path"]]
    said = {name: getattr(article, name) for name in ("title", "outlet", "author", "url", "published")}
    assert said == {name: entry[name] for name in said}
    assert article.text[article.blocks[0].start : article.blocks[0].end] == entry["title"]
    assert article.blocks[0].kind is BlockKind.HEADLINE
