"""OPML: lists of feeds, in and out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from analysis.canonical import clean_line
from analysis.sources.assemble import clean_address
from analysis.sources.decoding import decode, drop_surrogate_references
from analysis.sources.problem import SourceError

LARGEST_LIST = 16 << 20
MOST_FEEDS = 20_000
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is subscribed to."""

    url: str
    title: str = ""
    folder: str = ""
    """Names of the folders around it, outermost first, with ``/`` between."""

    @classmethod
    def clean(cls, url: object, title: object, folder: str) -> Feed | None:
        """Return a feed with everything cleaned, None where its address is none."""
        address = clean_address(url)
        name = clean_line(str(title or ""), 200)
        return cls(address, name if name != url else "", clean_line(folder, 200)) if address else None


def read_opml(data: bytes) -> list[Feed]:
    """Return the feeds of an OPML file, each address once. Entities are not expanded, and lists that a list includes by address
    are not fetched.

    Raises:
        SourceError: it is no OPML.
    """
    from lxml import etree

    if len(data) > LARGEST_LIST:
        raise SourceError(f"it has {len(data) >> 20:,} MB, more than a list of feeds ({LARGEST_LIST >> 20} MB)")
    text = drop_surrogate_references(decode(data))
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, recover=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(_without_prolog(text).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None or not str(root.tag).lower().endswith("opml"):
        raise SourceError("it is no OPML file")
    feeds: dict[str, Feed] = {}
    waiting = [(child, "") for child in reversed(root.findall("./body/outline"))]
    while waiting and len(feeds) < MOST_FEEDS:
        outline, folder = waiting.pop()
        said = {name.lower(): value for name, value in outline.attrib.items()}
        title = said.get("title") or said.get("text") or ""
        feed = Feed.clean(said.get("xmlurl"), title, folder)
        if feed:
            feeds.setdefault(feed.url, feed)
        elif folder.count("/") < _DEEPEST:
            inner = f"{folder}/{clean_line(title, 80)}".strip("/")
            waiting += [(child, inner) for child in reversed(outline.findall("outline"))]
    return list(feeds.values())


def write_opml(feeds: Iterable[Feed], title: str = "Pullquote") -> str:
    """Return feeds as OPML 2.0, in their folders."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{_escape(title)}</title></head>",
        "  <body>",
    ]
    open_folders: list[str] = []
    for feed in sorted(feeds, key=lambda feed: (feed.folder.casefold(), feed.title.casefold(), feed.url)):
        folders = [part for part in feed.folder.split("/") if part]
        common = 0
        while common < min(len(folders), len(open_folders)) and folders[common] == open_folders[common]:
            common += 1
        while len(open_folders) > common:
            open_folders.pop()
            lines.append(f"{_indent(open_folders)}</outline>")
        for folder in folders[common:]:
            lines.append(f"{_indent(open_folders)}<outline text={quoteattr(folder)}>")
            open_folders.append(folder)
        name = quoteattr(feed.title or feed.url)
        lines.append(f'{_indent(open_folders)}<outline type="rss" text={name} title={name} xmlUrl={quoteattr(feed.url)}/>')
    while open_folders:
        open_folders.pop()
        lines.append(f"{_indent(open_folders)}</outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _indent(folders: list[str]) -> str:
    return "  " * (len(folders) + 2)


def _escape(text: str) -> str:
    from xml.sax.saxutils import escape

    return escape(clean_line(text, 200))


def _without_prolog(text: str) -> str:
    """Return an XML text without its declaration and document type, so that nothing can be declared there."""
    import re

    text = re.sub(r"\A\s*<\?xml[^>]{0,300}\?>", "", text)
    return re.sub(r"\A\s*(?:<!--.{0,5000}?-->\s*)*<!DOCTYPE[^>\[]{0,500}(?:\[.{0,100000}?\]\s*)?>", "", text, flags=re.DOTALL)
