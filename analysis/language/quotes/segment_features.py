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

_LONGEST_TITLE = 20
LENGTHS = (1, 2, 3, 4, 6, 9, 14, 25, 50)
WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_FINITE = frozenset(
    "is are was were am i'm it's that's we're you're they're he's she's i'll we'll i've we've don't can't isn't has have had will "
    "would can could should "
    "must may might do does did want need think know get got going go said make made take".split()
)
_PERSONAL = frozenset("i we you my our your me us he she they it i'm we're it's i've".split())
_WORKS = frozenset(
    "book books novel novels memoir memoirs film films movie movies documentary play plays musical opera song songs single album albums "
    "track tracks hit series show shows sitcom podcast podcasts programme programmes program programs episode broadcast exhibition "
    "painting poem poems essay story column blog article paper study report lecture theme themed motto slogan catchphrase hashtag "
    "title titles named award prize project campaign initiative event conference workshop seminar festival game video anthem hymn ballad "
    "tune lyrics rendition drama comedy thriller biography autobiography bestseller pamphlet anthology ballet sculpture".split()
)
"""Nouns before the title of a work, a programme or an event."""
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
    words: list[str]
    """Its words, without punctuation."""
    title: bool
    """Whether most of the words begin with a capital."""
    named: frozenset[int]
    """The entities that the words name."""


def bucket(value: int, limits: tuple[int, ...]) -> str:
    """Number of the first limit that holds the value."""
    return str(bisect_left(limits, value))


def in_capitals(words: list[str]) -> bool:
    """Whether most of two words or more begin with a capital, as in titles."""
    return 1 < len(words) <= _LONGEST_TITLE and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


class SegmentFeatures:
    """Makes the features of one article's segments."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self.left_out: set[int] = set()
        """The segments that were no speech: the model's own answers when it runs, the gold answers when it is trained."""
        self._left_out_words: set[str] = set()
        self._said = Counter(self._key(segment) for segment in skeleton.segments)

    def _key(self, segment: Segment) -> str:
        """The words of a segment, to see which come back."""
        return self.skeleton.text[segment.inner_start : segment.inner_end].strip(" ,.;:!?").lower()[:40]

    def leave_out(self, number: int) -> None:
        """Remember that a segment is no speech."""
        self.left_out.add(number)
        self._left_out_words.add(self._key(self.skeleton.segments[number]))

    def of(self, place: Place) -> list[str]:
        """The features of one segment."""
        segment, p, stretches, item, previous = place.segment, place.p, place.stretches, place.item, place.previous
        text, codes = self.skeleton.text, p.codes
        inner = text[segment.inner_start : segment.inner_end].strip()
        words, title = place.words, place.title
        length = bucket(len(words), LENGTHS)
        lowered = [w.lower() for w in words[:12]]
        last = inner[-1:]
        last = last if last in ",.?!…-—" else ("w" if last.isalnum() else "o")
        outside = text[segment.end : segment.end + 1]
        if last == "w" and outside in ",.":
            last = "w" + outside
        capital = "A" if inner[:1].isupper() else ("a" if inner[:1].islower() else "1")
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
        near = p.words[max(low, item - 4) : item]
        if any(w in _WORKS for w in near):
            out += ["work" + short, "work" + short + ("t" if title else "") + capital, "work" + before]
        if self.left_out:
            if self._key(segment) in self._left_out_words:
                out.append("out again" + short)
            last_out = next((n for n in range(item - 1, max(low, item - 4) - 1, -1) if codes[n] == "Q"), -1)
            if last_out >= 0:
                out.append("out" + ("1" if p.refs[last_out] in self.left_out else "0") + short + stretches.fold(last_out + 1, item))
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
