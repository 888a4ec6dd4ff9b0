"""Quotation marks: which characters open and close, and which stretches of a paragraph they hold.

Pairing works on one paragraph (line) at a time, so that a missing mark costs at most its own paragraph. It accepts curly and straight
marks, ``''``, guillemets and single marks, also mixed ("“ … \"" is common on the web), and tells the apostrophe from the single mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

MARK = re.compile(r"''|``|[“”„‟\"«»‹›‘’‚‛']")
OPENING = frozenset("“„‟\"«‹‘‚‛'`")
"""Marks that may open a quote where they are set right."""
ELISION = re.compile(r"(?:\d0s|em|til|tis|twas|cause|cos|bout|round|n)\b|\d", re.IGNORECASE)
OPENING_CONTEXT = frozenset(" \t\u00a0\u2009\u202f([{—–-/―-…=>:")
CLOSING_CONTEXT = frozenset(" \t\u00a0\u2009\u202f)]}—–-/―,.;:!?…<“”\"'’‘«»")
CLOSING_SINGLE = re.compile(r"[’'‘]")
SPEECH_IN_SINGLES = re.compile(r"(?:^|[,:.]\s)[‘'](?=[^\W\d_])", re.MULTILINE)
DOUBLE, SINGLE = "double", "single"


@dataclass(frozen=True, slots=True)
class Segment:
    """What one pair of quotation marks holds, marks included; an unclosed mark holds the rest of its paragraph."""

    start: int
    end: int
    inner_start: int
    """First character after the opening mark."""
    inner_end: int
    """End of the words inside, before the closing mark."""
    family: str
    """``double`` or ``single``."""
    closed: bool
    depth: int
    """0, or 1 and more for marks inside marks."""


def pair_marks(text: str) -> list[Segment]:
    """Return the segments of all paragraphs, sorted by start; nested ones follow the one that holds them. Never raises."""
    found: list[Segment] = []
    if not MARK.search(text):
        return found
    singles = prefers_single_marks(text)
    start, open_before = 0, False
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))
        if line.strip():
            inside = _pair_paragraph(text, start, end, singles, open_before) if MARK.search(line) else []
            found.extend(inside)
            open_before = any(not s.closed and s.depth == 0 for s in inside)
        start += len(line)
    return found


def quoted_segments(text: str) -> list[Segment]:
    """The outermost segments that may hold speech: all of them in a house that sets speech in single marks, else those in double marks,
    beside which single ones are for headlines, terms and names. A text without any double marks may be of either house."""
    outer = [segment for segment in pair_marks(text) if segment.depth == 0]
    doubles = [segment for segment in outer if segment.family == DOUBLE]
    return doubles if doubles and len(doubles) < len(outer) and not prefers_single_marks(text) else outer


def prefers_single_marks(text: str) -> bool:
    """Whether the text's house style sets speech in single marks.

    It does where single marks open paragraphs or follow a comma, colon or full stop clearly more often than there are double marks.
    """
    doubles = len(re.findall(r"[“„\"«]|''", text)) - text.count('"') / 2
    singles = len(SPEECH_IN_SINGLES.findall(text))
    return singles >= 2 and singles > 1.5 * doubles


def _roles(text: str, at: int, mark: str, low: int, high: int) -> tuple[bool, bool]:
    """Whether the mark at `at` may open and may close, from its shape and its neighbours inside the paragraph ``[low, high)``."""
    before = text[at - 1] if at > low else " "
    after = text[at + len(mark)] if at + len(mark) < high else " "
    opens = before in OPENING_CONTEXT or before in "“\"‘'«"
    closes = after in CLOSING_CONTEXT
    blank_before, blank_after = before.isspace(), after.isspace()
    if mark in "“„‟«‹``":
        wrong = (
            not blank_before
            and not opens
            and (blank_after or after in ",.;:!?")
            and not (blank_after and at + len(mark) >= high and at == low)
        )
        return not wrong, wrong
    if mark in "”»›":
        wrong = blank_before and not blank_after and after.isalnum()
        return wrong, not wrong
    if blank_before and blank_after:
        return True, True
    if opens and not blank_after and not (closes and not blank_before and before not in "([{—–-/"):
        return True, False
    if closes and not blank_before:
        return False, True
    return True, True


def _single_roles(text: str, at: int, mark: str, low: int, high: int) -> tuple[bool, bool]:
    """The same for single marks; an apostrophe may neither open nor close."""
    before = text[at - 1] if at > low else " "
    after = text[at + 1] if at + 1 < high else " "
    if before.isalnum() and after.isalnum():
        return False, False
    opens = (before in OPENING_CONTEXT or before in '“"”') and not after.isspace() and not ELISION.match(text, at + 1)
    if mark == "‘":
        return opens, False
    if mark == "’":
        return False, not before.isspace() and not after.isalnum()
    if opens and (after.isalnum() or after in '[($£€¡¿…“"'):
        return True, False
    return False, not before.isspace() and not after.isalnum()


class _Closers:
    """Where the single marks of one paragraph close. Each mark is looked at once, from the last to the first, however many are open."""

    def __init__(self, text: str, low: int, high: int) -> None:
        self.text = text
        self.marks = [hit.start() for hit in CLOSING_SINGLE.finditer(text, low, high)]
        count = len(self.marks)
        self.first = [-1] * (count + 2)
        """For each mark, what closes a mark that was opened before it and not closed up to it; -1 where nothing does."""
        sure = [-1] * (count + 2)
        """The same where a plural possessive may have been the closing mark already: then the next opening mark ends the search."""
        for n in range(count - 1, -1, -1):
            at = self.marks[n]
            if text[at : at + 2] == "''":
                self.first[n], sure[n] = self.first[n + 2], sure[n + 2]
                continue
            opens, closes = _single_roles(text, at, text[at], low, high)
            if not closes:
                self.first[n], sure[n] = self.first[n + 1], -1 if opens else sure[n + 1]
            elif _may_be_possessive(text, at):
                self.first[n], sure[n] = sure[n + 1] if sure[n + 1] >= 0 else at, sure[n + 1]
            else:
                self.first[n] = sure[n] = at

    def of(self, at: int) -> int:
        """Where the mark opened at `at` closes, or -1. A plural possessive ("the workers' pay") is passed over when a surer closing mark
        follows."""
        n = bisect_right(self.marks, at)
        if n < len(self.marks) and self.marks[n] == at + 1 and self.text[at + 1 : at + 3] != "''":
            n += 1
        return self.first[n]


def _may_be_possessive(text: str, at: int) -> bool:
    after = text[at + 1 : at + 3]
    return text[at - 1] == "s" and len(after) == 2 and after[0] == " " and after[1].isalpha()


def _pair_paragraph(text: str, low: int, high: int, singles: bool, open_before: bool) -> list[Segment]:
    """Pair the marks of one paragraph ``[low, high)``."""
    out: list[Segment] = []
    stack: list[tuple[int, int, str, int]] = []  # start, first inner character, family, where a single mark closes
    closers: _Closers | None = None

    def close(at: int, length: int, closed: bool) -> None:
        start, inner, family, _ = stack.pop()
        if at > inner and text[inner:at].strip():
            out.append(Segment(start, at + length, inner, at, family, closed, len(stack)))

    for hit in MARK.finditer(text, low, high):
        at, mark = hit.start(), hit.group()
        if mark in "‘’‚‛'":
            if stack and stack[-1][2] == SINGLE:
                if at == stack[-1][3] or (stack[-1][3] < 0 and _single_roles(text, at, mark, low, high)[1]):
                    close(at, 1, True)
                continue
            if _single_roles(text, at, mark, low, high)[0]:
                closers = closers or _Closers(text, low, high)
                closer = closers.of(at)
                if closer >= 0 or (singles and not stack):
                    stack.append((at, at + 1, SINGLE, closer))
            continue
        opens, closes = _roles(text, at, mark, low, high)
        is_open = any(entry[2] == DOUBLE for entry in stack)
        if opens and closes:
            opens, closes = not is_open, is_open
        if closes:
            if is_open:
                while stack and stack[-1][2] != DOUBLE:
                    stack.pop()
                close(at, len(mark), True)
            elif open_before and not out and not stack and text[low:at].strip():
                out.append(Segment(low, at + len(mark), low, at, DOUBLE, True, 0))
            continue
        if is_open:
            while stack and stack[-1][2] != DOUBLE:
                stack.pop()
            inner = stack[-1][1]
            close(inner + len(text[inner:at].rstrip()), 0, False)
        stack.append((at, hit.end(), DOUBLE, -1))
    while stack:
        family = stack[-1][2]
        if family == SINGLE and (len(stack) > 1 or not singles):
            stack.pop()
        else:
            inner = stack[-1][1]
            close(inner + len(text[inner:high].rstrip()), 0, False)
    out.sort(key=lambda s: (s.start, -s.end))
    return out
