"""All commands, by id."""

from collections.abc import Sequence

from tui.commands.appearance import APPEARANCE, PROGRAM
from tui.commands.command import Command
from tui.commands.correcting import CORRECTING
from tui.commands.jumping import JUMPING
from tui.commands.library import LIBRARY
from tui.commands.moving import MOVING
from tui.commands.piping import GROUP as PIPING
from tui.commands.searching import SEARCHING

GROUPS: dict[str, tuple[Command, ...]] = {
    "Moving": MOVING,
    "Jumping": JUMPING,
    "Searching": SEARCHING,
    "Correcting names": CORRECTING,
    "Articles and library": LIBRARY,
    "What is shown": APPEARANCE,
    "Program": PROGRAM,
}

COMMANDS: dict[str, Command] = {command.id: command for group in GROUPS.values() for command in group}


def groups_with(own: Sequence[Command]) -> dict[str, tuple[Command, ...]]:
    """Return all groups, and as the last one the commands that the config file makes, where there are any."""
    return {**GROUPS, PIPING: tuple(own)} if own else GROUPS
