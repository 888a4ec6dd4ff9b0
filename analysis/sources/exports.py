"""Exports of read-later services: wallabag, Pocket, Instapaper, Readwise."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from analysis.canonical import clean_line
from analysis.sources.assemble import clean_address
from analysis.sources.dates import iso_date
from analysis.sources.decoding import decode
from analysis.sources.fragment import article_from_html
from analysis.sources.imported import Imported, clean_tags
from analysis.sources.jsonlines import records_in
from analysis.sources.problem import Problem, SourceError, why_unreadable

LARGEST_EXPORT = 128 << 20
"""Bytes. Exports hold whole libraries and are read at once."""

_LARGEST_FIELD = 16 << 20
Row = dict[str, Any]


def read_wallabag(path: Path) -> Iterator[Imported | Problem]:
    """Yield the entries of a wallabag export (JSON or CSV): archived is read, and starred and tags are kept."""

    def entry(row: Row, place: str) -> Imported:
        archived = row.get("is_archived", row.get("archived"))
        authors = row.get("published_by")
        return _imported(
            row,
            place,
            html=_words(row, "content"),
            author=", ".join(filter(None, (name for name in authors if isinstance(name, str)))) if isinstance(authors, list) else None,
            published=iso_date(row.get("published_at")),
            read=_true(archived),
            starred=_true(row.get("is_starred", row.get("starred"))),
            tags=clean_tags(row.get("tags")),
        )

    return _read(path, "wallabag", entry)


def read_pocket(path: Path) -> Iterator[Imported | Problem]:
    """Yield the articles of a Pocket export (CSV, or the older HTML list): archived is read, tags are kept.

    Pocket exports addresses and titles only; the texts come when the addresses are fetched.
    """

    def entry(row: Row, place: str) -> Imported:
        return _imported(
            row, place, read=str(row.get("status", "")).lower() in ("archive", "archived", "read"), tags=clean_tags(row.get("tags"))
        )

    return _read(path, "Pocket", entry)


def read_instapaper(path: Path) -> Iterator[Imported | Problem]:
    """Yield the articles of an Instapaper export (CSV): those in Archive are read, those in Starred starred, other folders are tags."""

    def entry(row: Row, place: str) -> Imported:
        folder = clean_line(str(row.get("folder", "")), 80)
        own = () if folder.lower() in ("", "unread", "archive", "starred", "home") else (folder,)
        return _imported(
            row,
            place,
            html=_words(row, "selection"),
            read=folder.lower() == "archive",
            starred=folder.lower() == "starred",
            tags=own + tuple(tag for tag in clean_tags(_listed(row.get("tags"))) if tag not in own),
        )

    return _read(path, "Instapaper", entry)


def read_readwise(path: Path) -> Iterator[Imported | Problem]:
    """Yield the documents of a Readwise Reader export (CSV), or the highlights of a Readwise export, one article a source.

    What lies in the archive or was read to the end is read; a document tagged "favorite" is starred.
    """

    def entry(row: Row, place: str) -> Imported:
        tags = clean_tags(_listed(row.get("document tags", row.get("tags"))))
        progress = re.match(r"\s*(\d{1,9}(?:\.\d{1,9})?)", str(row.get("reading progress", "")), re.ASCII)
        done = progress is not None and float(progress.group(1)) >= 0.99
        return _imported(
            row,
            place,
            html=_words(row, "content"),
            author=_words(row, "author") or None,
            published=iso_date(row.get("published date")),
            read=done or str(row.get("location", "")).lower() == "archive",
            starred=bool({"favorite", "favourite", "starred"} & {tag.lower() for tag in tags}),
            tags=tags,
        )

    return _read(path, "Readwise", entry, gather=_highlights)


def _read(
    path: Path, service: str, entry: Callable[[Row, str], Imported], gather: Callable[[list[Row]], list[Row]] | None = None
) -> Iterator[Imported | Problem]:
    where = str(path)
    try:
        if path.stat().st_size > LARGEST_EXPORT:
            raise SourceError(f"it has more than {LARGEST_EXPORT >> 20} MB; split the export")
        rows = _rows(path.read_bytes())
    except OSError as error:
        yield Problem(where, why_unreadable(error))
        return
    except SourceError as error:
        yield Problem(where, str(error))
        return
    if not rows:
        yield Problem(where, f"there are no articles in it; is it a {service} export?")
    for number, row in enumerate(gather(rows) if gather else rows, 1):
        place = f"{where}, entry {number}"
        try:
            if not isinstance(row, dict):
                raise SourceError("an entry with a title and an address is expected")
            yield entry(row, place)
        except SourceError as error:
            yield Problem(place, str(error))


def _rows(data: bytes) -> list[Any]:
    """Return the entries of an export, by what it is: JSON, the HTML list of links, or CSV; names of fields in small letters."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head[:1] in (b"[", b"{"):
        return [_lowered(record) if isinstance(record, dict) else record for record in records_in(data)]
    if head[:1] == b"<":
        return _links(data)
    csv.field_size_limit(_LARGEST_FIELD)
    text = decode(data)
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows: list[Any] = []
    try:
        for row in csv.DictReader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter):
            rows.append(_lowered(row))
    except csv.Error as error:
        raise SourceError(f"the table is damaged after entry {len(rows)} ({error})") from None
    if rows and not {"url", "title", "highlight"} & rows[0].keys():
        raise SourceError("it has no column for addresses or titles; is it the export file?")
    return rows


def _lowered(row: Row) -> Row:
    return {str(name).strip().lower(): value for name, value in row.items() if name is not None}


def _links(data: bytes) -> list[Row]:
    """Return the links of an HTML list, with the heading that they stand under as their status."""
    from analysis.sources.page_tree import parse_page, words_of

    rows, status = [], ""
    for element in parse_page(decode(data)).iter("h1", "h2", "h3", "a"):
        if element.tag != "a":
            status = "archive" if "archive" in words_of(element).lower() else "unread"
        elif element.get("href"):
            rows.append({"url": element.get("href"), "title": words_of(element), "tags": element.get("tags") or "", "status": status})
    return rows


def _highlights(rows: list[Row]) -> list[Row]:
    """Return one row a source where the rows are its highlights."""
    if not rows or not isinstance(rows[0], dict) or "highlight" not in rows[0]:
        return rows
    books: dict[str, Row] = {}
    for row in rows:
        title = _words(row, "book title") or _words(row, "title")
        book = books.setdefault(
            title, {"title": title, "author": _words(row, "book author"), "content": "", "document tags": row.get("document tags") or ""}
        )
        from html import escape

        book["content"] += f"<blockquote>{escape(_words(row, 'highlight'))}</blockquote>"
        if note := _words(row, "note"):
            book["content"] += f"<p>{escape(note)}</p>"
    return list(books.values())


def _imported(
    row: Row,
    place: str,
    *,
    html: str = "",
    author: str | None = None,
    published: str | None = None,
    read: bool = False,
    starred: bool = False,
    tags: tuple[str, ...] = (),
) -> Imported:
    url = clean_address(_words(row, "url") or _words(row, "given_url"))
    title = _words(row, "title")
    if not url and not title and not html:
        raise SourceError("it has neither address nor title")
    if title == url or title.startswith(("http://", "https://")):
        title = ""
    article = article_from_html(
        html,
        key=url or place,
        title=title or url,
        url=url,
        author=author,
        published=published,
        source=place.rpartition(", entry ")[0],
        digest=hashlib.sha256("\0".join((url or "", title, html)).encode("utf-8", "replace")).hexdigest(),
    )
    return Imported(article, read=read, starred=starred, tags=tags)


def _words(row: Row, name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _listed(value: Any) -> Any:
    """Return a list that was written as ``['a', 'b']`` or ``["a", "b"]`` as text parted by commas."""
    if isinstance(value, str) and value.startswith("[") and value.endswith("]"):
        return ",".join(re.findall(r"[\"']([^\"']+)[\"']", value))
    return value


def _true(value: Any) -> bool:
    return value in (True, 1, "1", "true", "True", "yes")
