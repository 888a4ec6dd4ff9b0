"""`pullquote add --watch`, pass by pass: the pauses between two looks are where a test changes things."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.library.lock import writing_lock
from analysis.library.store import Store
from tui.cli import watching
from tui.cli.adding import ingest
from tui.cli.group import run

STORY = "https://n.example/ferry\n\nFerry fares rise\n\nThe ferry to Tarn will cost four crowns from June, Mara Lund said."


def watched(library: Path, folder: Path, steps: Iterator[object]) -> int:
    """Watch, and go one step on in each pause; after the last one it is as if Ctrl-C was pressed."""

    def pause(seconds: float) -> None:
        assert seconds >= watching.EVERY
        try:
            next(steps)
        except StopIteration:
            raise KeyboardInterrupt from None

    def add(home: Path, files: list[str], existing: bool) -> int:
        return ingest(home, files, ["--no-analysis", *(["--existing"] if existing else [])], None, as_json=False)

    return watching.watch_folders(library, [str(folder)], add, pause)


def test_files_come_in_as_they_appear_and_change(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    library, folder = tmp_path / "library", tmp_path / "saved"
    folder.mkdir()
    titles: list[list[str]] = []

    def steps() -> Iterator[None]:
        half = folder / "ferry.txt"
        half.write_text("Ferry fa")
        yield
        yield
        half.write_text(STORY)
        yield
        yield
        (folder / "broken.epub").write_bytes(b"PK not at all")
        yield
        yield
        with Store.open(library) as store:
            titles.append([store.rows().row(n).title for n in range(store.count())])
            titles.append([problem.where for problem in store.problems()])

    assert watched(library, folder, steps()) == 0
    assert titles == [["Ferry fares rise"], [str(folder / "broken.epub")]], "one file is one article, however it came"
    err = capfd.readouterr().err
    assert f"watching {folder}; Ctrl-C stops" in err
    assert err.count("broken.epub") == 1


def test_what_comes_waits_while_another_process_adds(tmp_path: Path) -> None:
    library, folder = tmp_path / "library", tmp_path / "saved"
    folder.mkdir()
    (folder / "ferry.txt").write_text(STORY)
    counted: list[int] = []

    def count() -> None:
        with Store.open(library) as store:
            counted.append(store.count())

    def steps() -> Iterator[None]:
        Store.open(library).close()
        with writing_lock(library):
            yield
            yield
            count()
        yield
        yield
        count()

    assert watched(library, folder, steps()) == 0
    assert counted == [0, 1]


def test_a_library_that_goes_away_is_not_begun_anew(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    library, folder = tmp_path / "library", tmp_path / "saved"
    folder.mkdir()

    def steps() -> Iterator[None]:
        (folder / "ferry.txt").write_text(STORY)
        yield
        yield
        library.rename(tmp_path / "away")
        (folder / "second.txt").write_text(STORY.replace("ferry", "second"))
        yield
        yield

    assert watched(library, folder, steps()) == 2
    assert "no longer there" in capfd.readouterr().err
    assert not library.exists()
    with Store.open(tmp_path / "away") as store:
        assert store.count() == 1


@pytest.mark.parametrize("what", ["https://n.example/feed", "ferry.txt"])
def test_only_folders_are_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], what: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PULLQUOTE_LIBRARY", str(tmp_path / "library"))
    Path("ferry.txt").write_text(STORY)
    assert run(["add", "--watch", what]) == 2
    assert "takes folders" in capfd.readouterr().err
