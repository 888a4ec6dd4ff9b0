"""`pullquote search` and `pullquote count`."""

from __future__ import annotations

import click

from analysis.canonical import clean_line
from tui.cli.common import article_line, fail, json_line, json_option, library_option, opened, put, say_error


@click.command("search")
@click.argument("query", nargs=-1, required=True, metavar="QUERY")
@library_option
@json_option
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--keys", is_flag=True, help="Print only the articles' keys.")
@click.option("--explain", is_flag=True, help="Print how the query was understood, and nothing else.")
def search_command(query: tuple[str, ...], library: str | None, as_json: bool, limit: int, keys: bool, explain: bool) -> None:
    """Search the library: words, "phrases", speaker:lund says:"no limits" entity:"Port Authority" after:2026-03 is:unread …"""
    from analysis.query import QueryError, parse
    from analysis.query import explain as explained

    text = " ".join(query)
    try:
        if explain:
            put(explained(parse(text)))
            return
        with opened(library) as store:
            from analysis.library.index import Index
            from analysis.library.search import search

            index = Index.open(store.folder, readonly=True)
            found = search(store, index, text, limit=limit)
            for name in found.unknown:
                say_error(str(name))
            for hit in found.hits:
                article = hit.article
                if keys:
                    put(clean_line(article.key))
                elif as_json:
                    marks = [[mark.start, mark.end] for mark in hit.marks]
                    flat = {"id": article.key, "number": article.id, "title": article.title, "outlet": article.outlet}
                    put(json_line({**flat, "published": article.published, "snippet": hit.snippet, "marks": marks, "start": hit.start}))
                else:
                    put(article_line(article))
                    put(f"        {clean_line(hit.snippet)}")
    except QueryError as error:
        raise fail(query_error(text, error)) from error


@click.command("count")
@click.argument("query", nargs=-1, required=True, metavar="QUERY")
@library_option
@json_option
def count_command(query: tuple[str, ...], library: str | None, as_json: bool) -> None:
    """Count the articles that a search finds."""
    from analysis.query import QueryError

    text = " ".join(query)
    with opened(library) as store:
        from analysis.library.index import Index
        from analysis.library.search import count

        try:
            number = count(store, Index.open(store.folder, readonly=True), text)
        except QueryError as error:
            raise fail(query_error(text, error)) from error
    put(json_line({"query": text, "count": number}) if as_json else str(number))


def query_error(text: str, error: Exception) -> str:
    """Say what is wrong with a query and at which character."""
    position = getattr(error, "position", None)
    where = "" if position is None else f" at character {position + 1}"
    return f"the query cannot be understood{where}: {error}"
