"""Articles and quotes in the form that leaves the program: Markdown citations."""

from __future__ import annotations

import re

from analysis.article import Article, Quote
from analysis.language.quotes.tiers import said_by

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


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


def cite_quote(article: Article, quote: Quote) -> str:
    """Return a Markdown block quote with speaker, relay, source, offsets and the SHA-256 of the bytes it came from.

    The speaker is named as plainly as the confidence allows: see `analysis.language.quotes.tiers`.
    """
    words = " ".join(article.text[quote.start : quote.end].split())
    speaker = quote.speaker
    name = speaker.name if speaker is not None else None
    if speaker is not None and name is None and speaker.mention is not None:
        name = article.text[speaker.mention.start : speaker.mention.end]
    who = said_by(name, quote.confidence)
    who = "speaker unknown" if who == "unknown" else markdown_text(who)
    via = f", via {markdown_text(quote.via.name)}" if quote.via else ""
    place = f"characters {quote.start}–{quote.end}" + (f", SHA-256 {article.digest}" if article.digest else "")
    return f"> {markdown_text(words)}\n>\n> — {who}{via}; {_source(article)} ({place})\n"
