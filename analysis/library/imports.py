"""Other readers' libraries taken into this one, with the state that articles have there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from analysis.library.lock import writing_lock
from analysis.library.problems import problem
from analysis.library.records import LibraryError, Problem
from analysis.library.state import set_read, set_starred, set_tags
from analysis.library.store import Store
from analysis.library.writer import Added, Outcome, Writer
from analysis.sources.imported import Imported
from analysis.sources.importers import PROGRAMS
from analysis.sources.importers import import_from as read_from

__all__ = ["PROGRAMS", "import_from"]

_AT_ONCE = 100


def import_from(store: Store, program: str, path: Path, *, dry_run: bool = False) -> tuple[int, list[Problem]]:
    """Take in the library of another program (one of `PROGRAMS`); return how many articles came, or would, and what could not.

    Articles that are here already keep what the user did with them here; new ones get the state that they have there. The other
    library is only read. Raises `LibraryError` where this one cannot be written or another process is adding to it.
    """
    problems: list[Problem] = []
    rows = _articles(program, path, problems)
    if dry_run:
        return sum(store.find(row.article.key) is None for row in rows), problems
    came = 0
    with writing_lock(store.folder):
        writer = Writer(store.database)
        while batch := list(islice(rows, _AT_ONCE)):
            for row, added in zip(batch, writer.add([row.article for row in batch]), strict=True):
                came += added.outcome is Outcome.NEW
                _keep_state(store, row, added)
        writer.note(problems)
    return came, problems


def _articles(program: str, path: Path, problems: list[Problem]) -> Iterator[Imported]:
    try:
        for row in read_from(program, path):
            if isinstance(row, Imported):
                yield row
            else:
                problems.append(problem(row.where, row.what))
    except OSError as error:
        raise LibraryError(f"{error.filename or path}: {error.strerror or error}") from error


def _keep_state(store: Store, row: Imported, added: Added) -> None:
    if added.outcome is not Outcome.NEW:
        return
    if row.read:
        set_read(store.database, added.article_id, True)
    if row.starred:
        set_starred(store.database, added.article_id, True)
    if row.tags:
        set_tags(store.database, added.article_id, row.tags)
