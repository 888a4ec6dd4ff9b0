"""Training learns, from labelled articles to a pipeline on disk, on a corpus made up here."""

import gzip
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy

from analysis.language import assembly
from analysis.language.training.corpus import Lexicon, Renamer, read_names
from analysis.language.training.evaluation import f1
from analysis.language.training.names import train_names
from analysis.language.training.silver import raw_documents
from analysis.language.training.vectors import pack

FIRST, LAST = ("Kari", "Beat", "Anna", "Olav", "Mira", "Jon"), ("Holm", "Frey", "Lund", "Vik", "Dahl", "Moen")
PLACES = ("Geneva", "Oslo", "Bergen", "Basel", "Lausanne", "Tromso")
RECIPE: dict[str, Any] = {
    "forms": 200,
    "rarest": 1,
    "vectors": {"dim": 8, "bucket": 200, "hashCount": 2, "minn": 3, "maxn": 4, "epoch": 2, "minCount": 1},
    "tables": {"prefix": 50, "suffix": 50, "shape": 20},
    "network": {"width": 16, "part": 8},
    "schedule": {"tokens": 300, "rate": 1e-2, "warmup": 5, "dropout": 0.1},
    "teachers": [{"seed": 0, "steps": 60, "network": {}}, {"seed": 1, "steps": 30, "network": {"before": [1, 2, 3]}}],
    "student": {"seed": 2, "steps": 20, "rate": 2e-3, "raw": 1.0},
}


def article(number: int) -> dict[str, Any]:
    choose = random.Random(number)
    text, spans = "", []
    for _ in range(6):
        person, place = f"{choose.choice(FIRST)} {choose.choice(LAST)}", choose.choice(PLACES)
        for part, label in ((person, "PERSON"), (" said the rain in ", None), (place, "GPE"), (" was heavy.\n", None)):
            if label:
                spans.append([len(text), len(text) + len(part), label])
            text += part
    return {"id": str(number), "text": text, "spans": spans}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "names").mkdir()
    (folder / "raw").mkdir()
    for name, numbers in (("train", range(40)), ("dev", range(50, 55)), ("dev_worldwide", range(60, 65))):
        rows = [json.dumps(article(number)) for number in numbers]
        (folder / "names" / f"{name}.jsonl").write_text("\n".join(rows) + "\n", encoding="utf8")
    with gzip.open(folder / "raw" / "news.txt.gz", "wt", encoding="utf8") as out:
        out.writelines(article(number)["text"] for number in range(100, 160))
    return folder


def test_a_pipeline_is_trained_and_says_how_good_it_is(data: Path, tmp_path: Path) -> None:
    pytest.importorskip("floret")
    train_names(data, tmp_path / "model", RECIPE, tmp_path / "work")
    nlp = spacy.load(tmp_path / "model")
    doc = nlp("Mira Vik said the rain in Bergen was heavy.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Mira Vik", "PERSON"), ("Bergen", "GPE")]
    meta = json.loads((tmp_path / "model" / "meta.json").read_text(encoding="utf8"))
    assert meta["performance"]["names/dev"]["names"] > 80
    assert meta["sources"]


def test_two_runs_make_the_same_weights(data: Path, tmp_path: Path) -> None:
    pytest.importorskip("floret")
    recipe = RECIPE | {"teachers": [{"seed": 0, "steps": 4, "network": {}}], "student": RECIPE["student"] | {"steps": 4}}
    for run in ("first", "second"):
        train_names(data, tmp_path / run, recipe, tmp_path / f"work-{run}")
    with (
        np.load(tmp_path / "first/pullquote_names/weights.npz") as first,
        np.load(tmp_path / "second/pullquote_names/weights.npz") as second,
    ):
        for name in first.files:
            np.testing.assert_array_equal(first[name], second[name])


def test_renamed_copies_keep_their_labels_and_use_one_name_for_one(data: Path) -> None:
    lexicon = Lexicon()
    examples = read_names(data / "names" / "train.jsonl", assembly.blank(), lexicon)
    renamer = Renamer(examples, share=1.0)
    for example in examples[:10]:
        copy = renamer.rename(example, np.random.default_rng(1))
        assert [label for *_, label in copy.spans] == [label for *_, label in example.spans]
        new: dict[tuple[int, ...], set[tuple[int, ...]]] = {}
        for (start, end, _), (other_start, other_end, _) in zip(example.spans, copy.spans, strict=True):
            new.setdefault(tuple(example.types[start:end]), set()).add(tuple(copy.types[other_start:other_end]))
        assert all(len(names) == 1 for names in new.values())
        outside = [lexicon.words[number] for number in copy.types[copy.spans[0][1] : copy.spans[1][0]]]
        assert outside == ["said", "the", "rain", "in"]


def test_raw_text_is_taken_in_the_share_asked_for(data: Path) -> None:
    lexicon = Lexicon()
    everything = raw_documents(data, assembly.blank(), lexicon, 1.0)
    half = raw_documents(data, assembly.blank(), lexicon, 0.5)
    assert len(half) == len(everything) // 2 > 0


def test_packed_vectors_are_close() -> None:
    table = np.random.default_rng(1).normal(size=(50, 8)).astype(np.float32)
    packed, scale = pack(table)
    assert packed.dtype == np.int8
    assert np.abs(packed * scale.astype(np.float32) - table).max() < 0.03


def test_f1_counts_labels_and_bare_spans() -> None:
    scores = f1([({(0, 4, "ORG"), (5, 9, "GPE")}, {(0, 4, "PERSON"), (5, 9, "GPE")})])
    assert scores == {"GPE": 100.0, "ORG": 0.0, "PERSON": 0.0, "names": 50.0, "spans": 100.0}
