"""RTF -> plain text: what some editors write into files that are called .txt. Formatting, pictures and fonts are left out."""

from __future__ import annotations

import codecs
import re

_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.IGNORECASE)
_LINES = {"par", "line", "sect", "page", "row"}
_SIGNS = {
    "tab": " ",
    "cell": " ",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
}
_ASIDE = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "header",
        "footer",
        "headerl",
        "headerr",
        "footerl",
        "footerr",
        "footnote",
        "listtable",
        "rsidtbl",
        "themedata",
        "generator",
    ]
)


def rtf_text(data: bytes) -> str:
    """Return the text of an RTF document; damaged ones give what can be read."""
    source = data.decode("latin-1")
    found = re.search(r"\\ansicpg(\d{3,5})", source[:500])
    page = f"cp{found.group(1)}" if found else "cp1252"
    try:
        codecs.lookup(page)
    except LookupError:
        page = "cp1252"
    out: list[str] = []
    groups: list[tuple[bool, int]] = []
    aside, fallback, pending = False, 1, 0
    for token in _TOKEN.finditer(source):
        word, number, byte, sign, brace, words = token.groups()
        if brace == "{":
            groups.append((aside, fallback))
        elif brace:
            aside, fallback = groups.pop() if groups else (False, 1)
            pending = 0
        elif sign == "*" or word in _ASIDE:
            aside = True
        elif aside:
            continue
        elif word == "u" and number:
            out.append(chr(int(number) % 0x10000))
            pending = fallback
        elif word == "uc" and number:
            fallback = int(number)
        elif word:
            out.append("\n" if word in _LINES else _SIGNS.get(word, ""))
        elif byte:
            if pending:
                pending -= 1
            else:
                out.append(bytes([int(byte, 16)]).decode(page, "replace"))
        elif sign:
            out.append({"~": " ", "_": "-", "\n": "\n", "\r": "\n"}.get(sign, sign if sign in "\\{}" else ""))
        elif words:
            out.append(words[pending:])
            pending = max(pending - len(words), 0)
    return "".join(out)
