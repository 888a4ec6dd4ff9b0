"""The card of an entity, over the text: a look without leaving."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from analysis.library.records import EntityCard, EntityRow, QuoteRow
from analysis.library.store import Store
from tui.commands.command import bindings
from tui.commands.moving import LISTS
from tui.history import Place
from tui.places import first_mention
from tui.widgets.card import Card
from tui.widgets.row_list import RowList
from tui.widgets.row_moving import RowMoving

NEWEST = 8


class CardScreen(RowMoving, ModalScreen[Place | None]):
    """Shows a `Card`; closes with the place that was chosen on it, or None."""

    DEFAULT_CSS = """
    CardScreen { align: center middle; background: $background 40%; }
    CardScreen Card { width: 84; max-width: 96%; height: auto; max-height: 80%; }
    CardScreen Card { background: $surface; border: round $primary; padding: 0 1; border-subtitle-color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,K", "dismiss(None)", "Close", show=False),
        Binding("enter", "choose", "Open", show=False),
        Binding("e", "whole", "The entity's own screen", show=False),
        *bindings(LISTS),
    ]

    def __init__(self, card: EntityCard, store: Store) -> None:
        super().__init__()
        self._card, self._store = card, store

    def compose(self) -> ComposeResult:
        """The card with the newest articles of the entity."""
        articles = self._store.entity_articles(self._card.entity.id)
        card = Card(self._card, [articles.row(at) for at in range(min(NEWEST, len(articles)))])
        card.border_subtitle = "Enter open · e everything · Esc close"
        yield card

    @property
    def rows(self) -> RowList[Any]:
        """The lines of the card."""
        return self.query_one(Card).rows

    def action_choose(self) -> None:
        """Open the line under the cursor."""
        self.rows.choose()

    def action_whole(self) -> None:
        """Go to the entity's own screen."""
        self.dismiss(Place("entity", self._card.entity.id))

    @on(Card.Chosen)
    def _chosen(self, event: Card.Chosen) -> None:
        match event.row:
            case QuoteRow() as quote:
                self.dismiss(Place("article", quote.article_id, quote.start))
            case EntityRow() as other:
                self.dismiss(Place("entity", other.id))
            case article:
                self.dismiss(Place("article", article.id, first_mention(self._store, article.id, self._card.entity.id)))
