"""From a key press in the search line to its results on the screen, in the real app on 100,000 made-up articles.

For each key: wall time until the letter itself is painted, until the results of what stands there then are, and the CPU time of the
whole process until then. Wall times count what else the machine does.
"""

from __future__ import annotations

import asyncio
import gc
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual import events

from analysis.library.store import Store
from tests.benchmarks.big_library import OUTLETS, big_library
from tests.benchmarks.terminal import high, middle
from tui.app import PullquoteApp
from tui.state import State
from tui.widgets.library_pane import LibraryPane

ARTICLES = 100_000
_LONGEST = 5.0
"""Seconds that results are waited for."""
_KEYS = {" ": "space", ":": "colon", '"': "quotation_mark", "-": "minus"}


@dataclass(slots=True)
class Pressed:
    """A key: when it arrived, when anything was painted then, when its results had come and when they were painted."""

    at: float
    cpu: float
    echo: float | None = None
    came: bool = False
    painted: float | None = None
    spent: float = 0.0


class Watched(PullquoteApp):
    """The reader, with a look at the clock where a key comes in and where a picture goes out."""

    pressed: Pressed | None = None

    async def on_event(self, event: events.Event) -> None:
        """Note a key."""
        if isinstance(event, events.Key):
            self.pressed = Pressed(time.perf_counter(), time.process_time())
        await super().on_event(event)

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        key, now = self.pressed, time.perf_counter()
        if key is not None and key.echo is None:
            key.echo = now
        if key is not None and key.came and key.painted is None:
            key.painted, key.spent = now, time.process_time() - key.cpu


def main(data: Path | None = None) -> None:
    """Print the table; `data` is not needed."""
    folder = big_library(ARTICLES)
    with Store.open(folder, readonly=True) as store:
        text = store.database.value("SELECT text FROM articles WHERE id = 77")
        names = [name for (name,) in store.database.all("SELECT name FROM entities ORDER BY articles DESC LIMIT 3")]
    words = text.lower().replace(".", "").split()[20:]
    typed = {
        "words": [words[0], f"{words[3]} {words[5]}", words[8], words[13]],
        "fields": [f"title:{words[3]}", f'outlet:"{OUTLETS[0]}', f"says:{words[9]}", "is:unread after:2023"],
        "names": [f"speaker:{names[0].split()[1].lower()}", f'entity:"{names[1].lower()}'],
    }
    print(f"  {'milliseconds a key: median / 99th percentile':46}{'keys':>5}{'letter':>16}{'results':>18}{'CPU time':>16}")
    gc.disable()  # as the command does until the first picture
    asyncio.run(_type(folder, typed))


async def _type(folder: Path, typed: dict[str, list[str]]) -> None:
    app = Watched(folder, state=State())
    came = LibraryPane.show_result, LibraryPane.show_error

    def noted(show: Any) -> Any:
        def shown(self: LibraryPane, *what: Any) -> None:
            show(self, *what)
            if app.pressed is not None:
                app.pressed.came = True

        return shown

    LibraryPane.show_result, LibraryPane.show_error = map(noted, came)  # type: ignore[method-assign]
    try:
        async with app.run_test(size=(130, 40)) as pilot:
            await pilot.press("s", "x")
            await pilot.pause(1)
            for kind, queries in typed.items():
                keys: list[tuple[str, Pressed]] = []
                for query in queries:
                    app.reader.library.query("QueryLine").first().value = ""  # type: ignore[attr-defined]
                    await pilot.pause(0.5)
                    for character in query:
                        keys.append((character, await _press(app, character)))
                _line(f"{kind}: {queries[0]} …", [key for _, key in keys])
                if kind == "words":
                    _line("first letters alone", [keys[sum(map(len, queries[:i]))][1] for i in range(len(queries))])
    finally:
        LibraryPane.show_result, LibraryPane.show_error = came  # type: ignore[method-assign]


async def _press(app: Watched, character: str) -> Pressed:
    """Press a key as the terminal would send it, and wait until its results are painted."""
    name = _KEYS.get(character, character)
    app.pressed = None
    app.post_message(events.Key(name, character))
    end = time.perf_counter() + _LONGEST
    while time.perf_counter() < end:
        await asyncio.sleep(0.002)
        if app.pressed is not None and app.pressed.painted is not None:
            break
    assert app.pressed is not None
    return app.pressed


def _line(name: str, keys: list[Pressed]) -> None:
    def times(values: list[float]) -> str:
        return f"{middle(values) * 1e3:.0f} / {high(values) * 1e3:.0f}" if values else "–"

    painted = [key for key in keys if key.painted is not None]
    columns = (
        times([key.echo - key.at for key in keys if key.echo is not None]),
        times([key.painted - key.at for key in painted if key.painted is not None]),
        times([key.spent for key in painted]),
    )
    missed = f"  ({len(keys) - len(painted)} without results)" if len(painted) < len(keys) else ""
    print(f"  {name:46}{len(keys):5}{columns[0]:>16}{columns[1]:>18}{columns[2]:>16}{missed}")
