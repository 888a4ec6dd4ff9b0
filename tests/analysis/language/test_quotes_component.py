"""The pipeline component, the weights file, and training on a tiny corpus of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from analysis.article import Entity, Label, Mention, MentionKind, QuoteKind
from analysis.language.quotes import component, training
from analysis.language.quotes.calibration import confidence
from analysis.language.quotes.finder import find_quotes
from analysis.language.quotes.fitting import Example, fit, fit_logistic
from analysis.language.quotes.ranker import Weights, shipped, softmax

TEXT = (
    "The storm goes on.\n\nIda Moss closed the harbour of the island on Monday, and nobody sailed for the rest of the week.\n\n"
    "“The swell is too high,” she said. Moss said that the pumps would hold."
)


def moss() -> Entity:
    first, second = TEXT.index("Ida Moss"), TEXT.index("Moss said")
    return Entity("e1", "Ida Moss", Label.PERSON, (Mention(first, first + 8), Mention(second, second + 4)))


@pytest.mark.parametrize("indirect", [False, True])
def test_component_reads_entities_and_sets_quotes(indirect: bool) -> None:
    nlp = spacy.blank("en")
    pipe = nlp.add_pipe("pullquote_quotes", config={"indirect": indirect})
    assert isinstance(pipe, component.QuoteComponent)
    doc = nlp.make_doc(TEXT)
    doc._.entities = (moss(),)
    doc = pipe(doc)
    kinds = [quote.kind for quote in doc._.quotes]
    assert kinds == ([QuoteKind.DIRECT, QuoteKind.INDIRECT] if indirect else [QuoteKind.DIRECT])
    assert all(quote.speaker.entity == "e1" and quote.speaker.name == "Ida Moss" for quote in doc._.quotes)
    pronouns = [m for m in doc._.entities[0].mentions if m.kind is MentionKind.PRONOUN]
    assert [TEXT[m.start : m.end] for m in pronouns] == ["she"]
    assert list(doc._.entities[0].mentions) == sorted(doc._.entities[0].mentions, key=lambda m: m.start)


def test_component_without_entities_and_without_text() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("pullquote_quotes")
    assert nlp("")._.quotes == ()
    (quote,) = nlp(TEXT)._.quotes
    assert quote.speaker.name is None


def test_weights_survive_the_file() -> None:
    weights = shipped()
    again = Weights.from_json(json.loads(json.dumps(weights.to_json())))
    assert again == weights
    assert weights.candidate and weights.bare and weights.antecedent and weights.confidence


def test_softmax_adds_up_and_does_not_overflow() -> None:
    chances = softmax([1000.0, 999.0, -1000.0])
    assert sum(chances) == pytest.approx(1.0)
    assert chances[0] > chances[1] > chances[2] >= 0.0


def test_fit_learns_what_tells_the_options_apart() -> None:
    examples = [Example([["left", "plain"], ["right", "plain"]], [0]), Example([["right", "plain"], ["left", "plain"]], [1])] * 3
    weights = fit(examples, l2=0.1)
    assert weights["left"] > 0 > weights["right"]
    assert abs(weights.get("plain", 0.0)) < 1e-6


def test_logistic_fit_is_calibrated_on_its_own_data() -> None:
    rows = [{"bias": 1.0, "sure": float(i % 4 > 0)} for i in range(400)]
    right = [i % 4 > 0 and i % 8 != 1 for i in range(400)]
    weights = fit_logistic(rows, right, l2=0.01)
    assert confidence(weights, {"raw": 0.0, **rows[1]}) == pytest.approx(5 / 6, abs=0.02)
    assert confidence(weights, {"raw": 0.0, **rows[0]}) < 0.05


def own_corpus(folder: Path) -> None:
    """Twelve small articles, labelled as the training data are."""
    speakers = ["Ida Moss", "Rolf Adeyemi", "Lena Quist", "Anders Vale"]
    quotes, entities = [], []
    for number in range(12):
        name = speakers[number % 4]
        said = f"“The number of the boat is {number} this year,”"
        text = f"Boat {number} sails.\n\n{said} {name} said on Monday.\n\nThe band played “Grey Quay” at night.\n"
        start, mention = text.index(said), text.index(name)
        title = text.index("“Grey Quay”")
        gold = {
            "start": start, "end": start + len(said), "kind": "direct", "form": "speech", "mentions": [[mention, mention + len(name)]],
            "speaker": name, "speaker_type": "PERSON", "cue": None, "via": None,
        }  # fmt: skip
        other = {"start": title, "end": title + 11, "kind": "not_speech"}
        quotes.append({"id": str(number), "text": text, "quotes": [gold], "other_marks": [other]})
        entities.append(
            {"id": str(number), "text": text, "entities": [{"name": name, "label": "PERSON", "aliases": [name, "the boatman"]}]}
        )
    for kind, rows in (("quotes", quotes), ("entities", entities)):
        (folder / kind).mkdir()
        (folder / kind / "train.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf8")


def test_training_learns_a_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_corpus(tmp_path)
    target = tmp_path / "weights.json"
    training.train(tmp_path, target)
    assert "right names: 12 quotes, five-fold: found F1" in capsys.readouterr().out
    weights = Weights.from_json(json.loads(target.read_text(encoding="utf8")))
    said = "“The number of the boat is 99 this year,”"
    text = f"Boat 99 sails.\n\n{said} Mary Kessler said on Monday.\n\nThe band played “Grey Quay” at night.\n"
    at = text.index("Mary")
    found = find_quotes(text, (Entity("e1", "Mary Kessler", Label.PERSON, (Mention(at, at + 12),)),), weights)
    assert [(text[q.start : q.end], q.speaker.name if q.speaker else None) for q in found.quotes] == [
        ("“The number of the boat is 99 this year,”", "Mary Kessler")
    ]


def test_training_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no labelled quotes"):
        training.train(tmp_path)
