"""Lines -> blocks: headline, paragraph, caption, credit, inset, promo, read-more and recommendation lists.

Rules on words and on how lines stand to each other, in passes from the surest to the vaguest; a line that an earlier pass has
marked is left alone by the later ones, and what nothing claims is a paragraph.
"""

from __future__ import annotations

from analysis.article import LINK_LISTS, Article, Block, BlockKind
from analysis.skeleton.body import (
    mark_beside_credits,
    mark_captions,
    mark_list_items,
    mark_own_lines,
    mark_repeated,
    mark_subheadings,
    mark_teasers,
)
from analysis.skeleton.cues import is_recommendation_heading, read_more_rest
from analysis.skeleton.head import (
    byline_names,
    dateline_end,
    is_byline,
    is_signature,
    mark_head,
    mark_signatures,
    mark_standfirst,
    names_with_role,
    split_datelines,
)
from analysis.skeleton.inset import mark_insets
from analysis.skeleton.lines import Line, lines_from, lines_of
from analysis.skeleton.lists import mark_link_lists, mark_promo_groups
from analysis.skeleton.origin import UPDATE_LABEL, outlet_on

__all__ = ["UPDATE_LABEL", "blocks_of", "byline_names", "dateline_end", "links_in", "names_with_role", "outlet_on", "refine"]


def blocks_of(text: str, headline: str | None = None) -> tuple[Block, ...]:
    """Return the blocks of plain text: sorted, apart from each other, covering all that is not blank.

    `headline` says that the text begins with its headline, where the source knows.
    """
    lines = lines_of(text)
    if headline is not None and lines:
        lines[0].kind = BlockKind.HEADLINE
    _mark(lines, headline)
    return _blocks(lines)


def refine(text: str, blocks: tuple[Block, ...], guess: bool = False) -> tuple[Block, ...]:
    """Return the blocks that mark-up gave, with the kinds that only words can tell: promos, credits, datelines, link lists.

    With `guess`, paragraphs are looked at as if they were lines of plain text, for pages whose mark-up says nothing.
    """
    lines = lines_from(text, blocks)
    if guess:
        for line in lines:
            if line.kind is BlockKind.PARAGRAPH:
                line.kind = None
        _mark(lines, None)
        return _blocks(lines)
    mark_own_lines(lines)
    mark_promo_groups(lines)
    mark_signatures(lines)
    mark_standfirst(lines)
    mark_link_lists(lines)
    read = 0
    for line in lines:
        if line.kind not in (BlockKind.PARAGRAPH, BlockKind.SUBHEADING) or line.parts:
            continue
        read += line.prose
        if is_byline(line) and (read < 3 or is_signature(line)):
            line.kind = BlockKind.BYLINE
        elif line.kind is BlockKind.PARAGRAPH:
            line.kind = None
    mark_teasers(lines)
    split_datelines(lines)
    return _blocks(lines)


def links_in(article: Article) -> list[Block]:
    """Return the lines of an article that name other articles, one block each, without the headings of their lists.

    Of a line such as ``READ ALSO: …`` the block is the part behind the label.
    """
    named = []
    for block in article.blocks_of(*LINK_LISTS):
        start = block.start
        for line in article.text[block.start : block.end].split("\n"):
            rest = read_more_rest(line)
            bare = line.strip()
            if rest:
                named.append(Block(start + line.rindex(rest), start + line.rindex(rest) + len(rest.rstrip()), block.kind))
            elif bare and rest is None and not is_recommendation_heading(bare):
                begin = start + len(line) - len(line.lstrip())
                named.append(Block(begin, begin + len(bare), block.kind))
            start += len(line) + 1
    return named


def _mark(lines: list[Line], headline: str | None) -> None:
    mark_own_lines(lines)
    mark_promo_groups(lines)
    mark_head(lines, headline)
    mark_link_lists(lines)
    mark_signatures(lines)
    mark_teasers(lines)
    mark_repeated(lines)
    mark_beside_credits(lines)
    mark_list_items(lines)
    split_datelines(lines)
    mark_captions(lines)
    mark_subheadings(lines)
    mark_insets(lines)


def _blocks(lines: list[Line]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for line in lines:
        if line.parts:
            blocks.extend(line.parts)
        else:
            blocks.append(Block(line.start, line.end, line.kind or BlockKind.PARAGRAPH))
    return tuple(blocks)
