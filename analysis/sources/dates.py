"""Dates as pages write them -> ISO 8601, as precise as the page is and no more."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from analysis.canonical import clean_line

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?")
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})\b")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+({_MONTH})\b\.?,?[\s-]+(\d{{4}})\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_MONTH_ONLY = re.compile(rf"\A({_MONTH})\b\.?,?\s+(\d{{4}})\Z", re.IGNORECASE)
_WEEKDAY = re.compile(r"\A(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,", re.IGNORECASE)


def iso_date(text: object) -> str | None:
    """Return a date in one of the forms of `Article.published`, or None where the text names none for sure.

    Reads ISO 8601 (whole or shortened), the dates of mail and feeds, and English dates with the month in letters. A time without
    an offset from UTC is left out, days and months in digits only (03/05/2024) are not guessed, and neither are the zeros that
    systems write where a date is missing.
    """
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        return None
    if not isinstance(text, str):
        return from_timestamp(text)
    line = clean_line(text, 100)
    if found := _ISO.fullmatch(line) or _COMPACT.fullmatch(line):
        return _format(*found.groups())
    if _WEEKDAY.match(line):
        try:
            moment = parsedate_to_datetime(line)
        except (ValueError, TypeError, IndexError, OverflowError):
            pass
        else:
            # A mail date of "-0000" is UTC without a promise about the zone; the moment is certain all the same.
            zone = moment.tzinfo or (UTC if line.endswith("-0000") else None)
            return _checked(moment.replace(tzinfo=zone)) if zone else _format(str(moment.year), str(moment.month), str(moment.day))
    if found := _SLASHED.search(line):
        return _format(*found.groups())
    if found := _DAY_FIRST.search(line):
        day, month, year = found.groups()
        return _format(year, str(_MONTHS[month.lower()]), day)
    if found := _MONTH_FIRST.search(line):
        month, day, year = found.groups()
        return _format(year, str(_MONTHS[month.lower()]), day)
    if found := _MONTH_ONLY.match(line):
        month, year = found.groups()
        return _format(year, str(_MONTHS[month.lower()]))
    return None


def from_timestamp(seconds: float) -> str | None:
    """Return the moment of a Unix time in seconds (or, where it is far too large, milliseconds), None for zero and nonsense."""
    if seconds != seconds or seconds <= 0:
        return None
    if seconds > 1e11:
        seconds /= 1000
    try:
        return _checked(datetime.fromtimestamp(int(seconds), UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _format(
    year: str,
    month: str | None = None,
    day: str | None = None,
    hour: str | None = None,
    minute: str | None = None,
    second: str | None = None,
    zone: str | None = None,
) -> str | None:
    try:
        moment = datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))
        if not _sane(moment):
            return None
        if not month:
            return f"{moment.year:04}"
        if not day:
            return f"{moment:%Y-%m}"
        if hour is None or not zone:
            return f"{moment:%Y-%m-%d}"
        offset = "+00:00" if zone.upper() in ("Z", "UTC", "GMT") else zone if ":" in zone else f"{zone[:3]}:{zone[3:] or '00'}"
        return _checked(datetime.fromisoformat(f"{moment.isoformat()}{offset}"))
    except ValueError:
        return None


def _checked(moment: datetime) -> str | None:
    return moment.isoformat(timespec="seconds") if _sane(moment) else None


def _sane(moment: datetime) -> bool:
    return 1600 <= moment.year <= 2200 and (moment.year, moment.month, moment.day) != (1970, 1, 1)
