from __future__ import annotations

import gzip
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler

import pytest

from analysis.article import Article
from analysis.sources import web
from analysis.sources.problem import SourceError
from analysis.sources.web import Fetcher, FetchError, is_local, read_answer
from tests.analysis.sources.making_pdf import make_pdf
from tests.analysis.sources.test_documents import MAGAZINE, epub
from tests.local_site import Site

PAGE = (
    "<html><head><title>Ferry fares rise</title></head><body><article><h1>Ferry fares rise</h1>"
    "<p>Jörg Müller said that the ferry to Tarn will cost four crowns from June.</p><p>Nobody in the "
    "hall was surprised by that.</p></article></body></html>"
)


def refused(fetcher: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as told:
        fetcher.fetch(url)
    assert "\n" not in str(told.value)
    return told.value


def read(fetcher: Fetcher, url: str) -> Article:
    (article,) = read_answer(fetcher.fetch(url))
    assert isinstance(article, Article)
    return article


def test_a_page_becomes_an_article(site: Site, fetcher: Fetcher) -> None:
    url = site.answer("/ferry", PAGE.encode())
    article = read(fetcher, url)
    assert (article.title, article.key, article.url) == ("Ferry fares rise", url, url)
    assert "Jörg Müller" in article.text


def test_a_pdf_becomes_an_article(site: Site, fetcher: Fetcher) -> None:
    url = site.answer("/fares.pdf", make_pdf([["The ferry to Tarn will cost four crowns from June."]]), content_type="application/pdf")
    article = read(fetcher, url)
    assert (article.key, article.url, article.text) == (url, url, "The ferry to Tarn will cost four crowns from June.")


@pytest.mark.parametrize("kind", ["application/epub+zip", "application/octet-stream"])
def test_an_epub_becomes_its_chapters(site: Site, fetcher: Fetcher, kind: str) -> None:
    url = site.answer("/review.epub", epub(MAGAZINE), content_type=kind)
    chapters = read_answer(fetcher.fetch(url))
    assert [(part.key, part.url) for part in chapters if isinstance(part, Article)] == [(f"{url}#1", url), (f"{url}#2", url)]


def test_what_is_called_a_stream_of_bytes_is_known_by_its_first_ones(site: Site, fetcher: Fetcher) -> None:
    data = make_pdf([["The ferry to Tarn will cost four crowns from June."]])
    assert "four crowns" in read(fetcher, site.answer("/fares", data, content_type="application/octet-stream")).text
    program = fetcher.fetch(site.answer("/program", b"\x7fELF\0\0", content_type="application/octet-stream"))
    with pytest.raises(SourceError, match="no page or feed"):
        read_answer(program)


@pytest.mark.parametrize(("sent", "said"), [("cp1252", "iso-8859-1"), ("utf-16", "utf-16"), ("utf-8", "iso-8859-1"), ("cp1252", "utf-8")])
def test_wrong_encodings(site: Site, fetcher: Fetcher, sent: str, said: str) -> None:
    article = read(fetcher, site.answer("/x", PAGE.encode(sent), content_type=f"text/html; charset={said}"))
    assert "Jörg Müller" in article.text


def test_conditional_requests_transfer_nothing(site: Site, fetcher: Fetcher) -> None:
    url = site.answer("/feed", b"<rss/>", etag='"v1"', last_modified="Tue, 14 May 2024 07:45:12 GMT", content_type="application/rss+xml")
    first = fetcher.fetch(url)
    site.answer("/feed", b"", 304)
    second = fetcher.fetch(url, etag=first.etag, modified=first.modified)
    assert (second.unchanged, second.data) == (True, b"")
    headers = site.asked[-1][1]
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"v1"', "Tue, 14 May 2024 07:45:12 GMT")


def test_redirects_are_followed_and_told(site: Site, fetcher: Fetcher) -> None:
    site.answer("/new", b"there")
    first = site.answer("/old", b"", 301, location="/new#part")
    answer = fetcher.fetch(first)
    assert (answer.url, answer.data, answer.moved) == (f"{site.root}/new", b"there", True)
    assert not fetcher.fetch(site.answer("/now", b"", 302, location="/new")).moved


@pytest.mark.parametrize(
    "location",
    ["/loop", "file:///etc/passwd", "ftp://n.example/x", "javascript:alert(1)", "http://user:pw@n.example/", "http://[::bad"],
)
def test_redirects_that_lead_nowhere(site: Site, fetcher: Fetcher, location: str) -> None:
    assert "redirects" in str(refused(fetcher, site.answer("/loop", b"", 302, location=location)))


def test_no_redirect_from_a_public_page_to_the_local_network(site: Site) -> None:
    site.answer("/secret", b"secret")
    port = site.server.server_port
    url = site.answer("/page", b"", 302, location=f"http://localhost:{port}/secret")
    with Fetcher(pace=0, local=lambda host: host == "localhost") as fetcher:
        assert "local network" in str(refused(fetcher, url))
        assert [path for path, _ in site.asked] == ["/page"]
        assert fetcher.fetch(f"http://localhost:{port}/secret").data == b"secret"
    with Fetcher(pace=0, local=lambda host: host == "localhost", allow_local=True) as fetcher:
        assert fetcher.fetch(url).data == b"secret"


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("10.1.2.3", True),
        ("169.254.169.254", True),
        ("::1", True),
        ("192.168.0.1", True),
        ("0.0.0.0", True),
        ("93.184.216.34", False),
    ],
)
def test_what_counts_as_local(host: str, local: bool) -> None:
    assert is_local(host) is local


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://n.example/", "n.example", "", "javascript:x", "http://", "http://user@n.example/", "data:text/html,x"],
)
def test_only_http_and_https(fetcher: Fetcher, url: str) -> None:
    assert "no web address" in str(refused(fetcher, url))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "no such page"),
        (410, "gone"),
        (403, "does not let us"),
        (429, "fewer requests"),
        (500, "fault"),
        (503, "fault"),
        (204, "no page"),
    ],
)
def test_refusals_in_plain_words(site: Site, fetcher: Fetcher, status: int, words: str) -> None:
    told = refused(fetcher, site.answer("/x", b"", status))
    assert words in str(told)
    assert told.status == status


def test_how_long_a_server_asks_to_wait(site: Site, fetcher: Fetcher) -> None:
    assert refused(fetcher, site.answer("/x", b"", 429, retry_after="120")).retry_after == 120
    assert refused(fetcher, site.answer("/x", b"", 429, retry_after="soon")).retry_after is None
    later, before = (format_datetime(datetime.now(UTC) + timedelta(minutes=n), usegmt=True) for n in (10, -10))
    assert 540 < (refused(fetcher, site.answer("/x", b"", 429, retry_after=later)).retry_after or 0) <= 600
    assert refused(fetcher, site.answer("/x", b"", 503, retry_after=before)).retry_after is None


def test_packed_answers(site: Site, fetcher: Fetcher) -> None:
    assert fetcher.fetch(site.answer("/g", gzip.compress(b"words"), content_encoding="gzip")).data == b"words"
    assert fetcher.fetch(site.answer("/d", zlib.compress(b"words"), content_encoding="deflate")).data == b"words"
    bare = zlib.compressobj(wbits=-15)
    assert fetcher.fetch(site.answer("/b", bare.compress(b"words") + bare.flush(), content_encoding="deflate")).data == b"words"


def test_gzip_bombs_are_stopped(site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST_BODY", 1 << 20)
    bomb = gzip.compress(bytes(64 << 20))
    assert len(bomb) < 1 << 17
    assert "larger" in str(refused(fetcher, site.answer("/bomb", bomb, content_encoding="gzip")))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_damaged_or_unknown_packing(site: Site, fetcher: Fetcher, encoding: str) -> None:
    assert "packed" in str(refused(fetcher, site.answer("/x", b"not packed at all", content_encoding=encoding)))


def test_large_answers_are_refused_by_what_they_say(site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST_BODY", 100)
    assert "more than is fetched" in str(refused(fetcher, site.answer("/x", bytes(1000))))


def test_endless_answers_are_cut_off(site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST_BODY", 1 << 20)

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "text/html")
        handler.send_header("connection", "close")
        handler.end_headers()
        while True:
            handler.wfile.write(b"word " * 1000)

    site.paths["/endless"] = endless
    assert "larger" in str(refused(fetcher, f"{site.root}/endless"))


def test_answers_that_trickle_are_given_up(site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LONGEST_WAIT", 0.3)

    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "text/html")
        handler.send_header("connection", "close")
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.02)

    site.paths["/slow"] = trickle
    assert "within" in str(refused(fetcher, f"{site.root}/slow"))


def test_silent_servers_are_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_READ_WAIT", 0.2)
    site.paths["/silent"] = lambda handler: time.sleep(2)
    with Fetcher(pace=0, local=lambda host: False) as fetcher:
        assert "in time" in str(refused(fetcher, f"{site.root}/silent"))


def test_no_connection(site: Site, fetcher: Fetcher) -> None:
    site.close()
    assert "no connection" in str(refused(fetcher, f"{site.root}/x"))


def test_pictures_are_no_pages(site: Site, fetcher: Fetcher) -> None:
    assert "image/png" in str(refused(fetcher, site.answer("/x", b"\x89PNG", content_type="image/png")))


def test_one_request_a_second_to_a_host(site: Site) -> None:
    slept: list[float] = []
    url = site.answer("/x", b"x")
    with Fetcher(pace=1.0, sleep=slept.append, local=lambda host: False) as fetcher:
        for _ in range(3):
            fetcher.fetch(url)
        fetcher.fetch(url.replace("127.0.0.1", "localhost"))
    assert len(slept) == 2
    assert 0 < slept[0] <= 1.0 < slept[1] <= 2.0


def test_no_cookie_is_sent_back(site: Site, fetcher: Fetcher) -> None:
    url = site.answer("/x", b"x", set_cookie="id=5")
    fetcher.fetch(url)
    fetcher.fetch(url)
    assert "cookie" not in site.asked[-1][1]
