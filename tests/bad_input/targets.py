"""What is fuzzed: functions that take anything, and fail where the program breaks one of its promises about it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path

from analysis.article import Article, Block
from analysis.canonical import canonical, clean_line
from analysis.language.pipeline import Analyser
from analysis.language.wire import annotations_from_json, annotations_to_json
from analysis.library.annotated import from_line
from analysis.library.index import Index
from analysis.library.search import search, search_quotes
from analysis.library.store import Store
from analysis.library.writer import Writer, spans_of
from analysis.query import QueryError, explain, parse
from analysis.skeleton import blocks_of, links_in
from analysis.sources import SourceError, read_bytes
from tests.bad_input.readers import Item, made_of

NAMES = ("a.txt", "a.md", "a.html", "a.jsonl", "a.json")
OTHERS = (".feed", ".opml", ".mbox", ".export", ".db", ".annotated")


@cache
def analyser() -> Analyser:
    return Analyser.load()


@cache
def store() -> Store:
    """A library that everything is added to, in a folder that goes with the process."""
    folder = tempfile.TemporaryDirectory()
    opened = Store.open(Path(folder.name) / "library", durable=False)
    opened.kept = folder  # type: ignore[attr-defined]
    return opened


@cache
def index() -> Index:
    """The search index of a library in which there is something to find."""
    text = "Ferry\n\n“We wait for the tide,” said Mara Lund of the harbour office."
    article = Article("a", "Ferry", text, blocks_of(text), digest="1")
    (added,) = Writer(store().database).add([article])
    Writer(store().database).annotate(added.article_id, "1", analyser().annotate(article))
    made = Index.open(store().folder, readonly=False)
    made.catch_up(store())
    return made


def check_blocks(text: str, blocks: Iterable[Block]) -> None:
    blocks = list(blocks)
    assert all(0 <= block.start <= block.end <= len(text) for block in blocks)
    assert all(one.end <= other.start for one, other in pairwise(blocks))


def check_article(article: Article) -> None:
    assert canonical(article.text) == article.text
    for line in (article.title, article.outlet, article.author, article.url, article.published):
        assert line is None or clean_line(line) == line
    check_blocks(article.text, article.blocks)
    assert all(0 <= link.start <= link.end <= len(article.text) for link in article.links)
    links_in(article)


def check_item(item: Item) -> None:
    """Hold one thing that a reader made against what is promised of it."""
    item = getattr(item, "article", item)
    if isinstance(item, Article):
        check_article(item)
    elif isinstance(item, tuple):
        check_article(item[0])
        assert all(0 <= start <= end <= len(item[0].text) for start, end in spans_of(item[1]))
    elif hasattr(item, "what"):
        assert item.what and clean_line(item.what) == item.what
        assert clean_line(item.where) == item.where
    else:
        assert clean_line(item.url) == item.url


def sources(data: bytes, name: str = NAMES[0]) -> None:
    """Whatever the bytes of a file: articles as they are promised, and problems in words."""
    for item in read_bytes(data, name=name):
        check_item(item)


def others(data: bytes, suffix: str) -> None:
    """The same for feeds, lists of feeds, mail, and what other programs export."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        for item in made_of(path):
            check_item(item)


def skeleton(text: str) -> None:
    """Whatever the text: sorted blocks within it that leave out only blank space."""
    text = canonical(text)
    blocks = blocks_of(text)
    check_blocks(text, blocks)
    rest, end = [], 0
    for block in blocks:
        rest.append(text[end : block.start])
        end = block.end
    assert not "".join([*rest, text[end:]]).strip()


def quotes(text: str) -> None:
    """Whatever the text, canonical or not: names and quotes within it, and the same ones after a journey through JSON."""
    article = Article("a", "", text, blocks_of(text))
    said = analyser().annotate(article)
    assert all(0 <= start <= end <= len(text) for start, end in spans_of(said))
    ids = {entity.id for entity in said.entities}
    assert len(ids) == len(said.entities)
    assert all(quote.speaker is None or quote.speaker.entity in ids | {None} for quote in said.quotes)
    assert len(annotations_from_json(annotations_to_json(said)).quotes) == len(said.quotes)


def query(text: str, typing: bool = False) -> None:
    """Whatever is typed: a query that its own explanation means, too, and that can be searched for; or what is wrong, and where."""
    searchable = index()
    try:
        read = parse(text, typing=typing)
    except QueryError as error:
        assert 0 <= error.position <= max(len(text), 10_000)
        assert str(error)
        return
    if not typing:
        assert parse(explain(read)) == read
    search(store(), searchable, read)
    with suppress(QueryError):
        search_quotes(store(), searchable, read)


def stored(title: str, text: str, key: str) -> None:
    """Whatever an article holds: the library gives it back, and does not take what it cannot keep for a fault of its own."""
    for item in read_bytes(text.encode("utf-8", "surrogatepass"), name="a.txt"):
        if isinstance(item, Article):
            article = Article(clean_line(key) or "k", clean_line(title) or "t", item.text, item.blocks, digest=f"{title!r}{item.digest}")
            (added,) = Writer(store().database).add([article])
            kept = store().article(added.article_id)
            assert kept is not None
            assert (kept.text, kept.blocks, kept.title) == (article.text, article.blocks, article.title)


def annotated(line: bytes) -> None:
    """Whatever a line says that is taken for annotated: refused with a reason, or kept."""
    try:
        article, said = from_line(line, "a.jsonl")
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return
    check_article(article)
    (added,) = Writer(store().database).add([article])
    Writer(store().database).annotate(added.article_id, article.digest, said)
    assert store().annotations(added.article_id) is not None


def decoded(data: bytes) -> str:
    """Text of any characters, lone surrogates among them, from bytes."""
    with suppress(SourceError):
        return data.decode("utf-8", "surrogateescape")
    return ""
