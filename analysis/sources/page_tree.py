"""HTML text -> tree, by lxml, with bounds on what hostile pages can make of it."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from analysis.sources.decoding import drop_surrogate_references
from analysis.sources.problem import SourceError

DEEPEST = 400
"""Levels of nesting that are kept. Real pages stay below 60."""

MOST_TAGS = 200_000
"""Tags whose structure is kept. Long live blogs have some ten thousand."""

LARGEST_MARKUP = 12 << 20
"""Characters of a page without the pictures that are saved into it."""

_DATA = re.compile(r"data:[\w/+.-]{1,80};[^\"'<>()\s]{200,}")
_PROLOG = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"\A\s*<!DOCTYPE[^>\[]{0,400}(?:\[.{0,100000}?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^<>]{0,4000}?(/?)>")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dt",
        "dd",
        "option",
    ]
)


def parse_page(text: str) -> Any:
    """Return the root element of a page.

    Raises:
        SourceError: there is nothing to parse in it.
    """
    from lxml import etree

    text = drop_surrogate_references(text)
    text = _DOCTYPE.sub("", _PROLOG.sub("", text), count=1)
    text = _DATA.sub("", text)
    if len(text) > LARGEST_MARKUP:
        raise SourceError(f"the page has {len(text) >> 20:,} MB of text and mark-up, more than an article ({LARGEST_MARKUP >> 20} MB)")
    if text.count("<") > MOST_TAGS or _depth(text) > DEEPEST:
        # Nobody writes such a page by hand; its text is kept, its structure is not worth the memory.
        text = _TAG.sub(lambda tag: "\n" if tag.group(2).lower() in ("p", "div", "br", "li", "td") else " ", text)
        text = "<html><body><p>" + re.sub(r"\n\s*", "</p><p>", text.strip()) + "</p></body></html>"
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, recover=True, collect_ids=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        root = None
    if root is None:
        raise SourceError("there is no page in it")
    return root


def words_of(element: Any, most: int = 1000) -> str:
    """Return the text of an element, white space folded, cut off somewhere behind `most` characters."""
    parts: list[str] = []
    length = 0
    for part in islice(element.itertext(), 2000):
        parts.append(part[: 4 * most])
        length += len(part)
        if length > 2 * most:
            break
    return " ".join("".join(parts).split())


def _depth(text: str) -> int:
    """Return how deep elements are nested at most, as far as tags tell."""
    depth = deepest = 0
    for tag in _TAG.finditer(text):
        closing, name, empty = tag.groups()
        if empty or name.lower() in _VOID:
            continue
        if closing:
            depth = max(depth - 1, 0)
        else:
            depth += 1
            deepest = max(deepest, depth)
    return deepest
