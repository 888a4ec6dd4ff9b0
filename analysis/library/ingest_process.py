"""The ingest as a process of its own: arguments, events on standard output, commands on standard input, signals, exit code."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.library.connection import must_exist
from analysis.library.ingest import Ingest
from analysis.library.lock import writing_lock
from analysis.library.progress import Event
from analysis.library.records import LibraryBusy, LibraryError
from analysis.library.store import Store
from analysis.library.worker import DEFAULT

if TYPE_CHECKING:
    from analysis.sources.web import Fetcher

FAILED = 2
HELD_BY_ANOTHER = 3
_NICENESS = 5


def main(arguments: list[str] | None = None) -> int:
    """Run one ingest; return 0 where it is finished or was stopped, 2 where it failed, 3 where another one is at work."""
    options = _parser().parse_args(arguments)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    try:
        if options.existing:
            must_exist(Path(options.library))
        # Analysis that a power cut takes is done again; what the user does by hand is written by the reader, to the disk at once.
        with Store.open(Path(options.library), durable=False) as store, writing_lock(store.folder):
            ingest = Ingest(
                store,
                _tell,
                analyser=options.analyser,
                pipeline=options.pipeline,
                workers=options.workers,
                fetcher=_into_local_networks if options.allow_local else None,
            )
            signal.signal(signal.SIGTERM, lambda *_: ingest.stop())
            signal.signal(signal.SIGINT, lambda *_: ingest.stop())
            threading.Thread(target=_listen, args=(ingest,), daemon=True, name="pullquote commands").start()
            ingest.run(
                options.paths,
                analyse=not options.no_analysis,
                stale=options.stale,
                annotated=options.annotated,
                fetch=options.fetch,
            )
    except LibraryBusy as error:
        print(error, file=sys.stderr)
        return HELD_BY_ANOTHER
    except LibraryError as error:
        print(error, file=sys.stderr)
        return FAILED
    return 0


def _parser() -> argparse.ArgumentParser:
    about = "Add files and addresses to a library and analyse them."
    parser = argparse.ArgumentParser(prog="python -m analysis.library.ingest", description=about)
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--library", required=True, metavar="DIR")
    parser.add_argument("--existing", action="store_true", help="make no new library where there is none")
    parser.add_argument("--pipeline", metavar="NAME", help="an installed spaCy pipeline instead of the built-in one")
    parser.add_argument("--analyser", default=DEFAULT, metavar="MODULE:CLASS", help="what analyses instead of spaCy")
    parser.add_argument("--workers", type=int, metavar="N", help="processes that analyse; one fewer than there are cores")
    parser.add_argument("--no-analysis", action="store_true", help="only take the articles in")
    parser.add_argument("--stale", action="store_true", help="analyse again what another pipeline or version analysed")
    parser.add_argument("--fetch", action="store_true", help="ask every feed that is due, too")
    parser.add_argument("--allow-local", action="store_true", help="follow redirects from public pages into the local network")
    parser.add_argument("--annotated", action="store_true", help="the paths are JSON lines that `pullquote annotate` wrote")
    return parser


def _into_local_networks() -> Fetcher:
    from analysis.sources.web import Fetcher

    return Fetcher(allow_local=True)


def _tell(event: Event) -> None:
    try:
        sys.stdout.write(json.dumps(event) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Nobody listens any more. The closed input stops the run, and nothing may fail at the exit while flushing.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def _lines() -> Iterator[bytes]:
    """Yield the lines of standard input, read past Python's own buffer, which a thread must not hold when the process ends."""
    rest = b""
    while chunk := os.read(0, 65536):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines


def _listen(ingest: Ingest) -> None:
    for line in _lines():
        try:
            command = json.loads(line)
        except ValueError:
            continue
        if not isinstance(command, dict):
            continue
        if command.get("stop"):
            break
        if isinstance(first := command.get("first"), int):
            ingest.first(first)
    ingest.stop()
