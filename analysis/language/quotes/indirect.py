"""Indirect speech: sentences of the form source, cue, that-clause, without quotation marks. Precision before recall.

Three shapes are read: "X said (that) …", "…, X said." and "according to X". Sentences with quotation marks, questions, denials ("did not
say") and what somebody may say some day are left alone.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice

from .candidates import Candidate
from .features import Features
from .skeleton import Paragraph
from .stretches import Stretches

BARE_CUES = frozenset(
    "said says say added adds told tells warned insisted argued claimed believes believed explained stressed noted acknowledged "
    "conceded".split()
)
"""Cues that take a clause without "that"."""
CLAUSE_CUES = frozenset(
    "said says say saying added adds adding told tells telling warned warns insisted insists argued argues claimed claims believes "
    "believed "
    "explained explains stressed stresses noted notes noting acknowledged acknowledges conceded concedes announced announces "
    "reported revealed "
    "confirmed confirms suggested suggests declared declares stated states maintained maintains contended contends asserted "
    "asserts emphasised "
    "emphasized predicted predicts admitted admits alleged alleges testified reiterated concluded concludes observed remarked "
    "indicated indicates "
    "estimated estimates denied denies agreed agrees complained pointed hoped hopes promised pledged vowed urged informed assured "
    "reminded".split()
)
LISTENED = frozenset("told tells telling informed assured reminded warned".split())
PAST_AUXILIARIES = frozenset("has have had also later then".split())
SUBJECTS = frozenset("POGHydeiCRwNFE#")
WITH_THAT, AT_END, ACCORDING, BARE = 0.85, 0.85, 0.85, 0.75
"""Confidence of each shape; they were not measured against labelled data."""
LEAST_ITEMS = 4


@dataclass(frozen=True, slots=True)
class Reported:
    """One stretch of indirect speech and its source."""

    start: int
    end: int
    source: Candidate
    confidence: float


def reported_in(features: Features, index: int) -> list[Reported]:
    """The indirect speech of one paragraph, at most one a sentence, in text order."""
    nearby = features.nearby(index)
    p = nearby.p
    if not p.codes or (index == 0 and p.end - p.start < 160 and len(features.skeleton.bounds) > 2):
        return []
    out: list[Reported] = []
    clauses = _Clauses(p, nearby.stretches)
    first = 0
    while first < len(p.codes):
        _, end = nearby.stretches.sentence(first)
        if not nearby.stretches.count("Q", first, end) and p.words[end - 1] != "?" and end - 1 - first > LEAST_ITEMS:
            found = (clauses.reported(candidate, first, end - 1) for candidate in nearby.beginning_in(first, end))
            out += islice(filter(None, found), 1)
        first = end
    return out


class _Clauses:
    """Reads the sentences of one paragraph."""

    def __init__(self, p: Paragraph, stretches: Stretches) -> None:
        self.p = p
        self.stretches = stretches
        self._verbs = [i for i, code in enumerate(p.codes) if code in "xSLMW" or (code == "w" and p.words[i].endswith("ed"))]

    def reported(self, c: Candidate, first: int, last: int) -> Reported | None:
        """What is reported with one candidate of the sentence from item `first` to `last` as its source."""
        p = self.p
        if c.cue < 0 or c.kind in "rieFE":
            return None
        if c.role == "T":
            return self._according(c, first, last)
        if p.words[c.cue] not in CLAUSE_CUES or c.role not in "SIAJP":
            return None
        if c.role != "I" and any(
            p.codes[i] == "n" or (p.codes[i] == "x" and p.words[i] not in PAST_AUXILIARIES) for i in range(c.last + 1, c.cue)
        ):
            return None
        final = last if p.codes[last] == "." else last + 1
        head, tail = min(c.first, c.cue), max(c.last, c.cue)
        if head - first >= LEAST_ITEMS and p.codes[head - 1] == "," and final - tail <= 8 and _ends_or_pauses(p, tail, final):
            return _made(p, first, head - 1, c, AT_END) if self._has_verb(first, head - 1) else None
        if c.role == "I" or self.stretches.count("kr", first, c.first):
            return None
        start = c.cue + 1
        if p.words[c.cue] in LISTENED:
            while start < final and start - c.cue <= 5 and p.codes[start] in "dewRPONChG" and p.codes[start] != "t":
                start += 1
        elif p.words[start : start + 1] == ["out"]:
            start += 1
        that = start < final and p.codes[start] == "t"
        if that:
            start += 1
        if final - start < LEAST_ITEMS or p.codes[start] not in SUBJECTS or not self._has_verb(start, final):
            return None
        if that:
            return _made(p, start, final, c, WITH_THAT)
        return _made(p, start, final, c, BARE) if p.words[c.cue] in BARE_CUES and p.codes[start] in "POGHydeiCN" else None

    def _according(self, c: Candidate, first: int, last: int) -> Reported | None:
        p = self.p
        final = last if p.codes[last] == "." else last + 1
        if c.cue == first:
            comma = p.codes.find(",", c.last, final)
            while comma >= 0 and final - comma > LEAST_ITEMS:
                if self._has_verb(comma + 1, final) and p.codes[comma + 1] in SUBJECTS:
                    return _made(p, comma + 1, final, c, ACCORDING)
                comma = p.codes.find(",", comma + 1, final)
            return None
        before = c.cue - 1 if p.codes[c.cue - 1] == "," else c.cue
        if before - first >= LEAST_ITEMS and final - c.last <= 10 and self._has_verb(first, before):
            return _made(p, first, before, c, ACCORDING)
        return None

    def _has_verb(self, first: int, end: int) -> bool:
        """Whether a stretch looks like a clause: an auxiliary, a cue or a word in -ed or -s behind its first item."""
        n = bisect_right(self._verbs, first)
        return n < len(self._verbs) and self._verbs[n] < end


def _made(p: Paragraph, first: int, end: int, c: Candidate, confidence: float) -> Reported:
    return Reported(p.starts[first], p.ends[end - 1], c, confidence)


def _ends_or_pauses(p: Paragraph, tail: int, final: int) -> bool:
    """Whether nothing but a time, a place or an apposition follows the source and its cue."""
    return tail + 1 >= final or p.codes[tail + 1] in ",.apR-" or p.words[tail + 1] in ("reporters", "on", "in")
