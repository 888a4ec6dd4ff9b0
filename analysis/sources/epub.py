"""EPUB -> articles: one for each chapter or piece of a book or magazine, a short one as a whole."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from analysis.article import Article
from analysis.canonical import clean_line
from analysis.sources.assemble import TITLE_CHARACTERS, finish
from analysis.sources.dates import iso_date
from analysis.sources.decoding import declared_charset, decode
from analysis.sources.problem import Problem, SourceError

MOST_ENTRIES = 20_000
LARGEST_PART = 16 << 20
"""Bytes of one unpacked file of the book."""
LARGEST_WHOLE = 96 << 20
"""Bytes of all files that are unpacked. Pictures, fonts and sound never are."""
MOST_CHAPTERS = 2000
HIGHEST_RATIO = 150
"""How many times larger than packed a file of more than a megabyte may be; text comes to about four."""

WHOLE = 12_000
"""Characters up to which a book is one article: what is read in one go."""
_LITTLE = 200
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError, IndexError)
_DAMAGED = "it is damaged, or no EPUB; fetch it again"
_LOCKED = "it is locked (DRM); only books without a lock can be read"
_FRONT = frozenset(
    "cover titlepage title-page halftitlepage toc landmarks page-list loi lot copyright-page copyright colophon imprint index".split()
)
_CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_EMPTY = re.compile(r"<(?!(?:br|hr|img|meta|link|col|area|base|input|wbr|source|param)\b)([A-Za-z][\w:]*)((?:\s[^<>]{0,2000})?)/>")
_FONTS_ONLY = re.compile(r"http://(?:www\.idpf\.org/2008/embedding|ns\.adobe\.com/pdf/enc#RC)\Z")


@dataclass(slots=True)
class _Book:
    """What the package document says."""

    title: str = ""
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    chapters: list[str] = field(default_factory=list)
    """Names of the files of the text, in reading order, front matter left out."""
    contents: str | None = None
    """Name of the table of contents."""


def read_epub(data: bytes, *, key: str, source: str, digest: str) -> Iterator[Article | Problem]:
    """Yield the articles of an EPUB: each chapter, or the whole where it is short.

    The keys of chapters are `key` with their number. Nothing is unpacked to disk, names in the archive are names only, and entities
    are not expanded.

    Raises:
        SourceError: damaged, locked, no book, far too large, or no text.
    """
    if data.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise SourceError(f"it holds more than {MOST_ENTRIES:,} files; that is no book")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            archived = _Archive(archive)
            book = _book(archived)
            labels = _labels(archived, book.contents)
            chapters = [(name, root) for name in book.chapters if (root := _chapter(archived, name)) is not None]
    except SourceError:
        raise
    except _BROKEN as error:
        raise SourceError(_DAMAGED) from error
    yield from _articles(book, labels, _joined(chapters, labels), key, source, digest)


class _Archive:
    """Reads files of a ZIP archive into memory, within bounds."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._files = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        self._left = LARGEST_WHOLE

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def read(self, name: str) -> bytes:
        """Return a file; whatever its header says, no more than the bounds is ever unpacked."""
        info = self._files.get(name)
        if info is None:
            raise SourceError(f"it is damaged: {clean_line(name, 100)} is missing from it")
        if info.flag_bits & 1:
            raise SourceError(_LOCKED)
        with self._archive.open(info) as stream:
            data = stream.read(min(LARGEST_PART, self._left) + 1)
        if len(data) > min(LARGEST_PART, self._left) or (len(data) > 1 << 20 and len(data) > HIGHEST_RATIO * info.compress_size):
            raise SourceError("what is packed in it is far too large for a book")
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Any:
        """Return the root of an XML file, entities left as they are."""
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True, remove_pis=True
        )
        try:
            root = etree.fromstring(self.read(name), parser)
        except (etree.LxmlError, ValueError):
            root = None
        if root is None:
            raise SourceError(f"it is damaged: {clean_line(name, 100)} in it is no XML")
        return root


def _book(archive: _Archive) -> _Book:
    if "META-INF/container.xml" not in archive:
        raise SourceError("it is no EPUB: it has no META-INF/container.xml")
    if "META-INF/license.lcpl" in archive or ("META-INF/encryption.xml" in archive and _is_locked(archive)):
        raise SourceError(_LOCKED)
    package = next(
        (place for item in _all(archive.xml("META-INF/container.xml"), "rootfile") if (place := _inside("", item.get("full-path")))), ""
    )
    root = archive.xml(package)
    book = _Book(title=_said(root, "title"), publisher=_said(root, "publisher") or None)
    authors = [
        clean_line(" ".join(item.itertext()), 200)
        for item in _all(root, "creator")[:20]
        if next((value for name, value in item.items() if name.endswith("role")), "aut") == "aut"
    ]
    # Programs that make books put themselves where nobody is known.
    book.author = ", ".join(name for name in dict.fromkeys(authors) if name and name.casefold() not in ("calibre", "unknown")) or None
    dates = sorted(_all(root, "date")[:20], key=lambda item: "publication" not in "".join(item.values()))
    book.published = next((date for item in dates if (date := iso_date(clean_line("".join(item.itertext()), 100)))), None)
    front = {_inside(package, item.get("href")) for item in _all(root, "reference") if item.get("type") in _FRONT}
    items = {}
    for item in _all(root, "item"):
        place = _inside(package, item.get("href"))
        marks = (item.get("properties") or "").split()
        if "nav" in marks or (item.get("media-type") == "application/x-dtbncx+xml" and book.contents is None):
            book.contents = place
        if place and "nav" not in marks and item.get("media-type") in _CHAPTERS:
            items[item.get("id")] = place
    order = [items.get(item.get("idref")) for item in _all(root, "itemref") if item.get("linear") != "no"]
    book.chapters = [place for place in dict.fromkeys(order) if place and place not in front][:MOST_CHAPTERS]
    if not book.chapters:
        raise SourceError("it lists no chapters")
    return book


def _is_locked(archive: _Archive) -> bool:
    """Tell a book whose text is encrypted from one whose fonts are only scrambled."""
    methods = [item.get("Algorithm") or "" for item in _all(archive.xml("META-INF/encryption.xml"), "EncryptionMethod")]
    return any(not _FONTS_ONLY.match(method) for method in methods)


def _all(root: Any, name: str) -> list[Any]:
    """Return the elements of a name, whatever their namespace."""
    return [item for item in root.iter() if isinstance(item.tag, str) and item.tag.rpartition("}")[2] == name]


def _said(root: Any, name: str) -> str:
    return next((words for item in _all(root, name)[:20] if (words := clean_line(" ".join(item.itertext()), TITLE_CHARACTERS))), "")


def _inside(base: str, href: str | None) -> str | None:
    """Return the name in the archive that a link in `base` leads to; None where it leads out of the archive."""
    if not href:
        return None
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    place = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))
    return None if place.startswith(("../", "/")) or place in ("..", ".") else place


def _labels(archive: _Archive, contents: str | None) -> dict[str, str]:
    """Return what the table of contents calls each file."""
    if contents is None or contents not in archive:
        return {}
    labels: dict[str, str] = {}
    root = archive.xml(contents)
    for link in _all(root, "a"):
        if place := _inside(contents, link.get("href")):
            labels.setdefault(place, clean_line(" ".join(link.itertext()), TITLE_CHARACTERS))
    for point in _all(root, "navPoint"):
        target, label = _all(point, "content"), _all(point, "text")
        if target and label and (place := _inside(contents, target[0].get("src"))):
            labels.setdefault(place, clean_line(" ".join(label[0].itertext()), TITLE_CHARACTERS))
    return labels


def _chapter(archive: _Archive, name: str) -> Any:
    """Return the body of a chapter, None where it is front matter (cover, title page, contents)."""
    from analysis.sources.page_tree import parse_page

    data = archive.read(name)
    # To a parser of HTML, a title or anchor that is closed in its own tag would go on to the end of the page.
    text = _EMPTY.sub(r"<\1\2></\1>", decode(data, declared_charset(data)))
    if not text.strip():
        return None
    root = parse_page(text)
    body = next(root.iter("body"), root)
    marked = [body, *(child for child in body if isinstance(child.tag, str))] if len(body) == 1 else [body]
    return None if any(_FRONT & set((item.get("epub:type") or "").split()) for item in marked) else body


def _heading(body: Any) -> Any:
    return next((item for item in body.iter("h1", "h2", "h3") if "".join(item.itertext()).strip()), None)


def _joined(chapters: list[tuple[str, Any]], labels: dict[str, str]) -> list[tuple[str, Any]]:
    """Put files without a heading, and without a name in the contents, to the chapter before: programs cut long ones in parts."""
    joined: list[tuple[str, Any]] = []
    for name, body in chapters:
        if joined and labels and name not in labels and _heading(body) is None:
            joined[-1][1].extend(body)
        else:
            joined.append((name, body))
    return joined


def _articles(
    book: _Book, labels: dict[str, str], chapters: list[tuple[str, Any]], key: str, source: str, digest: str
) -> Iterator[Article | Problem]:
    said: dict[str, Any] = {"source": source, "published": book.published, "author": book.author}
    sizes = [sum(len(part.strip()) for part in body.itertext()) for _, body in chapters]
    if not any(sizes):
        raise SourceError("it has no text; its pages are pictures")
    long = [chapter for chapter, size in zip(chapters, sizes, strict=True) if size >= _LITTLE]
    if sum(sizes) <= WHOLE or len(long) < 2:
        whole = deepcopy(chapters[0][1])
        for _, body in chapters[1:]:
            whole.extend(body)
        yield _article(whole, book.title, {**said, "outlet": book.publisher, "key": key, "digest": digest}, whole=True)
        return
    for number, (name, body) in enumerate(long, 1):
        place = {**said, "outlet": book.title, "key": f"{key}#{number}", "digest": f"{digest}-{number}"}
        try:
            yield _article(body, labels.get(name, ""), place)
        except SourceError as error:
            yield Problem(f"{source}, chapter {number}", str(error))


def _article(body: Any, title: str, said: dict[str, Any], *, whole: bool = False) -> Article:
    from analysis.sources.page import document_text
    from analysis.sources.page_metadata import Metadata

    text, blocks, links = document_text(body, _heading(body), Metadata(title=title), whole=whole)
    article = finish(text, blocks, links=links, title=title, **said)
    own = finish(text, blocks, key="-", title=title)
    # What a piece says of itself above its text goes before what the book says of the whole.
    return article if whole else replace(article, author=own.author or article.author, published=own.published or article.published)
