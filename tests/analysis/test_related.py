"""The score of two articles, variants of quotes and differences of versions, without a library."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article import Article, Block, BlockKind
from analysis.differences import Change, differences
from analysis.lexis import WORD, fold, stem, stems, weight, words
from analysis.related import Kind, Profile, kind, local_weight, reasons, signals, telling, with_company
from analysis.translations import translated
from analysis.variants import How, Near, Utterance, match
from analysis.variants import differences as differing

STRIKE = Profile(
    "Dockers reject ‘insulting’ pay offer",
    "Dockers in the port voted on Tuesday to reject a pay offer that their union leader called insulting. The strike goes on.",
    {1: 4.0, 2: 3.0},
    (Utterance("We were offered less than nothing", 1),),
    738_000,
    "Morning Echo",
)
COPY = Profile(
    "Dockers turn down pay offer",
    "Dockers in the port have turned down a pay offer that their union leader called insulting, and the strike goes on.",
    {1: 4.0, 2: 3.0},
    (Utterance("“We were offered less than nothing,”", 1),),
    738_000,
    "Coast Wire",
)
OTHER = Profile(
    "Museum thieves take astrolabe",
    "Thieves broke into a museum at night and took an astrolabe of brass. A guard heard glass break, the police said.",
    {9: 5.0},
    (Utterance("It has survived two shipwrecks", 9),),
    738_000,
    "Coast Wire",
)


def test_the_same_news_is_far_above_and_other_news_far_below_the_threshold() -> None:
    assert signals(STRIKE, COPY).score > 3
    assert signals(STRIKE, OTHER).score < -2
    assert kind(signals(STRIKE, COPY)) is Kind.SAME


def test_the_score_is_the_sum_of_its_parts_and_does_not_depend_on_the_order() -> None:
    found, turned = signals(STRIKE, COPY), signals(COPY, STRIKE)
    assert found.score == pytest.approx(sum(found.parts().values()))
    assert found.score == pytest.approx(turned.score)


def test_every_signal_counts_in_the_right_direction() -> None:
    whole = signals(STRIKE, COPY).score
    without_quotes = Profile(COPY.title, COPY.text, COPY.entities, (), COPY.day, COPY.outlet)
    other_names = Profile(COPY.title, COPY.text, {7: 4.0}, COPY.quotes, COPY.day, COPY.outlet)
    much_later = Profile(COPY.title, COPY.text, COPY.entities, COPY.quotes, 738_200, COPY.outlet)
    for less in (without_quotes, other_names, much_later):
        assert signals(STRIKE, less).score < whole


def test_works_for_bare_headlines_and_articles_without_names() -> None:
    bare = Profile(STRIKE.title)
    assert signals(bare, Profile(COPY.title)).text is None
    assert signals(bare, Profile(COPY.title)).score > signals(bare, Profile(OTHER.title)).score
    nameless = Profile(COPY.title, COPY.text)
    assert signals(STRIKE, nameless).names is None
    assert signals(STRIKE, nameless).score > 0
    empty = signals(Profile(""), Profile("…"))
    assert math.isfinite(empty.score)


def test_reasons_can_be_checked() -> None:
    found = signals(STRIKE, Profile(COPY.title, COPY.text, COPY.entities, COPY.quotes, 738_002, COPY.outlet))
    said = reasons(found, ["Mara Lund", "Halvard", "Otto Brandt", "Dockers' Union"])
    assert said[:2] == ("Mara Lund, Halvard, Otto Brandt", "same quote")
    assert said[2:] == (f"headline {found.tokens * 100:.0f} %", f"text {(found.text or 0) * 100:.0f} %", "2 days later")
    assert "the same day" in reasons(signals(STRIKE, COPY), [])
    assert reasons(signals(Profile("a"), Profile("b")), []) == ()


def test_an_old_relative_is_background() -> None:
    earlier = Profile(STRIKE.title, STRIKE.text, STRIKE.entities, (), 738_000, "Morning Echo")
    later = Profile("Dockers vote again", COPY.text, STRIKE.entities, (), 738_100, "Morning Echo")
    assert kind(signals(earlier, later)) is Kind.BACKGROUND


def test_the_company_of_the_best_matches_counts() -> None:
    headline = Profile("Dockers reject pay offer")
    others = {
        1: Profile("Dockers reject insulting pay offer in Halvard harbour dispute"),
        2: Profile("Halvard harbour dispute: insulting, says union"),
        3: Profile("Museum thieves take astrolabe"),
    }
    alone = {number: signals(headline, other) for number, other in others.items()}
    together = with_company(headline, alone, others)
    assert alone[2].score - alone[3].score < together[2].score - together[3].score
    assert with_company(headline, {}, {}) == {}


def test_what_few_have_says_more() -> None:
    assert weight("astrolabe") > weight("museum") > weight("the")
    assert telling(1, 2, 1000) > telling(1, 500, 1000)
    assert telling(5, 2, 1000) > telling(1, 2, 1000)
    assert local_weight(900, 1000) < local_weight(3, 1000)


@pytest.mark.parametrize(
    ("words", "same"),
    [("strike strikes striking", True), ("offer offered offers offering", True), ("city cities", True), ("vote voting voted", True)],
)
def test_endings_come_off(words: str, same: bool) -> None:
    assert (len({stem(word) for word in words.split()}) == 1) is same


def test_stems_fold_case_and_accents() -> None:
    assert stems("Zoë’s CAFÉS") == stems("zoe's cafes")


@given(st.text() | st.text(alphabet="aZ é’½ǅß_-3\u0301\n"))
def test_words_are_what_the_pattern_finds(text: str) -> None:
    assert words(text) == WORD.findall(fold(text))


@given(st.text(), st.text(), st.text(), st.text())
def test_any_texts_can_be_compared(title: str, text: str, other_title: str, other_text: str) -> None:
    found = signals(Profile(title, text), Profile(other_title, other_text))
    assert math.isfinite(found.score)
    assert 0 <= found.alike <= 1.000001


QUOTE = Utterance("“Nobody in that room has ever lifted a crate, and it shows in the sums.”", 1)


@pytest.mark.parametrize(
    ("text", "speaker", "how"),
    [
        ("‘Nobody in that room has ever lifted a crate, and it shows in the sums,’", 1, How.WHOLE),
        ("“Nobody in that room has ever lifted a crate,”", 1, How.CUT),
        ("“Not one person in that room has ever lifted a crate and it shows in their sums”", 1, How.REWORDED),
        ("“We are ready to talk on Friday,”", 1, None),
        ("“that room”", 1, None),
        ("“lifted”", 1, None),
    ],
)
def test_variants_of_a_quote(text: str, speaker: int, how: How | None) -> None:
    found = match(QUOTE, Utterance(text, speaker))
    assert (found.how if found else None) == how
    turned = match(Utterance(text, speaker), QUOTE)
    assert (turned.how if turned else None) == how


def test_the_same_words_of_somebody_else_are_flagged() -> None:
    found = match(QUOTE, Utterance("“Nobody in that room has ever lifted a crate,”", 2))
    assert found is not None
    assert found.other_speaker
    unknown = match(QUOTE, Utterance("“Nobody in that room has ever lifted a crate,”"))
    assert unknown is not None
    assert not unknown.other_speaker


def test_a_phrase_that_many_use_is_no_variant() -> None:
    assert match(Utterance("“We need more time”", 1), Utterance("“We need more time”", 2), Near.STORY) is None
    assert match(Utterance("“It is eleven lessons,”", 1), Utterance("“One learns it in eleven lessons”", 1), Near.ARTICLE) is None
    phrase, within = Utterance("“a very heavy burden”", 1), Utterance("“It is a very heavy burden for one so young,”", 2)
    assert match(phrase, within, Near.STORY) is not None
    assert match(phrase, within) is None


def test_one_word_is_a_cut_of_what_the_same_person_said_in_the_same_story() -> None:
    word, whole = Utterance("“asleep”", 1), Utterance("“We are not in a hurry, and we are not asleep,”", 1)
    found = match(word, whole, Near.STORY)
    assert found is not None
    assert found.how is How.CUT
    assert match(word, whole) is None
    assert match(word, whole, Near.ARTICLE) is None
    assert match(word, Utterance(whole.text, 2), Near.STORY) is None
    assert match(word, Utterance(whole.text), Near.STORY) is None
    assert match(Utterance("“not”", 1), whole, Near.STORY) is None


def test_words_scattered_over_a_long_quote_are_no_rewording() -> None:
    short = Utterance("“I want to haul crates in Halvard, not anywhere else.”", 1)
    assert match(short, Utterance("“He would rather haul his crates in Halvard, not anywhere else, he says.”", 1)) is not None
    scattered = "“Crates they haul, and the towns that I want to see are Halvard and Norrby and more, with not a bed anywhere or else.”"
    assert match(short, Utterance(scattered, 1)) is None


SPOKEN = "I believe that the ministry and the agency will take all necessary measures to handle the matter"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (SPOKEN, "I believe the ministry and the police agency will handle this matter well, taking the measures needed", True),
        (SPOKEN, "The agency and the ministry handle such matters every day, and measures are no cure", False),
        # A word that stands for another one twice counts as the same.
        ("I vow no bridges, I vow only that no one shall drown", "I do not pledge bridges. I pledge that nobody will get wet", True),
        ("I vow no bridges, I vow only that no one shall drown", "I do not build bridges, and those who do will tell you why", False),
        ("I vow no bridges", "I do not pledge bridges", False),
    ],
)
def test_two_translations_of_one_utterance(one: str, other: str, same: bool) -> None:
    assert (translated(Utterance(one), Utterance(other)) is not None) is same
    assert translated(Utterance(one), Utterance(other)) == translated(Utterance(other), Utterance(one))


def test_the_words_that_differ_are_marked() -> None:
    one, other = Utterance("Nobody ever lifted a crate"), Utterance("Nobody has lifted one crate")
    left, right = differing(one, other)
    assert [one.text[span.start : span.end] for span in left] == ["ever", "a"]
    assert [other.text[span.start : span.end] for span in right] == ["has", "one"]


def _article(*paragraphs: str) -> Article:
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block(len(text), len(text) + len(paragraph), BlockKind.PARAGRAPH))
        text += paragraph + "\n\n"
    return Article("k", paragraphs[0] if paragraphs else "", text, tuple(blocks))


def test_versions_are_compared_paragraph_by_paragraph() -> None:
    one = _article("Talks broke down on Tuesday.", "The union says it was offered two per cent.", "Ferries wait.")
    other = _article("Talks broke down on Tuesday.", "A mediator was called.", "The union says it was offered three per cent.")
    found = differences(one, other)
    assert [difference.change for difference in found] == [Change.SAME, Change.ADDED, Change.CHANGED, Change.DROPPED]
    changed = found[2]
    assert [one.text[span.start : span.end] for span in changed.one_marks] == ["two"]
    assert [other.text[span.start : span.end] for span in changed.other_marks] == ["three"]


@given(st.lists(st.text("ab ", min_size=1, max_size=12), max_size=6), st.lists(st.text("ab ", min_size=1, max_size=12), max_size=6))
def test_every_paragraph_is_accounted_for_once(left: list[str], right: list[str]) -> None:
    one, other = _article(*left), _article(*right)
    found = differences(one, other)
    assert [d.one.start for d in found if d.one] == [block.start for block in one.blocks]
    assert [d.other.start for d in found if d.other] == [block.start for block in other.blocks]
    assert all((d.change is Change.ADDED) == (d.one is None) and (d.change is Change.DROPPED) == (d.other is None) for d in found)
