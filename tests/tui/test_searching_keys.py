"""Finding, searching, saving searches, as a user types them."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input

from tests.tui.conftest import Opened, Reader
from tui.screens.prompt import PromptScreen
from tui.screens.reader import previewing

STRIKE = "Port strike enters"


def listed(reader: Reader) -> list[Any]:
    source = reader.screen.library.rows.source
    return [source.row(index) for index in range(len(source))]


async def test_find_in_the_article(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        await reader.press("/", '"strike"')
        count = len(reader.view.find_marks)
        assert count > 1
        assert str(reader.screen.status.query("#note").first().render()) == f"Hit 1 of {count}"
        await reader.press("enter")
        assert reader.said.startswith(f"Hit 1 of {count}")
        text = reader.screen.article.text.lower()
        assert all(text[span.start : span.end] == "strike" for span in reader.view.find_marks)
        first = reader.view.place
        await reader.press("n")
        assert reader.view.place > first
        assert reader.said == f"Hit 2 of {count}"
        await reader.press("N", "N")
        assert reader.said == f"Hit {count} of {count}, round from the other end."
        await reader.press("n")
        assert reader.view.place == first
        await reader.press("escape")
        assert not reader.view.find_marks
        assert reader.app.focused is reader.view
        await reader.press("/", '"zeppelin"')
        assert str(reader.screen.status.query("#note").first().render()) == "Not here"
        await reader.press("enter")
        assert "“zeppelin” is not in this article" in reader.said


async def test_each_letter_finds_from_where_the_finding_began(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        await reader.press("/", '"mediator"')
        far = reader.view.place
        await reader.press(*["backspace"] * 8, '"the"')
        assert reader.view.place == reader.view.find_marks[0].start < far


async def test_a_wrong_expression_says_so_and_costs_nothing(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        await reader.press("/", "/", "(", "/")
        assert reader.screen.status.query("QueryLine").first().error
        await reader.press("escape")


async def test_results_from_the_first_letter_and_back_to_the_library(opened: Opened) -> None:
    async with opened() as reader:
        await reader.press("s", '"fer"')
        titles = [hit.article.title for hit in listed(reader)]
        assert any(title.startswith("Ferry") for title in titles)
        await reader.press("enter")
        assert reader.app.focused is reader.screen.library.rows
        await reader.press("enter")
        assert reader.screen.pane == "article"
        assert reader.view.find_marks
        await reader.press("q")
        assert not reader.screen.library.searching
        assert len(reader.screen.library.rows.source) == 10


async def test_tab_turns_between_articles_quotes_and_entities(opened: Opened) -> None:
    async with opened() as reader:
        await reader.press("s", '"lund"', "tab")
        assert reader.screen.library.kind == "quotes"
        await reader.press("tab")
        names = {row.name for row in listed(reader)}
        assert "Mara Lund" in names


async def test_a_query_that_does_not_parse_keeps_the_last_results(opened: Opened) -> None:
    async with opened() as reader:
        await reader.press("s", '"ferry before:2027-01"')
        before = reader.screen.library.rows.source
        assert len(before) > 0
        await reader.press("9", "x")
        assert reader.screen.library.rows.source is before
        assert reader.screen.library.query("QueryLine").first().error


async def test_a_saved_search_stands_above_the_list_with_its_count(opened: Opened) -> None:
    async with opened() as reader:
        await reader.press("s", '"dockers"', "enter", "w")
        assert reader.screen.session.saved == ["dockers"]
        folders = reader.screen.library.folders
        while folders.source.row(0).count is None:
            await reader.pilot.pause(0.05)
        assert folders.source.row(0).count == len(reader.screen.library.rows.source)


async def test_what_is_typed_before_the_line_is_there_is_typed_into_it(opened: Opened) -> None:
    async with opened() as reader:
        await reader.open(STRIKE)
        for key, line in (("s", "LibraryPane QueryLine"), ("/", "StatusLine QueryLine")):
            for character in f"{key}lund":
                reader.app.post_message(events.Key(_character_to_key(character), character))
            await reader.settle()
            assert reader.screen.query(line).first().value == "lund"  # type: ignore[attr-defined]
            await reader.press("escape")


async def test_what_is_typed_before_a_prompt_is_there_is_typed_into_it(opened: Opened) -> None:
    async with opened() as reader:
        reader.app.push_screen(prompt := PromptScreen("Which?"))
        for character in "lund":
            reader.app.post_message(events.Key(character, character))
        await reader.settle()
        assert prompt.query_one(Input).value == "lund"


async def test_a_name_that_nothing_goes_by_offers_those_that_come_near(opened: Opened) -> None:
    async with opened() as reader:
        await reader.press("s", '"speaker:lundd "')
        line = reader.screen.library.query("QueryLine").first()
        while not line.completions:
            await reader.pilot.pause(0.05)
        assert "Mara Lund" in reader.screen.library.rows.empty
        assert line.completions[0] == 'speaker:"Mara Lund" '
        await reader.press("right")
        assert len(reader.screen.library.rows.source) > 0


async def test_each_letter_puts_off_the_article_under_the_cursor(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previewing, "PREVIEW_AFTER_TYPING", 3600.0)
    async with opened() as reader:
        await reader.press("s", '"fer"')
        row, waiting = reader.screen.library.rows.highlighted, reader.screen._resting
        await reader.press("r")
        assert reader.screen.library.rows.highlighted == row
        assert reader.screen._resting is not waiting is not None
        shown: list[int] = []
        monkeypatch.setattr(reader.screen, "open_article", lambda number, *_, **__: shown.append(number))
        reader.screen._preview()
        assert shown == [reader.screen.library.rows.highlighted.article.id]
