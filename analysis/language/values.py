"""`pullquote_values`: calendar dates, sums of money, percentages and quantities, found by pattern.

Dates are what a calendar has (days, weekdays, months, years, decades), not "last week" or "three years".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from analysis.article import Value
from analysis.language.names import register_extensions

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUMBERED_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
_DATE = re.compile(
    rf"""(?<![\w$£€.,/-])(?:
      (?:{_DAY},?[ ](?:the[ ])?)?
      (?:{_MONTH}[ ]{_NUMBERED_DAY}(?!\d)(?:\s?[-–][ ]?{_NUMBERED_DAY}(?!\d))?(?:,?[ ]{_YEAR}(?!\d))?
        |{_NUMBERED_DAY}(?:[ ]of)?[ ]{_MONTH}(?:,?[ ]{_YEAR}(?!\d))?
        |{_MONTH},?[ ]{_YEAR}(?!\d))
      |{_DAY}s?(?!\w)
      |{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)
      |(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.](?:{_YEAR}|\d\d)(?![\w/-])
      |{_YEAR}(?:s|[-–/](?:{_YEAR}|\d\d))?(?!\w|[.,]\d|%)
      |[‘’']\d0s(?!\w)
      |(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)(?!\w)
    )""",
    re.VERBOSE,
)


def _one_of(words: str) -> str:
    """Return a pattern that matches any of the patterns between the blanks of `words`."""
    return "(?:" + "|".join(words.split()) + ")"


_COUNTED = re.compile(
    "[ -]"
    + _one_of(
        "people persons men women troops soldiers officers k(?:ilo)?m(?:et(?:er|re)s?)? miles met(?:er|re)s feet MW mw megawatts "
        "ton(?:ne)?s dollars euros pounds yuan pesos rupees votes seats workers employees students homes houses families cases "
        "deaths hours pages acres hectares barrels calories kg million billion percent per"
    )
    + r"\b"
)
_BEFORE_A_MONTH = re.compile(
    r"\b"
    + _one_of("[Ii]n [Oo]f [Ss]ince [Uu]ntil [Tt]ill [Bb]y [Ll]ast [Nn]ext [Tt]his [Ee]arly [Ll]ate [Mm]id [Dd]uring [Ff]rom and to")
    + r"[ -]$"
)
_NUMBER = r"\d{1,15}(?:[,.]\d{1,3}){0,5}"
_LARGE = _one_of("hundred thousand million billion trillion crores? lakhs?")
_SCALE = rf"(?:[ -]?{_LARGE}|[ ]?(?:bn|mn|tn|k|m|b)(?!\w))"
_COUNTRY = (
    "(?:"
    + _one_of(
        "US U\\.S\\. Hong\\sKong Australian Canadian New\\sZealand Singapore American Colombian Mexican Indian Pakistani Kenyan Swiss"
    )
    + "[ ])?"
)
_CURRENCY = (
    f"(?:{_COUNTRY}{_one_of('dollars? pesos? rupees? shillings? francs? pounds?')}|"
    + _one_of(
        "euros? yuan yen won rand naira cedis? rou?bles? rupiah ringgit baht dong kron(?:or|er|a|e) lira dirhams? riyals? rials? dinars? "
        "kwacha birr taka hryvnias? zloty forints? reais soles bolivars? cents pence"
    )
    + ")"
)
_CODE = _one_of(
    "USD EUR GBP JPY CNY RMB INR ZAR KES NGN GHS AUD CAD NZD HKD SGD CHF AED SAR PKR LKR BDT Ksh KSh Sh Rs\\.? RM Tk\\.? Php PHP P"
)
_SIGN = r"(?:(?:(?:US|U\.S\.|HK|NZ|NT|AU|CA|N|A|C|S|R|Z|J|TT)[ ]?)?\$|[£€¥₹₦₱₩₽฿])"
_SMALL = _one_of("a one two three four five six seven eight nine ten")
_MONEY = re.compile(
    rf"""(?<![\w$])(?:
      {_SIGN}[ ]?{_NUMBER}(?:[-–]{_NUMBER})?(?:{_SCALE})?(?:[ ]{_CURRENCY}(?!\w))?
      |{_CODE}[ ]?{_NUMBER}(?:{_SCALE})?(?!\w)
      |R\d{{1,3}}(?:[ ,.]\d{{1,3}}){{0,4}}(?:{_SCALE})?(?!\w)
      |(?:{_NUMBER}|{_SMALL}(?=[ ]{_LARGE}))(?:{_SCALE})?[ ](?:{_CURRENCY}|{_CODE})(?!\w)
    )""",
    re.VERBOSE,
)
_PERCENT = re.compile(rf"(?<![\w$])[-−+]?{_NUMBER}(?:[ ]?[-–][ ]?{_NUMBER})?(?:[ ]?%|[ -](?:per cent|percent|pct|percentage points?)\b)")
_UNIT = _one_of(
    "k(?:ilo)?m(?:et(?:er|re)s?)?(?:/h)? square\\s(?:miles|kilomet(?:er|re)s|met(?:er|re)s|feet) miles? met(?:er|re)s? "
    "cent[iy]met(?:er|re)s? cm mm feet foot inch(?:es)? yards? acres? hectares? tonnes? tons? kilogram(?:me)?s? kgs? kilos? grams? "
    "pounds lbs ounces? litres? liters? gallons? barrels? degrees(?:\\s(?:Celsius|Fahrenheit))? [°º][CF]? mph kph knots megawatts? "
    "gigawatts? MW GW kWh volts hertz megabytes gigabytes GB TB"
)
_QUANTITY = re.compile(rf"(?<![\w$£€]){_NUMBER}(?:{_SCALE})?[ -]?{_UNIT}(?!\w)")
_RANK = {"MONEY": 0, "PERCENT": 1, "QUANTITY": 2, "DATE": 3}
"""Of two values that begin and end together the first in this order is kept."""


def find_values(text: str) -> list[Value]:
    """Return the dates, sums, percentages and quantities in a text, in order, none inside another."""
    found: list[Value] = []
    for label, pattern in (("MONEY", _MONEY), ("PERCENT", _PERCENT), ("QUANTITY", _QUANTITY)):
        found += [Value(*match.span(), label) for match in pattern.finditer(text)]
    found += [Value(start, end, "DATE") for start, end in _dates(text)]
    found.sort(key=lambda value: (value.start, -value.end, _RANK[value.label]))
    kept: list[Value] = []
    for value in found:
        if not kept or value.start >= kept[-1].end:
            kept.append(value)
    return kept


def _dates(text: str) -> Iterator[tuple[int, int]]:
    for match in _DATE.finditer(text):
        start, end = match.span()
        if match["month"] in ("May", "March", "August") and not _BEFORE_A_MONTH.search(text, max(0, start - 8), start):
            continue
        if text[start].isdigit() and _COUNTED.match(text, end):
            continue
        yield start, end


class ValueFinder:
    """Sets `doc._.values`, character offsets into the document's text; values inside a name are left out."""

    def __init__(self, inside_names: bool = False) -> None:
        """`inside_names` keeps values that overlap an entity of the document."""
        register_extensions()
        self.inside_names = inside_names

    def __call__(self, doc: Doc) -> Doc:
        """Find the values of one document."""
        values = find_values(doc.text)
        if not self.inside_names and values:
            taken = [(ent.start_char, ent.end_char) for ent in doc.ents]
            values = list(_apart(values, taken))
        doc._.values = tuple(values)
        return doc


def _apart(values: list[Value], taken: list[tuple[int, int]]) -> Iterator[Value]:
    at = 0
    for value in values:
        while at < len(taken) and taken[at][1] <= value.start:
            at += 1
        if at == len(taken) or taken[at][0] >= value.end:
            yield value


@Language.factory("pullquote_values", assigns=["doc._.values"], default_config={"inside_names": False})  # type: ignore[untyped-decorator]
def make_value_finder(nlp: Language, name: str, inside_names: bool) -> Callable[[Doc], Doc]:
    """Make the component."""
    return ValueFinder(inside_names)
