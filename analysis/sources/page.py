"""Saved HTML -> article: what the page says of itself, and its main text block by block."""

from __future__ import annotations

from dataclasses import replace

from analysis.article import Article, BlockKind
from analysis.skeleton import refine
from analysis.sources.assemble import finish
from analysis.sources.decoding import declared_charset, decode
from analysis.sources.page_body import write_body
from analysis.sources.page_metadata import metadata_of
from analysis.sources.page_tree import parse_page
from analysis.sources.problem import SourceError
from analysis.sources.writing import Writing

LARGEST_PAGE = 16 << 20
"""Bytes. Beyond that a page is no article; parsing it would take memory by the gigabyte."""


def read_page(data: bytes, *, key: str, source: str, digest: str, charset: str | None = None, url: str | None = None) -> Article:
    """Read a saved or fetched page. Its own address, where it states one, is its key in place of `key`.

    `charset` is what the server said, `url` where the page was fetched from. Scripts are not run, entities are not expanded, and
    nothing that the page refers to is loaded.

    Raises:
        SourceError: binary, too large, or no text to be found.
    """
    if len(data) > LARGEST_PAGE:
        raise SourceError(f"the page has {len(data) >> 20:,} MB, more than an article ({LARGEST_PAGE >> 20} MB)")
    tree = parse_page(decode(data, charset or declared_charset(data)))
    about = metadata_of(tree)
    address = about.url or url
    writing = Writing(base=address)
    structured = write_body(tree, writing, about.title)
    text, blocks, links = writing.done()
    if not text:
        raise SourceError("the page has no text; perhaps it is drawn by a script, then save it from the browser as a whole page")
    blocks = refine(text, blocks, guess=not structured)
    if about.title and not any(block.kind is BlockKind.HEADLINE for block in blocks):
        heading = Writing()
        heading.add(about.title, BlockKind.HEADLINE)
        top, first, _ = heading.done()
        shift = len(top) + 2
        text = f"{top}\n\n{text}"
        blocks = first + tuple(replace(block, start=block.start + shift, end=block.end + shift) for block in blocks)
        links = tuple(replace(link, start=link.start + shift, end=link.end + shift) for link in links)
    article = finish(
        text,
        blocks,
        key=key,
        title=about.title,
        url=address,
        outlet=about.outlet,
        author=about.author,
        published=about.published,
        source=source,
        digest=digest,
        links=links,
    )
    return replace(article, key=article.url) if article.url else article
