"""What stands between two items of a paragraph, told without walking there: a paragraph may be one sentence of thousands of quotes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from .lexicon import CUES
from .skeleton import Paragraph

_LEFT_OUT = frozenset("dae")
_WORDS = frozenset("CR#")
_STRENGTHS = (("S", "SLs"), ("A", "A"), ("M", "Mu"), ("W", "W"))


class Stretches:
    """Answers about the items from `low` up to `high` of one paragraph, in a time that hardly depends on how many these are."""

    __slots__ = ("_at", "_folded", "_kept", "_runs", "_strengths", "cues", "p")

    def __init__(self, p: Paragraph) -> None:
        self.p = p
        self.cues = [item for item, code in enumerate(p.codes) if code in CUES]
        """The items that are cues."""
        self._strengths = [(strength, [item for item in self.cues if p.codes[item] in codes]) for strength, codes in _STRENGTHS]
        self._at: dict[str, list[int]] = {}
        self._kept = [0]
        """How many items before each one stay in the folded codes."""
        self._runs: list[int] = []
        """The symbol of the folded codes that each of those is part of."""
        folded: list[str] = []
        for code in p.codes:
            if code not in _LEFT_OUT:
                symbol = "w" if code in _WORDS else code
                if not folded or folded[-1] != symbol:
                    folded.append(symbol)
                self._runs.append(len(folded) - 1)
            self._kept.append(len(self._runs))
        self._folded = "".join(folded)

    def item_at(self, offset: int) -> int:
        """The item that begins at this offset of the text, or the next one; the last one where none follows."""
        return min(bisect_left(self.p.starts, offset), len(self.p.starts) - 1)

    def sentence(self, item: int) -> tuple[int, int]:
        """The first item of this item's sentence, and the first one after it."""
        sentences = self.p.sentences
        return bisect_left(sentences, sentences[item], 0, item), bisect_right(sentences, sentences[item], item)

    def cue_before(self, low: int, high: int) -> int:
        """The last of the items that is a cue, or -1."""
        n = bisect_left(self.cues, high) - 1
        return self.cues[n] if n >= 0 and self.cues[n] >= low else -1

    def cue_after(self, low: int, high: int) -> int:
        """The first of the items that is a cue, or -1."""
        n = bisect_left(self.cues, low)
        return self.cues[n] if n < len(self.cues) and self.cues[n] < high else -1

    def count(self, codes: str, low: int, high: int) -> int:
        """How many of the items have one of these codes."""
        total = 0
        for code in codes:
            places = self._at.get(code)
            if places is None:
                places = self._at[code] = [item for item, other in enumerate(self.p.codes) if other == code]
            if places:
                total += bisect_left(places, max(low, high)) - bisect_left(places, low)
        return total

    def strongest(self, low: int, high: int) -> str:
        """The strength of the strongest cue among the items: S, A, M, W or 0."""
        for strength, places in self._strengths:
            if places:
                n = bisect_left(places, low)
                if n < len(places) and places[n] < high:
                    return strength
        return "0"

    def fold(self, low: int, high: int) -> str:
        """The codes in short: determiners and adverbs go, runs become one, at most six symbols stay."""
        first, last = self._kept[low], self._kept[max(low, high)] - 1
        if last < first:
            return ""
        start, end = self._runs[first], self._runs[last] + 1
        if end - start <= 6:
            return self._folded[start:end]
        return self._folded[start : start + 3] + "~" + self._folded[end - 3 : end]
