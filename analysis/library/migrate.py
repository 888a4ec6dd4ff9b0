"""Making a new library, recognising one, and bringing one of an older version up to date (with a backup first)."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from analysis.library.connection import FILE_NAME, connect, connect_readonly
from analysis.library.errors import explain, in_words
from analysis.library.records import LibraryError

VERSION = 1
_APPLICATION = 0x50755175
"""SQLite's application_id of a library; says that a database file is ours."""

STEPS: dict[int, Callable[[sqlite3.Connection], None]] = {}
"""From the version that is the key to the next one; each runs in a transaction."""


def prepare(folder: Path) -> Path:
    """Return the database file of the library in `folder`, made or brought up to date where needed.

    Raises `LibraryError` where the folder cannot be one, holds something else, or comes from a newer Pullquote.
    """
    path = folder / FILE_NAME
    with in_words(folder):
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
        if not path.exists():
            _create(path)
        elif not os.access(path, os.R_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    try:
        version = recognise(path)
    except LibraryError as error:
        if getattr(error.__cause__, "sqlite_errorname", "") != "SQLITE_READONLY_ROLLBACK":
            raise
        _roll_back(path)
        version = recognise(path)
    if version == 0:
        _make(path)
    elif version < VERSION:
        _bring_up_to_date(path)
    return path


def recognise(path: Path) -> int:
    """Return the version of a library's file, 0 for one that nothing stands in yet. Raises `LibraryError` where it is none of ours.

    SQLite is asked, since a process that opens and closes the file by itself takes away the locks of all its connections to it
    (https://sqlite.org/howtocorrupt.html, 2.2), and another process then removes the write-ahead log under them.
    """
    with in_words(path), contextlib.closing(connect_readonly(path)) as connection:
        connection.execute("BEGIN")  # all answers are about one moment: another process may be making it just now
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        connection.execute("COMMIT")
    if application != _APPLICATION and (application or version or tables):
        raise explain(_not_a_database(), path)
    if version > VERSION:
        raise LibraryError(f"{path} was made by a newer Pullquote (library version {version}, this one knows {VERSION}): upgrade Pullquote")
    return version


def _not_a_database() -> sqlite3.Error:
    error = sqlite3.DatabaseError("not a library")
    error.sqlite_errorname = "SQLITE_NOTADB"
    return error


def _create(path: Path) -> None:
    """Make an empty file that only its owner may read; one that another process has made meanwhile is not touched."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _roll_back(path: Path) -> None:
    """Let SQLite undo what a process began that was killed while it made the library: only who may write can."""
    with in_words(path), contextlib.closing(connect(path)) as connection:
        connection.execute("PRAGMA user_version").fetchone()


def _make(path: Path) -> None:
    """Write an empty library. Two processes may try at once; the second finds the first one's."""
    with in_words(path), contextlib.closing(connect(path)) as connection:
        _wait_for_wal(connection)
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            for statement in schema():
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _wait_for_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL mode. SQLite does not wait for others here, whatever its timeout."""
    deadline = time.monotonic() + 5
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def schema() -> list[str]:
    """Return the statements that make an empty library."""
    statements, statement = [], ""
    for line in Path(__file__).with_name("schema.sql").read_text("utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            statements.append(statement)
            statement = ""
    return statements


def _bring_up_to_date(path: Path) -> None:
    from analysis.library.backup import back_up

    with in_words(path), contextlib.closing(connect(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version < VERSION:
            back_up(path, f"before-version-{VERSION}")
        while version < VERSION:
            connection.execute("BEGIN IMMEDIATE")
            if connection.execute("PRAGMA user_version").fetchone()[0] == version:
                STEPS[version](connection)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
            version += 1
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
