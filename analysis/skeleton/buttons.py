"""What stands on the buttons and bars of pages, and is saved with their text."""

from __future__ import annotations

import re

_SERVICE = r"(?:facebook|twitter|x|whats\s?app|linked\s?in|reddit|pinterest|telegram|e-?mail|bluesky|threads|messenger|flipboard|tumblr)"
_BUTTON = re.compile(
    rf"""
    (?:copy|get)\ (?:the\ )?(?:link|url|address)s?(?:\ to\ clipboard)? | (?:link|url|address)\ copied(?:\ to\ clipboard)?
    | (?:share|save|bookmark|gift|print|e-?mail|like|follow)(?:\ (?:this|the|full))?
      (?:\ (?:article|story|page|post|author|topic|report))?:?
    | (?:click\ to\ )?(?:share|post|tweet|pin|e-?mail|send)(?:\ (?:this|it|a\ link))?
      (?:\ (?:on|via|by|to|with|in)\ (?:a\ friend|{_SERVICE}))?
      (?:\ \(opens\ in\ (?:a\ )?new\ (?:window|tab)\)?)?
    | (?:add|save|saved)(?:\ (?:it|this))?\ (?:to|for)\ (?:favou?rites|bookmarks|my\ list|reading\ list|later)
    | listen(?:\ to)?(?:\ (?:the|this))?(?:\ (?:article|story|post))?(?:\W+\(?\d{{1,2}}(?::\d\d)?\s?(?:min(?:ute)?s?|m)?\)?)?
    | (?:play|watch|pause|stop)(?:\ (?:the|this))?\ (?:video|audio|clip|episode) | (?:auto-?play|now\ playing|volume|captions\ on)
    | (?:premium|free|subscriber[s-]?(?:\ only)?|members?[\ -]only|exclusive)\ (?:article|story|content|read|access)s? | premium
    | exclusive\ (?:for|to)\ (?:our\ )?(?:subscribers|members|readers) | (?:for\ )?subscribers?[\ -]only
    | (?:cancel|stop)\ (?:at\ )?any\s?time.{{0,40}} | (?:start|begin|try)\ (?:your|a)\ (?:free\ )?trial.{{0,40}}
    | (?:view|see)\ (?:all\ )?(?:plans|offers)
    | we\ (?:value|respect|care\ about)\ your\ privacy | we\ and\ our\ (?:\d+\ )?partners\b.{{0,200}}
    | (?:accept|reject|agree|decline|allow)\ (?:all|and\ (?:close|continue))? | i\ (?:accept|agree)
    | (?:more|show)\ (?:options|purposes|details)
    | (?:get|be)\ notified | (?:enable|allow|turn\ on|manage)\ notifications | get\ (?:alerts|updates)
    | (?:skip|close|hide)\ (?:the\ )?(?:advert(?:isement)?|ad|banner) | (?:read|open|view|continue)\ in\ (?:the\ )?app | use\ the\ app
    | (?:report|flag)\ (?:a|an|this)\ (?:typo|error|mistake|correction|comment|problem) | republish(?:\ this\ (?:article|story))?
    | (?:font|text)\ size(?:\ (?:small|medium|large|[+-])){{0,3}}
    | (?:larger|smaller|increase|decrease)\ (?:text|font)(?:\ size)?
    | https?://\S+ | (?:photo|img|image|video|embed|gallery)\]\S+
    | translate(?:\ this\ (?:page|article))? | (?:back|return|scroll)\ to\ (?:the\ )?top
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_button(words: str) -> bool:
    """Tell a line that is nothing but the words of a button, a player or a bar of the page."""
    return len(words) <= 240 and bool(_BUTTON.fullmatch(words))
