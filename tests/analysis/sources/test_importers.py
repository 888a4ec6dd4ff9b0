from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article import BlockKind
from analysis.sources.exports import read_instapaper, read_pocket, read_readwise, read_wallabag
from analysis.sources.imported import Imported
from analysis.sources.importers import PROGRAMS, import_from
from analysis.sources.mail import read_maildir, read_mbox
from analysis.sources.newsboat import read_newsboat, read_urls
from analysis.sources.opml import Feed, read_opml, write_opml
from analysis.sources.problem import Problem, SourceError

BODY = "<p>The ferry to Tarn will cost four crowns from June, its owner said.</p><p>Nobody in the hall was surprised.</p>"


def imported(items: Iterable[Imported | Problem]) -> list[Imported]:
    found = list(items)
    assert all(isinstance(item, Imported) for item in found), found
    return [item for item in found if isinstance(item, Imported)]


def problems(items: Iterable[Imported | Problem]) -> list[Problem]:
    return [item for item in items if isinstance(item, Problem)]


def make_cache(path: Path, wal: bool = False) -> sqlite3.Connection:
    store = sqlite3.connect(path)
    if wal:
        store.execute("PRAGMA journal_mode = WAL")
    store.execute(
        "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL)"
    )
    store.execute(
        "CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL, "
        "author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, "
        "content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0)"
    )
    store.execute("INSERT INTO rss_feed VALUES ('https://n.example/feed', 'https://n.example/', 'Harbour Notes')")
    rows = [
        ("g1", "Ferry fares rise", "Petra Lind", "https://n.example/1", "https://n.example/feed", 1715670000, BODY, 1, "", 0),
        ("g2", "Bank holds its rate", "", "https://n.example/2", "https://n.example/feed", 0, BODY, 0, "sa", 0),
        ("g3", "Gone", "", "https://n.example/3", "https://n.example/feed", 0, BODY, 0, None, 1),
        ("g4", "No address", "", "", "https://n.example/feed", 0, "plain &amp; simple", 1, None, 0),
        ("g5", "", "", "", "https://n.example/feed", 0, "", 1, None, 0),
    ]
    store.executemany(
        ("INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted) VALUES (?,?,?,?,?,?,?,?,?,?)"),
        rows,
    )
    store.commit()
    return store


@pytest.mark.parametrize("wal", [False, True])
def test_newsboat_cache(tmp_path: Path, wal: bool) -> None:
    path = tmp_path / "cache.db"
    store = make_cache(path, wal)
    before = {entry.name: hashlib.sha256(entry.read_bytes()).hexdigest() for entry in tmp_path.iterdir()}
    items = list(read_newsboat(path))
    assert before == {entry.name: hashlib.sha256(entry.read_bytes()).hexdigest() for entry in tmp_path.iterdir()}
    store.close()
    found = [item for item in items if isinstance(item, Imported)]
    assert [(item.article.key, item.read, item.starred, item.tags) for item in found] == [
        ("https://n.example/1", False, False, ()),
        ("https://n.example/2", True, True, ("a", "s")),
        ("https://n.example/feed#g4", False, False, ()),
    ]
    first = found[0].article
    assert (first.title, first.outlet, first.author, first.published) == (
        "Ferry fares rise",
        "Harbour Notes",
        "Petra Lind",
        "2024-05-14T07:00:00+00:00",
    )
    assert [block.kind for block in first.blocks] == [BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
    assert "plain & simple" in found[2].article.text
    assert ["item 5" in problem.where for problem in problems(items)] == [True]


def test_newsboat_refuses_other_databases(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    path.write_bytes(b"no database at all" * 50)
    assert "newsboat" in problems(read_newsboat(path))[0].what
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE x (y)").connection.close()
    assert "newsboat" in problems(read_newsboat(tmp_path / "other.db"))[0].what
    assert "no such file" in problems(read_newsboat(tmp_path / "missing.db"))[0].what


def test_newsboat_urls() -> None:
    text = (
        'https://n.example/feed "~Harbour Notes" local\n# comment\n"query:unread:unread = '
        '\\"yes\\""\nexec:~/bin/script\nhttp://m.example/rss "!hidden"\nhttps://broken "quote\n'
    )
    assert read_urls(text) == [Feed("https://n.example/feed", "Harbour Notes", "local"), Feed("http://m.example/rss", "", "")]


def test_wallabag_json(tmp_path: Path) -> None:
    path = tmp_path / "wallabag.json"
    entries = [
        {
            "title": "Ferry fares rise",
            "url": "https://n.example/1",
            "content": BODY,
            "is_archived": 1,
            "is_starred": 0,
            "tags": ["transport", {"label": "tarn"}],
            "published_at": "2024-05-14T06:00:00+0000",
            "published_by": ["Petra Lind", None],
            "domain_name": "n.example",
        },
        {"title": "Second", "url": "https://n.example/2", "content": "", "is_archived": 0, "is_starred": 1, "tags": []},
        {"content": ""},
        "nonsense",
    ]
    path.write_text(json.dumps(entries))
    items = list(read_wallabag(path))
    first, second = (item for item in items if isinstance(item, Imported))
    assert (first.read, first.starred, first.tags) == (True, False, ("transport", "tarn"))
    assert (first.article.author, first.article.published, first.article.outlet) == ("Petra Lind", "2024-05-14T06:00:00+00:00", None)
    assert (second.read, second.starred, second.article.text) == (False, True, "Second")
    assert len(problems(items)) == 2


def test_pocket_csv_and_html(tmp_path: Path) -> None:
    table = tmp_path / "part.csv"
    table.write_text(
        "title,url,time_added,tags,status\nFerry fares "
        "rise,https://n.example/1,1715670000,tarn|sea,archive\nhttps://n.example/2,https://n.example/2,1,,unread\n"
    )
    first, second = imported(read_pocket(table))
    assert (first.article.title, first.article.key, first.read, first.tags) == (
        "Ferry fares rise",
        "https://n.example/1",
        True,
        ("tarn", "sea"),
    )
    assert (second.article.title, second.read) == ("https://n.example/2", False)
    listed = tmp_path / "ril_export.html"
    listed.write_text(
        '<!DOCTYPE html><html><body><h1>Unread</h1><ul><li><a href="https://n.example/1" time_added="1" '
        'tags="sea">Ferry fares rise</a></li></ul>'
        '<h1>Read Archive</h1><ul><li><a href="https://n.example/2" tags="">Bank</a></li><li><a '
        'href="javascript:x">Bank</a></li></ul></body></html>'
    )
    assert [(item.article.title, item.read, item.tags) for item in imported(read_pocket(listed))] == [
        ("Ferry fares rise", False, ("sea",)),
        ("Bank", True, ()),
        ("Bank", True, ()),
    ]


def test_instapaper_csv(tmp_path: Path) -> None:
    path = tmp_path / "instapaper.csv"
    path.write_text(
        'URL,Title,Selection,Folder,Timestamp,Tags\nhttps://n.example/1,Ferry fares rise,,Starred,1,"[""sea"",""tarn""]"\n'
        "https://n.example/2,Bank,A line that I marked.,Archive,2,[]\nhttps://n.example/3,Harbour,,Norrey,3,[]\n"
    )
    first, second, third = imported(read_instapaper(path))
    assert (first.starred, first.read, first.tags) == (True, False, ("sea", "tarn"))
    assert second.read
    assert "A line that I marked." in second.article.text
    assert third.tags == ("Norrey",)


def test_readwise_documents_and_highlights(tmp_path: Path) -> None:
    path = tmp_path / "reader.csv"
    path.write_text(
        "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
        "Ferry fares rise,https://n.example/1,01h,\"['sea', 'favorite']\",2024-05-14 07:00:00+00:00,1,archive,True\n"
        "Bank,https://n.example/2,01j,[],2024-05-14,0.2,new,False\n"
    )
    first, second = imported(read_readwise(path))
    assert (first.read, first.starred, first.tags) == (True, True, ("sea", "favorite"))
    assert not second.read
    marks = tmp_path / "highlights.csv"
    marks.write_text(
        "Highlight,Book Title,Book Author,Note\nThe dark belongs to everybody.,The Last Lamplighter,Nell "
        "Abery,\nA <b>second</b> line.,The Last Lamplighter,Nell Abery,mine\n"
    )
    (book,) = imported(read_readwise(marks))
    assert (book.article.title, book.article.author) == ("The Last Lamplighter", "Nell Abery")
    assert [block.kind for block in book.article.blocks][1:3] == [BlockKind.BLOCK_QUOTE, BlockKind.BLOCK_QUOTE]
    assert "A <b>second</b> line." in book.article.text


@pytest.mark.parametrize("reader", [read_wallabag, read_pocket, read_instapaper, read_readwise])
def test_exports_that_are_something_else(reader: object, tmp_path: Path) -> None:
    for name, data in {
        "a.csv": b"a,b\n1,2\n",
        "b.json": b"[",
        "c.csv": b"",
        "d.csv": b"\x00\x01" * 100,
        "e.csv": b'url,title\n"https://x',
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        for item in reader(path):  # type: ignore[operator]
            assert isinstance(item, Imported | Problem)
    assert problems(reader(tmp_path / "missing"))  # type: ignore[operator]
    assert problems(reader(tmp_path / "a.csv"))  # type: ignore[operator]


MAIL = """From: The Lagoon Post <news@lagoon.example>
To: you@example.org
Subject: =?utf-8?q?Teachers_call_off_strike_=E2=80=93_today?=
Date: Mon, 21 Aug 2023 10:02:33 +0100
Message-ID: <m1@lagoon.example>
List-Id: "Lagoon Briefing" <briefing.lagoon.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8

The Union of Teachers has called off its strike.
--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<html><body><h2>Teachers call off strike =E2=80=93 today</h2><p>The Union of Teachers has called off its strike, its president said on=
 Monday.</p>
<p><a href=3D"https://lagoon.example/u">Unsubscribe</a></p></body></html>
--b--
"""
PLAIN = "From: a@b.example\nSubject: Note\n\nThe ferry leaves at nine & not at ten <sharp>, the captain wrote to us.\n"


def test_maildir(tmp_path: Path) -> None:
    box = tmp_path / "box"
    for name in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new"):
        (box / name).mkdir(parents=True)
    (box / "cur" / "1.host:2,FS").write_text(MAIL)
    (box / "new" / "2.host").write_text(PLAIN)
    (box / "cur" / "3.host:2,ST").write_text(PLAIN)
    (box / ".Sent" / "cur" / "4.host:2,S").write_text(PLAIN.replace("Note", "Sent"))
    first, second, sent = imported(read_maildir(box))
    assert (first.read, first.starred) == (True, True)
    article = first.article
    assert (article.title, article.outlet, article.author) == ("Teachers call off strike – today", "Lagoon Briefing", "The Lagoon Post")
    assert (article.key, article.published) == ("mid:m1@lagoon.example", "2023-08-21T10:02:33+01:00")
    assert (second.read, second.article.title) == (False, "Note")
    assert "nine & not at ten" in second.article.text
    assert sent.article.title == "Sent"


def test_mbox(tmp_path: Path) -> None:
    path = tmp_path / "mail.mbox"
    path.write_text(
        f"From x Mon Aug 21 10:02:33 2023\nStatus: RO\nX-Status: F\n{MAIL}\nFrom y Mon Aug 21 10:02:33 "
        f"2023\n{PLAIN}>From the pier it sails.\n\n"
        f"From z Mon Aug 21 10:02:33 2023\nX-Keywords: sea, tarn\n{PLAIN}"
    )
    before = path.read_bytes()
    first, second, third = imported(read_mbox(path))
    assert (first.read, first.starred, second.read) == (True, True, False)
    assert "From the pier it sails." in second.article.text
    assert third.tags == ("sea", "tarn")
    assert path.read_bytes() == before


def test_mail_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "x.mbox"
    path.write_text("no mail")
    assert "no mbox" in problems(read_mbox(path))[0].what
    assert "no Maildir" in problems(read_maildir(tmp_path))[0].what


@given(
    st.binary(max_size=400),
    st.sampled_from(
        [
            b"Subject: ",
            b"From: ",
            b"Content-Type: ",
            b"Date: ",
            b"Message-ID: ",
            b"Content-Transfer-Encoding: base64\n\n",
            b"Content-Type: multipart/mixed; boundary=b\n\n--b\n",
        ]
    ),
)
def test_any_mail_gives_an_article_or_a_problem(data: bytes, header: bytes) -> None:
    from analysis.sources.mail import _imported

    assert isinstance(_imported(header + data, "x", "x"), Imported | Problem)


FEEDS = [
    Feed("https://n.example/feed?a=1&b=2", 'Harbour <Notes> & "more"', "News/Local"),
    Feed("https://m.example/rss", "Ledger", "News"),
    Feed("https://o.example/atom", "", ""),
]


def test_opml_goes_out_and_comes_in_again() -> None:
    assert sorted(read_opml(write_opml(FEEDS).encode()), key=lambda feed: feed.url) == sorted(FEEDS, key=lambda feed: feed.url)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html></html>",
        b"not xml",
        b"<opml><body>" + b"<outline>" * 100_000,
        (
            b'<!DOCTYPE opml [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><opml><body><outline text="&c;" '
            b'xmlUrl="https://n.example/f"/></body></opml>'
        ),
        (
            b'<opml><body><outline type="include" url="https://n.example/self.opml"/><outline '
            b'xmlUrl="file:///etc/passwd" text="x"/></body></opml>'
        ),
        b'<opml><body><outline xmlUrl="https://n.example/f',
        b'<opml><body><outline text="&#xD800;&#55296;&#57343;" xmlUrl="https://n.example/f"/></body></opml>',
    ],
)
def test_hostile_opml(data: bytes) -> None:
    try:
        feeds = read_opml(data)
    except SourceError as error:
        assert "\n" not in str(error)
    else:
        assert all(feed.url == "https://n.example/f" and "bb" not in feed.title for feed in feeds)


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_is_read_by_name(program: str, tmp_path: Path) -> None:
    (problem,) = import_from(program, tmp_path / "missing")
    assert isinstance(problem, Problem)
