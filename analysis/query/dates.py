"""Dates of a query: ``2024``, ``2024-05``, ``2024-05-16``, ``7d``, ``yesterday``, ``last week``, ``2024-05..2024-07``."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

SPOKEN = ("today", "yesterday", "this week", "last week", "this month", "last month", "this year", "last year")
FORMS = "2024, 2024-05, 2024-05-16, 7d, 3w, 6m, 2y, today, yesterday, last week, this month or 2024-05..2024-07"
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z", re.ASCII)
_AGO = re.compile(r"(\d{1,5})([dwmy])\Z", re.ASCII | re.IGNORECASE)


def period(text: str, today: date) -> tuple[date, date]:
    """Read `text` as its first and last day. Raises ValueError (without words) where it is no date."""
    text = " ".join(text.lower().split())
    if ".." in text:
        first, last = text.split("..", 1)
        begin, end = period(first, today)[0], period(last, today)[1]
        if begin > end:
            raise ValueError
        return begin, end
    if found := _WRITTEN.match(text):
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), _month_end(date(year, month, 1))
        return date(year, month, day), date(year, month, day)
    if found := _AGO.match(text):
        return _ago(int(found[1]), found[2].lower(), today), today
    return _spoken(text, today)


def written(first: date, last: date) -> str:
    """Write a period in the shortest form that reads back as itself."""
    if first == last:
        return first.isoformat()
    if first.day == 1 and last == _month_end(first):
        return f"{first.year:04}-{first.month:02}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year:04}"
    return f"{first.isoformat()}..{last.isoformat()}"


def _spoken(text: str, today: date) -> tuple[date, date]:
    if text not in SPOKEN:
        raise ValueError
    if text in ("today", "yesterday"):
        day = today - timedelta(days=text == "yesterday")
        return day, day
    which, unit = text.split()
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + (7 if which == "last" else 0))
        return monday, monday + timedelta(days=6)
    if unit == "month":
        first = today.replace(day=1)
        if which == "last":
            first = (first - timedelta(days=1)).replace(day=1)
        return first, _month_end(first)
    year = today.year - (which == "last")
    return date(year, 1, 1), date(year, 12, 31)


def _ago(count: int, unit: str, today: date) -> date:
    try:
        if unit in "dw":
            return today - timedelta(days=count * (7 if unit == "w" else 1))
        months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
        first = date(months // 12, months % 12 + 1, 1)
    except (OverflowError, ValueError):
        return date.min
    return first.replace(day=min(today.day, _month_end(first).day))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
