"""One line to type a query into, with an error line that marks the column."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.timer import Timer
from textual.widgets import Input, Static

from tui.widgets.strips import harmless

ROOM_AFTER = 0.2
"""Seconds after which an error gets room, or gives it back: what is below does not move at each letter of a query that is half typed."""


class Typed(Input):
    """An `Input` as wide as its place. Textual's own lays the whole screen out again, and paints every scroll bar, at each letter."""

    virtual_size = reactive(Size(0, 0))


class QueryLine(Vertical):
    """Says what is typed; Enter submits, Escape cancels, up and down go through earlier queries, right takes a completion."""

    DEFAULT_CSS = """
    QueryLine { height: auto; }
    QueryLine #line { height: 1; layout: horizontal; }
    QueryLine #prompt { width: auto; color: $accent; text-style: bold; padding: 0 0 0 1; }
    QueryLine Input { width: 1fr; height: 1; border: none; padding: 0; background: transparent; }
    QueryLine Input:focus { border: none; }
    QueryLine #note { width: 22; text-align: right; color: $text-muted; padding: 0 1; display: none; }
    QueryLine #error { height: auto; max-height: 4; color: $text-error; padding: 0 1; display: none; }
    QueryLine #completions { height: 1; padding: 0 1; text-style: dim; display: none; }
    """

    error: var[str | None] = var(None)
    """What is wrong with the query, None where nothing is."""
    note: var[str] = var("")
    """What is said at the right of the line, for as long as its words stand there; see who shows `#note`."""
    history: var[tuple[str, ...]] = var(())
    """Earlier queries, the oldest first."""

    completions: var[tuple[str, ...]] = var(())
    """What the line could become, the likeliest first; whoever takes `Changed` sets them, and typing clears them."""

    class QueryMessage(Message):
        """Something that happened to a query line."""

        def __init__(self, line: QueryLine, value: str) -> None:
            super().__init__()
            self.line, self.value = line, value

        @property
        def control(self) -> QueryLine:
            """The line it happened in."""
            return self.line

    class Changed(QueryMessage):
        """Something else stands there now."""

    class Submitted(QueryMessage):
        """Enter was pressed."""

    class Cancelled(QueryMessage):
        """Escape was pressed."""

    def __init__(self, prompt: str = "", placeholder: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._prompt, self._placeholder = prompt, placeholder
        self._at, self._draft = 0, ""
        self._column: int | None = None
        self._room_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Prompt, line, note, completions, error."""
        with Vertical(id="line"):
            yield Static(self._prompt, id="prompt", markup=False)
            yield Typed(placeholder=self._placeholder, select_on_focus=False)
            yield Static(id="note", markup=False)
        yield Static(id="completions", markup=False)
        yield Static(id="error", markup=False)

    @property
    def value(self) -> str:
        """What stands there."""
        return self.query_one(Input).value

    @value.setter
    def value(self, value: str) -> None:
        line = self.query_one(Input)
        line.value = value
        line.cursor_position = len(value)

    def focus(self, scroll_visible: bool = True) -> QueryLine:
        """Give the keys to the line."""
        line = self.query_one(Input)
        self.screen.set_focus(line, scroll_visible)  # at once: the next key may be there already
        line.focus(scroll_visible)  # and again, after whatever else asked for the keys before
        self._at = len(self.history)
        return self

    def watch_error(self, error: str | None) -> None:
        """Take away what is wrong no longer, and say what is wrong if that stays so for a moment."""
        if not error:
            self.query_one("#error", Static).update("", layout=False)
        if self._room_timer is not None:
            self._room_timer.stop()
        self._room_timer = self.set_timer(ROOM_AFTER, self._make_room)

    def watch_note(self, note: str) -> None:
        """Show it."""
        self.query_one("#note", Static).update(Content(note), layout=False)

    def show_error(self, message: str, column: int | None = None) -> None:
        """Say what is wrong and mark the column, counted from 0."""
        self._column = column
        self.error = message

    def _make_room(self) -> None:
        line = self.query_one("#error", Static)
        line.update(Content(self._marked(self.error, self._column) if self.error else ""))
        line.display = bool(self.error)

    def _marked(self, error: str, column: int | None) -> str:
        """Put a mark below the column over the error; the number of the character before it where that one is out of sight."""
        if column is None:
            return error
        typed = self.query_one(Input)
        at = cell_len(self.value[:column]) - typed.scroll_offset.x
        if 0 <= at < max(1, typed.size.width):
            return " " * (cell_len(self._prompt) + at) + "▲\n" + error
        return f"At character {column + 1:,}: {error}"

    def watch_completions(self, completions: tuple[str, ...]) -> None:
        """Show what the line could become, as far as there is room."""
        parts: list[Content | tuple[str, str] | str] = []
        if completions:
            first, *others = (harmless(completion) for completion in completions)
            parts = [("→ ", ""), (first, "bold"), *(f"   {other}" for other in others)]
        # The line is there whether it says something or not: nothing below it moves while somebody types.
        self.query_one("#completions", Static).update(Content.assemble(*parts), layout=False)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.completions, self.note = (), ""
        self.post_message(self.Changed(self, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self, event.value))

    def on_key(self, event: events.Key) -> None:
        """Escape cancels; up and down go through the history while there is one; right at the end takes the completion."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(self.Cancelled(self, self.value))
        elif event.key == "right" and self.completions and self.query_one(Input).cursor_position == len(self.value):
            self.value = self.completions[0]
            event.stop()
            event.prevent_default()
        elif event.key == "up" and self._at > 0:
            self._recall(-1, event)
        elif event.key == "down" and self._at < len(self.history):
            self._recall(1, event)

    def _recall(self, step: int, event: events.Key) -> None:
        if self._at == len(self.history):
            self._draft = self.value
        self._at += step
        self.value = self.history[self._at] if self._at < len(self.history) else self._draft
        event.stop()
        event.prevent_default()
