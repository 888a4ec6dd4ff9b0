"""Whom a quote may belong to: names, pronouns and noun phrases of the text, with the part each plays beside a cue verb."""

from __future__ import annotations

from dataclasses import dataclass

from .lexicon import CUES, NOUN_CUES, ROLES
from .skeleton import Paragraph, Skeleton

NAMES = frozenset("POGNFE")
PRONOUNS = frozenset("Hyio")
SKIPPED = frozenset("axn")
"""What may stand between a subject and its verb: adverbs, auxiliaries, "not"."""
_LONGEST_OFFICE = 6
"""Items from a noun to the name behind it: "director of the national weather office Mara Lund"."""
BREAKS = frozenset(".:;Q")
MAX_PHRASE, MAX_APPOSITION = 9, 16
_QUOTING = frozenset("quoted quotes quoting cited cites citing".split())


@dataclass(slots=True)
class Candidate:
    """One possible source. `first` and `last` are item numbers within its paragraph, `start` and `end` offsets into the text."""

    kind: str
    """``P`` person, ``O`` organisation, ``G`` place, ``N`` nationality, ``F``/``E`` other name, ``H`` he/she, ``y`` it/they, ``i`` I/we,
    ``r`` who, ``e`` his/her, ``D`` noun phrase."""
    paragraph: int
    first: int
    last: int
    start: int
    end: int
    entity: int = -1
    word: str = ""
    """Head word of a noun phrase, the pronoun itself, empty for names."""
    role: str = "-"
    """S subject of a cue, A the same over an apposition, R over "who", P over a prepositional phrase, J joined by "and",
    I inverted ("said X"), T "according to X", B "by X", O object of a cue, ' possessor, n possessor of a noun cue,
    p after a preposition, V quotes somebody else, ^ opens its sentence."""
    cue: int = -1
    """Item number of the cue that the role belongs to."""
    title_of: int = -1
    """Entity that the rules of descriptions say the noun phrase stands for, and how sure they are."""
    title_sure: float = 0.0


def candidates_of(skeleton: Skeleton, index: int) -> list[Candidate]:
    """All candidates of one paragraph in text order, roles filled in."""
    p = skeleton.paragraph(index)
    out: list[Candidate] = []
    taken: set[int] = set()
    codes, words = p.codes, p.words
    for i, code in enumerate(codes):
        if code in NAMES:
            out.append(Candidate(code, index, i, i, p.heads[i], p.ends[i], p.refs[i]))
            taken.add(i)
        elif code in "Hyi" or (code == "r" and words[i] in ("who", "which")):
            if words[i] != "there":
                out.append(Candidate(code, index, i, i, p.starts[i], p.ends[i], word=words[i]))
                taken.add(i)
        elif code == "e" and words[i] in ("his", "her", "their", "its"):
            near = words[i + 1 : i + 4]
            if any(word in NOUN_CUES for word in near):
                out.append(Candidate("e", index, i, i, p.starts[i], p.ends[i], word=words[i]))
    for i, code in enumerate(codes):
        if code in "RhC" and i not in taken and words[i] in ROLES and not _followed_by_noun(p, i):
            _add_phrase(out, p, i, taken)
        elif code in CUES and code != "A":
            head = _phrase_before(p, i)
            if head is not None and head not in taken:
                _add_phrase(out, p, head, taken)
            head = _phrase_after(p, i)
            if head is not None and head not in taken:
                _add_phrase(out, p, head, taken)
        elif code == "A" and words[i + 1 : i + 2] == ["to"]:
            head = _phrase_after(p, i + 1)
            if head is not None and head not in taken:
                _add_phrase(out, p, head, taken)
    out.sort(key=lambda c: (c.first, c.last))
    for candidate in out:
        _set_role(p, candidate)
    for candidate in out:
        if candidate.kind != "D":
            continue
        candidate.entity = _named_behind(p, candidate.last)
        if candidate.end in skeleton.title_ending:
            candidate.title_of, candidate.title_sure = skeleton.title_ending[candidate.end]
    return out


def _named_behind(p: Paragraph, head: int) -> int:
    """The person whom a name right behind a noun phrase gives to it, as an entity number, or -1: "former secretary of state Mara Lund",
    "the mayor, Mara Lund, said"."""
    codes, size = p.codes, len(p.codes)
    i = head + 1
    if i < size and codes[i] == "," and codes[i + 1 : i + 3] in ("P,", "P("):
        i += 1
    elif i + 1 < size and p.words[i] == "of" and codes[i + 1] in "wRCdO":
        i += 2
        while i < size and i - head < _LONGEST_OFFICE and codes[i] in "wRCO":
            i += 1
    if i < size and codes[i] == "P" and p.sentences[i] == p.sentences[head]:
        return p.refs[i]
    return -1


def _followed_by_noun(p: Paragraph, i: int) -> bool:
    """Whether the role noun only modifies what follows ("campaign manager", "Party Chairman")."""
    if i + 1 >= len(p.codes):
        return False
    following = p.codes[i + 1]
    return p.words[i + 1] in ROLES or following == "P"


def _add_phrase(out: list[Candidate], p: Paragraph, head: int, taken: set[int]) -> None:
    """Add the noun phrase that ends in item `head`."""
    first = head
    while first > 0 and head - first < MAX_PHRASE:
        code = p.codes[first - 1]
        if p.sentences[first - 1] != p.sentences[head]:
            break
        if code in "de":
            first -= 1
            if first > 0 and p.codes[first - 1] == "d" and p.sentences[first - 1] == p.sentences[head]:
                first -= 1
            break
        if code in "wRhC#OGNFE'" or (code == "-" and first > 1 and p.codes[first - 2] in "wRC"):
            first -= 1
            continue
        if code == "P" and p.codes[first] == "'":
            first -= 1
            continue
        break
    while first < head and p.codes[first] in "-'":
        first += 1
    taken.add(head)
    out.append(Candidate("D", p.index, first, head, p.starts[first], p.ends[head], word=p.words[head]))


def _phrase_before(p: Paragraph, cue: int) -> int | None:
    """Item number of the head of a noun phrase that is the subject before this cue, or None."""
    i = cue - 1
    while i >= 0 and p.codes[i] in SKIPPED and p.sentences[i] == p.sentences[cue]:
        i -= 1
    if i < 0 or p.sentences[i] != p.sentences[cue] or p.codes[i] not in "wCR#h":
        return None
    head, steps = i, 0
    while i >= 0 and steps <= MAX_PHRASE and p.sentences[i] == p.sentences[head]:
        code = p.codes[i]
        if code in "de":
            if i > 1 and p.codes[i - 1] == "p" and p.codes[i - 2] in "wCR":
                outer = i - 2
                return outer if p.words[outer] in ROLES or p.codes[outer] in "wC" else head
            return head
        if code not in "wCRh#'OGN-":
            break
        i -= 1
        steps += 1
    opens = i < 0 or p.sentences[i] != p.sentences[head] or p.codes[i] in ".,:;Q-(cktd"
    plural = p.words[head].endswith("s") or p.words[head] in ROLES or p.codes[head] == "C"
    return head if opens and plural and head - i <= 6 else None


def _phrase_after(p: Paragraph, cue: int) -> int | None:
    """Item number of the head of a noun phrase right after this cue (inverted order, or the listener), or None."""
    i = cue + 1
    if i >= len(p.codes) or p.codes[i] not in "dewRC" or p.sentences[i] != p.sentences[cue]:
        return None
    if p.codes[i] not in "deRC":
        return None
    last = None
    while i < len(p.codes) and i - cue <= MAX_PHRASE and p.sentences[i] == p.sentences[cue]:
        code = p.codes[i]
        if code in "wRC#h":
            last = i
        elif code not in "deOGN'":
            break
        i += 1
    return last


def _set_role(p: Paragraph, c: Candidate) -> None:
    """Find the part that the candidate plays: see `Candidate.role`."""
    codes, words, sentences = p.codes, p.words, p.sentences
    size, first, last = len(codes), c.first, c.last
    sentence = sentences[last]
    before = codes[first - 1] if first > 0 and sentences[first - 1] == sentence else "^"
    before2 = codes[first - 2] if first > 1 and sentences[first - 2] == sentence else "^"
    if c.kind == "e":
        for i in range(last + 1, min(last + 4, size)):
            if words[i] in NOUN_CUES:
                c.role, c.cue = "n", i
                return
    after = codes[last + 1] if last + 1 < size else "."
    if after == "'" and c.kind != "D" and c.kind not in PRONOUNS:
        c.role = "'"
        for i in range(last + 2, min(last + 5, size)):
            if words[i] in NOUN_CUES:
                c.role, c.cue = "n", i
                return
        return
    if before in "d" and before2 == "p" and c.kind in NAMES:
        first, before, before2 = first - 1, "p", codes[first - 3] if first > 2 and sentences[first - 3] == sentence else "^"
    if before == "p":
        c.role = "p"
        if before2 == "A":
            c.role, c.cue = "T", first - 2
            return
        if words[first - 1] == "by":
            c.role = "B"
            for i in range(first - 2, max(-1, first - 6), -1):
                if codes[i] in CUES or words[i] in NOUN_CUES:
                    c.cue = i
                    return
            return
        if words[first - 1] not in ("with", "from", "as"):
            return
    if before in "Mu" and words[first - 1] in _QUOTING and words[last + 1 : last + 2] == ["as"]:
        c.role, c.cue = "S", last + 2 if last + 2 < size and codes[last + 2] in CUES else first - 1
        return
    if before in "SLM" and c.kind not in "r":
        third = codes[first - 2] if first > 1 else "^"
        if third in "Q," or (third in "a" and before2 != "^") or (first == 1) or before2 == "^":
            c.role, c.cue = "I", first - 1
        else:
            c.role, c.cue = "O", first - 1
        # "said Trump's …" and "called Trump a …" are told apart by what follows.
        if c.role == "I" and after in "xM" and third != "Q":
            c.role = "O"
        if c.role == "I":
            return
    i = _skip(codes, last + 1)
    if i < size and codes[i] in CUES and codes[i] != "A" and sentences[i] == sentence:
        c.role, c.cue = "S", i
        if words[i] in _QUOTING and "as" in words[i + 1 : i + 7] and "x" not in codes[last + 1 : i]:
            c.role = "V"
        return
    if i < size and codes[i] == "r" and words[i] == "who":
        j = _skip(codes, i + 1)
        if j < size and codes[j] in CUES:
            c.role, c.cue = "R", j
            return
    if i < size and codes[i] in ",-(" and i == last + 1:
        closing = {",": ",", "-": "-", "(": ")"}[codes[i]]
        for j in range(i + 1, min(i + MAX_APPOSITION, size)):
            if codes[j] in BREAKS or sentences[j] != sentence:
                break
            if codes[j] == closing:
                k = _skip(codes, j + 1)
                if k < size and codes[k] == "," and closing == ")":
                    k = _skip(codes, k + 1)
                if k < size and codes[k] in CUES and codes[k] != "A":
                    c.role, c.cue = "A", k
                    return
        if codes[i] == "," and i + 1 < size and codes[i + 1] in "su":
            c.role, c.cue = "A", i + 1
            return
        if codes[i] == "," and i + 2 < size and codes[i + 1] == "r":
            j = _skip(codes, i + 2)
            if j < size and codes[j] in CUES:
                c.role, c.cue = "R", j
                return
    if c.role == "O":
        return
    if i < size and codes[i] == "c":
        for j in range(i + 1, min(i + 5, size)):
            if codes[j] in "POGD":
                k = _skip(codes, j + 1)
                if k < size and codes[k] in CUES and codes[k] != "A":
                    c.role, c.cue = "J", k
                    return
                break
    if i < size and codes[i] == "p" and c.kind == "D":
        for j in range(i + 1, min(i + 9, size)):
            if codes[j] in BREAKS or codes[j] == "," or sentences[j] != sentence:
                break
            if codes[j] in CUES and codes[j] != "A":
                c.role, c.cue = "P", j
                return
    if c.role == "-" and before in "^":
        c.role = "^"


def _skip(codes: str, i: int) -> int:
    while i < len(codes) and codes[i] in SKIPPED:
        i += 1
    return i
