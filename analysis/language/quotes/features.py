"""Everything that the speaker model looks at: one list of short strings for the segment and one for each candidate."""

from __future__ import annotations

from dataclasses import dataclass, field

from .candidate_features import CandidateFeatures
from .candidates import Candidate
from .marks import OPENING
from .segment_features import WORD, Place, Previous, SegmentFeatures, in_capitals
from .skeleton import Skeleton
from .window import MOST_BACK, Nearby

BACK, AHEAD = 2, 1
"""How many paragraphs before and after the quote's own are searched."""
_NEAR = 4
"""The last quote counts while it is at most so many paragraphs away."""


@dataclass(slots=True)
class Choice:
    """A segment with everything it may belong to, ready to be scored."""

    segment: int
    paragraph: int
    item: int
    common: list[str]
    """Features of the segment, to be weighed once for each of the three answers without a mention."""
    candidates: list[Candidate] = field(default_factory=list)
    features: list[list[str]] = field(default_factory=list)
    """One list a candidate."""
    modifies: bool = False
    """Whether the words in marks only modify a noun that follows: the “no limits” pact."""
    programme: bool = False
    """Whether they are the title of what an organisation makes: Northern Radio's “Morning on the Quay”."""
    title: bool = False
    """Whether most of the words begin with a capital, as in titles."""
    amiss: bool = False
    """Whether no opening mark stands before the words, so that the marks may be paired wrongly."""
    words: int = 0
    """How many words there are."""
    named: frozenset[int] = frozenset()
    """The entities that the words name."""


@dataclass(slots=True)
class Governing:
    """The cues on both sides of a segment within its sentence, as item numbers or -1, and the sentence's first likely subject."""

    left: int
    right: int
    left_code: str
    right_code: str
    left_owned: bool
    right_owned: bool
    subject: int
    item: int

    @property
    def tag(self) -> str:
        """Both in short."""
        left = self.left_code + ("o" if self.left_owned else "f") if self.left >= 0 else "0"
        return "gov" + left + (self.right_code + ("o" if self.right_owned else "f") if self.right >= 0 else "0")

    def of(self, c: Candidate) -> list[str]:
        """How one candidate of the paragraph stands to these cues."""
        out: list[str] = []
        if c.cue >= 0 and c.cue == self.left:
            out += ["ownL" + self.left_code, "ownL" + self.left_code + c.role + ("<" if c.last < self.item else ">")]
        elif c.cue >= 0 and c.cue == self.right:
            out += ["ownR" + self.right_code, "ownR" + self.right_code + c.role + ("<" if c.last < self.item else ">")]
        elif self.left_owned or self.right_owned:
            out.append("rival" + ("L" if self.left_owned else "") + ("R" if self.right_owned else "") + c.kind)
        if c.first == self.subject:
            free = ("L" + self.left_code if self.left >= 0 and not self.left_owned else "") + (
                "R" + self.right_code if self.right >= 0 and not self.right_owned else ""
            )
            out += ["subj" + free, "subj" + free + c.kind]
        return out


class Features:
    """Makes the features of one article's segments; keeps what paragraphs share."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self._nearby: dict[int, Nearby] = {}
        self._segments = SegmentFeatures(skeleton)
        self._candidates = CandidateFeatures(skeleton)

    def leave_out(self, number: int) -> None:
        """Remember that segment `number` is no speech."""
        self._segments.leave_out(number)

    def nearby(self, index: int) -> Nearby:
        """The paragraph's candidates (found once)."""
        made = self._nearby.get(index)
        if made is None:
            made = self._nearby[index] = Nearby(self.skeleton, index)
        return made

    def choice(self, number: int, previous: Previous | None) -> Choice:
        """Everything about segment `number`, given the last quote before it."""
        text = self.skeleton.text
        segment = self.skeleton.segments[number]
        index = self.skeleton.paragraph_at(segment.start)
        nearby = self.nearby(index)
        p, item = nearby.p, nearby.stretches.item_at(segment.start)
        inner = text[segment.inner_start : segment.inner_end]
        words = WORD.findall(inner)
        named = self.skeleton.named_in(segment.start, segment.end)
        place = Place(segment, p, nearby.stretches, item, None, -1, words, in_capitals(words), named)
        if previous is not None and index - previous.paragraph <= _NEAR:
            place.previous = previous
            if previous.paragraph == index:
                place.after_previous = nearby.stretches.item_at(self.skeleton.segments[previous.segment].start) + 1
        common = self._segments.of(place)
        choice = Choice(number, index, item, common, words=len(inner.split()), title=place.title, named=named)
        choice.amiss = text[segment.start] not in OPENING
        if choice.amiss:
            common.append("amiss")
        govern = _governing(nearby, item)
        length = "1" if choice.words <= 3 else "2"
        common += [govern.tag, govern.tag + length]
        between = p.codes[item - 1 : item] in ("d", "e", "'") and p.codes[item + 1 : item + 2] in ("w", "R", "C")
        choice.modifies = between and inner[-1].isalnum()
        choice.programme = p.codes[max(0, item - 2) : item] == "O'" and _is_title(inner)
        if choice.modifies:
            common += ["mod" + length, "mod" + length + govern.left_code + ("o" if govern.left_owned else "f")]
        if govern.left >= 0 and item - govern.left <= 4:
            common.append("gw" + p.words[govern.left] + ("o" if govern.left_owned else "f") + length)
        for candidate in self._window(index, item, segment.closed):
            choice.candidates.append(candidate)
            features = self._candidates.of(candidate, place, self.nearby(candidate.paragraph))
            if candidate.paragraph == index:
                features += govern.of(candidate)
            choice.features.append(features)
        return choice

    def _window(self, index: int, item: int, closed: bool) -> list[Candidate]:
        back: list[Candidate] = []
        for other in range(max(0, index - BACK), index):
            back += self.nearby(other).for_later
        found = back[-MOST_BACK:] + self.nearby(index).around(item)
        if index + AHEAD < len(self.skeleton.bounds):
            ahead = self.nearby(index + AHEAD)
            found += ahead.for_earlier
            if not closed and item == len(self.nearby(index).p.codes) - 1:
                found += [c for c in ahead.behind_quote() if c not in ahead.for_earlier]
        return found


def _governing(nearby: Nearby, item: int) -> Governing:
    """The cues of the sentence that are nearest to the segment on each side, and who owns them."""
    low, high = nearby.stretches.sentence(item)
    left, right = nearby.stretches.cue_before(low, item), nearby.stretches.cue_after(item + 1, high)
    codes, owned = nearby.p.codes, nearby.owned
    return Governing(
        left,
        right,
        codes[left] if left >= 0 else "",
        codes[right] if right >= 0 else "",
        left in owned,
        right in owned,
        nearby.subject(nearby.p.sentences[item]),
        item,
    )


def _is_title(words: str) -> bool:
    """Whether all longer words, at least two, begin with a capital."""
    longer = [word for word in WORD.findall(words) if len(word) > 3]
    return len(longer) > 1 and all(word[0].isupper() for word in longer)
