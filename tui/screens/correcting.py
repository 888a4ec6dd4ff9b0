"""Correcting the name at hand, the same on every screen that has one: what is asked, what is done, and what is said of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from analysis.library.errors import LibraryError

if TYPE_CHECKING:
    from textual.app import App

    from analysis.library.store import Store
    from tui.library_access import LibraryAccess

OFFERED = 8
"""Names that are offered for a merge."""
_SAID_AFTER = 0.15
"""Seconds after which it is said that a correction takes a while: of a name of many articles it does."""


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
        access: LibraryAccess

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
                self._correct(lambda store: merge(store, known[line], at_hand.id), known[line])
            elif line is not None:
                self.say(f"Choose one of the list with ↓: “{line}” alone does not say which.")

        title = f"{at_hand.name} is the same as …"
        self.app.push_screen(PromptScreen(title, "Type a name, ↓ ↑ choose, Enter merges, Esc leaves", offer), chosen)

    def action_split(self) -> None:
        """Say that the name at hand is somebody else in this article."""
        from analysis.library.corrections import split

        if (here := self._in_an_article()) is not None:
            self._correct(lambda store: split(store, *here[1:]), here[0].id)

    def action_not_a_name(self) -> None:
        """Ask where the name at hand is no name, and say so."""
        from analysis.library.corrections import not_a_name
        from tui.screens.choice import WHERE, ChoiceScreen

        if (here := self._in_an_article()) is None:
            return

        def chosen(where: str | None) -> None:
            if where is not None:
                self._correct(lambda store: not_a_name(store, *here[1:], everywhere=where == "everywhere"), here[0].id)

        self.app.push_screen(ChoiceScreen(f"{here[0].name} is no name …", WHERE), chosen)

    def _in_an_article(self) -> tuple[NameAtHand, int, str] | None:
        """Return the name at hand, its article and what that calls it; None, and it is said why, where there is none."""
        at_hand = self.name_at_hand()
        if at_hand is None:
            return None
        if at_hand.article_id is None or at_hand.local is None:
            self.say(f"Go to an article with {at_hand.name} first: this is said of a name as it stands there.")
            return None
        return at_hand, at_hand.article_id, at_hand.local

    def action_rename(self) -> None:
        """Ask what the entity is to be called."""
        if (at_hand := self.name_at_hand()) is None:
            return
        from analysis.library.corrections import rename
        from tui.screens.prompt import PromptScreen

        def chosen(name: str | None) -> None:
            if name is not None and name != at_hand.name:
                self._correct(lambda store: rename(store, at_hand.id, name), at_hand.id)

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
                self._correct(lambda store: relabel(store, row.id, label), row.id)

        self.app.push_screen(ChoiceScreen(f"{row.name} is …", LABELS, row.label), chosen)

    def action_follow(self) -> None:
        """Follow the name at hand, or stop following it."""
        if (at_hand := self.name_at_hand()) is not None:
            from analysis.library.corrections import follow

            self._correct(lambda store: follow(store, at_hand.id), at_hand.id, undo="")

    def action_undo(self) -> None:
        """Take back the last correction."""
        from analysis.library.corrections import undo

        self._correct(lambda store: undo(store) or "Nothing to take back.", None, undo="")

    def _correct(self, change: Callable[[Store], str], entity_id: int | None, undo: str = " · u takes it back") -> None:
        # the app's, so that it is told by the screen below where this one is closed meanwhile
        self.app.run_worker(self._corrected(change, entity_id, undo), group="correcting", exit_on_error=False)

    async def _corrected(self, change: Callable[[Store], str], entity_id: int | None, undo: str) -> None:
        """Make a correction beside the drawing, and tell of it."""
        from tui.widgets.card import label_in_words

        made = asyncio.wrap_future(self.access.keep(change))
        if not (await asyncio.wait([made], timeout=_SAID_AFTER))[0]:
            self.say("All articles with this name are being linked anew …")
        try:
            said = label_in_words(await made) + undo
        except LibraryError as error:
            self.say(str(error))
            return
        self.store.epoch += 1
        teller = next(screen for screen in reversed(self.app.screen_stack) if isinstance(screen, Correcting))
        teller.corrected(entity_id if teller is self else None, said)
