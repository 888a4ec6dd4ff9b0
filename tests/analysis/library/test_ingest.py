"""From files to an analysed library, through the real processes with a stand-in for the analysis."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.article import Article
from analysis.canonical import clean_line
from analysis.language.wire import to_json
from analysis.library.check import check
from analysis.library.ingest import add
from analysis.library.records import LibraryError, Progress
from analysis.library.store import Store
from tests.analysis.library.fake_analyser import FakeAnalyser
from tests.analysis.library.ingesting import ENVIRONMENT, FAKE, ROOT, events, run, start, write_files


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


def kinds(told: list[dict[str, object]]) -> set[object]:
    return {event["event"] for event in told}


def test_files_are_added_analysed_and_indexed(tmp_path: Path, library: Path) -> None:
    code, told, errors = run(library, write_files(tmp_path / "files", 25))
    assert (code, errors) == (0, "")
    assert told[-1] == {"event": "finished"}
    last = [event for event in told if event["event"] == "progress"][-1]
    assert (last["added"], last["done"], last["total"]) == (25, 25, 25)
    assert sorted(event["id"] for event in told if event["event"] == "article") == list(range(1, 26))
    with Store.open(library) as store:
        assert store.progress() == Progress(25, 25, 0)
        (mara,) = store.find_entity("Mara Lund")
        assert (mara.articles, mara.quotes) == (25, 25)
        from analysis.library.index import Index

        with Index.open(library) as index:
            assert (index.articles, index.change) == (25, store.change())


def test_the_second_time_adds_nothing_and_starts_no_analysis(tmp_path: Path, library: Path) -> None:
    files = write_files(tmp_path / "files", 5)
    run(library, files)
    with Store.open(library) as store:
        change = store.change()
    code, told, _ = run(library, files, options=["--pipeline", "missing"])
    assert code == 0, "a pipeline that cannot be loaded is not missed where nothing is to be analysed"
    assert kinds(told) == {"progress", "finished"}
    assert told[-2]["added"] == 0
    with Store.open(library) as store:
        assert store.change() == change


def test_a_changed_file_is_analysed_again_and_keeps_its_number(tmp_path: Path, library: Path) -> None:
    files = write_files(tmp_path / "files", 3)
    run(library, files)
    (files / "ferry-0001.txt").write_text("Ferry number 1 is on time\n\nIda Holm came.\n")
    with Store.open(library) as store:
        number = store.find(str(files / "ferry-0001.txt"))
        assert number is not None
        store.set_starred(number, True)
    _, told, _ = run(library, files)
    assert [event["id"] for event in told if event["event"] == "article"] == [number]
    with Store.open(library) as store:
        row = store.row(number)
        assert row is not None
        assert row.starred and row.analysed
        assert [entity.name for entity in store.annotations(number).entities] == ["Ida Holm"]  # type: ignore[union-attr]
        assert store.find_entity("Mara Lund")[0].articles == 2


def test_what_breaks_costs_one_article(tmp_path: Path, library: Path) -> None:
    files = write_files(tmp_path / "files", 6)
    (files / "e-\x1b[31mred\u202e.txt").write_bytes(b"")
    (files / "a-crash.txt").write_text("It will crash here\n\nNow.\n")
    (files / "b-raise.txt").write_text("It will raise here\n\nNow.\n")
    (files / "c-outside.txt").write_text("It will point outside\n\n“Now.”\n")
    (files / "d-empty.txt").write_bytes(b"")
    code, told, _ = run(library, files, tmp_path / "nothing", "https://news.example/feed")
    assert code == 0
    problems = {event["where"].rpartition("/")[2]: event["what"] for event in told if event["event"] == "problem"}
    assert set(problems) == {"a-crash.txt", "b-raise.txt", "c-outside.txt", "d-empty.txt", "e-red.txt", "nothing", "feed"}
    assert "signal 9" in problems["a-crash.txt"]
    assert "no sense in this" in problems["b-raise.txt"]
    assert "outside of the text" in problems["c-outside.txt"]
    with Store.open(library) as store:
        assert store.progress() == Progress(6, 9, 3)
        assert {problem.where.rpartition("/")[2] for problem in store.problems()} == set(problems)
    (files / "d-empty.txt").write_text("No longer empty\n\nIndeed.\n")
    (files / "a-crash.txt").write_text("It works now\n\nIndeed.\n")
    run(library, files)
    with Store.open(library) as store:
        assert store.progress() == Progress(8, 10, 2)
        assert not {"a-crash.txt", "d-empty.txt"} & {problem.where.rpartition("/")[2] for problem in store.problems()}


def test_an_article_that_hangs_is_given_up(tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.library.pool._SECONDS", 2.0)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    files = write_files(tmp_path / "files", 2)
    (files / "a-hang.txt").write_text("It will hang here\n\nFor ever.\n")
    told: list[dict[str, object]] = []
    with Store.open(library) as store:
        add(store, [str(files)], tell=told.append, analyser=FAKE, index=False)
        assert store.progress() == Progress(2, 3, 1)
        assert "took longer" in store.problems()[0].what


def test_a_pipeline_that_is_missing_is_said_once_and_harms_nothing(tmp_path: Path, library: Path) -> None:
    files = write_files(tmp_path / "files", 10)
    code, told, errors = run(library, files, options=["--pipeline", "missing"])
    assert code == 2
    assert "there is no pipeline called missing" in errors
    assert len(errors.splitlines()) == 1
    assert "finished" not in kinds(told)
    with Store.open(library) as store:
        assert store.progress() == Progress(0, 10, 0)
        assert store.problems() == []
    assert run(library)[0] == 0
    with Store.open(library) as store:
        assert store.progress() == Progress(10, 10, 0)


def test_stale_articles_are_analysed_again(tmp_path: Path, library: Path) -> None:
    files = write_files(tmp_path / "files", 4)
    run(library, files)
    assert "article" not in kinds(run(library, options=["--stale"])[1])
    told = run(library, options=["--stale", "--pipeline", "fake 2"])[1]
    assert len([event for event in told if event["event"] == "article"]) == 4
    with Store.open(library) as store:
        assert {store.annotations(number).pipeline for number in range(1, 5)} == {"fake 2"}  # type: ignore[union-attr]


def test_only_taking_in(tmp_path: Path, library: Path) -> None:
    _, told, _ = run(library, write_files(tmp_path / "files", 4), options=["--no-analysis"])
    assert told[-1] == {"event": "finished"}
    with Store.open(library) as store:
        assert store.progress() == Progress(0, 4, 0)


@pytest.mark.parametrize("how", ["command", "closed input", "signal"])
def test_it_stops_when_told_and_goes_on_at_the_next_start(tmp_path: Path, library: Path, how: str) -> None:
    files = write_files(tmp_path / "files", 60, "It takes 30 ms.")
    with start(library, files) as process:
        assert process.stdin is not None
        for event in events(process):
            if event["event"] == "article":
                break
        if how == "command":
            process.stdin.write('{"stop": true}\n')
            process.stdin.flush()
        elif how == "closed input":
            process.stdin.close()
        else:
            process.send_signal(signal.SIGTERM)
        list(events(process))
        assert process.wait(20) == 0
    with Store.open(library) as store:
        before = store.progress()
        assert 1 <= before.done < 60
    told = run(library, files)[1]
    assert len([event for event in told if event["event"] == "article"]) == 60 - before.done
    with Store.open(library) as store:
        assert store.progress() == Progress(60, 60, 0)


def test_the_article_at_hand_is_analysed_next(tmp_path: Path, library: Path) -> None:
    run(library, write_files(tmp_path / "files", 60, "It takes 50 ms."), options=["--no-analysis"])
    with start(library, options=["--workers", "1"]) as process:
        assert process.stdin is not None
        order = []
        process.stdin.write('nonsense\n{"first": "no number"}\n[1]\n{"first": 55}\n')
        process.stdin.flush()
        for event in events(process):
            if event["event"] == "article":
                order.append(event["id"])
            if 55 in order:
                break
        process.stdin.write('{"stop": true}\n')
        process.stdin.flush()
        list(events(process))
    assert len(order) <= 6, "at most those that were begun come before it"


def test_a_second_ingest_says_who_is_at_work(tmp_path: Path, library: Path) -> None:
    with start(library, write_files(tmp_path / "files", 100, "It takes 30 ms.")) as process:
        next(event for event in events(process) if event["event"] == "article")
        code, told, errors = run(library)
        assert (code, told) == (3, [])
        assert str(process.pid) in errors
        assert len(errors.splitlines()) == 1
        process.terminate()
        list(events(process))
    assert run(library, options=["--no-analysis"])[0] == 0


def test_annotations_made_elsewhere_are_taken_in(tmp_path: Path, library: Path) -> None:
    analyser = FakeAnalyser.load()
    lines = []
    for n in range(5):
        article = Article(f"id {n}", f"Title {n}", f"Title {n}\n\n“Yes,” said Mara Lund.", outlet="The Wire", published="2024-05-16")
        lines.append(json.dumps(to_json(article, analyser.annotate(article), with_article=True)))
    lines += ["{", '{"id": "x"}', '{"id": "y", "text": "hidden \\u202e", "entities": []}']
    (tmp_path / "said.jsonl").write_text("\n".join(lines))
    code, told, _ = run(library, tmp_path / "said.jsonl", options=["--annotated", "--pipeline", "missing"])
    assert code == 0
    assert len([event for event in told if event["event"] == "problem"]) == 3
    with Store.open(library) as store:
        assert store.progress() == Progress(5, 5, 0)
        (mara,) = store.find_entity("Mara Lund")
        assert (mara.articles, mara.quotes) == (5, 5)


def test_a_fault_in_reading_one_file_does_not_stop_the_others(tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("no reader is perfect")

    files = write_files(tmp_path / "files", 3)
    (files / "a.md").write_text("# Title\n\nText.\n")
    monkeypatch.setattr("analysis.sources.markdown.read_markdown", broken)
    told: list[dict[str, object]] = []
    with Store.open(library) as store:
        add(store, [str(files)], tell=told.append, analyse=False, index=False)
        assert store.count() == 3
        (problem,) = store.problems()
    assert problem.where.endswith("a.md")
    assert "no reader is perfect" in problem.what


NAMES = (
    b"ferry  late.txt",
    b"ferry late.txt",
    b"a \xff.txt",
    b"a \xfe.txt",
    b"\x1b]0;PWNED\x07.txt",
    "u\u202egnp.txt".encode(),
    b"a\nb.txt",
)


def test_files_of_any_name_come_in_and_are_known_the_second_time(tmp_path: Path, library: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for number, name in enumerate((*NAMES, b"\xff\x1b[2J.epub")):
        (folder / os.fsdecode(name)).write_text(f"Ferry number {number} is late\n\nNobody was hurt.")
    for turn in range(2):
        code, told, errors = run(library, folder)
        (broken,) = [event for event in told if event["event"] == "problem"]
        assert "\x1b" not in broken["where"] and errors == ""
        last = [event for event in told if event["event"] == "progress"][-1]
        assert last["done"] == last["total"] == len(NAMES)
        assert (code, last["added"]) == (0, 0 if turn else len(NAMES))
    with Store.open(library) as store:
        assert all(clean_line(row.key) == row.key for row in store.rows())
        assert {store.find(os.fsdecode(os.fsencode(folder) + b"/" + name)) for name in NAMES} == set(range(1, len(NAMES) + 1))
        assert check(store) == []


def test_a_fault_of_its_own_ends_the_reading_and_is_said(tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("analysis.library.intake._known", broken)
    with Store.open(library, durable=False) as store:
        add(store, [str(write_files(tmp_path / "files", 2))], analyse=False)
        (said,) = store.problems()
    assert "fault of Pullquote's own" in said.what


def test_the_library_itself_is_not_added(tmp_path: Path, library: Path) -> None:
    Store.open(library).close()
    (library / "note.txt").write_text("A note\n\nBeside the library.\n")
    _, told, _ = run(library, library / "library.db", tmp_path)
    assert [event["what"] for event in told if event["event"] == "problem"] == ["it belongs to the library itself"] * 2
    with Store.open(library) as store:
        assert store.count() == 0


def test_add_raises_in_words_where_nothing_can_be_analysed(tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with Store.open(library) as store, pytest.raises(LibraryError, match="no pipeline called missing"):
        add(store, [str(write_files(tmp_path / "files", 2))], analyser=FAKE, pipeline="missing")


def test_the_process_that_writes_never_imports_spacy(tmp_path: Path, library: Path) -> None:
    files = write_files(tmp_path / "files", 3)
    code = (
        "import sys; from analysis.library.ingest_process import main; "
        f"code = main(['--library', {str(library)!r}, '--analyser', {FAKE!r}, {str(files)!r}]); "
        "print(code, [m for m in ('spacy', 'thinc', 'numpy', 'textual') if m in sys.modules])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=ENVIRONMENT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.read().splitlines()[-1] == "0 []"
    with Store.open(library) as store:
        assert store.progress().done == 3
