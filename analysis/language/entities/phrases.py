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
_POSSESSIVE: Final = re.compile(r"['’]s?$")
FORMER: Final = word_set("former ex late then outgoing ousted deposed onetime one-time")
STOP: Final = word_set(
    """
    the a an of and or but in on at to for from by with as is was were are be been has had have said says that who which his her its
    their our my this these those when while after before not also than about into over under during against between if then so he she it
    they we you i whom whose where how what told will would could can may might should did do does
    """
)
_ADJECTIVE: Final = re.compile(r".+(?:al|ic|ive|ous|ist|an|ian|ese|ish|ary|ory|ful|est)$")
SIZE: Final = 7
"""Words that a phrase may have before its head."""


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
        if word[-1] == "." and not is_abbreviated(word):
            word, stop = word[:-1], stop - 1
        found.append(token_of(at, word))
        if text[stop : stop + 1] != _GAP:
            break
        at = stop + 1
    return found


def token_of(start: int, word: str) -> Token:
    """A word of the text that begins at `start`, taken from its possessive."""
    bare = word
    if word[-1] in "'’":
        bare = word[:-1]
    elif word[-2:] in ("'s", "’s"):
        bare = word[:-2]
    return Token(start, start + len(bare), bare, _plain(bare), len(bare) < len(word))


@lru_cache(maxsize=16384)
def _plain(word: str) -> str:
    return word.casefold().rstrip(".").replace("’", "'")


def is_abbreviated(word: str) -> bool:
    """Say whether a full stop belongs to the word before it: "Sen.", "U.S."."""
    return _plain(word) in ABBREVIATIONS or "." in word[:-1] or len(word) == 2


def head_of(words: Sequence[Token], heads: Container[str]) -> tuple[int, int] | None:
    """Find the head of a phrase: the last of the first run of words that are `heads`; returns the index of its first word and of its last.

    What stands before must be able to stand there: capitalised words, known modifiers, adjectives, nationalities.
    """
    for i, word in enumerate(words[: SIZE + 1]):
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
                and not ends_phrase(words[last + 1].plain)
            ):
                return None
            return i, last
        if plain in STOP:
            return None
        if heads is PEOPLE_NOUNS and _AGED.fullmatch(plain) and (word.owner or i + 1 == len(words) or ends_phrase(words[i + 1].plain)):
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
    return plain not in STOP and may_modify(bare)


def ends_phrase(word: str) -> bool:
    """Say whether a word cannot go on with the noun before it: a function word or a verb."""
    return word in STOP or word.endswith("ed") or word in _VERBS


_AGED: Final = re.compile(r"\d{1,3}-year-old")
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
    head, size = office_at(plain, last)
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
    return Phrase(head, frozenset(inside - FORMER), bool(inside & FORMER), start, words[0].start, end, of)


def _capitalised(words: Sequence[Token]) -> list[Token]:
    """The run of capitalised words that comes first, "the" left out."""
    found = []
    for word in words:
        if word.text[0].isupper():
            found.append(word)
        elif word.plain != "the":
            break
    return found


def office_at(plain: Sequence[str], last: int) -> tuple[str, int]:
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
        elif words[i].plain not in STOP:
            found.add(words[i].plain)
        i += 1
    return found
