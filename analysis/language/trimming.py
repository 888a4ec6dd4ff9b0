"""`pullquote_trimming`: takes off names what does not belong to them.

A name ends at a line end and at a spaced dash; it has no leading article but in official names, no honorific, no possessive, and neither
begins nor ends with punctuation or a function word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from analysis.language.names import register_extensions

DASHES = frozenset("-–—―")
HONORIFICS = frozenset(
    "mr mr. mrs mrs. ms ms. miss mx mx. dr dr. prof prof. sir dame lord lady rev rev. sen. rep. gov. gen. col. capt. lt. sgt.".split()
)
FUNCTION_WORDS = frozenset(
    "a an and as at but by for from in into is it its of on or that the their this to was were which who with".split()
)
POSSESSIVES = frozenset(("'s", "’s", "'", "’", "`s"))
_BEGINS_OFFICIALLY = frozenset(("The", "A", "An"))


def trim(words: Sequence[str], start: int, end: int, label: str) -> tuple[int, int]:
    """Return the part of ``words[start:end]`` that is the name, as (start, end); empty (start == end) where nothing is left."""
    for at in range(start, end):
        line_end = "\n" in words[at]
        if line_end or (words[at] in DASHES and at > start and words[at - 1].isspace()):
            if at > start:
                end = at
                break
            start = at + 1
    while start < end and _dangles(words[end - 1]):
        end -= 1
    while start < end and _leads(words[start], label):
        start += 1
    return start, end


def _dangles(word: str) -> bool:
    return word in POSSESSIVES or word in FUNCTION_WORDS or word.isspace() or (not any(map(str.isalnum, word)) and word not in ".!?)+")


def _leads(word: str, label: str) -> bool:
    if label == "PERSON" and word.lower() in HONORIFICS:
        return True
    if word in _BEGINS_OFFICIALLY:
        return False
    return word in FUNCTION_WORDS or word.isspace() or not any(map(str.isalnum, word))


class Trimmer:
    """Trims the entities of a document."""

    def __init__(self) -> None:
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Trim the entities of one document."""
        words: list[str] | None = None
        ents: list[Span] = []
        changed = False
        for ent in doc.ents:
            words = words or [token.text for token in doc]
            start, end = trim(words, ent.start, ent.end, ent.label_)
            if (start, end) == (ent.start, ent.end):
                ents.append(ent)
                continue
            changed = True
            if start < end:
                span = Span(doc, start, end, ent.label)
                span._.confidence = ent._.confidence
                span._.rule = ent._.rule
                ents.append(span)
        if changed:
            doc.set_ents(ents)
        return doc


@Language.factory("pullquote_trimming", requires=["doc.ents"], assigns=["doc.ents"])  # type: ignore[untyped-decorator]
def make_trimmer(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component."""
    return Trimmer()
