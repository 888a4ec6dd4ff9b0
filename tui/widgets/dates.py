"""Dates as people write them, as precise as the page was."""

from __future__ import annotations

import datetime

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_date(published: str | None, this_year: int | None = None) -> str:
    """Return an ISO 8601 date (year, month, day or moment) as ``14 Mar``, with the year when it is not `this_year`.

    What is no date is returned as "": a list has no room to explain.
    """
    if not published:
        return ""
    parts = published[:10].split("-")
    try:
        year, month, day = [int(part) for part in parts] + [0] * (3 - len(parts))
        name = MONTHS[month - 1] if month else ""
    except (ValueError, IndexError):
        return ""
    if this_year is None:
        this_year = datetime.date.today().year
    words = [str(day) if day else "", name, "" if month and day and year == this_year else f"{year:04}"]
    return " ".join(word for word in words if word)


def minutes(words: int, per_minute: int = 230) -> str:
    """Return how long `words` take to read, such as ``4 min``."""
    return f"{max(1, round(words / per_minute))} min"
