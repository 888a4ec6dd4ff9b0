"""No text from outside speaks to the terminal: the real program in a pseudo-terminal, and every byte that comes out of it."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

ATTACKS = {
    "clipboard": "\x1b]52;c;UFdORUQ=\x07",
    "title": "\x1b]0;PWNED\x07",
    "title c1": "\x9d0;PWNED\x9c",
    "link": "\x1b]8;;https://evil.example/\x1b\\PWNED\x1b]8;;\x1b\\",
    "csi": "\x1b[2J\x1b[31;5mPWNED\x1b[0m",
    "csi c1": "\x9b2J\x9b31;5mPWNED",
    "dcs": "\x1bP+q544e\x1b\\",
    "report": "\x1b[6n\x1b[c",
    "apc": "\x1b_Gf=100;PWNED\x1b\\",
    "bidi": "PWNED\u202egnp.exe\u2066\u2069",
    "markup": "[@click=app.quit]PWNED[/] [bold red]x[/bold red] [/]",
    "backspaces": "PWNED\b\b\b\b\bgood\r\x00\x7f",
    "separators": "a\u2028b\u2029c\x85d\x0bPWNED",
    "surrogate": "\ud83dPWNED",
}
ESCAPE = b"\x1b[27u"
"""The escape key as terminals send it that tell it from the beginning of a longer key: a bare ESC and the key after it, read at once
by a program that is busy, are one key with Alt."""
ALLOWED_OSC = (b"\x1b]22",)
"""Operating system commands that the program itself sends while nothing is copied: Textual's shape of the mouse pointer."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("hostile") / "hostile.jsonl"
    with source.open("w", encoding="utf-8") as out:
        for name, attack in ATTACKS.items():
            lines = [f"The {attack} stood here.", f"“We saw {attack},” said Mara {attack} Lund.", f"Read more:\nAnother {attack} headline"]
            row = {
                "id": f"{name}{attack}",
                "title": f"{attack} {name} headline",
                "outlet": f"Outlet {attack}",
                "author": f"By {attack}",
                "url": f"https://example.org/{attack}",
                "published": f"2026-01-0{len(name) % 9 + 1}",
                "text": "\n\n".join(lines),
            }
            out.write(json.dumps(row) + "\n")
    return source


@pytest.fixture(scope="module")
def library(hostile: Path) -> Path:
    """The attacks in a library, analysed."""
    folder = hostile.parent / "library"
    subprocess.run([sys.executable, "-m", "tui", "--library", str(folder), "add", str(hostile)], check=True, capture_output=True)
    return folder


def run_in_terminal(
    command: list[str], keys: list[bytes], env: dict[str, str], seconds: float = 120, *, quiet: float = 0.4, least: int = 1_000
) -> bytes:
    """Run a program in a pseudo-terminal of 120 by 40, send it keys, and return every byte that it wrote.

    A key is sent when it has written nothing for `quiet` seconds, the first one after `least` bytes.
    """
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (40, 120))
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True)
    os.close(slave)
    out, end = bytearray(), time.monotonic() + seconds
    waiting = list(keys)
    try:
        while time.monotonic() < end:
            ready, _, _ = select.select([master], [], [], quiet)
            if ready:
                try:
                    piece = os.read(master, 1 << 16)
                except OSError:
                    break
                if not piece:
                    break
                out += piece
            elif waiting and len(out) > least:
                os.write(master, waiting.pop(0))
            elif process.poll() is not None:
                break
    finally:
        process.kill()
        process.wait()
        os.close(master)
    assert not waiting, f"the program did not take all the keys; it ended with\n{readable(out[-9_000:])}"
    return bytes(out)


def readable(out: bytes) -> str:
    """The plain letters of what was written."""
    return re.sub(rb"\x1b\[[0-9;]*m|[^ -~\n]", b"", out).decode()


def commands_of(out: bytes) -> set[bytes]:
    """Return the kinds of escape sequences in what was written, without their parameters."""
    return set(re.findall(rb"\x1b(?:\][0-9]*|[P_^X]|[\[][?<>=]?|.)", out))


def check(out: bytes) -> None:
    text = out.decode("utf-8")
    for character in "\x9b\x9d\x90\x9c\x85\u202e\u2066\u2069\u2028\u2029\x00\x7f":
        assert character not in text, f"U+{ord(character):04X} reached the terminal"
    assert not [
        kind for kind in commands_of(out) if kind.startswith((b"\x1b]", b"\x1bP", b"\x1b_", b"\x1b^", b"\x1bX")) and kind not in ALLOWED_OSC
    ]
    assert b"\x1b[6n\x1b[c" not in out
    assert b"\x1b[31;5m" not in out


@pytest.fixture
def environment(own_folders: Path) -> dict[str, str]:
    return {**os.environ, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"}


def test_the_reader(hostile: Path, environment: dict[str, str]) -> None:
    keys = [
        b"j",
        b"j",
        b"\r",
        b"]e",
        b"\r",
        ESCAPE,
        b"]q",
        b"zb",
        b"s",
        b"PWNED",
        b"\r",
        b"\r",
        b"?",
        ESCAPE,
        b"\t",
        b"\t",
        b"zp",
        b"q",
        b"\x11",
    ]
    out = run_in_terminal([sys.executable, "-m", "tui", str(hostile)], keys, environment)
    assert b"PWNED" in out
    check(out)


COMMANDS = (
    ["list"],
    ["list", "--json"],
    ["show", "1", "2", "3", "4", "5"],
    ["show", "6", "7", "--plain"],
    ["show", "8", "9", "--json"],
    ["search", "PWNED"],
    ["search", "PWNED", "--keys"],
    ["entities"],
    ["quotes", "--where", "saw"],
    ["quotes", "2", "--markdown"],
    ["quotes", "2", "--csv"],
    ["export"],
    ["show", "\x1b]52;c;UFdORUQ=\x07"],
    ["search", "before:\x1b[2J"],
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(arguments).encode("ascii", "backslashreplace").decode())
def test_the_command_line(library: Path, environment: dict[str, str], arguments: list[str]) -> None:
    command = [sys.executable, "-m", "tui", "--library", str(library), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True)
    out = done.stdout + done.stderr
    assert b"Traceback" not in out
    assert out
    assert b"\x1b" not in out
    check(out)
