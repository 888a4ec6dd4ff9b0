"""Files and folders -> articles and problems."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from analysis.article import Article
from analysis.canonical import clean_path
from analysis.sources.problem import Problem, SourceError, why_unreadable

LARGEST_FILE = 64 << 20
"""Bytes that one text, Markdown or HTML file may have. JSON Lines are read line by line and may be of any size."""

LARGEST_JSON = 16 << 20
"""Bytes of a JSON file, which is held in memory at many times its size."""

_PLAIN, _MARKDOWN, _PAGE, _ARCHIVE, _LINES, _JSON = "plain", "markdown", "page", "mhtml", "jsonl", "json"
_EPUB, _PDF = "epub", "pdf"
SUFFIXES = {
    ".txt": _PLAIN,
    ".text": _PLAIN,
    ".rtf": _PLAIN,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _PAGE,
    ".htm": _PAGE,
    ".xhtml": _PAGE,
    ".mhtml": _ARCHIVE,
    ".mht": _ARCHIVE,
    ".jsonl": _LINES,
    ".ndjson": _LINES,
    ".json": _JSON,
    ".epub": _EPUB,
    ".pdf": _PDF,
}
"""What a file is by the end of its name. In folders only these are taken up; a file that is named itself may have any."""


def read(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Article | Problem]:
    """Yield the articles in these files and folders, and a `Problem` for each thing that could not be read."""
    problems: list[Problem] = []
    for path in walk(paths, problems.append):
        yield from problems
        problems.clear()
        yield from _read(path)
    yield from problems


def read_file(path: str | os.PathLike[str]) -> list[Article | Problem]:
    """Return what one file holds: one article, for JSON Lines several, and a `Problem` for what could not be read."""
    return list(_read(Path(path)))


def read_bytes(data: bytes, *, name: str, kind: str | None = None) -> list[Article | Problem]:
    """Return what `data` holds, as if it were the contents of a file called `name` (standard input, an attachment, a download).

    `kind` overrides what the name says: ``plain``, ``markdown``, ``page``, ``mhtml``, ``jsonl``, ``json``, ``epub`` or ``pdf``.
    """
    return list(_parse(io.BytesIO(data), name, kind or _kind(Path(name)), len(data)))


def walk(paths: Iterable[str | os.PathLike[str]], report: Callable[[Problem], None] | None = None) -> Iterator[Path]:
    """Yield the files to read, in order of their names within each folder.

    In folders, hidden files and folders are skipped, and so are the ``…_files`` folders that browsers put beside a saved page, and
    files whose suffix is not in `SUFFIXES`. No folder is entered twice, whatever links lead there. `report` is called for folders
    that cannot be read.
    """
    seen: set[tuple[int, int]] = set()
    for path in map(Path, paths):
        if path.is_dir():
            yield from _walk(path, seen, report)
        else:
            yield path


def _walk(folder: Path, seen: set[tuple[int, int]], report: Callable[[Problem], None] | None) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        folder = waiting.pop()
        try:
            about = folder.stat()
            entries = sorted(folder.iterdir())
        except OSError as error:
            if report:
                report(Problem(str(folder), why_unreadable(error)))
            continue
        if (about.st_dev, about.st_ino) in seen:
            continue
        seen.add((about.st_dev, about.st_ino))
        pages = {entry.stem for entry in entries if SUFFIXES.get(entry.suffix.lower()) == _PAGE}
        folders = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                if not (entry.name.endswith("_files") and entry.name.removesuffix("_files") in pages):
                    folders.append(entry)
            elif entry.suffix.lower() in SUFFIXES:
                yield entry
        waiting.extend(reversed(folders))


def _read(path: Path) -> Iterator[Article | Problem]:
    where = str(path)
    try:
        # Without O_NONBLOCK, opening a named pipe that nobody writes to would never return.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as stream:
            about = os.fstat(descriptor)
            if stat.S_ISDIR(about.st_mode):
                raise IsADirectoryError
            if not stat.S_ISREG(about.st_mode):
                yield Problem(where, "it is no regular file; pipe its contents to standard input instead")
                return
            yield from _parse(stream, clean_path(str(path.absolute())), _kind(path), about.st_size, where)
    except OSError as error:
        yield Problem(where, why_unreadable(error))
    except ValueError:
        yield Problem(where, "no file can have such a name")


def _kind(path: Path) -> str | None:
    return SUFFIXES.get(path.suffix.lower())


def _parse(stream: io.BufferedIOBase, name: str, kind: str | None, size: int, where: str | None = None) -> Iterator[Article | Problem]:
    where = where or name
    if kind == _LINES:
        from analysis.sources.jsonlines import read_json_lines

        yield from read_json_lines(stream, where=where, source=name)  # type: ignore[arg-type]
        return
    largest = LARGEST_JSON if kind == _JSON else LARGEST_FILE
    if size > largest:
        remedy = "split it" if kind in (_EPUB, _PDF) else "split it, or make it JSON Lines"
        yield Problem(where, f"it has {size >> 20:,} MB, more than is read of one file ({largest >> 20} MB); {remedy}")
        return
    data = stream.read(LARGEST_FILE + 1)
    digest = hashlib.sha256(data).hexdigest()
    try:
        if not data.strip():
            raise SourceError("it is empty")
        if kind == _JSON:
            yield from _parse_json(data, name, where, digest)
        elif kind == _MARKDOWN:
            from analysis.sources.markdown import read_markdown

            yield read_markdown(data, key=name, source=name, digest=digest)
        elif kind == _ARCHIVE:
            from analysis.sources.mhtml import read_mhtml

            yield read_mhtml(data, key=name, source=name, digest=digest)
        elif kind == _EPUB or b"mimetypeapplication/epub+zip" in data[:100]:
            from analysis.sources.epub import read_epub

            yield from read_epub(data, key=name, source=name, digest=digest)
        elif kind == _PDF or data.startswith(b"%PDF-"):
            from analysis.sources.pdf import read_pdf

            yield read_pdf(data, key=name, source=name, digest=digest)
        elif kind == _PAGE or looks_like_page(data):
            from analysis.sources.page import read_page

            yield read_page(data, key=name, source=name, digest=digest)
        else:
            from analysis.sources.plain import read_plain

            yield read_plain(data, key=name, source=name, digest=digest)
    except SourceError as error:
        yield Problem(where, str(error))


def _parse_json(data: bytes, name: str, where: str, digest: str) -> Iterator[Article | Problem]:
    from analysis.sources.jsonlines import article_from_record, records_in

    records = records_in(data)
    for number, record in enumerate(records, 1):
        place = f"{name}#{number}" if len(records) > 1 else name
        try:
            yield article_from_record(record, key=place, source=name, digest=f"{digest}-{number}" if len(records) > 1 else digest)
        except SourceError as error:
            yield Problem(f"{where}, article {number}" if len(records) > 1 else where, str(error))


def looks_like_page(data: bytes) -> bool:
    """Tell HTML by its first bytes."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (head.startswith(b"<?xml") and b"<html" in head)
