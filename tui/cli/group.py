"""The command group: finds a command's module when it is needed, and words its errors as one line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from analysis import __version__

COMMANDS = {
    "read": "tui.cli.read",
    "add": "tui.cli.adding",
    "analyse": "tui.cli.adding",
    "fetch": "tui.cli.feeds",
    "feeds": "tui.cli.feeds",
    "import": "tui.cli.archive",
    "export": "tui.cli.archive",
    "list": "tui.cli.showing",
    "show": "tui.cli.showing",
    "search": "tui.cli.searching",
    "count": "tui.cli.searching",
    "quotes": "tui.cli.quotes",
    "variants": "tui.cli.quotes",
    "related": "tui.cli.relating",
    "duplicates": "tui.cli.relating",
    "wants": "tui.cli.relating",
    "entities": "tui.cli.entities",
    "entity": "tui.cli.entities",
    "mentions": "tui.cli.entities",
    "merge": "tui.cli.corrections",
    "split": "tui.cli.corrections",
    "rename": "tui.cli.corrections",
    "corrections": "tui.cli.corrections",
    "annotate": "tui.cli.annotate",
    "check": "tui.cli.checking",
    "keys": "tui.cli.about",
    "completion": "tui.cli.about",
}
"""Each command and the module that holds it, under the attribute ``<name>_command``."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the table above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and return the command."""
        module = COMMANDS.get(cmd_name)
        return None if module is None else getattr(import_module(module), f"{cmd_name}_command")


def with_command(args: Sequence[str]) -> list[str]:
    """Put ``read`` before arguments that name no command: ``pullquote PATH`` and ``pullquote`` alone open the reader."""
    at = 0
    while at < len(args) and args[at].startswith("--library"):
        at += 1 if "=" in args[at] else 2
    named = at < len(args) and (args[at] in COMMANDS or args[at] in ("-h", "--help", "--version"))
    return [*args] if named else [*args[:at], "read", *args[at:]]


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="pullquote PATH… opens the reader on files or folders. An article's KEY is its id, address, path, or its number in the list.",
)
@click.version_option(__version__, prog_name="pullquote")
@click.option("--library", metavar="DIR", help="The library's folder; else PULLQUOTE_LIBRARY, the config file, the platform's folder.")
@click.pass_context
def cli(ctx: click.Context, library: str | None) -> None:
    """Read your own pile of articles: who said it, where else, and what is related."""
    ctx.ensure_object(dict)["library"] = library


def run(args: Sequence[str]) -> int:
    """Run a command line and return its exit code: 0, 1 where part of it succeeded, 2 for an error, 130 when interrupted."""
    from tui.cli.common import CANNOT_WRITE, say_error

    code = _answer(args)
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        # What is left in the buffer goes nowhere; else Python itself would try again, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if code == 0 and not isinstance(error, BrokenPipeError):
            say_error(CANNOT_WRITE.format(error.strerror))
            code = 2
    return code


def _answer(args: Sequence[str]) -> int:
    from tui.cli.common import say_error

    try:
        result: Any = cli.main(args=with_command(args), prog_name="pullquote", standalone_mode=False)
    except click.ClickException as error:
        say_error(error.format_message())
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        return 0
    return result if isinstance(result, int) else 0
