"""Which candidates are within reach of a quote."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from .candidates import MAX_PHRASE, Candidate, candidates_of
from .skeleton import Skeleton
from .stretches import Stretches

MOST_BACK, MOST_LEFT, MOST_RIGHT = 8, 8, 5
"""At most so many candidates from the paragraphs before, and from either side within the paragraph."""
MOST_GOING_ON = 3
"""At most so many from behind the paragraph that an unclosed quote goes on with."""
_LONGEST_PHRASE = MAX_PHRASE + 4
"""Items, with a determiner before it and what may stand between it and its neighbour."""


class Nearby:
    """The candidates of one paragraph, in text order, ready for the many quotes that may ask for those around them."""

    def __init__(self, skeleton: Skeleton, index: int) -> None:
        self.p = skeleton.paragraph(index)
        self.stretches = Stretches(self.p)
        self.all = candidates_of(skeleton, index)
        self.for_later = [c for c in self.all if c.kind in "POHyD" and c.role not in "p'O"][-MOST_BACK:]
        """Those that quotes of the paragraphs behind may belong to."""
        self.for_earlier = [c for c in self.all if c.first <= 2 and c.kind in "POD"][:1]
        """The same for the paragraph before."""
        self._here = [
            c
            for c in self.all
            if c.kind not in "GNFED" or (c.role in "SAIRPTJBn-^" and (c.kind == "D" or c.role not in "-^"))
        ]  # fmt: skip
        self._here_first = [c.first for c in self._here]
        self._here_last = sorted(c.last for c in self._here)
        self.owned = {c.cue for c in self.all if c.cue >= 0 and c.role not in "O"}
        """The cues that have a subject."""
        self._subjects: dict[int, int] = {}
        for c in self.all:
            if c.kind in "POHyDG" and c.role not in "p'":
                self._subjects.setdefault(self.p.sentences[c.first], c.first)
        self._phrases: dict[int, list[Candidate]] = {}
        for c in self.all:
            if c.kind == "D":
                for item in range(c.first, c.last + 1):
                    self._phrases.setdefault(item, []).append(c)
        self._first = [c.first for c in self.all]
        self._sources = [0, *accumulate(c.kind in "POHD" for c in self.all)]

    def around(self, item: int) -> list[Candidate]:
        """Those nearest to an item of the paragraph itself, on both sides."""
        before = bisect_left(self._here_last, item)
        left: list[Candidate] = []
        for n in range(bisect_left(self._here_first, item) - 1, -1, -1):
            if len(left) == MOST_LEFT:
                break
            if self._here[n].last < item:
                left.append(self._here[n])
        return left[::-1] + self._here[before : before + MOST_RIGHT]

    def behind_quote(self) -> list[Candidate]:
        """Those nearest behind a quote that opens the paragraph."""
        return [c for c in self.around(0) if c.kind in "POHD"][:MOST_GOING_ON] if self.p.codes[:1] == "Q" else []

    def beginning_in(self, low: int, high: int) -> list[Candidate]:
        """Those that begin with one of these items."""
        return self.all[bisect_left(self._first, low) : bisect_left(self._first, high)]

    def subject(self, sentence: int) -> int:
        """The item of the first likely subject of a sentence, or -1."""
        return self._subjects.get(sentence, -1)

    def later(self, c: Candidate) -> int:
        """How many likely sources follow a candidate."""
        return self._sources[-1] - self._sources[bisect_right(self._first, c.first)]

    def phrase_around(self, offset: int) -> Candidate | None:
        """The noun phrase that an offset of the text lies in, as "leader" of "the Russian leader"."""
        item = bisect_right(self.p.starts, offset) - 1
        return next((c for c in self._phrases.get(item, ()) if c.start <= offset < c.end), None)

    def named_before(self, c: Candidate) -> Candidate | None:
        """The name or noun phrase right before a candidate, as "officials" of "officials who"."""
        for n in range(bisect_left(self._first, c.first) - 1, -1, -1):
            other = self.all[n]
            if other.first < c.first - _LONGEST_PHRASE:
                return None
            if other.last < c.first and other.kind in "POGND":
                return other if other.last >= c.first - 2 else None
        return None
