"""Find words in one text, and stop in time whatever the pattern."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from analysis.article import Span

MAX_SECONDS = 0.15
"""How long a regular expression may run over one text."""
MAX_HITS = 10_000


class FindError(ValueError):
    """A query that cannot be searched, in words for people; `column` is where it goes wrong, if that is known."""

    def __init__(self, message: str, column: int | None = None) -> None:
        super().__init__(message)
        self.column = column


def find(text: str, query: str) -> list[Span]:
    """Return where `query` stands in `text`, in order, not overlapping.

    Capitals count only when the query has some. A run of white space in the query stands for any run in the text, line
    ends included; curly and straight quotation marks and apostrophes are the same. ``/…/`` is a regular expression.
    Raises `FindError` when it cannot be read, or takes longer than `MAX_SECONDS`.
    """
    if len(query) > 2 and query.startswith("/") and query.endswith("/"):
        return _find_expression(text, query[1:-1])
    words = query.split()
    if not words:
        return []
    pattern = r"\s+".join("".join(_character(character) for character in word) for word in words)
    found = re.compile(pattern, _case(query)).finditer(text)
    return [Span(*match.span()) for match, _ in zip(found, range(MAX_HITS), strict=False)]


def _case(query: str) -> re.RegexFlag:
    return re.NOFLAG if any(character.isupper() for character in query) else re.IGNORECASE


def _character(character: str) -> str:
    for alike in ("'’‘", '"“”„', "-‐‑–—"):
        if character in alike:
            return f"[{alike}]"
    return re.escape(character)


def _find_expression(text: str, pattern: str) -> list[Span]:
    """Search line by line, so that the clock is looked at between lines; a line that could take exponential time is
    bounded by refusing patterns with nested repeats."""
    try:
        expression = re.compile(pattern, _case(re.sub(r"\\.", "", pattern)))
    except re.error as error:
        raise FindError(f"not a regular expression: {error.msg}", None if error.pos is None else error.pos + 1) from None
    if _nested_repeat(pattern):
        raise FindError("a repeat inside a repeat could run for ever: write the pattern more simply")
    deadline = time.monotonic() + MAX_SECONDS
    spans: list[Span] = []
    start = 0
    with _alarm():
        for line in text.splitlines(keepends=True):
            for match in expression.finditer(line):
                if match.start() < match.end():
                    spans.append(Span(start + match.start(), start + match.end()))
            start += len(line)
            if len(spans) >= MAX_HITS:
                break
            if time.monotonic() > deadline:
                raise _too_long()
    return spans


@contextmanager
def _alarm() -> Iterator[None]:
    """Stop `re`, which looks for signals while it runs, after `MAX_SECONDS`. Only the main thread gets them, which draws."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _too_long()

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, MAX_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_long() -> FindError:
    return FindError(f"the pattern takes too long on this text: stopped after {MAX_SECONDS} s")


def _nested_repeat(pattern: str) -> bool:
    """Whether a group that holds a repeat or an alternative is itself repeated without bound, or a group is referred
    back to: what makes Python's `re` exponential."""
    if re.search(r"(?<!\\)(?:\\\\)*\\[1-9]|\(\?P=", pattern):
        return True
    groups: list[bool] = []
    index, in_class = 0, False
    while index < len(pattern):
        character = pattern[index]
        if character == "\\":
            index += 2
            continue
        if in_class:
            in_class = character != "]"
        elif character == "[":
            in_class = True
        elif character == "(":
            groups.append(False)
        elif character == ")" and groups:
            risky = groups.pop()
            repeated = pattern[index + 1 : index + 2] in ("*", "+", "{")
            if risky and repeated:
                return True
            if groups:
                groups[-1] = groups[-1] or risky or repeated
        elif character in "*+{|" and groups:
            groups[-1] = True
        index += 1
    return False
