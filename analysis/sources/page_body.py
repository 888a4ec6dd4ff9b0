"""The main text of a page, block by block, from its elements and their class names."""

from __future__ import annotations

import re
from typing import Any

from analysis.article import BlockKind
from analysis.sources.assemble import starts_with
from analysis.sources.writing import Writing

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "form",
        "button",
        "select",
        "input",
        "textarea",
        "label",
        "nav",
        "head",
        "audio",
        "video",
        "canvas",
        "dialog",
        "map",
        "datalist",
        "progress",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "amp-img",
        "picture",
    ]
)
_HINTS = (
    (
        re.compile(
            r"promo(?!ted-by)|newsletter|subscri|sign-?up|advert|(?:^|[\s_-])ads?(?:$|[\s_-])|sponsor|social|shar(?:e|ing)(?:$|[\s_-])|cookie|paywall|donat|app-(?:banner|download)|"
            r"outbrain|taboola|follow-us|whatsapp|membership|consent|print-only|toolbar|comments?(?:$|[\s_-])|tags?(?:$|[\s_-]list)|topic-?list|breadcrumb|call-to-action|(?:^|[\s_-])cta",
            re.IGNORECASE,
        ),
        BlockKind.PROMO,
    ),
    (
        re.compile(
            r"read-?more|readmore|inline-?(?:related|link)|see-?also|also-?read|rich-?link|embedded-?(?:link|related)|in-?article-?(?:related|link)|linkbox",
            re.IGNORECASE,
        ),
        BlockKind.READ_MORE,
    ),
    (
        re.compile(
            r"relat|recommend|most-?(?:read|popular|viewed)|trending|popular|may-?(?:also-?)?like|onward|more-(?:stories|from|on|news|articles)|further|up-?next|read-?next|suggest|latest-(?:news|stories)|similar",
            re.IGNORECASE,
        ),
        BlockKind.RECOMMENDATION,
    ),
    (
        re.compile(r"credit|copyright|photographer|attribution|image-?source|caption__?-?source|byline-image", re.IGNORECASE),
        BlockKind.CREDIT,
    ),
    (re.compile(r"caption|cutline|photo-?text|legend", re.IGNORECASE), BlockKind.CAPTION),
    (
        re.compile(
            r"by-?line|(?:^|[\s_-])authors?(?:$|[\s_-]name|[\s_-])|contributor|publish|time-?stamp|date-?time|(?:^|[\s_-])(?:date|time|posted|meta|entry-meta)(?:$|[\s_-])|post-?info",
            re.IGNORECASE,
        ),
        BlockKind.BYLINE,
    ),
    (
        re.compile(
            r"stand-?first|sub-?(?:title|headline|hed)|(?:^|[\s_-])de(?:k|ck)(?:$|[\s_-])|strap-?line|article-?(?:summary|intro|lead|description)|synopsis|excerpt|tagline",
            re.IGNORECASE,
        ),
        BlockKind.STANDFIRST,
    ),
    (
        re.compile(
            r"in-?set|side-?bar|fact-?(?:box|file)|info-?box|explainer|(?:^|[\s_-])box(?:$|[\s_-])|pull-?out|key-?points|at-a-glance|sidenote",
            re.IGNORECASE,
        ),
        BlockKind.INSET,
    ),
    (re.compile(r"teaser|live-?(?:link|banner|promo)|kicker-link", re.IGNORECASE), BlockKind.TEASER),
)
_OUTER = frozenset({BlockKind.PROMO, BlockKind.READ_MORE, BlockKind.RECOMMENDATION})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def write_body(root: Any, writing: Writing, title: str) -> bool:
    """Write the main text of a page; tell whether its mark-up said what the lines are."""
    body = next(root.iter("body"), root)
    container = _container(body)
    heading = _heading(body, container, title)
    top = container
    if heading is not None and heading is not container:
        ancestors = {id(element) for element in heading.iterancestors()}
        while id(top) not in ancestors and top is not body and top.getparent() is not None:
            top = top.getparent()
    walker = _Walker(writing, heading, container)
    walker.walk(top)
    return walker.structured


def _container(body: Any) -> Any:
    """Return the deepest element that holds most of the page's running text."""
    weights: dict[Any, int] = {}
    total = 0
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        length = _own_length(element)
        if length < 40 or _aside(element, body):
            continue
        total += length
        place = element
        while place is not None and place is not body:
            weights[place] = weights.get(place, 0) + length
            place = place.getparent()
    best = body
    if not total:
        return body
    while True:
        heavy = [
            child
            for child in best
            if weights.get(child, 0) > 0.7 * total and child.tag not in ("p", "font", "span", "b", "i", "em", "strong")
        ]
        if not heavy:
            return best
        best = heavy[0]


def _own_length(element: Any) -> int:
    """Characters of text that stand directly in an element or in inline elements within, links left out."""
    if element.tag in _SKIPPED or element.tag in ("a", "title"):
        return 0
    return len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)


def _aside(element: Any, body: Any) -> bool:
    place = element
    while place is not None and place is not body:
        if place.tag in _SKIPPED or place.tag in ("footer", "aside") or _hint(place) in _OUTER:
            return True
        place = place.getparent()
    return False


def _heading(body: Any, container: Any, title: str) -> Any:
    """Return the element of the headline: the first-level heading that the title agrees with, else the only one there is."""
    firsts = list(body.iter("h1"))
    for element in [*firsts, *body.iter("h2")]:
        words = "".join(element.itertext()).strip()
        if words and title and (starts_with(words, title) or starts_with(title, words)):
            return element
    inside = [element for element in firsts if any(parent is container for parent in element.iterancestors())]
    return inside[0] if inside else firsts[0] if len(firsts) == 1 else None


def _hint(element: Any) -> BlockKind | None:
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-component') or ''} {element.get('role') or ''}"[
        :400
    ]
    if len(names) < 5:
        return None
    for pattern, kind in _HINTS:
        if pattern.search(names):
            return kind
    return None


class _Walker:
    """Walks the elements of the main text in order and writes each line with its kind."""

    def __init__(self, writing: Writing, heading: Any, container: Any) -> None:
        self.writing = writing
        self.heading = heading
        self.container = container
        self.structured = False
        self.begun = heading is None
        self.paragraphs = 0
        self.headline = False
        self.close = False

    def walk(self, top: Any) -> None:
        """Write everything below `top`."""
        from lxml import etree

        kinds: list[tuple[Any, BlockKind]] = [(None, BlockKind.PARAGRAPH)]
        links: list[tuple[Any, str]] = []
        skipped = None
        for event, element in etree.iterwalk(top, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                if skipped is not None:
                    continue
                if self._skip(element, top):
                    skipped = element
                    continue
                if element is self.heading or element is self.container:
                    self.begun = True
                kind = self._kind(element, kinds[-1][1])
                if element.tag == "a" and element.get("href"):
                    links.append((element, element.get("href")))
                if element.tag in _BLOCKS or kind is not kinds[-1][1]:
                    self._begin(kind)
                if kind is not kinds[-1][1]:
                    kinds.append((element, kind))
                if element.tag == "br":
                    self._begin(kinds[-1][1], close=True)
                self._say(element.text, links)
            else:
                if skipped is not None:
                    if element is not skipped:
                        continue
                    skipped = None
                else:
                    changed = kinds[-1][0] is element
                    if changed:
                        kinds.pop()
                    if links and links[-1][0] is element:
                        links.pop()
                    if changed or element.tag in _BLOCKS:
                        self._begin(kinds[-1][1])
                    elif element.tag in ("td", "th"):
                        self._say(" ", links)
                if element is not top:
                    self._say(element.tail, links)
        self.writing.end()

    def _skip(self, element: Any, top: Any) -> bool:
        if element.tag in _SKIPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return True
        if _HIDDEN.search(element.get("style") or ""):
            return True
        return bool(
            element.tag == "footer"
            and element is not top
            and not any(parent.tag in ("article", "blockquote", "figure") for parent in element.iterancestors())
        )

    def _kind(self, element: Any, outer: BlockKind) -> BlockKind:
        """Return what the lines of an element are, given what they are around it."""
        tag = element.tag
        if element is self.heading:
            self.structured = self.headline = True
            return BlockKind.HEADLINE
        hint = (
            _hint(element)
            if element is not self.container and not (hasattr(self.container, "iterancestors") and element in self._around)
            else None
        )
        if outer in _OUTER:
            return hint if hint in _OUTER and hint is not BlockKind.PROMO else outer
        if hint in _OUTER:
            self.structured = True
            return hint
        if tag == "figcaption" or (hint in (BlockKind.CAPTION, BlockKind.CREDIT) and outer is not BlockKind.HEADLINE):
            self.structured = True
            return BlockKind.CAPTION if tag == "figcaption" and hint is not BlockKind.CREDIT else hint or BlockKind.CAPTION
        if outer in (BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.BYLINE, BlockKind.HEADLINE):
            return outer
        if hint is BlockKind.BYLINE and not self._long(element):
            return BlockKind.BYLINE
        if tag in ("time", "address") and not self._long(element) and tag in _BLOCKS:
            return BlockKind.BYLINE
        if outer is BlockKind.INSET:
            return outer
        if tag == "aside" or hint is BlockKind.INSET:
            self.structured = True
            return BlockKind.INSET
        if hint is BlockKind.TEASER:
            return hint
        if hint is BlockKind.STANDFIRST and not self.paragraphs and self.headline:
            return BlockKind.STANDFIRST
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.structured = True
            if tag == "h2" and self.headline and not self.paragraphs:
                return BlockKind.STANDFIRST
            return BlockKind.SUBHEADING
        if tag in ("li", "dt", "dd"):
            self.structured = True
            return BlockKind.LIST_ITEM
        if tag == "blockquote":
            self.structured = True
            return BlockKind.BLOCK_QUOTE
        if tag == "p" and outer is BlockKind.PARAGRAPH:
            self.structured = True
            if self._long(element, 60):
                self.paragraphs += 1
        return outer

    @property
    def _around(self) -> set[Any]:
        return set(self.container.iterancestors())

    def _long(self, element: Any, most: int = 400) -> bool:
        length = 0
        for words in element.itertext():
            length += len(words)
            if length > most:
                return True
        return False

    def _begin(self, kind: BlockKind, close: bool = False) -> None:
        if self.begun:
            self.writing.begin(kind, close)

    def _say(self, words: str | None, links: list[tuple[Any, str]]) -> None:
        if words and self.begun:
            self.writing.say(words, links[-1][1] if links else "")
