"""BILUO tags of tokens, and the best sequence of them that is spans."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.article import Label
from analysis.language.network import Floats, Ints

LABELS: tuple[str, ...] = tuple(label.value for label in Label)
TAGS: tuple[str, ...] = ("O", *(f"{part}-{label}" for label in LABELS for part in "BILU"))
"""Tag 0 is outside; label n has the tags 1+4n (begin), 2+4n (inside), 3+4n (last), 4+4n (unit)."""

TokenSpan = tuple[int, int, str]
"""First token, one past the last, label."""

_IMPOSSIBLE = np.float32(-1e9)


def _transitions() -> tuple[NDArrayBool, NDArrayBool, NDArrayBool]:
    count = len(TAGS)
    follow = np.zeros((count, count), dtype=bool)
    opens = np.array([tag[0] in "BI" for tag in TAGS])
    starts = np.array([tag[0] in "OBU" for tag in TAGS])
    for left in range(count):
        for right in range(count):
            inside = TAGS[right][0] in "IL" and TAGS[left][1:] == TAGS[right][1:]
            follow[left, right] = inside if opens[left] else starts[right]
    return follow, starts, ~opens


NDArrayBool = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
FOLLOW, FIRST, FINAL = _transitions()
_PENALTY = np.where(FOLLOW, np.float32(0), _IMPOSSIBLE)


def encode(length: int, spans: Sequence[TokenSpan]) -> Ints:
    """Return the tags of `length` tokens with these spans."""
    tags = np.zeros(length, dtype=np.int64)
    for start, end, label in spans:
        base = 1 + 4 * LABELS.index(label)
        if end - start == 1:
            tags[start] = base + 3
        else:
            tags[start] = base
            tags[start + 1 : end - 1] = base + 1
            tags[end - 1] = base + 2
    return tags


def decode(scores: Floats, breaks: Ints) -> Ints:
    """Return the most likely tags, (tokens,), that are whole spans and cross none of the `breaks`.

    `scores` are log-probabilities, (tokens, tags); `breaks` are the sorted tokens that belong to no span (line ends). The best tag of each
    token is taken where these make whole spans already; only stretches where they do not are searched (Viterbi).
    """
    if len(breaks):
        scores = scores.copy()
        scores[breaks, 1:] = _IMPOSSIBLE
    tags = np.asarray(scores.argmax(axis=1), dtype=np.int64)
    if not len(tags):
        return tags
    broken = ~FOLLOW[tags[:-1], tags[1:]]
    bad = np.flatnonzero(broken)
    ends = ([] if FIRST[tags[0]] else [0]) + [int(at) for at in bad] + ([] if FINAL[tags[-1]] else [len(tags) - 1])
    done = -1
    outside = np.flatnonzero(tags == 0)
    sure = outside[scores[outside, 0] > np.log(0.9)]
    for at in ends:
        if at + 1 < done or done == len(tags):
            continue
        left, right = np.searchsorted(sure, at, side="left"), np.searchsorted(sure, at + 1, side="right")
        start = int(sure[left - 1]) if left else 0
        end = int(sure[right]) + 1 if right < len(sure) else len(tags)
        start = max(start, done, 0)
        tags[start:end] = _viterbi(scores[start:end])
        done = end
    return tags


def _viterbi(scores: Floats) -> Ints:
    best = np.where(FIRST, scores[0], _IMPOSSIBLE)
    back = np.zeros(scores.shape, dtype=np.int64)
    for at in range(1, len(scores)):
        paths = best[:, None] + _PENALTY
        back[at] = paths.argmax(axis=0)
        best = paths[back[at], np.arange(len(TAGS))] + scores[at]
    tag = int(np.where(FINAL, best, _IMPOSSIBLE).argmax())
    tags = np.zeros(len(scores), dtype=np.int64)
    for at in range(len(scores) - 1, -1, -1):
        tags[at] = tag
        tag = int(back[at, tag])
    return tags


def spans_of(tags: Ints) -> list[TokenSpan]:
    """Return the spans that whole, valid tags describe, in order."""
    spans: list[TokenSpan] = []
    start = 0
    for at in np.flatnonzero(tags):
        part, label = (int(tags[at]) - 1) % 4, LABELS[(int(tags[at]) - 1) // 4]
        if part in (0, 3):
            start = int(at)
        if part in (2, 3):
            spans.append((start, int(at) + 1, label))
    return spans
