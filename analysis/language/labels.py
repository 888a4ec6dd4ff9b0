"""`pullquote_labels`: maps the labels of other pipelines to OntoNotes names, and drops what is no name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.language import Language
from spacy.tokens import Doc, Span

from analysis.article import Label
from analysis.language.names import register_extensions

OTHER_NAMES = {
    "PER": "PERSON",
    "PRS": "PERSON",
    "ORGANIZATION": "ORG",
    "LOCATION": "LOC",
    "COUNTRY": "GPE",
    "CITY": "GPE",
    "FACILITY": "FAC",
}
"""Names that other label sets have for ours."""


class LabelMapper:
    """Maps the labels of a document's entities."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        """`labels` are ours by theirs; ours stand for themselves; entities with any other label are dropped."""
        register_extensions()
        self.labels = {label.value: label.value for label in Label} | dict(labels)

    def __call__(self, doc: Doc) -> Doc:
        """Map the labels of one document."""
        doc.set_ents([Span(doc, ent.start, ent.end, self.labels[ent.label_]) for ent in doc.ents if ent.label_ in self.labels])
        return doc


@Language.factory("pullquote_labels", requires=["doc.ents"], assigns=["doc.ents"], default_config={"labels": OTHER_NAMES})  # type: ignore[untyped-decorator]
def make_label_mapper(nlp: Language, name: str, labels: dict[str, str]) -> Callable[[Doc], Doc]:
    """Make the component."""
    return LabelMapper(labels)
