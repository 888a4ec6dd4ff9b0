"""The examples run as they are described."""

import json
import os
import subprocess
import sys
from pathlib import Path

from analysis.library.check import check
from analysis.library.store import Store

ROOT = Path(__file__).parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *map(str, arguments)], capture_output=True, text=True, env=ENVIRONMENT, check=False)


def test_shards_annotated_by_two_dask_workers_come_into_the_library(tmp_path: Path) -> None:
    shards, out, library = tmp_path / "shards", tmp_path / "annotated", tmp_path / "library"
    shards.mkdir()
    for shard in range(3):
        with (shards / f"{shard}.jsonl").open("w") as lines:
            for n in range(4):
                text = f"The ferry ran aground on Tuesday. “We wait for the tide at pier {n},” said Mara Lund of the harbour office."
                lines.write(
                    json.dumps({"id": f"{shard}-{n}", "title": f"Ferry {n} of {shard}", "text": text, "outlet": "Coast Wire"}) + "\n"
                )
    with (shards / "2.jsonl").open("a") as lines:
        lines.write("{broken\n")

    done = run("analysis.examples.annotate_with_dask", shards, out, "--workers", 2)
    assert "12 articles annotated" in done.stdout
    assert done.returncode == 1 and "2.jsonl, line 5: this is no JSON" in done.stderr
    assert sorted(path.name for path in out.iterdir()) == ["0.jsonl", "1.jsonl", "2.jsonl"]
    again = run("analysis.examples.annotate_with_dask", shards, out, "--workers", 2)
    assert (again.returncode, again.stdout[:10]) == (0, "0 articles")

    added = run("tui", "--library", library, "add", "--annotated", *sorted(out.iterdir()))
    assert added.returncode == 0, added.stderr
    with Store.open(library) as store:
        assert store.progress().done == store.count() == 12
        (row,) = [row for row in store.rows() if row.title == "Ferry 2 of 1"]
        assert row.outlet == "Coast Wire"
        (quote,) = store.quotes(row.id)
        assert quote.speaker == "Mara Lund"
        assert check(store) == []
