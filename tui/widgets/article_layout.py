"""Lay an article out in rows: what stands in each row of the text column, and which row shows which character."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from analysis.article import BOILERPLATE, LINK_LISTS, Article, Block, BlockKind
from tui.widgets.wrapping import Stretch, wrap

if TYPE_CHECKING:
    from analysis.library.records import MarkedLink

LINK_STATES = {"in library": "✓", "probable": "?", "missing": "✗"}
_FOLD_WORDS = {
    BlockKind.READ_MORE: ("read-more link", "read-more links"),
    BlockKind.RECOMMENDATION: ("recommended article", "recommended articles"),
    BlockKind.PROMO: ("promo", "promos"),
    BlockKind.CREDIT: ("picture credit", "picture credits"),
}
_INDENTS = {BlockKind.LIST_ITEM: "• ", BlockKind.BLOCK_QUOTE: "    ", BlockKind.CAPTION: "  ", BlockKind.INSET: "│ "}
_TIGHT = frozenset({BlockKind.LIST_ITEM, BlockKind.TEASER}) | LINK_LISTS
"""Kinds that follow another of the same kind without a blank row."""
_bullet = re.compile(r"(?:[-*•‣◦·–—]|\d{1,3}[.)])\s+")


LONGEST_TITLE = 100
"""Characters of an inset's first line that may be its title."""
LONGEST_DATELINE = 200
"""Characters that may stand before an article's first sentence."""


class RowKind(IntEnum):
    """What a row of the text column shows."""

    TEXT = 0
    BLANK = 1
    TITLE = 2
    META = 3
    LABEL = 4
    FOLD = 5


class Row(NamedTuple):
    """One row: characters `start` to `end` of the text, or words of the layout's own where `kind` is not TEXT."""

    kind: RowKind
    start: int
    end: int
    block: int = -1
    """Index of the block shown, or of the fold for a FOLD row."""
    lead: str = ""
    """What is drawn before the text: a bullet, a rule, a link's number."""
    words: str = ""


class Fold(NamedTuple):
    """Neighbouring boilerplate of one kind, shown as one line until it is opened."""

    start: int
    end: int
    kind: BlockKind
    blocks: tuple[int, ...]
    open: bool
    words: str


@dataclass(slots=True)
class Layout:
    """The rows of one article at one width."""

    rows: list[Row] = field(default_factory=list)
    folds: list[Fold] = field(default_factory=list)
    _anchors: array[int] = field(default_factory=lambda: array("l"))

    def row_of(self, offset: int) -> int:
        """Return the row that shows the character at `offset`, or the one that stands for it."""
        return max(0, bisect_right(self._anchors, offset) - 1)

    def anchor(self, row: int) -> int:
        """Return the offset that a row stands for; at the top it is 0, whatever is drawn there."""
        if row <= 0 or not self.rows:
            return 0
        return self._anchors[min(row, len(self.rows) - 1)]

    def row_at_top(self, anchor: int) -> int:
        """Return the row to put on top so that `anchor` is seen there."""
        return 0 if anchor <= 0 else self.row_of(anchor)

    def rows_of(self, start: int, end: int) -> range:
        """Return the rows that show characters `start` to `end`."""
        return range(self.row_of(start), self.row_of(max(start, end - 1)) + 1)

    def paragraph(self, offset: int, step: int) -> int | None:
        """Return where the next (+1) or previous (-1) block or fold begins after or before `offset`; None at the end."""
        row = self.row_of(offset)
        while 0 <= row < len(self.rows):
            start = self._anchors[row]
            if self._begins(row) and (start > offset if step > 0 else start < offset):
                return start
            row += 1 if step > 0 else -1
        return None

    def _begins(self, number: int) -> bool:
        row = self.rows[number]
        if row.kind == RowKind.FOLD:
            return True
        before = self.rows[number - 1] if number else None
        return row.kind == RowKind.TEXT and (before is None or before.kind != RowKind.TEXT or before.block != row.block)

    def _add(self, row: Row, anchor: int | None = None) -> None:
        self.rows.append(row)
        self._anchors.append(row.start if anchor is None else anchor)


def blocks_of(article: Article) -> tuple[Block, ...]:
    """Return the article's blocks; where it has none, one block a line."""
    if article.blocks or not article.text:
        return article.blocks
    lines = re.finditer(r"[^\n]*\S[^\n]*", article.text)
    found = [Block(line.start(), line.end(), BlockKind.PARAGRAPH) for line in lines]
    if found and article.text[found[0].start : found[0].end].strip() == article.title.strip():
        found[0] = Block(found[0].start, found[0].end, BlockKind.HEADLINE)
    return tuple(found)


def block_looks(article: Article) -> Iterator[tuple[int, int, BlockKind]]:
    """Yield ``(start, end, kind)`` of each block as it should look: the title of an inset looks like a subheading."""
    blocks = blocks_of(article)
    before: BlockKind | None = None
    for block, following in zip_longest(blocks, blocks[1:]):
        begins = block.kind == BlockKind.INSET != before and following is not None and following.kind == BlockKind.INSET
        short = block.end - block.start <= LONGEST_TITLE and article.text[block.end - 1] not in ".!…:;,"
        yield block.start, block.end, BlockKind.SUBHEADING if begins and short else block.kind
        before = block.kind


def lay_out(
    article: Article,
    width: int,
    *,
    meta: Sequence[str] = (),
    links: Sequence[MarkedLink] = (),
    folded: bool = True,
    turned: Collection[int] = (),
) -> Layout:
    """Lay `article` out in a column of `width` cells.

    `meta` are lines put under the headline. Boilerplate is folded when `folded`; the folds whose indexes are in
    `turned` are the other way round. `links` number the lines that name other articles.
    """
    text, blocks = article.text, blocks_of(article)
    layout = Layout()
    lines = list(_lines(text, blocks))
    layout.folds = _folds(blocks, lines, links, folded, turned)
    fold_of = {index: number for number, fold in enumerate(layout.folds) for index in fold.blocks}
    numbers = _link_numbers(blocks, links)
    shown = [line for line in lines if line[0] not in fold_of or layout.folds[fold_of[line[0]]].open]
    leads = {line[0]: _lead(text, blocks[line[0]], numbers.get(line[0])) for line in shown}
    wrapped = wrap(
        text,
        [Stretch(blocks[line[0]].start + leads[line[0]][1], blocks[line[-1]].end, width - cell_len(leads[line[0]][0])) for line in shown],
    )
    stretch_of = {line[0]: number for number, line in enumerate(shown)}
    if blocks or article.title:
        layout._add(Row(RowKind.BLANK, 0, 0))
    has_headline = any(block.kind == BlockKind.HEADLINE for block in blocks)
    if not has_headline:
        _add_title(layout, article, width, meta)
    before: BlockKind | None = None
    for line in lines:
        index = line[0]
        block, number = blocks[index], fold_of.get(index)
        if number is not None and layout.folds[number].blocks[0] == index:
            if len(layout.rows) > 1 and before not in BOILERPLATE and not (before == BlockKind.CAPTION and block.kind == BlockKind.CREDIT):
                layout._add(Row(RowKind.BLANK, block.start, block.start))
            fold = layout.folds[number]
            layout._add(Row(RowKind.FOLD, fold.start, fold.end if not fold.open else fold.start, number, words=fold.words))
        elif len(layout.rows) > 1 and number is None and not (block.kind == before and block.kind in _TIGHT):
            rule = "│ " if block.kind == before == BlockKind.INSET else ""
            layout._add(Row(RowKind.BLANK, block.start, block.start, lead=rule))
        before = block.kind
        if index not in stretch_of:
            continue
        if block.kind == BlockKind.INSET and not layout.rows[-1].lead:
            layout._add(Row(RowKind.LABEL, block.start, block.start, index, "│ ", "aside"))
        lead, skipped = leads[index]
        stretch = stretch_of[index]
        anchor: int | None = block.start if skipped else None
        for row in range(wrapped.first[stretch], wrapped.first[stretch + 1]):
            layout._add(Row(RowKind.TEXT, wrapped.starts[row], wrapped.ends[row], index, lead), anchor)
            anchor = None
            if block.kind != BlockKind.INSET:
                lead = " " * cell_len(lead)
        if block.kind == BlockKind.HEADLINE and has_headline:
            has_headline = False
            _add_words(layout, RowKind.META, meta, width, block.end)
    return layout


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Yield the indexes of the blocks that share a line of the text."""
    line: list[int] = []
    for index, block in enumerate(blocks):
        if line and "\n" in text[blocks[line[-1]].end : block.start]:
            yield line
            line = []
        line.append(index)
    if line:
        yield line


def _folds(
    blocks: Sequence[Block], lines: list[list[int]], links: Sequence[MarkedLink], folded: bool, turned: Collection[int]
) -> list[Fold]:
    groups: list[list[list[int]]] = []
    for number, line in enumerate(lines):
        kind = blocks[line[0]].kind
        if kind not in BOILERPLATE:
            continue
        if groups and number and groups[-1][-1] is lines[number - 1] and blocks[groups[-1][-1][0]].kind == kind:
            groups[-1].append(line)
        else:
            groups.append([line])
    folds = []
    for number, group in enumerate(groups):
        start, end = blocks[group[0][0]].start, blocks[group[-1][-1]].end
        is_open = folded == (number in turned)
        here = sum(start <= link.start < end and link.state == "in library" for link in links)
        kind = blocks[group[0][0]].kind
        one, many = _FOLD_WORDS[kind]
        what = f"{len(group)} {many}" if len(group) > 1 else f"1 {one}" if kind in LINK_LISTS else one
        words = f"{'▾' if is_open else '▸'} {what}" + (f" · {here} in the library" if here else "")
        folds.append(Fold(start, end, kind, tuple(line[0] for line in group), is_open, words))
    return folds


def _link_numbers(blocks: Sequence[Block], links: Sequence[MarkedLink]) -> dict[int, str]:
    """Return what is drawn before each block that holds a marked link: its number and whether the library has it."""
    starts = [block.start for block in blocks]
    leads: dict[int, str] = {}
    for number, link in enumerate(links, start=1):
        index = bisect_right(starts, link.start) - 1
        if index >= 0:
            leads.setdefault(index, f"{number:>2} {LINK_STATES.get(link.state, ' ')} ")
    return leads


def _lead(text: str, block: Block, link: str | None) -> tuple[str, int]:
    """Return what is drawn before a block, and how many of its own characters (a bullet) that stands for."""
    if link is not None:
        return f"  {link}", 0
    if block.kind in BOILERPLATE:
        return "  ", 0
    lead = _INDENTS.get(block.kind, "")
    if block.kind == BlockKind.LIST_ITEM and (found := _bullet.match(text, block.start, block.end)):
        mark = found[0].strip()
        return f"{mark if mark[0].isdigit() else '•'} ", len(found[0])
    return lead, 0


def _add_title(layout: Layout, article: Article, width: int, meta: Sequence[str]) -> None:
    if article.title and not _only_begins(article):
        _add_words(layout, RowKind.TITLE, [article.title], width, 0)
    _add_words(layout, RowKind.META, meta, width, 0)


def _only_begins(article: Article) -> bool:
    """Tell whether the title is only how the text begins, as titles are that no headline gave: it would be read twice."""
    title = article.title.removesuffix("…")
    return title in " ".join(article.text[: len(title) + LONGEST_DATELINE].split())


def _add_words(layout: Layout, kind: RowKind, lines: Sequence[str], width: int, anchor: int) -> None:
    for words in lines:
        if kind == RowKind.META and layout.rows and layout.rows[-1].kind not in (RowKind.META, RowKind.BLANK):
            layout._add(Row(RowKind.BLANK, anchor, anchor))
        wrapped = wrap(words, [Stretch(0, len(words), width)])
        for start, end in zip(wrapped.starts, wrapped.ends, strict=True):
            layout._add(Row(kind, anchor, anchor, words=words[start:end].replace("\n", " ")))
