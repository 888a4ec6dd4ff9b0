"""Which language a text is in: by its script, then by the function words of languages that newspapers are written in.

Only what would spoil an analysis as English matters: a text is called English unless there is good evidence against it, so that a short
headline is never refused.
"""

from __future__ import annotations

import re
from collections import Counter

SAMPLE = 20_000
"""Characters looked at."""

FEWEST_WORDS = 12
"""Below this a text in the Latin alphabet is taken for English."""

FEWEST_FOREIGN = 4
SHARE_FOREIGN = 0.12
LEAD = 1.6
"""So many function words of another language, such a share of all words, and so many times the share of English ones speak against it."""

LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese", "am": "Amharic", "hy": "Armenian", "und": "an unknown language",
}  # fmt: skip

_SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x0370, 0x03FF, "el"), (0x0400, 0x052F, "ru"), (0x0530, 0x058F, "hy"), (0x0590, 0x05FF, "he"), (0x0600, 0x077F, "ar"),
    (0x0900, 0x097F, "hi"), (0x0980, 0x09FF, "bn"), (0x0B80, 0x0BFF, "ta"), (0x0E00, 0x0E7F, "th"), (0x10A0, 0x10FF, "ka"),
    (0x1100, 0x11FF, "ko"), (0x1200, 0x137F, "am"), (0x3040, 0x30FF, "ja"), (0x3400, 0x9FFF, "zh"), (0xAC00, 0xD7AF, "ko"),
    (0xFB50, 0xFEFC, "ar"), (0x20000, 0x323AF, "zh"),
)  # fmt: skip
_TELLING_LETTERS = {"ru": (("uk", "іїєґ"), ("bg", "ъ")), "ar": (("fa", "پچژگ"),)}

_FUNCTION_WORDS = {
    "en": "the of and to in a is that for it was on with as he be by at this have from are not they his had an said which you but were "
    "will has their who been more would we its she or about after all when there one up out than what can could her him over says new if "
    "into no",
    "es": "de la que el en y los se del las un por con una su para es al lo como más pero sus le ya fue este ha sí porque esta son entre",
    "fr": "de la le les et des en un une du est que dans qui pour pas au sur par plus se ce avec il sont ne à été aux cette mais ont",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach bei",
    "it": "di e il la che in un per del è non una si con della le sono da al dei i nel gli ha come più lo ma alla anche delle",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao das tem seu sua ou são à",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er die om ook als dan maar bij door naar uit heeft werd wordt",
    "pl": "w i na z do się nie to że o jest po od za jak przez dla są oraz ale ma co tym był przed może roku jego",
    "sv": "och i att det som en på är av för med till den har inte om ett han men var sig från vi kan så de",
    "da": "og i at det er en til af på for med der den som har ikke de et om var fra han men sig blev",
    "no": "og i det er som på en å til av for at med har de ikke den et om var fra han men seg ble",
    "fi": "ja on ei se että hän oli ovat mutta myös kun joka sen ole mukaan jo niin tai kuin vuoden",
    "tr": "ve bir bu için ile da de olarak çok daha olan gibi kadar sonra ise en ancak olduğu yeni",
    "id": "yang dan di untuk dengan ini dari pada dalam tidak itu akan oleh juga adalah ke tersebut telah karena bisa",
    "ro": "de și în a la cu pe care nu din o că un mai pentru este au prin fost sunt după ce",
    "cs": "a v na se je že s z do o k i za pro by ale jako po jsou od bylo který také",
    "hu": "a az és hogy nem is egy volt meg de ez csak már el még mint vagy lehet után",
    "vi": "và của là có cho không được trong một người với những các này đã để khi cũng",
    "sw": "na ya wa kwa ni katika za la kuwa hiyo huo cha yake alisema kama hii huyo lakini baada",
    "tl": "ang ng sa na mga at ay para ito ni kay siya hindi si may nang mula",
}
# Single letters are also initials, and what is left of 's.
_KNOWN = {language: frozenset(word for word in words.split() if len(word) > 1) for language, words in _FUNCTION_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")


def identify(text: str) -> str:
    """Return the ISO 639-1 code of the language that most of a text is in; "en" where nothing speaks against it."""
    sample = text if len(text) <= SAMPLE else text[: SAMPLE // 2] + " " + text[len(text) // 2 : len(text) // 2 + SAMPLE // 2]
    by_script = _by_script(sample)
    return by_script if by_script else _by_function_words(sample)


def name_of(language: str) -> str:
    """Return the English name of a language by its code."""
    return LANGUAGES.get(language, f"a language with the code {language}")


def _by_script(sample: str) -> str | None:
    if sample.isascii():
        return None
    letters = Counter(char for char in sample if char.isalpha())
    total = sum(letters.values())
    scripts: Counter[str] = Counter()
    for char, count in letters.items():
        code = ord(char)
        if code < 0x0370:
            continue
        for first, last, language in _SCRIPTS:
            if first <= code <= last:
                # One ideograph says as much as a short word.
                scripts[language] += count * (2 if language in ("zh", "ja", "ko") else 1)
                break
        else:
            scripts["latin" if 0x1E00 <= code <= 0x1EFF else "und"] += count
    latin = total - sum(count for char, count in letters.items() if ord(char) >= 0x0370) + scripts.pop("latin", 0)
    if not scripts or total < 2:
        return None
    foreign = sum(scripts.values())
    if foreign <= latin:
        return None
    language = "ja" if scripts["ja"] * 10 > foreign else max(sorted(scripts), key=lambda key: scripts[key])
    for other, telling in _TELLING_LETTERS.get(language, ()):
        if sum(letters[char] for char in telling) * 100 > total:
            return other
    return language


def _by_function_words(sample: str) -> str:
    # Function words in capitals are mostly parts of names: La Paz, El Salvador.
    words = _WORD.findall(sample.lower() if sample.isupper() else sample)
    if len(words) < FEWEST_WORDS:
        return "en"
    counts = Counter(words)
    found = {language: sum(counts[word] for word in known) for language, known in _KNOWN.items()}
    english = found.pop("en")
    best = max(sorted(found), key=lambda language: found[language])
    foreign = found[best] >= max(FEWEST_FOREIGN, SHARE_FOREIGN * len(words)) and found[best] > LEAD * english
    return best if foreign else "en"
