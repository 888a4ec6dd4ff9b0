"""An ingest killed 300 times with SIGKILL at random moments: what was confirmed before, what of it is lost, what is wrong afterwards.
Half as often who makes a library, fetches feeds, corrects names, and commits to the search index.

python -m tests.benchmarks.bench_faults [NUMBER]
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from analysis.library.check import check
from analysis.library.store import Store
from tests.analysis.library.ingesting import kill_again_and_again, run
from tests.analysis.library.killing import kill_correcting, kill_fetching, kill_indexing, kill_making

KILLS = 300


def main(data: Path | None = None, *, kills: int = KILLS) -> None:
    """Print what was lost; `data` is not needed."""
    rest = max(1, kills // 2)
    with tempfile.TemporaryDirectory() as name:
        killed = kill_again_and_again(Path(name), kills, seed=5)
        run(Path(name) / "library", Path(name) / "files")
        with Store.open(Path(name) / "library") as store:
            progress, left = store.progress(), check(store)
    print(f"killed {kills} times: {killed.confirmed:,} confirmed, {killed.lost} lost; wrong afterwards: {dict(Counter(killed.wrong))}")
    print(
        f"the next ingest: {progress.done:,} of {killed.files:,} files analysed; wrong then: {[finding.what for finding in left]}",
        flush=True,
    )
    for what, kill in (
        ("making a library", kill_making),
        ("fetching feeds", kill_fetching),
        ("correcting names", kill_correcting),
        ("committing to the index", kill_indexing),
    ):
        with tempfile.TemporaryDirectory() as name:
            left_over = kill(Path(name), rest, 5)
        wrong = dict(Counter(left_over.wrong))
        print(
            f"{what}: killed {rest} times, {left_over.confirmed:,} confirmed, {left_over.lost} lost; wrong afterwards: {wrong}",
            flush=True,
        )


if __name__ == "__main__":
    main(kills=int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)
