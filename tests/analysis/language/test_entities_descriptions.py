import pytest

from tests.analysis.language.marked_text import entities, groups


def described(marked: str) -> list[tuple[str, str, str]]:
    """Name of the entity, kind and words of each mention that is no name."""
    from tests.analysis.language.marked_text import unmark

    text, _ = unmark(marked)
    found = [(m.start, e.name, str(m.kind), text[m.start : m.end]) for e in entities(marked) for m in e.mentions if m.kind != "name"]
    return [row[1:] for row in sorted(found)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("President {PERSON Ida Holm} left. The president waved.", [("Ida Holm", "title", "The president")]),
        ("Prime Minister {PERSON Ida Holm} left. The PM’s car was red.", [("Ida Holm", "title", "The PM")]),
        ("Sen. {PERSON Ida Holm} left. The senator waved.", [("Ida Holm", "title", "The senator")]),
        (
            "{PERSON Ida Holm}, the mayor of {GPE Elm}, left. The mayor waved.",
            [("Ida Holm", "description", "the mayor"), ("Ida Holm", "title", "The mayor")],
        ),
        ("{PERSON Ida Holm}, a former miner, sang. They liked the former miner.", [("Ida Holm", "description", "the former miner")]),
        ("{PERSON Ida Holm}, 44, a driver, sang. They liked the driver.", [("Ida Holm", "description", "the driver")]),
        (
            "{PERSON Ida Holm} was the driver. They liked the driver.",
            [("Ida Holm", "description", "the driver"), ("Ida Holm", "description", "the driver")],
        ),
        ("The head of state, {PERSON Ida Holm}, sang.", [("Ida Holm", "title", "The head of state")]),
    ],
)
def test_titles_that_the_article_explains(marked, expected):
    assert described(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "{NORP Russian} President {PERSON Oleg Ivin} met {NORP Chinese} President {PERSON Wu Ling}."
            " The {NORP Russian} leader and the {NORP Chinese} president ate.",
            [("Oleg Ivin", "leader"), ("Wu Ling", "president")],
        ),
        ("{GPE Russia}’s president, {PERSON Oleg Ivin}, met {PERSON Wu Ling}. The {NORP Russian} leader sang.", [("Oleg Ivin", "leader")]),
        (
            "Sen. {PERSON Bo Hart} (I-Vt.) and Sen. {PERSON Jo Dent} (R-Texas) met. The {GPE Vermont} senator sang.",
            [("Bo Hart", "senator")],
        ),
        ("{ORG Elm} coach {PERSON Bo Hart} and {ORG Oak} coach {PERSON Jo Dent} met. The {ORG Elm} coach sang.", [("Bo Hart", "coach")]),
    ],
)
def test_places_tell_who_is_meant_and_names_inside_keep_their_span(marked, expected):
    assert [(name, words) for name, _, words in described(marked)] == expected


@pytest.mark.parametrize(
    "marked",
    [
        "President {PERSON Ida Holm} met the {NORP French} president {PERSON Al Roux}.",
        "Former President {PERSON Ida Holm} spoke of the president.",
        "{NORP Russian} President {PERSON Oleg Ivin} spoke. The {NORP French} president did not.",
        "{PERSON Ida Holm} spoke. “I saw the driver,” she said.",
        "{PERSON Ida Holm} spoke of the presidents and the presidency.",
        "The president spoke.",
        "Health Minister {PERSON Ida Holm} spoke of the prime minister.",
    ],
)
def test_nobody_is_described(marked):
    assert described(marked) == []


def test_a_title_goes_to_the_last_who_was_called_so():
    marked = "Mayor {PERSON Ida Holm} met Mayor {PERSON Bo Hart}. The mayor sang. {PERSON Holm} sang too. The mayor bowed."
    assert described(marked) == [("Bo Hart", "title", "The mayor"), ("Ida Holm", "title", "The mayor")]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The {ORG Harbour Works Committee} met. The committee voted.", [("Harbour Works Committee", "description", "The committee")]),
        (
            "{ORG Vox Ltd} and {ORG Elm Council} met. The company paid, the council did not.",
            [("Vox Ltd", "description", "The company"), ("Elm Council", "description", "the council")],
        ),
        ("State broadcaster {ORG Vox} was mute. The broadcaster later sang.", [("Vox", "description", "The broadcaster")]),
        ("{ORG Elm Rovers} beat {ORG Oak United}. The club from {GPE Oak} fell.", [("Oak United", "description", "The club")]),
    ],
)
def test_organisations_are_called_by_what_they_are(marked, expected):
    assert described(marked) == expected


def test_the_protagonist_may_be_described_by_words_that_nothing_explains():
    marked = "{PERSON Ida Holm} won. {PERSON Holm} beat {PERSON Bo Hart}. {PERSON Holm} sang. The skipper bowed."
    found = entities(marked)
    assert found[0].mentions[-1].rule == "protagonist"
    assert found[0].mentions[-1].confidence <= 0.5


MUCH = "{PERSON Ida Holm} won. {PERSON Holm} sang. {PERSON Holm} ate with {PERSON Bo Hart}. "


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ("The {GPE Varn} skipper said so.", "skipper"),
        ("The former {ORG Elm Rovers} skipper bowed.", "skipper"),
        ("The 31-year-old, in red, bowed.", "The 31-year-old"),
    ],
)
def test_a_description_that_begins_a_sentence_stands_for_the_one_who_is_named_most_by_far(after, words):
    found = entities(MUCH + after)
    text = MUCH.replace("{PERSON ", "").replace("}", "")
    mention = found[0].mentions[-1]
    assert mention.rule == "most named"
    assert mention.confidence <= 0.5
    assert mention.start >= len(text)
    assert mention.end - mention.start == len(words)


@pytest.mark.parametrize(
    "after",
    [
        "They saw the {GPE Varn} skipper.",
        "“The {GPE Varn} skipper bowed,” they said.",
        "The {GPE Varn} skipper, {PERSON Jo Dent}, bowed.",
        "The {GPE Varn} skipper who won bowed.",
        "The {GPE Varn} skipper of the year bowed.",
        "The {GPE Varn} skipper and his crew bowed.",
        "The {GPE Varn} coach bus bowed.",
        "The {GPE Varn} girl bowed.",
        "{PERSON Bo Hart} wept. The {GPE Varn} businessman bowed.",
        "{PERSON Bo Hart} wept. {PERSON Hart} ate. The {GPE Varn} skipper bowed.",
    ],
)
def test_but_not_where_it_may_stand_for_somebody_else(after):
    marked = f"Mrs {MUCH}{after}"
    assert all(mention.rule != "most named" for entity in entities(marked) for mention in entity.mentions)


def test_a_description_with_a_gender_does_not_fit_the_other_one():
    marked = "Mrs {PERSON Ida Holm} won. {PERSON Holm} sang. {PERSON Holm} ate. The businessman bowed."
    assert described(marked) == []


def test_a_title_before_another_name_is_not_taken_for_an_apposition():
    marked = "With {PERSON Ida Holm}, President {PERSON Bo Hart} sang. The president bowed."
    assert described(marked) == [("Bo Hart", "title", "The president")]


def test_descriptions_do_not_split_names():
    assert groups("The {ORG Elm Committee} met.") == [["Elm Committee"]]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{PERSON Ida Holm}, 44, ran. The 44-year-old won.", [("Ida Holm", "description", "The 44-year-old")]),
        ("44-year-old {PERSON Ida Holm} beat {PERSON Bo Hart}, 19. The 44-year-old won.", [("Ida Holm", "description", "The 44-year-old")]),
        ("Deputy Health Minister {PERSON Ida Holm} left. The deputy minister waved.", [("Ida Holm", "title", "The deputy minister")]),
        ("“Gov. {PERSON Holm}, wave!” he said. The governor waved.", [("Holm", "title", "The governor")]),
        ("{PERSON Ida Holm}, the CEO. The CEO. Yes.", [("Ida Holm", "title", "the CEO"), ("Ida Holm", "title", "The CEO")]),
        (
            "{GPE Elmland}’s health minister {PERSON Ida Holm} left. {GPE Elmland}’s minister waved.",
            [("Ida Holm", "description", "minister")],
        ),
        ("President {PERSON Ida Holm} left. They blamed the president of lying to {GPE Elm}.", [("Ida Holm", "title", "the president")]),
    ],
)
def test_ages_deputies_and_owners(marked, expected):
    assert described(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "{PERSON Ida Holm} ran. The {PERSON Holm} campaign paid. The campaign grew.",
            [("Holm campaign", "description", "campaign"), ("Holm campaign", "description", "The campaign")],
        ),
        ("{PERSON Ida Holm}’s office spoke.", [("Holm’s office", "description", "office")]),
        ("{PERSON Ida Holm} was on the {PERSON Holm} campaign trail.", []),
    ],
)
def test_bodies_called_by_their_leaders_name(marked, expected):
    assert described(marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "The {ORG Police Union} met. Then the police came.",
        "The {ORG Ministry of Government Lands} met. The government fell.",
        "{PERSON Ida Holm} sang. {PERSON Holm} ate. {PERSON Holm} bowed as the candidate.",
        "{ORG House} met. {ORG House} voted. {ORG House} rose. The company fell.",
    ],
)
def test_words_that_say_too_little_stand_for_nobody(marked):
    assert described(marked) == []
