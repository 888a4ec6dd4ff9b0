"""`pullquote entities`, `pullquote entity` and `pullquote mentions`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from analysis.canonical import clean_line
from analysis.library.records import ArticleRow, EntityCard, EntityRow
from tui.cli.common import article_line, fail, json_line, json_option, library_option, opened, put
from tui.places import mentions_in

if TYPE_CHECKING:
    from analysis.library.store import Store

AROUND = 60
"""Characters of text on each side of a mention."""


def as_dict(row: EntityRow) -> dict[str, Any]:
    """Return an entity as JSON values."""
    return {
        "id": row.id,
        "name": row.name,
        "label": row.label,
        "articles": row.articles,
        "quotes": row.quotes,
        "aliases": list(row.aliases),
    }


@click.command("entities")
@click.argument("query", required=False, default="")
@library_option
@json_option
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True)
def entities_command(query: str, library: str | None, as_json: bool, limit: int) -> None:
    """List the people, places and organisations of the library, the most frequent first."""
    with opened(library) as store:
        for row in store.entities(query, limit=limit):
            also = f"  also {clean_line(', '.join(row.aliases))}" if row.aliases else ""
            put(json_line(as_dict(row)) if as_json else f"{row.articles:6}  {row.label:12} {clean_line(row.name)}{also}")


def one_entity(store: Store, name: str) -> EntityRow:
    """Return the entity of this name that is in most articles; a name that nothing goes by ends the command."""
    found = store.find_entity(name)
    if not found:
        near = ", ".join(clean_line(row.name) for row in store.entities(name.split()[-1] if name.split() else "", limit=3))
        raise fail(f"{name}: no such name in the library" + (f"; near it: {near}" if near else ""))
    return found[0]


@click.command("entity")
@click.argument("name")
@library_option
@json_option
def entity_command(name: str, library: str | None, as_json: bool) -> None:
    """Print the card of one entity: aliases, articles, quotes, neighbours, and why names were joined."""
    with opened(library) as store:
        card = store.card(one_entity(store, name).id)
        if card is None:
            raise fail(f"{name}: no such name in the library")
        row = card.entity
        articles = store.entity_articles(row.id)
        newest = [articles.row(at) for at in range(min(20, len(articles)))]
        if as_json:
            names = [{"name": form, "reason": why, "score": score, "articles": n} for form, why, score, n in store.joins(row.id)]
            put(json_line({**card_as_dict(card, newest), "names": names}))
            return
        put(f"{clean_line(row.name)} · {row.label.lower()} · {row.articles} articles · {row.quotes} quotes")
        for form, reason, score, articles_with in store.joins(row.id):
            put(f"  {clean_line(form)}: {clean_line(reason)} ({score:.2f}, {articles_with} articles)")
        for article in newest:
            put(article_line(article))
        for quote in card.quotes_by:
            put(f"  {clean_line(quote.text)}  ({clean_line(quote.title)})")
        if card.neighbours:
            put("with: " + ", ".join(f"{clean_line(other.name)} {times}" for other, times in card.neighbours))


def card_as_dict(card: EntityCard, newest: list[ArticleRow]) -> dict[str, Any]:
    """Return an entity's card as JSON values, with its newest articles."""
    return {
        **as_dict(card.entity),
        "first": card.first,
        "last": card.last,
        "weeks": list(card.weeks),
        "newest": [{"id": row.key, "title": row.title, "published": row.published} for row in newest],
        "quotes_by": [{"text": q.text, "title": q.title, "via": q.via, "confidence": q.confidence} for q in card.quotes_by],
        "quotes_about": [{"text": q.text, "title": q.title, "speaker": q.speaker} for q in card.quotes_about],
        "with": [{"name": other.name, "articles": times} for other, times in card.neighbours],
    }


@click.command("mentions")
@click.argument("name")
@library_option
@json_option
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True)
def mentions_command(name: str, library: str | None, as_json: bool, limit: int) -> None:
    """Print where an entity is mentioned, with the words around it."""
    with opened(library) as store:
        entity = one_entity(store, name)
        articles = store.entity_articles(entity.id)
        left = limit
        for at in range(len(articles)):
            row = articles.row(at)
            article = store.article(row.id)
            if article is None:
                continue
            for mention in mentions_in(store, row.id, entity.id):
                if not left:
                    return
                left -= 1
                before = article.text[max(0, mention.start - AROUND) : mention.start]
                after = article.text[mention.end : mention.end + AROUND]
                words = article.text[mention.start : mention.end]
                if as_json:
                    place = {"id": row.key, "title": row.title, "start": mention.start, "end": mention.end, "kind": mention.kind}
                    put(json_line({**place, "text": words, "before": before, "after": after, "rule": mention.rule}))
                else:
                    left_side = clean_line(before)[-AROUND:]
                    put(f"{row.id:6}  {left_side:>{AROUND}} [{clean_line(words)}] {clean_line(after)}")
