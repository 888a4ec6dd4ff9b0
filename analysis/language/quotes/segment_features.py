"""What the speaker model looks at in a segment itself and right around it, as short strings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from .candidates import Candidate
from .lexicon import NOUN_CUES
from .marks import Segment
from .skeleton import Paragraph, Skeleton
from .stretches import Stretches

LENGTHS = (1, 2, 3, 4, 6, 9, 14, 25, 50)
WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_FINITE = frozenset(
    "is are was were am i'm it's that's we're you're they're he's she's i'll we'll i've we've don't can't isn't has have had will "
    "would can could should "
    "must may might do does did want need think know get got going go said make made take".split()
)
_PERSONAL = frozenset("i we you my our your me us he she they it i'm we're it's i've".split())
_NAMING = frozenset("so-called called known dubbed nicknamed titled entitled named word term phrase words".split())


@dataclass(slots=True)
class Previous:
    """The last quote that was taken for speech: the model's own answer when it runs, the gold answer when it is trained."""

    segment: int
    paragraph: int
    mention: tuple[int, int] | None
    """Start and end of the mention of its source."""
    entity: int
    closed: bool
    candidate: Candidate | None = None


@dataclass(slots=True)
class Place:
    """A segment where it stands."""

    segment: Segment
    p: Paragraph
    stretches: Stretches
    item: int
    """Number of the item that it is in its paragraph."""
    previous: Previous | None
    """The last quote, where it is near."""
    after_previous: int
    """The first item behind that quote where it is in the same paragraph, else -1."""


def bucket(value: int, limits: tuple[int, ...]) -> str:
    """Number of the first limit that holds the value."""
    return str(bisect_left(limits, value))


class SegmentFeatures:
    """Makes the features of one article's segments."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self._said = Counter(self._key(segment) for segment in skeleton.segments)

    def _key(self, segment: Segment) -> str:
        """The words of a segment, to see which come back."""
        return self.skeleton.text[segment.inner_start : segment.inner_end].strip(" ,.;:!?").lower()[:40]

    def of(self, place: Place) -> list[str]:
        """The features of one segment."""
        segment, p, stretches, item, previous = place.segment, place.p, place.stretches, place.item, place.previous
        text, codes = self.skeleton.text, p.codes
        inner = text[segment.inner_start : segment.inner_end].strip()
        words = WORD.findall(inner)
        length = bucket(len(words), LENGTHS)
        lowered = [w.lower() for w in words[:12]]
        last = inner[-1:]
        last = last if last in ",.?!…-—" else ("w" if last.isalnum() else "o")
        outside = text[segment.end : segment.end + 1]
        if last == "w" and outside in ",.":
            last = "w" + outside
        capital = "A" if inner[:1].isupper() else ("a" if inner[:1].islower() else "1")
        title = len(words) > 1 and sum(w[0].isupper() for w in words) >= 0.7 * len(words)
        before = codes[item - 1] if item else "^"
        after = codes[item + 1] if item + 1 < len(codes) else "$"
        word_before = p.words[item - 1] if item else "^"
        word_after = p.words[item + 1] if item + 1 < len(codes) else "$"
        start = max(0, item - 3)
        low, high = stretches.sentence(item)
        cue_left, cue_right = stretches.strongest(low, item), stretches.strongest(item + 1, high)
        whole = item == 0 and item == len(codes) - 1
        finite = any(w in _FINITE for w in lowered)
        personal = any(w in _PERSONAL for w in lowered)
        short = "s" if len(words) <= 3 else ("m" if len(words) <= 8 else "l")
        out = [
            "b", "len" + length, "end" + last, "cap" + capital, short + "end" + last + capital, "bef" + before, "aft" + after,
            short + "bef" + codes[start:item], short + "bw" + word_before, short + "aw" + word_after, "bw" + word_before, "aw" + word_after,
            short + "aft" + codes[item + 1 : item + 3], "cues" + cue_left + cue_right, short + "cues" + cue_left + cue_right,
            short + "ba" + before + after,
        ]  # fmt: skip
        if short == "s" and words:
            out += ["again" + str(min(self._said[self._key(segment)], 3)), "n" + str(len(words)) + "suf" + words[-1][-3:].lower() + capital]
        if title:
            out.append("title" + short)
            out.append("title" + before)
            out.append("title" + codes[max(0, item - 2) : item])
        if finite or personal:
            out.append("fin" + short + ("f" if finite else "") + ("p" if personal else ""))
        if item == 0:
            out.append("pstart")
        if item == len(codes) - 1:
            out.append("pend" + last)
        if whole:
            out.append("whole" + short)
        if not segment.closed:
            out.append("open")
        if p.index == 0 and p.end - p.start < 160 and len(self.skeleton.bounds) > 2:
            out += ["headline", "headline" + short]
        cue = stretches.cue_before(low, item)
        if cue >= 0:
            out.append("lcp" + codes[cue] + stretches.fold(cue + 1, item))
            out.append(short + "lcw" + p.words[cue])
        if item > 1 and word_before in ("a", "an", "the", "of", "as", "for", "to", "that", "is", "was"):
            out.append(short + "bw2" + p.words[item - 2] + "_" + word_before)
        if any(w in NOUN_CUES for w in p.words[max(0, item - 3) : item]):
            out.append("nouncue" + short)
        if any(w in _NAMING for w in p.words[max(0, item - 3) : item]):
            out.append("naming" + short + word_before)
        if previous is not None:
            gap = p.index - previous.paragraph
            out.append("prev" + str(gap) + short)
            if gap == 0:
                was = self.skeleton.segments[previous.segment]
                stop = stretches.count(".", place.after_previous, item)
                out.append("pq" + stretches.fold(place.after_previous, item))
                out.append("pqs" + short + ("1" if was.inner_end - was.inner_start < 25 else "2") + ("" if stop else "c"))
            elif item == 0:
                out.append("pp" + str(gap) + ("" if previous.closed else "open"))
                out.append("pp" + str(gap) + ("" if previous.closed else "open") + cue_right + cue_left + ("w" if whole else ""))
        else:
            out.append("noprev")
        return out
