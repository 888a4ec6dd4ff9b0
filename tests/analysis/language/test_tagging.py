"""Tags are whole spans, the two ways through the network agree, and weights come back as they were saved."""

from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language import assembly
from analysis.language.features import Tables, assemble, feature_rows, form_codes, shape_of
from analysis.language.names import NameTagger
from analysis.language.network import Batch, Shape, encode_types, lay_out, pool, tag
from analysis.language.tags import FINAL, FIRST, FOLLOW, LABELS, TAGS, decode, encode, spans_of
from analysis.language.training.gradients import FEATURES, Adam, Tape, forward, initial_weights
from analysis.language.training.tagger import softmax

SHAPE = Shape(tags=len(TAGS), width=8, part=4, static=3)
ROWS = {"form": 10, "prefix": 5, "suffix": 5, "shape": 5}


@st.composite
def spans_of_a_text(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, str]]]:
    cuts = sorted(draw(st.sets(st.integers(0, 30), min_size=2)))
    spans = [(start, end, draw(st.sampled_from(LABELS))) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    return 30, spans


@given(spans_of_a_text())
def test_spans_survive_their_tags(case: tuple[int, list[tuple[int, int, str]]]) -> None:
    length, spans = case
    assert spans_of(encode(length, spans)) == spans


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 60), st.floats(0.1, 8))
def test_whatever_the_scores_the_tags_are_whole_spans(seed: int, length: int, spread: float) -> None:
    rng = np.random.default_rng(seed)
    scores = np.log(softmax((rng.normal(size=(length, len(TAGS))) * spread).astype(np.float32)))
    scores[:, 0] += rng.integers(0, 12)
    breaks = np.flatnonzero(rng.random(length) < 0.1)
    tags = decode(scores, breaks)
    if length:
        assert FIRST[tags[0]]
        assert FINAL[tags[-1]]
        assert FOLLOW[tags[:-1], tags[1:]].all()
    assert not tags[breaks].any()


def test_the_likeliest_whole_spans_are_found() -> None:
    scores = np.full((3, len(TAGS)), -9.0, dtype=np.float32)
    begin, last = TAGS.index("B-PERSON"), TAGS.index("L-PERSON")
    scores[0, begin], scores[1, TAGS.index("L-ORG")], scores[1, last], scores[2, 0] = -0.1, -0.2, -0.3, 0.0
    assert decode(scores, np.zeros(0, dtype=np.int64)).tolist() == [begin, last, 0]


def random_batch(rng: np.random.Generator) -> tuple[Batch, np.ndarray, np.ndarray]:
    documents = [(rng.integers(1, 9, size), rng.integers(-1, 3, size)) for size in (12, 1, 7)]
    rows, static = rng.integers(0, 5, (9, len(FEATURES))), rng.normal(size=(9, 3)).astype(np.float32)
    rows[0], static[0] = 0, 0
    return lay_out(documents, SHAPE.pad), rows, static


def test_training_and_tagging_see_the_same_scores() -> None:
    rng = np.random.default_rng(1)
    weights = initial_weights(SHAPE, ROWS, rng)
    batch, rows, static = random_batch(rng)
    scores, _ = forward(batch, rows, static, SHAPE, Tape(weights, rng, 0.0), 0.0)
    vectors = encode_types(assemble(rows, static, weights), weights)
    vectors[0] = 0
    real = batch.real[:, 0] > 0
    np.testing.assert_allclose(tag(batch, vectors, SHAPE, weights)[real], np.log(softmax(scores))[real], atol=1e-4)


def test_documents_of_a_batch_do_not_see_each_other() -> None:
    rng = np.random.default_rng(2)
    weights = initial_weights(SHAPE, ROWS, rng)
    vectors = rng.normal(size=(9, SHAPE.width)).astype(np.float32)
    vectors[0] = 0
    documents = [(rng.integers(1, 9, 10), rng.integers(-1, 3, 10)) for _ in range(3)]
    together = lay_out(documents, SHAPE.pad)
    scores = tag(together, vectors, SHAPE, weights)
    for document, rows in zip(documents, together.slices, strict=True):
        alone = lay_out([document], SHAPE.pad)
        np.testing.assert_allclose(tag(alone, vectors, SHAPE, weights)[alone.slices[0]], scores[rows], atol=1e-4)


@pytest.mark.parametrize("name", ["embed.prefix", "mix.W", "before1.W", "pool.W", "pool.g", "after0.b", "out.W"])
def test_a_step_along_the_gradient_changes_the_scores_as_it_says(name: str) -> None:
    rng = np.random.default_rng(3)
    weights = initial_weights(SHAPE, ROWS, rng)
    batch, rows, static = random_batch(rng)
    direction = rng.normal(size=(len(batch.types), len(TAGS))).astype(np.float32)

    def value() -> float:
        return float(np.vdot(forward(batch, rows, static, SHAPE, Tape(weights, rng, 0.0), 0.0)[0], direction))

    tape = Tape(weights, rng, 0.0)
    _, way_back = forward(batch, rows, static, SHAPE, tape, 0.0)
    way_back(direction)
    gradient = np.zeros_like(weights[name])
    gradient[tape.rows.get(name, slice(None))] = tape.gradients[name]
    step = np.float32(1e-2 / np.linalg.norm(gradient))
    kept = weights[name].copy()
    weights[name] = kept + step * gradient
    above = value()
    weights[name] = kept - step * gradient
    below = value()
    assert (above - below) / 2 == pytest.approx(1e-2 * float(np.linalg.norm(gradient)), rel=0.1)


def test_the_optimiser_walks_downhill_and_leaves_other_rows_alone() -> None:
    weights = {"embed.form": np.ones((4, 2), dtype=np.float32), "out.W": np.full((2, 2), 3.0, dtype=np.float32)}
    optimiser = Adam(weights)
    for _ in range(50):
        gradients = {"embed.form": np.ones((1, 2), dtype=np.float32), "out.W": 2 * weights["out.W"]}
        optimiser.update(gradients, {"embed.form": np.array([2])}, 0.1)
    assert (weights["embed.form"][[0, 1, 3]] == 1).all()
    assert (weights["embed.form"][2] < 0).all()
    assert np.abs(weights["out.W"]).max() < 1


def test_pooling_gives_each_row_the_mean_and_maximum_of_its_group() -> None:
    x = np.array([[1.0, 5.0], [3.0, 1.0], [7.0, 7.0]], dtype=np.float32)
    mean, most = pool(x, np.array([0, 0, 1]))
    assert mean.tolist() == [[2, 3], [2, 3], [7, 7]]
    assert most.tolist() == [[3, 5], [3, 5], [7, 7]]


def test_features_tell_known_forms_and_shapes() -> None:
    known = np.unique(form_codes(["said", "geneva"]))
    rows = feature_rows(["Geneva", "GENEVA", "Holm"], known, Tables())
    assert rows[0, 0] == rows[1, 0] != 0
    assert rows[2, 0] == 0
    assert shape_of("McDonalds-2024") == "XxXxxxx-dddd"


def test_a_saved_tagger_comes_back(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    shape = Shape(tags=len(TAGS), width=8, part=4, static=6)
    tables = {"prefix": 5, "suffix": 5, "shape": 5}
    weights = {name: value.astype(np.float16) for name, value in initial_weights(shape, ROWS, rng).items()}
    weights |= {
        "known": np.unique(form_codes([f"w{number}" for number in range(9)])).astype(np.uint32),
        "static": rng.integers(-9, 9, (20, 6)).astype(np.int8),
        "static.scale": np.ones((20, 1), dtype=np.float16),
    }
    floret = {"minn": 3, "maxn": 5, "hash_count": 2, "hash_seed": 7, "bow": "<", "eow": ">"}
    tagger = NameTagger()
    tagger.set_weights({"shape": shape.to_json(), "tables": tables, "floret": floret}, weights)
    tagger.to_disk(tmp_path / "tagger")
    again = NameTagger().from_disk(tmp_path / "tagger")
    doc = assembly.blank()("Kari Holm met Beat Frey.\n\nHolm flew to Geneva \ud83d\ude00 after that.")
    for first, second in zip(tagger.probabilities([doc, doc]), again.probabilities([doc, doc]), strict=True):
        np.testing.assert_array_equal(first, second)


def test_a_long_document_is_read_in_pieces_with_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    tagger = spacy.load(Path(assembly.__file__).parent / "model").get_pipe("pullquote_names")
    assert isinstance(tagger, NameTagger)
    doc = assembly.blank()("In the morning Kari Holm met Beat Frey in Geneva to talk about milk. " * 12)
    whole = tagger.probabilities([doc])[0]
    monkeypatch.setattr("analysis.language.names.MOST_TOKENS", 50)
    pieces = tagger.probabilities([doc])[0]
    assert pieces.shape == whole.shape
    assert (pieces.argmax(axis=1) == whole.argmax(axis=1)).mean() > 0.97


def test_an_empty_document_has_no_names() -> None:
    nlp = spacy.load(Path(assembly.__file__).parent / "model")
    docs = list(nlp.pipe(["", "Kari Holm met Beat Frey in Geneva.", ""]))
    assert [bool(doc.ents) for doc in docs] == [False, True, False]
