"""Names of which only a part was found, made whole: firms called by two partners, unions and days that belong to somebody, chambers.

Plain rules over the words of a document; `analysis.language.consistency` runs them before it compares the names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.language.entities.gender import is_family_first
from analysis.language.entities.person_names import is_given


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a document: tokens [start, end), label, confidence, and the rule that made it."""

    start: int
    end: int
    label: str
    confidence: float = 1.0
    rule: str = "model"


OWNED = {
    **dict.fromkeys(("Union", "Association", "Federation", "Guild", "League", "Party", "Society", "Club", "Alliance", "Council"), "ORG"),
    "Day": "EVENT",
}
"""What stands behind those to whom it belongs ("the Miners’ Union") -> the label of the whole."""

HOUSES = frozenset(("Assembly", "Cabinet", "Chamber", "Commons", "Congress", "Crown", "Lords", "Parliament", "Senate", "Treasury"))
"""Bodies of the state that writers call by this word alone, with a capital letter."""

_HOUSE_CONFIDENCE = 0.8
_APOSTROPHES = frozenset("'’")
_ENDS = frozenset(".!?:;…")


def make_whole(words: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return the names, sorted, none overlapping: those that were cut are whole, and bare houses of parliament are added.

    `names` are sorted and do not overlap.
    """
    whole: list[Name] = []
    for name in names:
        if whole and name.start < whole[-1].end:
            continue
        after = whole[-1].end if whole else 0
        whole.append(_with_partner(words, name) or _with_family(words, name, after) or _with_owned(words, name))
    return _with_houses(words, whole)


def _with_partner(words: Sequence[str], name: Name) -> Name | None:
    """Return the firm that a person's bare surname begins: "Lund" of "Lund & Hallqvist"; None where there is none.

    In running text only, for headlines have "&" for "and".
    """
    at = name.end + 1
    if name.label != "PERSON" or name.end - name.start > 1 or at >= len(words) or words[name.end] != "&" or not words[at][:1].isupper():
        return None
    if is_given(words[name.start].casefold()) or is_given(words[at].casefold()):
        return None
    if _goes_on(words, at + 1) or not _is_running_text(words, at + 1):
        return None
    return replace(name, end=at + 1, label="ORG", rule="partners")


def _with_family(words: Sequence[str], name: Name, after: int) -> Name | None:
    """Return the person whose given name alone was found behind a family name: "Ki-moon" of "Ban Ki-moon"; None where there is none."""
    at = name.start - 1
    given = "".join(words[name.start : name.end])
    if name.label != "PERSON" or at < after or "-" not in given or not is_family_first(f"{words[at]} {given}"):
        return None
    return replace(name, start=at, rule="family name")


def _with_owned(words: Sequence[str], name: Name) -> Name:
    """Let a name in the plural go on to what belongs to its bearers: "Dockers" of "the Dockers’ Union"."""
    end = name.end + 2
    if end > len(words) or words[name.end] not in _APOSTROPHES or not words[name.end - 1].endswith("s"):
        return name
    label = OWNED.get(words[end - 1])
    several = name.label == "NORP" or (name.label != "PERSON" and name.end - name.start == 1)
    if label is None or not several or _goes_on(words, end):
        return name
    return replace(name, end=end, label=label, rule="owned")


def _with_houses(words: Sequence[str], names: list[Name]) -> list[Name]:
    """Add houses of parliament that stand alone behind "the" and were not found."""
    taken = {at for name in names for at in range(name.start, name.end)}
    houses = [
        Name(at, at + 1, "ORG", _HOUSE_CONFIDENCE, "house")
        for at, word in enumerate(words)
        if word in HOUSES and at not in taken and at and words[at - 1] == "the" and not _goes_on(words, at + 1)
    ]
    return sorted([*names, *houses], key=lambda name: name.start) if houses else names


def _goes_on(words: Sequence[str], at: int) -> bool:
    """Say whether a capitalised word stands at a place, which may belong to the name before it."""
    return at < len(words) and words[at][:1].isupper()


def _is_running_text(words: Sequence[str], at: int) -> bool:
    """Say whether a sentence ends in the rest of a line."""
    for word in words[at:]:
        if "\n" in word:
            return False
        if word in _ENDS:
            return True
    return False
