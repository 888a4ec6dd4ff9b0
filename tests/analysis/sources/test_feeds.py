from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article import BlockKind
from analysis.sources.feed import FeedContents, read_feed
from analysis.sources.imported import Imported
from analysis.sources.problem import SourceError

URL = "https://n.example/feed"

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Harbour Notes für Tarn</title><link>https://n.example/</link>
<item><title>Ferry fares rise &amp;amp; fall</title><link>/2024/ferry?utm=1#x</link><guid>g1</guid><dc:creator>Petra Lind</dc:creator>
<pubDate>Tue, 14 May 2024 07:45:12 +0100</pubDate><category>sea</category><description>Short.</description>
<content:encoded><![CDATA[<p>The ferry to Tarn will cost four crowns from June, its owner said.</p><blockquote>Too much!</blockquote>
<p>Read more: <a href="/pier">Pier repairs will take all summer</a></p><script>evil()</script>]]></content:encoded></item>
<item><title>No body</title><guid isPermaLink="false">g2</guid></item>
<item></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Ledger</title><link href="https://l.example/"/>
<entry><title type="html">Bank &lt;b&gt;holds&lt;/b&gt; its rate</title><id>urn:1</id><link rel="alternate" href="https://l.example/bank"/>
<published>2024-02-08T12:00:00Z</published><author><name>Ansel Wray</name></author><author><name>Mila Dorn</name></author>
<content type="html">&lt;p&gt;The bank left its rate at 4.5 per cent.&lt;/p&gt;</content></entry></feed>"""

JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Sable Daily",
    "home_page_url": "https://s.example/",
    "items": [
        {
            "id": "1",
            "url": "https://s.example/1",
            "title": "Museum reopens",
            "content_html": "<p>It opened on Friday.</p>",
            "date_published": "2022-09-30T10:00:00+02:00",
            "tags": ["art"],
            "authors": [{"name": "Orla Fenn"}],
        },
        {"id": "2", "content_text": "Only <text> here."},
        "nonsense",
    ],
}


def good(contents: FeedContents) -> list[Imported]:
    return [item for item in contents.items if isinstance(item, Imported)]


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_rss(encoding: str) -> None:
    contents = read_feed(RSS.format(encoding=encoding).encode(encoding), url=URL)
    assert (contents.title, contents.site) == ("Harbour Notes für Tarn", "https://n.example/")
    first, second = good(contents)
    article = first.article
    assert (article.key, article.source) == ("https://n.example/2024/ferry?utm=1", URL)
    assert (article.title, article.author, article.outlet, article.published) == (
        "Ferry fares rise & fall",
        "Petra Lind",
        "Harbour Notes für Tarn",
        "2024-05-14T06:45:12+00:00",
    )
    assert [block.kind for block in article.blocks] == [BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTE, BlockKind.READ_MORE]
    assert article.links[0].target == "https://n.example/pier"
    assert first.tags == ("sea",)
    assert (second.article.key, second.article.text) == (f"{URL}#g2", "No body")
    assert len(contents.items) == 3


def test_atom() -> None:
    (item,) = good(read_feed(ATOM.encode(), url="https://l.example/feed"))
    article = item.article
    assert (article.title, article.author, article.published) == (
        "Bank holds its rate",
        "Ansel Wray, Mila Dorn",
        "2024-02-08T12:00:00+00:00",
    )
    assert article.text.endswith("The bank left its rate at 4.5 per cent.")


def test_json_feed() -> None:
    contents = read_feed(json.dumps(JSON).encode(), url="https://s.example/feed.json")
    first, second = (item.article for item in good(contents))
    assert (first.title, first.author, first.outlet, first.published) == (
        "Museum reopens",
        "Orla Fenn",
        "Sable Daily",
        "2022-09-30T10:00:00+02:00",
    )
    assert second.key == "https://s.example/feed.json#2"
    assert len(contents.items) == 3


def test_a_feed_without_items_is_a_feed() -> None:
    assert read_feed(b"<rss version='2.0'><channel><title>Quiet</title></channel></rss>", url=URL).items == []


@pytest.mark.parametrize(
    "data", [b"", b"<html><body>404</body></html>", b"{}", b'{"items": 5}', b"{" * 50_000, b"plain words", b"\x89PNG\r\n\x1a\n", b"[1]"]
)
def test_what_is_no_feed_is_told(data: bytes) -> None:
    with pytest.raises(SourceError) as told:
        read_feed(data, url=URL)
    assert "\n" not in str(told.value)


def test_entities_of_a_feed_are_not_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    data = f"<?xml version='1.0'?>{bomb}<rss version='2.0'><channel><title>x</title><item><title>T &b; &x;</title></item></channel></rss>"
    for article in (item.article for item in good(read_feed(data.encode(), url=URL))):
        assert "aaaaaaaaaa" not in article.text
        assert "root:" not in article.text


def test_hostile_titles_are_cleaned() -> None:
    data = "<rss version='2.0'><channel><title>x\u202ey</title><item><title>a&#27;]0;b&#7;c\u200bd</title></item></channel></rss>"
    contents = read_feed(data.encode(), url=URL)
    assert contents.title == "xy"
    assert not {"\x1b", "\x07", "\u200b"} & set(good(contents)[0].article.title)


@pytest.mark.parametrize("cut", range(60, 1300, 61))
def test_truncated_feeds_give_what_there_is(cut: int) -> None:
    try:
        contents = read_feed(RSS.format(encoding="utf-8").encode()[:cut], url=URL)
    except SourceError:
        return
    assert len(contents.items) <= 3


@given(st.text(max_size=200))
def test_any_title_and_body_give_an_item(words: str) -> None:
    feed = {"title": words, "items": [{"id": words, "title": words, "content_html": words, "date_published": words, "url": words}]}
    assert len(read_feed(json.dumps(feed).encode(), url=URL).items) == 1
