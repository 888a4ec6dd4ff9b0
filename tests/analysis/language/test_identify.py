"""English is never refused, other languages are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.identify import identify, name_of


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Vladimir Putin",
        "Macron: «Non!»",
        "México beats El Salvador in San José",
        "PM Modi visits Karnataka, Kerala, Tamil Nadu",
        "KARI HOLM MET BEAT FREY IN GENEVA",
        "São Paulo, Düsseldorf, Île-de-France, La Paz, Los Angeles, El Paso, De la Cruz, Del Mar",
        "The restaurant La Table de la Mer serves coq au vin and the soupe du jour, and in the evening a man plays the piano.",
        "The word 北京 means northern capital, the guide said.",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "def f(x):\n    return x",
        "😀😀😀",
    ],
)
def test_english_and_what_cannot_be_told_is_read(text: str) -> None:
    assert identify(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Президент России поблагодарил председателя Китая за поддержку", "ru"),
        ("Президент України подякував європейським країнам за підтримку", "uk"),
        ("中国国家主席在北京会见俄罗斯总统", "zh"),
        ("ロシアの大統領は北京で中国の主席と会談した", "ja"),
        ("러시아 대통령이 베이징에서 중국 주석을 만났다", "ko"),
        ("التقى الرئيس الروسي نظيره الصيني في بكين", "ar"),
        ("رئیس جمهور روسیه با رئیس جمهور چین در پکن دیدار کرد و گفت", "fa"),
        ("रूस के राष्ट्रपति ने बीजिंग में चीन के राष्ट्रपति से मुलाकात की", "hi"),
        ("Ο πρόεδρος της Ρωσίας συναντήθηκε με τον πρόεδρο της Κίνας", "el"),
        ("El presidente de Rusia agradeció a su homólogo de China el apoyo que le dio en la reunión de Pekín, según los medios", "es"),
        (
            "Le président de la Russie a remercié son homologue de la Chine pour le soutien que le pays lui a donné dans les discussions",
            "fr",
        ),
        ("Der Präsident von Russland hat sich bei dem Präsidenten von China für die Hilfe bedankt, die er in der letzten Zeit bekam", "de"),
        (
            "Presiden itu tidak akan hadir dalam pertemuan dengan para menteri di Jakarta, dan ini bukan yang pertama untuk tahun ini",
            "id",
        ),
        (
            "Prezydent Rosji podziękował przywódcy Chin za wsparcie, które otrzymał na spotkaniu w Pekinie, i dodał, że to nie jest koniec",
            "pl",
        ),
    ],
)
def test_other_languages_are_told(text: str, language: str) -> None:
    assert identify(text) == language
    assert name_of(language)[0].isupper()


@given(st.text(alphabet=st.characters()))
def test_every_text_has_an_answer(text: str) -> None:
    assert name_of(identify(text))
