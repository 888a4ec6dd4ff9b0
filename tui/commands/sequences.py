"""Keys that are typed one after the other, such as ``]e`` or ``m`` and a letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from textual import events
from textual.binding import ActiveBinding, BindingsMap
from textual.keys import _character_to_key
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget
from textual.widgets import Input

from tui.commands.command import Command, bindings

_NAMED_KEY = re.compile(r"up|tab|end|f\d+")


def is_sequence(key: str) -> bool:
    """Whether a binding's key is several characters typed in turn, and not the name of one key."""
    return 1 < len(key) < 4 and not _NAMED_KEY.fullmatch(key)


def hand_on(event: events.Key, widget: Widget) -> None:
    """Give a key that was typed ahead to the widget that it was meant for."""
    event.stop()
    event.prevent_default()
    widget.post_message(events.Key(event.key, event.character))


class KeySequences(Screen[ScreenResultType]):
    """A screen on which a binding's key may be several characters.

    Textual keeps a binding for ``]e`` under that very key, where no single key press finds it; this class collects the
    characters and runs the binding when they are complete. A character that is both bound and the start of a longer key
    (``'`` and ``''``) waits for the next one. `expect` asks for one more character for another purpose.
    """

    own_commands: tuple[Command, ...] = ()
    """Commands of this screen that the registry does not know: see `add_commands`."""
    _typed = ""
    _taker: Callable[[str], None] | None = None
    _drop: Callable[[], None] = staticmethod(lambda: None)

    def add_commands(self, commands: Iterable[Command]) -> None:
        """Bind commands that are known only when the program has started: those that the config file makes."""
        self.own_commands += tuple(commands)
        self._bindings = BindingsMap.merge([self._bindings, BindingsMap(bindings(self.own_commands))])

    def expect(self, prompt: str, take: Callable[[str], None], drop: Callable[[], None] = lambda: None) -> None:
        """Hand the next printable character to `take`; any other key cancels and calls `drop`."""
        self._taker, self._drop = take, drop
        self.show_typed(prompt)

    def show_typed(self, text: str) -> None:
        """Show what has been typed of a sequence, or nothing. Screens say where."""

    async def on_key(self, event: events.Key) -> None:
        """Collect a sequence, and run the screen's own keys at once: a key typed right after finds what the one before has opened."""
        if self.app.screen is not self:
            # typed ahead, while another screen was opening over this one
            above = self.app.screen
            hand_on(event, above.focused or above)
            return
        if isinstance(self.focused, Input) and event.is_printable:
            # typed ahead, while the line was opening: it lets no character pass
            hand_on(event, self.focused)
            return
        character = event.character if event.is_printable and event.character else ""
        bound = self.active_bindings  # looks at every binding of the screen: once a key is enough
        if self._taker is None and not self._typed and not _starts_sequence(character, bound):
            active = bound.get(event.key)
            if active is not None and active.node is self and active.enabled:
                event.stop()
                event.prevent_default()
                await self._run(active)
            return
        event.stop()
        event.prevent_default()
        typed, self._typed = self._typed + character, ""
        self.show_typed("")
        if not character:
            self._taker = None
            self._drop()
        elif self._taker is not None:
            self._take(character)
        elif typed in bound and is_sequence(typed):
            await self._run(bound[typed])
        elif _starts_sequence(typed, bound):
            self._typed = typed
            self.show_typed(typed + "…")
        else:
            await self._run(bound.get(_character_to_key(typed[0])))
            if self._taker is not None:
                self._take(character)

    def _take(self, character: str) -> None:
        take, self._taker = self._taker, None
        self.show_typed("")
        if take is not None:
            take(character)

    async def _run(self, active: ActiveBinding | None) -> None:
        if active is not None:
            await self.app.run_action(active.binding.action, active.node)


def _starts_sequence(typed: str, bound: Iterable[str]) -> bool:
    return bool(typed) and any(is_sequence(key) and len(key) > len(typed) and key.startswith(typed) for key in bound)
