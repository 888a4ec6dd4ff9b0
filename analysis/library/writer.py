"""What is written to the library: articles from their sources, and what the analysis says of them, each whole or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from analysis.article import Annotations, Article
from analysis.library import duplicates, link_lists
from analysis.library.connection import Database, Row
from analysis.library.folding import fold, outlet_key, sort_date
from analysis.library.linker import Linker
from analysis.library.reading import stored_annotations
from analysis.library.records import Problem
from analysis.library.state import now
from analysis.library.versions import thin_out

WAITS, DONE, FAILED = 0, 1, 2
"""Values of the column `status`."""


class Outcome(Enum):
    """What adding an article did."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Added:
    """An article's id in the library and what adding it did."""

    article_id: int
    outcome: Outcome


class Analysed(NamedTuple):
    """An article in the library, its text and its `sort_date`, and what the analysis says of it."""

    article_id: int
    text: str
    date: str
    annotations: Annotations


class Writer:
    """Writes to one library. All that one call writes is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, articles: Iterable[Article], problems: Iterable[Problem] = ()) -> list[Added]:
        """Take in articles, and note what could not be read.

        An article whose key, source and bytes are known already is left alone. One whose text has changed keeps its id and the
        user's state; what was said of its old text goes.
        """
        with self._database.writing() as connection:
            added = [add_article(connection, article) for article in articles]
            _note(connection, problems)
        return added

    def annotate(self, article_id: int, digest: str, annotations: Annotations) -> bool:
        """Keep what the analysis says of one article, as `annotate_all` does; returns whether it was kept."""
        return bool(self.annotate_all([(article_id, digest, annotations)]))

    def annotate_all(self, said: Iterable[tuple[int, str, Annotations]]) -> list[int]:
        """Keep what the analysis says of the articles whose bytes have these digests, link their entities, list their quotes.

        Returns the articles of which it was kept: not those that have gone or have another text by now. Raises `ValueError`, and writes
        nothing, where a span lies outside of the text.
        """
        with self._database.writing() as connection:
            kept: dict[int, Analysed] = {}
            for article_id, digest, annotations in said:
                row = connection.execute("SELECT text, sort_date, digest, key FROM articles WHERE id = ?", (article_id,)).fetchone()
                if row is not None and row[2] == digest:
                    kept[article_id] = Analysed(article_id, row[0], row[1], annotations)
                    connection.execute("DELETE FROM problems WHERE place = ?", (row[3],))
            keep_all(connection, list(kept.values()))
        return list(kept)

    def fail(self, article_id: int, what: str) -> None:
        """Note that an article could not be analysed, and why, in words."""
        with self._database.writing() as connection:
            connection.execute("UPDATE articles SET status = ? WHERE id = ?", (FAILED, article_id))
            place = _place(connection, article_id)
            if place is not None:
                _note(connection, [Problem(place, what)])

    def note(self, problems: Iterable[Problem]) -> None:
        """Note what could not be read."""
        with self._database.writing() as connection:
            _note(connection, problems)

    def analyse_again(self, article_ids: Iterable[int] = (), *, other_than: str | None = None) -> None:
        """Let these articles, and those that a pipeline `other_than` this analysed, wait anew; what was said of them stays until then."""
        with self._database.writing() as connection:
            connection.executemany("UPDATE articles SET status = ? WHERE id = ?", [(WAITS, i) for i in article_ids])
            if other_than is not None:
                connection.execute("UPDATE articles SET status = ? WHERE pipeline IS NOT ?", (WAITS, other_than))

    def decide_waiting(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Decide whom bare surnames mean in the articles that wait for that, a few a transaction, until `stop`."""
        while not stop():
            with self._database.writing() as connection:
                if not Linker(connection).decide_waiting():
                    return

    def remove(self, article_ids: Iterable[int]) -> None:
        """Take articles out of the library, with the user's state of them. The files that they came from are not touched."""
        with self._database.writing() as connection:
            for article_id in article_ids:
                forget_analysis(connection, article_id)
                duplicates.forget(connection, article_id)
                connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))


def spans_of(annotations: Annotations) -> Iterator[tuple[int, int]]:
    """Yield every span of an article's annotations."""
    for entity in annotations.entities:
        for mention in entity.mentions:
            yield mention.start, mention.end
    for value in annotations.values:
        yield value.start, value.end
    for quote in annotations.quotes:
        yield quote.start, quote.end
        if quote.speaker is not None and quote.speaker.mention is not None:
            yield quote.speaker.mention.start, quote.speaker.mention.end
        if quote.cue is not None:
            yield quote.cue.start, quote.cue.end
        if quote.via is not None:
            yield quote.via.start, quote.via.end


def check_spans(annotations: Annotations, length: int) -> None:
    """Raise `ValueError` where a span lies outside of a text of `length` characters."""
    for start, end in spans_of(annotations):
        if not 0 <= start <= end <= length:
            raise ValueError(f"the analysis points outside of the text (from {start} to {end} of {length})")


def next_change(connection: sqlite3.Connection) -> int:
    """Count one more change of an article, and return its number."""
    number: int = connection.execute("UPDATE counts SET n = n + 1 WHERE name = 'change' RETURNING n").fetchone()[0]
    return number


def touch(connection: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Say that what the library knows of these articles has changed, so that the index takes them up again."""
    for article_id in article_ids:
        connection.execute("UPDATE articles SET change = ? WHERE id = ?", (next_change(connection), article_id))


def forget_analysis(connection: sqlite3.Connection, article_id: int, linker: Linker | None = None) -> None:
    """Undo the joins of an article's entities and delete what followed from its annotations, but not these themselves.

    With `linker`, the names of others that this changes are left to it.
    """
    connection.execute("DELETE FROM quote_mentions WHERE article_id = ?", (article_id,))
    connection.execute("DELETE FROM quotes WHERE article_id = ?", (article_id,))
    own = linker or Linker(connection)
    own.forget(article_id)
    if linker is None:
        own.settle()
        link_lists.forget(connection, article_id)


def keep_annotations(connection: sqlite3.Connection, article_id: int, text: str, date: str, annotations: Annotations) -> None:
    """Write an article's annotations and all that follows from them, in place of what was there.

    `text` and `date` (its `sort_date`) are the article's own. Raises `ValueError` where a span lies outside of the text.
    """
    keep_all(connection, [Analysed(article_id, text, date, annotations)])


def keep_all(connection: sqlite3.Connection, articles: Sequence[Analysed]) -> None:
    """Write the annotations of different articles as `keep_annotations` does, linking them together."""
    for article in articles:
        check_spans(article.annotations, len(article.text))
    _link(connection, articles)
    for article in articles:
        link_lists.note(connection, article.article_id)
        _store(connection, article.article_id, article.annotations)


def link_again(connection: sqlite3.Connection, article_id: int) -> None:
    """Link an article's names anew by what was said of it before, since the user's word on them has changed."""
    annotations = stored_annotations(connection, article_id)
    if annotations is None:
        return
    text, date = connection.execute("SELECT text, sort_date FROM articles WHERE id = ?", (article_id,)).fetchone()
    _link(connection, [Analysed(article_id, text, date, annotations)])
    touch(connection, [article_id])


def _link(connection: sqlite3.Connection, articles: Sequence[Analysed]) -> None:
    linker = Linker(connection)
    for article in articles:
        forget_analysis(connection, article.article_id, linker)
    names = [linker.add(article.article_id, article.text, article.annotations) for article in articles]
    linker.settle()
    for article, named in zip(articles, names, strict=True):
        rows = connection.execute("SELECT name_id, entity_id FROM article_entities WHERE article_id = ?", (article.article_id,))
        quotes, mentioned = quote_rows(*article, named, dict(rows.fetchall()))
        connection.executemany("INSERT INTO quotes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", quotes)
        connection.executemany("INSERT INTO quote_mentions VALUES (?, ?, ?, ?, ?)", mentioned)


def quote_rows(
    article_id: int, text: str, date: str, annotations: Annotations, names: Mapping[str, int], entities: Mapping[int, int]
) -> tuple[list[Row], list[Row]]:
    """Return the rows of an article's quotes, and of who is named in them, as their tables have them.

    `names` has the library's name of each `Entity.id`, `entities` the entity of each name.
    """
    rows: list[Row] = []
    for n, quote in enumerate(annotations.quotes):
        speaker = quote.speaker
        name = names.get(speaker.entity) if speaker is not None and speaker.entity is not None else None
        rows.append(
            (
                article_id, n, quote.start, quote.end, quote.kind.value, quote.form.value, quote.confidence,
                None if name is None else entities[name], None if speaker is None else speaker.name,
                None if quote.cue is None else text[quote.cue.start : quote.cue.end], None if quote.via is None else quote.via.name,
                text[quote.start : quote.end], date, name,
            )
        )  # fmt: skip
    named = {
        (entities[names[entity.id]], date, article_id, n, names[entity.id])
        for n, quote in enumerate(annotations.quotes)
        for entity in annotations.entities
        if entity.id in names and any(quote.start <= mention.start and mention.end <= quote.end for mention in entity.mentions)
    }
    return rows, sorted(named)


def _store(connection: sqlite3.Connection, article_id: int, annotations: Annotations) -> None:
    from analysis.language.wire import annotations_to_json

    kept = json.dumps(annotations_to_json(annotations), ensure_ascii=False, separators=(",", ":"))
    connection.execute(
        "UPDATE articles SET annotations = ?, pipeline = ?, language = ?, note = ?, status = ?, change = ? WHERE id = ?",
        (kept, annotations.pipeline, annotations.language, annotations.note, DONE, next_change(connection), article_id),
    )


def add_article(connection: sqlite3.Connection, article: Article, *, article_id: int | None = None, added: str | None = None) -> Added:
    """Take in one article, under this id and with this time of arrival where both are given and it is new; see `Writer.add`."""
    source = article.source or ""
    known = connection.execute("SELECT id, digest FROM articles WHERE key = ?", (article.key,)).fetchone()
    known = known or _of_this_file(connection, article)
    if known is None:
        return Added(_insert(connection, article, article_id, added or now()), Outcome.NEW)
    number, digest = known
    last = connection.execute("SELECT digest FROM sources WHERE key = ? AND source = ?", (article.key, source)).fetchone()
    if digest == article.digest or (last is not None and last[0] == article.digest) or _says_the_same(connection, number, article):
        outcome = Outcome.KNOWN
    else:
        _replace(connection, number, article)
        outcome = Outcome.CHANGED
    if last is None or last[0] != article.digest:
        remember_source(connection, number, article.key, article.source, article.digest)
    return Added(number, outcome)


def _of_this_file(connection: sqlite3.Connection, article: Article) -> tuple[int, str] | None:
    """Return the id and digest of the article that the same file held when it said no address as yet (half written, say): it gets
    the key that it has now. None where there is none."""
    source = article.source or ""
    if "://" in source or source == article.key:
        return None
    known: tuple[int, str] | None = connection.execute(
        "UPDATE articles SET key = ? WHERE key = ? AND source = ? RETURNING id, digest", (article.key, source, source)
    ).fetchone()
    if known is not None:
        connection.execute("DELETE FROM sources WHERE key = ? AND source = ?", (source, source))
    return known


def _insert(connection: sqlite3.Connection, article: Article, wanted: int | None, added: str) -> int:
    values = {"id": wanted, "key": article.key, "added": added, **columns_of(article), "change": next_change(connection)}
    article_id = connection.execute(
        f"INSERT INTO articles ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", tuple(values.values())
    ).lastrowid
    assert article_id is not None
    duplicates.take_up(connection, article_id)
    remember_source(connection, article_id, article.key, article.source, article.digest)
    return article_id


def _replace(connection: sqlite3.Connection, article_id: int, article: Article) -> None:
    forget_analysis(connection, article_id)
    duplicates.forget(connection, article_id)
    # Only what the same source said before is an older version: another one may have no more than the first lines of it.
    connection.execute(
        "INSERT INTO versions (article_id, title, text, digest, replaced) "
        "SELECT id, title, text, digest, ? FROM articles WHERE id = ? AND source IS ? AND text <> ?",
        (now(), article_id, article.source, article.text),
    )
    thin_out(connection, article_id)
    connection.execute("DELETE FROM article_links WHERE article_id = ?", (article_id,))
    values = columns_of(article) | {
        "status": WAITS, "change": next_change(connection), "annotations": None, "pipeline": None, "language": None, "note": None,
    }  # fmt: skip
    connection.execute(f"UPDATE articles SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?", (*values.values(), article_id))
    duplicates.take_up(connection, article_id)
    connection.execute("UPDATE state SET position = min(position, ?) WHERE article_id = ?", (len(article.text), article_id))


def _says_the_same(connection: sqlite3.Connection, article_id: int, article: Article) -> bool:
    """Tell whether other bytes make the article that is known already: a feed fetched anew, say, of what another reader kept of it."""
    values = {name: value for name, value in columns_of(article).items() if name not in ("digest", "source")}
    row = connection.execute(f"SELECT {', '.join(values)} FROM articles WHERE id = ?", (article_id,)).fetchone()
    return tuple(row) == tuple(values.values())


def columns_of(article: Article) -> dict[str, object]:
    """Return what the articles table keeps of an article itself, by column."""
    return {
        "title": article.title,
        "title_key": fold(article.title),
        "outlet": article.outlet,
        "outlet_key": outlet_key(article.outlet),
        "published": article.published,
        "sort_date": sort_date(article.published),
        "words": len(article.text.split()),
        "url": article.url,
        "author": article.author,
        "source": article.source,
        "digest": article.digest,
        "blocks": _compact([[block.start, block.end, block.kind.value] for block in article.blocks]),
        "links": _compact([[link.start, link.end, link.target] for link in article.links]),
        "text": article.text,
    }


def remember_source(connection: sqlite3.Connection, article_id: int, key: str, source: str | None, digest: str) -> None:
    """Note what a source said last under a key, and that it could be read."""
    connection.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)", (key, source or "", digest, article_id))
    connection.execute("DELETE FROM problems WHERE place = ?", (source,))


def _note(connection: sqlite3.Connection, problems: Iterable[Problem]) -> None:
    connection.executemany(
        "INSERT INTO problems VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET what = ?2, noticed = ?3",
        [(problem.where, problem.what, now()) for problem in problems],
    )


def _place(connection: sqlite3.Connection, article_id: int) -> str | None:
    row = connection.execute("SELECT key FROM articles WHERE id = ?", (article_id,)).fetchone()
    return None if row is None else str(row[0])


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
