"""Every command of the reader, on a library whose every word is an attack, in a pseudo-terminal: no byte of it speaks to the terminal.

The rows are written past all cleaning, so that what is looked at is the last wall alone.
"""

from __future__ import annotations

import base64
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.article import Annotations, Article, Block, BlockKind, Entity, Label, Mention, Quote, QuoteKind, Relay, Speaker
from analysis.library.index import Index
from analysis.library.store import Store
from analysis.library.writer import Writer
from tests.tui.test_hostile import ATTACKS, ESCAPE, check, environment, run_in_terminal
from tui.commands.registry import COMMANDS

__all__ = ["environment"]

ATTACK = "".join(attack for name, attack in ATTACKS.items() if name != "surrogate").replace("\n", " ")
NOT_PRESSED = ("app.quit", "app.leave", "article.browse", "article.cite", "article.copy", "library.add", "library.fetch")
"""What ends the program, leaves it for a browser or the network; what copies is looked at by itself."""
KEYS = {
    "space": b" ",
    "escape": ESCAPE,
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "enter": b"\r",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
}
CLIPBOARD = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


def article(number: int, words: str = "") -> tuple[Article, Annotations]:
    """An article of attacks, its name, quote and relay among them; all of them are nearly the same text."""
    name = f"Mara {ATTACK} Lund".replace("\0", "")  # a name that goes through SQLite's JSON ends at a NUL, which no canonical text has
    said = f"“We saw {ATTACK}, and it was late.”"
    body = f"{said} said {name} to Wire {ATTACK}. {words} The ferry ran aground on Tuesday near the pier of Halvard, and nobody was hurt."
    text = f"{ATTACK} {number}\n\n{body}\n\nRead more: {ATTACK} {number % 3}"
    start = text.index(said)
    at, wire = text.index(name), text.index("Wire ")
    blocks = (Block(0, start - 2, BlockKind.HEADLINE), Block(start, start + len(body), BlockKind.PARAGRAPH))
    blocks += (Block(start + len(body) + 2, len(text), BlockKind.READ_MORE),)
    relay = Relay(text[wire : wire + 5 + len(ATTACK)], wire, wire + 5 + len(ATTACK))
    annotations = Annotations(
        (Entity("e1", name, Label.PERSON, (Mention(at, at + len(name)),)),),
        (Quote(start, start + len(said), QuoteKind.DIRECT, 0.99, Speaker("e1", name, None), None, relay),),
        note=ATTACK,
        pipeline=ATTACK,
    )
    made = Article(
        f"{ATTACK}{number}", f"{ATTACK} {number}", text, blocks, f"https://a.example/{ATTACK}", f"Outlet {ATTACK}", f"By {ATTACK}",
        "2026-01-01", f"/files/{ATTACK}", f"{number}{words}",
    )  # fmt: skip
    return made, annotations


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attacked") / f"lib {ATTACKS['csi c1']}{ATTACKS['bidi']}"
    with Store.open(folder) as store:
        writer = Writer(store.database)
        for number in range(4):
            for words in ("Earlier.", "Later."):
                made, annotations = article(number, words)
                (added,) = writer.add([made])
                writer.annotate(added.article_id, made.digest, annotations)
        rows = {
            "feeds": "(address, title, folder, problem, failing_since) VALUES (?1, ?1, ?1 || '/' || ?1, ?1, ?1)",
            "searches": "VALUES (?1, 'ferry', ?1)",
            "problems": "VALUES (?1, ?1, ?1)",
            "tags": "VALUES (1, ?1)",
            "corrections": "(made_at, kind, payload) VALUES (?1, 'rename', json_object('names', json('[]'), 'said', ?1))",
        }
        for table, values in rows.items():
            store.database.run(f"INSERT INTO {table} {values}", (ATTACK,))
        store.database.run("INSERT INTO feed_articles SELECT 1, id, ?1 FROM articles", (ATTACK,))
        store.database.run("UPDATE entities SET name = ?1", (ATTACK,))
        with Index.open(folder, readonly=False) as index:
            index.catch_up(store)
    return folder


def pressed(keys: str) -> list[bytes]:
    """The bytes of the first key of a command."""
    key = keys.split(",")[0]
    if key in KEYS:
        return [KEYS[key]]
    if key.startswith("ctrl+"):
        return [bytes([ord(key[-1]) & 0x1F])]
    return [key.encode()] if key.isascii() and not key.startswith(("f1", "down", "up", "left", "right", "home", "end")) else []


def test_the_library_is_full_of_attacks(library: Path) -> None:
    text = "\n".join(sqlite3.connect(library / "library.db").iterdump())
    assert text.count("\x1b]52;c;") > 50


@pytest.mark.parametrize("opened", [False, True], ids=["in the list", "in an article"])
def test_every_command(library: Path, environment: dict[str, str], opened: bool) -> None:
    keys: list[bytes] = [b"\r", b"]e"] if opened else []
    for command in COMMANDS.values():
        if command.id not in NOT_PRESSED:
            keys += [*pressed(command.keys), ESCAPE]
    command_line = [sys.executable, "-m", "tui", "--library", str(library)]
    out = run_in_terminal(command_line, [*keys, b"\x11"], environment, seconds=600, quiet=0.1)
    assert out.count(b"PWNED") > 50
    check(out)


def test_what_is_copied_is_clean(library: Path, environment: dict[str, str]) -> None:
    """The clipboard is written by the one command sequence that the program itself sends, and by none within."""
    out = run_in_terminal([sys.executable, "-m", "tui", "--library", str(library)], [b"\r", b"]q", b"c", b"y", b"\x11"], environment)
    copied = [base64.b64decode(part).decode() for part in CLIPBOARD.findall(out)]
    assert len(copied) == 2
    assert "PWNED" in copied[0]
    for text in copied:
        assert not [character for character in text if character not in "\n\t" and (ord(character) < 32 or 0x7F <= ord(character) < 0xA0)]
        assert not set("\u202e\u2066\u2069\u2028\u2029") & set(text)
    check(CLIPBOARD.sub(b"", out))


COMMAND_LINE = (
    ["list"], ["list", "--json"], ["show", "1", "--plain"], ["show", "1", "--json"], ["feeds"], ["feeds", "--json"], ["corrections"],
    ["show", "1"],
    ["entities"], ["entities", "--json"], ["entity", "1"], ["mentions", "1"], ["related", "1"], ["quotes", "1"], ["quotes", "1", "--csv"],
    ["quotes", "1", "--markdown"], ["search", "ferry", "--json"], ["duplicates"], ["wants"], ["check"], ["check", "--json"], ["export"],
)  # fmt: skip


@pytest.mark.parametrize("arguments", COMMAND_LINE, ids=" ".join)
def test_the_command_line(library: Path, environment: dict[str, str], arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", "tui", "--library", str(library), *arguments], env=environment, capture_output=True)
    out = done.stdout + done.stderr
    assert done.returncode in (0, 1, 2) and b"Traceback" not in out
    assert b"\x1b" not in out
    check(out)


ASKED = (
    ["show"], ["related"], ["quotes"], ["quotes", "--where"], ["entity"], ["mentions"], ["variants"], ["search"], ["entities"],
    ["feeds", "--remove"], ["add"], ["fetch"], ["export"], ["import", "mbox"], ["import"], ["annotate"], ["list", "--library"],
    ["list", "--sort"], ["completion"], [],
)  # fmt: skip


@pytest.mark.parametrize("command", ASKED, ids=" ".join)
def test_what_is_asked_for(library: Path, environment: dict[str, str], command: list[str], tmp_path: Path) -> None:
    """An argument may be copied from anywhere, and hold bytes that are no text at all."""
    argument = f"nowhere/{ATTACK}\udcff".replace("\0", "")
    line = [sys.executable, "-m", "tui", "--library", str(library), *command, argument, *([] if command else ["--nonsense"])]
    done = subprocess.run(line, env=environment, capture_output=True, cwd=tmp_path, stdin=subprocess.DEVNULL)
    out = done.stdout + done.stderr
    assert done.returncode in (0, 1, 2) and b"Traceback" not in out
    assert b"\x1b" not in out
    check(out)


@pytest.mark.skipif(shutil.which("less") is None, reason="there is no less here")
def test_through_less(library: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """`less -R` lets colours and links through to the terminal; nothing of the kind must come from a text."""
    shown = tmp_path / "shown"
    with shown.open("wb") as out:
        subprocess.run(
            [sys.executable, "-m", "tui", "--library", str(library), "show", "1", "--plain"], env=environment, stdout=out, check=True
        )
    out = run_in_terminal(["less", "-R", str(shown)], [b" ", b"q"], {**environment, "LESS": "", "LESSHISTFILE": "-"}, least=100)
    assert b"PWNED" in out
    check(out)


def test_an_export_is_private_and_whole_or_not_there(library: Path, environment: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui", "--library", str(library), "export"]
    subprocess.run([*command, str(tmp_path / "all.jsonl")], env=environment, check=True, capture_output=True)
    assert (tmp_path / "all.jsonl").stat().st_mode & 0o077 == 0
    refused = subprocess.run([*command, str(tmp_path / "nowhere" / "all.jsonl")], env=environment, capture_output=True)
    assert refused.returncode == 2 and b"could not be written" in refused.stderr and b"Traceback" not in refused.stderr
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["all.jsonl"]
