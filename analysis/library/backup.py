"""Snapshots of the library, taken with SQLite's backup API while anybody may be at work on it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from analysis.library.connection import FILE_NAME, connect_readonly
from analysis.library.errors import in_words

FOLDER = "backups"
_KEPT = 3


def back_up(path: Path, name: str) -> Path:
    """Copy the library file `path` as it is at this moment to ``backups/<name>.db`` beside it, and return the copy's path.

    The copy appears under its name only when it is whole. Raises `LibraryError` where it cannot be written.
    """
    folder = path.parent / FOLDER
    with in_words(path):
        folder.mkdir(mode=0o700, exist_ok=True)
        final, unfinished = folder / f"{name}.db", folder / f"{name}.unfinished"
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_RDWR, 0o600))
        try:
            with contextlib.closing(connect_readonly(path)) as source, contextlib.closing(sqlite3.connect(unfinished)) as copy:
                # All pages in one step: a copy made in several would begin anew whenever somebody writes.
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
            unfinished.replace(final)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    return final


def daily(folder: Path) -> Path | None:
    """Take today's snapshot of the library in `folder`, unless there is one or it is empty, and drop all but the last three."""
    with in_words(folder / FILE_NAME), contextlib.closing(connect_readonly(folder / FILE_NAME)) as connection:
        if not connection.execute("SELECT n FROM counts WHERE name = 'articles'").fetchone()[0]:
            return None
    name = datetime.now(UTC).strftime("%Y-%m-%d")
    if (folder / FOLDER / f"{name}.db").exists():
        return None
    made = back_up(folder / FILE_NAME, name)
    # The new one stays whatever its name: a clock that has gone back must not make it the oldest.
    for old in [path for path in snapshots(folder) if path != made][_KEPT - 1 :]:
        with contextlib.suppress(OSError):
            old.unlink()
    return made


def snapshots(folder: Path) -> list[Path]:
    """Return the daily snapshots of the library in `folder`, the latest first."""
    return sorted((folder / FOLDER).glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].db"), reverse=True)
