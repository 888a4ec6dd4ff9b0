"""Back and forward through every jump, with the place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    part: int = 0
    """Which list of an entity's screen, or which kind of a search's results, from 0."""

    @property
    def plain(self) -> list[int | str]:
        """The place as a JSON list."""
        return [self.kind, self.id, self.offset, self.part]

    @staticmethod
    def from_plain(raw: object) -> Place | None:
        """Read a place back; None where it is none."""
        match raw:
            case [str(kind), int() | str() as name, int(offset), *parts] if kind in ("article", "entity", "search"):
                return Place(kind, name, offset, parts[0] if parts and isinstance(parts[0], int) else 0)
        return None


def no_mark(letter: str, marks: Mapping[str, object]) -> str:
    """Say that a letter has no mark, and which have."""
    return f"There is no mark {letter}. Marks: {' '.join(sorted(marks)) or 'none'}"


@dataclass(frozen=True, slots=True)
class Leaving:
    """How a screen over the reader is left: to a place, a step through the jumps, or only closed; `said` is a message for the reader."""

    origin: Place | None = None
    """Where it was left from, for the way back; None for what is no place, a card."""
    way: str = "close"
    """``to``, ``back``, ``forward``, ``last`` or ``close``."""
    place: Place | None = None
    """Where ``to`` leads."""
    said: str = ""


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
