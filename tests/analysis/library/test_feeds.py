"""Feeds against a real server: what comes, what comes again, what goes wrong, and when it is tried next."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from analysis.library import feeds
from analysis.library.archive import export_lines, import_lines
from analysis.library.fetching import Kept, ask, fetch, keep
from analysis.library.lock import writing_lock
from analysis.library.records import LibraryBusy, LibraryError
from analysis.library.state import set_tags, tags
from analysis.library.store import Store
from analysis.library.versions import MOST_VERSIONS, changed, versions
from analysis.sources import web
from analysis.sources.opml import Feed as Listed
from analysis.sources.web import Fetcher
from tests.local_site import Site, rss

BODY = "<p>The ferry to Tarn will cost four crowns from June, Mara Lund said.</p><p>“We had no choice,” she said.</p>"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as opened:
        yield opened


def subscribed(store: Store, address: str) -> feeds.Feed:
    feeds.add(store.database, [Listed(address)])
    return only(store)


def only(store: Store) -> feeds.Feed:
    (feed,) = feeds.feeds(store.database)
    return feed


def fetched(store: Store, fetcher: Fetcher) -> list[Kept]:
    told: list[Kept] = []
    fetch(store, fetcher, feeds.feeds(store.database), told.append)
    return told


def test_entries_become_articles_once(store: Store, fetcher: Fetcher, site: Site) -> None:
    items = [(f"Ferry {n}", f"https://n.example/{n}", BODY) for n in range(3)]
    subscribed(store, site.tagged("/feed", rss("Harbour Times", *items)))
    (kept,) = fetched(store, fetcher)
    assert (kept.new, kept.name, kept.problems) == (3, "Harbour Times", [])
    article = store.article(kept.articles[0].article_id)
    assert article is not None
    assert (article.key, article.outlet, article.source) == ("https://n.example/0", "Harbour Times", f"{site.root}/feed")
    assert "four crowns" in article.text
    assert feeds.counts(store.database) == {only(store).id: (3, 3)}


def test_categories_are_the_tags_of_new_articles(store: Store, fetcher: Fetcher, site: Site) -> None:
    feed = rss("T", ("Ferry", "https://n.example/1", BODY)).replace(
        b"<pubDate>", b"<category>Harbour</category><category>fares</category><pubDate>"
    )
    subscribed(store, site.tagged("/feed", feed))
    fetched(store, fetcher)
    assert tags(store.database, 1) == ("Harbour", "fares")
    set_tags(store.database, 1, ("mine",))
    site.tagged("/feed", feed.replace(b"four", b"five"))
    fetched(store, fetcher)
    assert tags(store.database, 1) == ("mine",)


def test_the_second_time_no_body_is_transferred(store: Store, fetcher: Fetcher, site: Site) -> None:
    subscribed(store, site.tagged("/feed", rss("Harbour Times", ("Ferry", "https://n.example/1", BODY))))
    fetched(store, fetcher)
    sent = site.sent
    (kept,) = fetched(store, fetcher)
    assert (kept.unchanged, kept.new, site.sent) == (True, 0, sent)
    assert len(site.asked) == 2


def test_nothing_is_deleted_that_a_feed_no_longer_lists(store: Store, fetcher: Fetcher, site: Site) -> None:
    subscribed(store, site.tagged("/feed", rss("T", ("Old", "https://n.example/1", BODY))))
    fetched(store, fetcher)
    site.tagged("/feed", rss("T", ("New", "https://n.example/2", BODY)))
    fetched(store, fetcher)
    assert store.count() == 2
    feeds.remove(store.database, only(store))
    assert feeds.feeds(store.database) == []
    assert store.count() == 2


def test_one_article_by_feed_by_address_and_from_a_file(store: Store, fetcher: Fetcher, site: Site, tmp_path: Path) -> None:
    from analysis.library.ingest import add

    link = f"{site.root}/ferry"
    long = BODY * 6
    page = (
        f"<html><head><title>Ferry fares rise</title><link rel=canonical href='{link}'></head><body><article>{long}</article></body></html>"
    )
    site.answer("/ferry", page.encode())
    subscribed(store, site.tagged("/feed", rss("T", ("Ferry fares rise", link, "<p>The ferry will cost more.</p>"))))
    fetched(store, fetcher)
    saved = tmp_path / "saved.html"
    saved.write_text(page)
    add(store, [link, str(saved)], analyse=False, index=False, fetcher=lambda: Fetcher(pace=0, local=lambda host: False))
    assert store.count() == 1
    article = store.article(1)
    assert article is not None and article.url == link and "no choice" in article.text
    site.tagged("/feed", rss("T", ("Ferry fares rise", link, "<p>The ferry will cost much more.</p>")))
    fetched(store, fetcher)
    article = store.article(1)
    assert article is not None and "no choice" in article.text, "an excerpt took the place of the whole"
    assert feeds.counts(store.database)[only(store).id][0] == 1


def test_only_the_site_of_an_article_replaces_what_another_feed_brought(store: Store, fetcher: Fetcher, site: Site) -> None:
    links = (f"{site.root}/ferry", "https://n.example/ferry")
    subscribed(store, site.tagged("/aggregator", rss("A", *((f"Ferry {n}", link, "<p>Comments</p>") for n, link in enumerate(links)))))
    fetched(store, fetcher)
    feeds.add(store.database, [Listed(site.tagged("/own", rss("B", *((f"Ferry {n}", link, BODY) for n, link in enumerate(links)))))])
    fetched(store, fetcher)
    texts = [store.article(store.find(link) or 0) for link in links]
    assert ["crowns" in article.text for article in texts if article is not None] == [True, False]
    assert [articles for articles, _ in feeds.counts(store.database).values()] == [2, 2]


@pytest.mark.parametrize(
    ("status", "headers", "words"),
    [(404, {}, "no such page (404)"), (429, {"retry_after": "7200"}, "fewer requests"), (500, {}, "fault")],
)
def test_a_failing_feed_says_so_and_is_tried_less_and_less(
    store: Store, fetcher: Fetcher, site: Site, status: int, headers: dict[str, str], words: str
) -> None:
    subscribed(store, site.answer("/feed", b"", status, **headers))
    waits = []
    for _ in range(3):
        (kept,) = fetched(store, fetcher)
        (problem,) = kept.problems
        assert words in problem.what and "failing since" in problem.what and "next try" in problem.what
        feed = only(store)
        assert feed.next_try and feed.failing_since
        assert feeds.due(store.database) == []
        waits.append((datetime.fromisoformat(feed.next_try) - datetime.fromisoformat(feed.failing_since)).total_seconds())
    assert waits == sorted(waits)
    assert waits[0] >= (7200 if headers else 600)
    assert feeds.due(store.database, "9999") == [only(store)]
    assert [row.where for row in store.problems()] == [f"{site.root}/feed"]

    site.tagged("/feed", rss("T", ("Ferry", "https://n.example/1", BODY)))
    (kept,) = fetched(store, fetcher)
    assert kept.new == 1
    assert (only(store).trouble, only(store).failures, store.problems()) == ("", 0, [])
    assert feeds.due(store.database) == [only(store)]


def test_the_wait_ends_somewhere(store: Store, site: Site) -> None:
    feed = subscribed(store, "https://n.example/feed")
    with store.database.writing() as connection:
        for _ in range(50):
            feed = feeds.note_failure(connection, feed, "no", moment="2026-05-01T00:00:00Z")
    assert feed.next_try == "2026-05-08T00:00:00Z"
    with store.database.writing() as connection:
        assert (
            feeds.note_failure(connection, feed, "no", retry_after=1e300, moment="2026-05-01T00:00:00Z").next_try == "2026-05-31T00:00:00Z"
        )


def test_a_feed_that_is_gone_is_not_asked_again(store: Store, fetcher: Fetcher, site: Site) -> None:
    subscribed(store, site.answer("/feed", b"", 410))
    (kept,) = fetched(store, fetcher)
    assert "not asked again" in kept.problems[0].what
    assert feeds.due(store.database, "9999") == []


def test_a_feed_that_moved_for_good_is_known_by_its_new_address(store: Store, fetcher: Fetcher, site: Site) -> None:
    items = rss("T", ("Linked", "https://n.example/1", BODY), ("Bare", "", BODY))
    subscribed(store, site.tagged("/old", items))
    fetched(store, fetcher)
    site.answer("/old", b"", 301, location="/new")
    site.tagged("/new", items, etag='"another"')
    (kept,) = fetched(store, fetcher)
    assert (only(store).address, kept.new, store.count()) == (f"{site.root}/new", 0, 2)
    assert feeds.counts(store.database) == {only(store).id: (2, 2)}


def test_two_feeds_become_one_where_one_moves_to_the_other(store: Store, fetcher: Fetcher, site: Site) -> None:
    items = rss("T", ("Bare", "", BODY))
    subscribed(store, site.tagged("/old", items))
    fetched(store, fetcher)
    feeds.add(store.database, [Listed(site.tagged("/new", items))])
    site.answer("/old", b"", 301, location="/new")
    fetched(store, fetcher)
    assert only(store).address == f"{site.root}/new"
    assert feeds.counts(store.database)[only(store).id][0] == store.count()


def test_a_feed_elsewhere_for_now_keeps_its_address(store: Store, fetcher: Fetcher, site: Site) -> None:
    items = rss("T", ("Bare", "", BODY))
    subscribed(store, site.tagged("/feed", items))
    fetched(store, fetcher)
    site.answer("/feed", b"", 302, location="/mirror")
    site.answer("/mirror", items, content_type="text/xml")
    (kept,) = fetched(store, fetcher)
    assert (only(store).address, kept.new, store.count()) == (f"{site.root}/feed", 0, 1)


def test_a_page_in_place_of_the_feed_is_a_failure(store: Store, fetcher: Fetcher, site: Site) -> None:
    subscribed(store, site.answer("/feed", b"", 301, location="/login"))
    site.answer("/login", b"<html><body><h1>Log in</h1></body></html>")
    (kept,) = fetched(store, fetcher)
    assert "no feed" in kept.problems[0].what
    assert only(store).address == f"{site.root}/feed"


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("content-type", "application/rss+xml")
    handler.send_header("connection", "close")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<item/>" * 1000)


def test_hostile_and_slow_servers_hold_nothing_up(store: Store, fetcher: Fetcher, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST_BODY", 1 << 20)
    monkeypatch.setattr(web, "_READ_WAIT", 0.2)
    site.paths["/endless"] = endless
    site.paths["/silent"] = lambda handler: time.sleep(2)
    site.answer("/bomb", gzip.compress(bytes(8 << 20)), content_encoding="gzip")
    site.answer("/empty", b"")
    site.answer("/loop", b"", 302, location="/loop")
    site.tagged("/good", rss("Good", ("Ferry", "https://n.example/1", BODY)))
    bad = ("endless", "silent", "bomb", "empty", "loop")
    feeds.add(store.database, [Listed(f"{site.root}/{name}") for name in (*bad, "good")])
    told = fetched(store, fetcher)
    assert sum(kept.new for kept in told) == 1
    failed = {problem.where.rpartition("/")[2]: problem.what for kept in told for problem in kept.problems}
    assert failed.keys() == set(bad)
    assert all("\n" not in what for what in failed.values())


@pytest.mark.parametrize(("sent", "said"), [("cp1252", "iso-8859-1"), ("utf-16", "utf-16"), ("utf-8", "iso-8859-1"), ("cp1252", "utf-8")])
def test_wrong_encodings(store: Store, fetcher: Fetcher, site: Site, sent: str, said: str) -> None:
    data = rss("Zürcher Hafen", ("Jörg Müller fährt", "https://n.example/1", "<p>Jörg Müller fuhr über den Fluß.</p>")).decode()
    subscribed(store, site.tagged("/feed", data.encode(sent), content_type=f"application/rss+xml; charset={said}"))
    fetched(store, fetcher)
    article = store.article(1)
    assert article is not None
    assert (article.title, article.outlet) == ("Jörg Müller fährt", "Zürcher Hafen")


def test_one_entry_twice_in_a_feed_is_not_replaced_again_and_again(store: Store, fetcher: Fetcher, site: Site) -> None:
    link = "https://n.example/live"
    subscribed(store, site.answer("/feed", rss("T", ("Now", link, BODY), ("Before", link, "<p>Before.</p>"))))
    fetched(store, fetcher)
    (kept,) = fetched(store, fetcher)
    assert (kept.new, store.count()) == (0, 1)


def test_a_changed_entry_keeps_what_it_said_before(store: Store, fetcher: Fetcher, site: Site) -> None:
    subscribed(store, site.tagged("/feed", rss("T", ("Ferry", "https://n.example/1", BODY))))
    fetched(store, fetcher)
    site.tagged("/feed", rss("T", ("Ferry", "https://n.example/1", BODY.replace("four", "five"))))
    fetched(store, fetcher)
    article = store.article(1)
    assert article is not None and "five crowns" in article.text
    (older,) = versions(store.database, 1)
    assert "four crowns" in older.text
    assert changed(store.database, 1) == older.replaced


def test_of_many_versions_the_first_and_the_latest_stay(store: Store, fetcher: Fetcher, site: Site) -> None:
    address = site.answer("/live", b"")
    for crowns in range(15):
        page = f"<html><head><title>Ferry</title></head><body><article>{BODY * 5}<p>Now {crowns} crowns.</p></article></body></html>"
        site.answer("/live", page.encode())
        keep(store.database, ask(fetcher, address))
    said = [int(version.text.rpartition("Now ")[2].split()[0]) for version in versions(store.database, 1)]
    assert said == [*range(13, 13 - MOST_VERSIONS + 1, -1), 0]
    article = store.article(1)
    assert article is not None and "Now 14" in article.text


def test_other_mark_up_of_the_same_words_is_no_change(store: Store, fetcher: Fetcher, site: Site) -> None:
    subscribed(store, site.tagged("/feed", rss("T", ("Ferry", "https://n.example/1", BODY))))
    fetched(store, fetcher)
    site.tagged("/feed", rss("T", ("Ferry", "https://n.example/1", BODY.replace("<p>", "<p class='x'>"))))
    (kept,) = fetched(store, fetcher)
    assert kept.new == 0
    assert changed(store.database, 1) is None


def test_a_subscription_that_ends_meanwhile_stays_ended(store: Store, fetcher: Fetcher, site: Site) -> None:
    feed = subscribed(store, site.tagged("/feed", rss("T", ("Ferry", "https://n.example/1", BODY))))
    answer = ask(fetcher, feed.address, feed)
    feeds.remove(store.database, feed)
    assert keep(store.database, answer).new == 0
    assert (feeds.feeds(store.database), store.count()) == ([], 0)


def test_an_address_that_works_again_is_no_problem_any_more(store: Store, fetcher: Fetcher, site: Site) -> None:
    address = site.answer("/ferry", b"", 500)
    keep(store.database, ask(fetcher, address))
    assert [row.where for row in store.problems()] == [address]
    site.answer("/ferry", b"", 302, location="/ferries")
    site.answer("/ferries", f"<html><head><title>Ferry</title></head><body><article>{BODY * 5}</article></body></html>".encode())
    assert keep(store.database, ask(fetcher, address)).new == 1
    assert store.problems() == []


def test_subscriptions_go_with_an_exported_library(store: Store, tmp_path: Path) -> None:
    feeds.add(store.database, [Listed("https://n.example/feed", "Harbour Times", "news")])
    with Store.open(tmp_path / "other") as other:
        import_lines(other, list(export_lines(store)))
        assert feeds.feeds(other.database) == feeds.feeds(store.database)


def test_two_do_not_fetch_at_once(store: Store, fetcher: Fetcher, site: Site) -> None:
    feed = subscribed(store, site.tagged("/feed", rss("T")))
    with writing_lock(store.folder), pytest.raises(LibraryBusy):
        fetch(store, fetcher, [feed])
    assert site.asked == []


def test_opml_of_twenty_feeds(store: Store, fetcher: Fetcher, site: Site, tmp_path: Path) -> None:
    lines = []
    for n in range(20):
        address = site.tagged(f"/{n}", rss(f"Feed {n:02}", (f"Ferry {n}", f"https://n.example/{n}", BODY)))
        lines.append(f'<outline text="Folder {n % 2}"><outline type="rss" text="" xmlUrl="{address}"/></outline>')
    listed = tmp_path / "feeds.opml"
    listed.write_text(f"<?xml version='1.0'?><opml version='2.0'><body>{''.join(lines)}</body></opml>")
    assert feeds.import_list(store.database, listed) == 20
    assert feeds.import_list(store.database, listed) == 0
    assert site.asked == [], "a list was fetched before anybody asked"
    assert sum(kept.new for kept in fetched(store, fetcher)) == 20
    sent = site.sent
    assert all(kept.unchanged for kept in fetched(store, fetcher))
    assert site.sent == sent
    again = tmp_path / "again.opml"
    again.write_text(feeds.export_opml(store.database))
    with Store.open(tmp_path / "other") as other:
        assert feeds.import_list(other.database, again) == 20
        assert [(f.address, f.title, f.folder) for f in feeds.feeds(other.database)] == [
            (f.address, f.title, f.folder) for f in feeds.feeds(store.database)
        ]


def test_newsboats_urls_file(store: Store, tmp_path: Path) -> None:
    urls = tmp_path / "urls"
    urls.write_text('https://n.example/feed news "~Harbour Times"\n# no\nquery:x:y\nexec:rm\n')
    assert feeds.import_list(store.database, urls) == 1
    assert (only(store).title, only(store).folder) == ("Harbour Times", "news")


@pytest.mark.parametrize("words", ["", "<html/>", "no feeds here"])
def test_what_lists_no_feed_is_refused_in_words(store: Store, tmp_path: Path, words: str) -> None:
    path = tmp_path / "list"
    path.write_text(words)
    with pytest.raises(LibraryError, match=r"list: "):
        feeds.import_list(store.database, path)
    with pytest.raises(LibraryError, match="no such file"):
        feeds.import_list(store.database, tmp_path / "missing")


def test_feeds_are_found_by_address_number_and_title(store: Store) -> None:
    feed = subscribed(store, "https://n.example/feed")
    feeds.add(store.database, [Listed(feed.address, "Harbour Times", "news")])
    feed = only(store)
    for named in ("HTTPS://N.example/feed", str(feed.id), "harbour times"):
        assert feeds.find_feed(store.database, named) == feed
    assert feeds.find_feed(store.database, "") is None
