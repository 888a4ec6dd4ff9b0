"""The user's word on the name at hand: in the article, in the contents beside it, or among the names that a search found."""

from __future__ import annotations

from tui.screens.correcting import Correcting, NameAtHand
from tui.screens.reader.base import ReaderBase


class Corrections(ReaderBase, Correcting):
    """Corrections are kept apart from what the analysis said, and hold after every new analysis."""

    def name_at_hand(self) -> NameAtHand | None:
        """The library's entity of the name at hand; says why where there is none."""
        from analysis.library.records import EntityRow  # not at the start: it takes a hundredth of it

        row = self.library.rows.highlighted if self.pane == "list" else None
        if isinstance(row, EntityRow):
            return NameAtHand(row.id, row.name)
        entity = self.entity_at_hand
        if entity is None:
            self.say("Go to a name first: ]e")
            return None
        number = self.entity_ids.get(entity.id)
        found = None if number is None else self.store.entity(number)
        if found is None:
            self.say(f"{entity.name}: not linked yet; the analysis is still running.")
            return None
        return NameAtHand(found.id, found.name, self.article_id, entity.id)

    def corrected(self, entity_id: int | None, said: str) -> None:
        """Bring the marks of the article up to date at once."""
        self.article_analysed()
        view = self.view
        if view.current is not None and view.mention_over(view.current) is None and view.current.start not in self._quote_starts():
            view.current = None
        self.show_place()
        if said:
            self.refresh_list()
        self.say(said)

    def _quote_starts(self) -> set[int]:
        return {quote.start for quote in self.annotations.quotes} if self.annotations else set()
