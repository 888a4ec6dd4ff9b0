"""One line to type a query into, with an error line that marks the column."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.widgets import Input, Static

from tui.widgets.strips import harmless


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
    QueryLine #error { height: auto; max-height: 3; color: $text-error; padding: 0 1; display: none; }
    QueryLine #completions { height: 1; padding: 0 1; text-style: dim; display: none; }
    """

    error: var[str | None] = var(None)
    """What is wrong with the query, None where nothing is."""
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
        self._at = 0

    def compose(self) -> ComposeResult:
        """Prompt, line, completions, error."""
        with Vertical(id="line"):
            yield Static(self._prompt, id="prompt", markup=False)
            yield Typed(placeholder=self._placeholder, select_on_focus=False)
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
        """Show or hide what is wrong."""
        line = self.query_one("#error", Static)
        line.update(Content(error or ""), layout=bool(error))
        line.display = bool(error)

    def show_error(self, message: str, column: int | None = None) -> None:
        """Say what is wrong and mark the column, counted from 0."""
        mark = "" if column is None else " " * (column + len(self._prompt)) + "▲\n"
        self.error = mark + message

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
        self.completions = ()
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
        elif event.key == "down" and self._at < len(self.history) - 1:
            self._recall(1, event)

    def _recall(self, step: int, event: events.Key) -> None:
        self._at += step
        self.value = self.history[self._at]
        event.stop()
        event.prevent_default()
