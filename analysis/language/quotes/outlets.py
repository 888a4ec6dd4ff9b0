"""Which names are news outlets, broadcasters or networks, by the words in them."""

from __future__ import annotations

from functools import lru_cache

WORDS = frozenset(
    "news times post journal herald tribune guardian telegraph independent mail mirror sun star express standard observer gazette "
    "chronicle "
    "dispatch examiner inquirer sentinel courier echo bulletin ledger reporter register globe daily weekly press radio television tv fm "
    "broadcasting broadcaster network agency newspaper magazine monitor today online review newswire podcast media channel "
    "atlantic economist "
    "show nation shimbun ilbo zeitung monde figaro libération presse pais país mundo nación prensa jornal gazeta post-gazette".split()
)
NAMES = frozenset(
    "abc afp aap al-jazeera ansa ap apa associated axios bbc bloomberg breitbart buzzfeed cbc cbs cctv cgtn cnbc cnn c-span dpa dw "
    "efe espn euronews "
    "facebook forbes fox fortune ft gma hbo huffpost instagram interfax itar-tass itn itv jazeera kyodo ktla kcna msnbc nbc "
    "newsmax newsweek nhk npr ntv "
    "politico pbs petra reuters ria ria-novosti rt rtve rte rté sabc sky slate snapchat sportskeeda spiegel tass telegram tiktok "
    "time twitter ukrinform upi "
    "univision usa vox vice vanity whatsapp wired wsj xinhua yonhap youtube yle youtube weibo".split()
)
PUBLIC = frozenset(
    "committee council congress court parliament senate house ministry government party commission union police department assembly board "
    "tribunal inquiry jury conference forum summit university school college bank company corp inc ltd club fbi cia un nato eu "
    "democrats republicans "
    "association group foundation institute security nations".split()
)


@lru_cache(maxsize=8192)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word.strip(".,’'\"“”").removesuffix("'s").removesuffix("’s") for word in name.lower().replace("/", " ").split())


def is_outlet(name: str) -> bool:
    """Whether the name is one of a news outlet or network, as far as its words tell."""
    words = _words(name)
    if words and words[-1] in ("authority", "officers", "office"):
        return False
    return any(word in NAMES or word in WORDS for word in words)


def speaks_for_public(name: str) -> bool:
    """Whether the name is one of a body to which people speak without being relayed by it: a court, a committee, a party."""
    return any(word in PUBLIC for word in _words(name))
