"""What stands beside a name and describes its bearer: titles before it, appositions after it, ages, a lawmaker's party and state."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Final

from analysis.language.entities.offices import PHRASES
from analysis.language.entities.phrases import (
    FORMER,
    SIZE,
    STOP,
    WORD,
    Phrase,
    Token,
    is_abbreviated,
    keys,
    may_modify,
    office_at,
    read,
    token_of,
    tokens,
)
from analysis.language.entities.words import word_set

STATES: Final[dict[str, str]] = {
    short.strip(): state.strip()
    for entry in [
        "alabama:ala",
        "alaska:alaska",
        "arizona:ariz",
        "arkansas:ark",
        "california:calif",
        "colorado:colo",
        "connecticut:conn",
        "delaware:del",
        "florida:fla",
        "georgia:ga",
        "hawaii:hawaii",
        "idaho:idaho",
        "illinois:ill",
        "indiana:ind",
        "iowa:iowa",
        "kansas:kan",
        "kentucky:ky",
        "louisiana:la",
        "maine:maine",
        "maryland:md",
        "massachusetts:mass",
        "michigan:mich",
        "minnesota:minn",
        "mississippi:miss",
        "missouri:mo",
        "montana:mont",
        "nebraska:neb",
        "nevada:nev",
        "new hampshire:nh",
        "new jersey:nj",
        "new mexico:nm",
        "new york:ny",
        "north carolina:nc",
        "north dakota:nd",
        "ohio:ohio",
        "oklahoma:okla",
        "oregon:ore",
        "pennsylvania:pa",
        "rhode island:ri",
        "south carolina:sc",
        "south dakota:sd",
        "tennessee:tenn",
        "texas:tex",
        "utah:utah",
        "vermont:vt",
        "virginia:va",
        "washington:wash",
        "west virginia:wva",
        "wisconsin:wis",
        "wyoming:wyo",
        "alabama:al",
        "arizona:az",
        "california:ca",
        "colorado:co",
        "connecticut:ct",
        "florida:fl",
        "illinois:il",
        "massachusetts:ma",
        "michigan:mi",
        "minnesota:mn",
        "nevada:nv",
        "ohio:oh",
        "oklahoma:ok",
        "texas:tx",
        "wisconsin:wi",
        "tennessee:tn",
        "indiana:in",
        "iowa:ia",
    ]
    for state, short in [entry.split(":")]
}
"""How a lawmaker's state is written behind the name, without full stops ("D-Vt.") -> the state."""

_PARTY_STATE: Final = re.compile(r",? ?\(?([DRI])-([A-Z][A-Za-z. ]{1,8}?)\.?[),]")
_PARTIES: Final = {"D": "democrat", "R": "republican", "I": "independent"}
_OPENING: Final = ("“", '"', "‘", "'", "(", "[")
_AGE_AFTER: Final = re.compile(r",? \(?(\d{1,3})[,.;)]")
_AGE_BEFORE: Final = re.compile(r"(\d{1,3}-year-old) $")
_LAST_OF: Final = frozenset(phrase.split()[-1] for phrase in PHRASES if " of " in phrase)
"""Words that end an office without being its head: "secretary of state"."""


def before_name(text: str, start: int, heads: Container[str]) -> Phrase | None:
    """The title or description directly before a name: "Russian President |Vladimir Putin", "the Chinese premier, |Li Keqiang"."""
    low = max(0, start - 110)
    low = max(low, text.rfind("\n", low, start) + 1)
    if start - low < 3:
        return None
    stop = start - 1
    if text[stop] != " ":
        return None
    apart = text[stop - 1] == ","
    if apart:
        stop -= 1
    found: list[Token] = []
    at = stop
    while at > low and len(found) < 12:
        blank = text.rfind(" ", low, at)
        begin = blank + 1 if blank >= 0 else low
        word = text[begin:at]
        opened = word[:1] in _OPENING
        if opened:
            begin, word = begin + 1, word[1:]
        match = WORD.fullmatch(word)
        if match is None or (word[-1] == "." and not is_abbreviated(word)):
            break
        found.append(token_of(begin, word))
        if len(found) == 1 and not apart and found[0].plain not in heads and found[0].plain not in _LAST_OF:
            return None
        if opened:
            break
        at = begin - 1
    found.reverse()
    if not found:
        return None
    return _before_apart(found, heads) if apart else _before_joined(found, heads)


def _before_joined(found: Sequence[Token], heads: Container[str]) -> Phrase | None:
    last = len(found) - 1
    tail = " ".join(word.plain for word in found[-3:])
    size = 1
    if tail in PHRASES and " of " in tail:
        head, size = tail, 3
    elif found[last].plain in heads:
        head, size = office_at([word.plain for word in found], last)
    else:
        return None
    begin = last - size + 1
    while begin > 0 and begin > last - SIZE and found[begin - 1].plain not in STOP:
        word = found[begin - 1]
        if not (word.owner or may_modify(word.text)):
            break
        begin -= 1
    inside = keys(found[begin : last - size + 1])
    return Phrase(head, frozenset(inside - FORMER), bool(inside & FORMER), found[begin].start, found[begin].start, found[last].end, False)


def _before_apart(found: Sequence[Token], heads: Container[str]) -> Phrase | None:
    """Read "the president of Russia," or "Russia's president," before a name: from its article or possessive on."""
    for i in range(len(found) - 1, -1, -1):
        word = found[i]
        if word.plain in ("the", "a", "an", "his", "her", "its", "their") and found[i - 1].plain != "of":
            phrase = read(word.start, found[i + 1 :], heads)
        elif word.owner:
            phrase = read(word.start, found[i:], heads)
        else:
            continue
        if phrase and (phrase.of or phrase.end == found[-1].end):
            return phrase
        if not word.owner:
            return None
    return None


def age_beside(text: str, start: int, end: int) -> Phrase | None:
    """The age beside a name, as a description: "Ann Lee|, 44," and "44-year-old |Ann Lee" -> "44-year-old"."""
    after = _AGE_AFTER.match(text, end, end + 8)
    before = None if after else _AGE_BEFORE.search(text, max(0, start - 16), start)
    if after:
        return Phrase(f"{after[1]}-year-old", frozenset(), False, end, end, end, False)
    return Phrase(before[1], frozenset(), False, before.start(), before.start(), before.end(1), False) if before else None


def after_name(text: str, end: int, heads: Container[str]) -> Phrase | None:
    """The description directly after a name: "Narendra Modi|, the prime minister", "Ann Lee| was a driver", "Pat Roe| (D-Vt.)"."""
    party = _PARTY_STATE.match(text, end, end + 16)
    if party:
        state = STATES.get(party[2].replace(".", "").replace(" ", "").casefold())
        inside = {_PARTIES[party[1]], *([state] if state else [])}
        return Phrase("lawmaker", frozenset(inside), False, party.start(1), party.start(1), party.end(1), False)
    if text[end : end + 2] == ", ":
        at = end + 2
        age = re.match(r"\d{1,3}, ", text[at : at + 5])
        at += age.end() if age else 0
    else:
        copula = re.match(r" (?:is|was|became|remains|served as) (?=the |a |an )", text[end : end + 16])
        if copula is None:
            return None
        at = end + copula.end()
    words = tokens(text, at, min(len(text), at + 120))
    if not words:
        return None
    if words[0].plain in _DETERMINERS:
        phrase = read(words[0].start, words[1:], heads) if len(words) > 1 else None
    elif words[0].text[0].islower() or words[0].plain in heads or words[0].owner:
        phrase = read(words[0].start, words, heads)
    else:
        return None
    listed = phrase and _LISTED.match(text, phrase.end) and text[text.rfind(" ", at, phrase.end) + 1].isupper()
    return None if listed else phrase


_DETERMINERS: Final = word_set("the a an his her its their one")
_LISTED: Final = re.compile(r" (?:and|or) ")
"""What follows the second of several that are listed rather than one described: "the Army, the Police and …"."""
