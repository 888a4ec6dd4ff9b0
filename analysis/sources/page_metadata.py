"""What a page says of itself: JSON-LD, OpenGraph and its kin, microdata, `time` elements. Nothing is inferred."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from analysis.canonical import clean_line
from analysis.sources.assemble import clean_address
from analysis.sources.dates import iso_date
from analysis.sources.page_tree import words_of

_ARTICLE_TYPES = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Background|Review|Advertiser|Scholarly|Tech|Satirical|Report|Live)?\w*(?:Article|BlogPosting|"
    r"BlogPost|Posting|Report)$"
)
_AUTHOR_CLASSES = frozenset(
    {
        "author",
        "author-name",
        "author__name",
        "byline-name",
        "byline__name",
        "byline__author",
        "article-author",
        "post-author",
        "entry-author",
    }
)
_NAME = re.compile(r"[A-Z][\w'’.-]+(?: (?:[A-Z][\w'’.-]*|de|da|van|von|der|bin|al|del|la)){1,4}")
_MOST_NODES = 5000


@dataclass(slots=True)
class Metadata:
    """Origin of a page, each field None or empty where the page is silent."""

    title: str = ""
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    body: str = ""
    """The text of the article as JSON-LD gives it, for pages that a script draws."""


def metadata_of(root: Any) -> Metadata:
    """Read the metadata of a page: JSON-LD first, then meta elements, then microdata and `time`."""
    about = Metadata()
    metas = _metas(root)
    node, graph = _article_node(root)
    about.title = _text(node.get("headline")) or metas.get("og:title", "") or metas.get("twitter:title", "") or metas.get("dc.title", "")
    about.outlet = (
        _name(_resolve(node.get("publisher"), graph))
        or metas.get("og:site_name")
        or metas.get("dc.publisher")
        or _microdata(root, "publisher")
    )
    about.author = (
        _names(node.get("author"), graph)
        or _person(metas.get("author"))
        or _person(metas.get("article:author"))
        or _person(metas.get("parsely-author"))
        or _person(metas.get("dc.creator"))
        or _person(_microdata(root, "author"))
        or _marked_author(root)
    )
    body = node.get("articleBody")
    about.body = body if isinstance(body, str) else ""
    about.url = _address(root, node, metas)
    dates = (
        node.get("datePublished"),
        metas.get("article:published_time"),
        metas.get("og:article:published_time"),
        metas.get("datepublished"),
        metas.get("parsely-pub-date"),
        metas.get("dc.date.issued"),
        metas.get("dcterms.issued"),
        metas.get("dc.date"),
        metas.get("pubdate"),
        metas.get("publishdate"),
        metas.get("publish-date"),
        metas.get("sailthru.date"),
        metas.get("date"),
        *_times(root),
    )
    about.published = next((date for date in map(iso_date, dates) if date), None)
    about.title = clean_line(about.title, 300) or _headline(root)
    if about.outlet:
        about.title = _without_outlet(about.title, about.outlet)
    return about


def _metas(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = meta.get("content")
        if name and content and name not in found and len(found) < 500:
            found[name] = clean_line(content, 2000)
    return found


def _article_node(root: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the JSON-LD node of the article and all nodes by their ``@id``."""
    graph: dict[str, Any] = {}
    best: dict[str, Any] = {}
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            # Templates leave raw line breaks in strings, and old pages wrap the whole in a comment or CDATA.
            data = json.loads(re.sub(r"\A\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*\Z", "", script.text), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            if isinstance(node.get("@id"), str):
                graph.setdefault(node["@id"], node)
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE_TYPES.fullmatch(kind) for kind in kinds) and len(node) > len(best):
                best = node
    return best, graph


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects at the top of a JSON-LD document, in arrays, in ``@graph`` and as ``mainEntity``."""
    waiting, count = [data], 0
    while waiting and count < _MOST_NODES:
        item = waiting.pop()
        count += 1
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[name] for name in ("mainEntity", "@graph") if isinstance(item.get(name), dict | list))


def _resolve(value: Any, graph: dict[str, Any]) -> Any:
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return graph.get(value["@id"], value)
    return value


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _text(value) or None


def _names(value: Any, graph: dict[str, Any]) -> str | None:
    values = value if isinstance(value, list) else [value]
    names = [name for item in values[:20] if (name := _person(_name(_resolve(item, graph))))]
    return ", ".join(dict.fromkeys(names)) or None


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    return clean_line(re.sub(r"<[^<>]{1,200}>", "", _unescape(value)), 2000) if isinstance(value, str) else ""


def _unescape(text: str) -> str:
    from html import unescape

    return unescape(text)


def _person(name: str | None) -> str | None:
    """Return an author's name without "By" and a mail address behind it; other addresses and user numbers are no names."""
    if not name:
        return None
    name = re.sub(r"\A(?:by|written by|words by)[\s:]+|\s+[(<]?[\w.+-]{1,64}@[\w.-]{1,200}[)>]?\Z", "", name, flags=re.IGNORECASE).strip()
    return name if name and "://" not in name and any(character.isalpha() for character in name) else None


def _address(root: Any, node: dict[str, Any], metas: dict[str, str]) -> str | None:
    candidates: list[Any] = [link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    entity = node.get("mainEntityOfPage")
    candidates += [metas.get("og:url"), node.get("url"), entity.get("@id") if isinstance(entity, dict) else entity]
    return next((address for address in map(clean_address, candidates) if address and address.rstrip("/").count("/") != 2), None)


def _microdata(root: Any, name: str) -> str | None:
    for element in islice(root.xpath(f"//*[contains(@itemprop, '{name}')]"), 20):
        if name not in element.get("itemprop").split():
            continue
        inner = next(
            (child for child in element.iter() if isinstance(child.tag, str) and "name" in (child.get("itemprop") or "").split()), element
        )
        said = clean_line(inner.get("content") or words_of(inner, 200), 200)
        if said:
            return said
    return None


def _marked_author(root: Any) -> str | None:
    """Return the name in an element that is marked as the author's."""
    for element in root.iter("a", "span", "p", "div", "li", "address"):
        marked = "author" in (element.get("rel") or "").split() or _AUTHOR_CLASSES & set((element.get("class") or "").lower().split())
        if not marked or len(element) > 3:
            continue
        name = _person(clean_line(words_of(element, 300), 200))
        if name and _NAME.fullmatch(name):
            return name
    return None


def _times(root: Any) -> Iterator[str | None]:
    for element in root.iter():
        if isinstance(element.tag, str) and "datePublished" in (element.get("itemprop") or "").split():
            yield element.get("content") or element.get("datetime") or clean_line(words_of(element, 300), 100)
    times = [element for element in root.iter("time") if element.get("datetime")]
    # The first time element is the article's own where it says so or stands alone; others belong to lists of other articles.
    for element in times:
        marks = f"{element.get('class') or ''} {'publish' if element.get('pubdate') is not None else ''}".lower()
        if "publish" in marks or "entry-date" in marks or "pubdate" in marks:
            yield element.get("datetime")
    if times:
        inside = [element for element in times if any(parent.tag in ("article", "header", "main") for parent in element.iterancestors())]
        yield (inside or times)[0].get("datetime")


def _headline(root: Any) -> str:
    headings = [clean_line(words_of(element, 300), 300) for element in islice(root.iter("h1"), 50)]
    title = next((clean_line(words_of(element, 300), 300) for element in root.iter("title")), "")
    for heading in headings:
        if heading and heading.casefold() in title.casefold():
            return heading
    return next(filter(None, headings), title)


def _without_outlet(title: str, outlet: str) -> str:
    found = re.search(rf"\s[|–—·•-]\s(?:{re.escape(outlet)})\s*\Z", title, re.IGNORECASE)
    return title[: found.start()].rstrip() if found and found.start() > 10 else title
