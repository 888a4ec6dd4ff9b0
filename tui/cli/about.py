"""`pullquote keys` and `pullquote completion`."""

from __future__ import annotations

import click

from tui.cli.common import config, fail, json_line, json_option, put


@click.command("keys")
@json_option
def keys_command(as_json: bool) -> None:
    """List the commands of the reader with their ids and keys; [keys] in the config file changes them by id."""
    from tui.commands.piping import piping
    from tui.commands.registry import groups_with

    changed = config().keys
    for group, commands in groups_with(piping(config().pipe)).items():
        if not as_json:
            put(f"{group}")
        for command in commands:
            keys = changed.get(command.id, command.keys)
            put(
                json_line({"id": command.id, "keys": keys, "help": command.help})
                if as_json
                else f"  {command.id:24} {keys:16} {command.help}"
            )


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print the completion script of a shell; for bash: source <(pullquote completion bash)"""
    from click.shell_completion import get_completion_class

    from tui.cli.group import cli

    kind = get_completion_class(shell)
    if kind is None:
        raise fail(f"{shell}: there is no completion for this shell")
    put(kind(cli, {}, "pullquote", "_PULLQUOTE_COMPLETE").source())
