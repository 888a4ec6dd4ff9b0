"""`pullquote merge`, `split`, `rename` and `corrections`: the user's word on names, from the shell."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tui.cli.common import fail, find_all, json_line, library_option, opened, put
from tui.cli.entities import one_entity


@click.command("merge")
@click.argument("into")
@click.argument("other")
@library_option
def merge_command(into: str, other: str, library: str | None) -> None:
    """Say that the name OTHER is the same as INTO."""
    from analysis.library.corrections import merge

    with opened(library, writes=True) as store:
        put(merge(store, one_entity(store, into).id, one_entity(store, other).id))


@click.command("split")
@click.argument("key")
@click.argument("name")
@library_option
def split_command(key: str, name: str, library: str | None) -> int:
    """Say that NAME, as it stands in the article KEY, is somebody else."""
    from analysis.library.corrections import split

    with opened(library, writes=True) as store:
        numbers, complete = find_all(store, [key])
        if not complete:
            return 2
        annotations = store.annotations(numbers[0])
        local = next((e.id for e in (annotations.entities if annotations else ()) if e.name == name), None)
        if local is None:
            raise fail(f"{name}: the article does not have this name; pullquote annotate shows its names")
        put(split(store, numbers[0], local))
    return 0


@click.command("rename")
@click.argument("name")
@click.argument("new")
@library_option
def rename_command(name: str, new: str, library: str | None) -> None:
    """Call the entity NAME by the name NEW."""
    from analysis.library.corrections import rename

    with opened(library, writes=True) as store:
        put(rename(store, one_entity(store, name).id, new))


@click.command("corrections")
@library_option
@click.option("--undo", is_flag=True, help="Take back the last one.")
@click.option(
    "--import",
    "source",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Apply the corrections of a file of JSON lines.",
)
def corrections_command(library: str | None, undo: bool, source: str | None) -> None:
    """Print the user's corrections as JSON lines."""
    from analysis.library import corrections

    with opened(library, writes=True) as store:
        if undo:
            put(corrections.undo(store) or "nothing to take back")
        elif source:
            lines = Path(source).read_text(encoding="utf-8").splitlines()
            try:
                rows = [json.loads(line) for line in lines if line.strip()]
            except ValueError as error:
                raise fail(f"{source}: not JSON lines: {error}") from error
            put(f"{corrections.import_rows(store, rows)} corrections applied")
        else:
            for row in corrections.export_rows(store):
                put(json_line(row))
