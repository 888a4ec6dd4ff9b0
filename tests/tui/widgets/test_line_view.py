"""LineView: what goes to the screen is what Textual itself would draw, and a line is framed once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from tui.widgets.line_view import LineView
from tui.widgets.strips import StyleBook


class Numbered(LineView):
    """Numbered lines, kept."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.kept: dict[int, Strip] = {}
        self.book = StyleBook(self)

    def on_mount(self) -> None:
        self.extend_to(Size(10, self.count))

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        if number not in self.kept:
            self.kept[number] = self.book.strip([(f"line {number}", "")], 12)
        return self.kept[number]


class Showing(App[None]):
    def __init__(self, count: int, css: str) -> None:
        self.CSS = f"Numbered {{ overflow-x: hidden; color: ansi_red; text-style: dim; {css} }}"  # type: ignore[misc]
        super().__init__()
        self.view = Numbered(count)

    def compose(self) -> ComposeResult:
        yield self.view


def cells(strips: list[Strip]) -> list[list[tuple[str, str]]]:
    """Return what a terminal shows, however it is divided."""
    return [[(cell, str(part.style)) for part in strip for cell in part.text] for strip in strips]


@pytest.mark.parametrize("css", ["", "border-top: solid red;", "border-left: wide green;", "border-top: solid red; border-left: blank;"])
async def test_it_draws_what_textual_draws(css: str) -> None:
    app = Showing(100, css)
    async with app.run_test(size=(30, 12)) as pilot:
        for scrolled in (0, 3, 40):
            app.view.scroll_to(y=scrolled, animate=False)
            await pilot.pause()
            whole = app.view.outer_size.region
            for crop in (whole, Region(0, 4, 30, 2), Region(5, 0, 7, 3), Region(0, 11, 30, 1)):
                drawn = app.view.render_lines(crop)
                app.view.refresh()  # so that Textual draws all of it again
                assert cells(drawn) == cells(ScrollView.render_lines(app.view, crop))
                assert {strip.cell_length for strip in drawn} == {crop.width}


async def test_a_line_is_framed_once_until_it_looks_different() -> None:
    app = Showing(100, "border-left: wide green;")
    async with app.run_test(size=(30, 12)) as pilot:
        whole = app.view.outer_size.region
        before = app.view.render_lines(whole)
        app.view.scroll_to(y=1, animate=False)
        await pilot.pause()
        after = app.view.render_lines(whole)
        assert all(one is other for one, other in zip(before[1:], after, strict=False))
        app.view.styles.background = "blue"
        await pilot.pause()
        assert cells(app.view.render_lines(whole)) != cells(after)


async def test_lines_come_and_go_without_a_new_layout_of_the_screen() -> None:
    app = Showing(100, "scrollbar-gutter: stable;")
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.pause()
        laid_out: list[object] = []
        app.screen.screen_layout_refresh_signal.subscribe(app.view, laid_out.append)
        assert app.view.extend_to(Size(10, 200))
        assert not app.view.extend_to(Size(10, 200))
        await pilot.pause()
        app.view.scroll_to(y=150, animate=False)
        await pilot.pause()
        assert "line 150" in app.view.render_lines(app.view.outer_size.region)[0].text
        assert app.view.vertical_scrollbar.window_virtual_size == 200
        assert not laid_out


async def test_the_bar_is_drawn_again_only_where_its_thumb_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Showing(100_000, "")
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.pause()
        drawn: list[ScrollBar] = []
        render: Callable[[ScrollBar], object] = ScrollBar.render

        def noted(bar: ScrollBar) -> object:
            drawn.append(bar)
            return render(bar)

        monkeypatch.setattr(ScrollBar, "render", noted)
        app.view.scroll_to(y=1, animate=False)
        await pilot.pause()
        assert not drawn
        assert app.view.vertical_scrollbar.position == 1
        app.view.scroll_to(y=50_000, animate=False)
        await pilot.pause()
        assert drawn


async def test_one_that_is_being_taken_away_is_blank() -> None:
    app = Showing(100, "")
    async with app.run_test(size=(30, 12)):
        view = app.view
        await view.remove()
        assert {strip.text for strip in view.render_lines(Region(0, 0, 30, 2))} == {" " * 30}
