"""Word lists of news language, each word with the one-letter code that the patterns between a mention and a quote are made of.

The cue verbs were collected by counting which words stand beside quotation marks in 4.4 million words of news, and sorted by how often
they govern speech: nearly always (said), often (called), now and then (wants).
"""

from __future__ import annotations

# Codes: S strong cue, L strong cue with a listener (told), M middling cue, W weak cue, g/G cue in -ing, A "according",
# x auxiliary, a adverb, t "that", d determiner, e possessive determiner, p preposition, c and/or, k other conjunction, r relative,
# H he/she, i I/we/you, y it/they, h honorific, R role noun, o object pronoun, n negation, # number, w other word, C other capital.

_STRONG = """say add note explain insist argue claim declare remark reply respond comment state write tweet quip joke exclaim shout
yell cry lament opine concede admit acknowledge recall continue conclude warn caution stress emphasize emphasise underline underscore
reiterate recount
assert contend observe maintain testify announce answer complain boast muse predict allege vow repeat retort chant sing marvel proclaim
scream whisper
mutter murmur counter interject elaborate rant fume scoff gush bellow thunder sigh chuckle chime affirm aver confess demand post retweet
blog
wonder question ponder reveal""".split()
_LISTENER = "tell ask assure inform remind urge advise email text".split()
_MIDDLE = """call describe label brand dub term denounce condemn blast criticize criticise accuse deride mock praise hail slam dismiss
decry castigate attack cite quote report point put go speak talk refer liken compare characterize characterise suggest indicate promise
pledge hope believe think
confirm deny charge agree express voice appeal order hear deem rate read echo propose recommend welcome
defend credit blame tout pronounce rail lambast lambaste rip chide rebuke scold ridicule taunt address rule reference invoke
mention reflect recite declaim apologize apologise regret bemoan deplore crow brag hit fire lash pen publish sum tease threaten urge
encourage""".split()
_WEAK = """want expect feel see find plan consider know mean seek support back fear oppose reject start begin smile laugh show use view
accept advocate favor favour love like hate offer invite bill treat vote remember learn imply hint signal tend prefer worry conclude
estimate forecast advise require prohibit allow guarantee demonstrate present introduce launch title entitle name nickname known
stand fight try commit challenge claim ban insult pose look give make open issue release deliver answer nod shrug grin tell""".split()
_IRREGULAR = {
    forms.split()[0]: forms
    for forms in """say says said saying, tell tells told telling, write writes wrote written writing,
speak speaks spoke spoken speaking, put puts
put putting, read reads read reading, think thinks thought thinking, go goes went gone going, cry cries cried crying, reply
replies replied replying, deny denies denied denying, decry decries decried decrying, sing sings sang sung singing, hear hears
heard hearing, hit hits hit hitting, know knows knew known knowing, mean means meant meaning, see sees saw seen seeing, seek seeks
sought seeking, feel feels felt feeling, find finds found finding, show shows showed shown showing, begin begins began begun
beginning, tweet tweets tweeted tweeting, rip rips ripped ripping, slam slams slammed slamming, refer refers referred referring,
admit admits admitted admitting, quip quips quipped quipping, dub dubs dubbed dubbing, plan plans planned planning, quote quotes
quoted quoting, stand stands stood standing, fight fights fought fighting, give gives gave given giving, make makes made making,
ban bans banned banning, try tries tried trying, commit commits committed committing, brag brags bragged bragging, testify
testifies testified testifying, rebut rebuts rebutted, grin grins grinned grinning, nod nods nodded nodding, chide chides chided
chiding, sum sums summed summing, regret regrets regretted regretting, prefer prefers preferred preferring, known, pen pens penned
penning, blog blogs blogged blogging, worry worries worried worrying, imply implies implied implying, label labels labeled
labelled labeling labelling, signal signals signaled signalled signaling signalling, crow crows crowed crowing""".split(",")
}
"""Base form -> all forms, of verbs that change their spelling."""


def _forms(verb: str) -> list[str]:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb].split()
    stem = verb[:-1] if verb.endswith("e") else verb
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return [verb, third, stem + "ed", stem + "ing"]


_CLOSED = {
    "x": "is are was were be been being am has have had having do does did will would can could may might must shall should "
    "didn't doesn't wasn't isn't won't wouldn't don't hasn't haven't can't couldn't aren't weren't appeared appears seemed seems",
    "a": "also later then recently previously earlier now still even just only again once already always often repeatedly publicly "
    "famously instead however therefore meanwhile further too simply ever never yesterday today tonight tomorrow first ago soon "
    "further moreover "
    "monday tuesday wednesday thursday friday saturday sunday though nevertheless nonetheless actually really reportedly",
    "t": "that",
    "d": "the a an this these those some any every each no another both all many several few most one two three four five other such",
    "e": "his her their its our my your whose",
    "p": "of in on at by for from with about to as into over during after before against between through under within without among "
    "across since until towards toward upon via despite amid inside outside near behind like than regarding including around "
    "following alongside",
    "c": "and or but nor",
    "k": "because while when if although whether unless whereas so once where why how what",
    "r": "who which whom",
    "H": "he she",
    "i": "i we you",
    "y": "it they there",
    "o": "him them me us himself herself themselves itself",
    "n": "not",
    "h": "mr mrs ms miss mx dr prof sir dame lord lady baroness baron sen rep gov gen col lt maj capt cmdr adm sgt cpl rev hon fr judge "
    "justice president senator congressman congresswoman governor mayor professor pope queen king prince princess sheikh ayatollah "
    "imam rabbi bishop archbishop cardinal pastor father sister brother detective inspector sheriff officer captain major colonel "
    "general lieutenant "
    "sergeant commander admiral chancellor premier ambassador doctor representative councilman councilwoman councillor attorney secretary",
    "R": "spokesman spokeswoman spokesperson spokespeople spokesmen official officials minister ministers chairman chairwoman chair "
    "chief director head leader "
    "leaders manager executive executives boss founder co-founder owner coach captain analyst analysts economist economists expert "
    "experts scientist scientists "
    "researcher researchers author authors writer journalist reporter reporters editor columnist lawyer lawyers adviser advisers "
    "advisor advisors aide "
    "aides strategist strategists consultant candidate nominee frontrunner front-runner lawmaker lawmakers legislator diplomat "
    "diplomats envoy police prosecutor prosecutors "
    "judge judges critic critics supporter supporters opponent opponents activist activists campaigner campaigners resident residents "
    "witness witnesses source sources insider insiders voter voters delegate delegates member members colleague colleagues friend "
    "friends wife "
    "husband son daughter mother father brother sister parents family man woman girl boy teenager student students teacher teachers "
    "doctor doctors nurse nurses farmer farmers worker workers driver owner player players striker midfielder defender singer "
    "actor actress director producer "
    "artist musician star champion campaign administration government ministry department agency agencies committee commission "
    "council court courts "
    "company companies firm firms bank union unions group groups organisation organization party parties team club association "
    "statement report reports study survey poll document documents letter email e-mail memo post tweet message article story "
    "editorial op-ed ad ads advert "
    "advertisement narrator website site page sign banner headline book blog column release complaint lawsuit filing submission "
    "indictment ruling text transcript "
    "paper newspaper magazine broadcaster outlet channel network press media video clip caption slogan song poem speech testimony "
    "host moderator anchor pundit commentator pollster historian lecturer professor commander soldier soldiers troops rebel rebels "
    "militant militants terrorist "
    "operative operatives donor donors businessman businesswoman billionaire tycoon mogul entrepreneur investor investors trader "
    "traders broker "
    "user users fan fans customer customers reader readers viewer viewers caller people authorities regulator watchdog "
    "developer engineer astronaut investigator investigators detective officer officers guard agent agents veteran veterans "
    "rector administrator priest pastor vicar governor president senator congressman congresswoman mayor secretary chancellor "
    "premier ambassador representative "
    "deputy mp mps peer politician politicians democrat democrats republican republicans conservative conservatives liberal liberals "
    "attorney counsel defendant plaintiff victim victims survivor survivors neighbor neighbour neighbors neighbours partner crowd "
    "protesters "
    "demonstrators audience panel board staff lady breeder breeders newsletter platform manifesto declaration resolution bill law "
    "act brief note notice guide",
}
_ADJECTIVES = (
    "former senior deputy vice acting chief top interim assistant associate executive managing general foreign prime defence "
    "defense home finance "
    "presidential republican democratic conservative liberal democrat gop tory labour british american russian chinese then ex "
    "veteran retired "
    "outgoing incoming longtime national international political financial economic legal medical military press media campaign "
    "party state federal "
    "local city town county union group company team club policy research marketing sales technology tech industry business investment "
    "fellow rival late young old renowned prominent leading well-known famed celebrity television tv radio film news front bench shadow "
    "minority majority house senate committee parliamentary opposition ruling far-right right-wing left-wing world spiritual "
    "religious under co regional "
    "communications operations public affairs relations health education interior justice treasury trade energy environment "
    "transport agriculture "
    "human rights advocacy rights climate security intelligence cyber".split()
)
TITLE_ADJECTIVES = frozenset(_ADJECTIVES)
"""Words that stand inside a title before a name ("senior policy adviser")."""

ROLES = frozenset(_CLOSED["R"].split())
HONORIFICS = frozenset(_CLOSED["h"].split())
MALE_PRONOUNS = frozenset({"he", "him", "his", "himself"})
FEMALE_PRONOUNS = frozenset({"she", "her", "hers", "herself"})
WRITTEN_SOURCES = frozenset(
    "statement report letter email e-mail memo post tweet message article editorial op-ed document study survey release complaint "
    "lawsuit filing submission "
    "ruling book blog column text website site page paper newspaper magazine brief declaration manifesto resolution bill note "
    "notice guide newsletter".split()
)
WRITING_CUES = frozenset(
    form for verb in ("write", "tweet", "post", "retweet", "blog", "email", "text", "publish", "pen", "read") for form in _forms(verb)
)
"""Forms of verbs whose words were written."""


def _build() -> dict[str, str]:
    codes: dict[str, str] = {}
    for word in TITLE_ADJECTIVES:
        codes[word] = "w"
    for code, verbs in (("W", _WEAK), ("M", _MIDDLE), ("L", _LISTENER), ("S", _STRONG)):
        for verb in verbs:
            for form in _forms(verb):
                codes[form] = ("u" if code in "WM" else "s") if form.endswith("ing") else code
    for code in "RhxatdepckrHiyon":
        for word in _CLOSED[code].split():
            if code == "R" and codes.get(word, "w") in "SL":
                continue
            codes[word] = code
    for word in ("according",):
        codes[word] = "A"
    # Words that are nouns or auxiliaries more often than cues.
    for word in (
        "like",
        "state",
        "states",
        "post",
        "report",
        "reports",
        "head",
        "back",
        "use",
        "show",
        "plan",
        "plans",
        "text",
        "note",
        "address",
        "attack",
        "order",
    ):
        codes[word] = {"states": "S", "report": "R", "reports": "R", "post": "R", "text": "R"}.get(word, "w")
    codes["reported"] = "M"
    return codes


CODES = _build()
"""Lower-case word -> code; words that are missing are ``w`` or ``C``. In -ing, strong cues are ``s`` and weaker ones ``u``."""
BARE_VERBS = frozenset((*_STRONG, *_LISTENER, *_MIDDLE, *_WEAK))
"""Base forms of all cue verbs: after "to" or an auxiliary they report nothing that was said."""
CUES = frozenset("SLMWsuA")
STRONG_CUES = frozenset("SLsA")
VERB_ONLY = frozenset("says tells writes adds tell said told wrote spoke went put read thinks believes insists argues calls notes".split())
"""Forms that are no nouns even after a determiner and a noun ("the mayor says")."""
NOUN_CUES = frozenset(
    "comment comments remark remarks statement quote words claim assertion description contention suggestion declaration tweet "
    "slogan phrase line message speech answer response reply argument warning promise".split()
)
