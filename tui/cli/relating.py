"""`pullquote related`, `pullquote duplicates` and `pullquote wants`."""

from __future__ import annotations

import click

from analysis.canonical import clean_line
from tui.cli.common import exit_code, find_all, json_line, json_option, library_option, opened, put


@click.command("related")
@click.argument("keys", nargs=-1, required=True, metavar="KEY…")
@library_option
@json_option
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True)
@click.option("--all", "everything", is_flag=True, help="Do not stop at the threshold below which the reader shows nothing.")
def related_command(keys: tuple[str, ...], library: str | None, as_json: bool, limit: int, everything: bool) -> int:
    """Print the related articles of articles, best first, with the reasons.

    With --json the list goes on below the reader's threshold, up to the limit; "shown" tells which are above it.
    """
    with opened(library) as store:
        from analysis.library.index import Index
        from analysis.library.related import related, shown

        index = Index.open(store.folder, readonly=True)
        numbers, complete = find_all(store, keys)
        for number in numbers:
            rows = related(store, index, number, limit=limit, threshold=0.0 if as_json or everything else None)
            listed = store.row(number)
            if as_json:
                found = [
                    {
                        "id": row.article.key,
                        "score": round(row.score, 4),
                        "kind": row.kind,
                        "reasons": list(row.reasons),
                        "shown": shown(row),
                    }
                    for row in rows
                ]
                put(json_line({"id": listed.key if listed else str(number), "related": found}))
                continue
            put(clean_line(listed.title if listed else str(number)))
            for row in rows:
                put(f"  {row.score:.2f}  {row.article.id:6}  {clean_line(row.article.title)}")
                put(f"        {clean_line(row.kind)}: {clean_line(' · '.join(row.reasons))}")
            if not rows:
                put("  nothing related")
    return exit_code(len(numbers), complete)


@click.command("duplicates")
@library_option
@json_option
def duplicates_command(library: str | None, as_json: bool) -> None:
    """Print the groups of articles that are nearly the same text."""
    with opened(library) as store:
        from analysis.library.duplicates import duplicates

        for group in duplicates(store):
            rows = [row for row in (store.row(number) for number in group) if row is not None]
            if as_json:
                put(json_line({"ids": [row.key for row in rows], "titles": [row.title for row in rows]}))
            else:
                put(
                    "\n".join(
                        f"{'  ' if at else ''}{row.id:6}  {clean_line(row.outlet or '')[:18]:18}  {clean_line(row.title)}"
                        for at, row in enumerate(rows)
                    )
                )


@click.command("wants")
@library_option
@json_option
def wants_command(library: str | None, as_json: bool) -> None:
    """Print the headlines that articles link to and that the library does not have."""
    with opened(library) as store:
        for text, times in store.wanted():
            put(json_line({"title": text, "times": times}) if as_json else f"{times:4}  {clean_line(text)}")
