"""A short list to choose one of by its letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.widgets.strips import harmless


class Choice(NamedTuple):
    """One of a short list."""

    letter: str
    words: str
    value: str


LABELS = (
    Choice("p", "a person", "PERSON"),
    Choice("o", "an organisation: company, party, club, authority", "ORG"),
    Choice("c", "a country, state, city or town", "GPE"),
    Choice("l", "another place: mountain, river, region, sea", "LOC"),
    Choice("b", "a building or site: bridge, airport, stadium", "FAC"),
    Choice("g", "a group of people: nation, faith, followers", "NORP"),
    Choice("e", "an event: war, storm, tournament", "EVENT"),
    Choice("t", "a thing that is made or sold: product, vehicle", "PRODUCT"),
    Choice("w", "a work: book, film, song, newspaper", "WORK_OF_ART"),
    Choice("a", "a law or treaty", "LAW"),
)
"""What a name may be, for people; the values are those of `analysis.article.Label`."""

WHERE = (Choice("a", "in this article", "article"), Choice("e", "everywhere in the library, later articles included", "everywhere"))
"""Where a correction holds."""


class ChoiceScreen(ModalScreen[str | None]):
    """Closes with the value that was chosen, or None."""

    DEFAULT_CSS = """
    ChoiceScreen { align: center middle; background: $background 60%; }
    ChoiceScreen #choice { width: 60; max-width: 96%; height: auto; background: $surface; border: round $primary; padding: 0 1; }
    ChoiceScreen OptionList { border: none; height: auto; max-height: 14; padding: 0; background: $surface; }
    ChoiceScreen OptionList:focus { border: none; }
    ChoiceScreen .help { color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Leave", show=False)]

    def __init__(self, title: str, choices: Sequence[Choice], now: str | None = None) -> None:
        super().__init__()
        self._title, self._choices, self._now = title, choices, now

    def compose(self) -> ComposeResult:
        """Title and choices; the present one is said."""
        with Vertical(id="choice"):
            yield Static(Content.styled(harmless(self._title), "bold"))
            yield OptionList(*(Option(self._line(choice)) for choice in self._choices), markup=False)
            yield Static(Content("A letter chooses, or ↓ ↑ and Enter; Esc leaves"), classes="help")

    def on_mount(self) -> None:
        """Put the cursor on what holds now."""
        values = [choice.value for choice in self._choices]
        options = self.query_one(OptionList)
        options.highlighted = values.index(self._now) if self._now in values else 0
        options.focus()

    def _line(self, choice: Choice) -> Content:
        return Content.assemble((f" {choice.letter} ", "bold"), " ", harmless(choice.words), " (now)" if choice.value == self._now else "")

    def on_key(self, event: events.Key) -> None:
        """Take a letter."""
        for choice in self._choices:
            if event.character == choice.letter:
                event.stop()
                self.dismiss(choice.value)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[event.option_index].value)
