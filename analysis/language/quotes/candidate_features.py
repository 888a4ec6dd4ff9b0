"""What the speaker model looks at in a candidate and between it and the quote, as short strings."""

from __future__ import annotations

from .candidates import Candidate
from .lexicon import CUES
from .segment_features import Place, bucket
from .skeleton import Skeleton
from .window import Nearby

DISTANCES = (0, 1, 2, 3, 5, 8, 12, 18, 30)
_TAIL = 8
"""Items at the end of an earlier paragraph that are looked at."""


class CandidateFeatures:
    """Makes the features of one article's candidates."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self._counts = [sum(m.kind == "name" for m in e.mentions) for e in skeleton.entities]

    def of(self, c: Candidate, place: Place, own: Nearby) -> list[str]:
        """The features of one candidate beside a segment; `own` are the candidates of its paragraph."""
        cue_code = own.p.codes[c.cue] if c.cue >= 0 else "_"
        out = ["t" + c.kind, "tr" + c.kind + c.role]
        if c.paragraph != place.p.index:
            out += _in_other_paragraph(c, place, own, cue_code)
        else:
            out += self._in_own_paragraph(c, place, cue_code)
        codes, kind = own.p.codes, c.kind
        ahead, behind = codes[c.last + 1 : c.last + 3], codes[max(0, c.first - 2) : c.first]
        out += ["ah" + ahead, "be" + behind, "ab" + codes[max(0, c.first - 1) : c.first] + codes[c.last + 1 : c.last + 2] + kind]
        if c.last + 1 < len(codes) and codes[c.last + 1] in "wR" and kind in "POGN":
            out.append("noun" + kind)
        if kind == "D":
            out += ["hd" + c.word, "dt" + own.p.words[c.first], "dp" + ("s" if c.word.endswith("s") else "-") + c.role]
            if c.title_of >= 0:
                out.append("dtitle")
        if c.entity >= 0 and kind == "P":
            if c.entity in place.named:
                out += ["in", "in" + c.role]
            out.append("n" + bucket(self._counts[c.entity], (1, 2, 4, 8)))
        return out + _beside_previous(c, place, cue_code)

    def _in_own_paragraph(self, c: Candidate, place: Place, cue_code: str) -> list[str]:
        p, stretches, item, segment = place.p, place.stretches, place.item, place.segment
        codes, size, kind, role, tr = p.codes, len(p.codes), c.kind, c.role, c.kind + c.role
        before = codes[item - 1] if item else "^"
        after = codes[item + 1] if item + 1 < size else "$"
        left = c.last < item
        side = "<" if left else ">"
        low, high = (c.last + 1, item) if left else (item + 1, c.first)
        length = max(0, high - low)
        same = p.sentences[c.first] == p.sentences[item]
        sd = "=" if same else str(min(3, abs(p.sentences[c.first] - p.sentences[item])))
        pattern, distance = stretches.fold(low, high), bucket(length, DISTANCES)
        out = [
            side + sd + kind, side + sd + tr, side + "d" + distance, side + "d" + distance + tr,
            side + "p" + pattern, side + "p" + pattern + kind, side + sd + tr + cue_code + before + after,
        ]  # fmt: skip
        near = "1" if length <= 1 else ("2" if length <= 4 else "3")
        last = self.skeleton.text[segment.inner_start : segment.inner_end].rstrip()[-1:]
        last = last if last in ",.?!" else "w"
        out += [
            side + "e" + last + sd + tr + near,
            side + "e" + last + near + codes[c.last + 1 : c.last + 2] + codes[max(0, c.first - 1) : c.first],
        ]
        if c.cue >= 0 and c.cue + 2 < size:
            out.append(side + "in" + codes[c.cue + 1 : c.cue + 3] + role + ("=" if same else ""))
        quotes = str(min(stretches.count("Q", low, high), 2))
        if (left and c.first and codes[c.first - 1] == "Q") or (c.first > 1 and codes[c.first - 1] in CUES and codes[c.first - 2] == "Q"):
            out.append(side + "mid" + role + sd + quotes + before)
        out.append(side + "q" + quotes + ("=" if same else ""))
        out.append(side + "r" + str(min(stretches.count("PH", low, high), 3)) + role)
        if c.cue >= 0:
            if c.cue < item:
                side2, low, high = "<", c.cue + 1, item
            else:
                side2, low, high = ">", item + 1, c.cue
            folded = stretches.fold(low, high)
            out += [
                "c" + side + side2 + role + cue_code + folded, "c" + side + side2 + role + folded, "cw" + side + side2 + p.words[c.cue],
                "cm" + side + side2 + role + cue_code + stretches.strongest(low, high),
                "ce" + side + side2 + role + cue_code + before + after,
                "cd" + side + side2 + role + cue_code + bucket(max(0, high - low), DISTANCES),
            ]  # fmt: skip
            if same and not stretches.count("Q", low, high):
                out.append("cn" + side2 + role + cue_code + kind)
        elif same:
            out.append("nc" + side + kind + role + stretches.strongest(low, high) + before)
        return out


def _in_other_paragraph(c: Candidate, place: Place, own: Nearby, cue_code: str) -> list[str]:
    item, size, tr = place.item, len(place.p.codes), c.kind + c.role
    gap = place.p.index - c.paragraph
    pd = "g" + str(gap)
    first = "^" if item == 0 else ""
    out = [pd + c.kind, pd + tr, pd + tr + cue_code + first, pd + "later" + str(min(own.later(c), 3)) + c.kind]
    codes = own.p.codes
    if gap > 0:
        out.append(pd + "end" + codes[-1] + c.role)
        out.append(pd + "tail" + own.stretches.fold(max(c.last + 1, len(codes) - _TAIL), len(codes)))
        out.append(pd + "rest" + first + place.stretches.strongest(0, item) + place.stretches.strongest(item + 1, size))
        if own.p.sentences[c.first] == own.p.sentences[-1]:
            out.append(pd + "last" + tr + cue_code + codes[-1])
    else:
        out.append(pd + "start" + codes[: c.first + 1] + ("$" if item == size - 1 else ""))
    return out


def _beside_previous(c: Candidate, place: Place, cue_code: str) -> list[str]:
    """How a candidate stands to the source of the last quote."""
    previous, codes, item = place.previous, place.p.codes, place.item
    if previous is None:
        return []
    away = place.p.index - previous.paragraph
    tag = str(min(away, 2)) + ("" if previous.closed else "o")
    if previous.mention == (c.start, c.end):
        after = codes[item + 1] if item + 1 < len(codes) else "$"
        out = ["pm" + tag, "pm" + tag + c.role + cue_code + place.stretches.strongest(item + 1, len(codes)), "pm" + tag + after]
        if away == 0:
            out.append("pmb" + place.stretches.fold(place.after_previous, item))
        return out
    if c.entity >= 0 and c.entity == previous.entity:
        return ["pe" + tag, "pe" + tag + c.role]
    return ["ph" + tag + c.role] if c.kind == "H" else ["po" + tag + c.kind]
