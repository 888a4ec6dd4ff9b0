"""What stands among the paragraphs: subheadings, list items, captions, credits, teasers."""

from __future__ import annotations

import itertools
import re

from analysis.article import Block, BlockKind
from analysis.skeleton.cues import credit_at, is_caption_label, is_credit, is_promo, is_sign_off, read_more_rest
from analysis.skeleton.lines import Line

_TOLD_BY_WORDS = (None, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.SUBHEADING, BlockKind.CAPTION, BlockKind.READ_MORE)
_BULLET = re.compile(r"(?:[•◦‣▪▫■□●○◆◇►▶➤✓✔·*]\s*|[-–—]\s+(?=\S)|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)(?=\S)")
_TEASER = re.compile(
    r"(?:.{0,60}\b(?:latest|live|live updates?|as it happened|live blog|liveblog|breaking)|(?:follow|watch|listen|live|explained?|"
    r"explainer|analysis|opinion|comment|podcast|exclusive|in pictures|gallery|"
    r"in full|quiz|timeline|interactive|on the ground|eyewitness|long read|big read|profile))\s*:",
    re.IGNORECASE,
)
_TEASER_LINE = re.compile(
    r"(?:watch(?: live| now| this| the moment)?|listen(?: to| now)?|in pictures|in pics|photos|video|gallery|podcast|live(?: updates?|"
    r" blog)?|follow live(?: updates?)?|as it happened|quiz|interactive|slideshow)"
    r"\s*(?:[:|>»]|\s[–—-]\s)\s*\S.*|(?:follow|see|read)\b.{0,40}\blive (?:updates?|coverage|blog)\b.{0,80}|live updates?\b.{0,60}",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"\((?:L|R|C|left|right|centre|center|second from|pictured|above|below|top|bottom|file|front|back)\b[^()]{0,30}\)|\b(?:pictured|"
    r"seen here|file photo|file pic|in this (?:file )?(?:photo|picture|image)|(?:is|are) seen\b|"
    r"looks? on\b|poses?\b|from left|left to right)",
    re.IGNORECASE,
)
_SCENE = re.compile(
    r"(?:[A-Z]\w*|\d+)\b.*?\s(?:is|are|walks?|stands?|holds?|sits?|speaks?|shakes?|waves?|arrives?|attends?|celebrates?|carry|carries|"
    r"looks?|poses?|hugs?|greets?|exchanges?|leaves?|gathers?|march(?:es)?|"
    r"protests?|rides?|plays?|fights?|inspects?|queues?|waits?|delivers?|addresses|kiss(?:es)?|embraces?|burns?|lies?|light|lights|"
    r"sign|signs|displays?|reacts?|gestures?|listens?|works?|drives?|runs?|pass(?:es)?|"
    r"crosses|cross|watch(?:es)?|check(?:s)?|take|takes|make|makes)\s"
)
_PAST = re.compile(
    r"\b(?:was|were|had|said|says|told|did|added|according|will|would|could|should|has|have|but|because|which)\b|\b\w{3,}ed (?:that|"
    r"the|to)\b",
    re.IGNORECASE,
)
_RESULT = re.compile(r"[^\W\d][^\d:]{1,40}\s\d{1,3}(?:\s*[,–-]?\s*[^\W\d][^\d:]{1,40}\s\d{1,3}|\s?[–-]\s?\d{1,3}\s[^\W\d][^\d:]{1,40})")
_NO_SCENE = re.compile(r"(?:It|There|This is|That|We|You|I|Ensure|Make|Let)\b|.*\b(?:and|or|but)\Z")
_WHEN = re.compile(
    r"\b(?:(?:on|last|this|since) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|last (?:week|month|year|night)|yesterday|"
    r"(?:in|on) (?:\w+ )?(?:\d{1,2},? )?\d{4})$"
)
_QUESTION_AND_ANSWER = re.compile(r"[QA]\s*[:.]\s")


def mark_own_lines(lines: list[Line]) -> None:
    """Mark lines whose words alone say what they are: promos, credits, labelled captions."""
    for line in lines:
        text = line.cue_text
        if not text or line.kind not in _TOLD_BY_WORDS:
            continue
        if line.kind is BlockKind.READ_MORE:
            line.kind = BlockKind.PROMO if is_promo(text) and read_more_rest(text) is None else line.kind
        elif line.words <= 45 and is_promo(text):
            line.kind = BlockKind.PROMO
        elif is_credit(text):
            line.kind = BlockKind.CREDIT
        elif line.kind in (None, BlockKind.CAPTION, BlockKind.PARAGRAPH) or is_caption_label(text):
            split_credit(line)


def split_credit(line: Line) -> None:
    """Make a caption of a line that ends with a credit, and a block of its own of the credit.

    An agency that only signs off the last paragraph of its report leaves that a paragraph.
    """
    text = line.cue_text
    if not text:
        return
    cut = credit_at(text)
    if cut is None:
        if is_caption_label(text) and line.words <= 60:
            line.kind = BlockKind.CAPTION
        return
    words = text[:cut].rstrip(" |/–—-\n")
    signed_off = is_sign_off(text[cut:]) and (text[cut] in "([–—-" or len(words) < cut - 1 or _PAST.search(words))
    if not words or (line.words > 60 and not signed_off):
        return
    line.kind = BlockKind.PARAGRAPH if signed_off else BlockKind.CAPTION
    end = line.start + len(words)
    # a dash or bar between the two belongs to the credit: blocks leave out only blank space
    credit = end + len(text[len(words) :]) - len(text[len(words) :].lstrip())
    line.parts = [Block(line.start, end, line.kind), Block(credit, line.end, BlockKind.CREDIT)]


def mark_teasers(lines: list[Line]) -> None:
    """Mark pointers to running coverage: a label that ends in a colon with the line below it, or both on one line."""
    for index, line in enumerate(lines):
        text = line.cue_text
        if line.kind is not None or not text or line.words > 24:
            continue
        after = lines[index + 1] if index + 1 < len(lines) else None
        if _TEASER_LINE.fullmatch(text) and not (line.ends_sentence and line.words > 14):
            line.kind = BlockKind.TEASER
        elif (
            text.endswith(":")
            and line.words <= 8
            and after
            and not after.gap
            and after.kind is None
            and not after.prose
            and not _BULLET.match(after.text)
        ):
            if _TEASER.fullmatch(text) or (after.headline_like and (index + 2 == len(lines) or lines[index + 2].gap)):
                line.kind = after.kind = BlockKind.TEASER
        elif (found := _TEASER.match(text)) and line.headline_like and found.end() < len(text) and "live" in found.group().lower():
            line.kind = BlockKind.TEASER


def mark_beside_credits(lines: list[Line]) -> None:
    """Mark captions by the credit on the line above or below."""
    for index, line in enumerate(lines):
        if line.kind is not BlockKind.CREDIT or line.parts or not line.cue_text:
            continue
        above = lines[index - 1] if index and not line.gap else None
        below = lines[index + 1] if index + 1 < len(lines) and not lines[index + 1].gap else None
        if above and above.kind is None and above.words <= 45 and not is_sign_off(line.text) and not _PAST.search(above.cue_text):
            above.kind = BlockKind.CAPTION
        elif below and below.kind is None and below.words <= 25 and not below.ends_sentence:
            below.kind = BlockKind.CAPTION


def mark_repeated(lines: list[Line]) -> None:
    """Mark captions that were saved twice, once as the picture's description and once below it."""
    for line, after in itertools.pairwise(lines):
        if line.kind is None and after.kind is None and line.text == after.text and line.cue_text and 3 <= line.words <= 40:
            line.kind = after.kind = BlockKind.CAPTION


def mark_list_items(lines: list[Line]) -> None:
    """Mark lines with bullets; a number counts where its neighbour has one too."""
    found = [line.kind is None and bool(_BULLET.match(line.text[:12])) for line in lines]
    for index, line in enumerate(lines):
        if not found[index]:
            continue
        alone = not (index and found[index - 1]) and not (index + 1 < len(lines) and found[index + 1])
        if alone and (line.text[0].isalnum() or line.text[0] in "-–—(*"):
            continue
        line.kind = BlockKind.LIST_ITEM


def mark_captions(lines: list[Line]) -> None:
    """Mark unlabelled captions: a description of a scene that stands alone and does not end as a sentence, or says "pictured"."""
    for line in lines:
        text = line.cue_text
        if line.kind is not None or not text or line.words < 6 or text[0] in "\"“‘'" or _NO_SCENE.match(text):
            continue
        if 7 <= line.words <= 25 and not line.prose and not line.ends_sentence and not line.titled and _WHEN.search(text):
            line.kind = BlockKind.CAPTION
        if _PAST.search(text) or line.words > 40:
            continue
        if (_PICTURED.search(text) and (not line.ends_sentence or line.words <= 16 or text.lower().startswith(("file", "in this")))) or (
            9 <= line.words <= 25 and not line.prose and not line.ends_sentence and text[-1] not in ":;,?)–—" and _SCENE.match(text)
        ):
            line.kind = BlockKind.CAPTION


def mark_subheadings(lines: list[Line]) -> None:
    """Mark short lines that head what follows: headline-like, above a paragraph, a list or a block quote."""
    for index, line in enumerate(lines):
        if line.kind is not None or index + 1 >= len(lines):
            continue
        after = lines[index + 1]
        text = line.cue_text
        if not text or line.words > 14 or text.count(",") > 1 or _QUESTION_AND_ANSWER.match(text) or _RESULT.fullmatch(text):
            continue
        label = text.endswith(":") and line.words <= 6 and text[:1].isupper() and after.gap > 0
        body = (after.kind is None and after.prose) or after.kind in (BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE) or bool(after.parts)
        sentence = line.ends_sentence and text[-1] not in "?!" and (not line.titled or line.words > 6)
        if (line.headline_like or label) and body and not sentence:
            line.kind = BlockKind.SUBHEADING
