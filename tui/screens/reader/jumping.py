"""Jumping: along names and quotes, along one entity across articles, over hints and marks, and back."""

from __future__ import annotations

from analysis.article import Entity
from tui.history import Place
from tui.places import mentions_in
from tui.screens.reader.base import ReaderBase
from tui.widgets.hints import assign_letters, narrow

FARTHEST_UNREAD = 5_000
"""Rows that are looked at for an unread one."""


class Jumping(ReaderBase):
    """Every jump remembers where it started, so that `back` returns to the character."""

    def action_mention(self, step: int) -> None:
        """Go to the next or the previous name of the article."""
        self.pane = "article"
        if self.view.next_mention(step) is None:
            self.say("No more names in this article." if step > 0 else "No name before this one.")

    def action_quote(self, step: int) -> None:
        """Go to the next or the previous quote of the article."""
        self.pane = "article"
        if self.view.next_quote(step) is None:
            self.say("No more quotes in this article." if step > 0 else "No quote before this one.")

    def action_same_entity(self, step: int) -> None:
        """Go to the next mention of the entity at hand, in this article or in the next one of the library that has it."""
        entity = self.view.entity_at_hand
        if entity is None or self.article_id is None:
            self.say("Go to a name first: ]e")
            return
        self.pane = "article"
        if self.view.next_same_entity(step) is not None:
            return
        library_entity = self.entity_ids.get(entity.id)
        if library_entity is None:
            self.say(f"{entity.name}: not linked yet; the analysis is still running.")
            return
        other, way = self.store.next_article_with(library_entity, self.article_id, step), "on"
        if other is None:
            articles = self.store.entity_articles(library_entity)
            other, way = articles.row(0 if step > 0 else len(articles) - 1).id, "round to the newest" if step > 0 else "round to the oldest"
        if other == self.article_id:
            self.say(f"{entity.name}: no other article of the library has this name.")
            return
        mentions = mentions_in(self.store, other, library_entity)
        self.jump(other, mentions[0 if step > 0 else -1].start if mentions else None)
        row = self.store.row(other)
        self.say(f"{entity.name}: {way}, in “{row.title if row else ''}”")

    def action_article(self, step: int) -> None:
        """Open the next or the previous article of the list."""
        if not self.library.step(step):
            self.say("The list ends here." if step > 0 else "The list begins here.")

    def action_unread(self) -> None:
        """Open the next unread article of the list."""
        if not self._to_unread():
            self.say("Everything further down is read.")

    def _to_unread(self) -> bool:
        rows = self.library.rows
        for index in range(rows.cursor + 1, min(len(rows.source), rows.cursor + 1 + FARTHEST_UNREAD)):
            row = rows.source.row(index)
            if not getattr(row, "article", row).read:
                rows.cursor = index
                rows.choose()
                return True
        return False

    def action_back(self) -> None:
        """Go back to where the last jump started."""
        self._travel(self.jumps.back(self.here()), "This is where you started.")

    def action_forward(self) -> None:
        """Go forward again."""
        self._travel(self.jumps.forward(self.here()), "Nothing further ahead.")

    def _travel(self, place: Place | None, otherwise: str) -> None:
        if place is None:
            self.say(otherwise)
        elif not self.go(place):
            self.say("That place is gone from the library.")

    def action_last_place(self) -> None:
        """Go to the place before the last jump; again, and it goes to where this started."""
        if not self.jumps.behind:
            self.say("No jump yet.")
            return
        place, here = self.jumps.behind.pop(), self.here()
        if here is not None:
            self.jumps.behind.append(here)
        self.go(place)

    def action_set_mark(self) -> None:
        """Take a letter and remember this place under it."""

        def set_mark(letter: str) -> None:
            if place := self.here():
                self.session.marks[letter] = place.plain
                self.say(f"Mark {letter} is here; go to it with ' {letter}")

        self.expect("m…", set_mark)

    def action_go_mark(self) -> None:
        """Take a letter and go to its place."""

        def go_mark(letter: str) -> None:
            place = Place.from_plain(self.session.marks.get(letter))
            if place is None:
                known = " ".join(sorted(self.session.marks)) or "none"
                self.say(f"There is no mark {letter}. Marks: {known}")
                return
            self.jumps.jumped(self.here())
            self.go(place)

        self.expect("'…", go_mark)

    def action_hints(self) -> None:
        """Draw letters over everything that can be jumped to, and take them."""
        self.pane = "article"
        self.view.hints = assign_letters(self.view.jump_targets())
        if not self.view.hints:
            self.say("Nothing here to jump to.")
            return
        self.expect("f…", self._take_hint, self._drop_hints)

    def _take_hint(self, character: str) -> None:
        left = narrow(self.view.hints, character)
        done = next((index for index, letters in left.items() if not letters), None)
        self.view.hints = {} if done is not None else left
        if done is not None:
            self.jumps.jumped(self.here())
            self.view.choose_target(done)
        elif left:
            self.expect("f…", self._take_hint, self._drop_hints)
        else:
            self.say(f"No hint {character}.")

    def _drop_hints(self) -> None:
        self.view.hints = {}

    def action_link(self, number: int) -> None:
        """Open the link with this number in the article's lists."""
        if not self.view.choose_link(number):
            self.say(f"This article has no link {number}.")

    def action_card(self) -> None:
        """Show the card of the name at hand."""
        if self.view.entity_at_hand is None:
            self.say("Go to a name first: ]e")
        else:
            self.show_card(self.view.entity_at_hand)

    def show_card(self, entity: Entity) -> None:
        """Show the card of an entity of this article, over the text."""
        number = self.entity_ids.get(entity.id)
        card = None if number is None else self.store.card(number)
        if card is None:
            self.say(f"{entity.name}: the library does not know this name yet; the analysis is still running.")
            return
        from tui.screens.card import CardScreen

        self.app.push_screen(CardScreen(card, self.store), self.card_closed)

    def open_entity(self, entity_id: int) -> None:
        """Show an entity's own screen."""
        card = self.store.card(entity_id)
        if card is None:
            self.say("That name is gone from the library.")
            return
        from tui.screens.entity import EntityScreen

        self.app.push_screen(EntityScreen(card, self.store), self.card_closed)
