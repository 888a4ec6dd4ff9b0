"""The sample library and what is said to be true of it agree, by the files' own words alone."""

from __future__ import annotations

import calendar
import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import seeds

ARTICLES = Path(seeds.__file__).parent / "articles"
TRUTH: dict[str, Any] = json.loads((Path(__file__).parents[1] / "fixtures" / "sample_truth.json").read_text(encoding="utf-8"))
BY_PATH: dict[str, dict[str, Any]] = {article["path"]: article for article in TRUTH["articles"]}
ENTITIES: dict[str, set[str]] = {entity["name"]: set(entity["aliases"]) for entity in TRUTH["entities"]}
LINK_LISTS = ("read-more", "recommendation")
REAL_OUTLETS = (
    "Reuters", "Associated Press", "Agence France", "AFP", "BBC", "CNN", "Sky News", "Al Jazeera", "Xinhua", "TASS", "Bloomberg",
    "The Guardian", "The Times", "The Independent", "Daily Mail", "Daily Mirror", "Telegraph", "Financial Times", "New York Times",
    "Washington Post", "Wall Street Journal", "Le Monde", "Der Spiegel", "Politico", "Facebook", "Twitter", "WhatsApp", "YouTube",
)  # fmt: skip


def raw_text(path: str) -> str:
    """The words of one article as its file has them: a page without its tags, a line of JSON by its text."""
    name, _, key = path.partition("#")
    raw = (ARTICLES / name).read_text(encoding="utf-8")
    if key:
        record = next(record for record in map(json.loads, raw.splitlines()) if record["id"] == key)
        return str(record.get("text", record["title"]))
    if name.endswith(".html"):
        return html.unescape(re.sub(r"<[^>]+>", "", raw[raw.index("<body") :]))
    return raw


def paths_on_disk() -> set[str]:
    found = set()
    for path in ARTICLES.rglob("*"):
        if path.is_dir():
            continue
        name = path.relative_to(ARTICLES).as_posix()
        if path.suffix == ".jsonl":
            found |= {f"{name}#{json.loads(line)['id']}" for line in path.read_text(encoding="utf-8").splitlines()}
        else:
            found.add(name)
    return found


def assert_in_order(words: list[str], text: str) -> None:
    end = 0
    for word in words:
        start = text.find(word, end)
        assert start >= 0, f"{word!r} does not stand after {text[max(0, end - 40) : end]!r}"
        end = start + len(word)


def test_every_article_is_listed_once() -> None:
    assert [path for path, count in Counter(article["path"] for article in TRUTH["articles"]).items() if count > 1] == []
    assert set(BY_PATH) == paths_on_disk()


def test_every_story_runs_over_several_articles_and_outlets() -> None:
    for story in TRUTH["stories"]:
        articles = [article for article in TRUTH["articles"] if article["story"] == story]
        assert len(articles) >= 4, story
        assert len({article["outlet"] for article in articles}) >= 3, story
    assert {article["story"] for article in TRUTH["articles"]} == set(TRUTH["stories"])
    assert {article["outlet"] for article in TRUTH["articles"]} == set(TRUTH["outlets"])


@pytest.mark.parametrize("path", sorted(BY_PATH))
def test_the_words_stand_in_the_file(path: str) -> None:
    article, text = BY_PATH[path], raw_text(path)
    assert article["title"] in text
    for kind, lines in article["blocks"].items():
        if kind != "byline":
            assert_in_order(lines, text)
        assert [line for line in lines if line not in text] == []
    assert_in_order([quote["text"] for quote in article["quotes"]], text)
    for mark in article["other_marks"] + article["boilerplate_marks"]:
        assert mark in text
    assert_in_order([surface for surface, _ in article["names"]], text)
    for surface, _ in article["titles"]:
        assert surface in text
    assert_in_order([turn["text"] for turn in article.get("unmarked", [])], text)


@pytest.mark.parametrize("path", sorted(BY_PATH))
def test_the_metadata_stands_in_the_file(path: str) -> None:
    article = BY_PATH[path]
    raw = (ARTICLES / path.partition("#")[0]).read_text(encoding="utf-8")
    year, month, day = article["published"][:10].split("-")
    assert article["published"] in raw or f"{int(day)} {calendar.month_name[int(month)]} {year}" in raw
    assert article["outlet"].casefold() in raw.casefold()
    assert article["author"] is None or article["author"] in raw
    assert article["url"] is None or article["url"] in raw


@pytest.mark.parametrize("path", sorted(BY_PATH))
def test_quotes_belong_to_known_entities(path: str) -> None:
    article, text = BY_PATH[path], raw_text(path)
    for quote in article["quotes"]:
        assert quote["kind"] in {"direct", "partial"}
        assert quote["form"] in {"speech", "written"}
        if quote["speaker"] is None:
            assert quote["source"] is None or quote["source"] in text, quote
        else:
            assert quote["speaker"] in ENTITIES
            assert any(entity == quote["speaker"] for _, entity in article["names"]), quote
        assert any(alias in text for alias in ENTITIES.get(quote.get("via"), {quote.get("via", "")})), quote


def test_aliases_are_exactly_the_forms_that_occur() -> None:
    used: dict[str, set[str]] = {}
    for article in TRUTH["articles"]:
        for surface, entity in article["names"]:
            used.setdefault(entity, set()).add(surface)
    assert used == ENTITIES


@pytest.mark.parametrize("path", sorted(BY_PATH))
def test_links_are_the_lines_of_the_lists_and_lead_somewhere(path: str) -> None:
    article = BY_PATH[path]
    lines = [line for kind in LINK_LISTS for line in article["blocks"].get(kind, [])]
    assert list(article["links"]) == lines[1:]
    for target in article["links"].values():
        assert target is None or (target in BY_PATH and target != path)


def test_utterances_are_quotes_of_their_articles() -> None:
    assert {variant["how"] for utterance in TRUTH["utterances"] for variant in utterance["variants"]} == {
        "whole", "cut", "reworded", "retranslated", "misattributed", "echoed", "reported",
    }  # fmt: skip
    for utterance in TRUTH["utterances"]:
        assert len(utterance["variants"]) >= 2
        for variant in utterance["variants"]:
            quotes = {quote["text"]: quote["speaker"] for quote in BY_PATH[variant["path"]]["quotes"]}
            for words in variant["text"]:
                if variant["how"] == "reported":
                    assert words in raw_text(variant["path"])
                elif variant["how"] == "misattributed":
                    assert quotes[words] != utterance["speaker"]
                elif variant["how"] != "echoed" and not BY_PATH[variant["path"]]["title"].count(words):
                    assert quotes[words] == utterance["speaker"]


def test_versions_are_pairs_of_one_story_in_time_order() -> None:
    for version in TRUTH["versions"]:
        former, latter = BY_PATH[version["of"]], BY_PATH[version["path"]]
        assert former["story"] == latter["story"]
        assert former["published"][:10] <= latter["published"][:10]


def test_nothing_names_a_real_outlet() -> None:
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, REAL_OUTLETS))})\b")
    for path in BY_PATH:
        assert pattern.findall(raw_text(path)) == [], path
