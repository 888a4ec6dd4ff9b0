"""Who said what, on articles written for these tests."""

from __future__ import annotations

import subprocess
import sys

import pytest

from analysis.article import Quote, QuoteForm, QuoteKind
from analysis.language.entities.resolve import resolve
from analysis.language.quotes.finder import Found, find_quotes
from analysis.language.quotes.tiers import PLAIN, PROBABLE, tier

NAMES = {
    "PERSON": ("Ida Moss", "Moss", "Rolf Adeyemi", "Adeyemi", "Lena Quist", "Quist", "Anders Vale", "Vale"),
    "ORG": ("Harbour News", "Xinhua", "Tern Bay Council", "Reuters", "BBC", "Twitter", "Northern Radio", "Kestrel Line", "Coast Agency"),
    "GPE": ("Tern Bay", "Norway"),
}  # fmt: skip


def find(text: str, *, indirect: bool = False) -> Found:
    spans: list[tuple[int, int, str]] = []
    for label, forms in NAMES.items():
        for form in forms:
            at = text.find(form)
            while at >= 0:
                end = at + len(form)
                if not text[max(0, at - 1) : at].isalpha() and not text[end : end + 1].isalpha():
                    spans.append((at, end, label))
                at = text.find(form, end)
    longest = [s for s in spans if not any(o[0] <= s[0] and s[1] <= o[1] and o != s for o in spans)]
    return find_quotes(text, resolve(text, longest), indirect=indirect)


def who(quote: Quote) -> str | None:
    return quote.speaker.name if quote.speaker else None


def table(text: str) -> list[tuple[str, str | None]]:
    return [(text[q.start : q.end], who(q)) for q in find(text).quotes]


OPENING = (
    "Ferry talks go on.\n\n"
    "The harbour of Tern Bay stayed shut on Monday, the third day of the storm, and no ferry left for the islands.\n\n"
)


def test_cue_after_before_and_between() -> None:
    text = OPENING + (
        "“We will not sail tonight,” Ida Moss said. “The swell is too high.”\n\n"
        "Rolf Adeyemi, the pilot, added: “It would be madness.”\n\n"
        "“Nobody asked us,” said Lena Quist, who runs the island shop."
    )
    assert table(text) == [
        ("“We will not sail tonight,”", "Ida Moss"),
        ("“The swell is too high.”", "Ida Moss"),
        ("“It would be madness.”", "Rolf Adeyemi"),
        ("“Nobody asked us,”", "Lena Quist"),
    ]


def test_single_quote_house() -> None:
    text = OPENING + (
        "'We won't sail tonight,' Ida Moss said. 'The swell's too high for the crew.'\n\n"
        "'It would be madness,' said Rolf Adeyemi, the islanders' pilot."
    )
    assert table(text) == [
        ("'We won't sail tonight,'", "Ida Moss"),
        ("'The swell's too high for the crew.'", "Ida Moss"),
        ("'It would be madness,'", "Rolf Adeyemi"),
    ]


def test_multi_paragraph_quote_goes_on_without_a_new_cue() -> None:
    text = OPENING + (
        "Ida Moss said: “We have waited for three days and we can wait for a fourth.\n\n"
        "“But the island shop has no bread left, and people are asking when we sail.\n\n"
        "“I cannot tell them.”"
    )
    found = find(text).quotes
    assert [who(q) for q in found] == ["Ida Moss"] * 3
    assert found[0].speaker is not None and found[0].speaker.mention is not None
    assert found[2].speaker is not None and found[2].speaker.mention is None


def test_live_blog_entries_do_not_share_speakers() -> None:
    text = OPENING + (
        "10.15am\n\nIda Moss has told reporters: “We are still waiting for the wind to drop.”\n\n"
        "10.40am\n\n“The pumps are holding,” says Rolf Adeyemi at the lock.\n\n"
        "11.05am\n\nLena Quist writes: “No bread since Saturday, but the mood is good.”"
    )
    assert [name for _, name in table(text)] == ["Ida Moss", "Rolf Adeyemi", "Lena Quist"]


def test_pronouns_are_resolved_and_become_mentions() -> None:
    text = OPENING + (
        "Mr Anders Vale and Ms Lena Quist met at the quay. Ms Quist said that the shop would open.\n\n"
        "“The shelves are empty all the same,” she said.\n\n“We will bring flour by boat,” Mr Vale said. He added: “If the boat floats.”"
    )
    found = find(text)
    assert [who(q) for q in found.quotes] == ["Lena Quist", "Anders Vale", "Anders Vale"]
    assert [text[m.start : m.end] for _, m in found.pronouns] == ["she", "He"]


def test_unnamed_speakers_keep_what_they_are_called() -> None:
    text = OPENING + "“The pumps are holding,” a spokeswoman for the council said. Residents called the delay “a disgrace”."
    found = find(text).quotes
    assert [who(q) for q in found] == [None, None]
    mentions = [q.speaker.mention if q.speaker else None for q in found]
    assert [text[m.start : m.end] if m else None for m in mentions] == ["a spokeswoman", "Residents"]


@pytest.mark.parametrize(
    ("sentence", "name", "via"),
    [
        ("“We will not sail tonight,” Ida Moss told Harbour News on Monday.", "Ida Moss", "Harbour News"),
        ("“We will not sail tonight,” Ida Moss was quoted as saying by the Coast Agency.", "Ida Moss", "Coast Agency"),
        (
            "The state broadcaster Northern Radio quoted Ms Moss as saying that the ferries were “not built for such a sea”.",
            "Moss",
            "Northern Radio",
        ),
        ("“We will not sail tonight,” Ida Moss wrote on Twitter.", "Ida Moss", "Twitter"),
        ("In an interview with the BBC, Ida Moss said: “We will not sail tonight.”", "Ida Moss", "BBC"),
        ("“We will not sail tonight,” Ida Moss said, according to Reuters.", "Ida Moss", "Reuters"),
    ],
)
def test_relay(sentence: str, name: str, via: str) -> None:
    (quote,) = find(OPENING + sentence).quotes
    assert who(quote) == name
    assert quote.via is not None and quote.via.name == via


def test_a_committee_that_is_told_is_no_relay() -> None:
    (quote,) = find(OPENING + "“We will not sail tonight,” Ida Moss told Tern Bay Council.").quotes
    assert quote.via is None


def test_kinds_and_forms() -> None:
    text = OPENING + (
        "Ida Moss said the plan was “a bad joke”. “We will not sail tonight,” she said.\n\n"
        "“The quay is closed,” Rolf Adeyemi wrote in a letter."
    )
    found = find(text).quotes
    assert [q.kind for q in found] == [QuoteKind.PARTIAL, QuoteKind.DIRECT, QuoteKind.DIRECT]
    assert [q.form for q in found] == [QuoteForm.SPEECH, QuoteForm.SPEECH, QuoteForm.WRITTEN]


def test_titles_and_nicknames_are_no_speech() -> None:
    text = (
        OPENING
        + "The band will play “Songs of the Grey Quay” at the hall. The boat, nicknamed “The Kettle”, lies in the so-called “Upper Basin”."
    )
    assert find(text).quotes == []


def test_titles_of_programmes_are_no_speech() -> None:
    text = OPENING + "“The pumps are holding,” Ida Moss said on Northern Radio's “Morning On The Quay”."
    assert table(text) == [("“The pumps are holding,”", "Ida Moss")]


def test_single_marks_beside_double_ones_are_no_quotes() -> None:
    text = (
        "Ferry owner speaks of ‘bad joke’ over storm plans.\n\n" + OPENING + "“The plan is a bad joke,” Ida Moss said of the ‘Quay Plan’."
    )
    assert table(text) == [("“The plan is a bad joke,”", "Ida Moss")]


def test_interview_without_marks() -> None:
    text = (
        "The pilot of Tern Bay\n\nRolf Adeyemi has steered ships for thirty years. We met him at the quay.\n\n"
        "Q: When did you begin?\n\nA: I was nineteen and knew nothing about the sea.\n\n"
        "Q: Who taught you?\n\nA: My aunt, who had the night watch.\n\nQ: Were you afraid?\n\nA: Every single day of that winter."
    )
    found = find(text).quotes
    assert [who(q) for q in found] == [None, "Rolf Adeyemi"] * 3
    assert text[found[1].start : found[1].end] == "I was nineteen and knew nothing about the sea."


def test_transcript_with_names() -> None:
    text = (
        "Council meeting, as recorded.\n\nMOSS: The ferries stay in the harbour.\n\n"
        "QUIST: And the bread?\n\nMOSS: The bread comes by the road.\n\n"
        "QUIST: There is no road.\n\nIda Moss and Lena Quist left together."
    )
    assert [name for _, name in table(text)] == ["Ida Moss", "Lena Quist", "Ida Moss", "Lena Quist"]


def test_colons_alone_make_no_transcript() -> None:
    text = "Notes.\n\nWhen: Monday, at seven in the evening.\n\nWhere: the old hall.\n\nTickets: at the door.\n\nAddress: Quay Street."
    assert find(text).quotes == []


def test_indirect_speech_only_where_it_is_asked_for() -> None:
    text = OPENING + (
        "Ida Moss said that the ferries would stay in the harbour until Wednesday. According to Rolf Adeyemi, the wind has turned.\n\n"
        "The shop would open at noon, Lena Quist said. Anders Vale did not say that he was sorry."
    )
    assert find(text).quotes == []
    found = find(text, indirect=True).quotes
    assert [(who(q), text[q.start : q.end]) for q in found] == [
        ("Ida Moss", "the ferries would stay in the harbour until Wednesday"),
        ("Rolf Adeyemi", "the wind has turned"),
        ("Lena Quist", "The shop would open at noon"),
    ]
    assert {q.kind for q in found} == {QuoteKind.INDIRECT}


def test_tiers() -> None:
    assert [tier(PLAIN), tier(PLAIN - 0.01), tier(PROBABLE), tier(PROBABLE - 0.01)] == ["plain", "probably", "probably", "unknown"]


@pytest.mark.parametrize("module", ["analysis.language.quotes.tiers", "analysis.language.quotes.finder"])
def test_imports_stay_light(module: str) -> None:
    code = f"import sys, {module}; print([name for name in ('spacy', 'numpy', 'textual') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_title_before_a_name_is_that_persons() -> None:
    text = OPENING + (
        "“The pier was built for smaller boats,” said former secretary of state Ida Moss.\n\n"
        "“It will have to do,” said Vale adviser Lena Quist.\n\n"
        "“We are patient people,” the retired pilot, Rolf Adeyemi, said."
    )
    assert [name for _, name in table(text)] == ["Ida Moss", "Lena Quist", "Rolf Adeyemi"]


def test_a_pronoun_is_for_a_name_of_its_gender() -> None:
    for pronoun, name in (("she", "Lena Quist"), ("he", "Anders Vale")):
        text = OPENING + f"Lena Quist had met Anders Vale twice before.\n\n“The ferry is all we have,” {pronoun} said."
        assert [who for _, who in table(text)] == [name]


def test_no_somebody_is_nobody_by_name() -> None:
    text = OPENING + "Ida Moss, the mayor, walked along the pier with Rolf Adeyemi.\n\n“It is wet,” said an official."
    assert [name for _, name in table(text)] == [None]


def test_marks_set_the_wrong_way_are_less_sure() -> None:
    right, wrong = (
        find(OPENING + text).quotes[0].confidence
        for text in ("“We shall be late again,” said Ida Moss.", "”We shall be late again,” said Ida Moss.")
    )
    assert wrong < right
