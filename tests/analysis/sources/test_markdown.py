from __future__ import annotations

from analysis.article import Article
from analysis.sources import read_bytes
from analysis.sources.markdown import split_front_matter

NOTE = """---
title: "Ferry fares to rise in June"
date: 2024-05-14
author: [Petra Lind, Olan Brisk]
url: https://harbournotes.example/fares
outlet: Harbour Notes
tags:
  - ferries
---

# Ferry fares to rise in June

A single ticket from *Tarn* to the [islands](https://islands.example/) will cost four crowns
from the first of June, the ferry company said on Monday.

## What changes

- Monthly passes go up
- Bicycles travel **free**

> It is not the price that worries me.

Read more: [Pier repairs](/pier)

    preformatted line
"""


def read_note(text: str) -> Article:
    (article,) = read_bytes(text.encode(), name="note.md")
    assert isinstance(article, Article)
    return article


def test_mark_up_gives_the_kinds() -> None:
    article = read_note(NOTE)
    assert [(block.kind.value, article.text[block.start : block.end]) for block in article.blocks] == [
        ("headline", "Ferry fares to rise in June"),
        (
            "paragraph",
            "A single ticket from Tarn to the islands will cost four crowns from the first of June, the ferry company said on Monday.",
        ),
        ("subheading", "What changes"),
        ("list-item", "Monthly passes go up"),
        ("list-item", "Bicycles travel free"),
        ("block-quote", "It is not the price that worries me."),
        ("read-more", "Read more: Pier repairs"),
        ("paragraph", "preformatted line"),
    ]


def test_front_matter_says_the_origin() -> None:
    article = read_note(NOTE)
    assert (article.key, article.url) == ("https://harbournotes.example/fares",) * 2
    assert (article.title, article.published, article.outlet, article.author) == (
        "Ferry fares to rise in June",
        "2024-05-14",
        "Harbour Notes",
        "Petra Lind, Olan Brisk",
    )


def test_links_point_at_their_words() -> None:
    article = read_note(NOTE)
    assert [(article.text[link.start : link.end], link.target) for link in article.links] == [("islands", "https://islands.example/")]


def test_a_text_without_front_matter_has_its_heading() -> None:
    article = read_note("# Tarn\n\nThe harbour master has spoken.\n")
    assert article.title == "Tarn"
    assert article.url is None


def test_front_matter_that_does_not_end_is_text() -> None:
    assert split_front_matter("---\ntitle: x\n")[0] == {}


def test_html_in_markdown_is_only_text() -> None:
    article = read_note("<script>alert(1)</script>\n\n[x](javascript:alert(1)) said the harbour master.\n")
    assert article.links == ()


def test_deep_nesting_and_long_lists_come_through() -> None:
    assert "end" in read_note("> " * 5000 + "end\n").text
    assert "end" in read_note("- " * 5000 + "end\n").text
    assert "end" in read_note("[" * 20_000 + "end\n").text
