"""Plain text (and RTF that goes by the name of text) -> article."""

from __future__ import annotations

from dataclasses import replace

from analysis.article import Article
from analysis.sources.assemble import article_from_text
from analysis.sources.decoding import decode
from analysis.sources.rtf import rtf_text


def read_plain(data: bytes, *, key: str, source: str, digest: str) -> Article:
    """Read an article saved as text. Its address, where it says one, is its key in place of `key`.

    Raises:
        SourceError: binary, empty or far too long.
    """
    text = rtf_text(data) if data.startswith(b"{\\rtf") else decode(data)
    article = article_from_text(text, key=key, source=source, digest=digest)
    return keyed_by_address(article)


def keyed_by_address(article: Article) -> Article:
    """Return the article under its address, where it has one."""
    return replace(article, key=article.url) if article.url else article
