"""Word lists as they are written in the source: one string, words apart by blanks."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def phrase_set(text: str) -> frozenset[str]:
    """The phrases of a text, which stand apart by commas."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))
