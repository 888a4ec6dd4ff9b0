"""Lists of other articles: "Read more:" with its links, and what pages recommend."""

from __future__ import annotations

from analysis.article import BlockKind
from analysis.skeleton.cues import is_recommendation_heading, is_topics_heading, read_more_rest
from analysis.skeleton.lines import Line

_MOST_APART = 6
_LISTABLE = (
    None,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.SUBHEADING,
    BlockKind.INSET,
    BlockKind.READ_MORE,
    BlockKind.RECOMMENDATION,
)
_OPEN = (None, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.SUBHEADING, BlockKind.INSET)


def mark_link_lists(lines: list[Line]) -> None:
    """Mark the headings of link lists and the lines below them."""
    spaced = sum(line.gap > 0 for line in lines) * 2 >= len(lines)
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if line.kind not in _OPEN or not line.cue_text:
            continue
        rest = read_more_rest(line.cue_text)
        if rest is not None and not (rest and line.words > 40):
            # "More on this story" and the like head whole lists of recommendations as well; those come at the end.
            if not rest and is_recommendation_heading(line.cue_text) and (_listed(lines, index) > 3 or _ends_with_list(lines, index)):
                line.kind = BlockKind.RECOMMENDATION
                index = _mark_recommendations(lines, index)
                continue
            line.kind = BlockKind.READ_MORE
            if not rest:
                index = _mark_links(lines, index)
            else:
                index = _mark_close(lines, index) if spaced else index
        elif is_recommendation_heading(line.cue_text) and _listed(lines, index):
            line.kind = BlockKind.RECOMMENDATION
            heading, index = index - 1, _mark_recommendations(lines, index)
            if line.cue_text.lower().startswith("related") and _goes_on(lines, index):
                for member in lines[heading:index]:
                    member.kind = BlockKind.READ_MORE if member.kind is BlockKind.RECOMMENDATION else member.kind


def _goes_on(lines: list[Line], index: int) -> bool:
    """Tell a list in the middle of a story: two paragraphs of it are still to come."""
    return sum(line.kind in _OPEN and line.prose for line in lines[index : index + 3]) > 1


def _listed(lines: list[Line], index: int) -> int:
    """Count the lines from `index` on that could name other articles."""
    count = 0
    for line in lines[index : index + 12]:
        if line.kind is BlockKind.PROMO:
            continue
        if line.kind not in _LISTABLE or line.prose:
            break
        count += 1
    return count


def _ends_with_list(lines: list[Line], index: int) -> bool:
    """Tell whether no prose follows any more."""
    return not any(line.prose and line.kind in _OPEN for line in lines[index:])


def _entry(line: Line) -> bool:
    return line.kind in _OPEN and bool(line.cue_text) and not line.prose and any(character.isalpha() for character in line.text)


def _mark_close(lines: list[Line], index: int) -> int:
    """Mark lines that follow without a blank line between; only for texts that have blank lines between their paragraphs."""
    while index < len(lines) and not lines[index].gap and _entry(lines[index]) and lines[index].headline_like:
        lines[index].kind = BlockKind.READ_MORE
        index += 1
    return index


def _mark_links(lines: list[Line], index: int) -> int:
    """Mark the links below a read-more label: those that follow closely, or else the headlines up to the next prose."""
    if index >= len(lines) or not _entry(lines[index]):
        return index
    if not lines[index].gap:
        while index < len(lines) and not lines[index].gap and _entry(lines[index]):
            lines[index].kind = BlockKind.READ_MORE
            index += 1
        return index
    gap, count = lines[index].gap, 0
    while index < len(lines) and count < _MOST_APART and _entry(lines[index]) and lines[index].headline_like and lines[index].gap <= gap:
        lines[index].kind = BlockKind.READ_MORE
        index += 1
        count += 1
    return index


def _mark_recommendations(lines: list[Line], index: int) -> int:
    """Mark recommendations until prose begins again; a summary between two headlines belongs to the list."""
    close = index < len(lines) and not lines[index].gap
    since, marked = 0, False
    while index < len(lines):
        line = lines[index]
        if line.kind not in _LISTABLE:
            if line.kind is not BlockKind.PROMO and line.kind is not BlockKind.CREDIT:
                break
            index += 1
            continue
        if line.prose and marked and line.kind is BlockKind.PARAGRAPH:
            break
        if line.prose:
            follower = lines[index + 1] if index + 1 < len(lines) else None
            summary = since and line.words <= 40 and follower is not None and follower.kind in _OPEN and not follower.prose
            if not summary or (close and line.gap):
                break
            since = 0
        else:
            if close and line.gap > 1 and since and not line.headline_like:
                break
            since += 1
        marked = marked or line.kind in (BlockKind.LIST_ITEM, BlockKind.RECOMMENDATION, BlockKind.READ_MORE)
        line.kind = BlockKind.RECOMMENDATION
        index += 1
    return index


def mark_promo_groups(lines: list[Line]) -> None:
    """Mark the topics below their heading, and what is left of a group of lines that are mostly promos."""
    for index, line in enumerate(lines):
        if line.kind is BlockKind.PROMO and line.cue_text and is_topics_heading(line.cue_text):
            for topic in lines[index + 1 : index + 13]:
                if topic.kind not in _OPEN or topic.words > 4 or topic.prose or topic.gap > lines[index + 1].gap:
                    break
                topic.kind = BlockKind.PROMO
    first = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and not lines[index].gap:
            continue
        group = lines[first:index]
        first = index
        promos = sum(line.kind is BlockKind.PROMO for line in group)
        if promos >= 2 and promos * 2 >= len(group):
            for line in group:
                if line.kind in _OPEN and line.words <= 40:
                    line.kind = BlockKind.PROMO
