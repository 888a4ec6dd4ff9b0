"""The corpus of bad files through every reader, the skeleton, the analysis and the library."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from analysis.article import Article
from analysis.library.check import check
from analysis.library.index import Index
from analysis.library.store import Store
from analysis.library.writer import Writer
from analysis.query import QueryError, parse
from analysis.skeleton import blocks_of
from analysis.sources import read_bytes
from analysis.sources.feed import read_feed
from analysis.sources.opml import read_opml
from tests.bad_input import targets
from tests.bad_input.corpus import files, write
from tests.bad_input.readers import ADDRESS, articles_in, made_of
from tests.steps import steps

ROOT = Path(__file__).parents[2]
MEGABYTES = 450
ANALYSED = 2_000
"""Characters of a text that are analysed here: what hurts an analysis does so at any length, and this suite is to be quick."""

READ_ALL = """
import json, os, resource, sys
from pathlib import Path
from tests.bad_input.readers import made_of
from tests.bad_input.targets import check_item
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (600, 600))
wrong, made = [], 0
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        for item in made_of(path):
            made += 1
            check_item(item)
    except BaseException as error:
        wrong.append(f"{path.name}: {type(error).__name__}: {str(error)[:200]}")
size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (20 if sys.platform == "darwin" else 10)
if os.path.exists("/proc/self/status"):
    # what getrusage tells includes the process that started this one, as it was then
    size = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) >> 10
print(json.dumps({"wrong": wrong, "made": made, "megabytes": size}))
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write(tmp_path_factory.mktemp("corpus"))


def test_it_is_large() -> None:
    names = [name for name, _ in files()]
    assert len(names) >= 200
    assert len(set(names)) == len(names)


def test_every_file_gives_articles_or_problems_in_little_memory(corpus: list[Path]) -> None:
    """In a process of its own, which the system ends where it wants too much time or memory."""
    command = [sys.executable, "-c", READ_ALL, str(corpus[0].parent)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["wrong"] == []
    assert said["made"] > len(corpus)
    assert said["megabytes"] < MEGABYTES


def test_what_is_analysed_and_kept_is_whole(corpus: list[Path], tmp_path: Path) -> None:
    analyser = targets.analyser()
    with Store.open(tmp_path / "library", durable=False) as store:
        writer = Writer(store.database)
        kept = set()
        for path in corpus:
            if path.suffix == ".annotated":
                for item in made_of(path):
                    if isinstance(item, tuple):
                        (added,) = writer.add([item[0]])
                        writer.annotate(added.article_id, item[0].digest, item[1])
                        kept.add(added.article_id)
                continue
            for number, article in enumerate(articles_in(path)):
                if number == 5:
                    break
                text = article.text[:ANALYSED]
                short = Article(f"{path}{number}", article.title, text, blocks_of(text), digest=f"{path}{number}")
                (added,) = writer.add([short])
                writer.annotate(added.article_id, short.digest, analyser.annotate(short))
                kept.add(added.article_id)
        with Index.open(store.folder, readonly=False) as index:
            index.catch_up(store)
        assert store.count() == len(kept) > 200
        assert store.progress().done == len(kept)
        assert check(store) == []


def test_no_entity_is_expanded_and_nothing_is_fetched() -> None:
    for name, data in files():
        if not name.startswith(("bomb", "external", "quadratic", "parameter")):
            continue
        if name.endswith(".opml"):
            text = "".join(feed.title for feed in read_opml(data))
        elif name.endswith(".feed"):
            text = "".join(getattr(item, "article", item).title for item in read_feed(data, url=ADDRESS).items)
        else:
            text = "".join(item.text for item in read_bytes(data, name=name) if isinstance(item, Article))
        assert "lollol" not in text and "root:" not in text and "xxxx" not in text, name


def test_a_bad_line_costs_no_good_one() -> None:
    for name, data in files():
        if name.endswith(".jsonl") and data.rstrip().endswith(b'said.\\n\\nRead more:\\nDockers vote to strike\\n"}') and b"\r" not in data:
            if name == "no line ends.jsonl":
                continue
            articles = [item for item in read_bytes(data, name=name) if isinstance(item, Article)]
            assert any("Sigrun" in article.text for article in articles), name


GROWING: dict[str, Callable[[int], bytes]] = {
    "lines.txt": lambda n: b"a\n" * n,
    "bylines.txt": lambda n: b"By Ida Holm\n" * n,
    "read more.txt": lambda n: b"Read more: a\n" * n,
    "capitals.txt": lambda n: b"READ MORE\n" * n,
    "captions.txt": lambda n: b"x (Photo: Ida Holm)\n\n" * n,
    "quotes.txt": lambda n: "“a” she said. ".encode() * n,
    "deep.html": lambda n: b"<div>" * n + b"Ferry",
    "table.html": lambda n: b"<table>" + b"<tr><td>x</td></tr>" * n,
    "paragraphs.html": lambda n: b"<article>" + b"<p>The ferry ran aground on Tuesday.</p>" * n,
    "headings.html": lambda n: b"<h1>Ferry</h1>" * n,
    "links.html": lambda n: b"<p>" + b"<a href=/x>x</a> " * n,
    "captions.html": lambda n: b"<figure><figcaption>x" * n,
    "brackets.md": lambda n: b"[" * n + b"Ferry",
    "quotes.md": lambda n: b"> " * n + b"Ferry",
    "stars.md": lambda n: b"*a **b " * n,
    "front matter.md": lambda n: b"---\n" + b"title: x\n" * n + b"---\nFerry",
    "lines.jsonl": lambda n: b'{"title": "Ferry"}\n' * n,
    "groups.rtf.txt": lambda n: b"{\\rtf1 " + b"{\\b x}" * n,
}


@pytest.mark.parametrize("name", GROWING)
def test_twice_the_input_is_about_twice_the_work(name: str) -> None:
    made = GROWING[name]
    read_bytes(made(10), name=name)
    once, twice = (steps(lambda n=n: read_bytes(made(n), name=name)) for n in (300, 600))
    assert twice < 2.6 * once + 2_000


@pytest.mark.parametrize("text", ["a ", "(a) ", "-", '"a ', "a OR ", "speaker:a ", "NOT "], ids=repr)
def test_a_query_takes_work_by_its_length(text: str) -> None:
    def work(n: int) -> None:
        with suppress(QueryError):
            parse(text * n)

    once, twice = (steps(lambda n=n: work(n)) for n in (50, 100))
    assert twice < 2.6 * once + 500
