"""Folders looked at again and again: which of their files are new or changed, and whole.

Looking works on every file system, network mounts included, where notices of changes do not come.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from analysis.sources.files import walk
from analysis.sources.problem import Problem

_Stamp = tuple[int, int, int]


class Watch:
    """Looks at folders. A file counts when two looks in a row find it the same: one that is still being written does not come in half."""

    def __init__(self, folders: Iterable[str | os.PathLike[str]], report: Callable[[Problem], None] = lambda problem: None) -> None:
        """Begin; nothing is looked at yet. `report` is told once of each folder that cannot be read, and again after it could."""
        self._folders = [Path(folder) for folder in folders]
        self._report = report
        self._seen: dict[Path, _Stamp] = {}
        self._taken: dict[Path, _Stamp] = {}
        self._problems: set[Problem] = set()

    def look(self) -> list[Path]:
        """Return the files that were not taken as they are now, and were the same at the look before."""
        problems: set[Problem] = {Problem(str(folder), "it is no folder any more") for folder in self._folders if not folder.is_dir()}
        seen = {}
        for path in walk((folder for folder in self._folders if folder.is_dir()), problems.add):
            stamp = _stamp(path)
            if stamp is not None:
                seen[path] = stamp
        whole = [path for path, stamp in seen.items() if self._seen.get(path) == stamp != self._taken.get(path)]
        self._seen = seen
        for problem in sorted(problems - self._problems, key=str):
            self._report(problem)
        self._problems = problems
        return whole

    def take(self, files: Sequence[Path]) -> None:
        """Say that these files were taken as the last look found them."""
        self._taken.update((path, self._seen[path]) for path in files if path in self._seen)


def _stamp(path: Path) -> _Stamp | None:
    """Return what changes with a file's contents; None for one that is empty as yet, or gone."""
    try:
        about = path.stat()
    except OSError:
        return None
    return (about.st_ino, about.st_size, about.st_mtime_ns) if about.st_size else None
