"""What the tests of the ingest share: files to add, the stand-in for the analysis, the process and its events."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
FAKE = "tests.analysis.library.fake_analyser:FakeAnalyser"
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}


def write_files(folder: Path, count: int, words: str = "") -> Path:
    """Write `count` text files that name two people and quote one of them; `words` stand in each of them."""
    folder.mkdir(exist_ok=True)
    for n in range(count):
        text = f"Ferry number {n} is late\n\nMara Lund met Otto Brandt at pier {n}. “We wait,” she said. {words}\n"
        (folder / f"ferry-{n:04}.txt").write_text(text, "utf-8")
    return folder


def start(library: Path, *paths: str | Path, options: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Start the ingest as the reader does, with pipes for commands, events and errors."""
    command = [sys.executable, "-m", "analysis.library.ingest", "--library", str(library), "--analyser", FAKE, *options, "--"]
    return subprocess.Popen(
        [*command, *map(str, paths)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=ENVIRONMENT,
    )  # fmt: skip


def events(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    """Yield the events of an ingest until it ends."""
    assert process.stdout is not None
    for line in process.stdout:
        yield json.loads(line)


def run(library: Path, *paths: str | Path, options: Sequence[str] = ()) -> tuple[int, list[dict[str, Any]], str]:
    """Run an ingest to its end; return exit code, events, and what it said on standard error."""
    with start(library, *paths, options=options) as process:
        told = list(events(process))
        assert process.stderr is not None
        errors = process.stderr.read()
        return process.wait(), told, errors
