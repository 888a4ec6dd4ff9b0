"""The palette's list of commands: those that the screen can run now, each with its key."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.commands.command import Command, key_label
from tui.commands.registry import COMMANDS


class CommandsProvider(Provider):
    """Offers every command that is bound on the screen below the palette, with the keys that are really bound."""

    def _available(self) -> list[tuple[Command, str]]:
        known = COMMANDS | {command.id: command for command in getattr(self.screen, "own_commands", ())}
        keys: dict[str, list[str]] = {}
        for key, active in self.screen.active_bindings.items():
            if (name := active.binding.id) is not None and name in known and active.enabled:
                keys.setdefault(name, []).append(key_label(key))
        return [(known[name], " ".join(labels)) for name, labels in keys.items() if known[name].palette]

    async def discover(self) -> Hits:
        """Offer all of them before anything is typed."""
        for command, keys in self._available():
            yield DiscoveryHit(self._line(Content(command.title), keys), partial(self._run, command), command.title, command.help)

    async def search(self, query: str) -> Hits:
        """Offer those whose title or help matches, best first."""
        matcher = self.matcher(query)
        for command, keys in self._available():
            score = max(matcher.match(command.title), matcher.match(command.help) * 0.7)
            if score > 0:
                title = Content(command.title)
                yield Hit(score, self._line(title, keys), partial(self._run, command), command.title, command.help)

    @staticmethod
    def _line(title: Content, keys: str) -> Content:
        return Content.assemble(title, "  ", (keys, "dim"))

    async def _run(self, command: Command) -> None:
        await self.screen.run_action(command.action)
