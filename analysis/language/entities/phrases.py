"""Noun phrases that describe: what offices and occupations the text around a name gives, and what "the Russian leader" says.

A phrase is read word by word over the vocabulary of `offices`; there is no parser.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from analysis.language.entities.nationalities import place_key
from analysis.language.entities.offices import ABBREVIATIONS, ADJECTIVAL, MODIFIERS, ORGANISATIONS, PERSON_NOUNS, PHRASES
from analysis.language.entities.words import word_set

WORD: Final = re.compile(r"[^\W_](?:[\w’'&.-]*[\w])?\.?")
ORGANISATION_NOUNS: Final = frozenset(ORGANISATIONS)
"""Heads of descriptions of organisations."""
PEOPLE_NOUNS: Final = PERSON_NOUNS | frozenset(word for word in ABBREVIATIONS if " " not in word)
"""Heads of descriptions of persons."""

_GAP: Final = " "
_OPENING: Final = ("“", '"', "‘", "'", "(", "[")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_FORMER: Final = word_set("former ex late then outgoing ousted deposed onetime one-time")
_STOP: Final = word_set(
    """
    the a an of and or but in on at to for from by with as is was were are be been has had have said says that who which his her its
    their our my this these those when while after before not also than about into over under during against between if then so he she it
    they we you i whom whose where how what told will would could can may might should did do does
    """
)
_ADJECTIVE: Final = re.compile(r".+(?:al|ic|ive|ous|ist|an|ian|ese|ish|ary|ory|ful|est)$")
_SIZE: Final = 7
"""Words that a phrase may have before its head."""

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


class Phrase(NamedTuple):
    """What a describing phrase says of somebody or something."""

    head: str
    """The office, occupation or kind of organisation in its common spelling (`offices.canonical_office`)."""
    words: frozenset[str]
    """What stands with it, lower case; nationalities and countries as the country's name."""
    former: bool
    start: int
    """Where the phrase begins, article or possessive included."""
    body: int
    """Where its first word after the article begins."""
    end: int
    """Where its head ends."""
    of: bool
    """Whether "of …" follows and is among `words`."""


class Token(NamedTuple):
    """A word of the text, its possessive left out."""

    start: int
    end: int
    text: str
    plain: str
    owner: bool
    """Whether a possessive follows."""


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words of a stretch of text that stand apart by single blanks, from its start on; the first other gap ends them."""
    found: list[Token] = []
    at = start
    while at < end and len(found) < 14:
        match = WORD.match(text, at, end)
        if match is None:
            break
        word = match[0]
        stop = match.end()
        if word[-1] == "." and not _abbreviated(word):
            word, stop = word[:-1], stop - 1
        found.append(_token(at, word))
        if text[stop : stop + 1] != _GAP:
            break
        at = stop + 1
    return found


def _token(start: int, word: str) -> Token:
    bare = word
    if word[-1] in "'’":
        bare = word[:-1]
    elif word[-2:] in ("'s", "’s"):
        bare = word[:-2]
    return Token(start, start + len(bare), bare, _plain(bare), len(bare) < len(word))


@lru_cache(maxsize=16384)
def _plain(word: str) -> str:
    return word.casefold().rstrip(".").replace("’", "'")


def _abbreviated(word: str) -> bool:
    """Say whether a full stop belongs to the word before it: "Sen.", "U.S."."""
    return _plain(word) in ABBREVIATIONS or "." in word[:-1] or len(word) == 2


def head_of(words: Sequence[Token], heads: Container[str]) -> tuple[int, int] | None:
    """Find the head of a phrase: the last of the first run of words that are `heads`; returns the index of its first word and of its last.

    What stands before must be able to stand there: capitalised words, known modifiers, adjectives, nationalities.
    """
    for i, word in enumerate(words[: _SIZE + 1]):
        plain = word.plain
        if plain in heads:
            last = i
            while last + 1 < len(words) and not words[last].owner and words[last + 1].plain in heads:
                last += 1
            if last + 1 < len(words) and not words[last].owner and words[last + 1].plain in PEOPLE_NOUNS:
                return None
            if (
                words[last].plain in ADJECTIVAL
                and last + 1 < len(words)
                and not words[last].owner
                and not _ends_phrase(words[last + 1].plain)
            ):
                return None
            return i, last
        if plain in _STOP:
            return None
        if heads is PEOPLE_NOUNS and _AGED.fullmatch(plain) and (word.owner or i + 1 == len(words) or _ends_phrase(words[i + 1].plain)):
            return i, i
        if not (word.owner or may_modify(word.text)):
            return None
    return None


@lru_cache(maxsize=16384)
def may_modify(word: str) -> bool:
    """Say whether a word may stand between "the" and the head of a description."""
    plain = word.casefold()
    return (
        plain in MODIFIERS
        or plain in ORGANISATION_NOUNS
        or word[:1].isupper()
        or word[:1].isdigit()
        or "-" in plain
        or (_ADJECTIVE.match(plain) is not None and plain not in PEOPLE_NOUNS)
    )


@lru_cache(maxsize=16384)
def may_begin(word: str) -> bool:
    """Say whether a description may begin with this word behind its article."""
    bare = _POSSESSIVE.sub("", word)
    plain = _plain(bare)
    if len(bare) < len(word) or plain in PEOPLE_NOUNS or plain in ORGANISATION_NOUNS:
        return True
    return plain not in _STOP and may_modify(bare)


def _ends_phrase(word: str) -> bool:
    """Say whether a word cannot go on with the noun before it: a function word or a verb."""
    return word in _STOP or word.endswith("ed") or word in _VERBS


_AGED: Final = re.compile(r"\d{1,3}-year-old")
_AGE_AFTER: Final = re.compile(r",? \(?(\d{1,3})[,.;)]")
_AGE_BEFORE: Final = re.compile(r"(\d{1,3}-year-old) $")
_VERBS: Final = word_set(
    """
    did does goes made makes took takes came comes went gave gives got gets saw sees kept keeps put puts won wins lost loses left met
    spoke wrote grew grows fell falls rose rises began begins paid pays sent sends ran runs held holds led leads felt found finds
    brought bought thought thinks knew knows drew drove ate sang stood stands sat wore beat bid cut hit set let read shut quit also
    now later never still already
    """
)
"""Verbs without -ed and adverbs that commonly follow a noun."""


def read(start: int, words: Sequence[Token], heads: Container[str]) -> Phrase | None:
    """Read a phrase that begins at `start` and whose words (after the article) are `words`; None where it has no head."""
    found = head_of(words, heads)
    if found is None:
        return None
    last = found[1]
    end = words[last].end
    plain = [word.plain for word in words]
    head, size = _office(plain, last)
    of = False
    inside: set[str] = set()
    phrase = " ".join(plain[last : last + 3])
    if phrase in PHRASES and " of " in phrase:
        head, size, end = phrase, 1, words[last + 2].end
    elif last + 2 < len(words) and plain[last + 1] == "of" and not words[last].owner:
        place = _capitalised(words[last + 2 :])
        of = bool(place)
        inside |= keys(place)
    inside |= keys(words[: last - size + 1])
    return Phrase(head, frozenset(inside - _FORMER), bool(inside & _FORMER), start, words[0].start, end, of)


def _capitalised(words: Sequence[Token]) -> list[Token]:
    """The run of capitalised words that comes first, "the" left out."""
    found = []
    for word in words:
        if word.text[0].isupper():
            found.append(word)
        elif word.plain != "the":
            break
    return found


def _office(plain: Sequence[str], last: int) -> tuple[str, int]:
    """The office that ends with the word at `last`, and how many words it has."""
    for size in (3, 2):
        if last + 1 >= size:
            tail = " ".join(plain[last + 1 - size : last + 1])
            if tail in PHRASES or tail in ABBREVIATIONS:
                return ABBREVIATIONS.get(tail, tail), size
    return ABBREVIATIONS.get(plain[last], plain[last]), 1


def keys(words: Sequence[Token]) -> set[str]:
    """Make the words of a phrase comparable: places and nationalities by country, states in full, the rest in lower case."""
    found: set[str] = set()
    i = 0
    while i < len(words):
        text = words[i].text
        if text[:1].isupper():
            if i + 1 < len(words) and words[i + 1].text[0].isupper():
                both = f"{text} {words[i + 1].text}"
                key = place_key(both)
                if key != both.casefold().replace(".", "").replace("’", "'"):
                    found.add(key)
                    i += 2
                    continue
            found.add(place_key(text))
        elif words[i].plain not in _STOP:
            found.add(words[i].plain)
        i += 1
    return found


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
        if match is None or (word[-1] == "." and not _abbreviated(word)):
            break
        found.append(_token(begin, word))
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
        head, size = _office([word.plain for word in found], last)
    else:
        return None
    begin = last - size + 1
    while begin > 0 and begin > last - _SIZE and found[begin - 1].plain not in _STOP:
        word = found[begin - 1]
        if not (word.text[0].isupper() or word.plain in MODIFIERS or "-" in word.plain or _ADJECTIVE.match(word.plain) or word.owner):
            break
        begin -= 1
    inside = keys(found[begin : last - size + 1])
    return Phrase(head, frozenset(inside - _FORMER), bool(inside & _FORMER), found[begin].start, found[begin].start, found[last].end, False)


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
