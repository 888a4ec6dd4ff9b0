"""Letters over everything on the screen below that can be jumped to; typing them chooses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.strip import Strip

from tui.widgets.hints import assign_letters, narrow, set_apart
from tui.widgets.row_list import RowList


class Hint(NamedTuple):
    """A cell of the screen, and what is done when its letters are typed."""

    x: int
    y: int
    go: Callable[[], None]


def row_hints(rows: RowList[Any], choose: Callable[[int], None]) -> Iterator[Hint]:
    """Yield a hint for each row of a list that is wholly on the screen; `choose` gets its index."""
    region, top, height = rows.content_region, rows.scroll_offset.y, rows.row_height
    for index in range(-(-top // height), min(len(rows.source), (top + region.height) // height)):
        if rows.selectable(rows.source.row(index)):
            yield Hint(region.x, region.y + index * height - top, lambda index=index: choose(index))  # type: ignore[misc]


class HintScreen(ModalScreen[Callable[[], None] | None]):
    """Draws the screen below with letters over it; closes with what the typed ones do, or None."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"hint--letters"}
    DEFAULT_CSS = """
    HintScreen {
        background: $background 45%;
        overflow: hidden;
        & > .hint--letters { background: $accent; color: $background; text-style: bold; }
        &:nocolor > .hint--letters { background: $background; color: $foreground; text-style: reverse bold; }
        &:ansi > .hint--letters { background: transparent; color: ansi_default; text-style: reverse bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Leave", show=False)]

    def __init__(self, hints: Sequence[Hint], width: int) -> None:
        super().__init__()
        self._hints, self._codes, self._typed = hints, assign_letters(len(hints)), ""
        self._left, self._ahead = False, list[events.Key]()
        self._cells = set_apart([(hint.x, hint.y) for hint in hints[: len(self._codes)]], self._codes, width)

    @property
    def letters(self) -> dict[tuple[int, int], str]:
        """The letters that are left to type, by the cell at which they are drawn."""
        return {self._cells[index]: left for index, left in narrow(self._codes, self._typed).items()}

    def render_line(self, y: int) -> Strip:
        """Draw a line of the screen below with the letters over it."""
        strip, style = super().render_line(y), self.get_component_rich_style("hint--letters")
        for (x, line), letters in self.letters.items():
            if line == y:
                drawn = Strip([Segment(letters, style)])
                strip = Strip.join([strip.crop(0, x), drawn, strip.crop(x + len(letters), strip.cell_length)])
        return strip

    def on_key(self, event: events.Key) -> None:
        """Take a letter; one that no hint goes on with leaves."""
        if self._left:  # typed ahead, while this screen was closing
            event.stop()
            event.prevent_default()
            self._ahead.append(events.Key(event.key, event.character))
            return
        if not (event.is_printable and event.character):
            return
        event.stop()
        self._typed += event.character.lower()
        left = narrow(self._codes, self._typed)
        done = next((index for index, letters in left.items() if not letters), None)
        if done is not None or not left:
            self._left = True
            self.dismiss(None if done is None else self._hints[done].go)
        else:
            self.refresh()

    def on_unmount(self) -> None:
        """Hand on what was typed ahead."""
        below = self.app.screen
        for key in self._ahead:
            (below.focused or below).post_message(key)
