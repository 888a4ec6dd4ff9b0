"""Blocks put down one after another -> one text with offsets: what sources with mark-up write into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from analysis.article import Block, BlockKind, Link
from analysis.canonical import clean_line
from analysis.sources.assemble import MOST_CHARACTERS, clean_address, too_long
from analysis.sources.problem import SourceError

_CLOSE = frozenset(
    {BlockKind.LIST_ITEM, BlockKind.READ_MORE, BlockKind.RECOMMENDATION, BlockKind.TEASER, BlockKind.PROMO, BlockKind.CREDIT}
)
_MOST_LINKS = 2000


class Writing:
    """Collects blocks and links. Each block is one line; blank lines part them, but for the lines of one list."""

    def __init__(self, base: str | None = None) -> None:
        self._base = base
        self._lines: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self.tail = False
        """Set it when the main text is over: what is written then counts only if it turns out to be a list of other articles."""
        self._tail_from: int | None = None
        self.kind = BlockKind.PARAGRAPH
        """Of the block at hand."""
        self._close = False
        self._parts: list[tuple[str, str]] = []

    def add(self, words: str, kind: BlockKind, close: bool = False) -> None:
        """Write one whole block."""
        self.begin(kind, close)
        self.say(words)
        self.end()

    def begin(self, kind: BlockKind, close: bool = False) -> None:
        """End the block at hand and begin another, with `close` on the very next line."""
        self.end()
        self.kind, self._close = kind, close

    def become(self, kind: BlockKind) -> None:
        """Change the kind of the block at hand."""
        self.kind = kind

    def say(self, words: str, target: str = "") -> None:
        """Add words to the block at hand; with `target`, as a link."""
        if words:
            self._parts.append((words, target))

    def end(self) -> None:
        """End the block at hand; one without words leaves nothing."""
        parts, self._parts = self._parts, []
        line = clean_line("".join(words for words, _ in parts))
        if not line:
            return
        previous = self._blocks[-1].kind if self._blocks else None
        if previous is not None:
            gap = "\n" if self._close or (previous is self.kind and previous in _CLOSE) else "\n\n"
            self._lines.append(gap)
            self._length += len(gap)
        start = self._length
        if start > MOST_CHARACTERS:
            raise SourceError(too_long(start))
        if self.tail and self._tail_from is None:
            self._tail_from = start
        self._lines.append(line)
        self._length += len(line)
        self._blocks.append(Block(start, self._length, self.kind))
        self._find_links(parts, line, start)

    def _find_links(self, parts: list[tuple[str, str]], line: str, start: int) -> None:
        """Find the words of links again in the cleaned line, in order."""
        position = 0
        for index, (words, target) in enumerate(parts):
            if not target or (index and parts[index - 1][1] == target):
                continue
            last = index
            while last + 1 < len(parts) and parts[last + 1][1] == target:
                last += 1
                words += parts[last][0]
            anchor = clean_line(words)
            address = clean_address(target, self._base)
            found = line.find(anchor, position) if anchor and address else -1
            if found >= 0 and address and len(self._links) < _MOST_LINKS:
                position = found + len(anchor)
                self._links.append(Link(start + found, start + position, address))

    @property
    def tail_from(self) -> int:
        """Offset from which on the text is tail."""
        return self._length if self._tail_from is None else self._tail_from

    def done(self) -> tuple[str, tuple[Block, ...], tuple[Link, ...]]:
        """Return the text, its blocks and its links."""
        self.end()
        return "".join(self._lines), tuple(self._blocks), tuple(self._links)


Written = tuple[str, tuple[Block, ...], tuple[Link, ...]]


def only(text: str, blocks: Sequence[Block], links: Sequence[Link], wanted: Callable[[Block], bool]) -> Written:
    """Return the text with nothing but the wanted blocks, the rest moved together."""
    parts: list[str] = []
    kept: list[Block] = []
    moved: list[Link] = []
    length, after, waiting = 0, 0, list(reversed(links))
    for block in blocks:
        gap = text[after : block.start]
        after = block.end
        if not wanted(block):
            continue
        if kept:
            gap = gap if set(gap) <= {"\n", " "} and gap else "\n\n"
            parts.append(gap)
            length += len(gap)
        shift = length - block.start
        parts.append(text[block.start : block.end])
        length += block.end - block.start
        kept.append(replace(block, start=block.start + shift, end=block.end + shift))
        while waiting and waiting[-1].start < block.start:
            waiting.pop()
        while waiting and waiting[-1].end <= block.end:
            link = waiting.pop()
            moved.append(replace(link, start=link.start + shift, end=link.end + shift))
    return "".join(parts), tuple(kept), tuple(moved)
