"""The bottom line: the keys of the moment, or a message, and where the reader is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.query_line import QueryLine
from tui.widgets.strips import fit, harmless


class StatusWords(Widget):
    """The words of the bottom line."""

    keys: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """Key and short word, the most useful first."""
    message: reactive[str] = reactive("")
    """Said instead of the keys."""
    typed: reactive[str] = reactive("")
    """The keys of a sequence typed so far."""
    where: reactive[str] = reactive("")
    """Where the reader is, at the right."""

    def render(self) -> Content:
        """Lay both halves out; the place gives way to a message."""
        width = self.size.width
        right = self.typed or self.where
        if self.message:
            return Content.styled(fit(harmless(self.message), width), "$text")
        right = fit(harmless(right), max(0, width * 2 // 3))
        parts: list[Content] = []
        room = width - cell_len(right) - 1
        for key, word in self.keys:
            need = cell_len(key) + cell_len(word) + 3
            if room < need:
                break
            parts.append(Content.assemble((key, "bold $text"), f" {word}  "))
            room -= need
        left = Content("").join(parts)
        gap = " " * max(1, width - left.cell_length - cell_len(right))
        return Content.assemble(left, gap, (right, "bold $accent" if self.typed else "$text"))


class StatusLine(Widget):
    """`StatusWords`, or a line to type into over it."""

    DEFAULT_CSS = """
    StatusLine { height: auto; }
    StatusLine StatusWords { height: 1; padding: 0 1; background: $panel; color: $text-muted; }
    StatusLine QueryLine { display: none; background: $panel; }
    StatusLine QueryLine #note { display: block; }
    StatusLine.-asking StatusWords { display: none; }
    StatusLine.-asking QueryLine { display: block; }
    """

    def compose(self) -> ComposeResult:
        """The words; the line for finding comes when it is first asked for."""
        yield StatusWords()

    @property
    def words(self) -> StatusWords:
        """The words of the line."""
        return self.query_one(StatusWords)

    def say(self, message: str) -> None:
        """Show one message instead of the keys, until `say("")`."""
        self.words.message = message

    def show_typed(self, typed: str) -> None:
        """Show the keys of a sequence typed so far."""
        self.words.typed = typed

    def show_place(self, where: str) -> None:
        """Show where the reader is."""
        self.words.where = where

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show which keys matter now."""
        self.words.keys = tuple(keys)

    async def ask(self, value: str = "") -> QueryLine:
        """Open the line to type into, and give it the keys."""
        if not self.query(QueryLine):
            self.screen.set_focus(None)  # keys wait at the screen until there is a line for them
            await self.mount(QueryLine("/"))
        self.add_class("-asking")
        line = self.query_one(QueryLine)
        line.value = value
        return line.focus()

    def close(self) -> None:
        """Close the line to type into."""
        self.remove_class("-asking")
