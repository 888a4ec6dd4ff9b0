"""Where else a quote stands: whole, cut, reworded, or given to somebody else, with the words that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from analysis.language.quotes.tiers import said_by
from tui.commands.command import bindings
from tui.commands.moving import LISTS
from tui.history import Place
from tui.widgets.dates import short_date
from tui.widgets.row_list import RowList
from tui.widgets.row_moving import RowMoving
from tui.widgets.strips import Piece, fit, harmless
from tui.widgets.wrapping import Stretch, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.article import Span
    from analysis.library.utterances import Variant

LINES = 3
"""Lines of a quote that are shown."""


class VariantRows(RowList["Variant"]):
    """Variants, oldest first: what they are and where, then the words, those that differ standing out."""

    ROW_HEIGHT: ClassVar[int] = 1 + LINES + 1

    def key_of(self, row: Variant) -> tuple[int, int]:
        """Variants are known by their article and their number there."""
        return row.quote.article_id, row.quote.n

    def draw(self, row: Variant, width: int) -> list[list[Piece]]:
        """Draw the origin and the words."""
        quote = row.quote
        via = f" via {quote.via}" if quote.via else ""
        origin = " · ".join(
            part for part in (short_date(quote.published), quote.outlet, f"{said_by(quote.speaker, quote.confidence)}{via}") if part
        )
        head: list[Piece] = [
            (" ", ""),
            (fit(row.kind, width // 3), "row--strong"),
            (fit(f"  {origin}", width - width // 3 - 2), "row--faint"),
        ]
        text = quote.text.replace("\n", " ")
        wrapped = wrap(text, [Stretch(0, len(text), width - 3)])
        lines = [
            [("  ", ""), *differing(text, row.marks, start, end)]
            for start, end in list(zip(wrapped.starts, wrapped.ends, strict=True))[:LINES]
        ]
        return [head, *lines]


def differing(text: str, marks: Sequence[Span], start: int, end: int) -> list[Piece]:
    """Cut one line of a text into pieces; the marked ones are the words that the quote at hand has not."""
    pieces: list[Piece] = []
    at = start
    for mark in marks:
        first, last = max(mark.start, at), min(mark.end, end)
        if first < last:
            pieces += [(text[at:first], ""), (text[first:last], "row--mark")]
            at = last
    return [*pieces, (text[at:end], "")]


class VariantsScreen(RowMoving, ModalScreen[Place | None]):
    """Closes with the place of the variant that was chosen, or None."""

    DEFAULT_CSS = """
    VariantsScreen { align: center middle; background: $background 40%; }
    VariantsScreen #variants { width: 96; max-width: 96%; height: auto; max-height: 85%; }
    VariantsScreen #variants { background: $surface; border: round $primary; padding: 0 1; }
    VariantsScreen #quote { height: auto; max-height: 6; padding: 0 1 1 1; text-style: italic; }
    VariantsScreen VariantRows { height: auto; max-height: 30; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,equals_sign", "dismiss(None)", "Close", show=False),
        Binding("enter", "choose", "Open", show=False),
        *bindings(LISTS),
    ]

    def __init__(self, quote: str, variants: Sequence[Variant]) -> None:
        super().__init__()
        self._quote, self._variants = quote, variants

    def compose(self) -> ComposeResult:
        """The quote at hand, and its variants."""
        with Vertical(id="variants") as box:
            box.border_title = f"{len(self._variants)} other place{'s' * (len(self._variants) != 1)}"
            yield Static(Content(harmless(" ".join(self._quote.split()))), id="quote")
            yield VariantRows()

    def on_mount(self) -> None:
        """Fill the list and give it the keys."""
        self.rows.show(self._variants)
        self.rows.focus()

    @property
    def rows(self) -> RowList[Any]:
        """The variants."""
        return self.query_one(VariantRows)

    def action_choose(self) -> None:
        """Go to the variant under the cursor."""
        self.rows.choose()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        quote = event.row.quote  # type: ignore[attr-defined]
        self.dismiss(Place("article", quote.article_id, quote.start))
