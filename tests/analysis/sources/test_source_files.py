from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article import Article, BlockKind
from analysis.sources import Problem, article_from_text, read, read_bytes, read_file, walk
from analysis.sources.dates import iso_date

STORY = (
    "Müller’s ferry costs 4 € more\n\nThe ferry to Tarn will cost four euros more from June, “as "
    "everywhere”, Jörg Müller said on Monday.\n\nNobody was surprised."
)


def one(items: list[Article | Problem]) -> Article:
    (article,) = items
    assert isinstance(article, Article), article
    return article


def problem(items: list[Article | Problem]) -> Problem:
    (found,) = items
    assert isinstance(found, Problem), found
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_of_text(encoding: str) -> None:
    assert one(read_bytes(STORY.encode(encoding), name="story.txt")).text == STORY


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("cp1252", "iso-8859-1"), ("cp1251", "windows-1251"), ("shift_jis", "Shift_JIS"), ("utf-8", "iso-8859-1"), ("utf-8", "no-such")],
)
def test_a_page_says_its_encoding(encoding: str, declared: str) -> None:
    words = {"cp1251": "Порт закрыт до понедельника, сообщили власти города", "shift_jis": "港は月曜日まで閉鎖されると当局が発表した"}.get(
        encoding, "Jörg Müller über die Fähre"
    )
    page = f'<html><head><meta charset="{declared}"></head><body><article><h1>X</h1><p>{words}</p><p>{words}</p></article></body></html>'
    assert words in one(read_bytes(page.encode(encoding), name="page.html")).text


def test_broken_utf8_is_not_taken_for_another_encoding() -> None:
    data = ("Жители порта ждали до утра. " * 20).encode()[:-1] + b"\xff"
    assert one(read_bytes(data, name="story.txt")).text.startswith("Жители порта")


def test_the_first_line_may_be_the_address() -> None:
    article = one(
        read_bytes(
            b"HTTPS://News.Example/a?b=1#top\n\nFerry fares rise\n\nThe ferry to Tarn will cost four euros more from June, its owner said.",
            name="a.txt",
        )
    )
    assert article.url == article.key == "https://news.example/a?b=1"
    assert article.text.startswith("Ferry fares rise")


def test_what_a_text_does_not_say_is_unknown(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    article = one(read_file(path))
    assert (article.url, article.outlet, article.author, article.published) == (None, None, None, None)
    assert article.key == article.source == str(path)
    assert article.digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_byline_and_a_date_line_say_who_and_when() -> None:
    text = (
        "Ferry fares rise\n\nBy Petra Lind in Tarn\nPublished: 14 May 2024\n\nThe ferry to Tarn will "
        "cost four euros more from June, its owner said."
    )
    article = one(read_bytes(text.encode(), name="a.txt"))
    assert (article.author, article.published) == ("Petra Lind", "2024-05-14")


def test_the_title_of_a_text_without_a_headline_is_its_first_sentence_cut_at_a_word() -> None:
    text = (
        "The ferry to Tarn will cost four euros more from June, its owner said on Monday after a long "
        "meeting with the town council. Nobody was surprised."
    )
    article = one(read_bytes(text.encode(), name="a.txt"))
    assert article.text == text
    assert article.title.endswith("…")
    assert len(article.title) <= 100
    assert text.startswith(article.title[:-1])


def test_without_skeleton_every_line_is_body() -> None:
    text = "Read more:\nFollow us on WhatsApp\n\nhttps://news.example/a"
    article = article_from_text(text, key="x", title="T", skeleton=False)
    assert article.text == text
    assert [block.kind for block in article.blocks] == [BlockKind.PARAGRAPH] * 3


RECORDS = [
    {
        "id": "a1",
        "title": "Ferry fares rise",
        "text": "The ferry to Tarn will cost more.",
        "url": "https://n.example/1",
        "published": "2024-05-14",
        "outlet": "Harbour Notes",
        "author": "Petra Lind",
    },
    {"title": "Only a headline"},
    {"text": "Only a body, which was told by the harbour master of Tarn."},
    {"url": "https://n.example/2", "title": "With an address"},
]


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    lines = [json.dumps(record) for record in RECORDS]
    path.write_text("\n".join([lines[0], "{broken", "", lines[1], "[1, 2]", lines[2], '{"id": 5}', '{"title": 7}', lines[3]]), "utf-8")
    items = read_file(path)
    articles = [item for item in items if isinstance(item, Article)]
    assert [article.key for article in articles] == ["a1", f"{path}#4", f"{path}#6", "https://n.example/2"]
    first = articles[0]
    assert first.text == "Ferry fares rise\n\nThe ferry to Tarn will cost more."
    assert (first.title, first.outlet, first.author, first.published) == ("Ferry fares rise", "Harbour Notes", "Petra Lind", "2024-05-14")
    assert first.digest == hashlib.sha256((lines[0] + "\n").encode()).hexdigest()
    assert articles[1].blocks[0].kind is BlockKind.HEADLINE
    problems = [item for item in items if isinstance(item, Problem)]
    assert [found.where.rpartition(" ")[2] for found in problems] == ["2", "5", "7", "8"]
    assert all("\n" not in str(found) for found in problems)


def test_a_headline_that_the_text_repeats_is_not_said_twice() -> None:
    record = {
        "title": "Ferry fares rise",
        "text": "FERRY FARES RISE\n\nThe ferry to Tarn will cost more, its owner said on Monday evening.",
    }
    article = one(read_bytes(json.dumps(record).encode(), name="a.jsonl"))
    assert article.text == record["text"]


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"title": ' + b"9" * 10_000 + b"}",
        b'"\\ud800"',
        b"\xff\xfe\x00",
        b'{"title": "\\ud800x"}',
        b"\x00" * 500,
    ],
)
def test_hostile_json_never_stops_the_rest(line: bytes) -> None:
    items = read_bytes(line + b'\n{"title": "Still here"}\n', name="x.jsonl", kind="jsonl")
    assert all(isinstance(item, Article | Problem) for item in items)
    assert items


def test_lines_beyond_the_limit_are_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.sources.jsonlines.LONGEST_LINE", 1000)
    items = read_bytes(b'{"title": "' + b"x" * 5000 + b'"}\n{"title": "Still here"}\n', name="x.jsonl")
    assert isinstance(items[0], Problem)
    assert isinstance(items[1], Article)
    assert items[1].title == "Still here"


def test_json_files_hold_one_article_or_a_list() -> None:
    assert one(read_bytes(json.dumps(RECORDS[0]).encode(), name="a.json")).key == "a1"
    assert len(read_bytes(json.dumps({"articles": RECORDS}).encode(), name="a.json")) == 4


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(200), "picture"),
    "paper.txt": (b"%PDF-1.7\n", "PDF"),
    "book.txt": (b"PK\x03\x04abc", "zip"),
    "noise.txt": (bytes(range(256)) * 40, "binary"),
    "invisible.txt": ("\u200b\u202e\u200b".encode(), "no text"),
    "zip.html": (b"\x1f\x8b\x08abc", "gzip"),
    "bad.json": (b"{", "no JSON"),
}


def test_bad_files_are_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    for name, (data, _) in BAD.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "zz.txt").write_text(STORY, "utf-8")
    items = list(read([tmp_path, tmp_path / "missing.txt"]))
    told = {Path(item.where).name: item.what for item in items if isinstance(item, Problem)}
    assert told.keys() == BAD.keys() | {"missing.txt"}
    for name, (_, words) in BAD.items():
        assert words in told[name]
    assert [item.title for item in items if isinstance(item, Article)] == ["Müller’s ferry costs 4 € more"]


def test_too_large_is_told_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.sources.files.LARGEST_FILE", 1000)
    path = tmp_path / "large.txt"
    path.write_text("word " * 500)
    assert "split it" in problem(read_file(path)).what


def test_too_long_for_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.sources.assemble.MOST_CHARACTERS", 1000)
    assert "characters long" in problem(read_bytes(b"word " * 5000, name="a.txt")).what


def test_file_names_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b]0;x\x07\u202e.txt"
    path.write_bytes(b"")
    found = problem(read_file(path))
    assert not {"\x1b", "\x07", "\u202e"} & set(str(found))


def test_walk_skips_hidden_files_companion_folders_other_kinds_and_loops(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        ".hidden.txt",
        ".git/x.txt",
        "page.html",
        "page_files/ad.html",
        "sub/c.txt",
        "sub/photo.jpg",
        "notes_files/d.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    found = [path.relative_to(tmp_path).as_posix() for path in walk([tmp_path])]
    assert found == ["a.md", "b.txt", "dangling.txt", "page.html", "notes_files/d.txt", "sub/c.txt"]


def test_unreadable_things_are_problems(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert "regular file" in problem(read_file(pipe)).what
    assert "folder" in problem(read_file(tmp_path)).what
    assert "no such file" in problem(read_file(tmp_path / "missing")).what
    assert "name" in problem(read_file("a\0b")).what


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a.rtf", "a"]))
def test_any_bytes_give_articles_or_problems(data: bytes, name: str) -> None:
    for item in read_bytes(data, name=name):
        assert isinstance(item, Article | Problem)


@given(st.text(max_size=200), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_text_gives_blocks_within_it(text: str, name: str) -> None:
    for item in read_bytes(text.encode("utf-8", "surrogatepass"), name=name):
        if isinstance(item, Article):
            position = 0
            for block in item.blocks:
                assert position <= block.start < block.end <= len(item.text)
                position = block.end
            assert all(0 <= link.start < link.end <= len(item.text) for link in item.links)


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("2024-05-16", "2024-05-16"),
        ("20240516", "2024-05-16"),
        ("2024-05-16T08:30:00+02:00", "2024-05-16T08:30:00+02:00"),
        ("2024-05-16T08:30Z", "2024-05-16T08:30:00+00:00"),
        ("2024-05-16 08:30:00.123+0530", "2024-05-16T08:30:00+05:30"),
        ("2024-05-16T08:30:00", "2024-05-16"),
        ("Thu, 16 May 2024 08:30:00 +0200", "2024-05-16T08:30:00+02:00"),
        ("Thu, 16 May 2024 08:30:00 GMT", "2024-05-16T08:30:00+00:00"),
        ("16 May 2024", "2024-05-16"),
        ("May 16th, 2024", "2024-05-16"),
        ("Thursday 16 May 2024 17.05 BST", "2024-05-16"),
        ("2024/05/16", "2024-05-16"),
        ("May 2024", "2024-05"),
        ("05/06/2024", None),
        ("2024-13-40", None),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_as_precise_as_they_are_said(said: str, date: str | None) -> None:
    assert iso_date(said) == date


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none()))
def test_no_date_fails(said: object) -> None:
    assert iso_date(said) is None or isinstance(iso_date(said), str)
