import pytest

from analysis.language.entities.thing_names import initials, is_blend, is_short_of
from tests.analysis.language.marked_text import entities, groups


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The {ORG Guild of Paper Makers} ({ORG GPM}) met. {ORG GPM} won.", [["Guild of Paper Makers", "GPM", "GPM"]]),
        ("The {ORG Institut National du Sel} ({ORG NSI}) met.", [["Institut National du Sel", "NSI"]]),
        ("{ORG GPM} ({ORG Guild of Paper Makers})", [["GPM", "Guild of Paper Makers"]]),
        ("{ORG Guild of Paper Makers} met. {ORG GPM} won.", [["Guild of Paper Makers", "GPM"]]),
        ("{ORG Guild of Paper Makers} met. {ORG G.P.M.} won.", [["Guild of Paper Makers", "G.P.M."]]),
        ("{ORG Holt-Parker} grew. {ORG HP} hired.", [["Holt-Parker", "HP"]]),
        ("{ORG Brick & Slate} grew. {ORG B&S} hired.", [["Brick & Slate", "B&S"]]),
        ("{ORG Tokai Animation} and {ORG TokAni}", [["Tokai Animation", "TokAni"]]),
        ("In {GPE Bern} ({ORG AFP}) all was still.", [["Bern"], ["AFP"]]),
        ("{ORG Guild of Paper Makers} spoke; the {ORG CIA} did not.", [["Guild of Paper Makers"], ["CIA"]]),
    ],
)
def test_acronyms(marked, expected):
    assert groups(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "{ORG Varn Line}, formerly known as the {ORG Norrby Line}, grew. {ORG Norrby Line} met.",
            [["Varn Line", "Norrby Line", "Norrby Line"]],
        ),
        ("{GPE Elmgate} (then called {GPE Oldgate}) grew.", [["Elmgate", "Oldgate"]]),
        ("{GPE Elmgate}, known as {ORG Oldgate}, grew.", [["Elmgate"], ["Oldgate"]]),
        (
            "The {ORG Elm Prize}, known as the {ORG Oscars} of soap, and {ORG Elm Cup}, known as {ORG Norrby}’s Oscar.",
            [["Elm Prize"], ["Oscars"], ["Elm Cup"], ["Norrby"]],
        ),
        ("{GPE Russia}, formerly the {GPE Soviet Union}, grew.", [["Russia"], ["Soviet Union"]]),
    ],
)
def test_what_is_called_otherwise_too(marked, expected):
    assert groups(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{ORG The Vox Company} and {ORG Vox}", [["The Vox Company", "Vox"]]),
        ("{ORG Vox Corp.}, {ORG Vox Inc} and {ORG VOX}", [["Vox Corp.", "Vox Inc", "VOX"]]),
        ("{ORG Vox Electronics}'s shares; {ORG Vox’s} shares", [["Vox Electronics", "Vox’s"]]),
        ("{ORG Barford United} beat {ORG Elm Rovers}. {ORG United} sang.", [["Barford United", "United"], ["Elm Rovers"]]),
        ("{ORG Department of Mines}; the {ORG Mines Department}", [["Department of Mines", "Mines Department"]]),
        ("The {ORG Bank of Rhodes} met. The {ORG Bank} knew.", [["Bank of Rhodes", "Bank"]]),
        ("{ORG Holm University} and {ORG Holm}", [["Holm University", "Holm"]]),
        ("The {ORG Mott Center for Law} and the {ORG Mott Center}", [["Mott Center for Law", "Mott Center"]]),
        ("{ORG Senate} and {ORG Senate Rules Committee}", [["Senate"], ["Senate Rules Committee"]]),
        ("{ORG BBC} and {ORG BBC Radio 9}", [["BBC"], ["BBC Radio 9"]]),
        ("{ORG United Nations} and {ORG United Nations Charter}", [["United Nations"], ["United Nations Charter"]]),
        ("{ORG Vale} and {ORG New Vale}", [["Vale"], ["New Vale"]]),
        ("{ORG Vale} and {ORG Vale 64}", [["Vale"], ["Vale 64"]]),
        ("{LOC Elm Valley} and {LOC Elm Valley Lakes}", [["Elm Valley"], ["Elm Valley Lakes"]]),
        ("{EVENT Vale World Games} and {EVENT Vale World Junior Games}", [["Vale World Games"], ["Vale World Junior Games"]]),
        ("{ORG Vale Group} and {ORG Vale Sons}", [["Vale Group"], ["Vale Sons"]]),
        ("{GPE Leeds} and {ORG Leeds Harriers}", [["Leeds"], ["Leeds Harriers"]]),
        ("{ORG Leeds Harriers} won. {ORG Leeds} sang in {GPE York}.", [["Leeds Harriers", "Leeds"], ["York"]]),
        ("{PERSON Ada Vox} founded {ORG Vox Foundation}. {PERSON Vox} left.", [["Ada Vox", "Vox"], ["Vox Foundation"]]),
    ],
)
def test_short_forms_of_organisations(marked, expected):
    assert groups(marked) == expected


def test_an_ambiguous_short_form_goes_to_the_last_named():
    found = entities("{ORG Barford United} drew. {ORG Elm United} lost. {ORG United} sang.")
    assert [len(entity.mentions) for entity in found] == [1, 2]
    assert found[1].mentions[1].confidence < 0.7


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{GPE US}, {GPE U.S.}, {GPE the United States} and {GPE America}", [["US", "U.S.", "the United States", "America"]]),
        ("{GPE Britain} and the {GPE UK}", [["Britain", "UK"]]),
        ("{GPE China} said; {GPE Beijing} said", [["China"], ["Beijing"]]),
        ("{GPE Russia} and {NORP Russian} and {NORP Russians}", [["Russia"], ["Russian", "Russians"]]),
        ("{NORP British} and {NORP Britons}", [["British", "Britons"]]),
        ("{NORP Democrats}, a {NORP Democrat}, {NORP Democratic}", [["Democrats", "Democrat", "Democratic"]]),
        ("{NORP Swiss} and {NORP Swede}", [["Swiss"], ["Swede"]]),
        ("{EVENT Lake Rowing Games} and {EVENT Rowing Games}", [["Lake Rowing Games", "Rowing Games"]]),
        ("{WORK_OF_ART Low Tide} and {WORK_OF_ART High Tide}", [["Low Tide"], ["High Tide"]]),
    ],
)
def test_places_and_peoples(marked, expected):
    assert groups(marked) == expected


def test_the_label_is_that_of_most_names():
    assert entities("{GPE Orm Valley}, {LOC Orm Valley} and {LOC Orm Valley}")[0].label == "LOC"


def test_initials():
    assert "gpm" in initials(("guild", "of", "paper", "makers"), "Guild of Paper Makers")
    assert "gopm" in initials(("guild", "of", "paper", "makers"), "Guild of Paper Makers")


def test_is_blend():
    assert is_blend("tokani", ("tokai", "animation"))
    assert not is_blend("tokai", ("tokai", "animation"))
    assert not is_blend("toxin", ("tokai", "animation"))


def test_is_short_of_needs_fewer_words():
    assert not is_short_of(("vox",), ("vox",), "ORG")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{ORG Holm Maritime Museum} opened; the {FAC Maritime Museum} is free.", [["Holm Maritime Museum", "Maritime Museum"]]),
        ("{ORG Holm Maritime Museum} opened; {FAC Holm Maritime} sailed.", [["Holm Maritime Museum"], ["Holm Maritime"]]),
        ("{ORG Vox} opened {FAC Equia Vox}.", [["Vox"], ["Equia Vox"]]),
        ("{EVENT Holm Harbour Cup} began; {ORG Harbour Cup} did not.", [["Holm Harbour Cup"], ["Harbour Cup"]]),
    ],
)
def test_a_museum_may_have_two_labels(marked, expected):
    assert groups(marked) == expected
