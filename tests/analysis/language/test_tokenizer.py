"""The tokenizer loses nothing and cuts where names end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language import assembly
from analysis.language.tokenizer import LONGEST, tokens

NLP = assembly.blank()


@given(st.text(alphabet=st.characters()))
def test_tokens_put_together_are_the_text(text: str) -> None:
    assert "".join(word + space for word, space in tokens(text)) == text


@given(st.text(alphabet=st.characters()))
def test_offsets_of_a_document_are_offsets_of_the_text(text: str) -> None:
    doc = NLP.make_doc(text)
    assert len(doc.text) == len(text)
    for token in doc:
        assert len(token) > 0
        assert doc.text[token.idx : token.idx + len(token)] == token.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.S.-Mexico talks", ["U.S.", "-", "Mexico", "talks"]),
        ("Holm's O'Brien’s don't", ["Holm", "'s", "O'Brien", "’s", "don", "'t"]),
        ("Mr. Frey, of AT&T Inc., said.", ["Mr.", "Frey", ",", "of", "AT&T", "Inc.", ",", "said", "."]),
        ("J. Holm and George W. Frey", ["J.", "Holm", "and", "George", "W.", "Frey"]),
        ("the end.Then amazon.com", ["the", "end", ".", "Then", "amazon.com"]),
        ("$5,000.50—half of 22nd", ["$", "5,000.50", "—", "half", "of", "22nd"]),
        ("see https://example.org/a?b=1.", ["see", "https://example.org/a?b=1", "."]),
        ("“Yes”…", ["“", "Yes", "”", "…"]),
    ],
)
def test_words_are_cut_where_names_end(text: str, words: list[str]) -> None:
    assert [token.text for token in NLP.make_doc(text)] == words


def test_line_ends_are_tokens() -> None:
    assert [token.text for token in NLP.make_doc("a\n\nb  c")] == ["a", "\n\n", "b", " ", "c"]


def test_no_token_is_longer_than_the_longest() -> None:
    assert max(len(word) for word, _ in tokens("x" * 1_000 + " " * 1_000 + "1" * 1_000)) <= LONGEST + 120
