"""Opening an article: its text comes first, and what stands beside it is that of the article on the screen, however fast one leafs."""

from __future__ import annotations

import pytest

from analysis.article import Article
from tests.tui.conftest import Opened, Reader
from tui.places import linked_annotations
from tui.widgets.article_view import ArticleView
from tui.widgets.contents_panel import ContentsPanel, contents_of

STRIKE = "Port strike enters"


def others(reader: Reader, count: int) -> list[int]:
    """Return articles of the list that are not on the screen."""
    return [row.id for row in reader.screen.library.articles.source if row.id != reader.screen.article_id][:count]


def named_beside(reader: Reader) -> list[str]:
    rows = reader.screen.contents.rows.source
    return [rows.row(at).words for at in range(len(rows))]


def named_in(reader: Reader, article_id: int) -> list[str]:
    store = reader.screen.store
    article = store.article(article_id)
    assert article is not None
    return [row.words for row in contents_of(article, linked_annotations(store, article_id)[0], reader.view.tier)]


async def test_the_text_is_drawn_before_what_stands_beside_it_is_made(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        done: list[str] = []
        draw, show = ArticleView.render_lines, ContentsPanel.show
        monkeypatch.setattr(ArticleView, "render_lines", lambda view, crop: (done.append("text"), draw(view, crop))[1])
        monkeypatch.setattr(ContentsPanel, "show", lambda panel, *given: (done.append("beside"), show(panel, *given))[1])
        (other,) = others(reader, 1)
        await reader.pilot.pause(0.3)  # nobody leafs
        done.clear()
        reader.screen.jump(other)
        await reader.rest()
        assert done.index("text") < done.index("beside")
        assert done.count("beside") == 1
        assert named_beside(reader) == named_in(reader, other)


async def test_whoever_leafs_finds_beside_the_last_article_what_is_in_it(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        shown: list[str] = []
        show = ContentsPanel.show

        def noted(panel: ContentsPanel, article: Article, *given: object) -> None:
            shown.append(article.key)
            show(panel, article, *given)

        monkeypatch.setattr(ContentsPanel, "show", noted)
        leafed = others(reader, 6)
        for number in leafed:
            reader.screen.jump(number)
        await reader.rest()
        assert reader.screen.article_id == leafed[-1]
        assert shown == [reader.screen.article.key]
        assert named_beside(reader) == named_in(reader, leafed[-1])
        assert reader.screen.library.articles.highlighted.id == leafed[-1]
        assert all(reader.screen.store.row(number).read for number in leafed)


async def test_what_asks_the_panes_does_not_find_those_of_the_article_before(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        one, two, three = others(reader, 3)
        before = named_beside(reader)
        assert before == named_in(reader, reader.screen.article_id)
        reader.screen.jump(one)
        assert named_beside(reader) == before, "the text is not yet drawn"
        reader.screen.pane = "contents"
        assert named_beside(reader) == named_in(reader, one)
        reader.screen.jump(two)
        reader.screen.action_why()
        assert "related article first" in reader.said
        reader.screen.jump(three)
        rows = reader.screen.library.articles
        reader.screen.action_article(1)
        await reader.settle()
        at = rows.source.position_of(three)
        assert reader.screen.article_id == rows.source.row(at + 1).id
