"""The walls: what the reader's start must not import."""

import subprocess
import sys

import pytest

HEAVY = ("spacy", "thinc", "numpy", "trafilatura", "lxml", "httpx", "feedparser", "tantivy", "rapidfuzz")


def imported_by(code: str) -> set[str]:
    script = f"{code}\nimport sys\nprint(' '.join(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n")[-2].split())


@pytest.mark.parametrize("module", ["tui.app", "tui.cli.group", "tui.cli.read", "tui.screens.reader.screen"])
def test_the_reader_starts_without_the_heavy_libraries(module: str) -> None:
    assert imported_by(f"import {module}").isdisjoint(HEAVY)


def test_opening_a_library_needs_none_of_them(tmp_path) -> None:
    code = f"from pathlib import Path; from analysis.library.store import Store; Store.open(Path({str(tmp_path / 'library')!r})).rows()"
    assert imported_by(code).isdisjoint(HEAVY)


EVERY_MODULE = """
import importlib, pkgutil, analysis
for module in pkgutil.walk_packages(analysis.__path__, "analysis."):
    if "__main__" not in module.name:
        importlib.import_module(module.name)
"""


def test_analysis_knows_no_screen() -> None:
    assert imported_by(EVERY_MODULE).isdisjoint({"textual", "tui"})
