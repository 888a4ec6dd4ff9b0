"""A row of small bars."""

from collections.abc import Sequence

BARS = "▁▂▃▄▅▆▇█"
LONGEST = 26


def sparkline(counts: Sequence[int], longest: int = LONGEST) -> str:
    """Return one bar a count, the last `longest` of them, the tallest for the greatest; an empty text for no counts."""
    shown = counts[-longest:]
    most = max(shown, default=0)
    return "".join(BARS[round(count / most * (len(BARS) - 1))] for count in shown) if most else ""
