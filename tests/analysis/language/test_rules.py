"""Consistency, trimming, labels and values, each by itself."""

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from analysis.language import assembly
from analysis.language.consistency import Name, unify
from analysis.language.trimming import trim
from analysis.language.values import find_values

assembly.register_factories()


def words_and_names(text: str) -> tuple[list[str], list[Name]]:
    """Read ``[Kari Holm|PERSON|0.9]`` in a text of words as a name."""
    words: list[str] = []
    names: list[Name] = []
    for number, part in enumerate(text.replace("[", "]").split("]")):
        if number % 2:
            name, label, confidence = part.split("|")
            names.append(Name(len(words), len(words) + len(name.split()), label, float(confidence)))
            words += name.split()
        else:
            words += part.split()
    return words, names


def said(text: str) -> list[tuple[str, str, str]]:
    words, names = words_and_names(text)
    return [(" ".join(words[name.start : name.end]), name.label, name.rule) for name in unify(words, names)]


def test_the_majority_decides_the_label_of_a_name() -> None:
    assert said("[Vesta|ORG|0.9] rose and [Vesta|PERSON|0.5] fell , said [Vesta|ORG|0.6]") == [
        ("Vesta", "ORG", "model"),
        ("Vesta", "ORG", "consistency"),
        ("Vesta", "ORG", "model"),
    ]


def test_a_full_name_vouches_for_its_surname() -> None:
    assert said("[Kari Lund|PERSON|0.9] spoke . Later [Lund|GPE|0.5] left") == [
        ("Kari Lund", "PERSON", "model"),
        ("Lund", "PERSON", "consistency"),
    ]


def test_a_city_that_is_surely_one_stays_one() -> None:
    text = "[Anna Berlin|PERSON|0.6] spoke in [Berlin|GPE|0.99] and [Berlin|GPE|0.99] and [Berlin|GPE|0.99]"
    assert {label for name, label, _ in said(text) if name == "Berlin"} == {"GPE"}


def test_missed_repeats_are_filled_in() -> None:
    assert said("[Kari Lund|PERSON|0.95] spoke . Then Kari Lund left")[1] == ("Kari Lund", "PERSON", "repeat")


def test_a_surname_that_was_missed_is_filled_in_unless_it_is_a_word_too() -> None:
    assert said("[Kari Lund|PERSON|0.7] spoke . Then Lund left")[1] == ("Lund", "PERSON", "repeat")
    assert said("[Shin Do - yun|PERSON|0.7] spoke . Then Shin left")[1] == ("Shin", "PERSON", "repeat")
    assert len(said("[Kari Price|PERSON|0.7] spoke . Price and demand : the price rose")) == 1
    assert len(said("[Kari Lund|PERSON|0.5] spoke . Then Lund left")) == 1


def test_repeats_inside_longer_names_are_not() -> None:
    assert len(said("[Lund|GPE|0.95] is old . The old Lund Museum is new")) == 1


@given(st.lists(st.sampled_from(["Kari", "Lund", "said", ".", "\n", "UN", "of"]), max_size=30), st.data())
def test_unified_names_never_overlap(words: list[str], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(words)), max_size=10)))
    labels, sureness = st.sampled_from(["PERSON", "ORG"]), st.floats(0, 1)
    names = [Name(start, end, data.draw(labels), data.draw(sureness)) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    unified = unify(words, names)
    assert all(left.end <= right.start for left, right in pairwise(unified))
    assert {(name.start, name.end) for name in names} <= {(name.start, name.end) for name in unified}


@pytest.mark.parametrize(
    ("words", "label", "left"),
    [
        ("Kari Lund 's", "PERSON", "Kari Lund"),
        ("the United Nations", "ORG", "United Nations"),
        ("The Hague", "GPE", "The Hague"),
        ("Mr Lund", "PERSON", "Lund"),
        ("Lund and", "PERSON", "Lund"),
        ("“ Lund ”", "PERSON", "Lund"),
        ("Geneva \n Later", "GPE", "Geneva"),
        ("St. Gallen", "GPE", "St. Gallen"),
        ("of the", "ORG", ""),
    ],
)
def test_names_are_trimmed(words: str, label: str, left: str) -> None:
    parts = words.split(" ")
    start, end = trim(parts, 0, len(parts), label)
    assert " ".join(parts[start:end]) == left


def test_rules_work_behind_somebody_elses_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "Kari Lund"}, {"label": "CARDINAL", "pattern": "two"}])
    for name in ("pullquote_labels", "pullquote_consistency", "pullquote_trimming", "pullquote_values"):
        nlp.add_pipe(name)
    doc = nlp("Kari Lund saw two ships on 4 March 2025. Lund left.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Kari Lund", "PERSON"), ("Lund", "PERSON")]
    assert [(value.label, doc.text[value.start : value.end]) for value in doc._.values] == [("DATE", "4 March 2025")]


def test_values_inside_names_are_left_out() -> None:
    nlp = spacy.blank("en")
    finder = nlp.add_pipe("pullquote_values")
    doc = Doc(nlp.vocab, words=["Expo", "2025", "opens", "in", "2026"])
    doc.set_ents([Span(doc, 0, 2, "EVENT")])
    assert [doc.text[value.start : value.end] for value in finder(doc)._.values] == ["2026"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("on Thursday, 14 June 2021, and Friday", [("DATE", "Thursday, 14 June 2021"), ("DATE", "Friday")]),
        ("since March, in May 2020 and the 1960s", [("DATE", "March"), ("DATE", "May 2020"), ("DATE", "1960s")]),
        ("Mrs May may march in May", [("DATE", "May")]),
        ("1998 people in 1998", [("DATE", "1998")]),
        ("2024-05-16 and 2019-20", [("DATE", "2024-05-16"), ("DATE", "2019-20")]),
        ("for US$5.2 million or £24", [("MONEY", "US$5.2 million"), ("MONEY", "£24")]),
        (
            "200,000 yuan, a million dollars, Rs 3,150 crore",
            [("MONEY", "200,000 yuan"), ("MONEY", "a million dollars"), ("MONEY", "Rs 3,150 crore")],
        ),
        ("rose 5.6% and 7 per cent", [("PERCENT", "5.6%"), ("PERCENT", "7 per cent")]),
        ("3,000 km at 20 °C", [("QUANTITY", "3,000 km"), ("QUANTITY", "20 °C")]),
        ("three years ago last week", []),
    ],
)
def test_values_are_found(text: str, values: list[tuple[str, str]]) -> None:
    assert [(value.label, text[value.start : value.end]) for value in find_values(text)] == values


@given(st.text(alphabet=st.sampled_from("0123456789.,-$% €aMay Mondk\n")))
def test_values_are_spans_that_do_not_overlap(text: str) -> None:
    values = find_values(text)
    assert all(0 <= value.start < value.end <= len(text) for value in values)
    assert all(left.end <= right.start for left, right in pairwise(values))
