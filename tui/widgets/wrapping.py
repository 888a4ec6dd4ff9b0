"""Wrap stretches of a text into rows of cells, and find the way between characters, rows and columns.

A row is a slice of the text. Every character of a stretch stands in exactly one row, save the white space at which
a row was broken, which stands in none. Line ends inside a stretch count as white space.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size

MIN_WIDTH = 2
"""The narrowest row: a wide character needs two cells."""

# Characters known to be one cell wide: those of words, and space, dash and line end, which is drawn as a space.
_WORD = "\x21-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u0482\u2010-\u2013\u2015-\u2027\u2030-\u205e\u20a0-\u20c0"
_plain = re.compile(f"[{_WORD} \n—]*")
_word = re.compile(f"[{_WORD}]+(?![^{_WORD} \n—])")  # without its last letter where a mark may combine with that
_NO_BREAK_SPACES = "\u00a0\u2007\u202f"
_DASH = "—"
_NOT_FIRST = frozenset("、。，．：；！？）」』】》〉〕］｝”’…・ー,.;:!?)]}»")
"""What may not begin a row in a script that is written without spaces."""
_NOT_LAST = frozenset("（「『【《〈〔［｛“‘([{«")
_EMOJI_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"


class Stretch(NamedTuple):
    """Characters `start` to `end` of a text, to be wrapped into rows of at most `width` cells."""

    start: int
    end: int
    width: int


@dataclass(slots=True)
class Rows:
    """The rows of a wrapped text as flat arrays, in text order."""

    starts: array[int] = field(default_factory=lambda: array("l"))
    """Offset of each row's first character."""
    ends: array[int] = field(default_factory=lambda: array("l"))
    """Offset after each row's last character; white space between this and the next start is dropped."""
    stretches: array[int] = field(default_factory=lambda: array("l"))
    """Index of the stretch that each row belongs to."""
    first: array[int] = field(default_factory=lambda: array("l"))
    """The first row of each stretch, and at the end the number of rows: an empty stretch has no row."""

    def __len__(self) -> int:
        return len(self.starts)

    def row_of(self, offset: int) -> int:
        """Return the row of the character at `offset`; for one in no row, the row before it (row 0 at least)."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def clip(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield ``(row, start, end)`` for each row that shows a part of the span; white space between rows is left out."""
        for row in range(self.row_of(start), len(self)):
            if self.starts[row] >= end:
                break
            low, high = max(start, self.starts[row]), min(end, self.ends[row])
            if low < high:
                yield row, low, high


def wrap(text: str, stretches: Iterable[Stretch]) -> Rows:
    """Wrap `stretches` of `text` (sorted, not overlapping) into rows.

    Rows break at white space, after a dash between words, between characters of scripts written without spaces, and
    inside a word only when the word is longer than a row. No row is wider than its stretch says, or than `MIN_WIDTH`.
    """
    rows = Rows()
    flat = text.replace("\n", " ")
    for index, (start, end, width) in enumerate(stretches):
        rows.first.append(len(rows.starts))
        start, end = _trim(text, start, end)
        if start >= end:
            continue
        width = max(MIN_WIDTH, width)
        if _plain.fullmatch(text, start, end):
            _wrap_plain(rows, flat, start, end, width)
        else:
            _wrap_cells(rows, flat, start, end, width)
        rows.stretches.extend([index] * (len(rows.starts) - len(rows.stretches)))
    rows.first.append(len(rows.starts))
    return rows


def column_of(text: str, row_start: int, offset: int) -> int:
    """Return the cell column, counted from the row's start, at which the character at `offset` is drawn."""
    return cell_len(text[row_start:offset].replace("\n", " ")) if offset > row_start else 0


def offset_at(text: str, row_start: int, row_end: int, column: int) -> int:
    """Return the offset of the character drawn at `column` of a row, or of its last one where the row is shorter."""
    cells = 0
    for start, end, width in graphemes(text, row_start, row_end):
        cells += width
        if cells > column or end == row_end:
            return start
    return row_start


def graphemes(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield ``(start, end, cells)`` of each drawn character: a base with the marks that combine with it.

    Zero-width joiners tie what follows to what precedes; an emoji presentation selector may widen a narrow base.
    """
    at = start
    while at < end:
        first, cells = at, _cells(text[at])
        at += 1
        while at < end:
            character = text[at]
            if character == _EMOJI_JOINER:
                at += 2
            elif character == _EMOJI_STYLE or (character not in "\n " and _cells(character) == 0):
                at += 1
            else:
                break
        at = min(at, end)
        if at - first > 1:
            cells = max(cells, cell_len(text[first:at].replace("\n", " ")))
        yield first, at, cells


def _cells(character: str) -> int:
    return 1 if character == "\n" else get_character_cell_size(character)


def _is_space(character: str) -> bool:
    return character.isspace() and character not in _NO_BREAK_SPACES


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _is_space(text[start]):
        start += 1
    while end > start and _is_space(text[end - 1]):
        end -= 1
    return start, end


def _wrap_plain(rows: Rows, flat: str, start: int, end: int, width: int) -> None:
    """Wrap a stretch in which every character takes one cell."""
    while end - start > width:
        limit = start + width
        cut = after = flat.rfind(" ", start, limit + 1)
        dash = flat.rfind(_DASH, start, limit) + 1
        if dash > max(cut, start) and flat[dash].isalnum():
            cut = after = dash
        elif cut < 0:
            cut = after = limit
        while flat[cut - 1] == " ":
            cut -= 1
        while flat[after] == " ":
            after += 1
        rows.starts.append(start)
        rows.ends.append(cut)
        start = after
    rows.starts.append(start)
    rows.ends.append(end)


def _wrap_cells(rows: Rows, flat: str, start: int, end: int, width: int) -> None:
    """Wrap a stretch with wide, combining or otherwise unusual characters."""
    cells = 0
    cut = after = start  # where the row may end, and where the next would begin
    cells_at_cut = 0  # cells from the row's start to `after`
    previous_wide = False
    for at, next_at, size, wide in _pieces(flat, start, end, width):
        if next_at == at + 1 and _is_space(flat[at]):
            if at == start:  # white space right after a break inside a word
                start = cut = after = next_at
                continue
            if after != at:
                cut = at
            cells += size
            after, cells_at_cut = next_at, cells
            previous_wide = False
            continue
        if at > start and after != at and _may_break(flat, at, wide or previous_wide):
            cut, after, cells_at_cut = at, at, cells
        while cells + size > width and at > start:
            if after == start:
                cut, after, cells_at_cut = at, at, cells
            rows.starts.append(start)
            rows.ends.append(cut)
            start = cut = after
            cells -= cells_at_cut
            cells_at_cut = 0
        cells += size
        previous_wide = wide
    rows.starts.append(start)
    rows.ends.append(end)


def _pieces(flat: str, start: int, end: int, width: int) -> Iterator[tuple[int, int, int, bool]]:
    """Yield ``(start, end, cells, whether wide)`` of what is not broken: words of plain characters that fit into half a
    row, and drawn characters otherwise."""
    at = start
    while at < end:
        word = _word.match(flat, at, end)
        if word is not None and word.end() - at <= width // 2:
            yield at, word.end(), word.end() - at, False
            at = word.end()
            continue
        upto = end if word is None else word.end()
        for first, last, cells in graphemes(flat, at, upto):
            yield first, last, cells, cells == 2
            at = last
            if word is None and _word.match(flat, at, end):
                break


def _may_break(flat: str, at: int, beside_wide: bool) -> bool:
    character, previous = flat[at], flat[at - 1]
    if previous == _DASH:
        return character.isalnum()
    return beside_wide and character not in _NOT_FIRST and previous not in _NOT_LAST
