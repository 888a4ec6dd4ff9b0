"""Articles made of names alone, and libraries of them, for tests of linking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path

from analysis.article import Annotations, Article, Entity, Label, Mention
from analysis.library.store import Store
from analysis.library.writer import Writer

Names = Sequence[tuple[str, str, Sequence[str]]]
"""For each entity of an article: label, fullest name, all forms in text order."""


def article_of(key: str, names: Names, title: str = "A title") -> tuple[Article, Annotations]:
    """Make an article whose text is the forms of its names, one a line, with their annotations."""
    lines: list[str] = []
    entities: list[Entity] = []
    at = 0
    for number, (label, name, forms) in enumerate(names, 1):
        mentions = []
        for form in forms or [name]:
            mentions.append(Mention(at, at + len(form)))
            lines.append(form)
            at += len(form) + 1
        entities.append(Entity(f"e{number}", name, Label(label), tuple(mentions)))
    text = "\n".join(lines)
    return Article(key, title, text, digest=key + text), Annotations(tuple(entities), pipeline="test")


def put(store: Store, articles: Iterable[tuple[Article, Annotations]], *, to_the_end: bool = True, at_once: int = 1) -> None:
    """Add articles with their annotations, so many in a transaction; `to_the_end` decides what waits then, as a run does."""
    writer = Writer(store.database)
    coming = iter(articles)
    while several := list(islice(coming, at_once)):
        numbers = [added.article_id for added in writer.add([article for article, _ in several])]
        said = [(number, article.digest, annotations) for number, (article, annotations) in zip(numbers, several, strict=True)]
        assert writer.annotate_all(said) == numbers
    if to_the_end:
        writer.decide_waiting()


def library(folder: Path, articles: Mapping[str, Names]) -> Store:
    """Make a library of articles given by their keys."""
    store = Store.open(folder)
    put(store, (article_of(key, names) for key, names in articles.items()))
    return store


def groups(store: Store) -> dict[frozenset[tuple[str, str]], tuple[object, ...]]:
    """Return who is one, as sets of (article key, local id), with what is known of each: all that no order may change."""
    database = store.database
    members: dict[int, set[tuple[str, str]]] = {}
    for entity, key, local in database.all(
        "SELECT e.entity_id, a.key, e.local FROM article_entities e JOIN articles a ON a.id = e.article_id"
    ):
        members.setdefault(entity, set()).add((key, local))
    found: dict[frozenset[tuple[str, str]], tuple[object, ...]] = {}
    for entity, held in members.items():
        name = database.one("SELECT name, label, articles, mentions, quotes FROM entities WHERE id = ?", (entity,))
        aliases = database.all("SELECT form, sum(count) FROM aliases WHERE entity_id = ? GROUP BY form ORDER BY 1", (entity,))
        why = database.all("SELECT key, label, reason, score, articles FROM names WHERE entity_id = ? ORDER BY 1, 2", (entity,))
        found[frozenset(held)] = (name, tuple(aliases), tuple(why))
    return found


def together(store: Store, *names: tuple[str, str]) -> bool:
    """Say whether names, given as article key and local id, are one entity."""
    found = {
        store.database.value(
            "SELECT entity_id FROM article_entities e JOIN articles a ON a.id = e.article_id WHERE a.key = ? AND local = ?", name
        )
        for name in names
    }
    assert None not in found
    return len(found) == 1
