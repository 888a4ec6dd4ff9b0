"""What could not be read, in one line for people."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.canonical import clean_line


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be read; the rest goes on. Both parts are safe to print."""

    where: str
    """The file, with the line where that helps (``news.jsonl, line 12``), or the address."""
    what: str
    """What is wrong and what to do about it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "where", clean_line(self.where, 1000))
        object.__setattr__(self, "what", clean_line(self.what, 500))

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class SourceError(Exception):
    """A source that cannot be read; its text is the `what` of a `Problem`."""


def why_unreadable(error: OSError) -> str:
    """Say in plain words why the system would not open or read a file."""
    match error:
        case FileNotFoundError():
            return "there is no such file or folder"
        case PermissionError():
            return "you may not read it; change its permissions"
        case IsADirectoryError():
            return "it is a folder, not a file"
        case _:
            return f"it cannot be read ({error.strerror or type(error).__name__})"
