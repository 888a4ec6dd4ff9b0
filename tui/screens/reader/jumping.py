"""Jumping: along names and quotes, along one entity across articles, over hints and marks, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from tui.history import Leaving, Place, no_mark
from tui.places import mentions_in
from tui.screens.reader.base import ReaderBase
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tui.screens.hints import Hint

if TYPE_CHECKING:
    from analysis.article import Entity

FIRST, LAST = "This is where you started.", "Nothing further ahead."
FARTHEST_UNREAD = 5_000
"""Rows that are looked at for an unread one."""


class Jumping(ReaderBase):
    """Every jump remembers where it started, so that `back` returns to the character."""

    _reading = False
    """Whether the article on the screen was opened to be read, and not only looked at while moving along the list."""
    _left: Place | None = None
    """Where the reading was left for the list."""

    def reading_goes_on(self, read: bool) -> None:
        """Remember where the article on the screen is left, before another one takes its place."""
        if self._reading and self.article_id is not None:
            self._left = Place("article", self.article_id, self.view.reading)
        self._reading = read

    def leave_list(self, article_id: int | None) -> None:
        """Remember where a jump from the list to an article, or an entity (None), starts: where one read before, and the search."""
        if self.pane != "list":
            self.jumps.jumped(self.here())
            return
        before = Place("article", self.article_id, self.view.reading) if self._reading and self.article_id is not None else self._left
        if before is None and (last := self.session.article) is not None:
            before = Place("article", last, self.store.position(last))
        if before is not None and before.id != article_id:
            self.jumps.jumped(before)
        here = self.here()
        if here is not None and here.kind == "search":
            self.jumps.jumped(here)

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
        here = self.here()
        if self.view.next_same_entity(step) is not None:
            self.jumps.jumped(here)
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
        self.show_beside()
        if not self.library.step(step):
            self.say("The list ends here." if step > 0 else "The list begins here.")

    def action_unread(self) -> None:
        """Open the next unread article of the list."""
        self.show_beside()
        if not self._to_unread():
            self.say("Everything further down is read.")

    def _to_unread(self) -> bool:
        rows = self.library.rows
        for index in range(rows.cursor + 1, min(len(rows.source), rows.cursor + 1 + FARTHEST_UNREAD)):
            row = rows.source.row(index)
            if not getattr(getattr(row, "article", row), "read", True):  # quotes and entities are neither
                rows.cursor = index
                rows.choose()
                return True
        return False

    def action_back(self) -> None:
        """Go back to where the last jump started."""
        self._travel(self.jumps.back(self.here()), FIRST)

    def action_forward(self) -> None:
        """Go forward again."""
        self._travel(self.jumps.forward(self.here()), LAST)

    def _travel(self, place: Place | None, otherwise: str) -> None:
        if place is None:
            self.say(otherwise)
        elif not self.go(place):
            self.say("That place is gone from the library.")

    def action_last_place(self) -> None:
        """Go to the place before the last jump; again, and it goes to where this started."""
        self._to_last_place(self.here())

    def _to_last_place(self, here: Place | None) -> None:
        if not self.jumps.behind:
            self.say("No jump yet.")
            return
        place = self.jumps.behind.pop()
        if here is not None:
            self.jumps.behind.append(here)
        self._travel(place, "")

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
                self.say(no_mark(letter, self.session.marks))
                return
            self.jumps.jumped(self.here())
            self._travel(place, "")

        self.expect("'…", go_mark)

    def action_hints(self) -> None:
        """Draw letters over everything that can be jumped to, and take them."""
        from tui.screens.hints import HintScreen

        self.show_beside()
        hints = list(self._hints())
        if not hints:
            self.say("Nothing here to jump to.")
            return

        def typed(go: Callable[[], None] | None) -> None:
            self.say("")
            if go is not None:
                go()

        self.say("Type the letters of where to go; Esc leaves")
        self.app.push_screen(HintScreen(hints, self.size.width), typed)

    def _hints(self) -> Iterator[Hint]:
        from tui.screens.hints import Hint, row_hints

        region = self.view.content_region
        for index, target in enumerate(self.view.jump_targets() if region else ()):
            yield Hint(region.x + target.x, region.y + target.y, partial(self._to_target, index))
        for pane in self.shown_panes():
            corner = self.pane_widget(pane).region
            if corner and pane != self.pane:
                yield Hint(corner.x, corner.y, partial(setattr, self, "pane", pane))
        for rows in self.query(RowList):
            if rows.region:
                yield from row_hints(rows, partial(self._to_row, rows))

    def _to_target(self, index: int) -> None:
        self.jumps.jumped(self.here())
        self.pane = "article"
        self.view.choose_target(index)

    def _to_row(self, rows: RowList[Any], index: int) -> None:
        rows.focus()
        rows.cursor = index
        rows.choose()

    def action_link(self, number: int) -> None:
        """Open the related article with this number where these have the keys, else the link with it in the article's lists."""
        if self.pane == "related":
            if number <= len(self.related.source):
                self.related.cursor = number - 1
                self.related.choose()
            else:
                self.say(f"There is no related article {number}.")
        elif not self.view.choose_link(number):
            links = len(self.view.links)
            self.say(f"This article has no link {number}" + (f"; its last is {links}." if links else "."))

    def action_card(self) -> None:
        """Show the card of the name at hand."""
        if (entity := self.entity_at_hand) is None:
            self.say("Go to a name first: ]e")
        else:
            self.show_card(entity)

    def show_card(self, entity: Entity) -> None:
        """Show the card of an entity of this article, over the text."""
        number = self.entity_ids.get(entity.id)
        card = None if number is None else self.store.card(number)
        if card is None:
            self.say(f"{entity.name}: the library does not know this name yet; the analysis is still running.")
            return
        from tui.screens.card import CardScreen

        self.app.push_screen(CardScreen(card, self.access, self.article_id), self.left)

    def open_entity(self, entity_id: int, at: Place | None = None) -> bool:
        """Show an entity's own screen, where it was left if that is known; False where there is no such entity."""
        card = self.store.card(entity_id)
        if card is None or not card.entity.articles:
            return False
        from tui.screens.entity import EntityScreen

        self.app.push_screen(EntityScreen(card, self.access, self.session.marks, at), self.left)
        return True

    def left(self, leaving: Leaving | None) -> None:
        """Go on from a card or an entity's screen, as it was left."""
        if leaving is None:
            return
        self.corrected(None, leaving.said)
        here = leaving.origin or self.here()
        match leaving.way:
            case "to" if leaving.place is not None:
                self.jumps.jumped(here)
                self._travel(leaving.place, "")
            case "back":
                self._travel(self.jumps.back(here), FIRST)
            case "forward":
                self._travel(self.jumps.forward(here), LAST)
            case "last":
                self._to_last_place(here)
            case "close" if leaving.origin is not None:
                # as a step back where that leads to what is below, so that `forward` opens it again
                if self.jumps.behind and self.jumps.behind[-1] == self.here():
                    self.jumps.back(here)
                else:
                    self.jumps.jumped(here)
