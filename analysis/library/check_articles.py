"""The articles of a library one by one: is what is kept of each, and what follows from it, as it must be?"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from analysis.article import Annotations, Article
from analysis.library import duplicates, link_lists
from analysis.library.companies import OFFICES
from analysis.library.connection import Database, Row
from analysis.library.faults import Finding, Wrong
from analysis.library.linker import forms_of
from analysis.library.overrides import lacking
from analysis.library.reading import ARTICLE_COLUMNS, annotations_from_column, article_from_row
from analysis.library.writer import DONE, WAITS, columns_of, forget_analysis, keep_annotations, quote_rows, spans_of, touch
from analysis.linking.headlines import SURE, telling

_AT_ONCE = 200
_SORTED_BY = ("title_key", "outlet_key", "sort_date", "words")
_ARTICLE_COLUMNS = ARTICLE_COLUMNS.split(", ")
_COLUMNS = f"id, status, annotations, {', '.join(_SORTED_BY)}, {ARTICLE_COLUMNS}"


class _Kept(NamedTuple):
    """What is kept of an article; `article` and `said` are None where they cannot be read, `said` also where it
    points outside of the text."""

    id: int
    key: str
    status: int
    analysed: bool
    sorted_by: Row
    article: Article | None
    said: Annotations | None


def wrong_articles(database: Database) -> Iterator[Wrong]:
    """Yield what is wrong with articles; what is mended is read again before one looks on."""
    apart = lacking(database.connection)
    last = 0
    while rows := database.all(f"SELECT {_COLUMNS} FROM articles WHERE id > ? ORDER BY id LIMIT ?", (last, _AT_ONCE)):
        for row in rows:
            kept = _kept(row)
            for look in (_blocks, _annotations, _sorting, _sketch, _analysis):
                for wrong in look(database, kept, apart):
                    yield wrong
                    kept = _kept(database.all(f"SELECT {_COLUMNS} FROM articles WHERE id = ?", (kept.id,))[0])
        last = rows[-1][0]


def wrong_groups(database: Database) -> Iterator[Wrong]:
    """Yield whether the groups of near duplicates are other than the articles make them."""
    try:
        groups = duplicates.groups_of(database.connection)
    except (ValueError, TypeError):
        return  # of an article whose blocks cannot be read, and which has been named
    if dict(database.all("SELECT article_id, group_id FROM copies")) != groups:
        finding = Finding("near duplicates are grouped otherwise than their texts say", str(database.path), "they are grouped anew")
        yield Wrong(finding, partial(_in_one, database, duplicates.regroup))


def _kept(row: Row) -> _Kept:
    number, status, annotations = row[:3]
    own = 3 + len(_SORTED_BY)
    key, text = (row[own + _ARTICLE_COLUMNS.index(name)] for name in ("key", "text"))
    article = said = None
    with suppress(ValueError, TypeError):
        article = article_from_row(row[own:])
    with suppress(ValueError):
        said = annotations_from_column(annotations)
    if said is not None and any(not 0 <= start <= end <= len(text) for start, end in spans_of(said)):
        said = None
    return _Kept(number, key, status, annotations is not None, row[3:own], article, said)


# What an article is: whatever else is wrong with it follows from that ---------------------------------------------------------------------


def _blocks(database: Database, kept: _Kept, apart: Collection[str]) -> Iterator[Wrong]:
    fault = None
    if kept.article is None:
        fault = "its blocks or links cannot be read"
    else:
        length, blocks = len(kept.article.text), kept.article.blocks
        if any(not 0 <= block.start <= block.end <= length for block in blocks) or any(a.end > b.start for a, b in pairwise(blocks)):
            fault = "a block lies outside of its text or over another block"
        elif any(not 0 <= link.start <= link.end <= length for link in kept.article.links):
            fault = "a link lies outside of its text"
    if fault:
        finding = Finding(fault, kept.key, "its blocks and links are dropped; adding its file again brings them back")
        yield Wrong(finding, partial(_in_one, database, _drop_blocks, kept.id))


def _annotations(database: Database, kept: _Kept, apart: Collection[str]) -> Iterator[Wrong]:
    fault = None
    if not kept.analysed:
        fault = "it counts as analysed, but there is no analysis" if kept.status == DONE else None
    elif kept.said is None:
        fault = "what the analysis said of it cannot be read, or a name or quote lies outside of its text"
    if fault:
        yield Wrong(
            Finding(fault, kept.key, "its analysis is dropped and will be done again"), partial(_in_one, database, _forget, kept.id)
        )


# What follows from it ---------------------------------------------------------------------------------------------------------------------


def _sorting(database: Database, kept: _Kept, apart: Collection[str]) -> Iterator[Wrong]:
    if kept.article is not None:
        columns = columns_of(kept.article)
        wanted = tuple(columns[name] for name in _SORTED_BY)
        if wanted != kept.sorted_by:
            finding = Finding("its place by title, outlet and date, or its length, is not its own", kept.key, "they are worked out anew")
            yield Wrong(finding, partial(_in_one, database, _sort_again, kept.id, wanted))


def _sketch(database: Database, kept: _Kept, apart: Collection[str]) -> Iterator[Wrong]:
    if (article := kept.article) is not None:
        blocks = [(block.start, block.end, block.kind) for block in article.blocks]
        wanted = duplicates.sketch(duplicates.runs_of(article.title, article.text, blocks))
        if [row[0] for row in database.all("SELECT run FROM openings WHERE article_id = ? ORDER BY run", (kept.id,))] != wanted:
            finding = Finding("what its near duplicates would be found by is not from its text", kept.key, "it is taken from it again")
            yield Wrong(finding, partial(_in_one, database, _sketch_again, kept.id, wanted))


def _analysis(database: Database, kept: _Kept, apart: Collection[str]) -> Iterator[Wrong]:
    article, said = kept.article, kept.said
    if article is None or (said is None and kept.analysed):
        return
    named = database.all(
        "SELECT local, name_id, entity_id, name, label, mentions, first_start, forms FROM article_entities WHERE article_id = ?", (kept.id,)
    )
    quotes, about = (
        database.all(f"SELECT * FROM {table} WHERE article_id = ? ORDER BY {order}", (kept.id,))
        for table, order in (("quotes", "n"), ("quote_mentions", "entity_id, n, name_id"))
    )
    if said is None:
        lists = [database.value(f"SELECT 1 FROM {table} WHERE article_id = ?", (kept.id,)) for table in ("article_links", "title_words")]
        if named or quotes or about or any(lists):
            finding = Finding("names, quotes or links are kept of it, but there is no analysis", kept.key, "they are dropped")
            yield Wrong(finding, partial(_in_one, database, _forget, kept.id))
        return
    fault = None
    names = {local: name_id for local, name_id, *_ in named}
    entities = {name_id: entity_id for _, name_id, entity_id, *_ in named}
    if _names_differ(article, said, named, may_lack=article.key in apart):
        fault = "its names in the library are not those of its annotations"
    elif (quotes, about) != quote_rows(kept.id, article.text, kept.sorted_by[_SORTED_BY.index("sort_date")], said, names, entities):
        fault = "its quotes in the library are not those of its annotations"
    elif _links_differ(database, kept.id, article):
        fault = "the lines of its link lists are not those of its text"
    if fault:
        finding = Finding(fault, kept.key, "they are made again from its text and annotations")
        yield Wrong(finding, partial(_in_one, database, _derive, kept.id, said))


def _names_differ(article: Article, said: Annotations, named: list[Row], *, may_lack: bool) -> bool:
    """Tell whether an article's rows are not those of its entities, of which some `may_lack` since the user says that they are no names."""
    kept = {row[0]: row[3:] for row in named}
    for entity in said.entities:
        if (row := kept.pop(entity.id, None)) is None:
            if not may_lack:
                return True
            continue
        name, label, mentions, first, forms = row
        start = min((mention.start for mention in entity.mentions), default=0)
        if (name, label, mentions, first) != (entity.name, entity.label.value, len(entity.mentions), start):
            return True
        try:
            if {form: n for form, n in json.loads(forms).items() if form != OFFICES} != forms_of(entity, article.text):
                return True
        except (ValueError, AttributeError):
            return True
    return bool(kept)


def _links_differ(database: Database, article_id: int, article: Article) -> bool:
    lines = database.all("SELECT start, end, text, score FROM article_links WHERE article_id = ?", (article_id,))
    if {row[:3] for row in lines} != set(link_lists.lines_of(article)):
        return True
    waiting = {row[0] for row in database.all("SELECT start FROM waiting_lines WHERE article_id = ?", (article_id,))}
    if waiting != {start for start, _, text, score in lines if score < SURE and telling(text)}:
        return True
    words = {row[0] for row in database.all("SELECT word FROM title_words WHERE article_id = ?", (article_id,))}
    return words != telling(article.title)


# What mends it ----------------------------------------------------------------------------------------------------------------------------


def _in_one(database: Database, mend: Callable[..., None], *what: object) -> None:
    with database.writing() as connection:
        mend(connection, *what)


def _drop_blocks(connection: sqlite3.Connection, article_id: int) -> None:
    connection.execute("UPDATE articles SET blocks = '[]', links = '[]', digest = '' WHERE id = ?", (article_id,))
    connection.execute("DELETE FROM sources WHERE article_id = ?", (article_id,))


def _forget(connection: sqlite3.Connection, article_id: int) -> None:
    _make_readable(connection, article_id)
    forget_analysis(connection, article_id)
    for table in ("article_links", "title_words"):
        connection.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    connection.execute(
        "UPDATE articles SET annotations = NULL, status = CASE status WHEN ? THEN ? ELSE status END WHERE id = ?", (DONE, WAITS, article_id)
    )
    touch(connection, [article_id])


def _sort_again(connection: sqlite3.Connection, article_id: int, wanted: Row) -> None:
    columns = ", ".join(f"{name} = ?" for name in _SORTED_BY)
    connection.execute(f"UPDATE articles SET {columns} WHERE id = ?", (*wanted, article_id))
    touch(connection, [article_id])


def _sketch_again(connection: sqlite3.Connection, article_id: int, wanted: Collection[int]) -> None:
    connection.execute("DELETE FROM openings WHERE article_id = ?", (article_id,))
    connection.executemany("INSERT INTO openings VALUES (?, ?)", [(run, article_id) for run in wanted])


def _make_readable(connection: sqlite3.Connection, article_id: int) -> None:
    """Let the linker take an article's names out; what it then counts wrongly is counted anew by `check_names`."""
    unreadable = "NOT json_valid(forms) OR json_type(forms) <> 'object'"
    connection.execute(f"UPDATE article_entities SET forms = '{{}}' WHERE article_id = ? AND ({unreadable})", (article_id,))


def _derive(connection: sqlite3.Connection, article_id: int, said: Annotations) -> None:
    _make_readable(connection, article_id)
    text, date = connection.execute("SELECT text, sort_date FROM articles WHERE id = ?", (article_id,)).fetchone()
    connection.execute("DELETE FROM title_words WHERE article_id = ?", (article_id,))
    keep_annotations(connection, article_id, text, date, said)
