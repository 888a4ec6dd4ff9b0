"""What `check` says of a library: what is wrong, where, and what would mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.library.connection import Database


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    what: str
    where: str
    repair: str
    """What mends it, in words."""
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Wrong:
    """A finding with what mends it; None where nothing here can."""

    finding: Finding
    mend: Callable[[], None] | None


def run(database: Database, *statements: str) -> None:
    """Execute statements in one transaction."""
    with database.writing() as connection:
        for statement in statements:
            connection.execute(statement)
