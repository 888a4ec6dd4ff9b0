"""Plain text -> article."""

from __future__ import annotations

from analysis.article import Article
from analysis.sources.assemble import article_from_text
from analysis.sources.decoding import decode


def read_plain(data: bytes, *, key: str, source: str, digest: str) -> Article:
    """Read an article saved as text. Its address, where it says one, is its key in place of `key`.

    Raises:
        SourceError: binary, empty or far too long.
    """
    article = article_from_text(decode(data), key=key, source=source, digest=digest)
    return keyed_by_address(article)


def keyed_by_address(article: Article) -> Article:
    """Return the article under its address, where it has one."""
    from dataclasses import replace

    return replace(article, key=article.url) if article.url else article
