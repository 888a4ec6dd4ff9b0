"""``python -m analysis.language``: read JSON lines with `id` and `text`, write what the analysis says of each as a JSON line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import tee

from analysis.article import Article
from analysis.language.pipeline import Analyser, PipelineMissing
from analysis.language.wire import to_json


def _articles() -> Iterator[Article]:
    for number, line in enumerate(sys.stdin, start=1):
        if line.strip():
            row = json.loads(line)
            yield Article(str(row.get("id", number)), row.get("title", ""), row["text"])


def main() -> int:
    """Annotate what comes in."""
    parser = argparse.ArgumentParser(prog="python -m analysis.language", description=__doc__)
    parser.add_argument("--pipeline", help="an installed spaCy pipeline instead of the built-in one")
    args = parser.parse_args()
    try:
        analyser = Analyser.load(args.pipeline)
    except PipelineMissing as error:
        print(error, file=sys.stderr)
        return 2
    articles, again = tee(_articles())
    for article, said in zip(articles, analyser.annotate_many(again), strict=True):
        print(json.dumps(to_json(article, said), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
