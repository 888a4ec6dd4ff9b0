"""Articles with their annotations, as `pullquote annotate` writes them: analysed elsewhere, taken in here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.article import Annotations, Article, Block, BlockKind
from analysis.library.problems import problem
from analysis.library.records import Problem
from analysis.library.vetting import check_blocks, vetted


def read_annotated(path: Path) -> Iterator[tuple[Article, Annotations] | Problem]:
    """Yield what the JSON lines of a file hold, and a `Problem` for each line that holds something else."""
    from analysis.sources.jsonlines import LONGEST_LINE, lines_in

    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines_in(lines), 1):
                if line is None:
                    yield problem(f"{path}, line {number}", f"it is longer than {LONGEST_LINE >> 20} MB; one article a line is expected")
                    continue
                if not line.strip():
                    continue
                try:
                    yield from_line(line, str(path))
                except RecursionError:
                    yield problem(f"{path}, line {number}", "it is not what `annotate` writes (nested too deep)")
                except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
                    yield problem(f"{path}, line {number}", f"it is not what `annotate` writes ({type(error).__name__}: {error})")
    except OSError as error:
        yield problem(str(path), f"it cannot be read ({error.strerror})")


def from_line(line: bytes | str, source: str) -> tuple[Article, Annotations]:
    """Return the article and the annotations of one line. Raises `ValueError`, `KeyError` or `TypeError` where it has none."""
    from analysis.canonical import canonical, clean_line
    from analysis.language.wire import annotations_from_json
    from analysis.sources.assemble import clean_address
    from analysis.sources.dates import iso_date

    row: dict[str, Any] = json.loads(line)
    text = row["text"]
    if not isinstance(text, str):
        raise ValueError("its text is no text")
    if canonical(text) != text:
        raise ValueError("its text is not in the canonical form that offsets count in")

    def clean(name: str) -> str | None:
        return clean_line(str(row[name])) or None if row.get(name) is not None else None

    key = clean("id")
    if key is None:
        raise ValueError("it has no id")
    article = Article(
        key=key,
        title=clean("title") or clean_line(text[:200].partition("\n")[0], 200),
        text=text,
        blocks=tuple(Block(int(block["start"]), int(block["end"]), BlockKind(block["kind"])) for block in row.get("blocks", ())),
        url=clean_address(row.get("url")),
        outlet=clean("outlet"),
        author=clean("author"),
        published=iso_date(row.get("published")),
        source=source,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )
    check_blocks(article.blocks, len(text))
    return article, vetted(annotations_from_json(row), text)
