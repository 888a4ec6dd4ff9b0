"""The spaCy component around `resolve`: `doc.ents` in, `doc._.entities` out."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from analysis.language.entities.resolve import resolve

if not Doc.has_extension("entities"):
    Doc.set_extension("entities", default=())


class EntityResolver:
    """Sets ``doc._.entities``, a tuple of `analysis.article.Entity` with offsets into ``doc.text``, from ``doc.ents``."""

    def __init__(self, name: str = "pullquote_entities", descriptions: bool = True) -> None:
        self.name = name
        self.descriptions = descriptions

    def __call__(self, doc: Doc) -> Doc:
        """Resolve the names of one document."""
        doc._.entities = resolve(doc.text, [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents], descriptions=self.descriptions)
        return doc


@Language.factory(  # type: ignore[untyped-decorator]
    "pullquote_entities",
    requires=["doc.ents"],
    assigns=["doc._.entities"],
    default_config={"descriptions": True},
)
def make_entities(nlp: Language, name: str, descriptions: bool) -> EntityResolver:
    """Build the component; `descriptions` also looks for titles and descriptions such as "the Russian leader"."""
    return EntityResolver(name, descriptions)
