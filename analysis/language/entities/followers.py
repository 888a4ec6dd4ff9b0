"""Campaigns, governments and administrations that are called by the name of the person who leads them: "the Clinton campaign".

The name itself stays the person's; the word behind it becomes a description of the body, which so is no longer taken for the person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from analysis.article import Label, Mention, MentionKind
from analysis.language.entities.people import Person
from analysis.language.entities.things import Thing

_BODY: Final = re.compile(
    r"(?:['’]s)? ((?:(?:presidential|election|re-election|reelection) )?(campaign|administration|government)|(?<=s )(office))\b"
    r"(?! (?:trail|rally|event|ad)\b)"
)
_CONFIDENCE: Final = 0.8


def bodies_of(text: str, people: Sequence[Person]) -> list[Thing]:
    """The bodies called by their leaders' names; their mentions are the words behind the names and overlap none of them."""
    found: list[Thing] = []
    for person in people:
        by_word: dict[str, Thing] = {}
        surname = person.name.split()[-1]
        for mention in person.mentions:
            match = _BODY.match(text, mention.end, mention.end + 40)
            if match is None:
                continue
            word = match[2] or match[3]
            body = by_word.get(word)
            if body is None:
                body = by_word[word] = Thing()
                body.labels[Label.ORG] += 1
                body.forms[f"{surname}’s {word}" if match[3] else f"{surname} {word}"] += 1
                found.append(body)
            body.mentions.append(Mention(match.start(1), match.end(1), MentionKind.DESCRIPTION, _CONFIDENCE, "called by its leader"))
    return found
