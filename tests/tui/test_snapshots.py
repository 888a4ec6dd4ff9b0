"""What the screen shows, cell by cell, at three widths in two themes and without colours.

A snapshot is a text file that can be read in a diff: the characters of the screen, then the runs of each line with their style. Write
them anew with `PULLQUOTE_SNAPSHOTS=write pytest tests/tui/test_snapshots.py`, look at the difference, and commit it with the change.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.style import Style
from textual.widgets import Input

from tests.tui.conftest import Opened, Reader
from tui.screens.reader.previewing import PREVIEW_AFTER_TYPING
from tui.state import State

SNAPSHOTS = Path(__file__).parent / "snapshots"
SIZES = {"narrow": (80, 24), "medium": (110, 32), "wide": (160, 45)}
STRIKE = "Port strike enters"


@pytest.fixture(autouse=True)
def steady_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a blinking cursor is seen at the moment of the picture would be for the clock to say."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda self: None)


def attributes(style: Style | None) -> str:
    """Write what a style looks like; colours by their hexadecimal names."""
    if style is None:
        return ""
    words = [name for name in ("bold", "dim", "italic", "underline", "underline2", "reverse", "strike") if getattr(style, name)]
    words += [f"on {style.bgcolor.name}"] if style.bgcolor and not style.bgcolor.is_default else []
    words += [style.color.name] if style.color and not style.color.is_default else []
    return " ".join(words)


def picture(reader: Reader) -> str:
    """Return the screen as text: its characters, then the styled runs of each line."""
    strips = reader.app.screen._compositor.render_strips(reader.app.size)
    rows = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
    return "\n".join([*rows, "", *runs(strips)]) + "\n"


def runs(strips) -> Iterator[str]:
    for number, strip in enumerate(strips, 1):
        line: list[tuple[str, int]] = []
        for segment in strip:
            style = attributes(segment.style)
            if line and line[-1][0] == style:
                line[-1] = (style, line[-1][1] + segment.cell_length)
            else:
                line.append((style, segment.cell_length))
        yield f"{number:3} " + " | ".join(f"{cells} {style}".rstrip() for style, cells in line)


def compare(name: str, shown: str) -> None:
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("PULLQUOTE_SNAPSHOTS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    assert shown == known, f"{path} differs; see the head of this file"


async def arranged(reader: Reader) -> None:
    """Take out of the picture what changes from day to day."""
    reader.screen.query("ArticleRows").first().this_year = 2026
    reader.view.this_year = 2026


@pytest.mark.parametrize("theme", ["pullquote-dark", "pullquote-light"])
@pytest.mark.parametrize("width", SIZES)
async def test_the_article(opened: Opened, width: str, theme: str) -> None:
    async with opened(SIZES[width], State(theme=theme)) as reader:
        await arranged(reader)
        await reader.open(STRIKE)
        await reader.press("]q", "]q")
        compare(f"article-{width}-{theme.removeprefix('pullquote-')}", picture(reader))


@pytest.mark.parametrize("theme", ["pullquote-dark", "pullquote-light"])
@pytest.mark.parametrize("width", SIZES)
async def test_the_list(opened: Opened, width: str, theme: str) -> None:
    async with opened(SIZES[width], State(theme=theme)) as reader:
        await arranged(reader)
        await reader.press("j")
        await reader.pilot.pause(0.2)
        await reader.settle()
        compare(f"list-{width}-{theme.removeprefix('pullquote-')}", picture(reader))


@pytest.mark.parametrize("width", SIZES)
async def test_without_colours(opened: Opened, width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(SIZES[width]) as reader:
        await arranged(reader)
        await reader.open(STRIKE)
        await reader.press("]e", "]e")
        compare(f"article-{width}-no-color", picture(reader))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("card", ("]e", "]e", "]e", "K")),
        ("entity", ("]e", "]e", "]e", "K", "e")),
        ("hints", ("f",)),
        ("search", ("s", '"speaker:lund"')),
        ("find", ("/", '"strike"')),
        ("keys", ("?",)),
    ],
)
async def test_what_opens_over_it(opened: Opened, name: str, keys: tuple[str, ...]) -> None:
    async with opened((110, 32)) as reader:
        await arranged(reader)
        await reader.open(STRIKE)
        await reader.press(*keys)
        # completions, and then the article under the cursor, come when typing has paused
        await reader.pilot.pause(2 * PREVIEW_AFTER_TYPING)
        await reader.settle()
        compare(name, picture(reader))
