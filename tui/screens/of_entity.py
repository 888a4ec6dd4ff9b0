"""What an entity's card and its own screen share: the rows lead to places, and the entity can be corrected."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import BindingType

from analysis.library.records import EntityCard, EntityRow, QuoteRow
from analysis.library.store import Store
from tui.commands.appearance import PROGRAM
from tui.commands.command import bindings
from tui.commands.correcting import CORRECTING
from tui.commands.jumping import JUMPING
from tui.commands.moving import LISTS
from tui.commands.sequences import KeySequences
from tui.history import Leaving, Place
from tui.library_access import LibraryAccess
from tui.places import first_mention
from tui.screens.correcting import Correcting, NameAtHand
from tui.widgets.card import Join
from tui.widgets.row_list import RowList
from tui.widgets.row_moving import RowMoving

SHARED = tuple(command for command in (*JUMPING, *PROGRAM) if command.action in ("hints", "help"))
NAMES_TAB = 4
"""The tab of the entity's own screen that lists its names."""


class OfEntity(Correcting, RowMoving, KeySequences[Leaving | None]):
    """A screen about one entity; closes with how it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LISTS, CORRECTING, SHARED)]

    def __init__(self, card: EntityCard, access: LibraryAccess) -> None:
        super().__init__()
        self._card, self.access, self._store = card, access, access.store

    @property
    def store(self) -> Store:
        """The library."""
        return self._store

    @property
    def rows(self) -> RowList[Any]:
        """The list that has the keys."""
        raise NotImplementedError

    @property
    def origin(self) -> Place | None:
        """Where this screen is for the way back; None where it is no place."""
        return None

    def show_card(self) -> None:
        """Draw the entity as the library has it now."""
        raise NotImplementedError

    def leave_to(self, place: Place) -> None:
        """Close, and go to a place."""
        self.dismiss(Leaving(self.origin, "to", place))

    def action_close(self) -> None:
        """Close."""
        self.dismiss(Leaving(self.origin))

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        self.rows.choose()

    def action_hints(self) -> None:
        """Draw letters over the rows, and take them."""
        from tui.screens.hints import HintScreen, row_hints

        def choose(index: int) -> None:
            self.rows.cursor = index
            self.rows.choose()

        hints = list(row_hints(self.rows, choose))
        self.app.push_screen(HintScreen(hints, self.size.width), lambda go: go() if go is not None else None)

    def action_help(self) -> None:
        """Show the keys that are bound."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.active_bindings))

    def place_of(self, row: object) -> Place:
        """Return where a row leads: a quote to its words, an article to the entity's first mention, another entity to its screen."""
        match row:
            case QuoteRow():
                return Place("article", row.article_id, row.start)
            case EntityRow(id=other) | (EntityRow(id=other), int()):
                return Place("entity", other)
            case Join():
                return Place("entity", self._card.entity.id, part=NAMES_TAB)
            case _:
                return Place("article", row.id, first_mention(self._store, row.id, self._card.entity.id))  # type: ignore[attr-defined]

    def in_article(self, article_id: int | None) -> NameAtHand:
        """Return the entity as the name at hand, as it stands in an article where one is given that has it."""
        known = {} if article_id is None else self._store.entity_ids(article_id)
        local = next((name for name, number in known.items() if number == self._card.entity.id), None)
        return NameAtHand(self._card.entity.id, self._card.entity.name, article_id if local else None, local)

    def corrected(self, entity_id: int | None, said: str) -> None:
        """Show the entity as it is now; where it is gone, close and let the reader say so."""
        card = self._store.card(self._card.entity.id if entity_id is None else entity_id)
        if card is None or not card.entity.articles:
            self.dismiss(Leaving(self.origin, said=said))
        else:
            self._card = card
            self.show_card()
            self.say(said)
