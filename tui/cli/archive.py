"""`pullquote export` and `pullquote import`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tui.cli.common import PART_FAILED, fail, library_option, opened, put, say_error

FOREIGN = ("newsboat", "wallabag", "pocket", "instapaper", "readwise", "maildir", "mbox")


@click.command("export")
@library_option
@click.argument("target", required=False, type=click.Path(dir_okay=False), metavar="[FILE]")
def export_command(library: str | None, target: str | None) -> None:
    """Write the whole library, your own work included, as JSON lines to FILE or standard output."""
    from analysis.library.archive import export_lines

    with opened(library) as store:
        if target is None:
            for line in export_lines(store):
                put(line)
            return
        path = Path(target)
        whole = path.with_name(path.name + ".part")
        with whole.open("w", encoding="utf-8") as out:
            out.writelines(line + "\n" for line in export_lines(store))
        whole.replace(path)
        put(f"{store.count():,} articles written to {path}")


@click.command("import")
@click.argument("kind", type=click.Choice(["library", "opml", *FOREIGN]))
@click.argument("path", type=click.Path(exists=True))
@library_option
@click.option("--dry-run", is_flag=True, help="Only say what would come.")
def import_command(kind: str, path: str, library: str | None, dry_run: bool) -> int:
    """Take in a library written by export, the store of another reader, or (opml) its list of feeds."""
    with opened(library, writes=True) as store:
        if kind == "opml":
            from analysis.library.feeds import import_list

            feeds = import_list(store.database, Path(path), dry_run=dry_run)
            put(f"{feeds:,} new feeds{' would come' if dry_run else '; pullquote fetch fetches them'}")
            return 0
        if kind == "library":
            from analysis.library.archive import import_lines

            with Path(path).open(encoding="utf-8") as lines:
                added, problems = import_lines(store, lines, dry_run=dry_run)
        else:
            from analysis.library.imports import import_from

            added, problems = import_from(store, kind, Path(path), dry_run=dry_run)
        for problem in problems:
            say_error(f"{problem.where}: {problem.what}")
        if not added and problems:
            raise fail(f"{path}: nothing could be taken in")
        put(
            f"{added:,} articles {'would come' if dry_run else 'taken in'}",
        )
        if added and not dry_run:
            sys.stdout.flush()
            put("pullquote analyse finds their names and quotes; the reader does so by itself")
    return PART_FAILED if problems else 0
