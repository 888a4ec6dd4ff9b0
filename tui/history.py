"""Back and forward through every jump, with the place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where the user was: an article at a character, an entity's screen, or the results of a search."""

    kind: str
    """``article``, ``entity`` or ``search``."""
    id: int | str
    """Article id, entity id, or the query."""
    offset: int = 0
    """Character offset into the article's text; row of a list elsewhere."""

    @property
    def plain(self) -> list[int | str]:
        """The place as a JSON list."""
        return [self.kind, self.id, self.offset]

    @staticmethod
    def from_plain(raw: object) -> Place | None:
        """Read a place back; None where it is none."""
        match raw:
            case [str(kind), int() | str() as name, int(offset)] if kind in ("article", "entity", "search"):
                return Place(kind, name, offset)
        return None


@dataclass(slots=True)
class JumpList:
    """Two stacks of places, as in a browser: a new jump forgets what was ahead."""

    behind: list[Place] = field(default_factory=list)
    ahead: list[Place] = field(default_factory=list)

    def jumped(self, origin: Place | None) -> None:
        """Remember where a jump started."""
        if origin is not None and (not self.behind or self.behind[-1] != origin):
            self.behind.append(origin)
            del self.behind[:-LONGEST]
        self.ahead.clear()

    def back(self, here: Place | None) -> Place | None:
        """Return the place to go back to, and keep `here` for `forward`; None at the beginning."""
        return self._step(self.behind, self.ahead, here)

    def forward(self, here: Place | None) -> Place | None:
        """Return the place that was left by going back; None at the end."""
        return self._step(self.ahead, self.behind, here)

    @staticmethod
    def _step(source: list[Place], target: list[Place], here: Place | None) -> Place | None:
        if not source:
            return None
        if here is not None:
            target.append(here)
        return source.pop()

    @classmethod
    def from_plain(cls, behind: Iterable[object], ahead: Iterable[object]) -> JumpList:
        """Read both stacks back, leaving out what is no place."""
        return cls([p for p in map(Place.from_plain, behind) if p], [p for p in map(Place.from_plain, ahead) if p])
