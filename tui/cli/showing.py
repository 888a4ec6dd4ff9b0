"""`pullquote list` and `pullquote show`."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from analysis.article import BOILERPLATE, Article, BlockKind
from analysis.canonical import canonical, clean_line
from analysis.language.quotes.tiers import said_by
from tui.cli.common import article_line, exit_code, fail, find_all, json_line, json_option, library_option, opened, put

if TYPE_CHECKING:
    from analysis.library.records import Sort, State


@click.command("list")
@library_option
@json_option
@click.option("--sort", type=click.Choice(["newest", "oldest", "outlet", "title", "added"]), default="newest", show_default=True)
@click.option("--state", type=click.Choice(["all", "unread", "starred", "new"]), default="all", show_default=True)
@click.option("--limit", type=click.IntRange(min=0), help="At most so many.")
def list_command(library: str | None, as_json: bool, sort: Sort, state: State, limit: int | None) -> None:
    """List the articles: number, state, date, outlet, title."""
    from analysis.library.records import ListFilter

    with opened(library) as store:
        rows = store.rows(ListFilter(state=state), sort)
        for at in range(len(rows) if limit is None else min(limit, len(rows))):
            row = rows.row(at)
            if as_json:
                put(json_line({"number": row.id, "id": row.key, "title": row.title, "outlet": row.outlet, "published": row.published,
                               "read": row.read, "starred": row.starred, "analysed": row.analysed, "words": row.words}))  # fmt: skip
            else:
                put(article_line(row, marks=True))


@click.command("show")
@click.argument("keys", nargs=-1, required=True, metavar="KEY…")
@library_option
@json_option
@click.option("--plain", is_flag=True, help="The text as it is kept, every line of it, without marks.")
def show_command(keys: tuple[str, ...], library: str | None, as_json: bool, plain: bool) -> int:
    """Print articles with their quotes' speakers; with --json everything that is known of them."""
    from analysis.article import Annotations
    from analysis.language.wire import to_json

    with opened(library) as store:
        numbers, complete = find_all(store, keys)
        for number in numbers:
            article = store.article(number)
            if article is None:
                raise fail(f"{number}: the article went away while it was read")
            if as_json:
                put(json_line(to_json(article, store.annotations(number) or Annotations(), with_article=True)))
            elif plain:
                put(canonical(article.text))
            else:
                put(reading_text(article))
                if told := [f"{said_by(quote.speaker, quote.confidence)}: {quote.text}" for quote in store.quotes(number) if quote.speaker]:
                    put("\nWho said what")
                    for line in told:
                        put(textwrap.fill(clean_line(line), 80, initial_indent="  ", subsequent_indent="    "))
    return exit_code(len(numbers), complete)


def reading_text(article: Article) -> str:
    """Lay an article out for a terminal of 80 columns, without its boilerplate."""
    origin = " · ".join(clean_line(part) for part in (article.outlet, article.published, article.author, article.url) if part)
    parts = [clean_line(article.title), *([origin] if origin else [])]
    for block in article.blocks:
        if block.kind is BlockKind.HEADLINE or block.kind in BOILERPLATE:
            continue
        lead = {BlockKind.LIST_ITEM: "- ", BlockKind.BLOCK_QUOTE: "    ", BlockKind.CAPTION: "[picture] "}.get(block.kind, "")
        hang = " " * len(lead) if block.kind is not BlockKind.CAPTION else ""
        lines = canonical(article.text[block.start : block.end]).split("\n")
        parts.append("\n".join(textwrap.fill(line, 80, initial_indent=lead, subsequent_indent=hang) for line in lines))
    return "\n\n".join(parts)
