"""The top line, the bottom line and the line to type a query into."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.widgets.header_line import HeaderLine, progress_words
from tui.widgets.query_line import QueryLine
from tui.widgets.status_line import StatusLine


class Showing(App[None]):
    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget

    def compose(self) -> ComposeResult:
        yield self.widget


class Heard(list[tuple[str, str]]):
    """A message hook that keeps what query lines say, once a message."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Message] = []

    def __call__(self, message: Message) -> None:
        if isinstance(message, QueryLine.QueryMessage) and not any(message is other for other in self.seen):
            self.seen.append(message)
            self.append((type(message).__name__, message.value))


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (None, ""),
        ({"done": 5, "total": 5}, ""),
        ({"done": 812, "total": 1376, "rate": 41.2, "left": 14}, "analysing 812 of 1,376 · 41/s · 14 s left"),
        ({"done": 1, "total": 90_000, "rate": 0.5, "left": 7200}, "analysing 1 of 90,000 · 0.5/s · 120 min left"),
    ],
)
def test_progress_in_words(progress: dict[str, float] | None, words: str) -> None:
    assert progress_words(progress) == words


async def test_the_top_line() -> None:
    header = HeaderLine("saved [1]")
    async with Showing(header).run_test(size=(90, 3)) as pilot:
        header.articles, header.unread = 1376, 214
        await pilot.pause()
        assert str(header.render()).split("   ")[:2] == ["Pullquote", "saved [1] · 1,376 articles · 214 unread"]


async def test_the_bottom_line_shows_keys_as_far_as_there_is_room_and_the_place() -> None:
    line = StatusLine()
    async with Showing(line).run_test(size=(60, 3)) as pilot:
        line.show_keys([("]e", "name"), ("]q", "quote"), ("Enter", "card"), ("s", "search the library")])
        line.show_place("3/17 names · Mara [Lund]")
        await pilot.pause()
        shown = str(line.words.render())
        assert shown.startswith("]e name  ]q quote") and shown.endswith("3/17 names · Mara [Lund]")
        assert "search" not in shown
        line.say("Copied.")
        assert str(line.words.render()) == "Copied."


async def test_a_query_is_typed_submitted_and_cancelled() -> None:
    heard = Heard()
    line = QueryLine("s ")
    async with Showing(line).run_test(size=(60, 6), message_hook=heard) as pilot:
        line.focus()
        await pilot.press("p", "o", "enter", "escape")
        await pilot.pause()
    assert heard == [("Changed", "p"), ("Changed", "po"), ("Submitted", "po"), ("Cancelled", "po")]


async def test_earlier_queries_come_back() -> None:
    line = QueryLine()
    line.history = ("first", "second")
    async with Showing(line).run_test(size=(60, 6)) as pilot:
        line.focus()
        await pilot.press("up")
        assert line.value == "second"
        await pilot.press("up", "up")
        assert line.value == "first"
        await pilot.press("down")
        assert line.value == "second"


async def test_what_was_being_typed_comes_back_after_the_earlier_queries() -> None:
    line = QueryLine()
    line.history = ("first",)
    async with Showing(line).run_test(size=(60, 6)) as pilot:
        line.focus()
        await pilot.press("p", "o", "up")
        assert line.value == "first"
        await pilot.press("down")
        assert line.value == "po"


async def test_an_error_marks_its_column() -> None:
    line = QueryLine("s ")
    async with Showing(line).run_test(size=(60, 6)) as pilot:
        line.value = "ab界(d"
        line.show_error("a bracket is not closed", 3)
        error = line.query_one("#error", Static)
        while not error.display:
            await pilot.pause(0.05)
        assert str(error.render()) == "      ▲\na bracket is not closed"
        assert error.content_region.x + 6 == line.query_one(Input).content_region.x + 4
        line.error = None
        assert error.display and not str(error.render())  # nothing below moves yet
        while error.display:
            await pilot.pause(0.05)


async def test_an_error_out_of_sight_is_said_by_its_number() -> None:
    line = QueryLine("s ")
    async with Showing(line).run_test(size=(30, 6)) as pilot:
        line.focus()
        line.value = "x" * 200
        await pilot.press("x")
        while not line.query_one(Input).scroll_offset.x:
            await pilot.pause(0.05)
        for column, shown in ((5, "At character 6: wrong"), (199, "▲\nwrong")):
            line.show_error("wrong", column)
            line._make_room()
            assert str(line.query_one("#error", Static).render()).strip() == shown


async def test_right_at_the_end_takes_the_completion() -> None:
    line = QueryLine()
    async with Showing(line).run_test(size=(60, 6)) as pilot:
        line.focus()
        await pilot.press("l", "u")
        line.completions = ("lund", "luther [b]")
        await pilot.pause()
        assert str(line.query_one("#completions", Static).render()) == "→ lund   luther [b]"
        await pilot.press("left", "right")
        assert line.value == "lu"
        await pilot.press("right")
        await pilot.pause()
        assert line.value == "lund"
        assert line.completions == ()
