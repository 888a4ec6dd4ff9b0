"""The vocabulary of titles, offices, occupations and kinds of organisation that stand for somebody or something in news text.

Words are lower case and without full stops; plural forms are left out on purpose, because "ministers" stands for nobody in particular.
"""

from __future__ import annotations

from typing import Final, Literal

from analysis.language.entities.words import phrase_set, word_set

Gender = Literal["m", "f"]


HONORIFICS: Final[dict[str, Gender | None]] = {
    **dict.fromkeys(
        ("mr", "mister", "sir", "lord", "señor", "senor", "sr", "don", "herr", "monsieur", "shri", "sri", "imam", "sheikh", "sheik", "fr"),
        "m",
    ),
    **dict.fromkeys(
        (
            "mrs",
            "ms",
            "miss",
            "madam",
            "madame",
            "mme",
            "lady",
            "dame",
            "señora",
            "senora",
            "sra",
            "doña",
            "dona",
            "frau",
            "smt",
            "begum",
            "sister",
        ),
        "f",
    ),
    **dict.fromkeys(
        ("dr", "prof", "rev", "hon", "mx", "st", "saint", "mullah", "ayatollah", "rabbi", "maulana", "datuk", "tan", "ustaz"), None
    ),
}
"""Forms of address before a name -> the gender that they tell."""

ABBREVIATIONS: Final[dict[str, str]] = {
    "pres": "president",
    "pm": "prime minister",
    "dpm": "deputy prime minister",
    "vp": "vice president",
    "vice-president": "vice president",
    "dp": "deputy president",
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "lt gov": "lieutenant governor",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
    "cap": "captain",
    "maj": "major",
    "sgt": "sergeant",
    "lt": "lieutenant",
    "cpl": "corporal",
    "cmdr": "commander",
    "adm": "admiral",
    "insp": "inspector",
    "supt": "superintendent",
    "det": "detective",
    "prof": "professor",
    "dr": "doctor",
    "ceo": "chief executive",
    "chief executive officer": "chief executive",
    "cfo": "finance director",
    "coo": "chief operating officer",
    "cm": "chief minister",
    "fm": "foreign minister",
    "mp": "member of parliament",
    "mep": "member of parliament",
    "mla": "member of parliament",
    "mna": "member of parliament",
    "ag": "attorney general",
    "attorney-general": "attorney general",
    "secretary-general": "secretary general",
    "general-secretary": "general secretary",
    "congresswoman": "representative",
    "congressman": "representative",
    "chairwoman": "chairman",
    "chairperson": "chairman",
    "chair": "chairman",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "businesswoman": "businessman",
    "policewoman": "policeman",
    "policeman": "police officer",
    "actress": "actor",
    "co-founder": "founder",
    "cofounder": "founder",
    "physician": "doctor",
    "attorney": "lawyer",
    "barrister": "lawyer",
    "solicitor": "lawyer",
    "advocate": "lawyer",
    "head coach": "coach",
    "legislator": "lawmaker",
}
"""Abbreviations, gendered and other spellings of an office -> the form that stands for all of them."""

PHRASES: Final = phrase_set(
    """
    prime minister, deputy prime minister, vice president, deputy president, chief minister, first minister, foreign minister, foreign
    secretary, home secretary, finance minister, defence minister, defense minister, health minister, interior minister, justice
    minister, defense secretary, defence secretary, health secretary, treasury secretary, attorney general, solicitor general, surgeon
    general, secretary general, general secretary, secretary of state, head of state, head of government, chief of staff, first lady,
    chief executive, chief executive officer, chief operating officer, chief financial officer, managing director, finance director,
    executive director, director general, chief justice, chief judge, chief rabbi, chief economist, chief constable, chief of police,
    police chief, police officer, lieutenant governor, vice chancellor, vice chairman, deputy minister, member of parliament, high
    commissioner, crown prince, crown princess, supreme leader, opposition leader, majority leader, minority leader, party leader,
    house speaker, head coach, team principal, campaign manager, press secretary, running mate, vice principal, general manager,
    commander in chief, commander-in-chief, editor in chief, editor-in-chief, deputy chairman
    """
)
"""Offices of several words that mean more than their last word."""

OFFICES: Final = word_set(
    """
    president premier minister chancellor king queen prince princess emperor empress sultan emir pope bishop archbishop cardinal
    pastor priest imam senator congressman congresswoman representative governor mayor deputy secretary ambassador envoy commissioner
    speaker whip lord duke duchess chairman chairwoman chairperson chair director ceo cfo coo mp mep mla pm cm dp vp ag general
    colonel captain major commander admiral sergeant lieutenant inspector superintendent detective marshal sheriff judge justice
    magistrate prosecutor attorney rector dean provost principal headteacher headmaster headmistress monarch leader dictator ayatollah
    mullah sheikh chief vice-president secretary-general attorney-general treasurer registrar ombudsman taoiseach tanaiste coach
    manager captain constable rabbi patriarch
    """
)
"""One-word offices that commonly stand before a name, or for the person with "the"."""

OCCUPATIONS: Final = word_set(
    """
    spokesman spokeswoman spokesperson official officer analyst economist expert researcher scientist professor lecturer academic
    teacher student doctor physician surgeon nurse psychologist psychiatrist biologist physicist engineer architect lawyer barrister
    solicitor advocate activist campaigner author writer novelist poet journalist reporter correspondent columnist editor broadcaster
    presenter host anchor commentator blogger actor actress singer musician rapper composer artist painter dancer comedian filmmaker
    producer designer model celebrity star legend footballer striker midfielder defender goalkeeper winger player skipper
    athlete sprinter boxer cricketer batsman bowler golfer swimmer champion quarterback jockey cyclist businessman businesswoman
    billionaire tycoon mogul entrepreneur founder co-founder owner boss executive banker investor trader farmer driver pilot policeman
    policewoman soldier veteran politician lawmaker legislator diplomat statesman aide adviser advisor strategist pollster candidate
    nominee contender frontrunner front-runner incumbent hopeful challenger democrat republican liberal conservative socialist
    councillor councilman councilwoman delegate negotiator head chief member partner president-elect dictator suspect defendant
    victim gunman attacker killer shooter prisoner hostage witness patient lady international man woman boy girl teenager father mother son
    daughter husband wife brother sister widow parent historian philosopher theologian critic curator librarian chef cook fisherman
    miner hunter explorer astronaut nobleman midwife broker whistleblower whistle-blower hacker developer programmer consultant
    contractor employee worker chairman mp firebrand newcomer neophyte outsider moderate populist nationalist strongman autocrat
    mediator counsel rider racer goalscorer playmaker rocker starlet heiress philanthropist magnate financier hotelier publisher
    technician climber mountaineer umpire referee official youngster teenager
    """
)
"""Words for people by what they do or have become; with "the" they may stand for somebody whom the article introduced so."""

ADJECTIVAL: Final = word_set(
    """
    republican democrat liberal conservative socialist moderate nationalist populist veteran head star model executive chief official
    expert celebrity champion billionaire minister prince forward party government campaign
    international major general delegate parent activist senior
    """
)
"""Words of the lists that as often stand before another noun ("the Republican establishment")."""

PERSON_NOUNS: Final = OFFICES | OCCUPATIONS
"""Every head word that stands for a single person."""

GENDERED: Final[dict[str, Gender]] = {
    **dict.fromkeys(
        word_set(
            """
    king prince emperor sultan emir pope duke lord congressman chairman spokesman businessman policeman councilman actor footballer
    headmaster nobleman fisherman man boy father son husband brother uncle nephew grandfather grandson widower batsman gunman
    statesman strongman sheikh imam ayatollah mullah bishop priest father-in-law son-in-law fiancé boyfriend stepfather half-brother
    taoiseach
    """
        ),
        "m",
    ),
    **dict.fromkeys(
        word_set(
            """
    queen princess empress duchess lady congresswoman chairwoman spokeswoman businesswoman policewoman councilwoman actress
    headmistress heiress woman girl mother daughter wife sister aunt niece grandmother granddaughter widow midwife mother-in-law
    daughter-in-law fiancée girlfriend stepmother half-sister starlet
    """
        ),
        "f",
    ),
    "first lady": "f",
}
"""Offices, occupations and kin that tell a gender. ("chairman" and "actor" are said of women too: weak evidence.)"""

WEAKLY_GENDERED: Final = word_set("chairman spokesman congressman actor footballer batsman priest bishop")
"""Words of `GENDERED` that are also said of the other gender."""

HEADS_OF_STATE: Final = phrase_set(
    """
    president, prime minister, premier, chancellor, king, queen, emperor, emir, sultan, supreme leader, taoiseach, head of state, head
    of government, dictator, first minister, crown prince, leader, strongman, monarch
    """
)
"""Offices whose holder is "the Russian leader"."""

LAWMAKERS: Final = frozenset({"senator", "representative", "member of parliament", "councillor", "lawmaker"})
"""Offices whose holder is "the lawmaker"."""

MODIFIERS: Final = word_set(
    """
    former ex late then current new newly outgoing incoming acting interim deputy vice senior junior assistant associate chief first
    second third prime foreign home health finance defence defense interior justice education economy economic trade energy
    environment agriculture transport labour labor culture tourism development financial executive managing general national federal
    state local regional provincial city county district central royal supreme high top leading veteran outspoken embattled disgraced
    ousted exiled jailed alleged suspected accused convicted elected retired renowned reclusive designated beleaguered suspended
    wanted missing troubled retiring ruling presidential vice-presidential presumptive likely gubernatorial congressional
    parliamentary ruling opposition shadow cabinet government party campaign company club team police army military navy air force
    intelligence security communist socialist liberal conservative republican democratic democrat labour left-wing right-wing
    far-right far-left centre-right centre-left independent progressive business political social public private media football soccer
    cricket rugby tennis basketball baseball golf hockey world olympic film movie television tv radio talk show reality pop rock opera
    billionaire millionaire wealthy controversial popular famous legendary historic young old elderly elder youngest oldest long-time
    longtime long-serving majority minority house senate press communications spiritual religious medical legal technical scientific
    research sports software tech retail oil gas car pharmaceutical construction state-owned state-run non-profit nonprofit charity
    british-born german-born us-based london-based uk-based family bespectacled great same enthusiastic real estate property media
    customs ad
    """
)
"""Words that may stand between "the" and the word for a person or an organisation. Nationalities and places come on top of them."""

ORGANISATIONS: Final[dict[str, frozenset[str]]] = {
    "company": word_set(
        """
    company firm corporation corp inc ltd limited plc co group holdings holding industries enterprises motors airlines airways
    electronics energy oil gas petroleum technologies systems software pharmaceuticals foods stores supermarkets telecom
    communications motor airline gmbh ag sa llc partners retailer carmaker manufacturer giant
    """
    ),
    "bank": word_set("bank banking bancorp banco"),
    "party": word_set("party bjp anc snp labour conservatives tories gop likud movement front"),
    "committee": word_set("committee subcommittee panel"),
    "commission": word_set("commission"),
    "council": word_set("council"),
    "ministry": word_set("ministry"),
    "department": word_set("department"),
    "agency": word_set("agency press bureau administration fbi cia nsa epa nasa reuters afp xinhua authority"),
    "newspaper": word_set(
        """
    newspaper times post guardian telegraph herald journal tribune daily gazette observer independent mail chronicle star news
    """
    ),
    "magazine": word_set("magazine weekly billboard time vogue"),
    "broadcaster": word_set("broadcaster bbc cnn nbc abc cbs itv television tv network channel radio msnbc"),
    "network": word_set("network nbc abc cbs cnn msnbc fox"),
    "club": word_set(
        """
    club united city fc rovers wanderers athletic arsenal chelsea liverpool everton tottenham celtic rangers villa hotspur albion
    """
    ),
    "team": word_set("team united city fc rovers squad"),
    "university": word_set("university college"),
    "college": word_set("college"),
    "school": word_set("school academy"),
    "hospital": word_set("hospital clinic infirmary"),
    "court": word_set("court tribunal"),
    "union": word_set("union unison amicus"),
    "association": word_set("association"),
    "federation": word_set("federation"),
    "foundation": word_set("foundation trust charity"),
    "charity": word_set("charity foundation trust"),
    "institute": word_set("institute institution"),
    "organisation": word_set("organisation organization network alliance coalition association federation foundation"),
    "organization": word_set("organisation organization network alliance coalition association federation foundation"),
    "assembly": word_set("assembly"),
    "parliament": word_set("parliament"),
    "board": word_set("board"),
    "church": word_set("church"),
    "league": word_set("league"),
    "force": word_set("force police"),
    "campaign": word_set("campaign"),
    "studio": word_set("studio studios pictures animation"),
    "airline": word_set("airline airlines airways air"),
    "firm": word_set(
        """
    firm company corporation corp inc ltd limited plc co group holdings motors technologies systems partners associates
    """
    ),
    "group": word_set("group movement organisation organization alliance coalition front militia army brigades"),
    "store": word_set("store stores"),
    "museum": word_set("museum gallery"),
    "society": word_set("society"),
    "authority": word_set("authority"),
    "exchange": word_set("exchange"),
    "fund": word_set("fund"),
    "alliance": word_set("alliance"),
    "coalition": word_set("coalition"),
    "bureau": word_set("bureau"),
    "administration": word_set("administration"),
    "centre": word_set("centre center"),
    "center": word_set("centre center"),
    "corporation": word_set("corporation corp"),
    "government": word_set("government"),
    "bloc": word_set("union bloc asean eu"),
}
"""A word for an organisation -> the words of a name that make it one of that sort ("the committee" -> Public Accounts Committee)."""


KINDS_OF_WORD: Final[dict[str, tuple[str, ...]]] = {
    word: tuple(kind for kind, words in ORGANISATIONS.items() if word in words) for words in ORGANISATIONS.values() for word in words
}
"""A word of an organisation's name -> the words that it may be called by ("motors" -> company, firm)."""


def is_person_noun(word: str) -> bool:
    """Say whether a word stands for one person by office, occupation or kin: "Minister", "spokeswoman", "Sen."."""
    plain = word.casefold().rstrip(".")
    return plain in PERSON_NOUNS or plain in ABBREVIATIONS


def is_title(word: str) -> bool:
    """Say whether a word may stand directly before a name and belong to it: "Mr", "Sen.", "President"."""
    plain = word.casefold().rstrip(".")
    return plain in HONORIFICS or plain in OFFICES or plain in ABBREVIATIONS


def canonical_office(phrase: str) -> str:
    """The form that stands for all spellings of an office: "PM" -> "prime minister", "spokeswoman" -> "spokesman".

    Only the office counts: the longest known phrase or word at the end is looked up, and what stands before it is dropped
    ("Chinese Foreign Minister" -> "foreign minister", "deputy health spokesman" -> "spokesman").
    """
    words = [word.rstrip(".") for word in phrase.casefold().replace("’", "'").split()]
    for size in (3, 2):
        tail = " ".join(words[-size:])
        if len(words) >= size and (tail in PHRASES or tail in ABBREVIATIONS):
            return ABBREVIATIONS.get(tail, tail)
    last = words[-1] if words else ""
    return ABBREVIATIONS.get(last, last)
