"""The sample library, made once and copied for each test; an app on it; waiting for what works beside the drawing."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tests.tui.sample import make_library
from tui.app import PullquoteApp
from tui.config import Config
from tui.screens.reader.screen import ReaderScreen
from tui.state import State
from tui.widgets.related_panel import WAITING

KEYS = {"]": "right_square_bracket", "[": "left_square_bracket", " ": "space", "?": "question_mark"}
Opened = Callable[..., AbstractAsyncContextManager["Reader"]]


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_library(tmp_path_factory.mktemp("sample") / "library")


@pytest.fixture
def library(sample_library: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_library, tmp_path / "library"))


class Reader:
    """The reader under test: presses keys and waits until they are answered."""

    def __init__(self, app: PullquoteApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> ReaderScreen:
        return self.app.reader

    @property
    def view(self):
        return self.screen.view

    @property
    def title(self) -> str:
        return self.screen.article.title if self.screen.article else ""

    @property
    def said(self) -> str:
        return self.screen.status.words.message

    async def press(self, *keys: str) -> None:
        """Press keys; ``]e`` may be given as one, a word of three or more letters in quotation marks is typed."""
        for key in keys:
            if len(key) == 2 and key[0] in "][z'm":
                await self.pilot.press(*(KEYS.get(character, character) for character in key))
            elif key.startswith('"'):
                await self.pilot.press(*(KEYS.get(character, character) for character in key.strip('"')))
            else:
                await self.pilot.press(KEYS.get(key, key))
            await self.settle()

    async def settle(self) -> None:
        await self.pilot.pause()
        for worker in [worker for worker in self.app.workers if worker.group != "ingest"]:
            with contextlib.suppress(WorkerCancelled):
                await worker.wait()
        await self.pilot.pause()

    async def rest(self) -> None:
        """Wait until what stands beside the text is there, too."""
        for _ in range(100):
            if self.screen.beside == self.screen.article_id and self.screen.related.empty != WAITING:
                break
            await self.pilot.pause(0.05)
        await self.settle()

    async def open(self, title: str) -> None:
        """Open the article of the list whose title begins so."""
        rows = self.screen.library.rows
        for index in range(len(rows.source)):
            row = rows.source.row(index)
            if row.title.startswith(title):
                self.screen.jump(row.id)
                await self.settle()
                await self.rest()
                return
        raise AssertionError(f"no article {title}")


@pytest.fixture
def opened(library: Path) -> Opened:
    @asynccontextmanager
    async def open_reader(
        size: tuple[int, int] = (160, 45), state: State | None = None, config: Config | None = None
    ) -> AsyncIterator[Reader]:
        app = PullquoteApp(library, state=state or State(), config=config)
        async with app.run_test(size=size) as pilot:
            reader = Reader(app, pilot)
            await reader.settle()
            yield reader

    return open_reader
