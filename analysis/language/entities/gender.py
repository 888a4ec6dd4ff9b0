"""A person's gender as far as an article tells it: forms of address, offices and kin, the given name, pronouns nearby.

`gender_of(entity, text)` is the way in for one person, `genders_of(entities, text)` for all of an article. Give the first the article's
other entities too where they are at hand, so that a pronoun behind somebody else's name does not count.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from analysis.article import Entity, Label, MentionKind
from analysis.language.entities.given_names import FEMALE, MALE
from analysis.language.entities.offices import GENDERED, HONORIFICS, WEAKLY_GENDERED, Gender
from analysis.language.entities.words import word_set

_BEFORE: Final = re.compile(r"([\w’'-]+)\.? $")
_AFTER: Final = re.compile(r"(?:, (?:\d+, )?(?:(?:the|a|an|his|her|their|who is|former) )?(?:[\w’'-]+ ){0,2}?)([\w’'-]+)")
_PRONOUN: Final = re.compile(r"\b(he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_MASCULINE: Final = frozenset(("he", "him", "his", "himself"))
_PRONOUN_REACH: Final = 120
"""Characters after a mention in which a pronoun may tell the gender."""
_PRONOUN_MARGIN: Final = 2.0
"""How many times as many pronouns of one gender as of the other decide."""
_HONORIFIC_WEIGHT: Final = 10.0
_OFFICE_WEIGHT: Final = 4.0
_WEAK_WEIGHT: Final = 1.5
_NAME_WEIGHT: Final = 5.0
_ONE_WORD_WEIGHT: Final = 1.0
"""A name of one word is more often a surname than a given name."""
_PRONOUNS_AT_MOST: Final = 6.0


def plain(word: str) -> str:
    """Lower case without accents and possessive, to look a name up: "José’s" -> "jose"."""
    word = word.casefold().replace("’", "'").removesuffix("'s").strip("'.")
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def gender_of_name(name: str) -> Gender | None:
    """The gender that a full name tells by its given name or a form of address in it; None where it tells none, or for one word alone.

    In family-first names ("Kim Jong Un") the first word is no given name, and nothing is told.
    """
    words = [plain(word) for word in name.split()]
    if words and HONORIFICS.get(words[0]):
        return HONORIFICS[words[0]]
    if len(words) < 2 or is_family_first(name):
        return None
    for word in words[:-1]:
        first = word.split("-")[0]
        if first in MALE:
            return "m"
        if first in FEMALE:
            return "f"
        if len(word) > 1:
            return None
    return None


def given_name_gender(word: str) -> Gender | None:
    """The gender of one given name: "Hillary" -> "f"."""
    word = plain(word)
    return "m" if word in MALE else "f" if word in FEMALE else None


_FAMILY: Final = word_set(
    """
    an bai ban cai cao chang chen cheng cho choi chung cui deng ding do dong du duan fan fang feng fu gao gong gu guo han hao he hong
    hou hu huang hwang jang jeon jeong ji jia jiang jin jo jung kang kim kong kwon lai lee lei li liang liao lim lin ling liu long lu
    luo lyu ma mao meng mo moon na nam ngo nguyen oh pan pang park peng pham qian qiao qin qiu quan ren ryu seo shao shen shi shin
    sohn song su suh sun tan tang tao thich tian tran tsai tseng vo wan wang wei wen won wong wu xi xia xiang xiao xie xin xu xue yan
    yang yao ye yi yin yoo yoon you yu yuan yun zeng zhai zhang zhao zheng zhong zhou zhu zhuang zou ho hsiao hsu chiang chou chao kuo
    lo cheung chan lam leung kwok ban pak
    """
)
"""Chinese, Korean and Vietnamese family names as they are romanised."""

_SYLLABLE: Final = (
    r"(?:[bcdfghjklmnpqrstwxyz]|[zcs]h|ts|hs|kh|th|ng|kw|gw|kk|ph)?"
    r"(?:[aeiouü]|ae|ai|ao|ei|eo|eu|ia|iao|ie|io|iu|oe|oo|ou|ua|uai|ue|ui|uo|ya|yeo|yo|yu|ye|wa|woo|wo|wi|ee)(?:ng|n|k|m|l|p|t|h|r)?"
)
_GIVEN: Final = re.compile(rf"{_SYLLABLE}(?:-?{_SYLLABLE})?")


@lru_cache(maxsize=4096)
def is_family_first(name: str) -> bool:
    """Say whether a full name has the family name first, as Chinese, Korean and Vietnamese ones do: "Xi Jinping", "Kim Jong Un"."""
    words = [plain(word) for word in name.split()]
    if not 2 <= len(words) <= 4 or words[0] not in _FAMILY:
        return False
    rest = words[1:]
    if any(word in MALE or word in FEMALE for word in rest) or not all(_GIVEN.fullmatch(word) for word in rest):
        return False
    return len(rest) > 1 or "-" in rest[0] or rest[0] not in _FAMILY or (words[0] not in MALE and words[0] not in FEMALE)


def gender_of(entity: Entity, text: str, others: Iterable[Entity] = ()) -> Gender | None:
    """The gender of a person entity, from all that the article says of it; None where nothing tells or the evidence is even.

    Weighed together, strongest first: forms of address before a mention ("Mrs Clinton"), the given name (`given_names`), offices and kin
    beside it ("actress", "his wife, Ann"), and the first pronoun within 120 characters after a mention. `others` are the article's
    entities: no pronoun behind another person's name counts. Entities that are no persons have None.
    """
    return _gender(entity, text, _person_starts([*others, entity]))


def genders_of(entities: Iterable[Entity], text: str) -> dict[str, Gender | None]:
    """The gender of every person of an article by entity id, as `gender_of` tells it with all others known."""
    people = [entity for entity in entities if entity.label is Label.PERSON]
    starts = _person_starts(people)
    return {entity.id: _gender(entity, text, starts) for entity in people}


def _person_starts(entities: Iterable[Entity]) -> list[int]:
    """Where the mentions of persons begin, sorted."""
    return sorted({mention.start for entity in entities if entity.label is Label.PERSON for mention in entity.mentions})


def _gender(entity: Entity, text: str, starts: Sequence[int]) -> Gender | None:
    if entity.label is not Label.PERSON:
        return None
    weight = {"m": 0.0, "f": 0.0}
    named = gender_of_name(entity.name)
    if named:
        weight[named] += _NAME_WEIGHT
    elif " " not in entity.name and (named := given_name_gender(entity.name)):
        weight[named] += _ONE_WORD_WEIGHT
    spoken = {"m": 0, "f": 0}
    for mention in entity.mentions:
        if mention.kind is MentionKind.PRONOUN:
            continue
        _weigh_beside(text, mention.start, mention.end, weight)
        stop = min(len(text), mention.end + _PRONOUN_REACH)
        after = bisect_left(starts, mention.end)
        if after < len(starts):
            stop = min(stop, starts[after])
        line = text.find("\n", mention.end, stop)
        found = _PRONOUN.search(text, mention.end, stop if line < 0 else line)
        if found:
            spoken["m" if found[1].casefold() in _MASCULINE else "f"] += 1
    few, many = sorted(spoken.values())
    if many > _PRONOUN_MARGIN * few:
        weight["m" if spoken["m"] == many else "f"] += min(_PRONOUNS_AT_MOST, 1.0 + many - few)
    if weight["m"] == weight["f"]:
        return None
    return "m" if weight["m"] > weight["f"] else "f"


def address_gender(text: str, start: int) -> Gender | None:
    """The gender that a form of address directly before `start` tells: "Mrs " -> "f"; None where there is none or it tells none."""
    found = _BEFORE.search(text, max(0, start - 16), start)
    return HONORIFICS.get(found[1].casefold()) if found and found[1][0].isupper() else None


def _weigh_beside(text: str, start: int, end: int, weight: dict[str, float]) -> None:
    """Add what stands directly before and after one mention."""
    before = _BEFORE.search(text, max(0, start - 24), start) or _BEFORE.search(text[max(0, start - 26) : start].replace(", ", " "))
    if before:
        word = before[1].casefold()
        told = HONORIFICS.get(word) if before[1][0].isupper() else None
        if told:
            weight[told] += _HONORIFIC_WEIGHT
        elif word in GENDERED:
            weight[GENDERED[word]] += _WEAK_WEIGHT if word in WEAKLY_GENDERED else _OFFICE_WEIGHT
    after = _AFTER.match(text, end, min(len(text), end + 60))
    if after and after[1].casefold() in GENDERED:
        word = after[1].casefold()
        weight[GENDERED[word]] += _WEAK_WEIGHT if word in WEAKLY_GENDERED else _OFFICE_WEIGHT
