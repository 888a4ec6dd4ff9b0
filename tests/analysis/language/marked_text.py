"""Texts whose names are marked in braces, "{PERSON Ann Lee} met {ORG Foo Ltd}.", and what becomes of them."""

import re

from analysis.article import Entity
from analysis.language.entities.resolve import resolve


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without marks, and the marked spans."""
    text, spans, at = "", [], 0
    for match in re.finditer(r"\{([A-Z_]+) ([^}]+)\}", marked):
        text += marked[at : match.start()]
        spans.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
    return text + marked[at:], spans


def entities(marked: str) -> tuple[Entity, ...]:
    """The entities of a marked text."""
    return resolve(*unmark(marked))


def groups(marked: str) -> list[list[str]]:
    """For each entity, in order, the words of its mentions."""
    text, spans = unmark(marked)
    return [[text[mention.start : mention.end] for mention in entity.mentions] for entity in resolve(text, spans)]
