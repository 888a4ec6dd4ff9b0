"""The card of an entity, over the text: a look without leaving."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from analysis.library.records import EntityCard
from analysis.library.store import Store
from tui.history import Place
from tui.widgets.card import Card


class CardScreen(ModalScreen[Place | None]):
    """Shows a `Card`; closes with the place that was chosen on it, or None."""

    DEFAULT_CSS = """
    CardScreen { align: center middle; background: $background 40%; }
    CardScreen Card { width: 84; max-width: 96%; height: auto; max-height: 80%; }
    CardScreen Card { background: $surface; border: round $primary; padding: 0 1; }
    """
    BINDINGS = [
        Binding("escape,q,K", "dismiss(None)", "Close", show=False),
        Binding("j,down", "move(1)", "Down", show=False),
        Binding("k,up", "move(-1)", "Up", show=False),
        Binding("e,enter", "choose", "Open", show=False),
    ]

    def __init__(self, card: EntityCard, store: Store) -> None:
        super().__init__()
        self._card, self._store = card, store

    def compose(self) -> ComposeResult:
        """The card with the newest articles of the entity."""
        articles = self._store.entity_articles(self._card.entity.id)
        yield Card(self._card, [articles.row(at) for at in range(min(8, len(articles)))])
