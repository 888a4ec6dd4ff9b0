"""What class names and the like say about an element's purpose, in the habits of many content systems."""

from __future__ import annotations

import re
from typing import Any

from analysis.article import LINK_LISTS, BlockKind

_E = r"(?:$|[\s_-])"
_B = r"(?:^|[\s_-])"
_HINTS = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"(?:page|story|article|related|link)-?promo|promo-?(?:headline|title|link|story|card|item)", BlockKind.RECOMMENDATION),
        (
            rf"promo(?!ted-by)|newsletter|subscri(?!ber-?(?:only|preview|premium|content))|sign-?up|advert|{_B}ads?{_E}|sponsor|social|{_B}shar(?:e|ing)|cookie|paywall|donat|"
            rf"app-(?:banner|download)|outbrain|taboola|follow-(?:us|on)|whatsapp|membership|consent|print-only|toolbar|"
            rf"{_B}(?<!\bed-)tags?(?:$|\s|[_-]+(?:list|links|cloud|container))|topic-?list|tag-?list|breadcrumb|call-to-action|{_B}cta{_E}|donate|"
            rf"{_B}banner{_E}|{_B}(?:btn|buttons?){_E}|{_B}(?:gate|barrier|regwall){_E}|post-?terms|topic-?categor|audio-?(?:player|module)|listen-?bar|read-?time|reading-?time|copyright-?notice|disclaimer",
            BlockKind.PROMO,
        ),
        (
            r"read-?more|readmore|inline-?(?:related|link|story)|see-?also|also-?read|rich-?link|embedded-?(?:link|related|story)|"
            r"in-?(?:article|text|body|content)-?(?:related|link|story|recirc)|linkbox|link-?card|story-?link|internal-?link|embed-?related|bookmark-?card",
            BlockKind.READ_MORE,
        ),
        (
            rf"{_B}relat|related|recommend|recirc|most-?(?:read|popular|viewed|shared)|trending|{_B}popular|may-?(?:also-?)?like|"
            rf"you-?might|onward|"
            r"more-(?:from|on|news|top|in|coverage|(?!detail|option|setting|result|comment|action)[a-z]{4,12}s(?:$|[\s_-]))|further-?(?:reading|stories)|up-?next|read-?next|next-?(?:stor|"
            r"article|post)|"
            r"suggest|latest-(?:news|stories|posts)|similar|yarpp|jp-relatedposts|also-?on|editors?-?picks?|top-?stories|list-?enhancement",
            BlockKind.RECOMMENDATION,
        ),
        (r"credit|copyright|photographer|image-?source|picture-?source|photo-?by|img-?author", BlockKind.CREDIT),
        (rf"caption|cutline|photo-?text|image-?text|media-?text|legend|{_B}figure-?text", BlockKind.CAPTION),
        (r"attribution", BlockKind.CREDIT),
        (
            rf"by-?line|bottom-of-article|(?:^|\s)bio(?:$|\s)|(?:author|writer)-?bio|about-(?:the-)?author|{_B}authors?{_E}|contributor|publish|"
            rf"time-?stamp|date-?time|{_B}(?:by|date|time|posted|meta|entry-meta|"
            rf"article-?meta|"
            rf"post-?meta|writer|reporter|dateblock|last-?updated|updated|modif(?:y|ied)-?date|created?-?(?:by|date)){_E}|post-?info|article-?info|story-?meta",
            BlockKind.BYLINE,
        ),
        (
            rf"stand-?first|sub-?(?:title|headline|hed|head(?![a-z]))|{_B}(?:de[ck]k?|lede?-?text|lead|intro|summary|bajada|chapo){_E}|"
            rf"strap-?line|(?:article|story|post|headline)[_-]+sub(?:$|\s)|"
            rf"article-?(?:summary|intro|lead|description|subtitle)|story-?summary|synopsis|excerpt|tagline",
            BlockKind.STANDFIRST,
        ),
        (r"pull-?quote|quote-?box|blockquote", BlockKind.BLOCK_QUOTE),
        (
            rf"in-?set{_E}|side-?bar|fact-?(?:box|file|s)|info-?box|explainer|{_B}box{_E}|boxout|box-?out|pull-?out|key-?points|"
            rf"at-a-glance|sidenote|"
            r"context-?box|break-?out|background-?box",
            BlockKind.INSET,
        ),
        (rf"teaser|live-?(?:link|banner|promo)|{_B}strap{_E}|package-?link", BlockKind.TEASER),
    )
)
OUTER = frozenset({BlockKind.PROMO}) | LINK_LISTS
"""Kinds that a wrapper gives to all that stands in it."""

_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?(?:-?(?:area|list|section|respond|form|wrapper|container|thread))?|disqus\w*|respond|reader-?comments|"
    r"viafoura\w*|coral\w*|(?!(?:has|no|with|show|hide|open|allow)-)[\w-]+-comments)(?:$|\s)",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    # Not "hidden-print", "hide-placeholder": what is hidden on some devices, or until it is loaded, is there to be read.
    rf"{_B}sr-only|visually-?hidden|visuallyhidden|screen-?reader|{_B}hid(?:e|den)(?:$|\s)|off-?screen|u-hidden|{_B}no-?print{_E}|"
    r"mw-editsection|(?:skip|jump)-(?:link|nav|to)|(?:hide|toggle)-caption|no-?script|callout-emoji|"
    rf"{_B}(?:pagination|page-?nav|prev-?next){_E}",
    re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_STYLED_AWAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_comments(element: Any) -> bool:
    """Tell what readers wrote below an article."""
    return bool(_COMMENTS.search(" ".join(filter(None, (element.get("class"), element.get("id"))))[:300]))


def hint_of(element: Any) -> BlockKind | None:
    """Return the kind that the names on an element suggest."""
    marks = (element.get("class"), element.get("id"), element.get("data-component"), element.get("data-testid"))
    names = _HUMP.sub("-", " ".join(filter(None, marks))[:400])
    for pattern, kind in _HINTS:
        if pattern.search(names):
            return kind
    if (element.get("aria-label") or "").lower() == "advertisement":
        return BlockKind.PROMO
    prop = element.get("itemprop") or ""
    if prop in ("author", "datePublished", "dateModified"):
        return BlockKind.BYLINE
    if prop in ("description", "alternativeHeadline"):
        return BlockKind.STANDFIRST
    return {"caption": BlockKind.CAPTION, "copyrightHolder": BlockKind.CREDIT}.get(prop)


def is_unseen(element: Any) -> bool:
    """Tell what a browser would not show."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_UNSEEN.search((element.get("class") or "")[:300]) or _STYLED_AWAY.search((element.get("style") or "")[:300]))
