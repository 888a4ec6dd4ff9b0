"""`pullquote quotes` and `pullquote variants`."""

from __future__ import annotations

import csv
import io
from typing import Any

import click

from analysis.canonical import clean_line
from analysis.language.quotes.tiers import said_by
from analysis.library.records import QuoteRow
from tui.cli.common import exit_code, fail, find_all, json_line, json_option, library_option, opened, put
from tui.cli.searching import query_error

FIELDS = ("id", "n", "quote", "speaker", "cue", "via", "kind", "form", "confidence", "title", "outlet", "published", "start", "end")


@click.command("quotes")
@click.argument("keys", nargs=-1, metavar="[KEY…]")
@library_option
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="Print a table with a heading.")
@click.option("--markdown", is_flag=True, help="Print block quotes with their source.")
@click.option("--where", "query", metavar="QUERY", help="The quotes that a search finds, instead of those of articles.")
@click.option("--limit", type=click.IntRange(min=1), default=1000, show_default=True, help="With --where: at most so many.")
def quotes_command(
    keys: tuple[str, ...], library: str | None, as_json: bool, as_csv: bool, markdown: bool, query: str | None, limit: int
) -> int:
    """Print who said what: the quotes of articles, or those that a search finds."""
    if bool(keys) == bool(query):
        raise fail("quotes needs KEYs or --where QUERY")
    with opened(library) as store:
        if query:
            rows, complete = _searched(store, query, limit), True
        else:
            numbers, complete = find_all(store, keys)
            rows = [row for number in numbers for row in store.quotes(number)]
        if as_csv:
            put(csv_line(FIELDS))
        for row in rows:
            listed = store.row(row.article_id)
            flat = as_dict(row, listed.key if listed else str(row.article_id))
            put(
                json_line(flat)
                if as_json
                else csv_line([flat[name] for name in FIELDS])
                if as_csv
                else as_markdown(row)
                if markdown
                else as_text(row)
            )
    return exit_code(len(rows), complete) if keys else 0


def _searched(store: Any, query: str, limit: int) -> list[QuoteRow]:
    from analysis.library.index import Index
    from analysis.library.search import search_quotes
    from analysis.query import QueryError

    try:
        found = search_quotes(store, Index.open(store.folder, readonly=True), query, limit=limit)
        return [hit.quote for hit in found.hits]
    except QueryError as error:
        raise fail(query_error(query, error)) from error


@click.command("variants")
@click.argument("quote", metavar="KEY#N")
@library_option
@json_option
def variants_command(quote: str, library: str | None, as_json: bool) -> int:
    """Print where else a quote stands: whole, cut, reworded, probably retranslated, or given to somebody else."""
    key, _, number = quote.rpartition("#")
    if not key or not number.isdigit():
        raise fail(f"{quote}: write the article's key, #, and the number of the quote, as pullquote quotes KEY --json prints it in n")
    with opened(library) as store:
        numbers, complete = find_all(store, [key])
        if not complete:
            return 2
        from analysis.library.index import Index
        from analysis.library.utterances import variants

        quotes = store.quotes(numbers[0])
        if int(number) not in {row.n for row in quotes}:
            raise fail(f"{quote}: none of the article's {len(quotes)} quotes has this number; pullquote quotes {key} --json prints theirs")
        found = variants(store, Index.open(store.folder, readonly=True), numbers[0], int(number))
        for variant in found:
            row = variant.quote
            listed = store.row(row.article_id)
            if as_json:
                put(json_line({"variant": variant.kind, "score": variant.score, **as_dict(row, listed.key if listed else "")}))
                continue
            put(f"{variant.kind}: {as_text(row)}")
            origin = (str(row.article_id), row.published, row.outlet, row.title)
            put(f"    {clean_line(' · '.join(part for part in origin if part))}")
        if not found and not as_json:
            put("This quote stands nowhere else in the library.")
    return 0


def as_dict(row: QuoteRow, key: str) -> dict[str, Any]:
    """Return a quote as flat JSON values; `id` is its article's key."""
    values = (key, row.n, row.text, row.speaker, row.cue, row.via, row.kind, row.form, row.confidence, row.title, row.outlet, row.published)
    return dict(zip(FIELDS, (*values, row.start, row.end), strict=True))


def as_text(row: QuoteRow) -> str:
    """Write a quote as a line for people."""
    via = f" via {clean_line(row.via)}" if row.via else ""
    return f"{clean_line(said_by(row.speaker, row.confidence))}{via} ({row.confidence:.2f}): {clean_line(row.text)}"


def as_markdown(row: QuoteRow) -> str:
    """Write a quote as a Markdown block quote with its source; nothing in it is Markdown by accident."""
    from analysis.export import markdown_text

    source = ", ".join(markdown_text(clean_line(part)) for part in (row.title, row.outlet, row.published) if part)
    via = f", via {markdown_text(clean_line(row.via))}" if row.via else ""
    who = markdown_text(clean_line(said_by(row.speaker, row.confidence)))
    return f"> {markdown_text(clean_line(row.text))}\n>\n> — {who}{via}; {source}\n"


def csv_line(values: Any) -> str:
    """Write one line of CSV; a cell that a spreadsheet would run as a formula is made text with an apostrophe."""
    out = io.StringIO()
    safe = [f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value for value in values]
    csv.writer(out, lineterminator="").writerow([clean_line(value) if isinstance(value, str) else value for value in safe])
    return out.getvalue()
