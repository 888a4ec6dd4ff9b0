"""Fixture pages whose truth stands in the files; see README.md."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parent
_SPAN = re.compile(r'<span data-is="[a-z-]+">(.*?)</span>', re.DOTALL)
_MARK = re.compile(r' data-is="[a-z-]+"')

Truth = list[tuple[str, str]]


def page(path: Path) -> tuple[bytes, Truth]:
    """Return a page without its marks, and the kind and text of each block that should come out of it."""
    from lxml import html

    marked = path.read_text("utf-8")
    truth: Truth = []
    for element in html.document_fromstring(marked.encode(), parser=html.HTMLParser(encoding="utf-8")).iter():
        if isinstance(element.tag, str) and element.get("data-is"):
            truth.append((element.get("data-is"), " ".join("".join(element.itertext()).split())))
    plain = marked
    while _SPAN.search(plain):
        plain = _SPAN.sub(r"\1", plain)
    plain = _MARK.sub("", plain)
    charset = re.search(r"charset=windows-1252", plain)
    return plain.encode("cp1252" if charset else "utf-8"), truth


def text(path: Path) -> tuple[str, Truth]:
    """Return a plain text without its marks, and the kind and text of each block that should come out of it."""
    lines, truth = [], []
    for line in path.read_text("utf-8").split("\n"):
        kinds, bar, words = line.partition("| ")
        if not bar:
            lines.append("")
            continue
        parts = words.split(" ¦ ")
        lines.append(" ".join(parts))
        truth += list(zip((kind.strip() for kind in kinds.split("+")), parts, strict=True))
    return "\n".join(lines), truth


def pages() -> list[Path]:
    """Return the HTML pages."""
    return sorted(FOLDER.glob("*.html"))


def texts() -> list[Path]:
    """Return the plain texts."""
    return sorted(FOLDER.glob("*.marked"))
