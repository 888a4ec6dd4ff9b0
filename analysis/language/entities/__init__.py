"""Names of one article -> entities: who is who under full names, surnames, titles, acronyms and descriptions.

`resolve(text, names)` does it in plain Python; the spaCy component ``pullquote_entities`` wraps it. `gender_of(entity, text)` tells a
person's gender, `offices` holds the vocabulary of titles and occupations, `nationalities` ties peoples to countries.
"""

from typing import TYPE_CHECKING, Any

from analysis.language.entities.gender import gender_of
from analysis.language.entities.resolve import resolve

if TYPE_CHECKING:
    from analysis.language.entities.component import EntityResolver, make_entities

__all__ = ["EntityResolver", "gender_of", "make_entities", "resolve"]


def __getattr__(name: str) -> Any:
    # The library links names with the vocabulary of this package and must not load spaCy for it.
    if name in ("EntityResolver", "make_entities"):
        from analysis.language.entities import component

        return getattr(component, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
