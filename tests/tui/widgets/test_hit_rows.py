"""Rows of what a search found: the words that were looked for are to be seen."""

from __future__ import annotations

from analysis.article import Span
from analysis.library.records import ArticleRow, SearchHit
from tui.widgets.hit_rows import HitRows, marked

SNIPPET = "… three weeks, two ports, no ferry since Monday, and no date for new talks between the sides"


def spans(words: str) -> tuple[Span, ...]:
    return (Span(SNIPPET.index(words), SNIPPET.index(words) + len(words)),)


def text(pieces: list[tuple[str, str]]) -> str:
    return "".join(part for part, _ in pieces)


def test_the_first_hit_of_a_snippet_is_in_sight() -> None:
    for words in ("three", "ferry", "talks", "sides"):
        pieces = marked(SNIPPET, spans(words), 30)
        assert (words, "row--mark") in pieces
        assert len(text(pieces)) <= 30


def test_a_snippet_without_hits_is_only_cut() -> None:
    assert text(marked(SNIPPET, (), 20)) == "… three weeks, two…"


def test_a_hit_has_origin_title_and_snippet() -> None:
    article = ArticleRow(1, "1", "Port strike", "Harbour Times", None, False, True, True, 300)
    lines = HitRows().draw(SearchHit(article, SNIPPET, spans("ferry"), 5), 40)
    assert [text(line).strip()[:17] for line in lines] == ["● Harbour Times ★", "Port strike", "… three weeks, tw"]
    bare = ArticleRow(1, "1", "Port strike", None, None, True, False, True, 300)
    assert [text(line).strip() for line in HitRows().draw(SearchHit(bare, "No ferry", (), None), 40)] == ["Port strike", "No ferry"]
