"""Lines near the top of a text that say nothing but when it was published, and where.

An outlet is believed only by its form, a name with a word that the press has in its names, and only on a line of its own or between
bars and commas beside a date or an author: sentences and datelines name places, agencies and other papers.
"""

from __future__ import annotations

import re

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|"
    r"Dec(?:ember)?)"
)
DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{MONTH}|{MONTH}\.?\s+\d{{1,2}})(?:,?\s+\d{{4}})?"
DATE_LABEL = re.compile(r"(?:first |last )?(?:published|updated|posted|modified)\s*(?:in\b|on\b|:)", re.IGNORECASE)
UPDATE_LABEL = re.compile(r"\W*(?:last |first )?(?:updated|modified|edited)\b", re.IGNORECASE)
_DATE = re.compile(
    rf"(?:{DAY}|\d{{4}}-\d\d?-\d\d?|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|(?:\d+|an?)\s+(?:min(?:ute)?|hour|day|week|month|"
    rf"year)s?\s+ago|{MONTH}\s+\d{{4}})\b",
    re.IGNORECASE,
)
_AROUND_DATE = re.compile(
    r"\b(?:first|last|date|published|updated|posted|modified|created|issued|edited|on|at|in|of|by|local time|time|read|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|\d{4}|\d{1,2}[:.h]\d\d(?::\d\d)?|\d{1,2}|[ap]\.?m\b\.?|hrs?|"
    r"[A-Z]{2,4}T|GMT|UTC|ET|UK|US|[+-]\d{2}:?\d{2}|\d+\s?[ap]m|\d+ min(?:ute)?s?)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[,|·•]\s*|\s+[–—/-]\s+|\s+[Ff]or\s+(?=(?:the\s+)?[A-Z])")
BARS = re.compile(r"\s*[|·•]\s*")
_PUBLISHED_IN = re.compile(
    r"(?:(?:first\s+)?(?:published|posted|appeared)\s+(?:by|in|on|at)|source\s*:|from\s*:)\s+(?P<outlet>[^\d,|·•]{2,60}?)"
    r"(?=$|\s*[,|·•]|\s+on\s)",
    re.IGNORECASE,
)
_SMALL = frozenset({"of", "the", "and", "for", "on", "in", "de", "la", "el", "le", "du", "del"})
_PRESS = frozenset(
    "advertiser argus banner beacon bee bulletin chronicle courier daily digest dispatch echo enquirer evening express gazette globe "
    "guardian herald inquirer journal ledger magazine mail media mercury messenger mirror monthly news newspaper newswire online "
    "post press radio sentinel standard star statesman sun telegraph television times today tribune tv wire weekly".split()
)
_PRESS_WITH_ARTICLE = frozenset(
    "age atlantic citizen economist examiner independent insider monitor nation observer record register reporter review spectator "
    "vanguard voice week world".split()
)
_PRESS_FIRST = frozenset("daily diario gazeta jornal radio".split())
_BY_NAME = re.compile(
    r"AFP|AP|ANI|PTI|IANS|BBC(?: News| Sport)?|CNN|CBC|NBC|CBS|NPR|RFI|RNZ|dpa|UPI|TASS|Reuters|Xinhua|Bloomberg|Yonhap|Bernama|Kyodo|"
    r"Agence France-Presse|(?:The )?Associated Press|Al Jazeera(?: English)?|Deutsche Welle|Anadolu Agency|Press Association"
)


def is_date_line(text: str) -> bool:
    """Tell a line that says when: a date, and beside it hardly more than labels, a clock time, a place or an outlet."""
    found = _DATE.search(text)
    if not found:
        return False
    outlet = outlet_on(text)
    if outlet:
        text = text.replace(outlet, " ", 1)
    rest = re.findall(r"[^\W\d_]{2,}", _AROUND_DATE.sub(" ", _DATE.sub(" ", text)))
    return len(rest) <= (3 if DATE_LABEL.match(text) else 2) and not any(word[0].islower() for word in rest)


def outlet_on(line: str, alone: bool = False) -> str | None:
    """Return the outlet that a line names beside its date or author, None where it names none for sure.

    With `alone` the whole line may be the name, as lines are that stand beside a byline or a date.
    """
    if found := _PUBLISHED_IN.match(line):
        words = found.group("outlet").strip()
        return words if is_outlet(words) else None
    parts = [part.strip(" |–—-") for part in _PARTS.split(line)]
    if len(parts) == 1 and not alone:
        return None
    return next((part.removeprefix("the ") for part in parts if is_outlet(part)), None)


def is_outlet(words: str) -> bool:
    """Tell the name of a newspaper, an agency or a station by its form."""
    if _BY_NAME.fullmatch(words):
        return True
    parts = words.split()
    if not 2 <= len(parts) <= 6 or not re.fullmatch(r"[\w.'’& -]+", words):
        return False
    if any(not (part[0].isupper() or part.lower() in _SMALL or part == "&") for part in parts) or parts[0] in ("By", "BY", "From"):
        return False
    first, last = parts[0].lower(), parts[-1].lower().removesuffix(".com")
    return last in _PRESS or first in _PRESS_FIRST or (first == "the" and last in _PRESS_WITH_ARTICLE)
