"""The connection to `library.db`: settings, transactions, and errors in words."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from analysis.library.errors import LibraryError, explain, in_words

FILE_NAME = "library.db"
_BUSY_SECONDS = 5.0
_RETRY_SECONDS = 0.002
_CACHE_KIB = 2_000
"""What a connection that reads keeps of the file: every thread of the reader has one, and the system keeps the file, too."""
_WRITER_CACHE_KIB = 8_000
_LOG_PAGES = 16_000

_GONE = "{path} is no longer there: its folder was moved, or its disk taken away. Put it back and start again; nothing was written"

Row = tuple[Any, ...]


class Database:
    """One connection to a library's SQLite file, in autocommit mode outside `writing` and `reading`.

    It may go from thread to thread, but is for one at a time. What fails is raised as `LibraryError`.
    """

    def __init__(self, path: Path, *, readonly: bool = False, durable: bool = True) -> None:
        """Connect. `durable`: see `connect`."""
        self.path = path
        self.readonly = readonly
        with in_words(path):
            self.connection = connect_readonly(path) if readonly else connect(path, durable=durable)
            self.connection.execute("PRAGMA busy_timeout = 0")  # see `_execute`
        self._file = _identity(path)

    def all(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Return every row of a query."""
        try:
            return self._execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise explain(error, self.path) from error

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """Return the first row of a query, None where it has none."""
        try:
            row: Row | None = self._execute(sql, parameters).fetchone()
        except sqlite3.Error as error:
            raise explain(error, self.path) from error
        return row

    def value(self, sql: str, parameters: Sequence[Any] = (), default: Any = None) -> Any:
        """Return the first column of the first row, `default` where there is no row."""
        row = self.one(sql, parameters)
        return default if row is None else row[0]

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Execute one statement and return how many rows it changed."""
        self._must_be_there()
        try:
            return self._execute(sql, parameters).rowcount
        except sqlite3.Error as error:
            raise explain(error, self.path) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One write transaction: committed at the end, rolled back where anything is raised."""
        connection = self.connection
        self._must_be_there()
        try:
            self._execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise explain(error, self.path) from error

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several reads that see the same moment of the library."""
        if self.connection.in_transaction:
            yield
            return
        self.all("BEGIN")
        try:
            yield
        finally:
            self.all("COMMIT")

    def stamp(self) -> object:
        """Return what is another one after every change of the library, by whichever process."""
        return self.value("PRAGMA data_version"), self.connection.total_changes

    def _execute(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Execute a statement, and again for some seconds while another process writes.

        SQLite's own waiting looks ever more rarely, ten times a second in the end, and misses the gaps of a process that adds one
        article after the other: the reader stood still for seconds.
        """
        end = time.monotonic() + _BUSY_SECONDS
        while True:
            try:
                return self.connection.execute(sql, parameters)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > end:
                    raise
            time.sleep(_RETRY_SECONDS)

    def _must_be_there(self) -> None:
        """Raise `LibraryError` where the file has another one or none in its place by now: what is written to it would be lost."""
        if not self.readonly and _identity(self.path) != self._file:
            raise LibraryError(_GONE.format(path=self.path))

    def close(self) -> None:
        """Close the connection; doing so twice does nothing."""
        self.connection.close()


def must_exist(folder: Path) -> None:
    """Raise `LibraryError` where the library in `folder`, which was there before, is there no longer: its disk may have been taken away,
    and a new one in its place would look like an empty one."""
    if not (folder / FILE_NAME).exists():
        raise LibraryError(_GONE.format(path=folder / FILE_NAME))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


def connect(path: Path, *, durable: bool = True) -> sqlite3.Connection:
    """Open `path` for reading and writing, with the settings that every connection of the library needs.

    `durable` makes every commit reach the disk before it returns (for what the user did by hand). Without it a commit survives the
    death of the process, and a power cut takes at most the last moments of analysis, which are then done again.
    """
    # mode=rw: a file that has gone meanwhile is not made again.
    name = f"file:{quote(os.fsencode(path))}?mode=rw"
    connection = sqlite3.connect(name, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB if durable else _WRITER_CACHE_KIB}")
        connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        if durable:
            # While articles are being analysed, the process that does so moves the log into the file, not the one that draws.
            connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_readonly(path: Path) -> sqlite3.Connection:
    """Open `path` for reading; a library on a read-only disk, too."""
    mode = "mode=ro"
    if not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists():
        # SQLite cannot read a WAL file without making its -shm beside it; without a writer, the file alone is all there is.
        mode = "immutable=1"
    connection = sqlite3.connect(
        f"file:{quote(os.fsencode(path))}?{mode}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection
