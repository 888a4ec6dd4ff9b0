"""Where the words of a query stand in an article, and the few words around them that a row of results shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.article import BOILERPLATE, BlockKind, Span
from analysis.library.documents import analyzer
from analysis.library.terms import Terms
from analysis.query import TEXT_FIELDS, Fuzzy, In, Node, Phrase, Prefix, Text, Word, leaves

_WORD = re.compile(r"[^\W_]+")
_WIDTH = 160
_MOST_HITS = 200
_LEAD = 40
"""Characters that stand before the first mark of a snippet, at most."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A line of clean text, where its hits are, and where the first hit stands in the article (None where there is none)."""

    text: str
    marks: tuple[Span, ...]
    start: int | None


class Finder:
    """What a query looks for in texts. The fields that it covers are the words that may stand in a body, a title or a quote."""

    def __init__(self, node: Node, terms: Terms) -> None:
        patterns: list[str] = []
        self._fuzzy: list[tuple[str, int]] = []
        self._compared: set[str] = set()
        self._near: set[str] = set()
        for leaf, negated in leaves(node):
            value = _text_of(leaf)
            if value is not None and not negated:
                self._add(value, terms, patterns)
        # Longer patterns first, so that a phrase wins over its first word.
        joined = "|".join(sorted(set(patterns), key=lambda pattern: (-len(pattern), pattern)))
        self._pattern = re.compile(rf"(?<![^\W_])(?:{joined})(?![^\W_])") if joined else None

    def _add(self, value: Text, terms: Terms, patterns: list[str]) -> None:
        words = terms.words(value.text)
        if not words:
            return
        if isinstance(value, Fuzzy):
            self._fuzzy += [(word, value.distance) for word in words]
        elif isinstance(value, Prefix):
            patterns.append(_in_a_row(words) + r"[^\W_]*")
        elif isinstance(value, Phrase) and value.slop:
            patterns += words
        elif isinstance(value, Word) and not value.exact and len(words) == 1:
            patterns += terms.family(words[0])
        else:
            patterns.append(_in_a_row(words))

    def spans(self, text: str) -> list[Span]:
        """Return where `text` has what is looked for, in order and without overlaps."""
        if not self._pattern and not self._fuzzy:
            return []
        folded = fold(text)
        found = [Span(*match.span()) for match in self._pattern.finditer(folded)] if self._pattern else []
        if self._fuzzy:
            alike = self._alike(set(_WORD.findall(folded)))
            fuzzy = [Span(*match.span()) for match in _WORD.finditer(folded) if match[0] in alike] if alike else []
            found = _without_overlaps(sorted([*found, *fuzzy], key=lambda span: (span.start, -span.end)))
        return found

    def _alike(self, words: set[str]) -> set[str]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        new = words - self._compared
        self._compared |= new
        for wanted, most in self._fuzzy:
            self._near.update(found[0] for found in process.extract_iter(wanted, new, scorer=OSA.distance, score_cutoff=most))
        return words & self._near


def fold(text: str) -> str:
    """Return `text` in lower case and without accents, every character staying in its place."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def snippet(text: str, blocks: Sequence[tuple[int, int, str]], found: Sequence[Span]) -> Snippet:
    """Choose the stretch of `text` that shows most of `found`; without hits the beginning of its first paragraph.

    Hits in boilerplate are passed over; a hit in the headline, which the row shows anyway, is shown only where there is no other.
    """
    kept = [(start, end) for start, end, kind in blocks if kind not in BOILERPLATE] or [(0, len(text))]
    headline = next(((start, end) for start, end, kind in blocks if kind == BlockKind.HEADLINE), (0, 0))
    hits = [span for span in found if any(start <= span.start < end for start, end in kept)]
    below = [span for span in hits if not headline[0] <= span.start < headline[1]]
    first = hits[0].start if hits else None
    if not below:
        begin = next((start for start, end in kept if (start, end) != headline), 0)
        return Snippet(*_cut(text, begin, next((end for start, end in kept if start == begin), len(text)), ()), first)
    words = [fold(text[span.start : span.end]) for span in below[:_MOST_HITS]]
    best, most = below[0], 0
    last = 0
    for i, span in enumerate(below[:_MOST_HITS]):
        while last < len(words) and below[last].end <= span.start + _WIDTH - _LEAD:
            last += 1
        if (different := len(set(words[i:last]))) > most:
            best, most = span, different
    begin, end = next((start, end) for start, end in kept if start <= best.start < end)
    return Snippet(*_cut(text, max(begin, best.start - _LEAD), end, below), first)


def _cut(text: str, start: int, stop: int, marks: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """Cut a line out of `text` at word boundaries, at most `_WIDTH` characters and not beyond `stop`."""
    if start and not text[start - 1].isspace() and not text[start].isspace():
        space = text.find(" ", start, start + _LEAD)
        start = space + 1 if space >= 0 else start
    end = min(stop, start + _WIDTH)
    if end < stop and not text[end].isspace():
        space = text.rfind(" ", start + _WIDTH // 2, end)
        end = space if space >= 0 else end
    before = "…" if start and not _begins(text, start) else ""
    after = "…" if end < stop else ""
    line = text[start:end].replace("\n", " ")
    moved = len(before) - start
    inside = (Span(max(span.start, start) + moved, min(span.end, end) + moved) for span in marks if span.start < end and span.end > start)
    return f"{before}{line}{after}", tuple(inside)


def _begins(text: str, at: int) -> bool:
    return text[at - 1] == "\n"


def _text_of(leaf: Node) -> Text | None:
    if isinstance(leaf, Word | Phrase | Prefix | Fuzzy):
        return leaf
    if isinstance(leaf, In) and leaf.field in TEXT_FIELDS and leaf.field in ("title", "says", "about"):
        return leaf.value
    return None


def _in_a_row(words: Sequence[str]) -> str:
    return r"[\W_]+".join(words)


def _without_overlaps(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


class _Folds(dict[int, int]):
    """A character -> its base letter in lower case, worked out once each."""

    def __missing__(self, code: int) -> int:
        words = analyzer().analyze(chr(code))
        self[code] = ord(words[0][0]) if words else code
        return self[code]


_FOLDS = _Folds()
