"""What the speaker model looks at, as short strings: one list for the segment and one for each candidate."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from .candidates import Candidate, candidates_of
from .lexicon import CUES, NOUN_CUES
from .marks import Segment
from .skeleton import Paragraph, Skeleton

LENGTHS = (1, 2, 3, 4, 6, 9, 14, 25, 50)
DISTANCES = (0, 1, 2, 3, 5, 8, 12, 18, 30)
WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
BACK, AHEAD = 2, 1
"""How many paragraphs before and after the quote's own are searched."""
MOST_BACK, MOST_LEFT, MOST_RIGHT = 8, 8, 5
"""At most so many candidates from the paragraphs before, and from either side within the paragraph."""
_RUN = re.compile(r"(.)\1+")
_FINITE = frozenset(
    "is are was were am i'm it's that's we're you're they're he's she's i'll we'll i've we've don't can't isn't has have had will "
    "would can could should "
    "must may might do does did want need think know get got going go said make made take".split()
)
_PERSONAL = frozenset("i we you my our your me us he she they it i'm we're it's i've".split())


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
    tag: str

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


def segment_words(text: str, segment: Segment) -> list[str]:
    """The words between the marks."""
    return text[segment.inner_start : segment.inner_end].split()


@lru_cache(maxsize=65536)
def fold(pattern: str) -> str:
    """Shorten the codes between two items: determiners and adverbs go, runs become one, at most six symbols stay."""
    pattern = pattern.replace("d", "").replace("a", "").replace("C", "w").replace("R", "w").replace("#", "w").replace("e", "")
    pattern = _RUN.sub(r"\1", pattern)
    return pattern if len(pattern) <= 6 else pattern[:3] + "~" + pattern[-3:]


def bucket(value: int, limits: tuple[int, ...]) -> str:
    """Number of the first limit that holds the value."""
    return str(bisect_left(limits, value))


def item_of(p: Paragraph, segment: Segment) -> int:
    """Number of the item that the segment is in its paragraph."""
    return min(bisect_left(p.starts, segment.start), len(p.starts) - 1)


class Features:
    """Makes the features of one article's segments; keeps what paragraphs share."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self._candidates: dict[int, list[Candidate]] = {}
        self._counts = [sum(m.kind == "name" for m in e.mentions) for e in skeleton.entities]
        self._said = Counter(self._key(segment) for segment in skeleton.segments)

    def of_paragraph(self, index: int) -> list[Candidate]:
        """The paragraph's candidates (made once)."""
        made = self._candidates.get(index)
        if made is None:
            made = self._candidates[index] = candidates_of(self.skeleton, index)
        return made

    def _key(self, segment: Segment) -> str:
        """The words of a segment, to see which come back."""
        return self.skeleton.text[segment.inner_start : segment.inner_end].strip(" ,.;:!?").lower()[:40]

    def choice(self, number: int, previous: Previous | None) -> Choice:
        """Everything about segment `number`, given the last quote before it."""
        skeleton = self.skeleton
        segment = skeleton.segments[number]
        index = skeleton.paragraph_at(segment.start)
        p = skeleton.paragraph(index)
        item = item_of(p, segment)
        near = previous is not None and index - previous.paragraph <= 4
        common = self._segment(segment, p, item, previous if near else None)
        choice = Choice(number, index, item, common)
        govern = self._governing(p, item)
        length = "1" if len(segment_words(self.skeleton.text, segment)) <= 3 else "2"
        common += [govern.tag, govern.tag + length]
        between = p.codes[item - 1 : item] in ("d", "e", "'") and p.codes[item + 1 : item + 2] in ("w", "R", "C")
        choice.modifies = between and self.skeleton.text[segment.inner_end - 1].isalnum()
        choice.programme = p.codes[max(0, item - 2) : item] == "O'" and _is_title(
            self.skeleton.text[segment.inner_start : segment.inner_end]
        )
        if choice.modifies:
            common += ["mod" + length, "mod" + length + govern.left_code + ("o" if govern.left_owned else "f")]
        if govern.left >= 0 and item - govern.left <= 4:
            common.append("gw" + p.words[govern.left] + ("o" if govern.left_owned else "f") + length)
        for candidate in self._window(index, item):
            choice.candidates.append(candidate)
            features = self._candidate(candidate, segment, p, item, previous if near else None)
            if candidate.paragraph == index:
                features += govern.of(candidate)
            choice.features.append(features)
        return choice

    def _governing(self, p: Paragraph, item: int) -> Governing:
        """The cues of the sentence that are nearest to the segment on each side, and who owns them."""
        codes, sentences = p.codes, p.sentences
        sentence = sentences[item]
        left = item - 1
        while left >= 0 and sentences[left] == sentence and codes[left] not in CUES:
            left -= 1
        right = item + 1
        while right < len(codes) and sentences[right] == sentence and codes[right] not in CUES:
            right += 1
        left = left if left >= 0 and sentences[left] == sentence else -1
        right = right if right < len(codes) and sentences[right] == sentence else -1
        here = self.of_paragraph(p.index)
        owned = {c.cue for c in here if c.cue >= 0 and c.role not in "O"}
        subject = next((c.first for c in here if sentences[c.first] == sentence and c.kind in "POHyDG" and c.role not in "p'"), -1)
        tag = (
            "gov"
            + (codes[left] + ("o" if left in owned else "f") if left >= 0 else "0")
            + (codes[right] + ("o" if right in owned else "f") if right >= 0 else "0")
        )
        return Governing(
            left,
            right,
            codes[left] if left >= 0 else "",
            codes[right] if right >= 0 else "",
            left in owned,
            right in owned,
            subject,
            item,
            tag,
        )

    def _window(self, index: int, item: int) -> list[Candidate]:
        back: list[Candidate] = []
        for other in range(max(0, index - BACK), index):
            back.extend(c for c in self.of_paragraph(other) if c.kind in "POHyD" and c.role not in "p'O")
        here = [
            c
            for c in self.of_paragraph(index)
            if c.kind not in "GNFED" or (c.role in "SAIRPTJBn-^" and (c.kind == "D" or c.role not in "-^"))
        ]
        before = [c for c in here if c.last < item]
        found = back[-MOST_BACK:] + before[-MOST_LEFT:] + here[len(before) : len(before) + MOST_RIGHT]
        if index + AHEAD < len(self.skeleton.bounds):
            found = found + [c for c in self.of_paragraph(index + AHEAD) if c.first <= 2 and c.kind in "POD"][:1]
        return found

    def _segment(self, segment: Segment, p: Paragraph, item: int, previous: Previous | None) -> list[str]:
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
        sentence = p.sentences[item]
        low = item
        while low > 0 and p.sentences[low - 1] == sentence:
            low -= 1
        high = item
        while high + 1 < len(codes) and p.sentences[high + 1] == sentence:
            high += 1
        left, right = codes[low:item], codes[item + 1 : high + 1]
        cue_left = _strongest(left)
        cue_right = _strongest(right)
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
        nearest = max((left.rfind(c) for c in CUES), default=-1)
        if nearest >= 0:
            out.append("lcp" + left[nearest] + fold(left[nearest + 1 :]))
            out.append(short + "lcw" + p.words[low + nearest])
        if item > 1 and word_before in ("a", "an", "the", "of", "as", "for", "to", "that", "is", "was"):
            out.append(short + "bw2" + p.words[item - 2] + "_" + word_before)
        if any(w in NOUN_CUES for w in p.words[max(0, item - 3) : item]):
            out.append("nouncue" + short)
        if any(
            w in ("so-called", "called", "known", "dubbed", "nicknamed", "titled", "entitled", "named", "word", "term", "phrase", "words")
            for w in p.words[max(0, item - 3) : item]
        ):
            out.append("naming" + short + word_before)
        if previous is not None:
            gap = p.index - previous.paragraph
            out.append("prev" + str(gap) + short)
            if gap == 0:
                was = self.skeleton.segments[previous.segment]
                between = codes[item_of(p, was) + 1 : item]
                out.append("pq" + fold(between))
                out.append("pqs" + short + ("1" if was.inner_end - was.inner_start < 25 else "2") + ("" if "." in between else "c"))
            elif item == 0:
                out.append("pp" + str(gap) + ("" if previous.closed else "open"))
                out.append("pp" + str(gap) + ("" if previous.closed else "open") + cue_right + cue_left + ("w" if whole else ""))
        else:
            out.append("noprev")
        return out

    def _candidate(self, c: Candidate, segment: Segment, p: Paragraph, item: int, previous: Previous | None) -> list[str]:
        codes = p.codes
        size = len(codes)
        kind, role = c.kind, c.role
        gap = p.index - c.paragraph
        tr = kind + role
        out = ["t" + kind, "tr" + tr]
        own = self.skeleton.paragraph(c.paragraph)
        cue_code = own.codes[c.cue] if c.cue >= 0 else "_"
        cue_word = own.words[c.cue] if c.cue >= 0 else "_"
        before = codes[item - 1] if item else "^"
        after = codes[item + 1] if item + 1 < size else "$"
        if gap:
            pd = "g" + str(gap)
            out += [pd + kind, pd + tr, pd + tr + cue_code + ("^" if item == 0 else "")]
            here = self.of_paragraph(c.paragraph)
            later = sum(1 for o in here if o.first > c.first and o.kind in "POHD")
            out.append(pd + "later" + str(min(later, 3)) + kind)
            ending = own.codes[-1]
            if gap > 0:
                out.append(pd + "end" + ending + role)
                out.append(pd + "tail" + fold(own.codes[c.last + 1 :][-8:]))
                out.append(pd + "rest" + ("^" if item == 0 else "") + _strongest(codes[:item]) + _strongest(codes[item + 1 :]))
                if own.sentences[c.first] == own.sentences[-1]:
                    out.append(pd + "last" + tr + cue_code + ending)
            else:
                out.append(pd + "start" + own.codes[: c.first + 1] + ("$" if item == size - 1 else ""))
        else:
            left = c.last < item
            side = "<" if left else ">"
            between = codes[c.last + 1 : item] if left else codes[item + 1 : c.first]
            same = own.sentences[c.first] == own.sentences[item]
            sd = "=" if same else str(min(3, abs(own.sentences[c.first] - own.sentences[item])))
            pattern, distance = fold(between), bucket(len(between), DISTANCES)
            out += [
                side + sd + kind, side + sd + tr, side + "d" + distance, side + "d" + distance + tr,
                side + "p" + pattern, side + "p" + pattern + kind, side + sd + tr + cue_code + before + after,
            ]  # fmt: skip
            near = "1" if len(between) <= 1 else ("2" if len(between) <= 4 else "3")
            last = self.skeleton.text[segment.inner_start : segment.inner_end].rstrip()[-1:]
            last = last if last in ",.?!" else "w"
            out += [
                side + "e" + last + sd + tr + near,
                side + "e" + last + near + own.codes[c.last + 1 : c.last + 2] + own.codes[max(0, c.first - 1) : c.first],
            ]
            if c.cue >= 0 and c.cue + 2 < size:
                out.append(side + "in" + codes[c.cue + 1 : c.cue + 3] + role + ("=" if same else ""))
            if (left and c.first and codes[c.first - 1] == "Q") or (
                c.first > 1 and codes[c.first - 1] in CUES and codes[c.first - 2] == "Q"
            ):
                out.append(side + "mid" + role + sd + str(min(between.count("Q"), 2)) + before)
            quotes = between.count("Q")
            out.append(side + "q" + str(min(quotes, 2)) + ("=" if same else ""))
            rivals = sum(1 for code in between if code in "PH")
            out.append(side + "r" + str(min(rivals, 3)) + role)
            if c.cue >= 0:
                if c.cue < item:
                    path = codes[c.cue + 1 : item]
                    side2 = "<"
                else:
                    path = codes[item + 1 : c.cue]
                    side2 = ">"
                folded = fold(path)
                more = _strongest(path)
                out += [
                    "c" + side + side2 + role + cue_code + folded, "c" + side + side2 + role + folded, "cw" + side + side2 + cue_word,
                    "cm" + side + side2 + role + cue_code + more, "ce" + side + side2 + role + cue_code + before + after,
                    "cd" + side + side2 + role + cue_code + bucket(len(path), DISTANCES),
                ]  # fmt: skip
                if "Q" not in path and same:
                    out.append("cn" + side2 + role + cue_code + kind)
            elif same:
                out.append("nc" + side + kind + role + _strongest(between) + before)
        ahead = own.codes[c.last + 1 : c.last + 3]
        behind = own.codes[max(0, c.first - 2) : c.first]
        out += ["ah" + ahead, "be" + behind, "ab" + own.codes[max(0, c.first - 1) : c.first] + own.codes[c.last + 1 : c.last + 2] + kind]
        if c.last + 1 < len(own.codes) and own.codes[c.last + 1] in "wR" and kind in "POGN":
            out.append("noun" + kind)
        if kind == "D":
            out += ["hd" + c.word, "dt" + own.words[c.first], "dp" + ("s" if c.word.endswith("s") else "-") + role]
            if c.title_of >= 0:
                out.append("dtitle")
        if c.entity >= 0 and kind == "P":
            out.append("n" + bucket(self._counts[c.entity], (1, 2, 4, 8)))
        if previous is not None:
            away = p.index - previous.paragraph
            tag = str(min(away, 2)) + ("" if previous.closed else "o")
            if previous.mention == (c.start, c.end):
                out += ["pm" + tag, "pm" + tag + role + cue_code + _strongest(codes[item + 1 :]), "pm" + tag + after]
                if away == 0:
                    out.append("pmb" + fold(codes[item_of(p, self.skeleton.segments[previous.segment]) + 1 : item]))
            elif c.entity >= 0 and c.entity == previous.entity:
                out += ["pe" + tag, "pe" + tag + role]
            elif kind == "H":
                out.append("ph" + tag + role)
            else:
                out.append("po" + tag + kind)
        return out


def _is_title(words: str) -> bool:
    """Whether all longer words, at least two, begin with a capital."""
    longer = [word for word in WORD.findall(words) if len(word) > 3]
    return len(longer) > 1 and all(word[0].isupper() for word in longer)


def _strongest(codes: str) -> str:
    """The strength of the strongest cue in a run of codes: S, M, W, A or 0."""
    if any(c in codes for c in "SLs"):
        return "S"
    if "A" in codes:
        return "A"
    if "M" in codes or "u" in codes:
        return "M"
    return "W" if "W" in codes else "0"
