"""A sheet over the reader for a text that is looked at and closed: the sum of a score, problems, differences."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.widgets.strips import harmless


class PaperScreen(ModalScreen[None]):
    """Shows one text with a title; every key that closes things closes it."""

    DEFAULT_CSS = """
    PaperScreen { align: center middle; background: $background 60%; }
    PaperScreen #paper { width: 92; max-width: 96%; height: auto; max-height: 90%; }
    PaperScreen #paper { background: $surface; border: round $primary; padding: 0 2 1 2; }
    PaperScreen #paper { scrollbar-size-vertical: 1; scrollbar-background: $surface; scrollbar-color: $foreground 20%; }
    PaperScreen #paper { border-title-align: left; border-title-color: $text; border-title-style: bold; }
    """
    BINDINGS = [
        Binding("escape,q,enter", "dismiss", "Close", show=False),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
        Binding("space,pagedown", "scroll(15)", "Page down", show=False),
        Binding("b,pageup", "scroll(-15)", "Page up", show=False),
    ]

    def __init__(self, title: str, text: Content) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """The sheet."""
        with VerticalScroll(id="paper") as paper:
            # A `Content`, for its mark-up as a string would be parsed again, brackets of the title included.
            paper.border_title = Content(harmless(self._title))
            lines = "\n".join(harmless(line) for line in self._text.plain.split("\n"))
            yield Static(Content(lines, spans=list(self._text.spans)))

    def action_scroll(self, lines: int) -> None:
        """Scroll the sheet."""
        self.query_one("#paper").scroll_relative(y=lines, animate=False)
