"""Through whom a quote came: the agency, paper or network that was told, the one that quoted, the place where it was written."""

from __future__ import annotations

from analysis.article import Relay

from .candidates import Candidate
from .features import Choice, Features


class Relays:
    """Finds the relays of one article's quotes."""

    def __init__(self, features: Features) -> None:
        self.features = features
        self.skeleton = features.skeleton

    def of(self, choice: Choice, candidate: Candidate | None, source: Candidate | None, entity: int, continued: bool) -> Relay | None:
        """The relay of one quote, or None."""
        return None
