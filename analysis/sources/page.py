"""Saved HTML -> article: what the page says of itself, and its main text block by block."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from analysis.article import LINK_LISTS, Article, Block, BlockKind
from analysis.canonical import clean_line
from analysis.skeleton import refine
from analysis.sources.assemble import TITLE_CHARACTERS, article_from_text, finish, starts_with
from analysis.sources.decoding import declared_charset, decode
from analysis.sources.page_body import write_body
from analysis.sources.page_metadata import Metadata, metadata_of
from analysis.sources.page_scope import Scope, scope_of
from analysis.sources.page_scope import key as line_key
from analysis.sources.page_tree import parse_page, words_of
from analysis.sources.problem import SourceError
from analysis.sources.writing import Writing, Written, only

_LITTLE = 200
_MOST_PULL_QUOTES = 20
_FURNITURE = re.compile(r"[\s—–|·•/:-]+|(?:(?:image|photo|picture|slide) )?\d{1,3} ?(?:/|of) ?\d{1,3}", re.IGNORECASE)
"""Lines that only part others, and the number of a picture among its kind."""
_BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE, BlockKind.INSET})


def read_page(data: bytes, *, key: str, source: str, digest: str, charset: str | None = None, url: str | None = None) -> Article:
    """Read a saved or fetched page. Its own address, where it states one, is its key in place of `key`.

    `charset` is what the server said, `url` where the page was fetched from. Scripts are not run, entities are not expanded, and
    nothing that the page refers to is loaded.

    Raises:
        SourceError: binary, too large, or no text to be found.
    """
    root = parse_page(decode(data, charset or declared_charset(data)))
    about = metadata_of(root)
    about.url = about.url or url
    text, blocks, links = page_text(root, about)
    if sum(block.end - block.start for block in blocks if block.kind in _BODY) < _LITTLE < len(about.body):
        article = article_from_text(
            about.body,
            key=key,
            title=about.title,
            url=about.url,
            outlet=about.outlet,
            author=about.author,
            published=about.published,
            source=source,
            digest=digest,
        )
    elif not text:
        raise SourceError("the page has no text; if it is drawn by a script, save it from the browser as a complete page")
    else:
        article = finish(
            text,
            blocks,
            key=key,
            title=about.title,
            url=about.url,
            outlet=about.outlet,
            author=about.author,
            published=about.published,
            source=source,
            digest=digest,
            links=links,
        )
    return replace(article, key=article.url) if article.url else article


def page_text(root: Any, about: Metadata) -> Written:
    """Return the article's text with its blocks and links, headline first; empty where the page has none."""
    scope = scope_of(root, about.title)
    heading = clean_line(words_of(scope.heading, TITLE_CHARACTERS), TITLE_CHARACTERS) if scope.heading is not None else ""
    if heading and (starts_with(about.title, heading) or about.title.endswith(f" {heading}")):
        about.title = heading
    return _written(scope, about)


def fragment_text(root: Any, about: Metadata) -> Written:
    """Return the text of a piece of a page, all of which is the article's body."""
    body = next(root.iter("body"), root)
    return _written(Scope(container=body, heading=None, top=body, neutral={body}), about)


def document_text(body: Any, heading: Any, about: Metadata, *, whole: bool = False) -> Written:
    """Return the text of a document without a page around it: a chapter, or (`whole`) several under the title of the book.

    `heading` is its first heading or None; that of a chapter is the headline, that of several only where it is the title.
    """
    words = clean_line(words_of(heading, TITLE_CHARACTERS), TITLE_CHARACTERS) if heading is not None else ""
    if heading is not None and (not whole or not about.title or starts_with(words, about.title) or starts_with(about.title, words)):
        about.title = words
    else:
        heading = None
    neutral = {body, *heading.iterancestors(), heading} if heading is not None else {body}
    return _written(Scope(container=body, heading=heading, top=body, neutral=neutral), about)


def _written(scope: Scope, about: Metadata) -> Written:
    writing = Writing(base=about.url)
    structured = write_body(scope, writing)
    text, blocks, links = writing.done()
    blocks = refine(text, blocks, guess=not structured)
    text, blocks, links = only(text, blocks, links, _Wanted(text, blocks, writing.tail_from))
    if text and about.title and not any(block.kind is BlockKind.HEADLINE for block in blocks):
        shift = len(about.title) + 2
        text = f"{about.title}\n\n{text}"
        moved = (replace(block, start=block.start + shift, end=block.end + shift) for block in blocks)
        blocks = (Block(0, len(about.title), BlockKind.HEADLINE), *moved)
        links = tuple(replace(link, start=link.start + shift, end=link.end + shift) for link in links)
    return text, blocks, links


class _Wanted:
    """Which blocks of a page belong to the article: of what stands behind the main text only lists of other articles (and who
    wrote it), and of a passage that was set again as a pull quote only the passage."""

    def __init__(self, text: str, blocks: tuple[Block, ...], tail_from: int) -> None:
        self._text = text
        self._tail_from = tail_from
        self._listed = False
        quotes = [block for block in blocks if block.kind is BlockKind.BLOCK_QUOTE][:_MOST_PULL_QUOTES]
        prose = "".join(character for character in text.casefold() if character.isalnum()) if quotes else ""
        keys = {block: line_key(text[block.start : block.end]) for block in quotes}
        self._repeated = {block for block, words in keys.items() if len(words) > 20 and prose.count(words) > 1}

    def __call__(self, block: Block) -> bool:
        if _FURNITURE.fullmatch(self._text, block.start, block.end):
            return False
        if block.start < self._tail_from:
            return block not in self._repeated
        self._listed = self._listed or block.kind in LINK_LISTS
        return block.kind in LINK_LISTS or (block.kind is BlockKind.BYLINE and not self._listed)
