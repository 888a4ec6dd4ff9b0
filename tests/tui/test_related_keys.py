"""Related articles, why they are, variants of a quote and differences, as keys bring them up."""

from __future__ import annotations

from threading import Event

import pytest

import analysis.library.related
from tests.tui.conftest import Opened
from tui.widgets.related_panel import NOTHING, WAITING

TURNED_DOWN = "Dockers turn down"
STRIKE = "Port strike enters"


async def test_related_articles_stand_beside_with_their_reasons_and_open(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        rows = reader.screen.related.source
        assert len(rows) > 0
        assert all(row.reasons and row.article.id != reader.screen.article_id for row in (rows.row(at) for at in range(len(rows))))
        first = rows.row(0).article.title
        reader.screen.pane = "related"
        await reader.press("enter")
        assert reader.title == first
        await reader.press("H")
        assert reader.title.startswith(STRIKE)


async def test_the_text_does_not_wait_for_what_is_related(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = Event()
    slow = analysis.library.related.related

    def held_up(*args, **kwargs):
        go_on.wait(10)
        return slow(*args, **kwargs)

    async with opened() as reader:
        monkeypatch.setattr(analysis.library.related, "related", held_up)
        try:
            reader.screen.library.rows.focus()
            await reader.pilot.press("enter")
            await reader.pilot.pause()
            assert reader.title
            assert reader.title.split()[0] in "\n".join(strip.text for strip in map(reader.view.render_line, range(10)))
            await reader.pilot.press("j")
            assert reader.screen.related.empty == WAITING
        finally:
            go_on.set()
        await reader.settle()
        assert reader.screen.related.empty == NOTHING


async def test_whoever_leafs_gets_what_is_related_to_the_last(opened: Opened) -> None:
    async with opened() as reader:
        rows = reader.screen.library.rows.source
        for at in range(5):
            reader.screen.jump(rows.row(at).id)
        await reader.open(STRIKE)
        shown = reader.screen.related.source
        assert len(shown) > 0
        assert all(shown.row(at).article.id != reader.screen.article_id for at in range(len(shown)))


async def test_why_and_differences(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(TURNED_DOWN)
        reader.screen.pane = "related"
        await reader.press("x")
        assert "odds" in reader.app.screen.query("Static").last().render().plain
        await reader.press("escape", "d")
        text = reader.app.screen.query("Static").last().render().plain
        assert text.startswith("− The Northern Post · 12 Mar")
        assert "\n+ " in text
        assert "\nparagraphs: " in text
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_the_threshold_moves(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        before = len(reader.screen.related.source)
        for _ in range(9):
            await reader.press("+")
        assert len(reader.screen.related.source) < before or before == 0
        for _ in range(18):
            await reader.press("-")
        assert len(reader.screen.related.source) >= before


async def test_variants_of_a_quote(opened: Opened) -> None:
    async with opened() as reader:
        from analysis.library.utterances import variants

        screen = reader.screen
        index = screen.access.index()
        found = next(
            (row.id, quote)
            for row in (screen.store.rows().row(at) for at in range(10))
            for quote in screen.store.quotes(row.id)
            if variants(screen.store, index, row.id, quote.n)
        )
        screen.jump(found[0], found[1].start)
        await reader.settle()
        await reader.press("=")
        assert type(reader.app.screen).__name__ == "VariantsScreen"
        await reader.press("enter")
        assert reader.app.screen is screen
        assert (screen.article_id, reader.view.place) != (found[0], found[1].start)
