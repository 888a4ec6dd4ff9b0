"""State of articles, order, filters, panes, themes, rebinding, and what is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.article import Article
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.tui.conftest import Opened
from tui.config import Config
from tui.state import State

STRIKE = "Port strike enters"


async def test_star_and_unread(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        number = reader.screen.article_id
        await reader.press("t")
        assert reader.screen.store.row(number).starred
        await reader.press("R")
        assert not reader.screen.store.row(number).read
        await reader.press("t")
        assert not reader.screen.store.row(number).starred


async def test_order_and_filter_are_said_above_the_list(opened: Opened) -> None:
    async with opened() as reader:
        newest = reader.screen.library.rows.source.row(0).id
        await reader.press("O")
        assert reader.screen.library.rows.source.row(0).id != newest
        await reader.press("I", "I", "I", "I")
        assert len(reader.screen.library.rows.source) == 0


async def test_a_merge_shows_at_once_and_is_taken_back(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        lund = next(e for e in reader.screen.annotations.entities if e.name == "Mara Lund")
        reader.view.jump_to(lund.mentions[0].start)
        await reader.settle()
        number = reader.screen.entity_ids[lund.id]
        before = reader.screen.store.entity(number)
        await reader.press("M", '"otto brandt"', "down", "enter")
        merged = reader.screen.store.entity(reader.screen.entity_ids[lund.id])
        assert {merged.name, *merged.aliases} >= {"Mara Lund", "Otto Brandt"}
        await reader.press("u")
        assert reader.screen.store.entity(reader.screen.entity_ids[lund.id]) == before


async def test_layers_and_folds(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        for keys, name in (("ze", "show_names"), ("zq", "show_quotes"), ("zi", "show_indirect"), ("zv", "show_values"), ("zb", "folded")):
            before = getattr(reader.view, name)
            await reader.press(keys)
            assert getattr(reader.view, name) is not before, keys


async def test_panes_come_and_go(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        await reader.press("zl", "zr")
        assert not reader.screen.library.region
        assert not reader.screen.related.region
        await reader.press("zl", "zr", "zz")
        assert reader.view.region.width == 160
        await reader.press("q")
        assert reader.screen.library.region


async def test_width_of_the_text(opened: Opened) -> None:
    async with opened() as reader:
        before = reader.view.measure
        await reader.press(">", ">", "<")
        assert reader.view.measure == before + 4


async def test_citing_copies_the_quote_with_its_source(opened: Opened, own_folders: Path) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        await reader.press("]q", "c")
        assert reader.app.clipboard.startswith("> “")
        assert "Harbour Times" in reader.app.clipboard
        assert (own_folders / "yank").read_text() == reader.app.clipboard
        assert (own_folders / "yank").stat().st_mode & 0o077 == 0


async def test_help_lists_the_keys_that_are_bound(opened: Opened) -> None:
    async with opened(config=Config(keys={"jump.next-name": "ctrl+n"})) as reader:
        await reader.press("?")
        table = reader.app.screen.table("").plain
        assert "Ctrl+n" in table
        assert "]e" not in table
        assert "]q" in table


async def test_a_rebound_key_works_and_the_old_one_does_not(opened: Opened) -> None:
    async with opened(config=Config(keys={"move.down": "ctrl+n", "jump.next-quote": "e"})) as reader:
        await reader.press("j", "down")
        assert reader.screen.library.rows.cursor == 0
        await reader.press("ctrl+n")
        assert reader.screen.library.rows.cursor == 1
        await reader.open(STRIKE)
        await reader.press("e")
        assert reader.screen.quote is not None


async def test_the_session_is_restored(opened: Opened, library: Path) -> None:
    state = State()
    async with opened(state=state) as reader:
        await reader.open("Ferry with 212")
        await reader.open(STRIKE)
        await reader.press("]q", "]q", "space")
        position, number = reader.view.position, reader.screen.article_id
        await reader.press("ctrl+q")
    async with opened(state=state) as reader:
        await reader.pilot.pause(0.2)
        assert reader.screen.library.rows.highlighted.id == number
        await reader.press("enter")
        assert (reader.screen.article_id, reader.view.position) == (number, position)
        await reader.press("H")
        assert reader.title.startswith("Ferry with 212")


async def test_a_theme_is_remembered(opened: Opened) -> None:
    state = State()
    async with opened(state=state) as reader:
        reader.app.theme = "pullquote-light"
        await reader.settle()
    assert state.theme == "pullquote-light"


async def test_an_unknown_theme_falls_back_with_a_notice(opened: Opened) -> None:
    async with opened(state=State(theme="no-such")) as reader:
        assert reader.app.theme == "pullquote-dark"
        assert any("no-such" in notice.message for notice in reader.app._notifications)


@pytest.mark.parametrize("text", ["[bold]not bold[/bold]", "[@click=app.quit]x", "\x1b]52;c;eA==\x07", "[/]"])
async def test_titles_are_never_markup(opened: Opened, library: Path, text: str) -> None:
    async with opened() as reader:
        reader.screen.say(text)
        await reader.settle()
        words = reader.screen.status.words.render().plain
        assert "\x1b" not in words
        assert text[:4] in words or text.startswith("\x1b")


async def test_what_another_process_adds_shows_and_the_cursor_stays(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.reader.background.LOOK_EVERY", 0.05)
    async with opened() as reader:
        rows = reader.screen.library.rows
        await reader.press("j", "j")
        before, at = len(rows.source), rows.highlighted.id
        await reader.pilot.pause(0.2)
        with Store.open(reader.screen.access.folder) as another:
            Writer(another.database).add([Article("new", "Brought by another", "One line.", digest="1", published="2999-01-01")])
        for _ in range(100):
            await reader.pilot.pause(0.05)
            if len(rows.source) > before:
                break
        assert len(rows.source) == before + 1
        assert rows.source.row(0).title == "Brought by another"
        assert rows.highlighted.id == at
