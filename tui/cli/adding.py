"""`pullquote add` and `pullquote analyse`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

from analysis.canonical import clean_line
from tui.cli.common import PART_FAILED, config, fail, folder, json_line, json_option, library_option, put, say_error

HELD_BY_ANOTHER, STOPPED = 3, 130
allow_local_option = click.option(
    "--allow-local", is_flag=True, help="Follow redirects from public pages to addresses in the local network, too."
)


@click.command("add")
@click.argument("paths", nargs=-1, metavar="PATH…")
@library_option
@json_option
@click.option(
    "--jsonl",
    type=click.Path(exists=True, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help='A file of {"id", "title", "text", "url", "published", "outlet"} lines.',
)
@click.option("--annotated", is_flag=True, help="The JSON lines hold the answers of annotate, too: take those instead of analysing again.")
@click.option("--later", is_flag=True, help="Only take the articles in; the reader analyses them.")
@click.option("--pipeline", metavar="NAME", help="Analyse with this installed spaCy pipeline.")
@allow_local_option
@click.option("--watch", is_flag=True, help="Go on: add what is new or changed in these folders until Ctrl-C ends it.")
def add_command(
    paths: tuple[str, ...],
    library: str | None,
    as_json: bool,
    jsonl: tuple[str, ...],
    annotated: bool,
    later: bool,
    pipeline: str | None,
    allow_local: bool,
    watch: bool,
) -> int:
    """Add files, folders, or addresses of pages and feeds to the library, and analyse them.

    With --watch, a file comes in as soon as it is no longer being written, whether the reader is open or not. What changes while
    nothing watches comes in when the folder is next added or watched: a file that the library knows is not read again. The reader
    by itself looks at no folder.
    """
    given = [*paths, *jsonl]
    if not given:
        raise fail("add needs at least one PATH, address, or --jsonl FILE")
    if watch and (no_folders := [path for path in given if not Path(path).expanduser().is_dir()]):
        raise fail(f"{no_folders[0]}: --watch takes folders")
    missing = [path for path in given if "://" not in path and not Path(path).expanduser().exists()]
    for path in missing:
        say_error(f"{path}: there is no such file or folder")
    present = [path for path in given if path not in missing]
    if not present:
        return 2
    wanted = {"--no-analysis": later, "--annotated": annotated, "--allow-local": allow_local}
    options = [option for option, chosen in wanted.items() if chosen]
    if watch:
        from tui.cli.watching import watch_folders

        def add(home: Path, files: list[str], existing: bool) -> int:
            return ingest(home, files, [*options, *(["--existing"] if existing else [])], pipeline, as_json)

        return watch_folders(folder(library), present, add)
    code = run_ingest(folder(library), present, options, pipeline, as_json)
    return PART_FAILED if missing and code == 0 else code


@click.command("analyse")
@library_option
@json_option
@click.option("--stale", is_flag=True, help="Analyse again what another pipeline or an older version analysed.")
@click.option("--pipeline", metavar="NAME", help="Analyse with this installed spaCy pipeline.")
def analyse_command(library: str | None, as_json: bool, stale: bool, pipeline: str | None) -> int:
    """Analyse the articles that wait for it."""
    return run_ingest(folder(library), [], ["--stale"] if stale else [], pipeline, as_json)


def run_ingest(home: Path, paths: list[str], options: list[str], pipeline: str | None, as_json: bool) -> int:
    """Run the ingest process in the foreground, show its progress, and return the exit code of the command."""
    code = ingest(home, paths, options, pipeline, as_json)
    return 2 if code == HELD_BY_ANOTHER else code


def ingest(home: Path, paths: list[str], options: list[str], pipeline: str | None, as_json: bool) -> int:
    """Run the ingest process and show its progress; return 0, 1 where part failed, 2 where all did, or why nothing was done
    (`HELD_BY_ANOTHER`, `STOPPED`)."""
    pipeline = pipeline or config().pipeline
    command = [sys.executable, "-m", "analysis.library.ingest", "--library", str(home), *options]
    command += [*(["--pipeline", pipeline] if pipeline else []), "--", *(p if "://" in p else str(Path(p).expanduser()) for p in paths)]
    problems, last, fetched = 0, dict[str, Any](), list[dict[str, Any]]()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", errors="replace") as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                event = _event(line)
                if as_json and event:
                    put(json_line(event))
                if event.get("event") == "problem":
                    problems += 1
                    _clear_line(as_json)
                    say_error(f"{event.get('where')}: {event.get('what')}")
                elif event.get("event") == "progress":
                    last = event
                    _show_progress(event, as_json)
                elif event.get("event") == "fetched":
                    fetched.append(event)
                    _show_fetched(event, as_json)
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            _clear_line(as_json)
            say_error("stopped; the next start goes on where it was")
            return STOPPED
    _clear_line(as_json)
    if process.returncode not in (0, 1):
        return HELD_BY_ANOTHER if process.returncode == HELD_BY_ANOTHER else 2
    if not as_json:
        analysed = f"{last.get('done', 0):,} of {last.get('total', 0):,} articles analysed"
        unchanged = sum(bool(event.get("unchanged")) for event in fetched)
        asked = f"{len(fetched):,} asked, {unchanged:,} unchanged · " if fetched else ""
        put(f"{asked}{last.get('added', 0):,} added or changed · {analysed} · library {clean_line(str(home))}")
    return PART_FAILED if problems else 0


def _event(line: str) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except ValueError:
        return {}
    return event if isinstance(event, dict) else {}


def _show_progress(event: dict[str, Any], as_json: bool) -> None:
    if sys.stderr.isatty() and not as_json:
        left = event.get("left")
        rest = "" if left is None else f" · {left:.0f} s left"
        sys.stderr.write(f"\r\x1b[Kanalysing {event.get('done', 0):,} of {event.get('total', 0):,} · {event.get('rate') or 0:.0f}/s{rest}")
        sys.stderr.flush()


def _show_fetched(event: dict[str, Any], as_json: bool) -> None:
    if sys.stderr.isatty() and not as_json:
        sys.stderr.write(f"\r\x1b[Kfetched {event.get('done', 0):,} of {event.get('of', 0):,}")
        sys.stderr.flush()


def _clear_line(as_json: bool) -> None:
    if sys.stderr.isatty() and not as_json:
        sys.stderr.write("\r\x1b[K")
