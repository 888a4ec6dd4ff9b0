"""Insets: a story within the story, with a title of its own and, in plain text, no mark where it ends.

The idea is that of lexical cohesion (Halliday and Hasan; Hearst's TextTiling): the paragraphs of an inset share words with its
title that the story around it does not use. An inset ends with the last paragraph that does, if the story then goes on.
"""

from __future__ import annotations

import re
from collections import Counter

from analysis.article import BlockKind
from analysis.skeleton.lines import Line

_LABEL = re.compile(
    r"(?:analysis|explainer|explained|background|at a glance|at the scene|timeline|fact ?box|in numbers|key (?:points|facts|dates)|"
    r"what we know|the background|by the numbers|profile|context|q ?& ?a|in brief|eyewitness|recap)\b|"
    r"(?:who|what|why|how|when|where)\b.{6,}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w’'-]{2,}")
_LONGEST = 14
_GAP = 2
_STOP = frozenset(
    [
        "the",
        "and",
        "for",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "may",
        "might",
        "can",
        "could",
        "should",
        "must",
        "with",
        "from",
        "that",
        "this",
        "these",
        "those",
        "their",
        "they",
        "them",
        "what",
        "who",
        "why",
        "how",
        "when",
        "where",
        "which",
        "about",
        "into",
        "over",
        "after",
        "before",
        "his",
        "her",
        "its",
        "our",
        "your",
        "you",
        "not",
        "but",
        "all",
        "any",
        "more",
        "most",
        "new",
        "next",
        "says",
        "said",
        "say",
        "why",
        "could",
        "than",
        "then",
        "there",
        "here",
        "been",
        "being",
        "also",
        "one",
        "two",
        "three",
        "first",
        "last",
        "still",
        "just",
        "only",
        "out",
        "off",
    ]
)
_BODY = (None, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE)


def mark_insets(lines: list[Line]) -> None:
    """Mark the title and the paragraphs of insets."""
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.kind is BlockKind.SUBHEADING and line.words >= 2 and (end := _end_of_inset(lines, index)):
            for member in lines[index:end]:
                if member.kind in (*_BODY, BlockKind.SUBHEADING) and not member.parts:
                    member.kind = BlockKind.INSET
            index = end
        else:
            index += 1


def _end_of_inset(lines: list[Line], title: int) -> int:
    """Return the index behind the inset that the line at `title` heads, 0 where it heads an ordinary section."""
    before = [line for line in lines[:title] if line.kind in _BODY and line.prose]
    section: list[int] = []
    for index in range(title + 1, len(lines)):
        if lines[index].kind is BlockKind.SUBHEADING:
            break
        if lines[index].kind in _BODY:
            section.append(index)
    labelled = bool(_LABEL.match(lines[title].text))
    others = sum(line.kind is BlockKind.SUBHEADING for line in lines) - 1
    # A story has to stand before it and to go on behind it; stories in sections have no insets that could be told from them.
    if len(before) < 2 or len(section) < 3 or others > (1 if labelled else 0) or (lines[title].words < 4 and not labelled):
        return 0
    told = Counter(stem for line in before for stem in _stems(line.text))
    own = {stem for stem in _stems(lines[title].text) if told[stem] == 0}
    if not own:
        return 0
    own |= _companions(lines, section, own, told)
    touched = [bool(own & _stems(lines[index].text)) for index in section]
    last = 0
    while last < len(touched) and last < _LONGEST and any(touched[last : last + _GAP + 1]):
        last += 1
    while last and not touched[last - 1]:
        last -= 1
    inside, after = section[:last], section[last:]
    if len(inside) < (1 if labelled else 2) or len(after) < 2 or any(touched[last:]):
        return 0
    if sum(touched[:last]) < (0.5 if labelled else 0.6) * last:
        return 0
    within = _shared(lines, inside, told)
    return inside[-1] + 1 if _shared(lines, after[:4], told) > within * (1.0 if labelled else 1.15) else 0


def _shared(lines: list[Line], indices: list[int], told: Counter[str]) -> float:
    """Return which share of the words of some paragraphs the story before has used."""
    stems = [stem for index in indices for stem in _stems(lines[index].text)]
    return sum(stem in told for stem in stems) / max(len(stems), 1)


def _companions(lines: list[Line], section: list[int], own: set[str], told: Counter[str]) -> set[str]:
    """Return further words of the inset: names that its first paragraphs use beside the title's words and the story does not use."""
    found: Counter[str] = Counter()
    near = [index for index in section[:4] if own & _stems(lines[index].text)]
    for index in near:
        text = lines[index].text
        names = {match.group() for match in re.finditer(r"(?<=[a-z,;] )[A-Z][\w’'-]{2,}", text)}
        found.update({_stem(name) for name in names})
    return {stem for stem, _ in found.items() if told[stem] == 0 and stem not in _STOP}


def _stems(text: str) -> set[str]:
    return {stem for word in _WORD.findall(text[:4000]) if (stem := _stem(word)) not in _STOP}


def _stem(word: str) -> str:
    """Fold a word so that its inflections and the people of a place agree with it: Vietnam, Vietnam's, Vietnamese."""
    word = re.sub(r"[’']s?$", "", word.lower())
    return word[:6] if len(word) > 6 else word.rstrip("s") if len(word) > 3 else word
