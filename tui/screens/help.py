"""The keys that are really bound, by what they are about; typing narrows the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.commands.command import Command, key_label
from tui.commands.registry import groups_with

INDENT = 19
"""Columns before the words of a line."""
LEGEND = Content.assemble(
    ("Marks in the text\n", "bold"),
    "  Names are underlined: ",
    ("people", "underline bold"),
    ", ",
    ("organisations", "underline"),
    ", ",
    ("places", "underline italic"),
    ".\n  Quotes are tinted, with the speaker in the margin: a plain name is right about 95 times in 100;\n"
    "  “probably” is less sure; “unknown” is said where nobody can be named. “via” names who relayed the words.\n"
    "  ▸ stands for folded lines: promotions, credits, and lists of other articles.\n\n",
    ("Signs in the list\n", "bold"),
    "  ● is unread; ◐ is, too, but something nearly the same was read. ★ is starred. +3 are three more that are nearly the same.\n"
    "  ◆ names whom you follow in an article that came since your last visit, ◇ in one that came before.",
)


class HelpScreen(ModalScreen[None]):
    """Every binding of the screen below, made from the live bindings."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen #help { width: 92; max-width: 96%; height: 90%; background: $surface; border: round $primary; padding: 0 1; }
    HelpScreen Input { border: none; height: 1; background: $surface; padding: 0; }
    HelpScreen Input:focus { border: none; }
    HelpScreen .empty { color: $text-muted; }
    HelpScreen VerticalScroll { scrollbar-size-vertical: 1; scrollbar-background: $surface; scrollbar-color: $foreground 20%; }
    """
    BINDINGS = [
        Binding("escape,f1", "dismiss", "Close", show=False),
        Binding("down", "scroll(1)", "Scroll down", show=False),
        Binding("up", "scroll(-1)", "Scroll up", show=False),
        Binding("pagedown", "scroll(10)", "Scroll down", show=False),
        Binding("pageup", "scroll(-10)", "Scroll up", show=False),
    ]

    def __init__(self, bound: Mapping[str, ActiveBinding], own: Sequence[Command] = ()) -> None:
        super().__init__()
        self._groups = groups_with(own)
        self._width, self._narrowed = 90, ""
        self._keys: dict[str, list[str]] = {}
        for key, active in bound.items():
            if active.binding.id:
                self._keys.setdefault(active.binding.id, []).append(key_label(key))

    def compose(self) -> ComposeResult:
        """A line to type in, and the list."""
        with Vertical(id="help"):
            yield Input(placeholder="Keys: type to narrow, ↑ ↓ to scroll, Esc to close")
            with VerticalScroll(can_focus=False):
                yield Static(self.table(""), id="table")

    def table(self, words: str) -> Content:
        """Lay out the commands whose key, name or help has all of these words."""
        parts: list[Content] = []
        for group, commands in self._groups.items():
            lines = []
            for command in commands:
                keys = "  ".join(self._keys.get(command.id, ()))
                if keys and all(word in f"{keys} {command.title} {command.help}".lower() for word in words.lower().split()):
                    wrapped = f"\n{' ' * INDENT}".join(wrap(command.help, max(20, self._width - INDENT)))
                    lines.append(Content.assemble("  ", (f"{keys:<{INDENT - 3}}", "bold"), " ", wrapped, "\n"))
            if lines:
                parts += [Content.styled(f"{group}\n", "bold $accent"), *lines, Content("\n")]
        if not parts:
            return Content.styled("No key does that.", "dim")
        return Content("").join([*parts, *([] if words else [LEGEND])])

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show what matches."""
        self._narrowed = event.value
        self.query_one("#table", Static).update(self.table(event.value))

    def on_resize(self) -> None:
        """Break the lines for the width there is."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        table = self.query_one("#table", Static)
        if table.size.width != self._width:
            self._width = table.size.width
            table.update(self.table(self._narrowed))

    def action_scroll(self, lines: int) -> None:
        """Scroll the list while the line to type in keeps the focus."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
