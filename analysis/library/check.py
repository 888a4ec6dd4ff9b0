"""Is everything in the library as it should be? What is not is said with what would mend it, and mended where that is wanted."""

from __future__ import annotations

import contextlib
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from analysis.library import backup, index
from analysis.library.check_articles import wrong_articles, wrong_groups
from analysis.library.check_names import wrong_names
from analysis.library.connection import Database
from analysis.library.errors import in_words
from analysis.library.faults import Finding, Wrong, run
from analysis.library.lock import writing_lock
from analysis.library.migrate import schema
from analysis.library.records import LibraryError
from analysis.library.store import Store
from analysis.library.tallies import TALLIES, wrong_tallies


def check(store: Store, repair: bool = False) -> list[Finding]:
    """Verify a library; with `repair` mend what can be mended, while nothing else adds to it.

    Looks at the access rights of the files, SQLite's own structures, the library's tables and triggers, references between tables,
    every span of every article and all that follows from texts and annotations, the groups of near duplicates, the names of the
    library, the numbers that lists show, and the search index. Raises `LibraryBusy` where a repair is wanted and another process writes.
    """
    if not repair:
        return [wrong.finding for wrong in _look(store)]
    findings = []
    with writing_lock(store.folder):
        for wrong in _look(store):
            mended = False
            if wrong.mend is not None:
                wrong.mend()
                mended = True
            findings.append(replace(wrong.finding, repaired=mended))
    return findings


def _look(store: Store) -> Iterator[Wrong]:
    yield from _access(store)
    damaged = False
    for wrong in _structure(store):
        damaged = damaged or wrong.mend is None
        yield wrong
    if damaged:
        return  # what else one reads in a damaged file says nothing
    yield from _schema(store.database)
    if any(kind == "table" for kind, _ in _missing(store.database)):
        return  # nothing can be asked of what is not there
    yield from _references(store.database)
    yield from wrong_articles(store.database)
    yield from wrong_groups(store.database)
    yield from wrong_names(store.database)
    yield from wrong_tallies(store.database, TALLIES)
    yield from _index(store)


def _access(store: Store) -> Iterator[Wrong]:
    file = store.database.path
    others = [file.with_name(file.name + end) for end in ("-wal", "-shm")] + [store.folder / name for name in (index.FOLDER, backup.FOLDER)]
    for path in (file, *(other for other in others if other.exists())):
        with in_words(path):
            mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            finding = Finding("others of this machine may read it", str(path), f"its mode is set to 0{mode & 0o700:o}")
            yield Wrong(finding, partial(path.chmod, mode & 0o700))


def _structure(store: Store) -> Iterator[Wrong]:
    database = store.database
    path = str(database.path)
    copy = "copy the latest of its `backups` over it while no Pullquote is open"
    try:
        said = [str(row[0]) for row in database.all("PRAGMA integrity_check(20)")]
    except LibraryError as error:
        yield Wrong(Finding(str(error), path, copy), None)
        return
    if said == ["ok"]:
        return
    of_indexes = all("index" in line for line in said)
    for line in said:
        if of_indexes:
            yield Wrong(Finding(f"SQLite finds: {line}", path, "its indexes are made again"), partial(run, database, "REINDEX"))
        else:
            yield Wrong(Finding(f"SQLite finds: {line}", path, copy), None)


def _missing(database: Database) -> dict[tuple[str, str], str]:
    """Return the tables, indexes and triggers that this library has not or has otherwise than it must: kind and name -> how it is made."""
    asked = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
    with contextlib.closing(sqlite3.connect(":memory:")) as model:
        for statement in schema():
            model.execute(statement)
        wanted = {(kind, name): sql for kind, name, sql in model.execute(asked)}
    there = {(kind, name): " ".join(sql.split()) for kind, name, sql in database.all(asked)}
    # What a table is like, migrations see to; its text keeps how it was made and altered.
    return {
        (kind, name): sql
        for (kind, name), sql in wanted.items()
        if (kind, name) not in there or (kind != "table" and there[kind, name] != " ".join(sql.split()))
    }


def _schema(database: Database) -> Iterator[Wrong]:
    for (kind, name), sql in _missing(database).items():
        again = [f"DROP {kind} IF EXISTS {name}"] if kind != "table" else []
        finding = Finding(f"the {kind} {name} is missing or not what it must be", str(database.path), "it is made again")
        yield Wrong(finding, partial(run, database, *again, sql))


def _references(database: Database) -> Iterator[Wrong]:
    tables = sorted({(row[0], row[2]) for row in database.all("PRAGMA foreign_key_check")})
    for table, parent in tables:
        column = next(row[3] for row in database.all(f"PRAGMA foreign_key_list({table})") if row[2] == parent)
        finding = Finding(f"rows of {table} belong to nothing in {parent}", str(database.path), "they are deleted")
        yield Wrong(finding, partial(run, database, f"DELETE FROM {table} WHERE {column} NOT IN (SELECT id FROM {parent})"))


def _index(store: Store) -> Iterator[Wrong]:
    path = str(store.folder / index.FOLDER)
    anew = partial(_write, store, index.Index.rebuild)
    with index.Index.open(store.folder, readonly=True) as opened:
        try:
            ready, change = opened.ready, opened.change
            true = ready and change == store.change() and _holds(opened, store.database)
        except LibraryError as error:
            yield Wrong(Finding(str(error), path, "it is built anew"), anew)
            return
    if not ready and store.count():
        yield Wrong(Finding("there is no search index that can be read", path, "it is built anew"), anew)
    elif change < store.change():
        yield Wrong(Finding("the search index is behind the library", path, "it catches up"), partial(_write, store, index.Index.catch_up))
    elif ready and not true:
        yield Wrong(Finding("the search index holds other articles or quotes than the library", path, "it is built anew"), anew)


def _holds(opened: index.Index, database: Database) -> bool:
    """Tell whether an index holds each article of the library once, and as many quotes."""
    from analysis.library.documents import ARTICLE, QUOTE
    from analysis.library.terms import Terms

    terms = Terms(opened)
    everything = terms.all_of([])
    articles = terms.numbers(everything, ARTICLE, "article")
    if len(articles) != opened.articles or sorted(articles) != [row[0] for row in database.all("SELECT id FROM articles ORDER BY id")]:
        return False
    return bool(terms.searcher.search(terms.of_kind(everything, QUOTE), 1).count == database.value("SELECT count(*) FROM quotes"))


def _write(store: Store, write: Callable[[index.Index, Store], int]) -> None:
    with index.Index.open(store.folder, readonly=False) as opened:
        write(opened, store)
