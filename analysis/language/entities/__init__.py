"""Names of one article -> entities: who is who under full names, surnames, titles, acronyms and descriptions.

`resolve(text, names)` does it in plain Python; the spaCy component ``pullquote_entities`` (factory `make_entities`) wraps it.
`gender_of(entity, text)` tells a person's gender, `genders_of(entities, text)` everybody's; `offices` holds the vocabulary of titles and
occupations, `nationalities` ties peoples to countries.

Importing this package imports no spaCy: the component is loaded when somebody asks for it.
"""

from typing import TYPE_CHECKING, Any

from analysis.language.entities.gender import gender_of, genders_of
from analysis.language.entities.resolve import resolve

if TYPE_CHECKING:
    from analysis.language.entities.component import EntityResolver, make_entities

__all__ = ["EntityResolver", "gender_of", "genders_of", "make_entities", "resolve"]


def __getattr__(name: str) -> Any:
    """Load the component, which registers its factory with spaCy, on first use."""
    if name in ("EntityResolver", "make_entities"):
        from analysis.language.entities import component

        return getattr(component, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
