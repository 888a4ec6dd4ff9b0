"""What an article says that somebody is: "Prime Minister Lund", "Lund, the union's leader"; evidence for whom a surname stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from analysis.article import Mention, MentionKind
from analysis.language.entities.beside import after_name, before_name
from analysis.language.entities.offices import HEADS_OF_STATE, HONORIFICS, MODIFIERS, OFFICES, ORGANISATIONS, PHRASES
from analysis.language.entities.phrases import PEOPLE_NOUNS, Phrase
from analysis.language.entities.words import word_set

_PARTIES: Final = word_set("labour labor conservative republican democratic democrat liberal socialist communist green")
_SAY_LITTLE: Final = (MODIFIERS | frozenset(ORGANISATIONS) | OFFICES | frozenset(HONORIFICS)) - _PARTIES
"""Words before an office that do not say of what: "retired general", "committee chairman"."""
_MOST: Final = 12
_OF: Final = "of "
_OF_WHAT: Final = 1.0
_HEAD_OF_STATE: Final = 0.75
_OTHER: Final = 0.5
"""There is a president in every country, but one president of Osterland at a time."""


def offices_held(text: str, mentions: Iterable[Mention]) -> list[str]:
    """Return the offices that stand beside the names among `mentions`, each by itself and with each word that says of what.

    "Osterland President Lund" -> "president", "of Osterland president". Occupations are left out: there are many singers.
    """
    found: set[str] = set()
    for mention in mentions:
        if mention.kind is MentionKind.NAME:
            for phrase in (before_name(text, mention.start, PEOPLE_NOUNS), after_name(text, mention.end, PEOPLE_NOUNS)):
                if phrase is not None:
                    found.update(_forms(phrase))
    return sorted(found)[:_MOST]


def _forms(phrase: Phrase) -> list[str]:
    if phrase.head not in OFFICES and phrase.head not in PHRASES:
        return []
    return [phrase.head, *(f"{_OF}{word} {phrase.head}" for word in phrase.words if word not in _SAY_LITTLE)]


def office_weight(offices: Collection[str], others: Collection[str]) -> float:
    """Return how much it says that an article gives somebody `offices` and other articles somebody of the same surname `others`."""
    return max(map(_weight, set(offices).intersection(others)), default=0.0)


def _weight(office: str) -> float:
    if office.startswith(_OF):
        return _OF_WHAT
    return _HEAD_OF_STATE if office in HEADS_OF_STATE and office != "leader" else _OTHER
