from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from importlib.util import find_spec as real_find_spec

import pytest

from analysis.article import Article, BlockKind
from analysis.sources import Problem, pdf, pdf_text, read_bytes
from tests.analysis.sources.making_pdf import make_pdf

CONTAINER = '<?xml version="1.0"?><container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
LONG = "".join(
    f"<p>Paragraph {number} tells at some length what the harbour master of Tarn did in that winter.</p>" for number in range(90)
)


def package(chapters: list[str], metadata: str = "", guide: str = "") -> str:
    items = "".join(f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:opf="http://www.idpf.org/2007/opf"><metadata><dc:title>Quay Review, May 2024</dc:title><dc:creator opf:role="aut">Nell Abery'
        '</dc:creator><dc:creator opf:role="ill">Edda Voss</dc:creator><dc:date opf:event="modification">2024-06-01</dc:date>'
        f'<dc:date opf:event="publication">2024-05-01</dc:date><dc:publisher>Quay Press</dc:publisher>{metadata}</metadata>'
        '<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        f'<item id="pic" href="pic.jpg" media-type="image/jpeg"/>{items}</manifest>'
        f'<spine><itemref idref="nav"/>{spine}</spine>{guide}</package>'
    )


def chapter(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title/></head><body>{body}</body></html>"
    )


def epub(files: dict[str, str | bytes], metadata: str = "", guide: str = "", order: list[str] | None = None) -> bytes:
    """Return an EPUB with these files beside the package document."""
    names = order if order is not None else [name for name in files if name.endswith(".xhtml") and name != "nav.xhtml"]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/book.opf", package(names, metadata, guide))
        for name, data in files.items():
            archive.writestr(name.removeprefix("/") if name.startswith("/META-INF") else f"OEBPS/{name}", data)
    return stream.getvalue()


def articles(data: bytes, name: str = "book.epub") -> list[Article]:
    found = read_bytes(data, name=name)
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def problem(data: bytes, name: str = "book.epub") -> str:
    (found,) = read_bytes(data, name=name)
    assert isinstance(found, Problem), found
    assert found.where == name
    return found.what


MAGAZINE = {
    "nav.xhtml": chapter('<nav epub:type="toc"><ol><li><a href="two.xhtml#top">A harbour in winter</a></li></ol></nav>'),
    "cover.xhtml": chapter('<section epub:type="cover"><h1>Quay Review</h1><p>The cover.</p></section>'),
    "rights.xhtml": chapter("<p>All rights reserved.</p>"),
    "one.xhtml": chapter(f"<h1>The last lamplighter</h1><p>By Sten Quarrie</p>{LONG}<blockquote><p>A verse.</p></blockquote>"),
    "two.xhtml": chapter(f'<p><a id="top"/>{"It had snowed since Sunday. " * 12}</p>{LONG}'),
    "two-b.xhtml": chapter("<p>And so it ended, with a thaw.</p>"),
}


def test_each_long_chapter_is_an_article() -> None:
    guide = '<guide><reference type="copyright-page" href="rights.xhtml"/></guide>'
    first, second = articles(epub(MAGAZINE, guide=guide))
    assert (first.title, first.author, first.published) == ("The last lamplighter", "Sten Quarrie", "2024-05-01")
    assert (second.title, second.author, second.outlet) == ("A harbour in winter", "Nell Abery", "Quay Review, May 2024")
    assert (first.key, second.key) == ("book.epub#1", "book.epub#2")
    assert first.digest != second.digest
    assert [block.kind for block in first.blocks][:3] == [BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.PARAGRAPH]
    assert first.blocks[-1].kind is BlockKind.BLOCK_QUOTE
    assert second.text.endswith("And so it ended, with a thaw.")
    assert not any("rights reserved" in article.text or "The cover" in article.text for article in (first, second))


def test_a_short_book_is_one_article() -> None:
    (article,) = articles(
        epub({"a.xhtml": chapter("<h2>One</h2><p>The first part is short.</p>"), "b.xhtml": chapter("<h2>Two</h2><p>So is the other.</p>")})
    )
    assert (article.title, article.author, article.outlet) == ("Quay Review, May 2024", "Nell Abery", "Quay Press")
    assert article.text.split("\n\n") == ["Quay Review, May 2024", "One", "The first part is short.", "Two", "So is the other."]
    assert [block.kind.value for block in article.blocks] == ["headline", "subheading", "paragraph", "subheading", "paragraph"]


def test_an_epub_is_known_by_its_first_bytes() -> None:
    assert articles(epub({"a.xhtml": chapter("<p>The first part is short.</p>")}), name="download")


def test_locked_books_say_so_and_scrambled_fonts_do_not_lock() -> None:
    one = {"a.xhtml": chapter("<p>The first part is short.</p>")}
    locks = '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
    assert "locked" in problem(epub({**one, "/META-INF/encryption.xml": locks.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")}))
    assert "locked" in problem(epub({**one, "/META-INF/license.lcpl": "{}"}))
    assert articles(epub({**one, "/META-INF/encryption.xml": locks.format("http://www.idpf.org/2008/embedding")}))


@pytest.mark.parametrize(
    "href", ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "http://x.example/a"]
)
def test_no_name_leads_out_of_the_archive(href: str) -> None:
    data = epub({"a.xhtml": chapter("<p>The first part is short.</p>")}, order=[href])
    assert problem(data) == "it lists no chapters"


def test_names_of_files_in_the_archive_are_names_only(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    articles(epub({"../../evil.xhtml": chapter("<p>Evil.</p>"), "a.xhtml": chapter("<p>The first part is short.</p>")}, order=["a.xhtml"]))
    assert not list(tmp_path.iterdir())


def test_a_bomb_is_not_unpacked() -> None:
    bomb = chapter("<p>" + "a" * (20 << 20) + "</p>")
    assert "too large" in problem(epub({"a.xhtml": bomb}))
    dense = chapter("<p>" + "a " * (2 << 20) + "</p>")
    assert "too large" in problem(epub({"a.xhtml": dense}))


def test_many_small_bombs_are_too_large_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.sources.epub.LARGEST_WHOLE", 100_000)
    assert "too large" in problem(epub({f"c{number}.xhtml": chapter(LONG) for number in range(20)}))


def test_too_many_files_are_refused_before_they_are_listed() -> None:
    assert "files" in problem(b"PK\x03\x04" + b"PK\x01\x02" * 20_001)


def test_entities_of_a_book_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "' + "lol" * 1000 + '"><!ENTITY b "' + "&a;" * 100 + '"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    data = epub({"a.xhtml": f"{bomb}<html><body><p>&b; &x; The first part is short.</p></body></html>"})
    (article,) = articles(data)
    assert "lollol" not in article.text and "root:" not in article.text
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/a.xhtml", chapter("<p>The first part is short.</p>"))
        archive.writestr("OEBPS/book.opf", bomb + package(["a.xhtml"]).partition("?>")[2].replace("Quay Review, May 2024", "&b;&x; Review"))
    (article,) = articles(stream.getvalue())
    assert "lollol" not in article.title and "root:" not in article.title


def test_damaged_books_are_one_problem() -> None:
    data = epub({"a.xhtml": chapter(LONG)})
    assert "damaged" in problem(data[: len(data) // 2])
    assert "no EPUB" in problem(b"no archive at all")
    assert "empty" in problem(b"")
    assert "missing" in problem(epub({}, order=["a.xhtml"]))
    assert "no text" in problem(epub({"a.xhtml": chapter('<img src="pic.jpg"/>')}))
    for place in range(0, len(data), 97):
        for item in read_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :], name="book.epub"):
            assert isinstance(item, Article | Problem)


# --- PDF ---


FIRST = [
    "The Norrey Courier",
    "Ferry fares to rise in June",
    "The fares of all ferries between Halvard and the islands will rise by a tenth, the com-",
    "pany said on Monday. It had promised in the autumn to leave them as they were until",
    "the end of the year.",
    "Residents of Tarn, who have no other way to a doctor, called the rise a break of the well-",
    "known promise. A petition had been signed by two thousand of them by the evening, and",
    "1",
]
SECOND = [
    "The Norrey Courier",
    "more are expected to sign.",
    "It is a well-known promise, the mayor said, and she would hold the company to it in court.",
    "2",
]
THIRD = ["The Norrey Courier", "The company did not answer.", "3"]


def test_lines_of_a_pdf_become_paragraphs() -> None:
    data = make_pdf(
        [FIRST, SECOND, THIRD], "/Title (Ferry fares to rise in June) /Author (Petra Lind) /CreationDate (D:20240514063000+02'00')"
    )
    (article,) = articles(data, "fares.pdf")
    assert (article.title, article.author, article.published) == ("Ferry fares to rise in June", "Petra Lind", "2024-05-14T06:30:00+02:00")
    assert article.text.split("\n\n") == [
        "Ferry fares to rise in June",
        "The fares of all ferries between Halvard and the islands will rise by a tenth, the company said on Monday. It had promised in the "
        "autumn to leave them as they were until the end of the year.",
        "Residents of Tarn, who have no other way to a doctor, called the rise a break of the well-known promise. A petition had been "
        "signed by two thousand of them by the evening, and more are expected to sign.",
        "It is a well-known promise, the mayor said, and she would hold the company to it in court.",
        "The company did not answer.",
    ]  # fmt: skip
    assert article.blocks[0].kind is BlockKind.HEADLINE


@pytest.mark.parametrize(
    "info", ["/Title (Microsoft Word - fares_final2.doc) /Author (admin)", "/Title (untitled) /Author (C:/Users/x)", ""]
)
def test_what_a_pdf_says_badly_is_unknown(info: str) -> None:
    (article,) = articles(make_pdf([FIRST], info), "fares.pdf")
    assert (article.author, article.published) == (None, None)
    assert "final2" not in article.title and article.title != "untitled"


def test_a_scanned_pdf_says_so() -> None:
    assert "text recognition" in problem(make_pdf([[], []], drawn="q 595 0 0 842 0 0 cm Q"), "scan.pdf")


def test_a_locked_pdf_says_so() -> None:
    pypdf = pytest.importorskip("pypdf")
    stream, writer = io.BytesIO(), pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf([FIRST])))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(stream)
    assert "locked" in problem(stream.getvalue(), "locked.pdf")


def test_damaged_pdfs_are_one_problem_or_what_there_is() -> None:
    data = make_pdf([FIRST, SECOND])
    assert "damaged" in problem(b"%PDF-1.7 and nothing more of it", "cut.pdf")
    # In this process, which is quicker; the other one runs the same.
    for place in range(0, len(data), 61):
        for hurt in (data[:place], data[:place] + b"\xff/[<<" + data[place + 5 :]):
            said = pdf_text.extract(hurt)
            assert ("problem" in said) != ("pages" in said)


def test_pages_that_lead_to_themselves_end() -> None:
    data = make_pdf([FIRST]).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]")
    assert isinstance(read_bytes(data, name="loop.pdf")[0], Article | Problem)


def test_too_many_pages_and_too_much_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "MOST_PAGES", 2)
    assert "split" in pdf_text.extract(make_pdf([FIRST, SECOND, THIRD]))["problem"]
    monkeypatch.setattr(pdf_text, "LARGEST_PAGE", 100)
    assert pdf_text.extract(make_pdf([FIRST]))["pages"] == [""]


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **options: object) -> None:
        assert options["timeout"]
        raise subprocess.TimeoutExpired("pdf", 1)

    monkeypatch.setattr(subprocess, "run", never)
    assert "seconds" in problem(make_pdf([FIRST]), "slow.pdf")


def test_without_pypdf_the_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None if name == "pypdf" else real_find_spec(name))
    assert problem(make_pdf([FIRST]), "fares.pdf").endswith('pip install "pullquote[documents]"')


def test_neither_reader_is_imported_before_it_is_needed() -> None:
    seen = "import sys, analysis.sources; sys.exit(any(m in sys.modules for m in ('pypdf', 'zipfile', 'lxml', 'analysis.sources.pdf')))"
    assert subprocess.run([sys.executable, "-c", seen], check=False).returncode == 0
