"""Pieces of text with named styles, made into the strips that a line-API widget draws."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from tui.widgets.wrapping import graphemes

Piece = tuple[str, str]
"""A text, drawn as it is and never parsed, and the component class that styles it ("" for the widget's own style)."""

_unsafe = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """Return `text`, of the same length, with what could steer a terminal or reorder its cells replaced.

    Texts of the library are clean already; this is the last wall before the screen.
    """
    return _unsafe.sub(lambda found: " " if found[0] in "\n\t\u2028\u2029" else "\ufffd", text)


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """Return `text` cut to at most `width` cells, ending in `ellipsis` where something was left out."""
    if cell_len(text) <= width:
        return text
    room = width - cell_len(ellipsis)
    if room < 0:
        return ""
    if text.isascii():
        return text[:room].rstrip() + ellipsis
    kept = 0
    for _, end, cells in graphemes(text, 0, len(text)):
        room -= cells
        if room < 0:
            break
        kept = end
    return text[:kept].rstrip() + ellipsis


class StyleBook:
    """The styles of a widget's component classes, worked out once until `clear` is called.

    Textual's `get_visual_style` loses reverse and double underline, and a partial rich style is blended with the wrong
    background; a stack of names resolved here keeps both right.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._components: dict[str, Style] = {}
        self._stacks: dict[tuple[str, ...], RichStyle] = {}

    def clear(self) -> None:
        """Forget everything; for `notify_style_update`."""
        self._components.clear()
        self._stacks.clear()

    def component(self, name: str) -> Style:
        """Return what the rules of one component class say, and nothing that they do not say."""
        style = self._components.get(name)
        if style is None:
            rules = self._widget.get_component_styles(name)
            stated = Style.from_styles(rules)
            style = Style(
                stated.background if rules.has_rule("background") else None,
                stated.foreground if rules.has_any_rules("color", "auto_color") else None,
                stated.bold,
                stated.dim,
                stated.italic,
                stated.underline,
                rules.text_style.underline2,
                stated.reverse,
                stated.strike,
            )
            self._components[name] = style
        return style

    def style(self, *names: str) -> RichStyle:
        """Return the widget's own style with the named component classes laid over it in order ("" adds nothing)."""
        style = self._stacks.get(names)
        if style is None:
            stacked = self._widget.visual_style
            for name in names:
                if name:
                    stacked = stacked + self.component(name)
            style = self._stacks[names] = stacked.rich_style
        return style

    def strip(self, pieces: Iterable[Piece], width: int, *under: str) -> Strip:
        """Return one line of exactly `width` cells: `pieces` over the styles named by `under`."""
        segments = [Segment(harmless(text), self.style(*under, name)) for text, name in pieces if text]
        room = width - sum(segment.cell_length for segment in segments)
        if room > 0:
            segments.append(Segment(" " * room, self.style(*under)))
        return Strip(segments, max(width, width - room)).crop(0, width)
