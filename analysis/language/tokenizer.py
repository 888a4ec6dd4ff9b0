"""A tokenizer that is one regular expression: it loses no character, knows no vocabulary, and takes time proportional to the text.

Words end at hyphens, slashes and dashes, so that ``U.S.-Mexico`` and ``anti-Russian`` hold a name of their own; ``'s`` is a token;
abbreviations keep their full stop. spaCy's own tokenizer takes four times as long, a third of a second to load, and time in the square of
the length for a hundred thousand quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

LONGEST = 100
"""Characters of the longest token of letters, of blanks, and of an address."""

_ABBREVIATIONS = (
    "Mr Mrs Ms Dr Prof St Sgt Lt Col Gen Capt Cpl Cmdr Adm Maj Sen Rep Reps Sens Gov Rev Hon Pres Supt Insp Jr Sr Inc Corp Ltd Co Cos Bros "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov No Nos Ave Blvd Rd Mt Ft vs etc al approx dept est "
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis "
    "Wyo"
).split()
_TOKEN = re.compile(
    rf"""
    ( (?:https?://|www\.)[^\s<>"“”]{{1,{LONGEST}}}(?<![.,;:!?)'’])
    | (?:[^\W\d_]\.){{2,8}}
    | (?:{"|".join(_ABBREVIATIONS)})\.(?!\w)
    | [A-Z]\.(?=[ ]?[A-Z])
    | ['’](?:s|S|re|ve|ll|d|m|t)(?!\w)
    | \d{{1,{LONGEST}}}(?:[.,:]\d{{1,9}}){{0,9}}\w{{0,9}}
    | [\w\u0300-\u036f]{{1,{LONGEST}}}
      (?:['’](?!(?:s|S|re|ve|ll|d|m|t)(?!\w))[^\W\d_]{{1,{LONGEST}}} | &(?=\w)\w{{1,9}} | \.(?=[a-z])[a-z]{{1,9}}){{0,4}}
    | \s{{1,{LONGEST}}}
    | \.{{2,{LONGEST}}} | -{{2,{LONGEST}}}
    | . )
    ([ ]?)
    """,
    re.VERBOSE | re.DOTALL,
)
_LONG_RUN = re.compile(rf"\S{{{2 * LONGEST},}}")
_NOT_TEXT = re.compile("[\ud800-\udfff\0]")


def tokens(text: str) -> list[tuple[str, str]]:
    """Return the tokens of a text, each with the blank behind it (or none); put together they are the text."""
    return _TOKEN.findall(text)


class Tokenizer:
    """Makes documents. Lone surrogates and NULs, which spaCy cannot hold, become replacement characters, one for one."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the document of one text."""
        if _NOT_TEXT.search(text):
            text = _NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)
        pairs = tokens(text)
        return Doc(self.vocab, words=[word for word, _ in pairs], spaces=[bool(space) for _, space in pairs])

    def pipe(self, texts: Iterable[str], batch_size: int = 1) -> Iterator[Doc]:
        """Yield the documents of many texts."""
        return map(self, texts)

    # It has no state, but spaCy saves and restores tokenizers as it does components.

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return nothing."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Tokenizer:
        """Take nothing."""
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write nothing."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Tokenizer:
        """Read nothing."""
        return self


def robust(nlp: Language) -> Callable[[str], Doc]:
    """Return the tokenizer of a pipeline, saved from what it cannot bear: what is no text, and runs without a blank that are too long
    for rules that take time in the square of a length."""

    def make(text: str) -> Doc:
        if _NOT_TEXT.search(text):
            text = _NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)
        if not _LONG_RUN.search(text):
            return nlp.tokenizer(text)
        return Tokenizer(nlp.vocab)(text)

    return make


@registry.tokenizers("pullquote_tokenizer")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """Make what makes the tokenizer of a pipeline."""
    return lambda nlp: Tokenizer(nlp.vocab)
