"""The card of an entity, over the text: a look without leaving."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen

from analysis.library.records import EntityCard
from tui.history import Leaving, Place
from tui.library_access import LibraryAccess
from tui.screens.correcting import NameAtHand
from tui.screens.of_entity import OfEntity
from tui.widgets.card import Card, Join
from tui.widgets.row_list import RowList
from tui.widgets.strips import harmless

NEWEST = 8
KEYS = "Enter open · e everything · F follow · M S E T X correct · Esc close"


class CardScreen(OfEntity, ModalScreen[Leaving | None]):
    """Shows a `Card` of an entity that was met in an article, where splitting and "not a name" are meant."""

    DEFAULT_CSS = """
    CardScreen { align: center middle; background: $background 40%; }
    CardScreen Card { width: 84; max-width: 96%; height: auto; max-height: 90%; }
    CardScreen Card { background: $surface; border: round $primary; padding: 0 1; border-subtitle-color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,K", "close", "Close", show=False),
        Binding("enter", "choose", "Open", show=False),
        Binding("e", "whole", "The entity's own screen", show=False),
    ]

    def __init__(self, card: EntityCard, access: LibraryAccess, article_id: int | None = None) -> None:
        super().__init__(card, access)
        self._article_id = article_id

    def compose(self) -> ComposeResult:
        """The card with the newest articles of the entity."""
        articles = self._store.entity_articles(self._card.entity.id)
        newest = [articles.row(at) for at in range(min(NEWEST, len(articles)))]
        joins = [Join(*row) for row in self._store.joins(self._card.entity.id)]
        aliases, followed = self._store.aliases(self._card.entity.id), self._store.is_followed(self._card.entity.id)
        card = Card(self._card, newest, aliases=aliases, joins=joins, followed=followed)
        card.border_subtitle = KEYS
        yield card

    @property
    def rows(self) -> RowList[Any]:
        """The lines of the card."""
        return self.query_one(Card).rows

    def show_card(self) -> None:
        """Draw it anew."""
        self.refresh(recompose=True)

    def say(self, text: str) -> None:
        """Say it at the foot of the card."""
        self.call_after_refresh(self._at_the_foot, text)

    def _at_the_foot(self, text: str) -> None:
        for card in self.query(Card):
            card.border_subtitle = Content(harmless(text)) if text else KEYS

    async def on_key(self, event: events.Key) -> None:
        """A message stays until the next key."""
        self.say("")
        await super().on_key(event)

    def name_at_hand(self) -> NameAtHand | None:
        """The entity, as it stands in the article below."""
        return self.in_article(self._article_id)

    def corrected(self, entity_id: int | None, said: str) -> None:
        """Close where the name below is another one's now, or none."""
        number = self._card.entity.id if entity_id is None else entity_id
        if self._article_id is None or number in self._store.entity_ids(self._article_id).values():
            super().corrected(entity_id, said)
        else:
            self.dismiss(Leaving(said=said))

    def action_whole(self) -> None:
        """Go to the entity's own screen."""
        self.leave_to(Place("entity", self._card.entity.id))

    @on(Card.Chosen)
    def _chosen(self, event: Card.Chosen) -> None:
        self.leave_to(self.place_of(event.row))
