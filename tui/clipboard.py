"""Copying out of the reader: the terminal gives no answer to OSC 52, so the text also goes two other ways."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

COPIERS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    (None, ("pbcopy",)),
)


def to_system_clipboard(text: str) -> bool:
    """Hand `text` to the system's clipboard program on its standard input; False where there is none."""
    for variable, command in COPIERS:
        if (variable is None or os.environ.get(variable)) and shutil.which(command[0]):
            with contextlib.suppress(OSError, subprocess.SubprocessError):
                subprocess.run(command, input=text.encode(), timeout=2, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                return True
    return False


def to_yank_file(text: str) -> Path | None:
    """Write `text` to the yank file beside the remembered state, readable by the user alone; None where that fails."""
    from tui.state import state_path

    path = state_path().with_name("yank")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
    except OSError:
        return None
    return path
