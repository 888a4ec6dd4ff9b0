"""The HTML that feeds, mails and other readers keep: a body without a page around it."""

from __future__ import annotations

from typing import Any

from analysis.article import Article
from analysis.canonical import clean_line
from analysis.sources.assemble import TITLE_CHARACTERS, article_from_text, clean_address, finish


def article_from_html(
    html: str,
    *,
    key: str,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    published: str | None = None,
    source: str | None = None,
    digest: str = "",
) -> Article:
    """Make an article of a piece of HTML whose origin is known from elsewhere. Plain text is taken as it is.

    Raises:
        SourceError: neither text nor title, or far too much.
    """
    said: dict[str, Any] = {
        "key": key,
        "title": clean_line(title or "", TITLE_CHARACTERS),
        "url": url,
        "outlet": outlet,
        "author": author,
        "published": published,
        "source": source,
        "digest": digest,
    }
    if "<" not in html or not html.strip():
        from html import unescape

        return article_from_text(unescape(html), **said)
    from analysis.sources.page import fragment_text
    from analysis.sources.page_metadata import Metadata
    from analysis.sources.page_tree import parse_page

    root = parse_page(f"<html><body><div>{html}</div></body></html>")
    text, blocks, links = fragment_text(root, Metadata(title=said["title"], url=clean_address(url)))
    if not text:
        return article_from_text("", **said)
    return finish(text, blocks, links=links, **said)
