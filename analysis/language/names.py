"""`pullquote_names`: finds the names in a document, a spaCy component around the network of `analysis.language.network`.

It sets `doc.ents` with OntoNotes labels, and on every span of them `span._.confidence` (probability of the span's tags) and `span._.rule`
("model"). Components behind it may replace spans and say by which rule.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc, Span
from spacy.util import minibatch
from spacy.vectors import Vectors

from analysis.language.features import Tables, assemble, feature_rows
from analysis.language.network import Floats, Ints, Shape, Weights, encode_types, lay_out, tag
from analysis.language.tags import TAGS, decode, spans_of

MOST_TYPES = 60_000
"""Word types kept with their vectors (30 MB); when there are more, all are forgotten and computed again as they come."""

MOST_TOKENS = 4_000
"""Tokens that go through the network at once: bounds memory. A longer document is cut."""

OVERLAP = 40
"""Tokens on each side of a cut that are seen, so that a name at the cut is read with its neighbours."""


def register_extensions() -> None:
    """Declare what the components of this package set on spans and documents; does nothing where it is declared already."""
    if not Span.has_extension("confidence"):
        Span.set_extension("confidence", default=1.0)
        Span.set_extension("rule", default="model")
    if not Doc.has_extension("values"):
        Doc.set_extension("values", default=())


class TypeCache:
    """Vectors of word types, computed when a type is met first. Type 0 is the empty one of padding."""

    def __init__(self, tables: Tables, known: Ints, static: Vectors, shape: Shape, weights: Weights) -> None:
        self.tables, self.known, self.static, self.shape, self.weights = tables, known, static, shape, weights
        self.forget()

    def forget(self) -> None:
        """Drop everything kept."""
        self.types: dict[str, int] = {"": 0}
        self.forms: dict[str, int] = {}
        self.form = np.full(1024, -1, dtype=np.int64)
        self.vectors: Floats = np.zeros((1024, self.shape.width), dtype=np.float32)

    def look_up(self, words: list[str]) -> tuple[Ints, Ints]:
        """Return (types, forms), (words,) each; form is -1 for words without a capital letter."""
        if len(self.types) > MOST_TYPES:
            self.forget()
        known = self.types
        new = [word for word in dict.fromkeys(words) if word not in known]
        if new:
            self._add(new)
        types = np.fromiter(map(known.__getitem__, words), dtype=np.int64, count=len(words))
        return types, self.form[types]

    def _add(self, words: list[str]) -> None:
        first = len(self.types)
        size = first + len(words)
        if size > len(self.form):
            extra = max(size, 2 * len(self.form)) - len(self.form)
            self.form = np.concatenate([self.form, np.full(extra, -1, dtype=np.int64)])
            self.vectors = np.concatenate([self.vectors, np.zeros((extra, self.shape.width), dtype=np.float32)])
        rows = feature_rows(words, self.known, self.tables)
        features = assemble(rows, static_vectors(self.static, words), self.weights)
        self.vectors[first:size] = encode_types(features, self.weights)
        for number, word in enumerate(words, start=first):
            self.types[word] = number
            lower = word.lower()
            if lower != word:
                self.form[number] = self.forms.setdefault(lower, len(self.forms))


def static_vectors(static: Vectors, words: list[str]) -> Floats:
    """Return the floret vectors of words, (words, width)."""
    # The table works on UTF-8; a lone surrogate has none.
    clean = [word if word.isascii() else word.encode("utf8", "replace").decode("utf8") for word in words]
    return np.asarray(static.get_batch(clean), dtype=np.float32)


class Piece(NamedTuple):
    """Tokens [start, end), tagged with those from `left` to `right` in sight, counted through all documents of a batch."""

    left: int
    start: int
    end: int
    right: int


def runs(lengths: Iterable[int]) -> Iterator[list[Piece]]:
    """Cut documents of these lengths into pieces, and yield what goes through the network together: at most `MOST_TOKENS`, but margins."""
    run: list[Piece] = []
    size = first = 0
    for length in lengths:
        for start in range(first, first + length, MOST_TOKENS):
            end = min(start + MOST_TOKENS, first + length)
            if run and size + end - start > MOST_TOKENS:
                yield run
                run, size = [], 0
            run.append(Piece(max(first, start - OVERLAP), start, end, min(first + length, end + OVERLAP)))
            size += end - start
        first += length
    if run:
        yield run


class NameTagger:
    """Finds names. Its weights come with `from_disk` or `set_weights`; until then it finds none."""

    def __init__(self, name: str = "pullquote_names", *, outside: float = 0.0) -> None:
        """`outside` is added to the log-probability that a token is outside all names: above 0 fewer names are found, below 0 more."""
        register_extensions()
        self.name = name
        self.outside = outside
        self.cache: TypeCache | None = None
        self.settings: dict[str, Any] = {}
        self.half: dict[str, np.ndarray[Any, Any]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of one document."""
        self._annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 8) -> Iterator[Doc]:
        """Find the names of many documents, `batch_size` at a time."""
        for docs in minibatch(stream, size=batch_size):
            batch = list(docs)
            self._annotate(batch)
            yield from batch

    def probabilities(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return log-probabilities of the tags of each document, (tokens, tags) each."""
        cache = self.cache
        if cache is None:
            raise ValueError(f"{self.name} has no weights yet: load it from a folder or call set_weights")
        types, forms = cache.look_up([token.text for doc in docs for token in doc])
        scores = np.zeros((len(types), len(TAGS)), dtype=np.float32)
        lengths = [len(doc) for doc in docs]
        for run in runs(lengths):
            batch = lay_out([(types[piece.left : piece.right], forms[piece.left : piece.right]) for piece in run], cache.shape.pad)
            said = tag(batch, cache.vectors, cache.shape, cache.weights)
            for piece, rows in zip(run, batch.slices, strict=True):
                scores[piece.start : piece.end] = said[rows][piece.start - piece.left : piece.end - piece.left]
        scores[:, 0] += np.float32(self.outside)
        return np.split(scores, np.cumsum(lengths)[:-1]) if lengths else []

    def _annotate(self, docs: list[Doc]) -> None:
        if self.cache is None:
            return
        for doc, scores in zip(docs, self.probabilities(docs), strict=True):
            breaks = np.array([token.i for token in doc if token.is_space and "\n" in token.text], dtype=np.int64)
            tags = decode(scores, breaks)
            best = scores[np.arange(len(tags)), tags]
            spans = []
            for start, end, label in spans_of(tags):
                span = Span(doc, start, end, label)
                span._.confidence = float(np.exp(min(0.0, float(best[start:end].sum()))))
                span._.rule = "model"
                spans.append(span)
            doc.set_ents(spans)

    def set_weights(self, settings: dict[str, Any], weights: dict[str, np.ndarray[Any, Any]]) -> None:
        """Take weights as `to_disk` writes them: half precision, and among them the codes of known forms (`known`) and the table of static
        vectors (`static`, a byte a number, with the scale of each row in `static.scale`).

        `settings` holds `shape` (`Shape.to_json`), `tables` (rows of each) and `floret` (how the vectors hash n-grams).
        """
        self.settings, self.half = settings, weights
        full = {name: value.astype(np.float32) for name, value in weights.items() if name != "known" and not name.startswith("static")}
        table = weights["static"].astype(np.float32)
        table *= weights["static.scale"]
        static = Vectors(strings=StringStore(), data=table, mode="floret", **settings["floret"])
        shape = Shape.from_json(settings["shape"])
        self.cache = TypeCache(Tables(**settings["tables"]), weights["known"].astype(np.int64), static, shape, full)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return settings and weights as bytes."""
        with io.BytesIO() as out:
            np.savez(out, settings=np.array(json.dumps(self.settings)), **self.half)  # type: ignore[arg-type]
            return out.getvalue()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> NameTagger:
        """Take what `to_bytes` returned."""
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            weights = {name: stored[name] for name in stored.files if name != "settings"}
            settings = json.loads(str(stored["settings"]))
        if weights:
            self.set_weights(settings, weights)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write settings and weights into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / "weights.npz").write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> NameTagger:
        """Read what `to_disk` wrote."""
        return self.from_bytes((Path(path) / "weights.npz").read_bytes())


@Language.factory("pullquote_names", assigns=["doc.ents", "span._.confidence", "span._.rule"], default_config={"outside": 0.0})  # type: ignore[untyped-decorator]
def make_name_tagger(nlp: Language, name: str, outside: float) -> Callable[[Doc], Doc]:
    """Make the component."""
    return NameTagger(name, outside=outside)
