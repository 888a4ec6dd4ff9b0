"""Names of persons taken apart, and when two of them can be one person's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from analysis.language.entities.given_names import FEMALE, MALE
from analysis.language.entities.nationalities import NATIONALITIES
from analysis.language.entities.offices import ABBREVIATIONS, HONORIFICS, OFFICES
from analysis.language.entities.words import word_set

PARTICLES: Final = word_set(
    """
    al el ul ud bin ibn bint de da do das dos di du del della la le les van von der den ter ten af av
    """
)
"""Small words inside names that writers keep or drop at will."""

SUFFIXES: Final = word_set("jr sr ii iii iv junior snr jnr")

_POST_NOMINALS: Final = word_set("am ao ac obe mbe cbe kbe dbe qc kc mp md phd")
"""Letters behind a name that are no part of it."""

_SHORT_NAMES: Final = """
william: bill billy will willie liam | robert: bob bobby rob robbie | james: jim jimmy jamie | joseph: joe joey
john: jack johnny jon | richard: dick rick ricky rich | michael: mike mick mickey | thomas: tom tommy | edward: ed eddie ted ned
charles: charlie chuck | anthony: tony | antonio: tony toni | david: dave davy | daniel: dan danny | donald: don donnie
kenneth: ken kenny | ronald: ron ronnie | stephen: steve steven | gregory: greg | jeffrey: jeff geoff | matthew: matt
andrew: andy drew | christopher: chris kit | nicholas: nick nicky | benjamin: ben benny bibi | samuel: sam | timothy: tim
bernard: bernie | lawrence: larry | frederick: fred freddie | albert: bert al | alexander: alex sandy sasha | douglas: doug
gerald: gerry jerry | peter: pete | philip: phil | raymond: ray | vincent: vince | walter: walt | zachary: zach zack | rafael: rafa
elizabeth: liz lizzie beth betty eliza | margaret: maggie meg peggy | katherine: kate kathy katie | catherine: cathy kate cate
patricia: pat patty trish | susan: sue susie | deborah: debbie deb | barbara: barb | jennifer: jen jenny | rebecca: becky
judith: judy | victoria: vicky | jacqueline: jackie | christine: chris | samantha: sam | kimberly: kim | joshua: josh
mohammed: mohamed muhammad mohammad mohamad | ehud: udi | francisco: paco pancho | ignacio: nacho | enrique: quique | manuel: manolo
eugene: gene | leonard: len leo | martin: marty | mitchell: mitch | nathaniel: nate | theodore: ted teddy | arthur: art
abraham: abe | aleksandr: alexander | sergey: sergei | dmitri: dmitry | volodymyr: vladimir
"""

NICKNAMES: Final[dict[str, str]] = {
    short: long.strip()
    for entry in _SHORT_NAMES.replace("\n", "|").split("|")
    for long, _, shorts in [entry.partition(":")]
    for short in shorts.split()
}
"""Short given name -> one long one; "Pat", "Sam", "Chris" and their like point at one of several."""

_POSSESSIVE: Final = re.compile(r"['’‘`]s?$", re.IGNORECASE)


class Name(NamedTuple):
    """A person's name taken apart; all words in lower case, without accents, titles, particles and full stops."""

    words: tuple[str, ...]
    suffix: str
    """"jr", "sr", "ii" …, or empty."""


@lru_cache(maxsize=8192)
def parse(form: str) -> Name:
    """Take a name apart: "Sen. Raúl de la Cruz Jr.’s" -> words ("raul", "cruz"), suffix "jr"."""
    form = _POSSESSIVE.sub("", form.strip()) or form
    if not form.isascii():
        form = "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c)).replace("’", "'").replace("‘", "'")
    words = [word for word in (raw.strip(".,'\"“”()") for raw in form.casefold().replace(".", ". ").split()) if word]
    suffix = ""
    while len(words) > 1 and words[-1] in SUFFIXES:
        suffix = words.pop()
        suffix = {"junior": "jr", "jnr": "jr", "snr": "sr"}.get(suffix, suffix)
    while len(words) > 1 and (words[0] in HONORIFICS or words[0] in OFFICES or words[0] in ABBREVIATIONS):
        words.pop(0)
    while len(words) > 1 and words[-1] in _POST_NOMINALS:
        words.pop()
    while len(words) > 1 and words[0] in NATIONALITIES:
        words.pop(0)
    bare = []
    for word in words:
        head, _, rest = word.partition("-")
        word = rest if rest and head in PARTICLES else word
        if word not in PARTICLES:
            bare.append(word)
    return Name(tuple(bare or words or [form]), suffix)


def without_possessive(form: str) -> str:
    """A name as it is written, without its possessive: "Ann Lee’s" -> "Ann Lee"."""
    return _POSSESSIVE.sub("", form) or form


def long_given(word: str) -> str:
    """The long form of a given name, or the word itself: "bob" -> "robert"."""
    return NICKNAMES.get(word, word)


def same_given(a: str, b: str) -> bool:
    """Say whether two given names may be one: equal, an initial, a short form."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    long_a, long_b = NICKNAMES.get(a, a), NICKNAMES.get(b, b)
    return long_a == long_b


def is_given(word: str) -> bool:
    """Say whether a word is a common given name."""
    return word in MALE or word in FEMALE


def same_full(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Say whether two full names (two words or more each) can be one person's.

    One may leave out or shorten middle names and given names, leave out given names before two surnames ("Ana Gil Prado",
    "Gil Prado"; but "Sana Karim Bashir" is not "Karim Bashir"),
    or turn the order of family and given name round.
    """
    if a == b or "".join(a).replace("-", "") == "".join(b).replace("-", ""):
        return True
    if len(a) > len(b):
        a, b = b, a
    if a[-1] == b[-1] and same_given(a[0], b[0]):
        rest = list(b[1:-1])
        for word in a[1:-1]:
            match = next((i for i, other in enumerate(rest) if same_given(word, other)), None)
            if match is None:
                return False
            del rest[: match + 1]
        return True
    if len(b) > len(a) >= 2 and all(len(word) > 1 for word in a):
        if a[0] == b[0]:
            return _subsequence(a, b)
        return any(b[i : i + len(a)] == a for i in range(1, len(b) - len(a) + 1)) and not is_given(a[0])
    return len(a) == len(b) == 2 and a == b[::-1]


def _subsequence(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def one_slip(a: str, b: str) -> bool:
    """Say whether two words differ by one letter put in, left out, changed, or two neighbours swapped, and are long enough for a slip."""
    if a == b or min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1 or a[0] != b[0] or not (a + b).isalpha():
        return False
    if len(a) > len(b):
        a, b = b, a
    i = 0
    while i < len(a) and a[i] == b[i]:
        i += 1
    if len(a) < len(b):
        return a[i:] == b[i + 1 :]
    return (i > 1 and a[i + 1 :] == b[i + 1 :]) or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])


def slipped(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Say whether two full names are alike but for one slip of the pen."""
    if len(a) != len(b) or len(a) < 2:
        return False
    odd = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(odd) == 1 and one_slip(*odd[0])
