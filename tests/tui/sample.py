"""The library that the screen's tests open: a part of the sample, with its annotations as they were on the day it was made.

`python -m tests.tui.sample` writes the fixture anew from seeds/ with the shipped pipeline. The tests do not need the pipeline, and a
better model does not change what they see.
"""

from __future__ import annotations

import json
from pathlib import Path

FIXTURE = Path(__file__).parent.parent / "fixtures" / "analysed.jsonl"
ARTICLES = (
    "harbour-times/port-strike-third-week.html",
    "harbour-times/bank-cuts-rates.md",
    "morning-echo/dockers-reject-pay-offer.txt",
    "morning-echo/astrolabe-found.html",
    "the-ledger/port-owner-warns-of-layoffs.md",
    "the-ledger/bank-holds-rates.md",
    "northern-post/interview-helga-voss.md",
    "northern-post/dockers-turn-down-offer.txt",
    "coast-wire/ferry-aground.txt",
    "coast-wire/dockers-vote-to-strike.txt",
)


def make_library(folder: Path) -> Path:
    """Make a library of the fixture's articles, with its index."""
    from analysis.library.ingest import add
    from analysis.library.store import Store

    with Store.open(folder) as store:
        add(store, [str(FIXTURE)], annotated=True, analyse=False)
    return folder


def write_fixture() -> None:
    """Analyse the articles and write them as JSON lines, known by their short names."""
    from dataclasses import replace

    from analysis.language.pipeline import Analyser
    from analysis.language.wire import to_json
    from analysis.sources import read

    seeds = Path(__file__).parent.parent.parent / "seeds" / "articles"
    analyser = Analyser.load()
    with FIXTURE.open("w", encoding="utf-8") as out:
        for name in ARTICLES:
            (article,) = read([seeds / name])
            row = to_json(replace(article, key=Path(name).stem), analyser.annotate(article), with_article=True)
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write_fixture()
