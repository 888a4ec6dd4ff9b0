"""Other readers' libraries taken into this one, with the state that articles have there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from analysis.article import Article
from analysis.library.lock import writing_lock
from analysis.library.problems import problem
from analysis.library.records import LibraryError, Problem
from analysis.library.state import set_read, set_starred, set_tags
from analysis.library.store import Store
from analysis.library.writer import Outcome, Writer
from analysis.sources.imported import Imported
from analysis.sources.importers import PROGRAMS
from analysis.sources.importers import import_from as read_from

__all__ = ["PROGRAMS", "import_from"]

_AT_ONCE = 100


def import_from(
    store: Store, program: str, path: Path, *, dry_run: bool = False, tell: Callable[[Article], None] = lambda article: None
) -> tuple[int, list[Problem]]:
    """Take in the library of another program (one of `PROGRAMS`); return how many articles came, or would, and what could not.
    `tell` gets each of these articles.

    Articles that are here already keep what the user did with them here; new ones get the state that they have there. The other
    library is only read. Raises `LibraryError` where this one cannot be written or another process is adding to it.
    """
    problems: list[Problem] = []
    rows = _articles(program, path, problems)
    came = 0
    if dry_run:
        seen = set[str]()
        for row in rows:
            if row.article.key not in seen and store.find(row.article.key) is None:
                seen.add(row.article.key)
                tell(row.article)
        return len(seen), problems
    with writing_lock(store.folder):
        writer = Writer(store.database)
        while batch := list(islice(rows, _AT_ONCE)):
            for row, added in zip(batch, writer.add([row.article for row in batch]), strict=True):
                if added.outcome is Outcome.NEW:
                    came += 1
                    tell(row.article)
                    _keep_state(store, row, added.article_id)
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


def _keep_state(store: Store, row: Imported, article_id: int) -> None:
    if row.read:
        set_read(store.database, article_id, True)
    if row.starred:
        set_starred(store.database, article_id, True)
    if row.tags:
        set_tags(store.database, article_id, row.tags)
