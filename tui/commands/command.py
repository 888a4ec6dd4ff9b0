"""One user command: the single source of its key, palette entry, line of help and keymap id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding
from textual.keys import format_key


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a user can do.

    `action` is the Textual action it runs; ``{n}`` in it stands for the place of the key among `keys`. `keys` are the default
    keys, separated by commas; a key of several printable characters (``]e``) is typed one after the other. `hint` is the short
    word for the bottom line, empty where the command is not shown there.
    """

    id: str
    action: str
    title: str
    help: str
    keys: str
    hint: str = ""
    palette: bool = True

    @property
    def bindings(self) -> list[Binding]:
        """What Textual dispatches and a keymap can change by the command's id; one for each key where the action says ``{n}``."""
        numbered = "{n}" in self.action
        keys = self.keys.split(",") if numbered else [self.keys]
        actions = [self.action.replace("{n}", str(n)) for n in range(1, len(keys) + 1)]
        return [Binding(key, run, self.title, show=False, id=self.id, tooltip=self.help) for key, run in zip(keys, actions, strict=True)]


def bindings(*groups: Iterable[Command]) -> list[Binding]:
    """Make the bindings of some groups of commands."""
    return [binding for group in groups for command in group for binding in command.bindings]


KEY_NAMES = {
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}


def key_label(key: str) -> str:
    """Write a key as it stands on a keyboard: ``question_mark`` as ``?``, ``ctrl+d`` as ``Ctrl+d``, ``]e`` as it is."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    if key.startswith("ctrl+"):
        return "Ctrl+" + key_label(key.removeprefix("ctrl+"))
    return format_key(key)
