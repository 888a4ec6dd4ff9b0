"""PDF -> article: the text of the pages, its lines joined to paragraphs again."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from analysis.article import Article
from analysis.canonical import canonical, clean_line
from analysis.sources import pdf_text
from analysis.sources.assemble import article_from_text
from analysis.sources.dates import iso_date
from analysis.sources.problem import SourceError

MISSING = 'reading PDF needs pypdf; install it with: pip install "pullquote[documents]"'
SCANNED = "it holds pictures of pages and no text; run it through text recognition (such as ocrmypdf) first"
_LONGEST_WAIT = 3 * pdf_text.MOST_SECONDS
_LEAST = 20
_EDGES = 2
"""Lines at the top and at the foot of a page among which running titles are looked for."""
_MANY = 3
_DATE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)(?:(Z)|([+-]\d\d)'?(\d\d)'?)?)?")
_NO_TITLE = re.compile(
    r"untitled|document\d*|microsoft|powerpoint presentation|slide \d|print(?:ing)?$|layout \d|\(?anonymous\)?$|https?:|file:|"
    r".*\.(?:docx?|pdf|indd|qxp|qxd|html?|txt|rtf|odt|pptx?|tex|dvi|ps|cdr|pages)\Z",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(r"admin|user|owner|unknown|anonymous|author|default|root\b|guest|windows|microsoft|adobe", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—|(]?\s*\d{1,4}\s*[-–—|)]?(?:\s*(?:of|/)\s*\d{1,4})?\Z", re.IGNORECASE)
_BULLET = re.compile(r"(?:[•◦▪‣●■]|[-–*]\s|\(?\d{1,2}[.)]\s)\s*\S")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*\Z")
_CUT = re.compile(r"(\w+)[-\u2010\u00ad]\Z")


def read_pdf(data: bytes, *, key: str, source: str, digest: str) -> Article:
    """Read the text of a PDF. The date in its text goes before the one that the program that made it put there.

    The pages are read by another process that ends when it takes too long (`pdf_text.MOST_SECONDS` of the processor's time).

    Raises:
        SourceError: pypdf is missing, or the PDF is damaged, locked, scanned, or far too long.
    """
    if find_spec("pypdf") is None:
        raise SourceError(MISSING)
    said = _extracted(data)
    if "problem" in said:
        raise SourceError(said["problem"])
    pages = [canonical(str(page)).split("\n") for page in said["pages"]]
    if sum(sum(map(str.isalpha, line)) for page in pages for line in page) < _LEAST:
        raise SourceError(SCANNED)
    article = article_from_text(
        joined(pages),
        key=key,
        title=_title(said.get("title", "")),
        author=_author(said.get("author", "")),
        source=source,
        digest=digest,
    )
    return article if article.published else replace(article, published=_date(said.get("date", "")))


def _extracted(data: bytes) -> dict[str, Any]:
    """Return what `pdf_text` says of a PDF."""
    # -P: the folder that one works in, or that of the program, is no place to import from.
    command = [sys.executable, "-P", str(Path(pdf_text.__file__))]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_LONGEST_WAIT, check=False)
    except subprocess.TimeoutExpired as error:
        raise SourceError(pdf_text.SLOW) from error
    except OSError as error:
        raise SourceError(f"no process could be started to read it ({error.strerror or type(error).__name__}); try again") from error
    try:
        said = json.loads(done.stdout)
    except ValueError as error:
        raise SourceError(pdf_text.SLOW if done.returncode else pdf_text.DAMAGED) from error
    return said if isinstance(said, dict) else {"problem": pdf_text.DAMAGED}


def joined(pages: list[list[str]]) -> str:
    """Return the text of pages of printed lines: paragraphs with a blank line between, without running titles and page numbers.

    A line goes on in the next unless it ends a sentence and is shorter than the lines about it, or is much shorter, or the next
    opens an item of a list. Words cut at the end of a line are put together; a hyphen stays where the text has the word with one.
    """
    kept = [[" ".join(line.split()) for line in page] for page in _without_running(pages)]
    hyphened = set(re.findall(r"\w+-\w+", "\n".join(line for page in kept for line in page)))
    paragraphs: list[str] = []
    for page in kept:
        for number, part in enumerate(_parts(page)):
            text = ""
            for line in part:
                text = _glued(text, line, hyphened)
            if number == 0 and paragraphs and text[:1].islower() and not _SENTENCE_END.search(paragraphs[-1]):
                paragraphs[-1] = _glued(paragraphs[-1], text, hyphened)
            else:
                paragraphs.append(text)
    return "\n\n".join(paragraphs)


def _without_running(pages: list[list[str]]) -> list[list[str]]:
    """Leave out page numbers, and lines that stand at the edge of many pages."""
    counts = Counter(_bare(line) for page in pages for line in set(_edges([line for line in page if line.strip()])))
    many = max(_MANY, len(pages) // 3)
    kept = []
    for page in pages:
        lines = list(page)
        edges = set(_edges([line for line in page if line.strip()]))
        kept.append([line for line in lines if not (line in edges and (_PAGE_NUMBER.match(line.strip()) or counts[_bare(line)] >= many))])
    return kept


def _edges(lines: list[str]) -> list[str]:
    return lines[:_EDGES] + lines[-_EDGES:]


def _bare(line: str) -> str:
    return re.sub(r"[\W\d_]+", "", line).casefold() or line.strip()


def _parts(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines of each paragraph of a page."""
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[round(0.8 * (len(lengths) - 1))] if lengths else 0
    part: list[str] = []
    for line in lines:
        if not line:
            if part:
                yield part
            part = []
            continue
        if part and _ends(part[-1], line, usual):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _ends(line: str, following: str, usual: int) -> bool:
    """Tell whether a paragraph ends with a line."""
    if _BULLET.match(following):
        return True
    if _CUT.search(line):
        return False
    if len(line) < 0.6 * usual:
        return not following[:1].islower()
    return bool(_SENTENCE_END.search(line)) and len(line) < 0.88 * usual and not following[:1].islower()


def _glued(text: str, line: str, hyphened: set[str]) -> str:
    """Put a line to a text."""
    if not text:
        return line
    cut = _CUT.search(text)
    if cut and line[:1].islower():
        rest = re.match(r"\w+", line)
        word = f"{cut.group(1)}-{rest.group() if rest else ''}"
        return (text if word in hyphened else text[:-1]) + line
    # A capital or a figure behind the hyphen: the hyphen is the word's own ("Franco-" and "Prussian").
    return text + line if cut else f"{text} {line}"


def _title(title: str) -> str | None:
    """Return the title where it is one, not the name of a file or of the program."""
    title = clean_line(title, 300)
    return title if len(title) > 3 and " " in title and not _NO_TITLE.match(title) else None


def _author(author: str) -> str | None:
    author = clean_line(author, 200)
    return author if " " in author and not _NO_AUTHOR.match(author) and not re.search(r"[@\\/\d]", author) else None


def _date(date: str) -> str | None:
    """Return a date of PDF ("D:20240516083000+02'00'") in ISO 8601."""
    found = _DATE.match(date)
    if not found:
        return None
    year, month, day, hour, minute, second, utc, hours, minutes = found.groups()
    zone = "Z" if utc else f"{hours}:{minutes}" if hours else ""
    return iso_date(f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone}" if hour and zone else f"{year}-{month}-{day}")
