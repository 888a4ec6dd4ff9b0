"""Markdown with front matter -> article, by markdown-it-py."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.article import Article, BlockKind
from analysis.canonical import canonical
from analysis.skeleton import refine
from analysis.sources.assemble import MOST_CHARACTERS, finish, starts_with
from analysis.sources.decoding import decode
from analysis.sources.problem import SourceError
from analysis.sources.writing import Writing

if TYPE_CHECKING:
    from markdown_it.token import Token

_FENCE = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*:\s*(.*)")
_FIELDS = {
    "title": ("title", "headline"),
    "url": ("url", "link", "source_url", "canonical", "source"),
    "outlet": ("outlet", "publication", "publisher", "site", "site_name"),
    "author": ("author", "authors", "byline"),
    "published": ("date", "published", "published_at", "datepublished"),
    "id": ("id",),
}
_DEEP = re.compile(r"^((?:[ >]|[-*+] |\d{1,9}[.)] ){12})(?:[ >]|[-*+] |\d{1,9}[.)] )+", re.MULTILINE)
"""Quotes and lists within each other beyond what the parser takes (it would drop their text)."""

_MOST_BRACKETS = 5000
_TURN = re.compile(r"(?:[QA]|Question|Answer|[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,2})\s*[:.]\s")
"""Questions of an interview are often set in bold, each with a label."""

_ORIGIN = re.compile(r"(?:by|words|published|updated|posted|source)\b|.{0,40}\b(?:19|20)\d\d$", re.IGNORECASE)
_KINDS = {"list": BlockKind.LIST_ITEM, "quote": BlockKind.BLOCK_QUOTE, "box": BlockKind.INSET}


def read_markdown(data: bytes, *, key: str, source: str, digest: str) -> Article:
    """Read an article written in Markdown. The id or address of its front matter is its key in place of `key`.

    Headings, list items and block quotes are taken from the mark-up; plain paragraphs get the kinds that their words tell.

    Raises:
        SourceError: binary, empty or far too long.
    """
    text = canonical(decode(data))
    if len(text) > MOST_CHARACTERS:
        raise SourceError(f"it is {len(text):,} characters long, more than one article ({MOST_CHARACTERS:,}); split it")
    matter, body = split_front_matter(text)
    writing = Writing()
    if matter.get("title"):
        writing.add(matter["title"], BlockKind.HEADLINE)
    _write(body, writing, matter.get("title", ""))
    text, blocks, links = writing.done()
    blocks = refine(text, blocks)
    article = finish(
        text,
        blocks,
        key=key,
        title=matter.get("title", ""),
        url=matter.get("url"),
        outlet=matter.get("outlet"),
        author=matter.get("author"),
        published=matter.get("published"),
        source=source,
        digest=digest,
        links=links,
    )
    from dataclasses import replace

    return replace(article, key=matter.get("id") or article.url or article.key)


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Split off the front matter: ``name: value`` lines between two ``---``; lists count by their items, the rest is left out."""
    found = _FENCE.match(text.lstrip("\n"))
    if not found:
        return {}, text
    said: dict[str, str] = {}
    name = ""
    for line in found.group(1).split("\n"):
        item = re.match(r"\s+-\s+(.*)|-\s+(.*)", line)
        if item and name:
            value = _unquoted(item.group(1) or item.group(2) or "")
            said[name] = f"{said[name]}, {value}" if said.get(name) else value
        elif entry := _ENTRY.match(line):
            name = entry.group(1).lower()
            value = entry.group(2).strip()
            if value.startswith("[") and value.endswith("]"):
                value = ", ".join(_unquoted(part) for part in value[1:-1].split(","))
            said[name] = _unquoted(value)
    fields = {}
    for field, names in _FIELDS.items():
        value = next((said[name] for name in names if said.get(name)), "")
        if value:
            fields[field] = value
    return fields, text.lstrip("\n")[found.end() :]


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace('\\"', '"') if value[0] == '"' else value[1:-1].replace("''", "'")
    return value


def _write(body: str, writing: Writing, title: str) -> None:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100})
    if body.count("[") > _MOST_BRACKETS:
        # Each opening bracket looks for its end; so many make that take quadratic time.
        parser.disable(["link", "image"])
    around: list[str] = []
    heading, headlines = "", 1 if title else 0
    fresh, pictured, written = False, False, 0
    for token in parser.parse(_DEEP.sub(r"\1", body)):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                around.append("list")
            case "blockquote_open":
                around.append("quote")
                fresh = True
            case "bullet_list_close" | "ordered_list_close" | "blockquote_close":
                around.pop()
            case "heading_open":
                heading = token.tag
            case "heading_close":
                heading = ""
            case "inline" if heading:
                words = "".join(child.content or " " for child in token.children or [])
                if heading == "h1" and (not headlines or starts_with(words, title) or starts_with(title, words)):
                    if not headlines:
                        _inline(token, writing, BlockKind.HEADLINE)
                    headlines += 1
                else:
                    _inline(token, writing, BlockKind.SUBHEADING)
            case "inline":
                bold, slanted = _all_in(token, "strong"), _all_in(token, "em")
                if around and around[-1] == "quote" and fresh and bold:
                    # A quotation that begins with a title of its own is a box.
                    around[-1] = "box"
                fresh = False
                kind = _KINDS[around[-1]] if around else BlockKind.PARAGRAPH
                if kind is BlockKind.PARAGRAPH and (bold or slanted):
                    kind = _emphasised(token.content.strip("*_ "), bold, written, pictured)
                pictured = _is_picture(token)
                written += kind is BlockKind.PARAGRAPH and not pictured
                _inline(token, writing, kind)
            case "fence" | "code_block":
                for line in token.content.split("\n"):
                    writing.add(line, BlockKind.PARAGRAPH)


def _emphasised(words: str, bold: bool, written: int, pictured: bool) -> BlockKind:
    """Return what a paragraph is that is wholly emphasised, given the number of paragraphs before and whether a picture is above."""
    if pictured and not bold:
        return BlockKind.CAPTION
    # A line of the kind "By Jane Roe" or "14 March" is left to its words.
    if not written and len(words.split()) >= 6 and not _ORIGIN.match(words):
        return BlockKind.STANDFIRST
    if bold and len(words) < 90 and words[-1:] not in ".,;…" and not _TURN.match(words) and not _ORIGIN.match(words):
        return BlockKind.SUBHEADING
    return BlockKind.PARAGRAPH


def _is_picture(token: Token) -> bool:
    """Tell a paragraph that is a picture and nothing else."""
    children = [child for child in token.children or [] if child.type != "softbreak" and (child.type != "text" or child.content.strip())]
    return bool(children) and all(child.type in ("image", "link_open", "link_close") for child in children)


def _all_in(token: Token, mark: str) -> bool:
    """Tell a line that is wholly emphasised in one way."""
    children = [child for child in token.children or [] if child.content or child.type.endswith(("_open", "_close"))]
    return (
        len(children) > 2
        and children[0].type == f"{mark}_open"
        and children[-1].type == f"{mark}_close"
        and sum(child.type == f"{mark}_open" for child in children) == 1
    )


def _inline(token: Token, writing: Writing, kind: BlockKind) -> None:
    """Write one inline token: its words as a block, its links as links, a hard break as a new line."""
    writing.begin(kind)
    target = ""
    for child in token.children or []:
        match child.type:
            case "link_open":
                target = str(child.attrs.get("href", ""))
            case "link_close":
                target = ""
            case "softbreak":
                writing.say(" ")
            case "hardbreak":
                writing.begin(kind, close=True)
            case "image":
                writing.begin(BlockKind.CAPTION, close=True)
                writing.say(child.content)
                writing.begin(kind, close=True)
            case _:
                writing.say(child.content, target)
    writing.end()
