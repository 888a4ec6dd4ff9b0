"""An article as the speaker model sees it: paragraphs of items, where a name, a quote or a word is one item with a one-letter code."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from analysis.article import Entity, Label, MentionKind

from .lexicon import CODES, HONORIFICS, ROLES, TITLE_ADJECTIVES, VERB_ONLY
from .marks import Segment

TOKEN = re.compile(r"[^\W_]+(?:[.\-&'’](?!s\b)[^\W_]+)*|['’]s\b|\.\.\.|--+|[^\w\s]|_")
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt maj capt sgt rev hon st jr sr inc corp co ltd vs etc jan feb aug sept oct nov dec no p.m a.m".split()
)
LABEL_CODES = {
    Label.PERSON: "P", Label.ORG: "O", Label.GPE: "G", Label.NORP: "N", Label.FAC: "F", Label.LOC: "F",
    Label.EVENT: "E", Label.PRODUCT: "E", Label.WORK_OF_ART: "E", Label.LAW: "E",
}  # fmt: skip
QUOTE = "Q"


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
        self.titles: list[tuple[int, int, int]] = []
        """Mentions by title or description as ``(start, end, entity number)``, sorted."""
        for number, entity in enumerate(entities):
            code = LABEL_CODES.get(entity.label, "E")
            for mention in entity.mentions:
                if mention.kind is MentionKind.NAME:
                    known = self._names.get(mention.start)
                    if known is None or known[0] < mention.end:
                        self._names[mention.start] = (mention.end, number, code)
                elif mention.kind is not MentionKind.PRONOUN:
                    self.titles.append((mention.start, mention.end, number))
        self.titles.sort()
        self._segment_at = {segment.start: number for number, segment in enumerate(segments)}

    def paragraph_at(self, offset: int) -> int:
        """Number of the paragraph that holds this offset, or the one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def paragraph(self, index: int) -> Paragraph:
        """The paragraph's items; raises IndexError beyond the text."""
        made = self._made.get(index)
        if made is None:
            made = self._made[index] = self._build(index)
        return made

    def _build(self, index: int) -> Paragraph:
        low, high = self.bounds[index]
        text, names, quotes, segments = self.text, self._names, self._segment_at, self.segments
        p = Paragraph(index, low, high)
        codes: list[str] = []
        starts, ends, words, refs, heads, sentences = p.starts, p.ends, p.words, p.refs, p.heads, p.sentences
        sentence, position, pending = 0, low, False
        match = TOKEN.search

        def put(code: str, start: int, end: int, word: str, ref: int) -> None:
            codes.append(code)
            starts.append(start)
            ends.append(end)
            words.append(word)
            refs.append(ref)
            heads.append(start)
            sentences.append(sentence)

        while position < high:
            number = quotes.get(position)
            if number is None:
                hit = match(text, position, high)
                if hit is None:
                    break
                start, end = hit.span()
                number = quotes.get(start)
            if number is not None:
                segment = segments[number]
                if pending:
                    sentence += 1
                    pending = False
                put(QUOTE, segment.start, segment.end, "", number)
                position = max(segment.end, position + 1)
                inner = text[segment.inner_start : segment.inner_end].rstrip()
                after = text[segment.end : segment.end + 2]
                pending = inner[-1:] in ".?!" and (after[:1] == "" or after[1:2].isupper() or after[1:2] in "“\"'‘" or not after.strip())
                continue
            named = names.get(start)
            if named is not None and named[0] > start:
                if pending:
                    sentence += 1
                    pending = False
                end, ref, code = named
                end = min(end, high)
                put(code, start, end, text[start:end], ref)
                if code == "P":
                    _absorb_title(p, codes)
                position = end
                continue
            position = end
            word = text[start:end]
            lower = word.lower()
            first = word[0]
            if first.isalpha() or first in "'’":
                if pending and (first.isupper() or len(word) > 1):
                    sentence += 1
                    pending = False
                code = CODES.get(lower) or ("'" if lower in ("'s", "’s") else "")
                if not code:
                    code = "C" if first.isupper() else ("a" if lower.endswith("ly") and len(lower) > 4 else ("'" if first in "'’" else "w"))
                elif code in "SLMW" and codes:
                    before = codes[-1]
                    if first.isupper() and before not in ".Q:":
                        code = "C"
                    elif before in "de'" or (before == "w" and len(codes) > 1 and codes[-2] in "de'" and lower not in VERB_ONLY and lower[-2:] != "ed"):
                        code = "w"
                if code == "'" and codes and codes[-1] in "Hiyro":
                    code = "x"
                put(code, start, end, lower, -1)
            elif first.isdigit():
                if pending:
                    sentence += 1
                    pending = False
                put("#", start, end, lower, -1)
            else:
                code = first if first in ",:;()" else ("-" if first in "–—―-" else ("." if first in ".?!…" else "z"))
                if first == ".":
                    previous = words[-1] if words else ""
                    if text[end : end + 1] == ")" or (
                        (previous in ABBREVIATIONS or (len(previous) == 1 and previous.isalpha()) or "." in previous) and text[end : end + 2].strip()
                    ):
                        continue
                if code == "." and word != "...":
                    pending = True
                if code == "'" or (code == "z" and first in "'’"):
                    code = "'"
                put(code, start, end, word, -1)
        p.codes = "".join(codes)
        return p


def _absorb_title(p: Paragraph, codes: list[str]) -> None:
    """Let the person just put in take in the title before it: "Oxfam senior policy adviser Max Lawson" becomes one item."""
    last = len(codes) - 1
    sentence = p.sentences[last]
    at, titled = last, False
    while at > 0 and last - at < 9 and p.sentences[at - 1] == sentence:
        word, code = p.words[at - 1], codes[at - 1]
        if word in HONORIFICS or word in ROLES:
            titled = True
        elif word in TITLE_ADJECTIVES or (titled and code in "OGNFC#" and word not in ("inc",)):
            pass
        elif code in "NG" and at == last and at > 1 and (codes[at - 2] in "d" or p.words[at - 2] in ROLES):
            pass
        elif titled and code == "'" and at > 1 and codes[at - 2] in "OGNC":
            pass
        elif titled and code == "w" and at > 1 and codes[at - 2] in "dew" and last - at < 5:
            pass
        else:
            break
        at -= 1
    if not titled:
        return
    while at < last and codes[at] in "w" and p.words[at] not in TITLE_ADJECTIVES and (at == 0 or codes[at - 1] not in "de"):
        at += 1
    if at > 0 and codes[at - 1] in "de" and p.sentences[at - 1] == sentence:
        at -= 1
    if at == last:
        return
    p.starts[last] = p.starts[at]
    for entries in (p.starts, p.ends, p.words, p.refs, p.heads, p.sentences):
        if entries is p.starts:
            del entries[at + 1 : last + 1]
        else:
            del entries[at:last]
    del codes[at:last]
