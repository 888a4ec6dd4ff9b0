"""An article as the speaker model sees it: paragraphs of items, where a name, a quote or a word is one item with a one-letter code."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from analysis.article import Entity, Label, MentionKind

from .lexicon import BARE_VERBS, CODES, HONORIFICS, ROLES, TITLE_ADJECTIVES, VERB_ONLY
from .marks import Segment

TOKEN = re.compile(r"[^\W_]+(?:[.\-&'’](?!s\b)[^\W_]+)*|['’]s\b|\.\.\.|--+|[^\w\s]|_")
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt maj capt sgt rev hon st jr sr inc corp co ltd vs etc jan feb aug sept oct nov dec no "
    "p.m a.m".split()
)
LABEL_CODES = {
    Label.PERSON: "P", Label.ORG: "O", Label.GPE: "G", Label.NORP: "N", Label.FAC: "F", Label.LOC: "F",
    Label.EVENT: "E", Label.PRODUCT: "E", Label.WORK_OF_ART: "E", Label.LAW: "E",
}  # fmt: skip
QUOTE = "Q"
PUNCTUATION = {c: c for c in ",:;()"} | dict.fromkeys("–—―-", "-") | dict.fromkeys(".?!…", ".") | {"'": "'", "’": "'"}
_Item = tuple[str, int, int, str, int, int, int]
"""Code, start, end, word, reference, start of the name itself, sentence."""
KIND_NOUNS = frozenset(
    "broadcaster newspaper agency magazine channel network station website company firm group union party daily weekly".split()
)
"""Nouns that say what the organisation named right after them is: "state broadcaster CCTV"."""
_PARTICIPLE_AUXILIARIES = frozenset("has have had is are was were be been being am 's 're 've".split())


@dataclass(slots=True)
class Paragraph:
    """The items of one line. All lists have one entry an item; `codes` is a string so that what stands between two items is a slice."""

    index: int
    start: int
    end: int
    codes: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """Lower-case words; names, quotes and punctuation keep their text or are empty."""
    refs: list[int] = field(default_factory=list)
    """Entity number of a name, segment number of a quote, else -1."""
    heads: list[int] = field(default_factory=list)
    """Where the name itself starts, titles before it left out."""
    sentences: list[int] = field(default_factory=list)
    """Sentence number within the paragraph."""


class Skeleton:
    """Paragraphs of items, built when they are first asked for."""

    def __init__(self, text: str, entities: tuple[Entity, ...] | list[Entity], segments: list[Segment]) -> None:
        self.text = text
        self.entities = entities
        self.segments = segments
        self.bounds: list[tuple[int, int]] = []
        position = 0
        for line in text.split("\n"):
            if line.strip():
                self.bounds.append((position, position + len(line)))
            position += len(line) + 1
        self._starts = [low for low, _ in self.bounds]
        self._made: dict[int, Paragraph] = {}
        self._names: dict[int, tuple[int, int, str]] = {}
        self.titles: list[tuple[int, int, int, float]] = []
        """Mentions by title or description as ``(start, end, entity number, confidence)``, sorted."""
        for number, entity in enumerate(entities):
            code = LABEL_CODES.get(entity.label, "E")
            for mention in entity.mentions:
                if mention.kind is MentionKind.NAME:
                    known = self._names.get(mention.start)
                    if known is None or known[0] < mention.end:
                        self._names[mention.start] = (mention.end, number, code)
                elif mention.kind is not MentionKind.PRONOUN:
                    self.titles.append((mention.start, mention.end, number, mention.confidence))
        self.titles.sort()
        self.title_ending = {end: (number, sure) for _, end, number, sure in reversed(self.titles)}
        """Entity number and confidence by where the mention ends."""
        self._mentions = sorted((m.start, number) for number, e in enumerate(entities) for m in e.mentions)
        self._mention_starts = [start for start, _ in self._mentions]
        self._segment_at = {segment.start: number for number, segment in enumerate(segments)}

    def paragraph_at(self, offset: int) -> int:
        """Number of the paragraph that holds this offset, or the one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def mentions_in(self, start: int, end: int) -> list[tuple[int, int]]:
        """The mentions that begin in a stretch of the text, as ``(start, entity number)``."""
        return self._mentions[bisect_left(self._mention_starts, start) : bisect_left(self._mention_starts, end)]

    def named_in(self, start: int, end: int) -> frozenset[int]:
        """The entities that are mentioned in a stretch of the text."""
        return frozenset(number for _, number in self.mentions_in(start, end))

    def paragraph(self, index: int) -> Paragraph:
        """The paragraph's items; raises IndexError beyond the text."""
        made = self._made.get(index)
        if made is None:
            made = self._made[index] = self._build(index)
        return made

    def _build(self, index: int) -> Paragraph:
        low, high = self.bounds[index]
        text, names, quotes, segments = self.text, self._names, self._segment_at, self.segments
        items: list[_Item] = []
        sentence, position, pending = 0, low, False
        search, known = TOKEN.search, CODES.get
        while position < high:
            start = position
            number = quotes.get(position)
            if number is None:
                hit = search(text, position, high)
                if hit is None:
                    break
                start, end = hit.span()
                number = quotes.get(start)
            if number is not None:
                segment = segments[number]
                sentence += pending
                items.append((QUOTE, segment.start, segment.end, "", number, segment.start, sentence))
                position = max(segment.end, position + 1)
                pending = _closes_sentence(text, segment)
                continue
            named = names.get(start)
            if named is not None and named[0] > start:
                sentence += pending
                pending = False
                position = min(named[0], high)
                items.append((named[2], start, position, text[start:position], named[1], start, sentence))
                if named[2] == "P" or (named[2] == "O" and len(items) > 1 and items[-2][3] in KIND_NOUNS and items[-2][6] == sentence):
                    _absorb_title(items)
                continue
            position = end
            word = text[start:end]
            first = word[0]
            if first.isalpha() or (first in "'’" and len(word) > 1):
                lower = word.lower()
                if pending and (first.isupper() or len(word) > 1):
                    sentence += 1
                    pending = False
                code = known(lower) or ""
                if not code:
                    code = "C" if first.isupper() else ("a" if lower.endswith("ly") and len(lower) > 4 else ("'" if first in "'’" else "w"))
                    if code == "'" and items and items[-1][0] in "Hiyro":
                        code = "x"
                elif code in "SLMWu" and items:
                    code = _verb_or_noun(code, lower, first.isupper(), items)
                items.append((code, start, end, lower, -1, start, sentence))
            elif first.isdigit():
                sentence += pending
                pending = False
                items.append(("#", start, end, word, -1, start, sentence))
            else:
                code = PUNCTUATION.get(first, "z")
                if first == ".":
                    previous = items[-1][3] if items else ""
                    short = previous in ABBREVIATIONS or (len(previous) == 1 and previous.isalpha()) or "." in previous
                    if text[end : end + 1] == ")" or (short and text[end : end + 2].strip()):
                        continue
                pending = pending or (code == "." and word != "...")
                items.append((code, start, end, word, -1, start, sentence))
        p = Paragraph(index, low, high)
        if items:
            codes, starts, ends, words, refs, heads, sentences = map(list, zip(*items, strict=True))
            p.codes = "".join(codes)
            p.starts, p.ends, p.words, p.refs, p.heads, p.sentences = starts, ends, words, refs, heads, sentences
        return p


def _closes_sentence(text: str, segment: Segment) -> bool:
    """Whether a sentence ends with the quote."""
    last = segment.inner_end
    while last > segment.inner_start and text[last - 1].isspace():
        last -= 1
    after = text[segment.end : segment.end + 2]
    return text[last - 1 : last] in (".", "?", "!") and (not after.strip() or after[1:2].isupper() or after[1:2] in "“\"'‘")


def _verb_or_noun(code: str, word: str, capital: bool, items: list[_Item]) -> str:
    """The code of a word that may be a cue verb: noun after a determiner or possessive, bare after "to" or an auxiliary, else a name."""
    before, said = items[-1][0], items[-1][3]
    if capital and before not in ".Q:":
        return "C"
    if code == "u":
        return code
    if before in "de'" or (before == "w" and len(items) > 1 and items[-2][0] in "de'" and word not in VERB_ONLY and word[-2:] != "ed"):
        return "w"
    if word in BARE_VERBS and (said in ("to", "or") or (before == "x" and said not in _PARTICIPLE_AUXILIARIES)):
        return "b"
    return code


def _absorb_title(items: list[_Item]) -> None:
    """Let the person just put in take in the title before it: "Oxfam senior policy adviser Max Lawson" becomes one item."""
    last = len(items) - 1
    sentence = items[last][6]
    at, titled = last, False
    while at > 0 and last - at < 9 and items[at - 1][6] == sentence:
        code, _, _, word, *_ = items[at - 1]
        earlier = items[at - 2][0] if at > 1 else ""
        if word in HONORIFICS or word in ROLES:
            titled = True
        elif (
            word in TITLE_ADJECTIVES
            or (titled and code in "OGNFC#P")
            or (code in "NG" and at == last and earlier and (earlier == "d" or items[at - 2][3] in ROLES))
            or (
                titled
                and ((code == "'" and earlier and earlier in "OGNC") or (code == "w" and earlier and earlier in "dew" and last - at < 5))
            )
        ):
            pass
        else:
            break
        at -= 1
    if not titled:
        return
    while at < last and items[at][0] == "w" and items[at][3] not in TITLE_ADJECTIVES and (at == 0 or items[at - 1][0] not in "de"):
        at += 1
    if at > 0 and items[at - 1][0] in "de" and items[at - 1][6] == sentence:
        at -= 1
    if at < last:
        code, _, end, word, ref, head, sentence = items[last]
        items[at:] = [(code, items[at][1], end, word, ref, head, sentence)]
