"""The last step of every source: cleaned text, blocks, title and origin become an `Article`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

from analysis.article import Article, Block, BlockKind, Link
from analysis.canonical import canonical, clean_line, shorten
from analysis.skeleton import UPDATE_LABEL, blocks_of, byline_names, dateline_end, names_with_role, outlet_on
from analysis.sources.dates import iso_date
from analysis.sources.problem import SourceError

MOST_CHARACTERS = 2_000_000
"""The longest text that is taken for one article: four long novels. What is longer is a dump of something."""

TITLE_CHARACTERS = 300
_FIRST_SENTENCE_CHARACTERS = 100
_SHORTEST_TITLE = 20
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:Mrs?|Ms|Dr|Prof|Gen|Lt|Col|Capt|Sgt|Sen|Rep|Gov|Rev|St|Jr|Sr|No|vs|Inc|Co|Corp|Ltd|Hon))\.\Z"
)
_SENTENCE = re.compile(r".+?[.!?…][\"'”’»)\]]*(?=\s|\Z)", re.DOTALL)
_DATED = re.compile(r"\A\W*(?:(?:first |last |date )?(?:published|posted|updated|issued|date)(?:\s+(?:on|at))?\s*:?\s*)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}", re.IGNORECASE)


def article_from_text(
    text: str,
    *,
    key: str,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    published: str | None = None,
    source: str | None = None,
    digest: str | None = None,
    skeleton: bool = True,
) -> Article:
    """Make an article of running text, with what its source says of its origin.

    With `skeleton` the text is taken for a page saved as plain text: a first line that is an address becomes the article's, a
    title that the text does not begin with is put before it, and lines get their kinds. Without it the text is body alone:
    nothing is added, and every line is a paragraph. `digest` is that of the text where the bytes are not at hand.

    Raises:
        SourceError: nothing to read in it, or far too much.
    """
    if len(text) > 2 * MOST_CHARACTERS:
        raise SourceError(too_long(len(text)))
    if digest is None:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    text = canonical(text)
    name = clean_line(title, TITLE_CHARACTERS) if title else ""
    if len(text) > MOST_CHARACTERS:
        raise SourceError(too_long(len(text)))
    if skeleton:
        text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
        address, text = split_address(text)
        url = url or address
        opens = text.partition("\n")[0]
        if name and not starts_with(text, name) and not (starts_with(name, opens) and len(opens) > 12):
            text = f"{name}\n\n{text}".rstrip()
            opens = name
        blocks = blocks_of(text, headline=name if name and _letters(opens) == _letters(name) else None)
    else:
        blocks = lines_as_paragraphs(text)
    return finish(
        text, blocks, key=key, title=name, url=url, outlet=outlet, author=author, published=published, source=source, digest=digest
    )


def finish(
    text: str,
    blocks: tuple[Block, ...],
    *,
    key: str,
    title: str = "",
    url: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    published: str | None = None,
    source: str | None = None,
    digest: str = "",
    links: tuple[Link, ...] = (),
) -> Article:
    """Make an article of canonical text and its blocks, with every other field cleaned and checked.

    Raises:
        SourceError: nothing to read in it, or far too much.
    """
    if len(text) > MOST_CHARACTERS:
        raise SourceError(too_long(len(text)))
    if not text.strip():
        raise SourceError("there is no text in it")
    return Article(
        key=clean_line(key, 2000),
        title=clean_line(title, TITLE_CHARACTERS) or title_of(text, blocks),
        text=text,
        blocks=blocks,
        url=clean_address(url),
        outlet=(clean_line(outlet, 120) if outlet else "") or outlet_in(text, blocks),
        author=(clean_line(author, 200) if author else "") or author_in(text, blocks),
        published=iso_date(published) or date_in(text, blocks),
        source=clean_line(source, 4096) if source else None,
        digest=digest,
        links=links,
    )


def title_of(text: str, blocks: tuple[Block, ...]) -> str:
    """Return the headline; without one the first sentence, cut at a word to about a hundred characters."""
    for block in blocks:
        if block.kind is BlockKind.HEADLINE:
            return clean_line(text[block.start : block.end], TITLE_CHARACTERS)
    prose = (BlockKind.PARAGRAPH, BlockKind.STANDFIRST, BlockKind.BLOCK_QUOTE, BlockKind.LIST_ITEM, BlockKind.SUBHEADING)
    first = next((block for block in blocks if block.kind in prose), None)
    passage = text[first.start : first.end] if first else text.strip()
    line = clean_line(passage[:2000])
    line = line[dateline_end(line) :].lstrip()
    end = 0
    while sentence := _SENTENCE.match(line, end):
        end = sentence.end()
        # Neither an abbreviation nor the first sentence of somebody who goes on speaking ends the writer's.
        if end > _FIRST_SENTENCE_CHARACTERS or (
            line.count("“", 0, end) <= line.count("”", 0, end) and end >= _SHORTEST_TITLE and not _ABBREVIATION.search(line[:end])
        ):
            break
    return shorten(line[: end or len(line)], _FIRST_SENTENCE_CHARACTERS)


def author_in(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Return whom a byline names ("By Jane Roe in Halvard" gives Jane Roe), None where no byline does."""
    for block in blocks:
        if block.kind is BlockKind.BYLINE and (names := byline_names(text[block.start : block.end])):
            return clean_line(names, 200)
    lines = [text[block.start : block.end] for block in _above(blocks)]
    return next((clean_line(names, 200) for names in map(names_with_role, lines, [*lines[1:], ""]) if names), None)


def outlet_in(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Return the outlet that a byline or date line above the story names, None where none names one for sure."""
    lines = [text[block.start : block.end] for block in _above(blocks)]
    return next((clean_line(outlet, 120) for line in lines if (outlet := outlet_on(line, alone=len(lines) > 1))), None)


def _above(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield the bylines before the first paragraph."""
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            return
        if block.kind is BlockKind.BYLINE:
            yield block


def date_in(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Return the date that a byline or the dateline states, None where it lacks the year; that of an update only if it is alone."""
    lines = [text[block.start : block.end] for block in blocks if block.kind in (BlockKind.BYLINE, BlockKind.DATELINE)]
    lines.sort(key=lambda line: bool(UPDATE_LABEL.match(line)))
    return next((date for line in lines if (date := iso_date(_DATED.sub("", line)))), None)


def starts_with(text: str, title: str) -> bool:
    """Tell whether a text already opens with a title, whatever the marks, spaces and capitals between."""
    wanted = _letters(title)
    return bool(wanted) and _letters(text.lstrip()[: 2 * len(title) + 80]).startswith(wanted)


def lines_as_paragraphs(text: str) -> tuple[Block, ...]:
    """Return every line that is not blank as a paragraph."""
    blocks, start = [], 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            first = start + len(line) - len(line.lstrip())
            blocks.append(Block(first, first + len(bare), BlockKind.PARAGRAPH))
        start += len(line) + 1
    return tuple(blocks)


def split_address(text: str) -> tuple[str | None, str]:
    """Split off a first line that is an address and nothing else."""
    first, _, rest = text.lstrip().partition("\n")
    if _ADDRESS.fullmatch(first.strip()) and clean_address(first.strip()):
        return first.strip(), rest.lstrip("\n")
    return None, text


def clean_address(address: object, base: str | None = None) -> str | None:
    """Return a web address in one spelling (scheme and host in small letters, no fragment), None for anything but http and https."""
    if not isinstance(address, str) or len(address) > 4096:
        return None
    line = clean_line(address).replace(" ", "%20")
    try:
        if base:
            from urllib.parse import urljoin

            line = urljoin(base, line)
        parts = urlsplit(line)
        host, scheme = (parts.hostname or ""), parts.scheme.lower()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    host = f"[{host}]" if ":" in host else host
    return urlunsplit((scheme, host + port, parts.path or "/", parts.query, ""))


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def too_long(length: int) -> str:
    """Say that a text has too many characters."""
    return f"it is {length:,} characters long, more than one article ({MOST_CHARACTERS:,}); split it"
