"""Feeds from the command line and in the reader, against a real server on this machine."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Static

from analysis.library import feeds
from analysis.library.store import Store
from analysis.library.writer import Writer
from analysis.sources.opml import Feed
from tests.local_site import Site, rss
from tests.tui.conftest import Opened
from tui.cli.group import run
from tui.widgets.article_layout import RowKind
from tui.widgets.header_line import HeaderLine

BODY = "<p>The ferry to Tarn will cost four crowns from June, Mara Lund said.</p>"


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.setenv("PULLQUOTE_LIBRARY", str(tmp_path / "library"))

    def command(*arguments: str) -> tuple[int, str, str]:
        return run(arguments), *capfd.readouterr()

    return command


def test_an_address_a_feed_and_what_fails(call, site: Site, tmp_path: Path) -> None:
    html = f"<html><head><title>Ferry fares rise</title></head><body><article>{BODY * 5}</article></body></html>"
    page = site.answer("/ferry", html.encode())
    feed = site.tagged("/feed", rss("Harbour Times", ("Storm", f"{site.root}/storm", BODY)))
    code, out, err = call("add", "--later", page, feed, f"{site.root}/none", "ftp://n.example/x")
    assert code == 1
    assert "2 added" in out
    assert sorted(err.splitlines()) == [
        "pullquote: ftp://n.example/x: it is no web address (http or https)",
        f"pullquote: {site.root}/none: there is no such page (404)",
    ]
    assert {json.loads(line)["title"] for line in call("list", "--json")[1].splitlines()} == {"Ferry fares rise", "Storm"}
    (row,) = [json.loads(line) for line in call("feeds", "--json")[1].splitlines()]
    assert (row["address"], row["title"], row["articles"], row["problem"]) == (feed, "Harbour Times", 1, None)


FAILURES: list[tuple[str, tuple, dict[str, str]]] = [
    ("does not let us read it (403)", (b"", 403), {}),
    ("no such page (404)", (b"", 404), {}),
    ("gone for good (410)", (b"", 410), {}),
    ("fewer requests; try again in 2 hours (429)", (b"", 429), {"retry_after": "7200"}),
    ("has a fault; try again later (500)", (b"", 500), {}),
    ("redirects to something that is no web address", (b"", 302), {"location": "file:///etc/passwd"}),
    ("larger than is fetched (16 MB unpacked)", (gzip.compress(bytes(20 << 20)),), {"content_encoding": "gzip"}),
    ("the packed answer is damaged", (b"no",), {"content_encoding": "gzip"}),
    ("it has 99 MB, more than is fetched (16 MB)", (b"",), {"content_length": str(99 << 20)}),
    ("no page or feed but image/png", (b"P",), {"content_type": "image/png"}),
    ("the page has no text", (b"<html><body><script>go()</script></body></html>",), {}),
]


def test_every_failure_has_its_one_line(call) -> None:
    with ExitStack() as opened:
        # To one server, requests would follow each other once a second.
        sites = [opened.enter_context(closing(Site())) for _ in FAILURES]
        expected = {site.answer("/x", *body, **headers): words for site, (words, body, headers) in zip(sites, FAILURES, strict=True)}
        shut = Site()
        shut.close()
        expected[f"{shut.root}/x"] = "no connection to 127.0.0.1 (Connection refused)"
        expected["ftp://n.example/x"] = expected["file:///etc/passwd"] = "no web address (http or https)"
        code, _, err = call("add", "--later", *expected)
    told = dict(line.removeprefix("pullquote: ").split(": ", 1) for line in err.splitlines())
    assert code == 1
    assert told.keys() == expected.keys()
    assert {address: (words, told[address]) for address, words in expected.items() if words not in told[address]} == {}


def test_fetching_again_and_failing(call, site: Site) -> None:
    feed = site.tagged("/feed", rss("Harbour Times", ("Storm", f"{site.root}/storm", BODY)))
    call("add", "--later", feed)
    sent = site.sent
    code, out, _ = call("fetch", "--later", "--json")
    told = [json.loads(line) for line in out.splitlines()]
    assert (code, site.sent) == (0, sent)
    assert [event["unchanged"] for event in told if event["event"] == "fetched"] == [True]

    site.answer("/feed", b"", 429, retry_after="3600")
    code, _, err = call("fetch", "--later")
    assert code == 1
    assert feed in err and "fewer requests" in err and "failing since" in err
    asked = len(site.asked)
    code, out, _ = call("fetch", "--later")
    assert (code, len(site.asked)) == (0, asked)
    assert "waits for the next try" in out
    assert "failing since" in call("feeds")[1]
    assert call("fetch", "--later", "harbour times")[0] == 1
    assert len(site.asked) == asked + 1
    assert call("fetch", "--later", "no such feed")[0] == 2


def test_lists_of_feeds_in_and_out(call, tmp_path: Path) -> None:
    listed = tmp_path / "feeds.opml"
    listed.write_text('<opml><body><outline text="News"><outline text="Echo" xmlUrl="https://n.example/feed"/></outline></body></opml>')
    assert "1 new feed would come" in call("import", "opml", str(listed), "--dry-run")[1]
    assert call("feeds", "--import", str(listed))[0] == 0
    out = call("feeds")[1]
    assert "News/" in out and "never fetched" in out
    opml = call("feeds", "--opml")[1]
    assert 'xmlUrl="https://n.example/feed"' in opml and 'text="News"' in opml
    assert json.loads(call("feeds", "--import", str(listed), "--json")[1]) == {"imported": str(listed), "new": 0}
    assert json.loads(call("feeds", "--remove", "echo", "--json")[1])["removed"] == "https://n.example/feed"
    assert call("feeds", "--remove", "echo")[0] == 2
    assert call("feeds", "--json")[1] == ""
    listed.write_text("nothing")
    code, _, err = call("feeds", "--import", str(listed))
    assert code == 2
    assert err.count("\n") == 1


def test_nothing_to_fetch(call, tmp_path: Path) -> None:
    Store.open(tmp_path / "library").close()
    code, _, err = call("fetch")
    assert (code, err.count("\n")) == (0, 1)
    assert "no feeds yet" in err


async def test_the_reader_fetches_in_the_background(opened: Opened, library: Path, site: Site) -> None:
    async with opened() as reader:
        await reader.press("r")
        assert reader.said == "No feeds yet: a adds one."
        feeds.add(reader.screen.store.database, [Feed(site.tagged("/feed", rss("T", ("A new storm", f"{site.root}/storm", BODY))))])
        while reader.screen.client.running:
            await asyncio.sleep(0.05)
        await reader.press("r")
        titles: set[str] = set()
        for _ in range(400):
            await asyncio.sleep(0.05)
            source = reader.screen.library.rows.source
            titles = {source.row(index).title for index in range(len(source))}
            if "A new storm" in titles:
                break
        await reader.screen.client.stop()
        await reader.app.workers.wait_for_complete()
        assert "A new storm" in titles


async def test_the_reader_says_that_an_article_has_changed(opened: Opened) -> None:
    async with opened() as reader:
        store = reader.screen.store
        number = store.rows().row(0).id
        old = store.article(number)
        Writer(store.database).add([replace(old, text=old.text + "\n\nCorrected on Monday.", digest="new")])
        reader.screen.open_article(number)
        await reader.settle()
        assert reader.screen.article.text.endswith("Corrected on Monday.")
        shown = " ".join(row.words for row in reader.view.rows.rows if row.kind is RowKind.META)
        assert "changed by its source" in shown


async def test_older_versions_are_shown_with_what_was_changed(opened: Opened) -> None:
    def shown() -> str:
        paper = reader.app.screen.query_one("#paper")
        return f"{paper.border_title} {paper.query_one(Static).content}"

    async with opened() as reader:
        store = reader.screen.store
        number = store.rows().row(0).id
        reader.screen.open_article(number)
        await reader.press("D")
        assert reader.said == "This article has not changed since it came."
        old = store.article(number)
        for n in (1, 2):
            Writer(store.database).add([replace(old, text=f"{old.text}\n\nThe fare is now {n} crowns.", digest=str(n))])
        reader.screen.open_article(number)
        await reader.press("D")
        assert "1 of 2" in shown()
        assert "− The fare is now 1 crowns." in shown() and "+ The fare is now 2 crowns." in shown()
        await reader.press("left", "left")
        assert "2 of 2" in shown()
        assert "+ The fare is now 1 crowns." in shown() and "2 crowns" not in shown()
        await reader.press("d")
        assert old.text.splitlines()[-1] in shown() and "crowns." not in shown()
        await reader.press("D")
        assert reader.app.screen is reader.screen
        await reader.screen.client.stop()
        await reader.app.workers.wait_for_complete()


class Slow:
    """An ingest that goes on until it is stopped."""

    def __init__(self) -> None:
        self.asked: list[tuple[list[str], bool]] = []
        self.stopped = asyncio.Event()
        self.running = False

    async def run(self, paths: list[str], *, fetch: bool) -> AsyncIterator[dict]:
        self.asked.append((list(paths), fetch))
        self.running = True
        self.stopped.clear()
        if fetch:
            yield {"event": "fetched", "done": 3, "of": 200, "address": "https://n.example/feed", "new": 1, "unchanged": False}
        await self.stopped.wait()
        self.running = False
        yield {"event": "ended", "code": 0, "error": ""}

    async def stop(self) -> None:
        self.stopped.set()
        self.running = False


async def test_fetching_and_adding_do_not_wait_for_the_analysis(opened: Opened) -> None:
    async with opened() as reader:
        screen = reader.screen
        await screen.client.stop()
        await reader.app.workers.wait_for_complete()
        feeds.add(screen.store.database, [Feed("https://n.example/feed")])
        screen.client = slow = Slow()
        screen.ingest(["big"])
        await reader.press("r")
        assert slow.asked == [(["big"], False), (["big"], True)], "what runs gives way and is done as well"
        header = screen.query_one(HeaderLine)
        assert "fetching 3 of 200" in str(header.render())
        await reader.press("r")
        assert reader.said == "The feeds are being fetched."
        screen.ingest(["small"])
        await reader.settle()
        assert slow.asked[2:] == [(["big", "small"], True)]
        await slow.stop()
        await reader.app.workers.wait_for_complete()
        assert "fetching" not in str(header.render())


async def test_the_reader_says_that_no_feed_may_be_asked(opened: Opened) -> None:
    async with opened() as reader:
        database = reader.screen.store.database
        feeds.add(database, [Feed("https://n.example/feed")])
        with database.writing() as connection:
            feeds.note_failure(connection, feeds.feeds(database)[0], "the server has a fault")
        await reader.press("r")
        await reader.app.workers.wait_for_complete()
        await reader.settle()
        assert "waits for its next try" in reader.said
