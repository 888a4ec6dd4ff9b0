"""Letters to type in order to jump to something on the screen."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from analysis.article import Span

HOME_ROW = "fjdkslagh"


class Target(NamedTuple):
    """Something visible to jump to, with the cell where it begins, counted from the widget's top left."""

    kind: str
    """``mention``, ``quote``, ``link`` or ``fold``."""
    span: Span
    x: int
    y: int


def assign_letters(targets: Sequence[object], letters: str = HOME_ROW) -> dict[int, str]:
    """Return letters for each target's index: one for the first, two for the others, and none a prefix of another.

    With k letters at most k² targets get some; the rest get none.
    """
    count, size = min(len(targets), len(letters) ** 2), len(letters)
    single = size if count <= size else max(0, (size * size - count) // (size - 1))
    doubles = ("".join(pair) for pair in itertools.product(letters[single:], letters))
    codes = itertools.chain(letters[:single], doubles)
    return dict(zip(range(count), codes, strict=False))


def narrow(hints: dict[int, str], typed: str) -> dict[int, str]:
    """Return what is left to type for the targets whose letters begin with `typed`."""
    return {index: code[len(typed) :] for index, code in hints.items() if code.startswith(typed)}
