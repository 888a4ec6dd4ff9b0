"""Which programs' libraries can be imported, by name."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from analysis.sources.imported import Imported
from analysis.sources.problem import Problem

_READERS = {
    "newsboat": ("newsboat", "read_newsboat"),
    "wallabag": ("exports", "read_wallabag"),
    "pocket": ("exports", "read_pocket"),
    "instapaper": ("exports", "read_instapaper"),
    "readwise": ("exports", "read_readwise"),
    "maildir": ("mail", "read_maildir"),
    "mbox": ("mail", "read_mbox"),
}

PROGRAMS = tuple(_READERS)
"""Names that `import_from` knows."""


def import_from(program: str, path: Path) -> Iterator[Imported | Problem]:
    """Yield the articles of another program's library with the state that they have there. Nothing is written to it.

    Raises:
        KeyError: `program` is none of `PROGRAMS`.
    """
    module, name = _READERS[program]
    yield from getattr(import_module(f"analysis.sources.{module}"), name)(path)
