"""The spaCy component ``pullquote_quotes``: reads ``Doc._.entities``, sets ``Doc._.quotes``."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import accumulate

from spacy.language import Language
from spacy.tokens import Doc

from analysis.article import Entity, Mention

from .echoes import with_echoes
from .finder import Found, find_quotes

if not Doc.has_extension("quotes"):
    Doc.set_extension("quotes", default=())
if not Doc.has_extension("entities"):
    Doc.set_extension("entities", default=())


class QuoteComponent:
    """Finds the quotes of a document whose entities are known, and adds the speakers' pronouns to the entities' mentions."""

    def __init__(self, name: str, indirect: bool) -> None:
        self.name = name
        self.indirect = indirect

    def __call__(self, doc: Doc) -> Doc:
        """Set the quotes of one document, and return it."""
        entities: tuple[Entity, ...] = doc._.entities
        found = find_quotes(doc.text, entities, indirect=self.indirect)
        doc._.quotes = tuple(with_echoes(doc.text, found.quotes))
        doc._.entities = with_pronouns(entities, found)
        return doc


def with_pronouns(entities: tuple[Entity, ...], found: Found) -> tuple[Entity, ...]:
    """The entities with the pronouns that `found` resolved among their mentions, still sorted."""
    out = list(entities)
    new: dict[int, list[Mention]] = {}
    for number, mention in found.pronouns:
        new.setdefault(number, []).append(mention)
    for number, mentions in new.items():
        known = sorted(out[number].mentions, key=lambda m: m.start)
        starts, reached = [m.start for m in known], [-1, *accumulate((m.end for m in known), max)]
        free = [m for m in mentions if reached[bisect_left(starts, m.end)] <= m.start]
        out[number] = replace(out[number], mentions=tuple(sorted((*known, *free), key=lambda m: (m.start, m.end))))
    return tuple(out)


@Language.factory(  # type: ignore[untyped-decorator]
    "pullquote_quotes",
    default_config={"indirect": False},
    requires=["doc._.entities"],
    assigns=["doc._.quotes"],
)
def make_quotes(nlp: Language, name: str, indirect: bool) -> QuoteComponent:
    """Factory of the component. With `indirect`, reported speech without quotation marks is returned too, as kind ``indirect``."""
    return QuoteComponent(name, indirect)
