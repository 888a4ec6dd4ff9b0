"""Where in an article an entity of the library stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.article import Annotations, Mention
    from analysis.library.store import Store


def linked_annotations(store: Store, article_id: int) -> tuple[Annotations | None, dict[str, int]]:
    """Return what is known of an article, and the library's entity of each name.

    The user's word is in it: what is said to be no name is left out, and each name is what the library takes it for.
    """
    annotations, known, labels = store.annotations(article_id), store.entity_ids(article_id), store.entity_labels(article_id)
    if annotations is not None:
        from analysis.article import Label

        named = [(entity, Label(labels[entity.id])) for entity in annotations.entities if entity.id in labels]
        entities = tuple(entity if entity.label == label else replace(entity, label=label) for entity, label in named)
        annotations = replace(annotations, entities=entities)
    return annotations, known


def mentions_in(store: Store, article_id: int, entity_id: int) -> list[Mention]:
    """Return the mentions of an entity of the library in one article, in text order."""
    annotations = store.annotations(article_id)
    local = {name for name, number in store.entity_ids(article_id).items() if number == entity_id}
    found = [m for entity in (annotations.entities if annotations else ()) if entity.id in local for m in entity.mentions]
    return sorted(found, key=lambda mention: mention.start)


def first_mention(store: Store, article_id: int, entity_id: int) -> int:
    """Return the character at which an entity is first mentioned in an article; 0 where it is not."""
    return next((mention.start for mention in mentions_in(store, article_id, entity_id)), 0)
