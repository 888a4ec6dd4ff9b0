"""Is everything in the library as it should be? What is not is said with what would mend it, and mended where that is wanted."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from analysis.library.connection import Database
from analysis.library.errors import in_words
from analysis.library.lock import writing_lock
from analysis.library.reading import annotations_from_column
from analysis.library.records import LibraryError
from analysis.library.store import Store
from analysis.library.tallies import TALLIES
from analysis.library.writer import WAITS, forget_analysis, keep_annotations, spans_of, touch

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    what: str
    where: str
    repair: str
    """What mends it, in words."""
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class _Wrong:
    finding: Finding
    mend: Callable[[], None] | None


def check(store: Store, repair: bool = False) -> list[Finding]:
    """Verify a library; with `repair` mend what can be mended, while nothing else adds to it.

    Looks at SQLite's own structures, references between tables, every span of every article, the numbers that lists show, the
    access rights of the files, and the search index. Raises `LibraryBusy` where a repair is wanted and another process writes.
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


def _look(store: Store) -> Iterator[_Wrong]:
    yield from _access(store)
    damaged = False
    for wrong in _structure(store):
        damaged = damaged or wrong.mend is None
        yield wrong
    if damaged:
        return  # what else one reads in a damaged file says nothing
    yield from _references(store.database)
    yield from _articles(store)
    yield from _tallies(store.database)
    yield from _index(store)


def _access(store: Store) -> Iterator[_Wrong]:
    path = store.database.path
    with in_words(path):
        mode = path.stat().st_mode
    if stat.S_IMODE(mode) & 0o077:
        yield _Wrong(Finding("others of this machine may read it", str(path), "its mode is set to 0600"), lambda: path.chmod(0o600))


def _structure(store: Store) -> Iterator[_Wrong]:
    database = store.database
    path = str(database.path)
    copy = "copy the latest of its `backups` over it while no Pullquote is open"
    try:
        said = [str(row[0]) for row in database.all("PRAGMA integrity_check(20)")]
    except LibraryError as error:
        yield _Wrong(Finding(str(error), path, copy), None)
        return
    if said == ["ok"]:
        return
    of_indexes = all("index" in line for line in said)
    for line in said:
        if of_indexes:
            yield _Wrong(Finding(f"SQLite finds: {line}", path, "its indexes are made again"), lambda: _run(database, "REINDEX"))
        else:
            yield _Wrong(Finding(f"SQLite finds: {line}", path, copy), None)


def _references(database: Database) -> Iterator[_Wrong]:
    tables = sorted({(row[0], row[2]) for row in database.all("PRAGMA foreign_key_check")})
    for table, parent in tables:
        column = next(row[3] for row in database.all(f"PRAGMA foreign_key_list({table})") if row[2] == parent)
        finding = Finding(f"rows of {table} belong to nothing in {parent}", str(database.path), "they are deleted")
        yield _Wrong(finding, lambda t=table, p=parent, c=column: _run(database, f"DELETE FROM {t} WHERE {c} NOT IN (SELECT id FROM {p})"))  # type: ignore[misc]


def _articles(store: Store) -> Iterator[_Wrong]:
    last = 0
    columns = "id, key, text, sort_date, blocks, links, annotations, status"
    while rows := store.database.all(f"SELECT {columns} FROM articles WHERE id > ? ORDER BY id LIMIT ?", (last, _AT_ONCE)):
        for article_id, key, text, date, blocks, links, said, status in rows:
            if fault := _fault_of_blocks(blocks, links, len(text)):
                finding = Finding(fault, key, "its blocks and links are dropped; adding its file again brings them back")
                yield _Wrong(finding, lambda i=article_id: _drop_blocks(store.database, i))  # type: ignore[misc]
            if fault := _fault_of_annotations(said, len(text), status):
                finding = Finding(fault, key, "its analysis is dropped and will be done again")
                yield _Wrong(finding, lambda i=article_id: _drop_annotations(store.database, i))  # type: ignore[misc]
            elif said is not None and (fault := _fault_of_derived(store.database, article_id, text, said)):
                finding = Finding(fault, key, "they are made again from its annotations")
                yield _Wrong(finding, lambda i=article_id, t=text, d=date: _derive(store.database, i, t, d))  # type: ignore[misc]
        last = rows[-1][0]


def _fault_of_blocks(blocks: str, links: str, length: int) -> str | None:
    try:
        end = 0
        for start, stop, _ in json.loads(blocks):
            if not end <= start <= stop <= length:
                return "a block lies outside of its text or over another block"
            end = stop
        if any(not 0 <= start <= stop <= length for start, stop, _ in json.loads(links)):
            return "a link lies outside of its text"
    except (ValueError, TypeError):
        return "its blocks or links cannot be read"
    return None


def _fault_of_annotations(stored: str | None, length: int, status: int) -> str | None:
    if stored is None:
        return "it counts as analysed, but there is no analysis" if status == 1 else None
    try:
        annotations = annotations_from_column(stored)
    except ValueError:
        return "what the analysis said of it cannot be read"
    if annotations is not None and any(not 0 <= start <= end <= length for start, end in spans_of(annotations)):
        return "a name or quote lies outside of its text"
    return None


def _fault_of_derived(database: Database, article_id: int, text: str, stored: str) -> str | None:
    annotations = annotations_from_column(stored)
    assert annotations is not None
    wanted = [(n, quote.start, quote.end, text[quote.start : quote.end]) for n, quote in enumerate(annotations.quotes)]
    if database.all("SELECT n, start, end, text FROM quotes WHERE article_id = ? ORDER BY n", (article_id,)) != wanted:
        return "its quotes in the library are not those of its annotations"
    locals_ = {row[0] for row in database.all("SELECT local FROM article_entities WHERE article_id = ?", (article_id,))}
    if not locals_ <= {entity.id for entity in annotations.entities}:
        return "its names in the library are not those of its annotations"
    return None


def _tallies(database: Database) -> Iterator[_Wrong]:
    for tally in TALLIES:
        if database.value(tally.differs):
            yield _Wrong(Finding(tally.what, str(database.path), "they are counted anew"), lambda t=tally: _run(database, *t.mend))  # type: ignore[misc]


def _index(store: Store) -> Iterator[_Wrong]:
    from analysis.library.index import Index

    path = str(store.folder / "index")
    with Index.open(store.folder, readonly=True) as index:
        try:
            ready, change, articles = index.ready, index.change, index.articles
        except LibraryError as error:
            yield _Wrong(Finding(str(error), path, "it is built anew"), lambda: _rebuild(store))
            return
    if not ready and store.count():
        yield _Wrong(Finding("there is no search index that can be read", path, "it is built anew"), lambda: _rebuild(store))
    elif change < store.change():
        yield _Wrong(Finding("the search index is behind the library", path, "it catches up"), lambda: _catch_up(store))
    elif articles != store.count() or change > store.change():
        yield _Wrong(Finding("the search index holds other articles than the library", path, "it is built anew"), lambda: _rebuild(store))


def _run(database: Database, *statements: str) -> None:
    with database.writing() as connection:
        for statement in statements:
            connection.execute(statement)


def _drop_blocks(database: Database, article_id: int) -> None:
    with database.writing() as connection:
        connection.execute("UPDATE articles SET blocks = '[]', links = '[]', digest = '' WHERE id = ?", (article_id,))
        connection.execute("DELETE FROM sources WHERE article_id = ?", (article_id,))


def _drop_annotations(database: Database, article_id: int) -> None:
    with database.writing() as connection:
        forget_analysis(connection, article_id)
        connection.execute("UPDATE articles SET annotations = NULL, status = ? WHERE id = ?", (WAITS, article_id))
        touch(connection, [article_id])


def _derive(database: Database, article_id: int, text: str, date: str) -> None:
    with database.writing() as connection:
        stored = connection.execute("SELECT annotations FROM articles WHERE id = ?", (article_id,)).fetchone()[0]
        annotations = annotations_from_column(stored)
        assert annotations is not None
        keep_annotations(connection, article_id, text, date, annotations)


def _rebuild(store: Store) -> None:
    from analysis.library.index import Index

    with Index.open(store.folder, readonly=False) as index:
        index.rebuild(store)


def _catch_up(store: Store) -> None:
    from analysis.library.index import Index

    with Index.open(store.folder, readonly=False) as index:
        index.catch_up(store)
