"""`Analyser`: an article in, its names, values, entities and quotes out, with offsets into the article's own text.

A pure function of text and pipeline version: it keeps no state between articles but caches. It never raises for any text, and its time is
proportional to the length: long texts are analysed in pieces, words longer than any word are cut.
"""

from __future__ import annotations

from analysis.language.spacy_without_cli import no_collection  # isort: skip - before anything of spaCy's

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from spacy.language import Language
from spacy.tokens import Doc

from analysis.article import Annotations, Article
from analysis.language import assembly
from analysis.language.assembly import PipelineMissing
from analysis.language.identify import identify, name_of
from analysis.language.stitching import Piece, join, pieces_of
from analysis.language.tokenizer import Tokenizer, robust

if TYPE_CHECKING:
    from analysis.language.quotes.component import QuoteComponent

__all__ = ["Analyser", "PipelineMissing"]

MODEL = Path(__file__).parent / "model"
QUOTES = "pullquote_quotes"


class Analyser:
    """A loaded pipeline. `version` names it, such as ``pullquote_en 0.1.0``."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.tokenizer = nlp.tokenizer if isinstance(nlp.tokenizer, Tokenizer) else robust(nlp)
        self.version = assembly.version_of(nlp)

    @classmethod
    def load(cls, pipeline: str | None = None, *, indirect: bool = False) -> Self:
        """Load the built-in pipeline, or any installed spaCy pipeline by name or folder.

        With `indirect`, what people said without quotation marks is found as well. Raises `PipelineMissing`.
        """
        with no_collection():
            nlp = assembly.load_builtin(MODEL) if pipeline is None else assembly.load_other(pipeline)
        if nlp.has_pipe(QUOTES):
            cast("QuoteComponent", nlp.get_pipe(QUOTES)).indirect = indirect
        return cls(nlp)

    def annotate(self, article: Article) -> Annotations:
        """Return what the analysis says of one article."""
        return next(self.annotate_many([article]))

    def annotate_text(self, text: str) -> Annotations:
        """Return what the analysis says of a text of which every line is body."""
        return self.annotate(Article("", "", text))

    def annotate_many(self, articles: Iterable[Article], batch_size: int = 8) -> Iterator[Annotations]:
        """Yield what the analysis says of each article, in order; `batch_size` of them go through the pipeline together."""
        queue = iter(articles)
        while batch := list(islice(queue, batch_size)):
            yield from self._annotate_batch(batch)

    def _annotate_batch(self, articles: Sequence[Article]) -> list[Annotations]:
        languages: dict[int, str] = {}
        todo: list[tuple[int, Piece]] = []
        for number, article in enumerate(articles):
            pieces = pieces_of(article)
            languages[number] = identify("\n".join(piece.text for piece in pieces[:2]))
            if languages[number] == "en":
                todo += [(number, piece) for piece in pieces]
        said: dict[int, list[tuple[Piece, Annotations]]] = {number: [] for number in languages}
        with self.nlp.memory_zone():
            docs = self.nlp.pipe((self.make_doc(piece.text) for _, piece in todo), batch_size=8)
            for (number, piece), doc in zip(todo, docs, strict=True):
                said[number].append((piece, self._read(doc)))
        return [self._finish(languages[number], said[number]) for number in languages]

    def make_doc(self, text: str) -> Doc:
        """Tokenize a text of any characters; the tokens put together are as long as the text."""
        return self.tokenizer(text)

    def _read(self, doc: Doc) -> Annotations:
        """Take over what the components left on a document."""
        has = doc.has_extension
        return Annotations(
            entities=tuple(doc._.entities) if has("entities") else (),
            quotes=tuple(doc._.quotes) if has("quotes") else (),
            values=tuple(doc._.values) if has("values") else (),
        )

    def _finish(self, language: str, said: list[tuple[Piece, Annotations]]) -> Annotations:
        if language != "en":
            note = f"Names and quotes are left out because the text is in {name_of(language)}; the analysis reads English only."
            return Annotations(language=language, note=note, pipeline=self.version)
        entities, quotes, values = join(said)
        return Annotations(entities, quotes, values, language, None, self.version)
