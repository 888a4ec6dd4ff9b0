"""`pullquote export` and `pullquote import`."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.canonical import clean_line
from tui.cli.common import PART_FAILED, fail, json_line, json_option, library_option, opened, put, safe_json, say_error

if TYPE_CHECKING:
    from analysis.article import Article

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
                put(safe_json(line))
            return
        path = Path(target)
        whole = path.with_name(path.name + ".part")
        try:
            # What somebody reads, and thinks of it, is nobody else's business: the file is private, as the library is.
            with open(whole, "w", encoding="utf-8", opener=_private) as out:
                out.writelines(line + "\n" for line in export_lines(store))
            whole.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                whole.unlink(missing_ok=True)
            raise fail(f"{error.filename or whole} could not be written ({error.strerror or error}); nothing else has changed") from error
        put(f"{store.count():,} articles written to {clean_line(str(path))}")


@click.command("import")
@click.argument("kind", type=click.Choice(["library", "opml", *FOREIGN]))
@click.argument("path", type=click.Path(exists=True))
@library_option
@json_option
@click.option("--dry-run", is_flag=True, help="Only say what would come.")
def import_command(kind: str, path: str, library: str | None, as_json: bool, dry_run: bool) -> int:
    """Take in a library written by export, the store of another reader, or (opml) its list of feeds."""
    with opened(library, writes=True) as store:
        if kind == "opml":
            from analysis.library.feeds import import_list

            feeds = import_list(store.database, Path(path), dry_run=dry_run)
            words = f"{feeds:,} new {'feed' if feeds == 1 else 'feeds'}"
            words += " would come" if dry_run else "; pullquote fetch fetches them"
            put(json_line({"feeds": feeds, "dry_run": dry_run}) if as_json else words)
            return 0
        if kind == "library":
            from analysis.library.archive import import_file

            try:
                added, problems = import_file(store, Path(path), dry_run=dry_run)
            except OSError as error:
                raise fail(f"{path}: it cannot be read ({error.strerror or error})") from error
        else:
            from analysis.library.imports import import_from

            def tell(article: Article) -> None:
                about = {"id": article.key, "title": article.title, "outlet": article.outlet, "published": article.published}
                if as_json:
                    put(json_line(about))
                elif dry_run:
                    put(f"{(article.published or '')[:10]:10}  {clean_line(article.outlet or '')[:18]:18}  {clean_line(article.title)}")

            added, problems = import_from(store, kind, Path(path), dry_run=dry_run, tell=tell)
        for problem in problems:
            say_error(f"{problem.where}: {problem.what}")
            if as_json:
                put(json_line({"where": problem.where, "what": problem.what}))
        if not added and problems:
            raise fail(f"{path}: nothing could be taken in")
        words = f"{added:,} {'article' if added == 1 else 'articles'} {'would come' if dry_run else 'taken in'}"
        put(json_line({"articles": added, "problems": len(problems), "dry_run": dry_run}) if as_json else words)
        if added and not dry_run and not as_json:
            put("pullquote analyse finds their names and quotes; the reader does so by itself")
    return PART_FAILED if problems else 0


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
