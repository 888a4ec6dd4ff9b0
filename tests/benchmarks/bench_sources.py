"""Articles a second for each source, in CPU time of one process, and how many lines of the test pages get their right kind."""

from __future__ import annotations

import csv
import difflib
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from html import escape
from pathlib import Path

from analysis.article import Article
from analysis.skeleton import blocks_of
from analysis.sources import Problem, read, read_bytes
from analysis.sources.feed import read_feed
from analysis.sources.imported import Imported
from analysis.sources.importers import import_from
from analysis.sources.web import Fetcher, read_answer
from tests.analysis.sources.making_pdf import make_pdf
from tests.analysis.sources.test_documents import chapter, epub
from tests.local_site import Site
from tests.pages import page, pages, texts
from tests.pages import text as marked_text

_COLUMNS = {
    "pocket": "title,url,time_added,tags,status",
    "instapaper": "URL,Title,Selection,Folder,Timestamp",
    "readwise": "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen,Content",
}


def main(data: Path) -> None:
    """Print both tables; `data` is the folder that holds data/articles, without which only the test pages are read."""
    print(f"{'source':<12}{'articles':>10}{'problems':>10}{'MB':>8}{'articles/s':>12}")
    folder = data / "data" / "articles"
    plain: list[Article] = []
    if folder.is_dir():
        plain = _measure("plain text", lambda: read([folder]))
        lines = b"".join(json.dumps({"title": item.title, "text": item.text, "url": item.url}).encode() + b"\n" for item in plain)
        _measure("JSON Lines", lambda: read_bytes(lines, name="articles.jsonl"))
        notes = [f"---\ntitle: {json.dumps(item.title)}\n---\n\n{item.text}".encode() for item in plain]
        _measure("Markdown", lambda: (found for note in notes for found in read_bytes(note, name="note.md")))
        whole = ["<p>" + item.text.replace("&", "&amp;").replace("<", "&lt;").replace("\n\n", "</p><p>") + "</p>" for item in plain]
        framed = [
            f"<html><body><nav>Home</nav><article><h1>{number}</h1>{body}</article></body></html>".encode()
            for number, body in enumerate(whole)
        ]
        _measure("HTML, long", lambda: (found for body in framed for found in read_bytes(body, name="page.html")))
    bodies = [page(path)[0] for path in pages()] * 20
    _measure("HTML, pages", lambda: (found for body in bodies for found in read_bytes(body, name="page.html")))
    _stores()
    _documents()
    _accuracy()


def _stores() -> None:
    """Measure what comes from other programs, on a thousand entries of each."""
    body = "<p>The ferry to Tarn will cost four crowns from June, its owner said on Monday.</p>" * 12
    number = range(1000)
    items = "".join(
        f"<item><title>Ferry {i}</title><link>https://n.example/{i}</link><description>{escape(body)}</description></item>" for i in number
    )
    feed = f"<rss version='2.0'><channel><title>Notes</title>{items}</channel></rss>".encode()
    _measure("feed", lambda: _plainly(read_feed(feed, url="https://n.example/feed").items))
    with tempfile.TemporaryDirectory() as folder:
        cache, box, export = Path(folder) / "cache.db", Path(folder) / "box.mbox", Path(folder) / "export.json"
        with sqlite3.connect(cache) as store:
            store.execute(
                "CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid, title, author, url, feedurl, pubDate, content, unread, flags)"
            )
            rows = ((f"g{i}", f"Ferry {i}", "", f"https://n.example/{i}", "https://n.example/feed", i, body, 1, "") for i in number)
            store.executemany(
                "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags) VALUES (?,?,?,?,?,?,?,?,?)", rows
            )
        box.write_text("".join(f"From x\nSubject: Ferry {i}\nContent-Type: text/html\n\n{body}\n\n" for i in number))
        export.write_text(json.dumps([{"title": f"Ferry {i}", "url": f"https://n.example/{i}", "content": body} for i in number]))
        tables = {name: _table(Path(folder) / f"{name}.csv", columns, body) for name, columns in _COLUMNS.items()}
        letters = Path(folder) / "mail"
        for part in ("new", "cur", "tmp"):
            (letters / part).mkdir(parents=True)
        for i in number:
            (letters / "cur" / f"{i}.n:2,S").write_text(f"Subject: Ferry {i}\nContent-Type: text/html\n\n{body}\n")
        stores = {"newsboat": cache, "mbox": box, "maildir": letters, "wallabag": export, **tables}
        for program, path in stores.items():
            _measure(program, lambda program=program, path=path: _plainly(import_from(program, path)))


def _table(path: Path, columns: str, body: str) -> Path:
    """Write a service's export of a thousand entries; Pocket's has titles and addresses only."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.DictWriter(file, columns.split(","))
        rows.writeheader()
        for i in range(1000):
            said = {"title": f"Ferry {i}", "url": f"https://n.example/{i}", "selection": body, "content": body}
            rows.writerow({name: said.get(name.lower(), "") for name in rows.fieldnames})
    return path


def _documents() -> None:
    """Measure books, papers and saved archives of pages, each of one story, and what a server on this machine answers."""
    line = "The ferry to Tarn will cost four crowns from June, its owner said on Monday."
    book = epub({f"{i}.xhtml": chapter(f"<h1>Ferry {i}</h1>" + f"<p>{line}</p>" * 180) for i in range(10)})
    paper = make_pdf([[line] * 40])
    rich = "{\\rtf1\\ansi " + f"{line}\\par " * 12 + "}"
    page = f"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1>{f'<p>{line}</p>' * 12}</article></body></html>"
    archive = f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}"
    for name, data in (("story.epub", book), ("story.pdf", paper), ("story.rtf", rich.encode()), ("story.mhtml", archive.encode())):
        times = 10 if name == "story.epub" else 100
        _measure(
            name.rpartition(".")[2].upper(),
            lambda data=data, name=name, times=times: (item for _ in range(times) for item in read_bytes(data, name=name)),
        )
    with closing(Site()) as site, Fetcher(pace=0) as fetcher:
        address = site.answer("/ferry", page.encode())
        _measure("address", lambda: (item for _ in range(100) for item in read_answer(fetcher.fetch(address))))


def _plainly(items: Iterable[Imported | Problem]) -> Iterable[Article | Problem]:
    return (item.article if isinstance(item, Imported) else item for item in items)


def _measure(name: str, run: Callable[[], Iterable[Article | Problem]]) -> list[Article]:
    start = time.process_time()
    found = list(run())
    took = time.process_time() - start
    articles = [item for item in found if isinstance(item, Article)]
    size = sum(len(item.text) for item in articles) / 1e6
    print(f"{name:<12}{len(articles):>10,}{len(found) - len(articles):>10,}{size:>8.1f}{len(articles) / took:>12,.0f}")
    return articles


def _accuracy() -> None:
    right = lines = 0
    for path in [*pages(), *texts()]:
        if path.suffix == ".html":
            body, truth = page(path)
            (article,) = read_bytes(body, name="page.html")
            said = (
                [(block.kind.value, article.text[block.start : block.end]) for block in article.blocks]
                if isinstance(article, Article)
                else []
            )
        else:
            text, truth = marked_text(path)
            said = [(block.kind.value, text[block.start : block.end]) for block in blocks_of(text)]
        matcher = difflib.SequenceMatcher(None, truth, said, autojunk=False)
        right += sum(match.size for match in matcher.get_matching_blocks())
        lines += max(len(truth), len(said))
    print(
        f"\nblocks of the {len(pages())} pages and {len(texts())} texts under tests/pages: {right} of {lines} right ({right / lines:.1%})"
    )
