"""The App: themes, keymap, session; nothing else."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.timer import Timer

from analysis.library.errors import LibraryError
from tui import themes
from tui.config import Config
from tui.library_access import LibraryAccess
from tui.screens.reader.screen import ReaderScreen, library_name
from tui.state import State, load_state, save_state

if TYPE_CHECKING:
    from textual.command import Provider

COLLECTED_AFTER = (5_000, 1_000, 10)
"""Objects made without a rest, and collections of the younger, after which waste is looked for all the same."""
REST = 1.0
"""Seconds without a key after which waste is collected."""


def commands_provider() -> type[Provider]:
    """Return the palette's provider; its module is imported when the palette is first opened."""
    from tui.commands.provider import CommandsProvider

    return CommandsProvider


class PullquoteApp(App[None]):
    """Opens one library in the reader.

    `sources` are paths and addresses that are added in the background. Raises `LibraryError` where the library cannot be
    opened.
    """

    TITLE = "Pullquote"
    COMMANDS = {commands_provider}
    COMMAND_PALETTE_BINDING: ClassVar[str] = "ctrl+backslash"
    PAUSE_GC_ON_SCROLL = True

    _rest: Timer | None = None

    def __init__(
        self,
        folder: Path,
        sources: Sequence[str] = (),
        *,
        config: Config | None = None,
        pipeline: str | None = None,
        theme_now: str | None = None,
        state: State | None = None,
    ) -> None:
        super().__init__()
        self._access = LibraryAccess(folder)
        self._access.store  # noqa: B018  opened here, so that a library that cannot be opened is said before the screen changes
        self._config = config or Config()
        self._remembered = state if state is not None else load_state()
        self._keep = state is None
        self._sources, self._pipeline, self._theme_now = list(sources), pipeline, theme_now
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self.set_keymap(self._config.keys)
        wanted = theme_now or self._remembered.theme or themes.DEFAULT
        self._no_such_theme = None if wanted in self.available_themes else wanted
        self._theme_at_start = themes.DEFAULT if self._no_such_theme else wanted
        if self._theme_at_start in (themes.DARK.name, themes.LIGHT.name):
            # before the style sheet is first made, so that it is made once
            self.set_reactive(App.theme, self._theme_at_start)
            self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> ReaderScreen:
        """The reader is the screen that everything else opens over."""
        if self._remembered.measure is None:
            self._remembered.measure = self._config.measure
        session = self._remembered.session(self._access.folder)
        name = library_name(self._access.folder)
        self.reader = ReaderScreen(self._access, self._remembered, session, self._sources, self._pipeline, name)
        self.reader.take_programs(self._config.pipe)
        return self.reader

    def on_mount(self) -> None:
        """Take the theme, and remember it from now on."""
        self.theme = self._theme_at_start
        if self._theme_now is None:
            self.watch(self, "theme", self._theme_chosen, init=False)
        if self._no_such_theme:
            self.notify(f"There is no theme {self._no_such_theme}; the palette lists them.", markup=False)
        if not gc.isenabled():
            self.call_after_refresh(self._collect_from_now_on)

    def _collect_from_now_on(self) -> None:
        """Collect waste when no key is pressed for a while.

        What was made until now stays, and is not gone through again. Python's own thresholds would look through the young
        objects about ten times a key, and through all about every tenth key, for longer than a picture may take.
        """
        gc.freeze()
        gc.set_threshold(*COLLECTED_AFTER)
        gc.enable()
        self._rest = self.set_interval(REST, self._collect)

    def _collect(self) -> None:
        if self._rest is not None:
            self._rest.pause()
        gc.collect()

    async def on_event(self, event: events.Event) -> None:
        """Begin to wait for a rest again at each key."""
        if self._rest is not None and isinstance(event, events.Key):
            self._rest.reset()
        await super().on_event(event)

    def _theme_chosen(self, theme: str) -> None:
        self._remembered.theme = theme

    async def action_quit(self) -> None:
        """Keep everything, stop the background process, and leave."""
        await self.reader.close_down()
        if self._keep:
            save_state(self._remembered)
        self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """A library that goes away while one reads ends the reader with one line, not with a traceback."""
        if isinstance(error, LibraryError):
            self.exit(return_code=2, message=f"pullquote: {error}")
        else:
            super()._handle_exception(error)

    def on_unmount(self) -> None:
        """Close the library."""
        self._access.close()
