"""The top of an article: headline, standfirst, bylines; and the dateline that opens its first paragraph."""

from __future__ import annotations

import re

from analysis.article import Block, BlockKind
from analysis.skeleton.cues import AGENCIES
from analysis.skeleton.lines import Line
from analysis.skeleton.origin import BARS, DATE_LABEL, DAY, is_date_line, is_outlet

_NAME = r"(?:(?:[A-Z]\.\s?)+|(?:[dl]['’]|Mc|Mac|O['’]|al-|el-|Al-)?[A-Z][\w'’-]*\.?|de|da|van|von|der|bin|al|del|la|le|el)"
_NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,4}}(?:\s*(?:,|and|&|with|\|)\s*{_NAME}(?:\s+{_NAME}){{0,4}}){{0,5}}"
_BYLINE = re.compile(
    rf"(?:(?:[Ww]ords|[Ss]tory|[Tt]ext|[Rr]eport(?:ed|ing)?|[Ww]ritten|[Aa]nalysis|[Pp]osted|[Pp]ublished|[Ee]dited|[Ii]nterview|"
    rf"[Cc]ompiled|[Aa]dditional reporting|[Rr]eview(?:ed)?)"
    rf"\s+)?(?:[Bb]y|BY)\s*:?\s+{_NAMES}(?:(?:\s*[,|•·/–—-]\s*|\s+(?:in|for|at|from|IN|FOR|AT|FROM)\s+|,?\s+\().{{1,140}}|\s+@\w+)?"
)
_PERSON = rf"{_NAME}(?:\s+{_NAME}){{1,4}}"
_BYLINE_NAMES = re.compile(
    rf"(?:(?:[Ww]ords|[Ss]tory|[Tt]ext|[Rr]eport(?:ed|ing)?|[Ww]ritten|[Aa]nalysis|[Pp]osted|[Pp]ublished)\s+)?(?:[Bb]y|"
    rf"BY)\s*:?\s+(?P<names>{_PERSON}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*){_PERSON}(?=$|\s*,|\s+and\s|\s*&|\s*\|))*)"
)
_BYLINE_ROLE = re.compile(rf"(?:[Bb]y|BY)\s+{_NAMES}\s*[,|(–—-]")
_OUR_MAN = re.compile(
    r"(?:(?:by|from)\s+)?(?:our|a|the)?\s*(?:\w+\s+){0,3}(?:correspondents?|staff (?:reporter|writer|correspondent)s?|reporters?|"
    r"news ?desk|web ?desk|newsroom|bureau|agencies|news agency|editorial (?:team|board))\W?"
    r"(?:\s*(?:[,|&/]|and|with)\s*(?:agencies|wires?|reporters?|AFP|AP|Reuters|PTI|ANI|IANS|NAN))*",
    re.IGNORECASE,
)
_ROLE = re.compile(
    rf"{_NAME}(?:\s+{_NAME}){{1,4}}\s*[,|•·–—-]\s*.{{0,60}}\b(?:correspondent|reporter|editor|writer|columnist|journalist|producer|"
    rf"analyst|contributor|agencies|News|Reuters|AFP|AP|BBC|CNN)\b.{{0,40}}",
    re.IGNORECASE,
)
_PLACE_LINE = re.compile(r"[A-Z][\w’'&.-]*(?:,? [A-Z][\w’'&.-]*){0,5}")
_BULLETS = "•*◦‣▪-–—·"
_ROLE_AFTER = re.compile(
    r"\s*,[^,]*\b(?:correspondent|reporter|editor|writer|columnist|producer|analyst|desk|staff|news)\b.*", re.IGNORECASE
)
_ROLE_LINE = re.compile(
    r"(?:[\w&’'-]+\s+){0,5}(?:correspondent|reporter|editor|writer|columnist|journalist|producer|analyst|contributor)s?(?:\s*[,|"
    r"·]?\s*(?:@\w+|[A-Z]\w+(?: [A-Z]\w+)*))?",
    re.IGNORECASE,
)
_NAME_AND_ROLE = re.compile(
    rf"(?P<names>{_PERSON}(?:\s+(?:and|&)\s+{_PERSON})?)\s*[,|•·–—(-]\s*(?i:(?:[\w&’'-]+\s+){{0,4}}(?:correspondent|reporter|editor|"
    rf"writer|columnist|journalist|producer|contributor)s?\b)"
)
_NAME_LINE = re.compile(rf"{_PERSON}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*){_PERSON}){{0,3}}(?:(?:\s*,|\s+in|\s+at)\s+[A-Z][\w'’ ,-]{{2,40}})?")
_CAPITALS = re.compile(r"[A-Z][A-Z.'’-]+(?:\s+[A-Z][A-Z.'’-]*){1,3}(?:\s*(?:,|AND|&)\s*[A-Z][A-Z.'’-]+(?:\s+[A-Z][A-Z.'’-]*){1,3})?")
_CAPITAL_NAME = re.compile(r"[A-Z][A-Z'’-]+ [A-Z][A-Z'’-]+")
_WORKERS = re.compile(
    r"[\[(]?(?:(?:additional |with )?(?:reporting|writing|editing|compiled|edited|written|translated|research)\b.{0,40}?\bby|"
    r"with (?:inputs?|reporting|files)\b.{0,40}?\b(?:by|from))\s+[A-Z].{1,180}|"
    r"[A-Z].{2,140}\bcontributed (?:to this (?:report|story|article)|reporting)\b.{0,40}",
    re.IGNORECASE,
)
_PLACE = r"[A-Z][A-Z'’.-]+(?:\s+(?:[A-Z][A-Z'’.-]*|de|du|la|of|the|el|al))*"
_MIXED_PLACE = r"[A-Z][\w'’.-]+(?:\s+(?:[A-Z][\w'’.-]+|de|du|la|of|the|el|al)){0,3}"
_TOWN = r"[A-Z][\w'’]+(?:[ -][A-Z][\w'’]+){0,2}"
_LABELS = (
    r"exclusive|analysis|opinion|comment(?:ary)?|breaking|updated?|watch|listen|live|video|review|editorial|editor|note|question|answer|"
    r"photos?|pictures?|explain(?:er|ed)|fact|read|see|warning|correction|summary|background|profile|obituary|interview|letter|"
    r"sources?|dear|contact|caption|image|credit|by|from|tags?|topics?|related|also|more|key|latest|part|chapter|step|day|week|q|a"
)
_DATELINE = re.compile(
    rf"(?:{_PLACE}(?:\s*[,/]\s*(?:{_MIXED_PLACE}|{DAY})){{0,3}}(?:\s*[(|]\s*(?:[\w.'’ -]+/)?[A-Z][\w.'’ -]{{1,30}}[)|"
    rf"])?\s*(?:\(?{DAY}\)?\s*)?(?:(?:--?|[–—|]|\.\s?[-–—])(?=\s)|(?:--|—)(?=[A-Z“\"]))"
    rf"|{_MIXED_PLACE}(?:\s*,\s*(?:{_MIXED_PLACE}|{DAY})){{0,3}}\s*[(|]\s*(?:[\w.'’ -]+/)?(?:{AGENCIES}|"
    rf"[A-Z][A-Za-z.'’ -]{{1,30}})\s*[)|]\s*(?:{DAY}\s*)?(?:--?|[–—|:])(?=\s)"
    rf"|{_MIXED_PLACE}(?:\s*,\s*(?:{_MIXED_PLACE}|{DAY}))?\s*/[A-Z][A-Za-z ]{{1,20}}/\s*(?:--?|[–—])?(?=\s)"
    rf"|[\w.'’ ]{{2,30}}(?:/[\w.'’ ]{{2,30}})?,\s+{DAY}\s*(?:--?|[–—])(?=\s)"
    rf"|{_MIXED_PLACE}(?:\s*,\s*{_MIXED_PLACE})?\s*,\s*{DAY}\s*(?:\([^()]{{2,30}}\)\s*)?(?:--?|[–—:])(?=\s)"
    rf"|{_MIXED_PLACE}(?:\s*,\s*{_MIXED_PLACE})?\s(?:--|[–—])(?=\s)"
    rf"|{_PLACE}(?:\s*,\s*{DAY})?(?:\s*\([^()]{{2,30}}\))?\s*:(?=\s))"
)
_VAGUE_DATELINE = re.compile(
    rf"(?!(?:The|A|An|In|On|At|For|Our|His|Her|My)\b)(?:{_TOWN}(?:,\s*{_TOWN})?\s?-(?=\s)|(?!(?i:{_LABELS})\b){_TOWN}(?:,\s*{_TOWN})?:(?=\s[\"“‘']?[A-Z])|{DAY}:(?=\s[A-Z]))"
)
"""Those of papers that set the town like any other word; believed only where the story begins."""

_DATE_AFTER = re.compile(rf"\s+{DAY}:(?=\s)")
_SPEAKER_TURN = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3}:\s")


def is_byline(line: Line) -> bool:
    """Tell who wrote it, or when it was published, on a line of its own."""
    text = line.cue_text
    if not text or line.words > 30:
        return False
    if _BYLINE.fullmatch(text):
        return not line.ends_sentence or line.words <= 6 or bool(_BYLINE_ROLE.match(text))
    if line.words <= 22 and is_date_line(text):
        return True
    parts = [part for part in BARS.split(text) if part]
    return len(parts) > 1 and all(_BYLINE.fullmatch(part) or is_date_line(part) or is_outlet(part) for part in parts)


def is_signature(line: Line) -> bool:
    """Tell who wrote it or when where that may stand below the text as well: "By Jane Roe", "Published in May 2024"."""
    text = line.cue_text
    if not text or line.words > 22:
        return False
    if DATE_LABEL.match(text) and is_date_line(text):
        return True
    return line.words <= 8 and bool(_BYLINE.fullmatch(text))


def mark_signatures(lines: list[Line]) -> None:
    """Mark who wrote it below the text, and the names of those who worked on it, which are credits."""
    for line in lines:
        text = line.cue_text
        if line.kind not in (None, BlockKind.PARAGRAPH) or not text or line.words > 40:
            continue
        if _WORKERS.fullmatch(text) and _names_only(line) and not text.lower().startswith("written by"):
            line.kind = BlockKind.CREDIT
        elif line.kind is None and is_signature(line):
            line.kind = BlockKind.BYLINE


def _names_only(line: Line) -> bool:
    """Tell a list of people from a sentence about research or writing by somebody."""
    return line.cue_text[0] in "([" or "contributed" in line.cue_text or line.lowered * 3 <= line.words


def byline_names(text: str) -> str | None:
    """Return the names of a byline such as "By Jane Roe and Lee Ward in Halvard", None for other lines."""
    found = next(filter(None, map(_BYLINE_NAMES.match, [text[:300], *BARS.split(text[:300])])), None)
    if not found:
        return None
    names = found.group("names").strip(" ,|&")
    role = _ROLE_AFTER.search(names)
    people = (names[: role.start()] if role else names).split(", ")
    return ", ".join(name for name in people if not is_outlet(name)) or None


def names_with_role(line: str, after: str = "") -> str | None:
    """Return whom a line such as "Jane Roe, Political Editor" names; the role may stand on the line after."""
    if is_outlet(line):
        return None
    first, *rest = BARS.split(line[:300])
    if any(map(is_outlet, rest)) and re.fullmatch(_PERSON, first) and not is_outlet(first):
        return first
    if found := _NAME_AND_ROLE.match(line[:300]):
        return found.group("names")
    names = re.fullmatch(rf"{_PERSON}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*){_PERSON}){{0,3}}", line[:120])
    return line if names and _ROLE_LINE.fullmatch(after[:120]) else None


def is_byline_below_headline(line: Line) -> bool:
    """Tell bylines that only their place gives away: a name and role, a name in capitals, an agency, the paper's own people."""
    text = line.cue_text
    return bool(
        text
        and line.words <= 16
        and not line.ends_sentence
        and (
            _OUR_MAN.fullmatch(text)
            or _ROLE.fullmatch(text)
            or _ROLE_LINE.fullmatch(text)
            or _CAPITALS.fullmatch(text)
            or re.fullmatch(AGENCIES, text)
        )
    )


def mark_head(lines: list[Line], headline: str | None = None) -> None:
    """Give the lines at the top of a text their kinds. With `headline`, that line is it, whatever it looks like."""
    free = [index for index, line in enumerate(lines) if line.kind is None]
    if not free or free[0] > 12:
        return
    first = free[0]
    if first and lines[first - 1].kind is BlockKind.HEADLINE:
        _mark_below(lines, first)
        return
    while headline is None and first + 1 < len(lines) and _above_headline(lines, first):
        lines[first].kind = BlockKind.BYLINE
        first += 1
    if headline is None and (not _is_headline(lines, first) or _CAPITAL_NAME.fullmatch(lines[first].text)):
        if is_byline(lines[first]) or (_CAPITAL_NAME.fullmatch(lines[first].text) and len(lines) > 1):
            lines[first].kind = BlockKind.BYLINE
            _mark_below(lines, first + 1)
        return
    lines[first].kind = BlockKind.HEADLINE
    _mark_below(lines, first + 1)


def _above_headline(lines: list[Line], index: int) -> bool:
    """Tell the outlet or the date where pages are saved with them above the headline."""
    line, below = lines[index], [other for other in lines[index + 1 : index + 4] if other.kind is None]
    said = is_outlet(line.cue_text) or (line.words <= 12 and is_date_line(line.cue_text))
    return said and any(_is_headline(lines, lines.index(other)) and not is_outlet(other.text) and other.words > 3 for other in below[:2])


def _is_headline(lines: list[Line], index: int) -> bool:
    line = lines[index]
    if not line.headline_like or is_byline(line) or line.text[0] in _BULLETS or _DATELINE.match(line.text[:120]):
        return False
    if line.ends_sentence and line.text.rstrip("\"'”’»)]").endswith(".") and line.lowered > 1:
        return False
    rest = [other for other in lines[index + 1 : index + 12] if other.kind is None]
    if not rest:
        return not line.prose
    # Headings of lists, transcripts and poems are followed by more of their kind, a headline by prose or by what belongs to it.
    return any(other.prose or is_byline(other) for other in rest[:6])


def _mark_below(lines: list[Line], start: int) -> None:
    """Mark bylines and standfirst between the headline and the first paragraph."""
    below = [line for line in lines[start : start + 9] if line.kind is None][:7]
    sure = [is_byline(line) or is_byline_below_headline(line) for line in below]
    last_byline, prose = -1, 0
    for position, line in enumerate(below):
        beside = (position and below[position - 1].kind is BlockKind.BYLINE) or any(sure[position + 1 : position + 2])
        place = bool(position) and not line.gap and below[position - 1].kind is BlockKind.BYLINE and _PLACE_LINE.fullmatch(line.cue_text)
        own = place or is_byline(line) or (is_byline_below_headline(line) and position <= last_byline + 2)
        named = _NAME_LINE.fullmatch(line.cue_text) or is_outlet(line.cue_text)
        if own or (beside and not line.ends_sentence and named):
            last_byline = position
            line.kind = BlockKind.BYLINE
            continue
        prose += line.prose
        if prose > 1 or position > last_byline + 3:
            break
    first = next((position for position, line in enumerate(below) if line.kind is None), None)
    if first is None or below[first].text[0] in _BULLETS:
        return
    opener = below[first]
    before_byline = first == 0 and last_byline > 0
    label = not opener.ends_sentence and opener.headline_like and (6 if first == 0 else 9) <= opener.words <= 45
    followed = len(below) > first + 1 and below[first + 1].kind is None and below[first + 1].prose
    if opener.words <= 60 and (before_byline or (label and followed and not opener.cue_text.endswith("?"))):
        opener.kind = BlockKind.STANDFIRST


def mark_standfirst(lines: list[Line]) -> None:
    """Mark a paragraph right below the headline of a page that is a label rather than a sentence."""
    for index, line in enumerate(lines[:8]):
        if line.kind is BlockKind.PARAGRAPH:
            previous, after = lines[index - 1] if index else None, lines[index + 1 : index + 2]
            label = not line.ends_sentence and line.headline_like and 6 <= line.words <= 45 and not line.cue_text.endswith("?")
            if (
                previous
                and previous.kind is BlockKind.HEADLINE
                and label
                and after
                and after[0].kind is BlockKind.PARAGRAPH
                and after[0].prose
            ):
                line.kind = BlockKind.STANDFIRST
            return


def dateline_end(text: str, first: bool = True) -> int:
    """Return where the dateline ends that a paragraph opens with, 0 where it opens with none; the first paragraph may say less."""
    found = _DATELINE.match(text[:120]) or (_VAGUE_DATELINE.match(text[:120]) if first else None)
    if not found:
        return 0
    date = _DATE_AFTER.match(text[:160], found.end())
    return date.end() if date else found.end()


def split_datelines(lines: list[Line]) -> None:
    """Cut the dateline off the paragraph that it opens; only near the top, and not where speakers take turns."""
    paragraphs = [line for line in lines if line.kind is None and line.prose]
    turns = sum(bool(_SPEAKER_TURN.match(line.text[:60])) for line in paragraphs[:40])
    for line in paragraphs[:2]:
        end = dateline_end(line.text, first=line is paragraphs[0])
        if not end or (line.text[end - 1] == ":" and turns > 1) or end >= len(line.text.rstrip()) - 20:
            continue
        begin = end
        while line.text[begin].isspace():
            begin += 1
        line.kind = BlockKind.PARAGRAPH
        line.parts = [
            Block(line.start, line.start + end, BlockKind.DATELINE),
            Block(line.start + begin, line.end, BlockKind.PARAGRAPH),
        ]
        return
