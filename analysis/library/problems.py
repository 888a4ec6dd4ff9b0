"""Problems in words that are safe to print, whatever the file, the line or the exception that they are about holds."""

from __future__ import annotations

from analysis.canonical import clean_line
from analysis.library.records import Problem


def problem(where: str, what: str) -> Problem:
    """Return a problem with both its parts cleaned: one line each, nothing in them that speaks to a terminal."""
    return Problem(clean_line(where, 1000), clean_line(what, 500))


def own_fault(error: Exception) -> str:
    """Say that reading something failed in a way that it never should."""
    return f"reading it ran into a fault of Pullquote's own ({type(error).__name__}: {error}); please report it"
