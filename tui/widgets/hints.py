"""Letters to type in order to jump to something on the screen."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from analysis.article import Span

HOME_ROW = "fjdkslagh"
OTHER_LETTERS = "eiruwotynvbmcpqxz"
"""Taken one by one where the home row does not go round in two letters."""


class Target(NamedTuple):
    """Something visible to jump to, with the cell where it begins, counted from the widget's top left."""

    kind: str
    """``mention``, ``quote``, ``link`` or ``fold``."""
    span: Span
    x: int
    y: int


def assign_letters(count: int) -> list[str]:
    """Return letters for so many targets: one for the first, two for the others, and none a prefix of another.

    Letters of the home row as far as they go round (81 targets); beyond 676 targets the rest get none.
    """
    size = next((n for n in range(len(HOME_ROW), 26) if n * n >= count), 26)
    letters = (HOME_ROW + OTHER_LETTERS)[:size]
    single = count if count <= size else max(0, (size * size - count) // (size - 1))
    doubles = ("".join(pair) for pair in itertools.product(letters[single:], letters))
    return list(itertools.islice(itertools.chain(letters[:single], doubles), count))


def set_apart(cells: Sequence[tuple[int, int]], codes: Sequence[str], width: int) -> list[tuple[int, int]]:
    """Return where each code is drawn: at its cell ``(x, y)``, moved along its line of `width` cells by what it takes to be read whole."""
    placed = list(cells)
    lines: dict[int, list[int]] = {}
    for index, (_, y) in enumerate(cells):
        lines.setdefault(y, []).append(index)
    for line in lines.values():
        line.sort(key=lambda index: cells[index][0])
        free = 0
        for index in line:
            placed[index] = (max(placed[index][0], free), placed[index][1])
            free = placed[index][0] + len(codes[index])
        end = width
        for index in reversed(line):
            placed[index] = (max(0, min(placed[index][0], end - len(codes[index]))), placed[index][1])
            end = placed[index][0]
    return placed


def narrow(codes: Sequence[str], typed: str) -> dict[int, str]:
    """Return, by index, what is left to type of the codes that begin with `typed`."""
    return {index: code[len(typed) :] for index, code in enumerate(codes) if code.startswith(typed)}
