"""What the index holds: a document for each article, for each of its quotes, and for each entity of the library.

| field | article | quote | entity |
|---|---|---|---|
| kind | 0 | 1 | 2 |
| shape | kind, then length: what documents are sorted by, since like beside like takes less room | the same | the same |
| article, order, day, outlet | id; by date, then id; day as an ordinal; whole name as a number | the same | – |
| title, author, entities | its own; library ids | – | – |
| has | numbers of `HAS` | – | – |
| body | title and every block that is no boilerplate | – | – |
| starts | the letters and digits that words of the body begin with, as code points | – | – |
| names, via | unlinked speakers and relays of all its quotes | of this quote | – |
| relays | whole names of the relays of all its quotes, as numbers | of this quote | – |
| spoken | words of all its quotes, without their order | – | – |
| said | – | words of this quote | – |
| speakers, about | library ids of who speaks and of who is spoken of | of this quote | – |
| n | – | number of the quote within the article | – |
| entity, aka | – | – | library id; every name it goes by |

Words are split at everything that is neither letter nor digit, in lower case and without accents. Other endings of a word are
found when a query is made, from the dictionary of the index, so that one field serves exact and inflected words alike.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from analysis.article import BOILERPLATE, BlockKind
from analysis.library.folding import outlet_key

if TYPE_CHECKING:
    import tantivy

VERSION = 3
"""Of the schema and of what stands in the fields; another number means building the index anew."""

ARTICLE, QUOTE, ENTITY, STATE = 0, 1, 2, 3
"""Kinds of document. The one of kind `STATE` says up to which change of the library the index is true."""

WORDS = "words"
_TEXTS = ("title", "body", "author", "said", "names", "via", "aka")
SPOKEN, STARTS, SHAPE = "spoken", "starts", "shape"
_NUMBERS = ("entities", "speakers", "about", "relays", "outlet", "has", STARTS)
HAS = {"quotes": 1, "names": 2, "date": 3, "author": 4}
_ASCII = "".join(character.lower() if character.isalnum() else " " for character in map(chr, range(128)))
_COMMON_MARKS = "“”‘’–—…\xa0"
_ID_BITS = 22
_ID_MASK = (1 << _ID_BITS) - 1
_STEP, _LONGEST = 64, 1_000
"""Characters that documents of one length may differ by, and how many lengths there are."""


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A quote as the index needs it; `entity_id` is its speaker's, `about` are the entities named within it."""

    n: int
    text: str
    entity_id: int | None
    speaker: str | None
    via: str | None
    about: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as the store gives it to the index; `blocks` as the store keeps them: JSON, ``[[start, end, kind], …]``."""

    id: int
    title: str
    text: str
    blocks: str = "[]"
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    sort_date: str = ""
    entities: Collection[int] = ()
    quotes: Collection[SaidRow] = ()


def schema() -> tantivy.Schema:
    """Make the schema of the index."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in _TEXTS:
        builder.add_text_field(name, tokenizer_name=WORDS)
    builder.add_text_field(SPOKEN, tokenizer_name=WORDS, index_option="basic")
    for name in _NUMBERS:
        builder.add_unsigned_field(name, indexed=True)
    builder.add_unsigned_field("kind", indexed=True)
    builder.add_unsigned_field("article", indexed=True, fast=True)
    builder.add_unsigned_field("entity", indexed=True, fast=True)
    builder.add_unsigned_field("n", fast=True)
    builder.add_unsigned_field("order", fast=True)
    builder.add_unsigned_field(SHAPE, fast=True)
    builder.add_integer_field("day", fast=True)
    builder.add_unsigned_field("change", stored=True)
    builder.add_unsigned_field("version", stored=True)
    return builder.build()


def analyzer(*, stem: bool = False) -> tantivy.TextAnalyzer:
    """Make what turns text into the index's words (with `stem`: into their English stems)."""
    import tantivy

    chain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    return (chain.filter(tantivy.Filter.stemmer("english")) if stem else chain).build()


def documents(entry: Entry) -> Iterator[tantivy.Document]:
    """Yield the documents of one article: its quotes, then the article."""
    day = published_day(entry.published)
    whole = _document(ARTICLE, entry, day, len(entry.text))
    whole.add_text("title", entry.title)
    inside = body(entry.title, entry.text, json.loads(entry.blocks))
    whole.add_text("body", inside)
    for letter in first_letters(inside):
        whole.add_unsigned(STARTS, ord(letter))
    if entry.author:
        whole.add_text("author", entry.author)
    for number in entry.entities:
        whole.add_unsigned("entities", number)
    for quote in entry.quotes:
        part = _document(QUOTE, entry, day, len(quote.text))
        part.add_unsigned("n", quote.n)
        part.add_text("said", quote.text)
        for document in (whole, part):
            _add_quote(document, quote)
        yield part
    there = {"quotes": entry.quotes, "names": entry.entities, "date": day, "author": entry.author}
    for name, number in HAS.items():
        if there[name]:
            whole.add_unsigned("has", number)
    if entry.quotes:
        whole.add_text(SPOKEN, "\n".join(quote.text for quote in entry.quotes))
    yield whole


def entity_document(entity_id: int, names: Collection[str]) -> tantivy.Document:
    """Make the document of an entity with every name that it goes by."""
    document = _of_kind(ENTITY)
    document.add_unsigned("entity", entity_id)
    for name in names:
        document.add_text("aka", name)
    return document


def state_document(change: int) -> tantivy.Document:
    """Make the document that says up to which change of the library the index is true."""
    document = _of_kind(STATE)
    document.add_unsigned("change", change)
    document.add_unsigned("version", VERSION)
    return document


def body(title: str, text: str, blocks: Collection[tuple[int, int, str]]) -> str:
    """Return the text that words are looked for in: the title, then every block that is neither boilerplate nor the title again."""
    parts = [title]
    if not blocks and text != title:
        parts.append(text)
    for start, end, kind in blocks:
        if kind in BOILERPLATE:
            continue
        block = text[start:end]
        if kind != BlockKind.HEADLINE or block != title:
            parts.append(block)
    return "\n".join(parts)


def first_letters(text: str) -> set[str]:
    """Return what the index's words of `text` begin with. Of plain words that is seen without the engine, which is much sooner."""
    others: list[str] = []
    if not text.isascii():
        for mark in _COMMON_MARKS:
            text = text.replace(mark, " ")
    if not text.isascii():
        words = set(text.split())
        others = _words().analyze(" ".join(word for word in words if not word.isascii()))
        text = " ".join(word for word in words if word.isascii())
    return {word[0] for word in {*text.translate(_ASCII).split(), *others}}


def name_number(words: Sequence[str]) -> int:
    """Return a number that stands for a whole name, given as the index's words."""
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest())


@lru_cache(4_096)
def _relay_number(name: str) -> int:
    return name_number(_words().analyze(name))


@lru_cache(4_096)
def outlet_words(key: str) -> tuple[str, ...]:
    """Return the words of an outlet's name, given as its sort key."""
    return tuple(_words().analyze(key))


@lru_cache(1)
def _words() -> tantivy.TextAnalyzer:
    return analyzer()


def published_day(published: str | None) -> date | None:
    """Return the first day that a date of the page can mean, in the page's own time zone."""
    if not published:
        return None
    parts = published[:10].split("-")
    try:
        return date(int(parts[0]), int(parts[1]) if len(parts) > 1 else 1, int(parts[2]) if len(parts) > 2 else 1)
    except ValueError:
        return None


def place(sort_date: str, article_id: int) -> int:
    """Return a number that sorts as the list of articles does: by `sort_date` as text, then by id; undated ones first."""
    number = 0
    for start, stop, count in ((0, 4, 10_000), (5, 7, 13), (8, 10, 32), (11, 13, 25), (14, 16, 61), (17, 19, 62)):
        digits = sort_date[start:stop]
        # A part of the time may be 00; one that is absent comes before it.
        number = number * count + (int(digits) + (start > 8) if digits.isdecimal() else 0)
    return number << _ID_BITS | article_id & _ID_MASK


def _of_kind(kind: int, length: int = 0) -> tantivy.Document:
    import tantivy

    document = tantivy.Document()
    document.add_unsigned("kind", kind)
    document.add_unsigned(SHAPE, kind * _LONGEST + min(length // _STEP, _LONGEST - 1))
    return document


def _document(kind: int, entry: Entry, day: date | None, length: int) -> tantivy.Document:
    document = _of_kind(kind, length)
    document.add_unsigned("article", entry.id)
    document.add_unsigned("order", place(entry.sort_date, entry.id))
    if day is not None:
        document.add_integer("day", day.toordinal())
    if entry.outlet:
        document.add_unsigned("outlet", name_number(outlet_words(outlet_key(entry.outlet))))
    return document


def _add_quote(document: tantivy.Document, quote: SaidRow) -> None:
    for number in quote.about:
        document.add_unsigned("about", number)
    if quote.entity_id is not None:
        document.add_unsigned("speakers", quote.entity_id)
    elif quote.speaker:
        document.add_text("names", quote.speaker)
    if quote.via:
        document.add_text("via", quote.via)
        document.add_unsigned("relays", _relay_number(quote.via))
