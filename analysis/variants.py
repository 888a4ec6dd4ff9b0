"""Fingerprints of quotes. (The matching of variants follows.)"""

from __future__ import annotations

import re
import zlib

_WORD = re.compile(r"[^\W_]+")
_GRAM = 4
_WINDOW = 3


def fingerprints(text: str) -> set[int]:
    """Return numbers (32 bits) that texts with the same run of words share.

    Of every three neighbouring runs of four words the one with the least hash is kept (winnowing: Schleimer, Wilkerson and
    Aiken 2003), so that two texts with six words in a row in common always share a number.
    """
    words = _WORD.findall(text.casefold())
    hashes = [zlib.crc32(" ".join(words[i : i + _GRAM]).encode()) for i in range(len(words) - _GRAM + 1)]
    return {min(hashes[i : i + _WINDOW]) for i in range(max(1, len(hashes) - _WINDOW + 1))} if hashes else set()
