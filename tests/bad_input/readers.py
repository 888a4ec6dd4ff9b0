"""Which reader is for a file of the corpus, and everything that it makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.article import Annotations, Article
from analysis.library.annotated import read_annotated
from analysis.library.records import Problem as LibraryProblem
from analysis.sources import Problem, SourceError, read
from analysis.sources.exports import read_instapaper, read_pocket, read_readwise, read_wallabag
from analysis.sources.feed import read_feed
from analysis.sources.imported import Imported
from analysis.sources.mail import read_mbox
from analysis.sources.newsboat import read_newsboat
from analysis.sources.opml import Feed, read_opml

ADDRESS = "https://coast.example/feed"
Item = Article | tuple[Article, Annotations] | Imported | Feed | Problem | LibraryProblem


def made_of(path: Path) -> Iterator[Item]:
    """Yield what the readers for such a file make of it; a file that as a whole is refused is a `Problem`."""
    kind = path.suffix
    try:
        if kind == ".feed":
            yield from read_feed(path.read_bytes(), url=ADDRESS).items
        elif kind == ".opml":
            yield from read_opml(path.read_bytes())
        elif kind == ".mbox":
            yield from read_mbox(path)
        elif kind == ".export":
            for reader in (read_wallabag, read_pocket, read_instapaper, read_readwise):
                yield from reader(path)
        elif kind == ".db":
            yield from read_newsboat(path)
        elif kind == ".annotated":
            yield from read_annotated(path)
        else:
            yield from read([path])
    except SourceError as error:
        yield Problem(path.name, str(error))


def articles_in(path: Path) -> Iterator[Article]:
    """Yield the articles among what is made of a file."""
    for item in made_of(path):
        if isinstance(item, Article):
            yield item
        elif isinstance(item, tuple):
            yield item[0]
        elif isinstance(item, Imported):
            yield item.article
