"""The command line as a user or a script calls it: answers, exit codes, one line for each error."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.library.store import Store
from tests.tui.sample import make_library
from tui.cli.group import run, with_command


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_library(tmp_path_factory.mktemp("cli") / "library")


@pytest.fixture
def library(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(sample, tmp_path / "library"))
    monkeypatch.setenv("PULLQUOTE_LIBRARY", str(folder))
    return folder


class Said:
    """What a command printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def rows(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]):
    def run_command(*arguments: str) -> Said:
        code = run(arguments)
        return Said(code, *capsys.readouterr())

    return run_command


def test_arguments_without_a_command_go_to_the_reader() -> None:
    assert with_command([]) == ["read"]
    assert with_command(["~/saved"]) == ["read", "~/saved"]
    assert with_command(["--library", "x", "y.txt"]) == ["--library", "x", "read", "y.txt"]
    assert with_command(["--library=x", "list"]) == ["--library=x", "list"]
    assert with_command(["--version"]) == ["--version"]


def test_version_and_help(call) -> None:
    assert call("--version").out.startswith("pullquote, version ")
    said = call("--help")
    assert said.code == 0
    assert all(name in said.out for name in ("annotate", "related", "search", "check", "completion"))


def test_list_and_show(call, library: Path) -> None:
    rows = call("list", "--json").rows
    assert len(rows) == 10
    assert {"number", "id", "title", "outlet", "published", "read", "starred", "analysed", "words"} <= rows[0].keys()
    by_number, by_key = call("show", str(rows[0]["number"]), "--json"), call("show", rows[0]["id"], "--json")
    assert by_number.rows == by_key.rows
    answer = by_key.rows[0]
    assert answer["id"] == rows[0]["id"]
    assert all(answer["text"][b["start"] : b["end"]].strip() for b in answer["blocks"])
    assert rows[0]["title"] in call("show", rows[0]["id"]).out


@pytest.mark.parametrize("command", [("show",), ("related",), ("quotes",)])
def test_a_missing_key_is_one_line_and_two(call, library: Path, command: tuple[str, ...]) -> None:
    said = call(*command, "no-such-article")
    assert said.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "no-such-article" in said.err


def test_part_missing_is_one(call, library: Path) -> None:
    said = call("show", "ferry-aground", "no-such-article")
    assert said.code == 1
    assert "Ferry" in said.out
    assert said.err.count("\n") == 1


WRONG = (
    ("search", "before:yesteryear"),
    ("annotate",),
    ("annotate", "x", "--jsonl"),
    ("add",),
    ("add", "/no/such/file"),
    ("show",),
    ("list", "--wrong"),
    ("/no/such/file",),
    ("variants", "ferry-aground"),
    ("variants", "ferry-aground#999"),
    ("entity", "Nobody At All"),
    ("quotes",),
)


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_errors_are_one_line_and_two(call, library: Path, arguments: tuple[str, ...]) -> None:
    said = call(*arguments)
    assert said.code == 2, said.err
    assert said.err.startswith("pullquote: ")
    assert said.err.count("\n") == 1


def test_no_library_yet(call, tmp_path: Path) -> None:
    said = call("list", "--library", str(tmp_path / "none"))
    assert said.code == 2
    assert "pullquote add" in said.err
    assert not (tmp_path / "none").exists()


def test_something_that_is_no_library(call, tmp_path: Path) -> None:
    (tmp_path / "library.db").write_text("not a database at all, but long enough to look like a file of some sort" * 20)
    said = call("list", "--library", str(tmp_path))
    assert said.code == 2
    assert said.err.count("\n") == 1


def test_search_count_quotes_entities(call, library: Path) -> None:
    hits = call("search", "dockers", "--json").rows
    assert len(hits) > 2
    assert all(hit["snippet"][start:end].strip() for hit in hits for start, end in hit["marks"])
    assert call("count", "dockers").out.strip() == str(len(hits))
    assert set(call("search", "dockers", "--keys").out.split()) == {hit["id"] for hit in hits}
    nobody = call("search", "speaker:lundd")
    assert (nobody.code, nobody.out) == (0, "")
    assert "Nothing goes by lundd; near it: Mara Lund" in nobody.err
    quotes = call("quotes", "port-strike-third-week", "--json").rows
    text = call("show", "port-strike-third-week", "--json").rows[0]["text"]
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in quotes)
    assert call("quotes", "port-strike-third-week", "--csv").out.splitlines()[0].startswith("id,n,quote,speaker")
    assert call("quotes", "port-strike-third-week", "--markdown").out.startswith("> ")
    names = [row["name"] for row in call("entities", "--json").rows]
    assert "Mara Lund" in names
    mentions = call("mentions", "Mara Lund", "--json").rows
    assert {row["kind"] for row in mentions} <= {"name", "title", "description", "pronoun"}
    assert call("entity", "Mara Lund", "--json").rows[0]["articles"] > 1


def test_explain_needs_no_library(call) -> None:
    assert "speaker:lund" in call("search", "speaker:lund", "--explain").out


def lines_in(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    class Input:
        buffer = io.BytesIO("\n".join(lines).encode("utf-8", "surrogatepass"))

    monkeypatch.setattr("sys.stdin", Input)


def test_annotate_as_a_filter_keeps_offsets_and_order(call, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "“We sail,” said Mara Lund of the Halvard Port Authority.",
        "",
        "Read more:\tMara Lund\r\nbyé \u200b“No,” Lund said.",
        "\ud83d \x00 \x1b[2J",
    ]
    lines_in(monkeypatch, *(json.dumps({"id": f"a{n}", "text": text}) for n, text in enumerate(texts)))
    said = call("annotate", "--jsonl")
    assert said.code == 0
    assert "\x1b" not in said.out
    assert [row["id"] for row in said.rows] == ["a0", "a1", "a2", "a3"]
    for row, text in zip(said.rows, texts, strict=True):
        assert row["text"] == text
        spans = [(m["start"], m["end"]) for e in row["entities"] for m in e["mentions"]] + [(q["start"], q["end"]) for q in row["quotes"]]
        assert all(0 <= start < end <= len(text) for start, end in spans)
    first = said.rows[0]
    assert [first["text"][q["start"] : q["end"]] for q in first["quotes"]] == ["“We sail,”"]
    assert first["quotes"][0]["speaker"]["name"] == "Mara Lund"


def test_bad_lines_are_named_and_the_rest_goes_on(call, monkeypatch: pytest.MonkeyPatch) -> None:
    lines_in(monkeypatch, "{", '{"id": 1}', "[1]", '{"id": "x", "text": "Mara Lund sailed."}', "[" * 3000)
    said = call("annotate", "--jsonl")
    assert said.code == 1
    assert [row["id"] for row in said.rows] == ["x"]
    assert said.err.count("\n") == 4
    assert "line 2" in said.err


def test_annotate_files(call, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.png"
    good.write_text("Ferry stops\n\nBy Ivar Feld\n\nThe ferry stopped.\n\n“Sorry,” said Mara Lund.\n\nRead more:\nOtto Brandt is out\n")
    bad.write_bytes(bytes(range(256)) * 40)
    said = call("annotate", str(good), str(bad), "--json")
    assert said.code == 1
    (row,) = said.rows
    assert row["title"] == "Ferry stops"
    assert row["author"] == "Ivar Feld"
    assert (row["outlet"], row["published"], row["url"]) == (None, None, None)
    assert "Otto Brandt" not in {entity["name"] for entity in row["entities"]}
    assert said.err.count("\n") == 1
    assert "bad.png" in said.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(call, shell: str) -> None:
    assert "_PULLQUOTE_COMPLETE" in call("completion", shell).out


def test_keys_lists_every_command(call) -> None:
    from tui.commands.registry import COMMANDS

    assert {row["id"] for row in call("keys", "--json").rows} == set(COMMANDS)


def test_check_finds_nothing_in_a_sound_library(call, library: Path) -> None:
    said = call("check")
    assert (said.code, said.err) == (0, "")


def test_check_names_what_is_wrong_and_mends_it(call, library: Path) -> None:
    shutil.rmtree(library / "index")
    assert (said := call("check")).code == 1 and "no search index" in said.out
    assert call("check", "--rebuild").code == 0
    with Store.open(library) as store:
        store.database.run("DELETE FROM openings WHERE article_id = 1")
    assert (said := call("check", "--json")).code == 1 and [row["repaired"] for row in said.rows] == [False]
    assert (said := call("check", "--repair")).code == 0 and "mended" in said.out
    assert "nothing is wrong" in call("check").out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("arguments", [["list"], ["export"], ["show", "1"], ["feeds", "--opml"], ["keys"]], ids=" ".join)
def test_output_that_cannot_be_written_is_said(library: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "tui", *arguments], stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (2, "pullquote: the output could not be written: No space left on device\n")


def test_output_that_nobody_reads_is_no_error(library: Path) -> None:
    with subprocess.Popen([sys.executable, "-m", "tui", "keys"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
