"""One line to fill in, over the reader: an address to add, the other name of a merge."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.commands.sequences import hand_on
from tui.widgets.strips import harmless

SHOWN = 8


class PromptScreen(ModalScreen[str | None]):
    """Asks for one line; `offer` gives the lines that would complete what has been typed."""

    DEFAULT_CSS = """
    PromptScreen { align: center middle; background: $background 60%; }
    PromptScreen #prompt { width: 76; max-width: 96%; height: auto; background: $surface; border: round $primary; padding: 0 1; }
    PromptScreen Input { border: none; height: 1; padding: 0; background: $surface; }
    PromptScreen Input:focus { border: none; }
    PromptScreen OptionList { border: none; height: auto; max-height: 8; padding: 0; background: $surface; }
    PromptScreen .help { color: $text-muted; }
    """
    BINDINGS = [
        Binding("escape", "dismiss(None)", "Cancel", show=False),
        Binding("down", "offer(1)", "Next offer", show=False, priority=True),
        Binding("up", "offer(-1)", "Offer before", show=False, priority=True),
    ]

    def __init__(self, title: str, help_line: str = "", offer: Callable[[str], Sequence[str]] | None = None, value: str = "") -> None:
        super().__init__()
        self._title, self._help, self._offer, self._value = title, help_line, offer, value

    def compose(self) -> ComposeResult:
        """Title, line, offers."""
        with Vertical(id="prompt"):
            yield Static(Content.styled(harmless(self._title), "bold"))
            yield Input(harmless(self._value))
            if self._offer is not None:
                yield OptionList(markup=False)
            if self._help:
                yield Static(Content(harmless(self._help)), classes="help")

    def on_mount(self) -> None:
        """Show the first offers."""
        self._fill(self._value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def on_key(self, event: events.Key) -> None:
        """Take what was typed before the line had the keys."""
        if event.is_printable:
            hand_on(event, self.query_one(Input))

    def _fill(self, typed: str) -> None:
        if self._offer is not None:
            offers = self.query_one(OptionList)
            offers.can_focus = False
            offers.clear_options().add_options([Option(harmless(line)) for line in self._offer(typed)[:SHOWN]])

    def action_offer(self, step: int) -> None:
        """Move along the offers."""
        if self._offer is not None:
            offers = self.query_one(OptionList)
            if step > 0:
                offers.action_cursor_down()
            else:
                offers.action_cursor_up()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        chosen = event.value
        if self._offer is not None:
            offers = self.query_one(OptionList)
            if offers.highlighted is not None:
                chosen = str(offers.get_option_at_index(offers.highlighted).prompt)
        self.dismiss(chosen.strip() or None)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(str(event.option.prompt))
