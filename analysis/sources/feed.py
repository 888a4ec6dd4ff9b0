"""RSS, Atom and JSON feeds -> articles, by feedparser, from bytes that somebody else fetched."""

from __future__ import annotations

import hashlib
import json
import re
import time
from calendar import timegm
from dataclasses import dataclass, field
from typing import Any

from analysis.canonical import clean_line
from analysis.sources.assemble import clean_address
from analysis.sources.dates import from_timestamp, iso_date
from analysis.sources.decoding import declared_charset, decode
from analysis.sources.files import looks_like_page
from analysis.sources.fragment import article_from_html
from analysis.sources.imported import Imported, clean_tags
from analysis.sources.problem import Problem, SourceError

LARGEST_FEED = 16 << 20
MOST_ENTRIES = 5000
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}(?:\[.{0,20000}?\]\s{0,100})?>", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)


@dataclass(slots=True)
class FeedContents:
    """What one fetch of a feed brought."""

    title: str
    site: str | None
    """Address of the page that the feed belongs to."""
    items: list[Imported | Problem] = field(default_factory=list)


def looks_like_feed(data: bytes) -> bool:
    """Tell a feed from a page by its first bytes, whatever the server says that it is."""
    head = data[:4096].replace(b"\0", b"")
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"{":
        return b"jsonfeed.org/version" in head.replace(b"\\/", b"/")
    return bool(_ROOT.search(head)) and not looks_like_page(data)


def read_feed(data: bytes, *, url: str, charset: str | None = None) -> FeedContents:
    """Read a feed that came from `url`. Each article's outlet is the feed's title, its source the feed's address.

    Raises:
        SourceError: it is no feed.
    """
    if len(data) > LARGEST_FEED:
        raise SourceError(f"the feed has {len(data) >> 20:,} MB, more than is read of one ({LARGEST_FEED >> 20} MB)")
    text = decode(data, charset or declared_charset(data))
    if text.lstrip()[:1] == "{":
        return _read_json(text, url)
    return _read_xml(text, url)


def _read_xml(text: str, url: str) -> FeedContents:
    import feedparser

    # Without its document type nothing can declare entities; the encoding is dealt with above.
    text = re.sub(r"\A\s*<\?xml[^>]{0,300}\?>", "", text)
    text = _DOCTYPE.sub("", text[:50_000], count=1) + text[50_000:]
    try:
        parsed = feedparser.parse(
            text.encode("utf-8", "replace"),
            response_headers={"content-location": url, "content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
        )
    except Exception as error:  # a broken feed fails deep within its parser in ways of its own
        raise SourceError(f"the feed is damaged ({type(error).__name__})") from None
    if not parsed.get("version") and not parsed.entries:
        raise SourceError("it is no feed (neither RSS nor Atom nor JSON Feed)")
    title = _line(parsed.feed.get("title"))
    contents = FeedContents(title, clean_address(parsed.feed.get("link"), url))
    for number, entry in enumerate(parsed.entries[:MOST_ENTRIES], 1):
        contents.items.append(_from_entry(entry, number, title, url))
    return contents


def _from_entry(entry: Any, number: int, title: str, url: str) -> Imported | Problem:
    bodies = [part.get("value", "") for part in entry.get("content", []) if isinstance(part, dict)] + [entry.get("summary", "")]
    body = max((body for body in bodies if isinstance(body, str)), key=len, default="")
    moment = entry.get("published_parsed") or ("updated_parsed" in entry and entry["updated_parsed"])  # `get` would warn
    authors = [_line(author.get("name")) for author in entry.get("authors", []) if isinstance(author, dict)]
    return _item(
        number=number,
        identifier=_line(entry.get("id")),
        link=entry.get("link"),
        headline=_plain(entry.get("title")),
        body=body,
        author=", ".join(filter(None, authors)) or _line(entry.get("author")),
        published=from_timestamp(timegm(moment)) if isinstance(moment, time.struct_time) else iso_date(entry.get("published")),
        tags=[tag.get("term") for tag in entry.get("tags", []) if isinstance(tag, dict)],
        outlet=title,
        url=url,
    )


def _read_json(text: str, url: str) -> FeedContents:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        raise SourceError("it is no feed: the JSON is damaged") from None
    if not isinstance(whole, dict) or not isinstance(whole.get("items"), list):
        raise SourceError("it is no JSON Feed: it has no items")
    title = _line(whole.get("title"))
    contents = FeedContents(title, clean_address(whole.get("home_page_url")))
    for number, item in enumerate(whole["items"][:MOST_ENTRIES], 1):
        if not isinstance(item, dict):
            contents.items.append(Problem(f"{url}, entry {number}", "an object is expected"))
            continue
        said = item.get("authors")
        authors = said if isinstance(said, list) else [item.get("author")]
        contents.items.append(
            _item(
                number=number,
                identifier=_line(item.get("id")),
                link=item.get("url") or item.get("external_url"),
                headline=_line(item.get("title")),
                body=next((item[name] for name in ("content_html", "content_text", "summary") if isinstance(item.get(name), str)), ""),
                author=", ".join(_line(author.get("name")) for author in authors if isinstance(author, dict)),
                published=iso_date(item.get("date_published")),
                tags=item.get("tags"),
                outlet=title,
                url=url,
            )
        )
    return contents


def _item(
    *,
    number: int,
    identifier: str,
    link: Any,
    headline: str,
    body: str,
    author: str,
    published: str | None,
    tags: Any,
    outlet: str,
    url: str,
) -> Imported | Problem:
    address = clean_address(link, url)
    try:
        article = article_from_html(
            body,
            key=address or f"{url}#{identifier or hashlib.sha256((headline + body).encode('utf-8', 'replace')).hexdigest()[:16]}",
            title=headline,
            url=address,
            outlet=outlet,
            author=author,
            published=published,
            source=url,
            digest=hashlib.sha256("\0".join((headline, body)).encode("utf-8", "replace")).hexdigest(),
        )
    except SourceError as error:
        return Problem(f"{url}, entry {number}", str(error))
    return Imported(article, tags=clean_tags(tags))


def _line(value: Any) -> str:
    return clean_line(value, 500) if isinstance(value, str) else ""


def _plain(value: Any) -> str:
    """Return a title without the mark-up that some feeds put into it."""
    from html import unescape

    return _line(unescape(re.sub(r"<[^<>]{1,200}>", "", value))) if isinstance(value, str) else ""
