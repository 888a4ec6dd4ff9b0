"""What SQLite and the system report, in words for the person who owns the library."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.library.records import LibraryBusy, LibraryError

__all__ = ["LibraryBusy", "LibraryError", "explain", "in_words"]

_FULL = "the disk is full: {path} could not be written. Free some space and start again; what was confirmed before is kept"
_DAMAGED = (
    "{path} is damaged ({error}). `pullquote check` says what is left; the folder `backups` beside it holds the last daily snapshots, "
    "any of which can be copied over it"
)


def explain(error: sqlite3.Error | OSError, path: Path) -> LibraryError:
    """Turn what SQLite or the system reported about the file `path` into a `LibraryError`."""
    if isinstance(error, OSError):
        return LibraryError(_explain_system(error, path))
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LibraryBusy(f"{path} is being written by another process; try again in a moment")
    if name.startswith("SQLITE_FULL"):
        return LibraryError(_FULL.format(path=path))
    if name.startswith("SQLITE_READONLY"):
        return LibraryError(f"{path} cannot be written: the file, its folder or the disk is read-only")
    if name.startswith("SQLITE_CANTOPEN"):
        return LibraryError(f"{path} cannot be opened: check that its folder exists and that you may read and write it")
    if name.startswith("SQLITE_NOTADB"):
        return LibraryError(f"{path} is not a Pullquote library: name another folder with --library, or move the file away")
    if name.startswith("SQLITE_CORRUPT"):
        return LibraryError(_DAMAGED.format(path=path, error=error))
    if name.startswith("SQLITE_IOERR"):
        return LibraryError(f"{path} could not be read or written ({error}); is its disk still there, and has it space?")
    return LibraryError(f"{path}: {error}")


def _explain_system(error: OSError, path: Path) -> str:
    where = error.filename or path
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _FULL.format(path=where)
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"{where}: no permission; name a folder of your own with --library"
    if error.errno == errno.EROFS:
        return f"{where} cannot be written: its disk is read-only"
    if error.errno == errno.ENOENT:
        return f"{where} is not there; was its folder moved, or its disk taken away?"
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"{where} is not a folder; a library needs a folder of its own"
    return f"{where}: {error.strerror or error}"


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Let what fails inside come out as `LibraryError` about `path`."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise explain(error, path) from error
