"""Problems in words that are safe to print, whatever the file, the line or the exception that they are about holds."""

from __future__ import annotations

from analysis.canonical import clean_line
from analysis.library.records import Problem


def problem(where: str, what: str) -> Problem:
    """Return a problem with both its parts cleaned: one line each, nothing in them that speaks to a terminal."""
    return Problem(clean_line(where, 1000), clean_line(what, 500))
