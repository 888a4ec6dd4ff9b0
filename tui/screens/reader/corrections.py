"""The user's word on names: merge, split, follow, and taking it back."""

from __future__ import annotations

from analysis.library.errors import LibraryError
from tui.screens.reader.base import ReaderBase


class Corrections(ReaderBase):
    """Corrections are kept apart from what the analysis said, and hold after every new analysis."""

    def entity_at_hand(self) -> tuple[int, str] | None:
        """The library's entity of the name at hand, with its name; says why where there is none."""
        entity = self.view.entity_at_hand
        if entity is None:
            self.say("Go to a name first: ]e")
            return None
        number = self.entity_ids.get(entity.id)
        row = None if number is None else self.store.entity(number)
        if row is None:
            self.say(f"{entity.name}: not linked yet; the analysis is still running.")
            return None
        return row.id, row.name

    def action_merge(self) -> None:
        """Ask which other entity this one is, and make them one."""
        found = self.entity_at_hand()
        if found is None:
            return
        number, name = found
        from analysis.library.corrections import merge
        from tui.screens.prompt import PromptScreen

        known: dict[str, int] = {}

        def offer(typed: str) -> list[str]:
            rows = [row for row in self.store.entities(typed or name.split()[-1], limit=9) if row.id != number]
            known.update({f"{row.name} · {row.label.lower()} · {row.articles} articles": row.id for row in rows})
            return [line for line, row_id in known.items() if row_id in {row.id for row in rows}]

        def chosen(line: str | None) -> None:
            if line is not None and line in known:
                self._correct(lambda: merge(self.store, known[line], number))
            elif line is not None:
                self.say(f"No entity is called “{line}”. Choose one of the list with ↓.")

        self.app.push_screen(
            PromptScreen(f"{name} is the same as …", "Type a name, choose with ↓ ↑, Enter merges; u takes it back", offer), chosen
        )

    def action_split(self) -> None:
        """Say that the name at hand is somebody else in this article."""
        entity = self.view.entity_at_hand
        if self.entity_at_hand() is not None and entity is not None and self.article_id is not None:
            from analysis.library.corrections import split

            article_id = self.article_id
            self._correct(lambda: split(self.store, article_id, entity.id))

    def action_follow(self) -> None:
        """Follow the name at hand, or stop following it."""
        if (found := self.entity_at_hand()) is not None:
            from analysis.library.corrections import follow

            self._correct(lambda: follow(self.store, found[0]))

    def action_undo(self) -> None:
        """Take back the last correction."""
        from analysis.library.corrections import undo

        self._correct(lambda: undo(self.store) or "Nothing to take back.")

    def _correct(self, change) -> None:  # type: ignore[no-untyped-def]
        try:
            said = change()
        except LibraryError as error:
            self.say(str(error))
            return
        self.say(said)
        self.article_analysed()
