"""Two versions of an article, paragraph by paragraph: what was kept, changed, added and dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from analysis.article import BOILERPLATE, Article, Span
from analysis.lexis import WORD

ALIKE = 55.0
"""rapidfuzz ratio, 0 to 100, from which on two paragraphs are taken for versions of one."""
_MOST_PAIRS = 20_000
"""Paragraphs of a stretch without common ones are compared each with each, if that is not more than this."""


class Change(StrEnum):
    """What became of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Difference:
    """A paragraph of the one version beside that of the other; None where there is none. Marks are the words that differ.

    All spans index the text of their own article.
    """

    change: Change
    one: Span | None
    other: Span | None
    one_marks: tuple[Span, ...] = ()
    other_marks: tuple[Span, ...] = ()


def differences(one: Article, other: Article) -> list[Difference]:
    """Compare two versions, in the order of `other`; what was dropped stands where it was. Boilerplate is left out."""
    left, right = _paragraphs(one), _paragraphs(other)
    texts = [one.text[span.start : span.end] for span in left], [other.text[span.start : span.end] for span in right]
    plain = [[" ".join(text.split()) for text in side] for side in texts]
    found: list[Difference] = []
    for tag, a, b, c, d in SequenceMatcher(None, plain[0], plain[1], autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Difference(Change.SAME, left[a + i], right[c + i]) for i in range(b - a)]
            continue
        for i, j in _aligned(plain[0][a:b], plain[1][c:d]):
            if i is None:
                assert j is not None
                found.append(Difference(Change.ADDED, None, right[c + j]))
            elif j is None:
                found.append(Difference(Change.DROPPED, left[a + i], None))
            else:
                marks = _marks(texts[0][a + i], texts[1][c + j], left[a + i].start, right[c + j].start)
                found.append(Difference(Change.CHANGED, left[a + i], right[c + j], *marks))
    return found


def _paragraphs(article: Article) -> list[Span]:
    if article.blocks:
        return [Span(block.start, block.end) for block in article.blocks if block.kind not in BOILERPLATE]
    spans, start = [], 0
    for line in article.text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def _aligned(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Pair paragraphs that are alike, in order, so that the sum of their likeness is greatest."""
    pairs = _best_pairs(left, right) if len(left) * len(right) <= _MOST_PAIRS else []
    i = j = 0
    for a, b in [*pairs, (len(left), len(right))]:
        yield from ((k, None) for k in range(i, a))
        yield from ((None, k) for k in range(j, b))
        if a < len(left):
            yield a, b
        i, j = a + 1, b + 1


def _best_pairs(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    from rapidfuzz.fuzz import ratio

    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    alike = [[ratio(a, b, score_cutoff=ALIKE) for b in right] for a in left]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            paired = best[i + 1][j + 1] + alike[i][j] if alike[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _marks(one: str, other: str, one_start: int, other_start: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the stretches of words that differ, as spans of the two articles."""
    from rapidfuzz.distance import Indel

    places = [list(WORD.finditer(text)) for text in (one, other)]
    marks: tuple[list[Span], list[Span]] = ([], [])
    for step in Indel.opcodes([found[0] for found in places[0]], [found[0] for found in places[1]]):
        if step.tag == "delete":
            marks[0].append(Span(one_start + places[0][step.src_start].start(), one_start + places[0][step.src_end - 1].end()))
        elif step.tag == "insert":
            marks[1].append(Span(other_start + places[1][step.dest_start].start(), other_start + places[1][step.dest_end - 1].end()))
    return tuple(marks[0]), tuple(marks[1])
