"""`pullquote add --watch`: folders looked at until the user ends it; what is new in them is added as `add` adds it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tui.cli.adding import HELD_BY_ANOTHER
from tui.cli.common import say_error

EVERY = 2.0
"""Seconds between two looks, and at least `REST` times what a look took."""
REST = 20
MOST_FILES = 200
"""Files that are named to the process that adds; where more have changed, it looks through the folders itself."""


def watch_folders(
    home: Path, folders: Sequence[str], add: Callable[[Path, list[str], bool], int], pause: Callable[[float], None] = time.sleep
) -> int:
    """Add what is new or changed in folders until the user stops it; return the exit code.

    `add` takes the library, the paths to add and whether the library must be there, as it was before: one whose disk was taken away is
    not begun anew. It returns what `tui.cli.adding.ingest` does. While another process adds to the library, what comes waits.
    """
    from analysis.library.connection import FILE_NAME
    from analysis.sources.watching import Watch

    there = (home / FILE_NAME).exists()
    watch = Watch([Path(folder).expanduser() for folder in folders], lambda problem: say_error(str(problem)))
    say_error(f"watching {', '.join(folders)}; Ctrl-C stops")
    try:
        while True:
            began = time.monotonic()
            files = watch.look()
            took = time.monotonic() - began
            if files and not _busy(home):
                code = add(home, [str(path) for path in files] if len(files) <= MOST_FILES else list(folders), there)
                if code in (0, 1):
                    there = True
                    watch.take(files)
                elif code != HELD_BY_ANOTHER:
                    return code
            pause(max(EVERY, REST * took))
    except KeyboardInterrupt:
        say_error("no longer watching")
        return 0


def _busy(home: Path) -> bool:
    from analysis.library.lock import writing_lock
    from analysis.library.records import LibraryBusy

    if not home.is_dir():
        return False
    try:
        with writing_lock(home):
            return False
    except LibraryBusy:
        return True
