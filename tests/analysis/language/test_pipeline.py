"""The analysis answers for every text, and its spans are spans of that text."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.article import Annotations, Article, Block, BlockKind, Label, MentionKind
from analysis.language.pipeline import MODEL, Analyser, PipelineMissing

NEWS = (
    "Talks in Geneva\n\n"
    "Norwegian Foreign Minister Kari Holm met Swiss President Beat Frey in Geneva on Tuesday, 4 March 2025.\n\n"
    "“We agreed on a fund of $5 million,” Holm said. Frey thanked the United Nations.\n"
)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser.load()


def spans_of(annotations: Annotations) -> list[tuple[int, int]]:
    spans = [(mention.start, mention.end) for entity in annotations.entities for mention in entity.mentions]
    spans += [(value.start, value.end) for value in annotations.values]
    for quote in annotations.quotes:
        spans.append((quote.start, quote.end))
        spans += [(part.start, part.end) for part in (quote.cue, quote.speaker and quote.speaker.mention, quote.via) if part]
    return spans


def assert_sound(annotations: Annotations, text: str) -> None:
    for start, end in spans_of(annotations):
        assert 0 <= start < end <= len(text)
    ids = [entity.id for entity in annotations.entities]
    assert len(ids) == len(set(ids))
    for quote in annotations.quotes:
        assert quote.speaker is None or quote.speaker.entity is None or quote.speaker.entity in ids


def names(annotations: Annotations, text: str) -> set[tuple[str, Label]]:
    return {
        (text[mention.start : mention.end], entity.label)
        for entity in annotations.entities
        for mention in entity.mentions
        if mention.kind is MentionKind.NAME
    }


def test_news_has_its_names_and_values(analyser: Analyser) -> None:
    said = analyser.annotate_text(NEWS)
    assert {("Kari Holm", Label.PERSON), ("Geneva", Label.GPE), ("Holm", Label.PERSON), ("Swiss", Label.NORP)} <= names(said, NEWS)
    assert {(NEWS[value.start : value.end], value.label) for value in said.values} == {
        ("Tuesday, 4 March 2025", "DATE"),
        ("$5 million", "MONEY"),
    }
    assert said.language == "en"
    assert said.note is None
    assert said.pipeline == analyser.version
    assert said.pipeline.startswith("pullquote_en ")


def test_boilerplate_is_not_read(analyser: Analyser) -> None:
    promo = "Follow Anna Berg on the newsletter from Madrid."
    text = promo + "\n\n" + NEWS
    at = len(promo) + 2
    blocks = (
        Block(0, len(promo), BlockKind.PROMO),
        Block(at, at + 15, BlockKind.HEADLINE),
        Block(at + 17, len(text) - 1, BlockKind.PARAGRAPH),
    )
    said = analyser.annotate(Article("a", "Talks in Geneva", text, blocks))
    found = names(said, text)
    assert ("Kari Holm", Label.PERSON) in found
    assert not {"Anna Berg", "Madrid"} & {name for name, _ in found}
    assert min(start for start, _ in spans_of(said)) >= at


def test_many_articles_come_back_in_order(analyser: Analyser) -> None:
    texts = [f"Kari Holm flew to {city} on Monday, the mayor of {city} said." for city in ("Paris", "Rome", "Berlin", "Vienna", "Oslo")]
    said = list(analyser.annotate_many((Article(str(n), "", text) for n, text in enumerate(texts)), batch_size=2))
    assert said == [analyser.annotate_text(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Президент России поблагодарил председателя Китая за поддержку на встрече в Пекине.", "ru"),
        ("中国国家主席在北京会见俄罗斯总统,双方就国际局势交换意见。", "zh"),
        ("التقى الرئيس الروسي نظيره الصيني في بكين يوم الخميس لبحث العلاقات بين البلدين", "ar"),
    ],
)
def test_names_of_other_languages_are_left_out(analyser: Analyser, text: str, language: str) -> None:
    said = analyser.annotate_text(text)
    assert said.language == language
    assert said.note
    assert "left out because" in said.note
    assert not said.entities


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n\t ",
        "\0",
        "a\ud800b Kari Holm\udfff",
        "x" * 300_000,
        " " * 300_000,
        "\n" * 300_000,
        '"' * 100_000,
        "“" * 20_000 + "Kari Holm" + "”" * 20_000,
        "KARI HOLM MET BEAT FREY IN GENEVA. " * 50,
        "kari holm met beat frey in geneva " * 50,
        "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 2_000,
        "def f(x):\n    return {'a': [1, 2]}\n" * 200,
        "Kari Holm " * 20_000,
        "1" * 50_000,
        "1,234." * 20_000,
        "A.B." * 20_000,
        "http://" * 20_000,
        "-" * 100_000,
        "e\u0301" * 20_000,
        "\u202e\u200f\ufeff Kari Holm",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_texts_are_answered(analyser: Analyser, text: str) -> None:
    assert_sound(analyser.annotate_text(text), text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_is_answered(analyser: Analyser, text: str) -> None:
    assert_sound(analyser.annotate_text(text), text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["Kari Holm", " ", "\n", "“", "”", '"', "said", ",", ".", "Geneva", "Mr", "'s", "(", "UN", "-", "$5", "5", "May"])
    )
)
def test_any_mixture_of_news_is_answered(analyser: Analyser, parts: list[str]) -> None:
    text = "".join(parts)
    assert_sound(analyser.annotate_text(text), text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_blocks_are_read(analyser: Analyser, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(NEWS)), min_size=2, max_size=10)))
    blocks = tuple(
        Block(start, end, data.draw(st.sampled_from([BlockKind.PARAGRAPH, BlockKind.PROMO, BlockKind.CAPTION])))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    )
    said = analyser.annotate(Article("a", "", NEWS, blocks))
    assert_sound(said, NEWS)
    assert all(text.strip() == text for text, _ in names(said, NEWS))


def test_a_long_text_is_read_to_its_end(analyser: Analyser) -> None:
    text = "The weather was fine and the harvest good.\n" * 4_000 + "Later Kari Holm flew to Geneva, officials said."
    said = analyser.annotate_text(text)
    assert ("Geneva", Label.GPE) in names(said, text)


def test_a_missing_pipeline_is_said() -> None:
    with pytest.raises(PipelineMissing, match="en_no_such_pipeline"):
        Analyser.load("en_no_such_pipeline")


def test_the_memory_of_strings_does_not_grow(analyser: Analyser) -> None:
    analyser.annotate_text(NEWS)
    before = len(analyser.nlp.vocab.strings)
    analyser.annotate_text("Nothing but wordsneverseenbefore and otherwordsneverseen here, said Tessaly Vornak.")
    assert len(analyser.nlp.vocab.strings) == before


def test_another_pipeline_gets_our_labels_values_and_entities(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "Kari Holm"}, {"label": "CARDINAL", "pattern": "million"}])
    nlp.meta.update(name="ruled", version="2.1")
    nlp.to_disk(tmp_path / "ruled")
    analyser = Analyser.load(str(tmp_path / "ruled"))
    said = analyser.annotate_text(NEWS)
    assert said.pipeline == analyser.version == "en_ruled 2.1"
    assert ("Kari Holm", Label.PERSON) in names(said, NEWS)
    assert {value.label for value in said.values} == {"DATE", "MONEY"}
    hostile = "\ud800 " + '"' * 30_000 + " Kari Holm"
    assert_sound(analyser.annotate_text(hostile), hostile)


def test_the_model_loads_with_plain_spacy_in_a_new_process() -> None:
    code = "import spacy, sys; nlp = spacy.load(sys.argv[1]); print([e.label_ for e in nlp('Kari Holm flew to Geneva.').ents])"
    done = subprocess.run([sys.executable, "-c", code, str(MODEL)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['PERSON', 'GPE']"


def test_the_model_is_small_and_says_what_it_is() -> None:
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) <= 12_000_000
    meta = json.loads((MODEL / "meta.json").read_text(encoding="utf8"))
    assert meta["license"]
    assert meta["sources"]
    assert meta["performance"]


def test_the_filter_answers_line_by_line() -> None:
    lines = json.dumps({"id": "a", "text": NEWS}) + "\n" + json.dumps({"id": "b", "text": ""}) + "\n"
    done = subprocess.run([sys.executable, "-m", "analysis.language"], input=lines, capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["a", "b"]
    assert "Kari Holm" in {entity["name"] for entity in rows[0]["entities"]}
    assert rows[1]["entities"] == []
