"""Keys that are typed one after the other, such as ``]e`` or ``m`` and a letter."""

from __future__ import annotations

import re
from collections.abc import Callable

from textual import events
from textual.keys import _character_to_key
from textual.screen import Screen, ScreenResultType

_NAMED_KEY = re.compile(r"up|tab|end|f\d+")


def is_sequence(key: str) -> bool:
    """Whether a binding's key is several characters typed in turn, and not the name of one key."""
    return 1 < len(key) < 4 and not _NAMED_KEY.fullmatch(key)


class KeySequences(Screen[ScreenResultType]):
    """A screen on which a binding's key may be several characters.

    Textual keeps a binding for ``]e`` under that very key, where no single key press finds it; this class collects the
    characters and runs the binding when they are complete. A character that is both bound and the start of a longer key
    (``'`` and ``''``) waits for the next one. `expect` asks for one more character for another purpose.
    """

    _typed = ""
    _taker: Callable[[str], None] | None = None
    _drop: Callable[[], None] = staticmethod(lambda: None)

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
            event.stop()
            event.prevent_default()
            above = self.app.screen
            (above.focused or above).post_message(events.Key(event.key, event.character))
            return
        character = event.character if event.is_printable and event.character else ""
        if self._taker is None and not self._typed and not self._starts_sequence(character):
            active = self.active_bindings.get(event.key)
            if active is not None and active.node is self and active.enabled:
                event.stop()
                event.prevent_default()
                await self._run(event.key)
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
        elif typed in self.active_bindings and is_sequence(typed):
            await self._run(typed)
        elif self._starts_sequence(typed):
            self._typed = typed
            self.show_typed(typed + "…")
        else:
            await self._run(_character_to_key(typed[0]))
            if self._taker is not None:
                self._take(character)

    def _starts_sequence(self, typed: str) -> bool:
        return bool(typed) and any(is_sequence(key) and len(key) > len(typed) and key.startswith(typed) for key in self.active_bindings)

    def _take(self, character: str) -> None:
        take, self._taker = self._taker, None
        self.show_typed("")
        if take is not None:
            take(character)

    async def _run(self, key: str) -> None:
        if active := self.active_bindings.get(key):
            await self.app.run_action(active.binding.action, active.node)
