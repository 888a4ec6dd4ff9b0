"""Articles and quotes in the forms that leave the program: Markdown citations and CSL-JSON."""

from __future__ import annotations

import re
from typing import Any

from analysis.article import Article, Quote

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")
_MARKS = "“”\"„«»`'‘’ "


def markdown_text(text: str) -> str:
    """Return `text` so that Markdown shows it as it is."""
    return _MARKDOWN.sub(r"\\\1", text)


def _source(article: Article) -> str:
    title = markdown_text(article.title)
    if article.url and re.fullmatch(r"https?://[^\s()<>]+", article.url):
        title = f"[{title}]({article.url})"
    known = [title, *(markdown_text(part) for part in (article.outlet, article.author, article.published) if part)]
    return ", ".join(known) if len(known) > 1 else f"{title} (outlet and date unknown)"


def cite_article(article: Article) -> str:
    """Return a Markdown citation of an article; what the page does not say is said to be unknown."""
    return _source(article)


def cite_quote(article: Article, quote: Quote, *, sure: float = 0.0) -> str:
    """Return a Markdown block quote with speaker, relay, source, offsets and the SHA-256 of the bytes it came from.

    `sure` is the confidence from which the speaker's name stands plain; below it the citation says "probably".
    """
    words = " ".join(article.text[quote.start : quote.end].split())
    speaker = quote.speaker
    if speaker is not None and speaker.name:
        who = speaker.name
    elif speaker is not None and speaker.mention is not None:
        who = article.text[speaker.mention.start : speaker.mention.end]
    else:
        who = "speaker unknown"
    if speaker is not None and quote.confidence < sure:
        who = f"probably {who}"
    via = f", via {markdown_text(quote.via.name)}" if quote.via else ""
    place = f"characters {quote.start}–{quote.end}" + (f", SHA-256 {article.digest}" if article.digest else "")
    return f"> {markdown_text(words)}\n>\n> — {markdown_text(who)}{via}; {_source(article)} ({place})\n"


def csl(article: Article) -> dict[str, Any]:
    """Return the article as a CSL-JSON item (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""
    item: dict[str, Any] = {"id": article.key, "type": "article-newspaper", "title": article.title}
    if article.outlet:
        item["container-title"] = article.outlet
    if article.author:
        item["author"] = [{"literal": article.author}]
    if article.url:
        item["URL"] = article.url
    if article.published:
        item["issued"] = {"date-parts": [[int(part) for part in article.published[:10].split("-")]]}
    return item


def bare(words: str) -> str:
    """Return a quote's words without its quotation marks."""
    return words.strip(_MARKS)
