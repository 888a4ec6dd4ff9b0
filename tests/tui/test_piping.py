"""Text handed to programs of the user's: on standard input, through no shell, with everything that they say cleaned and bounded."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.tui.conftest import Opened
from tests.tui.test_hostile import ATTACKS
from tui.cli.group import run
from tui.config import Config, ConfigError, load_config
from tui.piping import MOST, PipeError, pipe
from tui.screens.paper import PaperScreen

ECHO = (sys.executable, "-c", "import sys; sys.stdout.write(sys.stdin.read())")


def python(code: str, *arguments: str) -> tuple[str, ...]:
    return sys.executable, "-c", f"import os, sys, time\n{code}", *arguments


def test_text_comes_on_standard_input_and_no_shell_reads_anything(tmp_path: Path) -> None:
    witness = tmp_path / "witness"
    text = f"$(touch {witness}) `touch {witness}`; touch {witness}\n“Émile”"
    assert pipe(ECHO, text) == text
    assert pipe(python("print(sys.argv[1:])", f"; touch {witness}", "$HOME", "*"), text) == str([f"; touch {witness}", "$HOME", "*"])
    assert not witness.exists()


@pytest.mark.parametrize("attack", ATTACKS)
def test_neither_what_goes_in_nor_what_comes_out_speaks_to_the_terminal(attack: str) -> None:
    text = ATTACKS[attack]
    for said in (
        pipe(ECHO, text),
        pipe(python("sys.stdout.buffer.write(bytes.fromhex(sys.argv[1]))", text.encode("utf-8", "replace").hex()), ""),
    ):
        assert not [character for character in said if character != "\n" and (ord(character) < 32 or 0x7F <= ord(character) < 0xA0)]
        assert not set("\u202e\u2066\u2069\u2028\u2029") & set(said)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (("no-such-program",), "no-such-program cannot be started: No such file"),
        (("bad\0name",), "cannot be started"),
        (python("print('first'); print('no ink', file=sys.stderr); sys.exit(3)"), r"failed \(exit code 3\): no ink"),
        (python("sys.exit(1)"), "does not say why"),
        (python("time.sleep(60)"), "took longer than 1 s and was ended"),
    ],
)
def test_what_goes_wrong_is_said(program: tuple[str, ...], words: str) -> None:
    with pytest.raises(PipeError, match=words) as raised:
        pipe(program, "text", seconds=1 if "sleep" in program[-1] else 60)
    assert "\n" not in str(raised.value)


def test_a_program_that_says_too_much_is_stopped() -> None:
    assert len(pipe(python("while True: print('word ' * 1000)"), "")) <= MOST


def test_a_program_that_does_not_read_is_no_fault() -> None:
    assert pipe(python("print('done')"), "word " * 100_000) == "done"


def test_a_child_that_goes_on_is_not_waited_for() -> None:
    """As a clipboard's program does: it hands what it was given to a process in the background, and ends."""
    code = "if os.fork(): print('copied', flush=True); os._exit(0)\ntime.sleep(20)"
    assert pipe(python(code), "text", seconds=15) == "copied"


def test_a_program_is_ended_when_nobody_waits_for_it() -> None:
    with pytest.raises(PipeError):
        pipe(python("time.sleep(60)"), "text", stopped=lambda: True)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ('count = "wc -w"', "must be a list"),
        ("count = []", "must be a list"),
        ('count = ["wc", 3]', "must be a list"),
        ('"a b" = ["wc"]', "letters, digits"),
        ("\n".join(f'p{n} = ["wc"]' for n in range(10)), "at most 9"),
    ],
)
def test_settings_that_cannot_be_used(tmp_path: Path, setting: str, words: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[pipe]\n{setting}\n")
    with pytest.raises(ConfigError, match=words) as raised:
        load_config(path)
    assert str(path) in str(raised.value)


def test_a_program_is_a_command_among_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[pipe]\ncount = ["wc", "-w"]\n[keys]\n"pipe.count" = "W"\n')
    monkeypatch.setenv("PULLQUOTE_CONFIG", str(path))
    assert run(["keys", "--json"]) == 0
    (told,) = [line for line in map(json.loads, capfd.readouterr().out.splitlines()) if line["id"] == "pipe.count"]
    assert told["keys"] == "W" and "wc -w" in told["help"]


async def test_the_reader_gives_the_article_or_the_quote(opened: Opened) -> None:
    programs = {
        "lines": python("print(len(sys.stdin.read().splitlines()))"),
        "again": ECHO,
        "fail": python("sys.exit(2)"),
    }
    async with opened(config=Config(pipe=programs)) as reader:
        await reader.open("Dockers")
        text = reader.screen.article.text
        await reader.press("|", "1")
        assert reader.said == str(len(text.splitlines()))
        await reader.press("]q", "|", "2")
        quote = reader.screen.quote
        assert quote is not None
        assert reader.said == " ".join(text[quote.start : quote.end].split("\n"))
        await reader.press("|", "3")
        assert "failed" in reader.said


async def test_more_than_a_line_is_shown_on_a_sheet_and_keys_can_be_changed(opened: Opened) -> None:
    hostile = python(r"print('one\x1b]0;PWNED\x07 [bold]\ntwo')")
    async with opened(config=Config(pipe={"say": hostile}, keys={"pipe.say": "W"})) as reader:
        await reader.open("Dockers")
        await reader.press("W")
        assert isinstance(reader.app.screen, PaperScreen)
        shown = reader.app.screen.query_one("#paper Static").render().plain  # type: ignore[union-attr]
        assert "[bold]\ntwo" in shown and "\x1b" not in shown
        await reader.press("escape", "?")
        assert "Give the quote at hand" in reader.app.screen.table("give").plain  # type: ignore[attr-defined]


async def test_the_palette_offers_it(opened: Opened) -> None:
    async with opened(config=Config(pipe={"again": ECHO})) as reader:
        from tui.commands.provider import CommandsProvider

        offered = [command.title for command, _ in CommandsProvider(reader.screen)._available()]
        assert "Pipe to again" in offered and "Star" in offered
