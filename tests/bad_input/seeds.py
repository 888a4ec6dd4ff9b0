"""What the fuzzers begin with: the smaller files of the corpus by target, a book and a printed page that are whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.analysis.sources.making_pdf import make_pdf
from tests.bad_input.corpus import STORY, files

LARGEST = 4_000
"""Bytes of an input; what hurts in larger ones is in the corpus itself."""
QUERIES = (
    '“ferry strike”~3 AND (port OR pier*) NOT tide speaker:"Mara Lund" outlet:coast after:2024-05 before:"last week" is:unread '
    "sort:newest in:title date:7d -harbour ferri~2"
)
_SUFFIXES = {
    "sources": (".txt", ".md"),
    "pages": (".html",),
    "lines": (".jsonl", ".json"),
    "feeds": (".feed", ".opml"),
    "skeleton": (".txt",),
    "quotes": (".txt",),
    "store": (".txt",),
    "annotated": (".annotated",),
}


def make_book() -> bytes:
    """Return an EPUB of two chapters."""
    stream = io.BytesIO()
    chapter = "<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>The ferry</h1><p>The ferry Sigrun ran aground.</p></body></html>"
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>")
        archive.writestr(
            "b.opf",
            "<package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:title>Quay</dc:title></metadata><manifest>"
            "<item id='a' href='a.xhtml'/><item id='b' href='b.xhtml'/></manifest><spine><itemref idref='a'/><itemref idref='b'/></spine>"
            "</package>",
        )
        archive.writestr("a.xhtml", chapter)
        archive.writestr("b.xhtml", chapter)
    return stream.getvalue()


BOOK = make_book()
PRINTED = make_pdf([["Ferry Sigrun runs aground", "The ferry Sigrun ran aground on Tuesday.", "Nobody was hurt."]], "/Title (Ferry)")


def seeds(target: str) -> Iterator[bytes]:
    """Yield what a target begins with."""
    if target == "documents":
        yield from (BOOK, PRINTED)
    elif target == "query":
        yield from (QUERIES.encode(), *(word.encode() for word in QUERIES.split(" ")))
    else:
        if target in ("skeleton", "quotes", "store"):
            yield STORY.encode()
        yield from (data for name, data in files() if name.endswith(_SUFFIXES[target]) and len(data) <= LARGEST)


def write(target: str, folder: Path) -> Path:
    """Write the seeds of a target into a folder, which is returned."""
    for number, data in enumerate(seeds(target)):
        (folder / str(number)).write_bytes(data)
    return folder
