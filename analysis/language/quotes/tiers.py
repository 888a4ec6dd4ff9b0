"""How plainly the reader may name a speaker, by the quote's calibrated confidence. Imports nothing heavy."""

from __future__ import annotations

from typing import Final, Literal

Tier = Literal["plain", "probably", "unknown"]

PLAIN: Final = 0.92
"""At this confidence and above, at least 95 of 100 named speakers were right on articles that the model had not seen (`make bench`)."""
PROBABLE: Final = 0.5
"""Below this, the name is more often wrong than right."""


def tier(confidence: float) -> Tier:
    """``plain``: show the name; ``probably``: say that it is likely; ``unknown``: show no name."""
    if confidence >= PLAIN:
        return "plain"
    return "probably" if confidence >= PROBABLE else "unknown"


def said_by(name: str | None, confidence: float) -> str:
    """Return how a speaker may be named where there is room for one word more: ``Mara Lund``, ``probably Mara Lund``, ``unknown``."""
    sure = tier(confidence)
    return "unknown" if not name or sure == "unknown" else name if sure == "plain" else f"probably {name}"
