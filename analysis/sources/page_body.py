"""The main text of a page, block by block, from its elements and what their names say."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from analysis.article import LINK_LISTS, BlockKind
from analysis.sources.page_hints import OUTER, is_comments, is_unseen
from analysis.sources.page_scope import SKIPPED, Scope
from analysis.sources.page_tree import words_of
from analysis.sources.writing import Writing

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
        "tfoot",
        "thead",
        "tr",
        "ul",
        "caption",
        "amp-img",
        "picture",
    ]
)
_BOLD = frozenset({"b", "strong"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FIXED = frozenset({BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.BYLINE, BlockKind.HEADLINE, BlockKind.TEASER, BlockKind.STANDFIRST})
_INLINE_CREDIT = re.compile(r"[A-Z][\w.'’ -]{2,40}/ ?[A-Z][\w.,&'’/ -]{2,60}")
_LABELS = ("image source,", "image caption,", "purchase licensing rights", "buy this photo")
"""Words around pictures that a style sheet hides, or that sell them."""
_WORD_LIST = re.compile(r"\bMsoList")
"""Lists that were pasted from a word processor are paragraphs with a bullet of their own."""
_FOOT = re.compile(r"(?:^|\s)(?:(?:site|page|global|main)[-_]*)?foot(?:er)?(?:$|\s)|(?:^|\s)colophon(?:$|\s)", re.IGNORECASE)
_LONG_PARAGRAPH = 60
_LONGEST_BYLINE = 300


def write_body(scope: Scope, writing: Writing) -> bool:
    """Write the article of a page; tell whether its mark-up said what the lines are.

    What stands behind the main text is written too, as `Writing.tail`, for the lists of other articles that may be there.
    """
    walker = _Walker(writing, scope)
    walker.walk()
    return walker.structured


class _Walker:
    """Walks the elements in order and writes each line with its kind."""

    def __init__(self, writing: Writing, scope: Scope) -> None:
        self.writing = writing
        self.scope = scope
        self.structured = False
        self.begun = scope.heading is None
        self.paragraphs = 0
        self.headline = False
        self.standfirst = False
        self.bold = 0
        self.bold_words = ""
        self.plain_words = False

    def walk(self) -> None:
        from lxml import etree

        top = self.scope.top
        kinds: list[tuple[Any, BlockKind]] = [(None, BlockKind.PARAGRAPH)]
        links: list[tuple[Any, str]] = []
        skipped = None
        for event, element in etree.iterwalk(top, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                if skipped is not None:
                    continue
                if self._skip(element):
                    skipped = element
                    continue
                self._open(element, kinds, links)
            else:
                if skipped is None:
                    self._shut(element, kinds, links)
                elif element is not skipped:
                    continue
                else:
                    skipped = None
                if element is self.scope.container:
                    self.writing.end()
                    self.writing.tail = True
                if element is not top:
                    self._say(element.tail, links)
        self._begin(BlockKind.PARAGRAPH)
        self.writing.end()

    def _open(self, element: Any, kinds: list[tuple[Any, BlockKind]], links: list[tuple[Any, str]]) -> None:
        if element is self.scope.heading or (element is self.scope.container and self.scope.heading not in set(element.iter())):
            self.begun = True
        outer = kinds[-1][1]
        self.bold += element.tag in _BOLD
        kind = self._kind(element, outer)
        if element.tag == "a" and element.get("href"):
            links.append((element, element.get("href")))
        if kind is not outer:
            self._begin(kind, close=outer in _FIXED and kind in _FIXED)
            kinds.append((element, kind))
        elif element.tag in _BLOCKS or (element.tag in ("td", "th") and self._is_layout(element)):
            self._begin(kind)
        elif element.tag == "br" or self._is_set_apart(element, outer):
            self._begin(kind, close=True)
        elif element.get("class"):
            # Parts of a line that only a style sheet sets apart would run together.
            self._say(" " if outer in _FIXED or outer in OUTER else "", links)
        self._say(element.text, links)

    def _is_set_apart(self, element: Any, outer: BlockKind) -> bool:
        """Tell what only a style sheet sets apart from the words before: a date from "By Jane Roe", a headline from "Read more"."""
        before = element.getprevious()
        if before is None or (before.tail or "").strip():
            return False
        if before.tag == element.tag == "a" and (outer in LINK_LISTS or self.writing.tail):
            return len(words_of(element, 100).split()) > 2
        if before.tag != "span":
            return False
        if outer in LINK_LISTS:
            return element.tag == "a" and 0 < len(words_of(before, 40)) < 40
        if outer is not BlockKind.BYLINE or element.tag not in ("span", "time"):
            return False
        return bool(re.search("date|time", element.get("class") or "") and re.match(r"(?i)by\s", words_of(before, 20)))

    def _shut(self, element: Any, kinds: list[tuple[Any, BlockKind]], links: list[tuple[Any, str]]) -> None:
        self.bold -= element.tag in _BOLD
        changed = kinds[-1][0] is element
        if changed:
            inner = kinds.pop()[1]
            self._begin(kinds[-1][1], close=inner in _FIXED and kinds[-1][1] in _FIXED)
        elif element.tag in _BLOCKS:
            self._begin(kinds[-1][1])
        elif element.tag in ("td", "th"):
            self._say(" ", links)
        if links and links[-1][0] is element:
            links.pop()

    def _skip(self, element: Any) -> bool:
        if element is self.scope.heading or element in self.scope.neutral:
            return False
        if element.tag in SKIPPED or is_unseen(element) or (element not in self.scope.heavy and is_comments(element)):
            return True
        if element.tag in ("span", "a") and self.writing.kind is BlockKind.CAPTION and _is_label(element):
            return True
        if element.tag == "footer" or _FOOT.search(" ".join(filter(None, (element.get("class"), element.get("id"))))[:200]):
            return not any(parent.tag in ("article", "blockquote", "figure") for parent in element.iterancestors())
        return False

    def _kind(self, element: Any, outer: BlockKind) -> BlockKind:
        """Return what the lines of an element are, given what they are around it."""
        if element is self.scope.heading:
            self.structured = self.headline = True
            return BlockKind.HEADLINE
        hint = self._hint(element)
        if outer in OUTER:
            return hint if hint in (BlockKind.READ_MORE, BlockKind.RECOMMENDATION) else outer
        kind = self._kind_of_part(element, outer, hint)
        if kind is not BlockKind.PARAGRAPH and kind is not outer:
            self.structured = True
        return kind

    def _kind_of_part(self, element: Any, outer: BlockKind, hint: BlockKind | None) -> BlockKind:
        tag = element.tag
        if hint in OUTER:
            return hint
        if hint is BlockKind.CREDIT and outer is not BlockKind.HEADLINE and not _longer(element, _LONGEST_BYLINE):
            by = self._before_text() and outer is BlockKind.PARAGRAPH and re.match(r"(?i)by\s", words_of(element, 10))
            return BlockKind.BYLINE if by else BlockKind.CREDIT
        if (
            tag in ("figcaption", "caption")
            or self._is_caption_below(element)
            or (hint is BlockKind.CAPTION and outer is not BlockKind.HEADLINE)
        ):
            return BlockKind.CAPTION
        if (
            tag == "figure"
            and next(element.iter("img", "picture", "amp-img"), None) is not None
            and next(element.iter("blockquote", "table"), None) is None
        ):
            return BlockKind.CAPTION
        if outer is BlockKind.CAPTION and tag == "span" and element.get("class") and _INLINE_CREDIT.fullmatch(words_of(element, 120)):
            return BlockKind.CREDIT
        if outer in _FIXED:
            return outer
        if tag == "cite" and not self.paragraphs and re.fullmatch(r".{2,60}\s[—–-]", words_of(element, 80)):
            return BlockKind.DATELINE
        if (hint is BlockKind.BYLINE or tag == "address" or self._is_bare_time(element)) and not _longer(element, _LONGEST_BYLINE):
            return BlockKind.BYLINE if tag != "div" or not self._has_blocks(element) else outer
        if outer is BlockKind.INSET:
            return {"li": BlockKind.LIST_ITEM, "blockquote": BlockKind.BLOCK_QUOTE}.get(tag, outer)
        if hint is BlockKind.BLOCK_QUOTE or tag == "blockquote":
            return BlockKind.BLOCK_QUOTE
        if (tag == "aside" or hint is BlockKind.INSET) and not self.writing.tail:
            return BlockKind.READ_MORE if _is_link_box(element) else BlockKind.INSET
        if hint is BlockKind.TEASER and self.writing.tail:
            return BlockKind.RECOMMENDATION
        if hint is BlockKind.TEASER and not (tag == "p" and self._before_text() and not self.standfirst):
            return hint
        if self._before_text() and (hint in (BlockKind.STANDFIRST, BlockKind.TEASER) or (tag == "h2" and not self.standfirst)):
            if tag == "p" and self.standfirst and "lead" in (element.get("class") or "").split():
                # Below a standfirst, the lead is the first paragraph of the story.
                return self._paragraph(element, outer)
            self.standfirst = True
            return BlockKind.STANDFIRST
        if (tag in ("ul", "ol") and _all_links(element)) or (tag == "p" and self.paragraphs and _all_links(element)):
            return BlockKind.READ_MORE
        if tag in _HEADINGS or tag == "summary":
            return BlockKind.SUBHEADING
        if (
            tag in ("li", "dt", "dd")
            or (tag == "p" and _WORD_LIST.search(element.get("class") or ""))
            or (tag == "tr" and not any(self._is_layout(cell) for cell in element if cell.tag in ("td", "th")))
        ):
            return BlockKind.LIST_ITEM
        if tag == "a" and self.paragraphs and not self.writing.tail and outer is BlockKind.PARAGRAPH and _stands_alone(element):
            return BlockKind.READ_MORE
        return self._paragraph(element, outer)

    def _before_text(self) -> bool:
        """Tell whether the headline is written and no paragraph is."""
        return self.headline and not self.paragraphs

    def _paragraph(self, element: Any, outer: BlockKind) -> BlockKind:
        if element.tag == "p" and outer is BlockKind.PARAGRAPH:
            self.structured = True
            self.paragraphs += _longer(element, _LONG_PARAGRAPH)
        return outer

    def _hint(self, element: Any) -> BlockKind | None:
        if element in self.scope.neutral or element in self.scope.heavy:
            return None
        hint = self.scope.hint(element)
        if hint is None and element.tag == "p" and _is_line_of(element, self.scope, BlockKind.BYLINE):
            return BlockKind.BYLINE
        if hint is None or element.tag in _BLOCKS:
            return hint
        # A word within a sentence is no block whatever its class; a credit within a caption is.
        if hint is BlockKind.CREDIT:
            return hint
        parent = element.getparent()
        if parent is None:
            return hint
        around = len((parent.text or "").strip()) + sum(len((child.tail or "").strip()) for child in islice(parent, 50))
        return hint if around < 20 else None

    def _is_layout(self, cell: Any) -> bool:
        """Tell a table cell that holds a part of the page from one that holds a figure."""
        return next(cell.iter("p", "div", "table", "ul", "h1", "h2", "h3", "blockquote", "br"), None) is not None or _longer(cell, 160)

    def _is_caption_below(self, element: Any) -> bool:
        """Tell a paragraph that holds a picture and, set apart by its type, the words below it."""
        if element.tag != "p" or next(element.iter("img"), None) is None or _longer(element, 250):
            return False
        words = words_of(element, 250)
        return bool(words) and words == " ".join(words_of(part, 250) for part in element.iter("em", "i", "small") if words_of(part, 250))

    def _has_blocks(self, element: Any) -> bool:
        return next(element.iter("h1", "figure", "blockquote", "table"), None) is not None

    def _is_bare_time(self, element: Any) -> bool:
        if element.tag != "time":
            return False
        parent = element.getparent()
        return parent is not None and len(parent) <= 3 and not (parent.text or "").strip() and not (element.tail or "").strip()

    def _begin(self, kind: BlockKind, close: bool = False) -> None:
        if self.begun:
            if self._is_heading():
                self.structured = True
                self.writing.become(BlockKind.SUBHEADING)
            self.writing.begin(kind, close)
            self.bold_words, self.plain_words = "", False

    def _is_heading(self) -> bool:
        """Tell a line that is set as a heading though its element is none: short, wholly bold, no sentence."""
        words = " ".join(self.bold_words.split())
        if self.plain_words or self.writing.kind is not BlockKind.PARAGRAPH or not 2 < len(words) < 90 or len(words.split()) > 14:
            return False
        return words[-1] not in ".,;…”\"'" and not re.match(r"(?i)by\b|read\b", words)

    def _say(self, words: str | None, links: list[tuple[Any, str]]) -> None:
        if words and self.begun:
            self.writing.say(words, links[-1][1] if links else "")
            if self.bold:
                self.bold_words += words[:200] if len(self.bold_words) < 200 else ""
            elif words.strip(" \t\r\n\xa0:"):
                self.plain_words = True


def _all_links(element: Any) -> bool:
    """Tell a list or paragraph that consists of links with whole headlines and nothing else."""
    if _longer(element, 1200):
        return False
    links = [words_of(link, 600) for link in islice(element.iter("a"), 100) if link.get("href")]
    inside = sum(len(words.replace(" ", "")) for words in links)
    length = len(words_of(element, 1500).replace(" ", ""))
    return bool(links) and inside >= length * 0.95 and all(len(words.split()) >= 4 for words in links)


def _is_label(element: Any) -> bool:
    """Tell words that only name what follows, or sell the picture."""
    words = words_of(element, 60).lower()
    return words.startswith(_LABELS) and len(words) <= 50


def _stands_alone(element: Any) -> bool:
    """Tell a link with a whole headline that stands between paragraphs, not in one."""
    parent, before = element.getparent(), element.getprevious()
    around = (element.tail, before.tail if before is not None else parent.text if parent is not None else None)
    if (
        not element.get("href")
        or any((words or "").strip() for words in around)
        or next(element.iter("div", "h2", "h3", "h4"), None) is None
    ):
        return False
    return not _longer(element, 300) and len(words_of(element, 300).split()) >= 4


def _is_line_of(element: Any, scope: Scope, kind: BlockKind) -> bool:
    """Tell an element all whose words stand in parts of one kind."""
    if (element.text or "").strip() or not 2 <= len(element) <= 6:
        return False
    return all(scope.hint(child) is kind and not (child.tail or "").strip() and child.tag in ("span", "a", "time") for child in element)


def _is_link_box(element: Any) -> bool:
    """Tell a box that holds, below a short heading, nothing but lists of links."""
    lists = [part for part in islice(element.iter("ul", "ol"), 20) if _all_links(part)]
    length = sum(len(words_of(part, 1500)) for part in lists)
    return bool(lists) and not _longer(element, length + 60)


def _longer(element: Any, most: int) -> bool:
    """Tell whether an element has more than `most` characters of text, white space folded."""
    return len(words_of(element, most + 1)) > most
