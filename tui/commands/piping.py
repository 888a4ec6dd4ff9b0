"""Commands that hand text to the user's own programs, as the config file names them."""

from collections.abc import Mapping, Sequence

from analysis.canonical import clean_line
from tui.commands.command import Command

GROUP = "Your programs"
MOST = 9
LONGEST = 60
"""Characters of a program and its arguments that its help shows."""


def piping(programs: Mapping[str, Sequence[str]]) -> tuple[Command, ...]:
    """Make a command for each program; ``|1`` to ``|9`` run them in the order of the config file, where that gives no other keys."""
    return tuple(
        Command(
            f"pipe.{name}",
            f"pipe('{name}')",
            f"Pipe to {name}",
            f"Give the quote at hand, or the article, to {clean_line(' '.join(program), LONGEST)}",
            f"|{n}",
        )
        for n, (name, program) in enumerate(programs.items(), 1)
    )
