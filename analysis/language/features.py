"""What the network sees of a word type: rows of embedding tables by form, prefix, suffix and shape, and its static vector."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from analysis.language.network import Floats, Ints, Weights

LONGEST = 40
"""Words are cut to so many characters before anything is computed from them."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Rows of each embedding table. Forms have a row of their own, or row 0 (always zeros) where they were too rare to be learnt."""

    prefix: int = 3000
    suffix: int = 4000
    shape: int = 1000


def shape_of(word: str) -> str:
    """Return the word with its letters as X and x and its digits as d, runs cut to four: ``McDonald`` is ``XxXxxxx``."""
    out: list[str] = []
    run = 0
    for char in word:
        kind = "d" if char.isdigit() else char if not char.isalpha() else "X" if char.isupper() else "x"
        run = run + 1 if out and out[-1] == kind else 1
        if run <= 4:
            out.append(kind)
    return "".join(out)


def _code(prefix: str, word: str) -> int:
    return crc32((prefix + word).encode("utf8", "surrogatepass"))


def form_codes(words: Iterable[str]) -> Ints:
    """Return the codes by which known forms are looked up, one a word."""
    return np.fromiter((_code("f", word[:LONGEST].lower()) for word in words), dtype=np.int64)


def feature_rows(words: Sequence[str], known: Ints, tables: Tables) -> Ints:
    """Return (words, 4) rows into the tables of form, prefix, suffix and shape. `known` are the sorted codes of known forms."""
    rows = np.zeros((len(words), 4), dtype=np.int64)
    if not words:
        return rows
    codes = form_codes(words)
    places = np.minimum(np.searchsorted(known, codes), max(len(known) - 1, 0))
    if len(known):
        rows[:, 0] = np.where(known[places] == codes, places + 1, 0)
    for number, word in enumerate(words):
        cut = word[:LONGEST]
        lower = cut.lower()
        rows[number, 1] = _code("p", lower[:3]) % tables.prefix
        rows[number, 2] = _code("s", lower[-3:]) % tables.suffix
        rows[number, 3] = _code("x", shape_of(cut)) % tables.shape
    return rows


def assemble(rows: Ints, static: Floats, weights: Weights) -> Floats:
    """Return (words, parts) features: the table rows side by side, then the static vectors (words, static width)."""
    parts = [weights[f"embed.{name}"][rows[:, column]] for column, name in enumerate(("form", "prefix", "suffix", "shape"))]
    return np.concatenate([*parts, static], axis=1, dtype=np.float32)
