"""From the columns of the articles table to the nouns of the program."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from analysis.article import Article, Block, BlockKind, Link

if TYPE_CHECKING:
    from analysis.article import Annotations

ARTICLE_COLUMNS = "key, title, text, blocks, url, outlet, author, published, source, digest, links"


def article_from_row(row: tuple[Any, ...]) -> Article:
    """Return the article whose `ARTICLE_COLUMNS` these are."""
    return Article(
        key=row[0],
        title=row[1],
        text=row[2],
        blocks=tuple(Block(start, end, BlockKind(kind)) for start, end, kind in json.loads(row[3])),
        url=row[4],
        outlet=row[5],
        author=row[6],
        published=row[7],
        source=row[8],
        digest=row[9],
        links=tuple(Link(start, end, target) for start, end, target in json.loads(row[10])),
    )


def annotations_from_column(stored: str | bytes | None) -> Annotations | None:
    """Return the annotations that the column `annotations` holds. Raises `ValueError` where they are damaged."""
    from analysis.language.wire import annotations_from_json

    if stored is None:
        return None
    try:
        return annotations_from_json(json.loads(stored))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no annotations: {error!r}") from error


def stored_article(connection: sqlite3.Connection, article_id: int) -> Article | None:
    """Return an article as the library has it, None where there is none with this id."""
    row = connection.execute(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE id = ?", (article_id,)).fetchone()
    return None if row is None else article_from_row(row)


def stored_annotations(connection: sqlite3.Connection, article_id: int) -> Annotations | None:
    """Return what the analysis last said of an article, None where it said nothing yet or what it said is damaged."""
    row = connection.execute("SELECT annotations FROM articles WHERE id = ?", (article_id,)).fetchone()
    try:
        return None if row is None else annotations_from_column(row[0])
    except ValueError:
        return None
