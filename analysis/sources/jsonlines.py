"""JSON Lines -> articles: one object a line, only `title` or `text` needed."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from analysis.article import Article
from analysis.sources.assemble import article_from_text, clean_address
from analysis.sources.dates import iso_date
from analysis.sources.decoding import decode
from analysis.sources.problem import Problem, SourceError

LONGEST_LINE = 8 << 20
"""Bytes. A longer line is skipped without being held in memory."""

_TEXTS = ("text", "body", "content", "articleBody")
_TITLES = ("title", "headline")


def read_json_lines(stream: BinaryIO, *, where: str, source: str | None = None) -> Iterator[Article | Problem]:
    """Read ``{"id", "title", "text", "url", "published", "outlet", "author"}`` lines; a bad line is a problem, the rest goes on.

    The key is the id, else the address, else `where` and the number of the line.
    """
    for number, line in enumerate(lines_in(stream), 1):
        place = f"{where}, line {number}"
        if line is None:
            yield Problem(place, f"the line is longer than {LONGEST_LINE >> 20} MB; one article a line is expected")
            continue
        if not line.strip():
            continue
        try:
            yield article_from_record(
                _parse(line), key=f"{where}#{number}", source=source or where, digest=hashlib.sha256(line).hexdigest()
            )
        except SourceError as error:
            yield Problem(place, str(error))


def article_from_record(record: Any, *, key: str, source: str | None, digest: str) -> Article:
    """Make an article of one decoded JSON object; `key` serves where it has neither id nor address.

    Raises:
        SourceError: the record is no object, or has neither title nor text.
    """
    if not isinstance(record, dict):
        raise SourceError('an object like {"title": "…", "text": "…"} is expected')
    title, text = _field(record, *_TITLES), _field(record, *_TEXTS)
    if not (title and title.strip()) and not (text and text.strip()):
        raise SourceError('it has neither "title" nor "text"')
    given = record.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int):
        given = None
    url = clean_address(_field(record, "url"))
    published = record.get("published")
    return article_from_text(
        text or "",
        key=str(given) if given not in (None, "") else url or key,
        title=title,
        url=url,
        outlet=_field(record, "outlet"),
        author=_field(record, "author"),
        published=iso_date(published),
        source=source,
        digest=digest,
    )


def records_in(data: bytes) -> list[Any]:
    """Return the objects of a JSON file that holds one article, a list of them, or a list under "articles" or "items".

    Raises:
        SourceError: it is no JSON.
    """
    whole = _parse(data)
    if isinstance(whole, dict):
        for name in ("articles", "items"):
            if isinstance(whole.get(name), list):
                return list(whole[name])
        return [whole]
    return whole if isinstance(whole, list) else [whole]


def _field(record: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = record.get(name)
        if value is None:
            continue
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            value = (", " if name == "author" else "\n\n").join(value)
        if not isinstance(value, str):
            raise SourceError(f'its "{name}" is not text')
        return value
    return None


def _parse(line: bytes) -> Any:
    try:
        return json.loads(decode(line))
    except json.JSONDecodeError as error:
        raise SourceError(f"this is no JSON ({error.msg} at character {error.pos + 1})") from None
    except RecursionError:
        raise SourceError("it is nested too deep to be an article") from None
    except ValueError:
        raise SourceError("it holds a number that is far too long") from None


def lines_in(stream: BinaryIO, longest: int | None = None) -> Iterator[bytes | None]:
    """Yield the lines of a stream, None for those that are longer than `longest` bytes, which are `LONGEST_LINE` where it is None."""
    longest = LONGEST_LINE if longest is None else longest
    reader = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    head = reader.peek(4)[:4]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or 0 in head:
        # The line ends of UTF-16 are two bytes; such files are small exports of desktop programs, so one piece will do.
        data = reader.read(longest)
        with contextlib.suppress(SourceError):
            data = decode(data).encode("utf-8", "replace")
        reader = io.BufferedReader(cast(io.RawIOBase, io.BytesIO(data)))
    while line := reader.readline(longest):
        if len(line) < longest or line.endswith(b"\n"):
            yield line
            continue
        while (rest := reader.readline(1 << 20)) and not rest.endswith(b"\n"):
            pass
        yield None
