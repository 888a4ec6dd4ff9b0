"""Lines of read-more lists, matched to the titles of the library, whichever came first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import seeds
from analysis.article import Annotations, Article, Block, BlockKind, Link
from analysis.library.records import MarkedLink
from analysis.library.store import Store
from analysis.library.writer import Writer
from analysis.sources import read

LINES = ("Dockers turn pay offer down as an insult", "Admiral Roos: the man who turned left", "China")
TITLES = {
    "d": "Dockers turn down pay offer as an insult",
    "c": "China sends an envoy to the harbour talks",
    "b": "Bank of Osterland cuts rates for the first time",
}
TRUTH = json.loads((Path(__file__).parents[2] / "fixtures" / "sample_truth.json").read_text(encoding="utf-8"))


def lister(links: tuple[Link, ...] = ()) -> Article:
    text = "The museum opens\n\n" + "\n".join(LINES)
    at, blocks = text.index(LINES[0]), [Block(0, 16, BlockKind.HEADLINE)]
    for line in LINES:
        blocks.append(Block(at, at + len(line), BlockKind.READ_MORE))
        at += len(line) + 1
    return Article("list", "The museum opens", text, tuple(blocks), digest="list", links=links)


def titled(key: str) -> Article:
    return Article(key, TITLES[key], f"{TITLES[key]}\n\nBody.", url=f"https://news.example/{key}", digest=key)


def add(store: Store, article: Article) -> int:
    writer = Writer(store.database)
    (added,) = writer.add([article])
    assert writer.annotate(added.article_id, article.digest, Annotations())
    return added.article_id


def states(store: Store) -> dict[str, tuple[str, int | None]]:
    return {link.text: (link.state, link.article_id) for link in store.links(store.find("list") or 0)}


@pytest.mark.parametrize("order", [("list", "d", "c", "b"), ("b", "c", "d", "list"), ("d", "list", "b", "c")])
def test_whichever_comes_first(tmp_path: Path, order: tuple[str, ...]) -> None:
    with Store.open(tmp_path) as store:
        ids = {key: add(store, lister() if key == "list" else titled(key)) for key in order}
        found = states(store)
        assert found[LINES[0]] == ("in library", ids["d"])
        assert found[LINES[1]] == ("missing", None)
        assert "China" not in found, "one short word is no headline"
        assert [row.id for row in store.linked_from(ids["d"])] == [ids["list"]]
        assert store.wanted() == [(LINES[1], 1)]


def test_lines_wait_again_when_their_article_goes(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        add(store, lister())
        Writer(store.database).remove([add(store, titled("d"))])
        assert states(store)[LINES[0]] == ("missing", None)
        again = add(store, titled("d"))
        assert states(store)[LINES[0]] == ("in library", again)


def test_the_address_of_the_page_decides(tmp_path: Path) -> None:
    at = lister().text.index(LINES[1])
    with Store.open(tmp_path) as store:
        bank = add(store, titled("b"))
        add(store, lister((Link(at, at + len(LINES[1]), "https://news.example/b?from=list#top"),)))
        assert states(store)[LINES[1]] == ("in library", bank)


def test_the_sample(tmp_path: Path) -> None:
    titles = {article["path"]: article["title"] for article in TRUTH["articles"]}
    meant = {" ".join(line.split()): titles.get(target) for article in TRUTH["articles"] for line, target in article["links"].items()}
    with Store.open(tmp_path) as store:
        for article in read([Path(seeds.__file__).parent / "articles"]):
            assert isinstance(article, Article)
            add(store, article)
        links: list[MarkedLink] = [link for (number,) in store.database.all("SELECT id FROM articles") for link in store.links(number)]
        sure = [link for link in links if link.state == "in library" and link.text in meant]
        right = [link for link in sure if (row := store.row(link.article_id or 0)) is not None and row.title == meant[link.text]]
        assert len(sure) >= 10
        assert len(right) >= 0.98 * len(sure)
