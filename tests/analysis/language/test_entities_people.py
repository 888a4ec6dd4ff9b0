import pytest

from analysis.language.entities.people import one_slip, parse, same_full
from tests.analysis.language.marked_text import entities, groups


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{PERSON Ada Brook} spoke. {PERSON Brook} left.", [["Ada Brook", "Brook"]]),
        ("{PERSON Ada Brook} spoke. {PERSON Ada} left.", [["Ada Brook", "Ada"]]),
        ("{PERSON Brook} wins\n\n{PERSON Ada Brook} won.", [["Brook", "Ada Brook"]]),
        ("{PERSON ADA BROOK} WINS\n\n{PERSON Ada Brook} won.", [["ADA BROOK", "Ada Brook"]]),
        ("{PERSON Ada Brook}’s car. {PERSON Brook's} car.", [["Ada Brook", "Brook's"]]),
        ("{PERSON Zoë Núñez} and later {PERSON Nunez}.", [["Zoë Núñez", "Nunez"]]),
        ("{PERSON Ana-Lena Holm} and {PERSON Ana Lena Holm}.", [["Ana-Lena Holm", "Ana Lena Holm"]]),
        ("{PERSON Joan P. Marsh} … {PERSON Joan Marsh} … {PERSON J. P. Marsh}.", [["Joan P. Marsh", "Joan Marsh", "J. P. Marsh"]]),
        ("{PERSON Robert Vane} and {PERSON Bob Vane} are one.", [["Robert Vane", "Bob Vane"]]),
        ("{PERSON Carl Dorn Jr.} came. {PERSON Dorn} ate.", [["Carl Dorn Jr.", "Dorn"]]),
        ("{PERSON Carl Dorn} came with {PERSON Carl Dorn Jr.}", [["Carl Dorn"], ["Carl Dorn Jr."]]),
        ("{PERSON Marcel Bennett} spoke; {PERSON Bennet} left.", [["Marcel Bennett", "Bennet"]]),
        ("{PERSON Ada Brook} met {PERSON Tom Hale}.", [["Ada Brook"], ["Tom Hale"]]),
        ("Mr {PERSON Hale} met Mr {PERSON Rowe}. {PERSON Hale} won.", [["Hale", "Hale"], ["Rowe"]]),
    ],
)
def test_forms_of_one_persons_name(marked, expected):
    assert groups(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{PERSON Xi Jinping} arrived. Mr {PERSON Xi} waved.", [["Xi Jinping", "Xi"]]),
        ("{PERSON Kim Jong Un} met {PERSON Kim Yo Jong}. {PERSON Kim Jong-un} left.", [["Kim Jong Un", "Kim Jong-un"], ["Kim Yo Jong"]]),
        ("{PERSON Omar bin Said al-Harbi} paid. {PERSON al-Harbi} left.", [["Omar bin Said al-Harbi", "al-Harbi"]]),
        ("{PERSON Omar al-Harbi} paid. {PERSON Harbi} left.", [["Omar al-Harbi", "Harbi"]]),
        ("{PERSON Jan van der Berg} and {PERSON van der Berg}", [["Jan van der Berg", "van der Berg"]]),
        ("{PERSON Luis Miguel Ortega Ruiz}; {PERSON Ortega}; {PERSON Ortega Ruiz}", [["Luis Miguel Ortega Ruiz", "Ortega", "Ortega Ruiz"]]),
        ("{PERSON João da Silva Prado} … {PERSON Prado}", [["João da Silva Prado", "Prado"]]),
        ("{PERSON Hana Mori} … {PERSON Mori Hana}", [["Hana Mori", "Mori Hana"]]),
    ],
)
def test_name_orders_of_the_world(marked, expected):
    assert groups(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "{PERSON Paul Finch} and {PERSON Laura Finch} came. Mrs {PERSON Finch} sang, Mr {PERSON Finch} did not.",
            [["Paul Finch", "Finch"], ["Laura Finch", "Finch"]],
        ),
        (
            "{PERSON Paul Finch} spoke first. {PERSON Laura Finch} was next. {PERSON Finch} sat down.",
            [["Paul Finch"], ["Laura Finch", "Finch"]],
        ),
        ("{PERSON Paul Finch} came with his brother, {PERSON Karl Finch}. {PERSON Finch} won.", [["Paul Finch", "Finch"], ["Karl Finch"]]),
        ("{PERSON Paul} and {PERSON Laura Finch} sang. {PERSON Paul Finch} bowed.", [["Paul", "Paul Finch"], ["Laura Finch"]]),
        ("Mr {PERSON Finch} was cut off by {PERSON Laura Finch}.", [["Finch"], ["Laura Finch"]]),
        ("{PERSON Paul Finch} met {PERSON Laura Dale}. {PERSON Paul} sang.", [["Paul Finch", "Paul"], ["Laura Dale"]]),
    ],
)
def test_two_people_with_one_surname_are_kept_apart(marked, expected):
    assert groups(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{PERSON Ada Brook}, better known as {PERSON Jinx}, sang. {PERSON Jinx} left.", [["Ada Brook", "Jinx", "Jinx"]]),
        (
            "{PERSON Ada Brook}, formerly {PERSON Ada Hale}, sang. {PERSON Hale} left. {PERSON Brook} ate.",
            [["Ada Brook", "Ada Hale", "Hale", "Brook"]],
        ),
        ("{PERSON Jinx} (also known as “{PERSON Ada Brook}”) sang. {PERSON Brook} left.", [["Jinx", "Ada Brook", "Brook"]]),
        ("{PERSON Ada Brook}, known as the {PERSON Otto Hale} of song, left.", [["Ada Brook"], ["Otto Hale"]]),
        ("{PERSON Ada Brook} called {PERSON Otto Hale}.", [["Ada Brook"], ["Otto Hale"]]),
    ],
)
def test_who_is_called_otherwise_too(marked, expected):
    assert groups(marked) == expected


def test_the_usual_bearer_of_a_surname_stays_after_one_other_is_named():
    marked = "{PERSON Paul Finch} ran. " + "{PERSON Finch} ran. " * 4 + "{PERSON Laura Finch} saw it. {PERSON Finch} won."
    assert [len(group) for group in groups(marked)] == [6, 1]


def test_an_ambiguous_surname_is_less_sure():
    clear = entities("{PERSON Paul Finch} spoke. {PERSON Finch} sat.")
    vague = entities("{PERSON Paul Finch} spoke. {PERSON Laura Finch} too. {PERSON Finch} sat.")
    assert vague[1].mentions[-1].confidence < clear[0].mentions[-1].confidence
    assert "last named" in vague[1].mentions[-1].rule


def test_the_fullest_form_is_the_name():
    assert entities("{PERSON DORN} WINS\n{PERSON Dorn} … {PERSON Carl Dorn} … {PERSON CARL DORN}")[0].name == "Carl Dorn"


def test_a_word_mostly_labelled_a_person_is_one():
    found = groups("{PERSON Ada Brook} ran. {PERSON Brook}. {PERSON Brook}. {PERSON Brook}. {ORG Brook} won.")
    assert found == [["Ada Brook", "Brook", "Brook", "Brook", "Brook"]]


@pytest.mark.parametrize(
    ("form", "words", "suffix"),
    [
        ("Sen. Raúl de la Cruz Jr.’s", ("raul", "cruz"), "jr"),
        ("J.P. Marsh", ("j", "p", "marsh"), ""),
        ("Dr. Ann O’Dell", ("ann", "o'dell"), ""),
        ("al-Harbi", ("harbi",), ""),
        ("Al", ("al",), ""),
        ("Mr", ("mr",), ""),
    ],
)
def test_parse(form, words, suffix):
    assert parse(form)[:2] == (words, suffix)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("john smith", "john w smith", True),
        ("john michael smith", "john w smith", False),
        ("john smith", "jane smith", False),
        ("j smith", "jane smith", True),
        ("anna bell", "anna bell cole", True),
        ("anna bell", "bell anna", True),
    ],
)
def test_same_full(a, b, same):
    assert same_full(tuple(a.split()), tuple(b.split())) is same
    assert same_full(tuple(b.split()), tuple(a.split())) is same


@pytest.mark.parametrize(
    ("a", "b", "slip"),
    [
        ("marina", "marian", True),
        ("bennet", "bennett", True),
        ("jansen", "jensen", False),
        ("jensen", "jenson", True),
        ("smith", "south", False),
        ("lee", "leo", False),
        ("brook", "brook", False),
    ],
)
def test_one_slip(a, b, slip):
    assert one_slip(a, b) is slip
    assert one_slip(b, a) is slip


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{PERSON Half Brook}’s plans\n\nIn half of them {PERSON Ada Brook} won.", [["Half Brook", "Ada Brook"]]),
        ("{PERSON Swedish Lena Holm} won. {PERSON Holm} sang.", [["Swedish Lena Holm", "Holm"]]),
        ("{PERSON Ada Brook OBE} won. {PERSON Ada Brook} sang.", [["Ada Brook OBE", "Ada Brook"]]),
        ("Some miss {PERSON Brook}. Mr {PERSON Paul Brook} left.", [["Brook", "Paul Brook"]]),
        ("{PERSON Ada} and {PERSON Lena Holm} met {PERSON Ada Brook}.", [["Ada", "Ada Brook"], ["Lena Holm"]]),
        ("{PERSON Sana Karim Bashir} and her father {PERSON Karim Bashir}", [["Sana Karim Bashir"], ["Karim Bashir"]]),
    ],
)
def test_stray_words_and_shared_names(marked, expected):
    assert groups(marked) == expected


def test_a_title_tells_which_of_two_is_meant():
    marked = "President {PERSON Min Duk-ha} met Justice Minister {PERSON Min Jae-ok}. President {PERSON Min} left."
    assert groups(marked)[0] == ["Min Duk-ha", "Min"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "{PERSON Ola Hale} resigned. {PERSON Hale} hid wife {PERSON Ida}’s deal, {PERSON Hale} said. {PERSON Ida Hale} left.",
            [["Ola Hale", "Hale", "Hale"], ["Ida", "Ida Hale"]],
        ),
        (
            "{PERSON Ida Hale} spoke. {PERSON Hale} won. There was no word from Mayor {PERSON Ola Hale}. They cheered {PERSON Hale}.",
            [["Ida Hale", "Hale", "Hale"], ["Ola Hale"]],
        ),
        (
            "{PERSON Ida Hale} spoke. {PERSON Hale} won. Mayor {PERSON Ola Hale} wept. They cheered {PERSON Hale}.",
            [["Ida Hale", "Hale"], ["Ola Hale", "Hale"]],
        ),
        (
            "{PERSON Ida Hale} spoke. They waited for Mayor {PERSON Ola Hale}. {PERSON Hale} wept.",
            [["Ida Hale"], ["Ola Hale", "Hale"]],
        ),
    ],
)
def test_whose_a_shared_surname_is_where_it_stands_alone(marked, expected):
    assert groups(marked) == expected
