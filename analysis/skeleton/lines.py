"""Lines of an article: what the skeleton looks at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from analysis.article import Block, BlockKind

LONGEST_CUE_LINE = 400
"""Characters. Longer lines are prose whatever words they begin with; no pattern is tried on them."""

_WORD = re.compile(r"\w[\w'’.-]*")
_SENTENCE_END = re.compile(r"(?:[.!?…]|\.\.\.)[\"'“”’»)\]]*$")
_ABBREVIATION_END = re.compile(r"\b(?:[A-Z]\.){1,4}$|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|No|vs|St)\.$")
_INNER_END = re.compile(r"[a-z0-9)”’\"'][.!?][\"”’)]*\s+[\"“‘'(]?[A-Z]")
_HANGING = re.compile(r"\b(?:and|or|but|the|an)\Z")
_OPENERS = "\"'“‘«„([—–-•*"
_WRAP_AT = range(45, 101)


@dataclass(slots=False)
class Line:
    """One line (or one wrapped paragraph) of the text, without the blank space around it."""

    start: int
    text: str
    gap: int
    """Blank lines before it; 0 where it follows the line before directly."""
    kind: BlockKind | None = None
    parts: list[Block] = field(default_factory=list)
    """Where one line has several purposes: its blocks, in order."""

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)

    @cached_property
    def cue_text(self) -> str:
        """The line where it is short enough to be matched with patterns, otherwise an empty string."""
        return self.text if len(self.text) <= LONGEST_CUE_LINE else ""

    @cached_property
    def words(self) -> int:
        """Number of words, counted up to a hundred or so."""
        return len(_WORD.findall(self.text[:700]))

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does (an abbreviation such as U.S. is no end)."""
        tail = self.text[-40:]
        return bool(_SENTENCE_END.search(tail)) and not _ABBREVIATION_END.search(tail)

    @cached_property
    def prose(self) -> bool:
        """Whether it reads as running text rather than as a headline, a label or a list entry."""
        if self.words >= 30:
            return True
        if found := _INNER_END.search(self.cue_text):
            return self.words >= (8 if "." in found.group() else 16)
        last = self.text.rstrip("\"'”’»)]")[-1:]
        if self.ends_sentence and last not in "?!":
            return self.words >= 9 or (self.words >= 4 and not self.titled)
        return self.words >= 22 or (last in ",;" and self.words >= 6) or (last == ":" and self.words >= 8)

    @cached_property
    def titled(self) -> bool:
        """Whether nearly all long words begin with a capital letter."""
        long = [word for word in _WORD.findall(self.cue_text) if len(word) > 3]
        return len(long) > 1 and sum(not word[0].islower() for word in long) >= 0.75 * len(long)

    @cached_property
    def lowered(self) -> int:
        """Number of long words that begin with a small letter."""
        return sum(len(word) > 3 and word[0].islower() for word in _WORD.findall(self.cue_text))

    @cached_property
    def headline_like(self) -> bool:
        """Whether it could be a headline: short, opens like one, does not end like a sentence of prose or in mid-sentence."""
        text = self.cue_text
        if not text or self.words > 24 or not any(character.isalpha() for character in text):
            return False
        first = text.lstrip(_OPENERS)[:1]
        if not first or (first.islower() and not re.match(r"\W*[a-z]{1,3}[A-Z]", text)):
            return False
        last = text.rstrip("\"'”’»)]")[-1:]
        if last in ",;:" or _HANGING.search(text):
            return False
        if (found := _INNER_END.search(text)) and ("." in found.group() or self.words > 16) and not self.titled:
            return False
        return not self.ends_sentence or last in "?!" or (self.titled and self.words <= 20) or bool(_ABBREVIATION_END.search(text[-40:]))


def lines_of(text: str) -> list[Line]:
    """Return the lines of plain text that are not blank; paragraphs that were wrapped to a width come as one line each."""
    groups: list[list[Line]] = []
    start, gap = 0, 1
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare:
            line = Line(start + len(raw) - len(raw.lstrip()), bare, gap)
            if gap or not groups:
                groups.append([line])
            else:
                groups[-1].append(line)
            gap = 0
        else:
            gap += 1
        start += len(raw) + 1
    lines: list[Line] = []
    for group in groups:
        if _wrapped(group):
            first, last = group[0], group[-1]
            lines.append(Line(first.start, text[first.start : last.end], first.gap))
        else:
            lines.extend(group)
    return lines


def lines_from(text: str, blocks: tuple[Block, ...]) -> list[Line]:
    """Return one line a block, with the kind that the mark-up gave it."""
    lines, end = [], 0
    for block in blocks:
        gap = max(text.count("\n", end, block.start) - 1, 0) if end else 1
        lines.append(Line(block.start, text[block.start : block.end], gap, block.kind))
        end = block.end
    return lines


def _wrapped(group: list[Line]) -> bool:
    """Tell a paragraph that an editor or mail program wrapped: lines of about one width that break in mid-sentence."""
    if len(group) < 2:
        return False
    *full, last = group
    widths = [len(line.text) for line in full]
    widest = max(widths)
    if widest not in _WRAP_AT or len(last.text) > widest + 8:
        return False
    if min(widths) < widest - 24:
        return False
    # A wrapped line is full: the first word of the next would not have fitted.
    fits = sum(len(line.text) + 1 + len(after.text.split(" ", 1)[0]) < widest for line, after in zip(full, group[1:], strict=True))
    running = sum(not line.ends_sentence for line in full)
    lowered = sum(after.text[0].islower() for after in group[1:])
    return not fits and running * 2 > len(full) and lowered * 3 >= len(full)
