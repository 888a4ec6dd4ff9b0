"""One process at a time adds to a library and analyses: a lock that the system takes away when its holder dies."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis.library.errors import LibraryBusy, in_words
from analysis.library.state import now

FILE_NAME = "writer.lock"


@contextmanager
def writing_lock(folder: Path) -> Iterator[None]:
    """Hold the lock of the library in `folder`. Raises `LibraryBusy`, saying who holds it, where another process does."""
    path = folder / FILE_NAME
    with in_words(path):
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        if not _try(descriptor):
            raise LibraryBusy(
                f"the library in {folder} is being added to by {_holder(path)}; it analyses what is there, so just wait or read on"
            )
        with in_words(path):
            os.ftruncate(descriptor, 0)
            os.write(descriptor, json.dumps({"process": os.getpid(), "since": now()}).encode())
        yield
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _holder(path: Path) -> str:
    try:
        about = json.loads(path.read_text("utf-8"))
        return f"process {int(about['process'])}, at work since {str(about['since'])[:20]}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> bool:
        # The byte that is locked lies far behind the text, which others may then still read.
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
