"""What may happen to a library: killed writers, full disks, missing rights, damaged files. Nothing that was confirmed is lost."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.article import Article
from analysis.library import backup, migrate
from analysis.library.check import check
from analysis.library.records import LibraryError, ListFilter
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.analysis.library.ingesting import ENVIRONMENT, ROOT, events, kill_again_and_again, run, start, write_files
from tests.analysis.library.made_library import make

KILLS = 30


def test_killed_at_any_moment_nothing_confirmed_is_lost_and_nothing_is_half_there(tmp_path: Path) -> None:
    killed = kill_again_and_again(tmp_path, KILLS, seed=11)
    assert killed.lost == 0
    assert killed.wrong == []
    assert killed.confirmed > 0, "at least one run got as far as analysing"
    assert run(tmp_path / "library", tmp_path / "files")[0] == 0
    with Store.open(tmp_path / "library") as store:
        assert store.count() == killed.files
        assert store.progress().done == store.count()
        assert check(store) == []


def test_a_full_disk_is_said_and_costs_nothing_that_was_confirmed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "library") as store:
        writer = Writer(store.database)
        writer.add([Article("first", "First", "text", digest="1")])
        pages = store.database.value("PRAGMA page_count")
        store.database.run(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(LibraryError, match="disk is full"):
            writer.add(Article(f"k{n}", "Long", "word " * 5_000, digest=str(n)) for n in range(50))
        assert [row.key for row in store.rows()] == ["first"]
        store.database.run("PRAGMA max_page_count = 1000000")
        writer.add([Article("second", "Second", "text", digest="2")])
        assert store.count() == 2
        assert check_tables(store) == []


def check_tables(store: Store) -> list[str]:
    return [finding.what for finding in check(store) if "index" not in finding.what]


def test_a_limit_on_the_size_of_files_is_a_clear_message(tmp_path: Path) -> None:
    """The nearest to a full disk that a test may have: the system itself refuses to write on."""
    resource = pytest.importorskip("resource")
    with Store.open(tmp_path / "library") as store:
        Writer(store.database).add([Article("first", "First", "text", digest="1")])

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    code = (
        "import signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from pathlib import Path; from analysis.article import Article; from analysis.library.store import Store\n"
        "from analysis.library.writer import Writer; from analysis.library.records import LibraryError\n"
        f"store = Store.open(Path({str(tmp_path / 'library')!r}))\n"
        "try:\n"
        "    Writer(store.database).add(Article(f'k{n}', 'Long', 'word ' * 5000, digest=str(n)) for n in range(100))\n"
        "except LibraryError as error:\n"
        "    print(error)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, preexec_fn=limit, env=ENVIRONMENT, check=True)
    assert "library.db" in said.stdout
    assert said.stderr == ""
    with Store.open(tmp_path / "library") as store:
        assert [row.key for row in store.rows()] == ["first"]
        assert check_tables(store) == []


def test_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "deeper"):
        with pytest.raises(LibraryError, match="file is not a folder"):
            Store.open(place)


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"library\.db"):
        Store.open(tmp_path / "nowhere", readonly=True)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("content", [b"something else entirely" * 100, b"\0" * 5_000, b"SQLite format 3\0" + b"\0" * 10])
def test_a_file_that_is_no_library(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "library.db").write_bytes(content)
    with pytest.raises(LibraryError, match="not a Pullquote library"):
        Store.open(tmp_path)
    assert (tmp_path / "library.db").read_bytes() == content


def test_somebody_elses_database(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "library.db")
    connection.execute("CREATE TABLE precious (x)")
    connection.close()
    with pytest.raises(LibraryError, match="not a Pullquote library"):
        Store.open(tmp_path)


def test_a_damaged_library_is_a_clear_message(tmp_path: Path) -> None:
    make(tmp_path / "library", 60).close()
    path = tmp_path / "library" / "library.db"
    data = bytearray(path.read_bytes())
    rng = random.Random(4)
    for page in range(1, len(data) // 4096):
        at = page * 4096
        data[at : at + 200] = rng.randbytes(200)
    path.write_bytes(data)
    with pytest.raises(LibraryError, match=r"damaged|not a Pullquote library") as caught, Store.open(tmp_path / "library") as store:
        for row in store.rows():
            store.article(row.id)
    assert "\n" not in str(caught.value)


def test_a_library_damaged_in_its_middle_is_found_and_not_called_mended(tmp_path: Path) -> None:
    make(tmp_path / "library", 60).close()
    path = tmp_path / "library" / "library.db"
    data = bytearray(path.read_bytes())
    at = len(data) // 4096 // 2 * 4096
    data[at : at + 64] = b"\xff" * 64
    path.write_bytes(data)
    with Store.open(tmp_path / "library") as store:
        assert any("backups" in finding.repair for finding in check(store))
        assert not any(finding.repaired for finding in check(store, repair=True) if "backups" in finding.repair)


def test_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Store.open(tmp_path / "library").close()
    connection = sqlite3.connect(tmp_path / "library" / "library.db")
    connection.execute(f"PRAGMA user_version = {migrate.VERSION + 1}")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with pytest.raises(LibraryError, match="newer Pullquote"):
        Store.open(tmp_path / "library")


def test_an_older_version_is_backed_up_and_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "library", 5).close()
    monkeypatch.setattr(migrate, "VERSION", migrate.VERSION + 1)
    monkeypatch.setitem(
        migrate.STEPS, migrate.VERSION - 1, lambda connection: connection.execute("ALTER TABLE searches ADD COLUMN sort TEXT")
    )
    with Store.open(tmp_path / "library") as store:
        assert store.count() == 5
        assert store.database.all("SELECT sort FROM searches") == []
    (copy,) = (tmp_path / "library" / "backups").iterdir()
    connection = sqlite3.connect(copy)
    assert connection.execute("PRAGMA user_version").fetchone() == (migrate.VERSION - 1,)
    assert connection.execute("SELECT count(*) FROM articles").fetchone() == (5,)
    connection.close()


def test_a_migration_that_fails_leaves_the_library_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "library", 5).close()

    def broken(connection: sqlite3.Connection) -> None:
        connection.execute("DROP TABLE tags")
        connection.execute("NONSENSE")

    with monkeypatch.context() as patched:
        patched.setattr(migrate, "VERSION", migrate.VERSION + 1)
        patched.setitem(migrate.STEPS, migrate.VERSION - 1, broken)
        with pytest.raises(LibraryError, match=r"library\.db"):
            Store.open(tmp_path / "library")
    with Store.open(tmp_path / "library") as store:
        assert store.count() == 5
        assert check_tables(store) == []


def test_snapshots_are_whole_private_and_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with make(tmp_path / "library", 20) as store:
        folder = store.folder
        assert backup.daily(folder) is not None
        assert backup.daily(folder) is None, "one a day is enough"
        for day in ("2001-01-01", "2001-01-02", "2001-01-03"):
            backup.back_up(folder / "library.db", day)
        backup.snapshots(folder)[0].unlink()
        made = backup.daily(folder)
        assert made is not None
        assert [path.stem for path in backup.snapshots(folder)] == [made.stem, "2001-01-03", "2001-01-02"]
        assert made.stat().st_mode & 0o077 == 0
    copy = tmp_path / "restored"
    copy.mkdir()
    (copy / "library.db").write_bytes(made.read_bytes())
    (copy / "library.db").chmod(0o600)
    with Store.open(copy) as restored:
        assert restored.count() == 20
        assert check_tables(restored) == []


def test_a_clock_that_goes_back_costs_no_snapshot(tmp_path: Path) -> None:
    with make(tmp_path / "library", 3) as store:
        for day in ("2999-01-01", "2999-01-02", "2999-01-03"):
            backup.back_up(store.folder / "library.db", day)
        made = backup.daily(store.folder)
        assert made is not None
        assert [path.stem for path in backup.snapshots(store.folder)] == ["2999-01-03", "2999-01-02", made.stem]


def test_an_empty_library_needs_no_snapshot(tmp_path: Path) -> None:
    with Store.open(tmp_path / "library") as store:
        assert backup.daily(store.folder) is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process without rights")
def test_a_folder_that_may_not_be_written(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Done in a child without the rights of root, who may write everywhere."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        with make(place / "library", 5) as store:
            library = store.folder
        (library / "library.db").chmod(0o444)
        library.chmod(0o555)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            said = ""
            try:
                if os.geteuid() == 0:
                    os.setgid(65534)
                    os.setuid(65534)
                for folder in (library, place / "other"):
                    try:
                        Store.open(folder).close()
                        said += "opened|"
                    except LibraryError as error:
                        said += f"{error}|"
                with Store.open(library, readonly=True) as opened:
                    said += str(len(list(opened.rows())))
            except BaseException as error:
                said += repr(error)
            os.write(writer, said.encode())
            os._exit(0)
        os.close(writer)
        os.waitpid(child, 0)
        with os.fdopen(reader) as pipe:
            existing, missing, rows = pipe.read().split("|")
        library.chmod(0o755)
    assert "read-only" in existing and "library" in existing
    assert "no permission" in missing and "--library" in missing
    assert rows == "5"


def test_two_readers_and_an_import_at_once(tmp_path: Path) -> None:
    library = tmp_path / "library"
    files = write_files(tmp_path / "files", 40, "It takes 5 ms.")
    with Store.open(library) as one, Store.open(library) as other, start(library, files) as process:
        starred: set[int] = set()
        ended = False
        while not ended:
            ended = process.poll() is not None
            time.sleep(0.02)
            for reader, number in ((one, 1), (other, 2)):
                shown = reader.rows()
                ids = [row.id for row in shown]
                assert ids == sorted(ids, reverse=True)
                analysed = [row.id for row in shown if row.analysed]
                assert all(reader.quotes(number) for number in analysed[:5]), "an analysed article has all that belongs to it"
                if ids and reader.set_starred(ids[len(ids) * number // 3], True):
                    starred.add(ids[len(ids) * number // 3])
        assert process.returncode == 0
        assert {row.id for row in one.rows(ListFilter("starred"))} == starred
        assert one.progress().done == 40
        assert check(one) == []


def test_of_two_imports_begun_at_once_one_does_all_and_the_other_says_so(tmp_path: Path) -> None:
    library = tmp_path / "library"
    folders = [write_files(tmp_path / name, 15, f"{name}. It takes 5 ms.") for name in ("one", "two")]
    both = [start(library, folder) for folder in folders]
    codes = []
    for process in both:
        assert process.stderr is not None
        list(events(process))
        said = process.stderr.read()
        codes.append(process.wait())
        assert process.returncode == 0 or "is being added to" in said
        assert "Traceback" not in said
    assert 0 in codes and set(codes) <= {0, 3}
    with Store.open(library) as store:
        assert store.count() == store.progress().done == 15 * codes.count(0)
        assert check(store) == []
    assert run(library, *folders)[0] == 0
    with Store.open(library) as store:
        assert store.count() == store.progress().done == 30
        assert check(store) == []


def test_two_processes_make_a_library_at_once(tmp_path: Path) -> None:
    code = f"from pathlib import Path; from analysis.library.store import Store; print(Store.open(Path({str(tmp_path / 'new')!r})).count())"
    both = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(4)]
    assert [process.communicate()[0].strip() for process in both] == ["0"] * 4
