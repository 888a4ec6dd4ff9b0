"""Articles a second for each source, in CPU time of one process, and how many lines of the test pages get their right kind."""

from __future__ import annotations

import difflib
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from analysis.article import Article
from analysis.skeleton import blocks_of
from analysis.sources import Problem, read, read_bytes
from tests.pages import page, pages, texts
from tests.pages import text as marked_text


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
    _accuracy()


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
