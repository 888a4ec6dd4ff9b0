import subprocess
import sys
from itertools import pairwise

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.article import Label
from analysis.language.entities import gender_of
from analysis.language.entities.resolve import clean, resolve
from tests.analysis.language.marked_text import entities

WORDS = st.sampled_from(
    """
    Ada Brook Finch Finch’s Mr. Mrs President president The the of United Bank (CBI) CBI U.S. Russian Russia leader Jr. al- van Xi , . ’s
    Å \u200b é 𝒜 committee company said he she - & " “ ” ( ) ;
    """.split()
)


@st.composite
def texts_with_spans(draw):
    text = draw(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=40).map(" ".join)))
    cuts = sorted(set(draw(st.lists(st.integers(0, len(text)), max_size=16))))
    labels = [label.value for label in Label]
    return text, [(a, b, draw(st.sampled_from(labels))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]


@settings(max_examples=400, deadline=None)
@given(texts_with_spans())
def test_any_text_and_spans_give_entities_that_keep_every_name(case):
    text, spans = case
    found = resolve(text, spans)
    mentions = sorted((m.start, m.end, str(m.kind)) for entity in found for m in entity.mentions)
    assert [entity.id for entity in found] == [f"e{i}" for i in range(1, len(found) + 1)]
    assert [entity.mentions[0].start for entity in found] == sorted(entity.mentions[0].start for entity in found)
    assert all(0 <= start < end <= len(text) for start, end, _ in mentions)
    assert all(a[1] <= b[0] for a, b in pairwise(mentions))
    assert [(start, end) for start, end, kind in mentions if kind == "name"] == [(s, e) for s, e, _ in spans if not text[s:e].isspace()]
    for entity in found:
        assert all(0 < mention.confidence <= 1 and mention.rule for mention in entity.mentions)
        assert gender_of(entity, text, found) in ("m", "f", None)


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50), st.sampled_from(["PERSON", "ORG", "DATE"])), max_size=8),
)
def test_spans_that_overlap_or_lie_outside_are_left_out(text, spans):
    kept = clean(text, spans)
    assert all(0 <= span.start < span.end <= len(text) and span.label != "DATE" for span in kept)
    assert all(a.end <= b.start for a, b in pairwise(kept))
    resolve(text, spans)


def test_no_names_no_entities():
    assert resolve("", []) == ()
    assert resolve("The president spoke.", []) == ()


def test_descriptions_can_be_left_out():
    text = "President Holm sang. The president bowed."
    assert len(resolve(text, [(10, 14, "PERSON")])[0].mentions) == 2
    assert len(resolve(text, [(10, 14, "PERSON")], descriptions=False)[0].mentions) == 1


def test_component_reads_ents_and_sets_entities():
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": "PERSON", "pattern": "Ada Brook"}, {"label": "PERSON", "pattern": "Brook"}, {"label": "GPE", "pattern": "Elm"}]
    )
    nlp.add_pipe("pullquote_entities", config={"descriptions": False})
    doc = nlp("Ada Brook came to Elm. Brook left.")
    assert [(e.id, e.name, str(e.label), len(e.mentions)) for e in doc._.entities] == [
        ("e1", "Ada Brook", "PERSON", 2),
        ("e2", "Elm", "GPE", 1),
    ]
    assert nlp("")._.entities == ()


def test_component_is_found_by_its_entry_point_and_survives_a_round_trip(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("pullquote_entities")
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert again.pipe_names == ["pullquote_entities"]
    assert again.get_pipe("pullquote_entities").descriptions is True


def test_time_grows_with_length_only():
    """A text of one surname borne by many people: each is looked up by word, not compared with all."""
    marked = "".join(f"{{PERSON A{i} Common}} met {{PERSON Common}}. " for i in range(3000))
    found = entities(marked)
    assert len(found) == 3000
    assert sum(len(entity.mentions) for entity in found) == 6000


def test_the_plain_resolver_needs_no_spacy():
    code = "import sys, analysis.language.entities as e; e.resolve('Ada', [(0, 3, 'PERSON')]); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
