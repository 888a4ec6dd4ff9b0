"""Correcting the name at hand, the same on every screen that has one: what is asked, what is done, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from analysis.library.errors import LibraryError

if TYPE_CHECKING:
    from textual.app import App

    from analysis.library.store import Store

OFFERED = 8
"""Names that are offered for a merge."""


class NameAtHand(NamedTuple):
    """The entity of the library that a correction is about, and the article in which it stands here."""

    id: int
    name: str
    article_id: int | None = None
    local: str | None = None
    """What that article calls the entity (`Entity.id`)."""


class Correcting:
    """Actions of `commands.correcting` for a screen that has a name at hand; each says what was done and how to take it back."""

    if TYPE_CHECKING:
        app: App[object]

        @property
        def store(self) -> Store:
            """The library."""

    def name_at_hand(self) -> NameAtHand | None:
        """The name that a correction is about; None, and it is said why, where there is none."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """Show one line until the next key."""
        raise NotImplementedError

    def corrected(self, entity_id: int | None, said: str) -> None:
        """Show what the library says now, and say what was done; `entity_id` is the entity that was corrected, None if not known."""
        raise NotImplementedError

    def action_merge(self) -> None:
        """Ask which other entity this one is, and make them one."""
        if (at_hand := self.name_at_hand()) is None:
            return
        from analysis.library.corrections import merge
        from tui.screens.prompt import PromptScreen
        from tui.widgets.card import in_words

        known: dict[str, int] = {}

        def offer(typed: str) -> list[str]:
            lines: list[str] = []
            for row in self.store.entities(typed or at_hand.name.split()[-1], limit=OFFERED + 1):
                line = f"{row.name} · {in_words(row.label)} · {row.articles:,} article{'s' * (row.articles != 1)}"
                # two of one name and size: the first is meant
                if row.id != at_hand.id and known.setdefault(line, row.id) == row.id:
                    lines.append(line)
            return lines

        def chosen(line: str | None) -> None:
            if line is not None and line not in known and len(offered := offer(line)) == 1:
                line = offered[0]
            if line is not None and line in known:
                self._correct(lambda: merge(self.store, known[line], at_hand.id), known[line])
            elif line is not None:
                self.say(f"Choose one of the list with ↓: “{line}” alone does not say which.")

        title = f"{at_hand.name} is the same as …"
        self.app.push_screen(PromptScreen(title, "Type a name, ↓ ↑ choose, Enter merges, Esc leaves", offer), chosen)

    def action_split(self) -> None:
        """Say that the name at hand is somebody else in this article."""
        from analysis.library.corrections import split

        self._in_the_article(split)

    def action_not_a_name(self) -> None:
        """Say that the name at hand is no name in this article."""
        from analysis.library.corrections import not_a_name

        self._in_the_article(not_a_name)

    def _in_the_article(self, change: Callable[[Store, int, str], str]) -> None:
        at_hand = self.name_at_hand()
        if at_hand is None:
            return
        article_id, local = at_hand.article_id, at_hand.local
        if article_id is None or local is None:
            self.say(f"Go to an article with {at_hand.name} first: this is said of one article.")
        else:
            self._correct(lambda: change(self.store, article_id, local), at_hand.id)

    def action_rename(self) -> None:
        """Ask what the entity is to be called."""
        if (at_hand := self.name_at_hand()) is None:
            return
        from analysis.library.corrections import rename
        from tui.screens.prompt import PromptScreen

        def chosen(name: str | None) -> None:
            if name is not None and name != at_hand.name:
                self._correct(lambda: rename(self.store, at_hand.id, name), at_hand.id)

        title = f"What is {at_hand.name} to be called?"
        self.app.push_screen(PromptScreen(title, "Enter renames, Esc leaves", value=at_hand.name), chosen)

    def action_relabel(self) -> None:
        """Ask what the entity is, and say so."""
        at_hand = self.name_at_hand()
        row = None if at_hand is None else self.store.entity(at_hand.id)
        if row is None:
            return
        from analysis.library.corrections import relabel
        from tui.screens.choice import LABELS, ChoiceScreen

        def chosen(label: str | None) -> None:
            if label is not None and label != row.label:
                self._correct(lambda: relabel(self.store, row.id, label), row.id)

        self.app.push_screen(ChoiceScreen(f"{row.name} is …", LABELS, row.label), chosen)

    def action_follow(self) -> None:
        """Follow the name at hand, or stop following it."""
        if (at_hand := self.name_at_hand()) is not None:
            from analysis.library.corrections import follow

            self._correct(lambda: follow(self.store, at_hand.id), at_hand.id, undo="")

    def action_undo(self) -> None:
        """Take back the last correction."""
        from analysis.library.corrections import undo

        self._correct(lambda: undo(self.store) or "Nothing to take back.", None, undo="")

    def _correct(self, change: Callable[[], str], entity_id: int | None, undo: str = " · u takes it back") -> None:
        from tui.widgets.card import label_in_words

        try:
            said = label_in_words(change())
        except LibraryError as error:
            self.say(str(error))
            return
        self.corrected(entity_id, said + undo)
