"""The entities of articles and the entities of the library: who is the same, kept in the library's tables."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter
from dataclasses import dataclass

from analysis.article import Annotations, Entity, MentionKind

_APART = re.compile(r"[\W_]+")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Join:
    """The entity of the library that an article's entity joined, and why."""

    entity_id: int
    reason: str
    score: float


def normal_form(name: str) -> str:
    """Return a name for comparing: no case, accents, punctuation or leading article, single spaces between its words."""
    decomposed = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name.strip()).casefold().replace(".", ""))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _APART.sub(" ", plain).strip().removeprefix("the ")


def link(connection: sqlite3.Connection, article_id: int, annotations: Annotations) -> dict[str, Join]:
    """Join each entity of an article to one of the library, made where there is none, and count its forms among the aliases.

    To be called within the transaction that writes the article's annotations, after `unlink` where it had others before.
    Returns the join of each `Entity.id`.
    """
    return {entity.id: _join(connection, entity) for entity in annotations.entities}


def unlink(connection: sqlite3.Connection, article_id: int) -> None:
    """Take the forms of an article's entities out of the aliases again, before its annotations change or go."""
    from analysis.library.reading import stored_annotations

    annotations = stored_annotations(connection, article_id)
    if annotations is None:
        return
    joined = dict(connection.execute("SELECT local, entity_id FROM article_entities WHERE article_id = ?", (article_id,)).fetchall())
    for entity in annotations.entities:
        entity_id = joined.get(entity.id)
        if entity_id is not None:
            _count_forms(connection, entity, entity_id, -1)


def _join(connection: sqlite3.Connection, entity: Entity) -> Join:
    norm, label = normal_form(entity.name) or entity.name, entity.label.value
    found = connection.execute(
        "SELECT entity_id FROM aliases JOIN entities ON id = entity_id WHERE norm = ? AND aliases.label = ? "
        "GROUP BY entity_id ORDER BY sum(count) DESC, entity_id LIMIT 1",
        (norm, label),
    ).fetchone()
    if found is not None:
        join = Join(found[0], "same name", 1.0)
    else:
        made = connection.execute("INSERT INTO entities (name, label) VALUES (?, ?) RETURNING id", (entity.name, label)).fetchone()
        join = Join(made[0], "first of its name", 1.0)
    _count_forms(connection, entity, join.entity_id, 1)
    return join


def _count_forms(connection: sqlite3.Connection, entity: Entity, entity_id: int, step: int) -> None:
    named = sum(mention.kind is MentionKind.NAME for mention in entity.mentions)
    forms = Counter({entity.name: max(named, 1)})
    connection.executemany(
        "INSERT INTO aliases VALUES (?1, ?2, ?3, ?4, max(?5, 0)) ON CONFLICT DO UPDATE SET count = count + ?5",
        [(normal_form(form) or form, entity.label.value, entity_id, form, step * count) for form, count in forms.items()],
    )
