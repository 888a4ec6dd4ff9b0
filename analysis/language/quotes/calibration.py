"""Turn the model's own probability into the share of right answers that was seen at that probability."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


def calibrated(curve: Sequence[tuple[float, float]], raw: float) -> float:
    """Read the curve at `raw`, on straight lines between its points; without a curve `raw` itself. Between 0 and 1."""
    if not curve:
        return raw
    at = bisect_right(curve, (raw, 2.0))
    if at == 0:
        return curve[0][1]
    if at == len(curve):
        return curve[-1][1]
    (x0, y0), (x1, y1) = curve[at - 1], curve[at]
    return round(y0 + (y1 - y0) * (raw - x0) / (x1 - x0), 4) if x1 > x0 else y1


def isotonic(pairs: Sequence[tuple[float, bool]], least: int = 25) -> list[tuple[float, float]]:
    """Fit a rising curve to ``(raw confidence, right?)`` by pooling neighbours that fall (Ayer et al. 1955, "pool adjacent violators").

    Blocks hold at least `least` answers; one point a block, at its mean confidence.
    """
    blocks: list[list[float]] = []  # answers, sum of confidence, right ones
    for raw, right in sorted(pairs):
        if blocks and blocks[-1][0] < least:
            blocks[-1][0] += 1
            blocks[-1][1] += raw
            blocks[-1][2] += right
        else:
            blocks.append([1.0, raw, float(right)])
    pooled: list[list[float]] = []
    for block in blocks:
        pooled.append(block)
        while len(pooled) > 1 and pooled[-2][2] / pooled[-2][0] >= pooled[-1][2] / pooled[-1][0]:
            last = pooled.pop()
            pooled[-1] = [a + b for a, b in zip(pooled[-1], last, strict=True)]
    # One answer of each kind more, so that no block claims certainty.
    return [(total / n, (right + 0.5) / (n + 1)) for n, total, right in pooled]
