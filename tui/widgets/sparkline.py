"""A row of bars for counts over time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

BARS = "▁▂▃▄▅▆▇█"


def sparkline(counts: Sequence[int], width: int = 24) -> str:
    """Return one bar a count, oldest first; more counts than `width` are summed in even groups. Nothing is the lowest bar."""
    if not counts or width < 1:
        return ""
    groups = min(len(counts), width)
    edges = [len(counts) * number // groups for number in range(groups + 1)]
    sums = [sum(counts[start:end]) for start, end in pairwise(edges)]
    highest = max(sums)
    return "".join(BARS[0] if count <= 0 else BARS[max(1, round(count / highest * (len(BARS) - 1)))] for count in sums)
