"""Make the pictures in screenshots/ with the real app on the sample library: `python -m tests.screenshots [FOLDER]`."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from textual.worker import WorkerCancelled

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Picture:
    """One picture: its name, the size of the terminal, the theme, and the keys that lead to it."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...]
    theme: str = "pullquote-dark"


STRIKE = ("s", *"third week", "enter", "enter", "pause:0.6")
PICTURES = (
    Picture("reader-wide", (160, 45), (*STRIKE, "]", "q", "]", "q", "]", "q")),
    Picture("reader-light", (160, 45), (*STRIKE, "]", "e", "]", "e"), "pullquote-light"),
    Picture("reader-narrow", (80, 24), (*STRIKE, "space")),
    Picture("reader-medium", (110, 32), STRIKE),
    Picture("list-narrow", (80, 24), ()),
    Picture("card", (120, 36), (*STRIKE, "]", "e", "]", "e", "]", "e", "K")),
    Picture("entity", (120, 36), (*STRIKE, "]", "e", "]", "e", "]", "e", "K", "pause:0.2", "e")),
    Picture("search", (140, 36), ("s", *"speaker:lund", "tab", "pause:0.6")),
    Picture("hints", (120, 32), (*STRIKE, "f")),
    Picture("keys", (110, 40), ("?",)),
)


async def take(picture: Picture, library: Path, folder: Path) -> None:
    """Open the library, press the keys, save the picture."""
    from tui.app import PullquoteApp
    from tui.state import State

    app = PullquoteApp(library, state=State(), theme_now=picture.theme)
    async with app.run_test(size=picture.size) as pilot:
        await settle(app, pilot)
        for key in picture.keys:
            if key.startswith("pause:"):
                await pilot.pause(float(key.removeprefix("pause:")))
            else:
                await pilot.press({"]": "right_square_bracket", " ": "space", ":": "colon"}.get(key, key))
            await settle(app, pilot)
        await pilot.pause(0.3)
        await settle(app, pilot)
        drawn = standing_alone(app.export_screenshot())
    (folder / f"{picture.name}.svg").write_text(drawn, encoding="utf-8")


def standing_alone(svg: str) -> str:
    """The picture without the fonts that it would fetch, and with spaces at the edge of a run of text kept."""
    svg = re.sub(r",\s*url\([^)]*\) format\([^)]*\)", "", svg)
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)


async def settle(app, pilot) -> None:
    """Wait until the workers that answer a key are done; the one that listens to the analysis goes on."""
    await pilot.pause()
    for worker in [worker for worker in app.workers if worker.group != "ingest"]:
        with contextlib.suppress(WorkerCancelled):
            await worker.wait()
    await pilot.pause()


def main() -> None:
    """Make all of them, or those named after the folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = set(sys.argv[2:])
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["PULLQUOTE_STATE"] = str(Path(temporary) / "state.json")
        from analysis.library.ingest import add
        from analysis.library.store import Store

        library = Path(temporary) / "sample"
        store = Store.open(library)
        add(store, [str(ROOT / "seeds" / "articles")])
        store.close()
        for picture in PICTURES:
            if not wanted or picture.name in wanted:
                asyncio.run(take(picture, library, folder))
                print(folder / f"{picture.name}.svg")


if __name__ == "__main__":
    main()
