"""What may happen under an open library: its folder goes away, the disk is full, the clock goes back. All is said, nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.article import Article
from analysis.library import backup, corrections, feeds, state
from analysis.library.archive import export_lines, import_lines
from analysis.library.check import check
from analysis.library.index import Index
from analysis.library.records import LibraryError
from analysis.library.store import Store
from analysis.library.versions import changed, versions
from analysis.library.writer import Writer
from tests.analysis.library.ingesting import ENVIRONMENT, run, start, write_files
from tests.analysis.library.made_library import make

GONE = r"(no longer|not) there|cannot be opened|could not be read"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = make(tmp_path / "library", 20)
    with Index.open(store.folder, readonly=False) as index:
        index.catch_up(store)
    return store


IGNORING_THE_SIGNAL = (
    "import signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nfrom analysis.library.ingest_process import main\nsys.exit(main())"
)
WRITING: dict[str, Callable[[Store], object]] = {
    "a star": lambda store: store.set_starred(3, True),
    "a name": lambda store: corrections.rename(store, 1, "Somebody"),
    "an article": lambda store: Writer(store.database).add([Article("new", "New", "New", digest="1")]),
    "an archive": lambda store: import_lines(store, ['{"library": {"format": 1, "seen": 3}}']),
    "the index": lambda store: Index.open(store.folder, readonly=False).catch_up(store),
    "a snapshot": lambda store: backup.daily(store.folder),
    "a repair": lambda store: check(store, repair=True),
}


@pytest.mark.parametrize("what", WRITING)
@pytest.mark.parametrize("how", ["moved", "another in its place"])
def test_nothing_is_written_where_the_library_has_gone(store: Store, tmp_path: Path, what: str, how: str) -> None:
    before = list(export_lines(store))
    folder, away = store.folder, tmp_path / "away"
    folder.rename(away)
    if how != "moved":
        folder.mkdir()
        make(folder, 2, seed=7).close()
    if not (how != "moved" and what in ("a snapshot", "the index", "a repair")):  # these begin with what is there
        with pytest.raises(LibraryError, match=GONE) as caught:
            WRITING[what](store)
        assert str(folder) in str(caught.value)
    assert [row.id for row in store.rows()] == list(range(20, 0, -1)) or len(list(store.rows())) == 20, "reading goes on"
    if how == "moved":
        assert not folder.exists(), "nothing is made in its place"
    else:
        shutil.rmtree(folder)
    away.rename(folder)
    assert list(export_lines(store)) == before
    assert store.set_starred(3, True)
    with Store.open(folder) as again:
        assert again.row(3).starred  # type: ignore[union-attr]
        assert [finding.what for finding in check(again)] == []


def test_an_import_whose_library_goes_away_says_so_and_makes_no_other(tmp_path: Path) -> None:
    library, away = tmp_path / "library", tmp_path / "away"
    files = write_files(tmp_path / "files", 200, "It takes 5 ms.")
    confirmed = set()
    with start(library, files) as process:
        assert process.stdout is not None and process.stderr is not None
        for line in process.stdout:
            if '"article"' in line:
                confirmed.add(line)
                if len(confirmed) == 10:
                    library.rename(away)
        said = process.stderr.read()
    assert process.returncode == 2
    assert "no longer there" in said and str(library) in said
    assert "Traceback" not in said
    assert not library.exists()
    away.rename(library)
    with Store.open(library) as store:
        assert store.progress().done >= 10
    assert run(library, files)[0] == 0
    with Store.open(library) as store:
        assert store.progress().done == store.count() == 200
        assert check(store) == []


def test_the_readers_import_makes_no_library(tmp_path: Path) -> None:
    code, _, said = run(tmp_path / "library", write_files(tmp_path / "files", 2), options=["--existing"])
    assert (code, (tmp_path / "library").exists()) == (2, False)
    assert "no longer there" in said and "Traceback" not in said


@pytest.mark.parametrize("kilobytes", [300, 400, 500, 700])
def test_an_import_onto_a_full_disk_ends_in_one_line(tmp_path: Path, kilobytes: int) -> None:
    """The system itself refuses to let files grow, which is as near to a full disk as a test may come without one."""
    resource = pytest.importorskip("resource")
    library = tmp_path / "library"
    Store.open(library).close()
    files = write_files(tmp_path / "files", 60, "word " * 2_000)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes << 10, kilobytes << 10))

    command = [
        sys.executable,
        "-c",
        IGNORING_THE_SIGNAL,
        "--library",
        str(library),
        "--analyser",
        "tests.analysis.library.fake_analyser:FakeAnalyser",
    ]
    with subprocess.Popen(
        [*command, "--", str(files)], env=ENVIRONMENT, preexec_fn=limit,
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        said = process.stderr.read()
    assert process.returncode == 2
    assert "library.db" in said
    assert "Traceback" not in said
    with Store.open(library) as store:
        kept = store.count()
        assert [finding.what for finding in check(store) if "index" not in finding.what] == []
    assert run(library, files)[0] == 0
    with Store.open(library) as store:
        assert kept <= store.count() == store.progress().done == 60
        assert check(store) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A disk of one megabyte, where this process may mount one."""
    place = tmp_path / "small"
    place.mkdir()
    done = (
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True)
        if shutil.which("mount")
        else None
    )
    if done is None or done.returncode:
        pytest.skip("no file system can be mounted here")
    yield place  # type: ignore[misc]
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_fills_up(small_disk: Path, tmp_path: Path) -> None:
    library = small_disk / "library"
    with Store.open(library) as store:
        Writer(store.database).add([Article("first", "First", "text", digest="1")])
        store.set_starred(1, True)
    code, _, said = run(library, write_files(tmp_path / "files", 60, "word " * 2_000))
    assert code == 2 and "Traceback" not in said
    assert "disk is full" in said or "has it space" in said
    with Store.open(library) as store:
        with pytest.raises(LibraryError, match=r"disk is full|has it space"):
            Writer(store.database).add(Article(f"k{n}", "Long", "word " * 20_000, digest=str(n)) for n in range(50))
        with pytest.raises(LibraryError, match="disk is full"):
            backup.back_up(library / "library.db", "2024-05-01")
        assert store.row(1).starred  # type: ignore[union-attr]
        assert [finding.what for finding in check(store) if "index" not in finding.what] == []
    assert not [path for path in library.rglob("*") if "unfinished" in path.name or path.stem == "2024-05-01"], "no half a snapshot"


def test_an_export_onto_a_full_disk_is_not_there(small_disk: Path, tmp_path: Path) -> None:
    with make(tmp_path / "library", 10) as store:
        Writer(store.database).add(Article(f"k{n}", "Long", "word " * 20_000, digest=str(n)) for n in range(15))
    command = [sys.executable, "-m", "tui", "--library", str(tmp_path / "library"), "export", str(small_disk / "all.jsonl")]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "all.jsonl" in done.stderr and "No space left" in done.stderr and "Traceback" not in done.stderr
    assert list(small_disk.iterdir()) == []


@pytest.mark.parametrize("most", [100, 20_000])
def test_an_index_for_which_there_is_no_space_costs_no_article(tmp_path: Path, most: int) -> None:
    resource = pytest.importorskip("resource")
    with make(tmp_path / "library", 400) as store:
        code = IGNORING_THE_SIGNAL.partition("from")[0] + (
            "from pathlib import Path; from analysis.library.index import Index; from analysis.library.store import Store\n"
            "from analysis.library.records import LibraryError\n"
            f"with Store.open(Path({str(store.folder)!r})) as store:\n"
            "    try:\n"
            "        Index.open(store.folder, readonly=False).catch_up(store)\n"
            "    except LibraryError as error:\n"
            "        print(error)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=ENVIRONMENT, capture_output=True, text=True, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        )  # fmt: skip
        assert "search index" in done.stdout
        assert done.stderr == ""
        assert ["search index" in finding.what for finding in check(store)] == [True]
        with Index.open(store.folder, readonly=False) as index:
            index.catch_up(store)
        assert check(store) == []


def test_a_clock_that_goes_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ["2099-01-01T00:00:00Z"]
    for module in (state, feeds, corrections):
        monkeypatch.setattr(module, "now", lambda: clock[0])
    monkeypatch.setattr("analysis.library.writer.now", lambda: clock[0])
    page = "https://coast.example/1"

    def said(words: str) -> int:
        (added,) = Writer(store.database).add([Article(page, "Ferry", words, source=page, digest=words)])
        return added.article_id

    number = said("first")
    said("second")
    with store.database.writing() as connection:
        feeds.subscribe(connection, "https://a.example/feed")
        feed = feeds.Feed(*connection.execute("SELECT id, address, title, folder FROM feeds WHERE address LIKE 'https://a.ex%'").fetchone())
        feeds.note_failure(connection, feed, "no answer")
    store.set_read(number, True)
    renamed = next(entity.id for entity in store.entities())
    corrections.rename(store, renamed, "Earlier")

    clock[0] = "2024-05-01T00:00:00Z"
    said("third")
    corrections.rename(store, renamed, "Later")
    assert [old.text for old in versions(store.database, number)] == ["second", "first"]
    assert changed(store.database, number) is not None
    assert store.entity(renamed).name == "Later"  # type: ignore[union-attr]
    assert corrections.undo(store) is not None
    assert store.entity(renamed).name == "Earlier"  # type: ignore[union-attr]
    assert "https://a.example/feed" in [feed.address for feed in feeds.due(store.database)], "it is not left alone for decades"
    assert [finding.what for finding in check(store) if "index" not in finding.what] == []
