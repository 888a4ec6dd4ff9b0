"""The analysis of very many articles, spread by Dask over processes or machines: shards of JSON Lines in, as many annotated shards out.

    pip install 'pullquote[examples]'
    python -m analysis.examples.annotate_with_dask shards/ annotated/ --workers 2
    pullquote add --annotated annotated/*.jsonl

With ``--scheduler tcp://…`` the shards go to a cluster that runs already; its machines must see both folders and have Pullquote. A shard is
written whole or not at all, and one that is there already is not made again: start the same command again after a fault.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from functools import cache
from pathlib import Path

from analysis.article import Article
from analysis.language.pipeline import Analyser
from analysis.language.wire import to_json
from analysis.sources import read


@cache
def analyser() -> Analyser:
    """Load the pipeline, once a process."""
    return Analyser.load()


def annotate_shard(shard: str, out: str) -> tuple[int, list[str]]:
    """Annotate the articles of one file into another; return how many there were, and what could not be read."""
    problems: list[str] = []
    articles: list[Article] = []
    done, part = 0, Path(f"{out}.{os.getpid()}.part")

    with part.open("w", encoding="ascii") as lines:

        def write() -> None:
            for article, said in zip(articles, analyser().annotate_many(articles), strict=True):
                lines.write(json.dumps(to_json(article, said, with_article=True)) + "\n")
            articles.clear()

        for item in read([shard]):
            if not isinstance(item, Article):
                problems.append(str(item))
                continue
            articles.append(item)
            done += 1
            if len(articles) == 32:
                write()
        write()
    part.replace(out)
    return done, problems


def annotate_all(shards: Path, out: Path, *, workers: int = 2, scheduler: str | None = None) -> tuple[int, list[str]]:
    """Annotate every ``.jsonl`` file of `shards` into `out`; return how many articles were done now, and what went wrong."""
    from distributed import Client, LocalCluster, as_completed

    out.mkdir(parents=True, exist_ok=True)
    todo = [(path, out / path.name) for path in sorted(shards.glob("*.jsonl")) if not (out / path.name).exists()]
    total, problems = 0, list[str]()
    if not todo:
        return total, problems
    address = scheduler or LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
    with Client(address) as client:
        tasks = {client.submit(annotate_shard, str(path), str(target), pure=False): path for path, target in todo}
        for task in as_completed(list(tasks)):
            if task.status != "finished":
                problems.append(f"{tasks[task]}: {task.exception()}")
                continue
            done, said = task.result()
            total += done
            problems += said
    if not isinstance(address, str):
        address.close()
    return total, problems


def main() -> int:
    """Annotate the shards that are named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m analysis.examples.annotate_with_dask", description="Annotate shards with Dask.")
    parser.add_argument("shards", type=Path, help="a folder of .jsonl files, one article a line")
    parser.add_argument("out", type=Path, help="the folder for the annotated files")
    parser.add_argument("--workers", type=int, default=2, help="processes of a cluster on this machine")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="the scheduler of a cluster that runs already")
    args = parser.parse_args()
    done, problems = annotate_all(args.shards, args.out, workers=args.workers, scheduler=args.scheduler)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{done:,} articles annotated; now: pullquote add --annotated {args.out}/*.jsonl")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
