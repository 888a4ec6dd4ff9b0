"""What the bottom line and the margin say of the name or quote at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.language.quotes.tiers import tier

if TYPE_CHECKING:
    from analysis.article import Article, Entity, Quote


def speaker_word(confidence: float) -> str:
    """Return the word before a speaker's name: none where it is sure enough, ``probably``, or ``unknown`` for no name at all."""
    said = tier(confidence)
    return "" if said == "plain" else said


def name_words(entity: Entity, number: tuple[int, int]) -> str:
    """Say which name it is of how many, and what."""
    from tui.widgets.card import LABEL_WORDS

    return f"{number[0]}/{number[1]} names · {entity.name}, {LABEL_WORDS[entity.label]}"


def quote_words(quote: Quote, article: Article | None, number: tuple[int, int]) -> str:
    """Say who speaks, by which cue, through whom, and how sure that is."""
    text = article.text if article is not None else ""
    speaker = quote.speaker
    who = ""
    if speaker is not None and speaker.name:
        who = speaker.name
    elif speaker is not None and speaker.mention is not None:
        who = text[speaker.mention.start : speaker.mention.end]
    said = speaker_word(quote.confidence)
    parts = [f"{said} {who}".strip() if who and said != "unknown" else f"unknown, perhaps {who}" if who else "unknown"]
    if quote.cue is not None:
        parts.append(" ".join(text[quote.cue.start : quote.cue.end].split()))
    if quote.via is not None:
        parts.append(f"via {quote.via.name}")
    return f"{number[0]}/{number[1]} quotes · {', '.join(parts)} · {quote.confidence:.2f}"
