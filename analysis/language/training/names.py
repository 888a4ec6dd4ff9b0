"""The steps from data to a pipeline that finds names."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.strings import StringStore
from spacy.vectors import Vectors

from analysis.language import assembly
from analysis.language.features import LONGEST, Tables, feature_rows, form_codes
from analysis.language.names import NameTagger, static_vectors
from analysis.language.network import Floats, Ints, Shape, Weights
from analysis.language.tags import TAGS
from analysis.language.training.corpus import Example, Lexicon, read_names
from analysis.language.training.evaluation import score_names
from analysis.language.training.silver import Teacher, label, raw_documents
from analysis.language.training.tagger import Schedule, Types, table_sizes, train_tagger
from analysis.language.training.vectors import pack, read_vectors, train_vectors

LICENCE = "MIT"
SOURCES = [
    {
        "name": "names/train.jsonl",
        "description": "1,258 news articles labelled by this project with OntoNotes labels",
        "license": "weights may ship",
    },
    {"name": "raw/news.txt.gz", "description": "4.4 million words of news text, for word vectors", "license": "learnt numbers may ship"},
]


def train_names(data: Path, out: Path, recipe: dict[str, Any], work: Path) -> None:
    """Train vectors, teachers and student as `recipe` says and write the whole pipeline into `out`.

    What each step makes is kept in the folder `work`, and taken from there when it is there already. The parts of other components in
    `out` are kept.
    """
    work.mkdir(parents=True, exist_ok=True)
    nlp = assembly.blank()
    lexicon = Lexicon()
    examples = read_names(data / "names" / "train.jsonl", nlp, lexicon)
    known = known_forms(examples, lexicon, recipe["forms"], recipe["rarest"])
    tables = Tables(**recipe["tables"])
    if not (work / "vectors.floret").is_file():
        train_vectors(data, recipe["vectors"], work / "vectors.floret")
    table, floret = read_vectors(work / "vectors.floret")
    packed, scale = pack(table)
    # The taggers are trained on the vectors as they will be read back; these are scaled so that the numbers of words spread by one.
    labelled = features_of(lexicon, known, tables, vectors_of(packed, scale, floret))
    scale *= np.float16(1 / labelled.static[1:].std())
    static = vectors_of(packed, scale, floret)
    labelled = features_of(lexicon, known, tables, static)

    def network(settings: dict[str, Any]) -> Shape:
        return Shape.from_json({"tags": len(TAGS), "static": table.shape[1], **recipe["network"], **settings})

    trained: list[tuple[Shape, Weights]] = []
    for number, teacher in enumerate(recipe["teachers"]):
        kept = work / f"teacher{number}.npz"
        shape = network(teacher["network"])
        if not kept.is_file():
            weights = train_tagger(examples, labelled, shape, Schedule(**recipe["schedule"], steps=teacher["steps"]), teacher["seed"])
            np.savez(kept, **weights)  # type: ignore[arg-type]
        with np.load(kept) as stored:
            trained.append((shape, dict(stored)))

    documents = raw_documents(data, nlp, lexicon, recipe["student"]["raw"])
    types = features_of(lexicon, known, tables, static)
    silver = label(documents, (Teacher(types, shape, weights) for shape, weights in trained))
    shape, start = trained[0]
    schedule = Schedule(**recipe["schedule"] | {"steps": recipe["student"]["steps"], "rate": recipe["student"]["rate"]})
    weights = train_tagger(examples, types, shape, schedule, recipe["student"]["seed"], silver, start)
    settings = {"shape": shape.to_json(), "tables": recipe["tables"], "floret": floret}
    save(out, settings, {**halve(weights), "known": known.astype(np.uint32), "static": packed, "static.scale": scale})
    write_meta(out, data)


def vectors_of(packed: NDArray[np.int8], scale: NDArray[np.float16], floret: dict[str, Any]) -> Vectors:
    """Return the table that `pack` packed, as spaCy looks words up in it."""
    return Vectors(strings=StringStore(), data=packed.astype(np.float32) * scale, mode="floret", **floret)


def known_forms(examples: Sequence[Example], lexicon: Lexicon, most: int, rarest: int) -> Ints:
    """Return the sorted codes of the most frequent lower-case forms."""
    counts: Counter[str] = Counter()
    for example in examples:
        counts.update(lexicon.words[number].lower() for number in example.types)
    frequent = sorted(
        (form for form, count in counts.items() if count >= rarest and len(form) <= LONGEST), key=lambda form: (-counts[form], form)
    )
    return np.unique(form_codes(frequent[:most]))


def features_of(lexicon: Lexicon, known: Ints, tables: Tables, static: Vectors) -> Types:
    """Return the features of all words of a lexicon."""
    vectors: Floats = np.zeros((len(lexicon.words), static.data.shape[1]), dtype=np.float32)
    for start in range(1, len(lexicon.words), 4096):
        vectors[start : start + 4096] = static_vectors(static, lexicon.words[start : start + 4096])
    return Types(feature_rows(lexicon.words, known, tables), vectors, np.array(lexicon.forms), table_sizes(known, tables))


def halve(weights: Weights) -> dict[str, np.ndarray[Any, Any]]:
    """Return the weights in half precision."""
    return {name: value.astype(np.float16) for name, value in weights.items()}


def save(out: Path, settings: dict[str, Any], weights: dict[str, np.ndarray[Any, Any]]) -> None:
    """Write a pipeline with these weights; what other components keep in the folder stays."""
    nlp = assembly.assemble()
    tagger = nlp.get_pipe("pullquote_names")
    assert isinstance(tagger, NameTagger)
    tagger.set_weights(settings, weights)
    others = [
        name
        for name in nlp.pipe_names
        if name not in ("pullquote_names", "pullquote_consistency", "pullquote_trimming", "pullquote_values")
    ]
    nlp.to_disk(out, exclude=others)


def write_meta(out: Path, data: Path) -> None:
    """Measure the pipeline in `out` on the two development sets and write what it was made of, and how good it is, into its meta.json."""
    path = out / "meta.json"
    meta = json.loads(path.read_text(encoding="utf8"))
    meta |= {
        "spacy_version": ">=3.8.0,<3.9.0",
        "author": "The Pullquote project",
        "description": "Names, values, entities and quotes in English news text",
        "license": LICENCE,
        "sources": SOURCES,
        "performance": score_names(out, data),
    }
    path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
