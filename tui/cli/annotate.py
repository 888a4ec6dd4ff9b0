"""`pullquote annotate`: the analysis as a filter, without a library."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import click

from analysis.article import Annotations, Article
from analysis.canonical import clean_line
from tui.cli.common import PART_FAILED, config, exit_code, fail, json_line, json_option, put, say_error

if TYPE_CHECKING:
    from analysis.language.pipeline import Analyser

AT_ONCE = 32
"""Articles read ahead of the answers."""


@click.command("annotate")
@click.argument("files", nargs=-1, metavar="[FILE…]")
@json_option
@click.option("--jsonl", is_flag=True, help='Read {"id", "text"} lines on standard input and write one answer for each.')
@click.option("--blocks", is_flag=True, help="With --jsonl: find headline, captions, promotions and so on; else every line is body.")
@click.option("--pipeline", metavar="NAME", help="Use this installed spaCy pipeline.")
def annotate_command(files: tuple[str, ...], as_json: bool, jsonl: bool, blocks: bool, pipeline: str | None) -> int:
    """Name the people, places, organisations and quotes of FILEs, or of JSON lines on standard input."""
    if jsonl and files:
        raise fail("annotate takes FILEs or --jsonl with standard input, not both")
    if not jsonl and not files:
        raise fail("annotate needs FILEs, or --jsonl with JSON lines on standard input")
    analyser = load_analyser(pipeline or config().pipeline)
    return annotate_lines(analyser, blocks) if jsonl else annotate_files(analyser, files, as_json)


def load_analyser(pipeline: str | None) -> Analyser:
    """Load the named pipeline, or the built-in one where it is missing, with a line that says so."""
    from analysis.language.pipeline import Analyser, PipelineMissing

    try:
        return Analyser.load(pipeline)
    except PipelineMissing as error:
        say_error(f"{error}; the built-in pipeline is used")
        return Analyser.load()


def annotate_lines(analyser: Analyser, blocks: bool) -> int:
    """Filter standard input to standard output, in order; a line that is no JSON object with a text is named and left out."""
    from analysis.language.wire import to_json

    bad = 0

    def articles() -> Iterator[Article]:
        nonlocal bad
        from analysis.skeleton import blocks_of

        for number, line in enumerate(sys.stdin.buffer, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                text = row["text"]
                if not isinstance(text, str):
                    raise TypeError
            except (ValueError, TypeError, KeyError, RecursionError):
                bad += 1
                say_error(f'standard input, line {number}: not a JSON object with a "text"; the line is left out')
                continue
            yield Article(key=row.get("id", str(number)), title="", text=text, blocks=blocks_of(text) if blocks else ())

    stream = articles()
    while batch := list(islice(stream, AT_ONCE)):
        for article, answer in zip(batch, analyser.annotate_many(batch), strict=True):
            put(json_line(to_json(article, answer, with_article=False)), at_once=article is batch[-1])
    return PART_FAILED if bad else 0


def annotate_files(analyser: Analyser, files: tuple[str, ...], as_json: bool) -> int:
    """Annotate each file and print its JSON object, or a summary for people."""
    from pathlib import Path

    from analysis.language.wire import to_json
    from analysis.sources import Problem, read

    done, complete = 0, True
    for found in read([Path(name) for name in files]):
        if isinstance(found, Problem):
            say_error(f"{found.where}: {found.what}")
            complete = False
            continue
        annotations = analyser.annotate(found)
        done += 1
        if as_json:
            put(json_line(to_json(found, annotations, with_article=True)))
        else:
            put(summary(found, annotations))
    return exit_code(done, complete)


def summary(article: Article, annotations: Annotations) -> str:
    """Say in a few lines who is named in an article and who says what."""
    lines = [clean_line(article.title)]
    if annotations.note:
        lines.append(f"  {clean_line(annotations.note)}")
    for entity in annotations.entities:
        lines.append(f"  {entity.label:12} {clean_line(entity.name)}  ×{len(entity.mentions)}")
    for quote in annotations.quotes:
        who = quote.speaker.name if quote.speaker and quote.speaker.name else "unknown"
        via = f" via {clean_line(quote.via.name)}" if quote.via else ""
        lines.append(
            f"  {clean_line(who)}{via} ({quote.kind}, {quote.confidence:.2f}): {clean_line(article.text[quote.start : quote.end])}"
        )
    return "\n".join(lines)
