"""What the words of a line say about its purpose, whichever outlet wrote it.

Every pattern is tried only on lines of at most `LONGEST_CUE_LINE` characters, and nearly all of them only from the line's
beginning: prose may talk about newsletters without being one.
"""

from __future__ import annotations

import re

from analysis.skeleton.buttons import is_button

_I = re.IGNORECASE

_SITES = (
    r"(?:whats\s?app|telegram|facebook|twitter|instagram|tik\s?tok|you\s?tube|linked\s?in|google\ news|threads|bluesky|mastodon|"
    r"flipboard|spotify|apple\ podcasts|apple\ news|snapchat|pinterest|reddit|messenger|signal|viber|x)"
)
_PROMO = re.compile(
    rf"""
    (?:please\ )?(?:follow|like\ (?:us|our)|join|find|add|connect\ with|catch)\ .{{0,80}}\b(?:on|via|at)\ .{{0,40}}\b{_SITES}\b(?!['’]s)
    | (?:join|follow|subscribe\ to)\ (?:our|the|us|now).{{0,60}}\b(?:channel|group|community|page)\b
    | (?:sign\ up|signup|register|subscribe|log\ ?in|sign\ in)(?:\ (?:now|here|today|free))?(?:[.!]?$|\ (?:to|for|here|and|now|with)\b)
    | subscribe\b.{{0,60}}\b(?:newsletter|channel|podcast|edition|digital|unlimited|today|now)\b
    | (?:already\ )?(?:a\ |have\ an?\ )?(?:subscriber|member|account|registered)\ ?\?.{{0,40}}$
    | get\ .{{0,90}}\b(?:in|to|into)\ your\ (?:inbox|email|phone|mailbox)\b
    | get\ (?:real-?time|live|instant|breaking|daily)\b.{{0,30}}\b(?:updates?|alerts?|news)\b.{{0,80}}
    | get\ (?:the\ |our\ |all\ the\ |more\ )?(?:latest|breaking|top|free|daily|weekly|best)\b.{{0,90}}
      \b(?:news|headlines|stories|updates|newsletters?|alerts|app|briefing)\b
    | (?:keep|stay)\ (?:up(?:\ |-)to(?:\ |-)date|up\ with|informed|updated|connected|tuned|ahead|in\ the\ know)\b.{{0,30}}
      \b(?:with|on|of|by|for|about|all|to)\b
    | (?:never|don['’]t)\ miss\ (?:a|an|another|out\ on|any|the\ latest)\b
    | for\ (?:the\ |all\ the\ |more\ )?(?:latest|breaking|more|other|all)\b.{{0,80}}\b(?:follow|visit|download|subscribe|join|click
      |log\ on|tap|sign)\b
    | (?:catch|read|find|see|watch)\ (?:all\ )?(?:the\ |our\ )?latest\b.{{0,60}}\b(?:news|updates|stories|episodes?|here)\b
    | (?:a\ |our\ )?(?:daily|weekly|morning|evening|free)\b.{{0,40}}\b(?:newsletter|briefing|round-?up)\b.{{0,60}}$
    | (?:enter|type|confirm)\ your\ e-?mail\b | your\ e-?mail\ address\b | by\ (?:signing\ up|subscribing|clicking|submitting
      |providing\ your)\b
    | (?:thank\ you|thanks)\ for\ (?:subscribing|signing\ up|reading|your\ patience)\b
    | (?:please\ )?(?:tap|click|press|swipe)\ (?:here|on\ the|the|below|up|left|this)\b.{{0,120}}$
    | (?:download|get|try|install|open)\ (?:in\ )?(?:the|our|it\ on)\b.{{0,60}}\b(?:app|apps|app\ store|google\ play)\b
    | (?:download|get)\ .{{0,40}}\bapp\b.{{0,40}}\b(?:android|ios|iphone|app\ store|google\ play|free|now|today|here)\b
    | open\ in\ app\b | (?:available\ )?on\ the\ app\ store\b | turn\ on\ (?:push\ )?notifications\b
    | (?:listen|subscribe|watch|tune\ in)\b.{{0,120}}\b(?:wherever\ you\ (?:get|listen)|podcasts?\ app|apple\ podcasts|spotify
      |our\ podcast)\b
    | (?:listen|watch)\ (?:now|live|back|here)\b.{{0,40}}$
    | listen\ to\ (?:this\ (?:article|story)|more\ stories|the\ (?:full\ )?(?:episode|podcast)|our)\b.{{0,60}}$
    | advertise?ments?$ | advert(?:ising)?$ | ads?$ | sponsored(?:\ (?:content|by|links?|post)\b.{{0,40}})?$
      | promoted(?:\ (?:content|by|stories)\b.{{0,40}})?$
    | paid\ (?:post|content|partnership|program)\b.{{0,30}}$ | partner\ content$
    | (?:this\ )?(?:article|story|post)\ continues\ (?:after|below)\b | scroll\ (?:down\ )?(?:to|for)\ (?:continue|more)\b
    | advertisement\W{{1,4}}(?:scroll|continue|article|story|report)\b | (?:remove|hide|skip|close|report\ this
      |why\ this)\ ads?\b.{{0,30}}$
    | (?:continue\ reading|keep\ reading|loading|please\ wait|skip\ to\ (?:main\ )?content|back\ to\ (?:top|home)|jump\ to\ (?:recipe
      |content))\b.{{0,30}}$
    | (?:we|this\ (?:site|website|page))\ uses?\ cookies\b | (?:accept|reject|manage|allow)\ (?:all\ |your\ )?(?:cookies|preferences
      |choices)\b
    | cookie\ (?:settings|policy|preferences|notice)\b.{{0,40}}$ | allow\ .{{1,40}}\bcontent\s?\?
    | this\ (?:article|page|content|story)\ (?:contains|includes)\ (?:content|material|posts?|features)\b
    | (?:to\ (?:display|view|see)\ this\ (?:content|post|video)|we\ ask\ for\ your\ permission|one\ of\ your\ browser\ extensions)\b
    | (?:please\ )?(?:enable|turn\ on|activate|switch\ on)\ java\s?script\b | your\ browser\ (?:does\ not|doesn['’]t|is\ (?:not|out))\b
    | (?:this\ video|the\ media|this\ content|sorry,\ this|video)\ (?:can\ ?not|can['’]t|could\ not|is\ (?:not|no\ longer)
      |is\ unavailable)\b.{{0,80}}$
    | to\ (?:play\ this\ video|continue\ reading|read\ (?:the\ rest|more|the\ full)|access\ this|comment)\b.{{0,100}}
    | (?:this|the)\ (?:article|story|content)\ is\ (?:for|only\ (?:available|for)|available\ (?:only|to)|exclusive\ to
      |free\ to\ read)\b.{{0,80}}$
    | you\ (?:have|['’]ve)\ (?:read\ |reached\ |used\ )?(?:\d+|your|no|one|two|three)\b.{{0,40}}\b(?:free\ )?(?:articles?|stories
      |limit)\b.{{0,60}}
    | (?:support|fund|help)\ (?:us\b|our\ (?:journalism|work|newsroom|reporting|independent)|independent\ journalism
      |quality\ journalism|local\ journalism)
    | (?:donate|make\ a\ (?:donation|contribution)|contribute|give|chip\ in)(?:\ (?:now|today|here|monthly|to\ (?:us|our
      |the\ newsroom)))?[.!]?$
    | (?:become|be)\ an?\ (?:\w+\ )?(?:member|subscriber|supporter|patron|insider)\b | (?:unlock|start\ your|claim\ your
      |buy\ (?:us\ )?a)\b.{{0,60}}
      \b(?:access|trial|subscription|offer|coffee|articles?)\b
    | (?:video\ )?ad\ feedback$ | (?:see|view)\ all\ topics$ | follow\ us(?:\ on\b.{{0,40}})?$ | (?:end\ of
      |share\ or\ comment\ on\ this)\ article\b.{{0,160}}$
    | (?:facebook|tweet|twitter|x|e-?mail|link|copy|print|share|whatsapp|telegram|linkedin|pinterest|reddit|save|messenger|threads
      |bluesky|comments?|\s|[|·,/-])+$
    | get\ our\b.{{0,60}}\b(?:newsletter|briefing|app|alerts|podcast)\b.{{0,80}}
      | .{{0,60}}\bnot\ responsible\ for\ the\ content\ of\ external\b.{{0,30}}
    | (?:do|got|have|are|if|please|kindly|for|send|e-?mail|contact|write|tell|tips?|questions?|know
      |want)\b[^.]{{0,100}}.{{0,60}}\s\S+@\S+\.\S+.{{0,40}}$
    | copyright\ [^.]{{1,40}}$
    | (?:kindly|please)\ share\b.{{0,40}}$ | (?:contact|e-?mail|tel(?:ephone)?|phone|whatsapp)(?:\ us)?\s*:\s*\S*[@+\d].{{0,60}}$
    | (?:our|the)\ .{{0,40}}\b(?:e-?mail|newsletter|briefing|podcast)\ (?:breaks|brings|delivers|gives|rounds|takes|keeps
      |sends)\b.{{0,160}}
    | privacy\ (?:notice|policy)\b.{{0,200}} | re-?use\ this\ content.{{0,20}}$
    | (?:share|tweet|e-?mail|print|save|bookmark|copy\ link|send|pin|gift|republish)(?:\ (?:this|full|the|on|via|with|to|by
      |link)\b.{{0,50}})?:?$
    | (?:\d+\ )?(?:shares?|likes?|views?|comments?|replies|claps)(?:\s*[(|·]?\s*\d+\)?)?$ | {_SITES}(?:[\s,|·/]+{_SITES})*$
    | (?:\d+|one|two|three|four|five|six)[\s-]+min(?:ute)?s?(?:\s+read|\s+to\ read)?$ | reading\ time\b.{{0,30}}$
      | (?:estimated\ )?read\ time\b.{{0,30}}$
    | (?:view|show|read|see|leave|post|add|load)\ (?:all\ |more\ |a\ |your\ |the\ )?(?:\d+\ )?(?:comments?|reply|replies)\b.{{0,40}}$
    | comments?\ (?:are|have\ been|have|on\ this)\b.{{0,60}}$ | (?:join\ the\ conversation|have\ your\ say|log\ in\ to\ comment
      |be\ the\ first\ to\ comment)\b.{{0,40}}
    | (?:let\ us\ know|tell\ us|what\ do\ you\ think|share\ your\ (?:thoughts|views|story))\b.{{0,90}}$
    | (?:do\ you\ have|got|have)\ (?:a\ |an\ |any\ )?(?:\w+\ )?(?:story|tip|tips|news\ tip|question|information
      |comments?)\b.{{0,60}}\?.{{0,140}}$
    | (?:send|e-?mail|text|contact|whatsapp)\ (?:us|your|the\ (?:author|reporter|writer|newsroom))\b.{{0,100}}$ | (?:contact
      |write\ to)\ .{{1,40}}\ at\ \S+@\S+$
    | (?:.{{0,60}}\b)?all\ rights\ reserved\b | .{{0,80}}\bmay\ not\ be\ (?:published|reproduced|broadcast|copied|republished
      |redistributed)\b
    | .{{0,80}}\bwithout\ (?:the\ )?(?:prior\ |express\ |written\ )+(?:permission|consent)\b | copyright\ (?:©|\(c\)|\d{{4}}
      |of\b).{{0,120}}$
    | (?:this\ (?:story|article|report|news)|except\ for\ the\ headline|the\ above\ (?:story|article)).{{0,60}}
      \b(?:not\ been\ edited|syndicated|auto-?generated|originally\ (?:appeared|published)|first\ (?:appeared|published)|republished)\b
    | our\ standards\s*:.{{0,90}}$ | (?:purchase|acquire)\ licensing\ rights\b.{{0,40}}$ | .{{0,60}}\bprivacy\ policy\b.{{0,80}}$
      | .{{0,40}}\bterms\ (?:of\ (?:use|service)|and\ conditions)\b\W{{0,3}}.{{0,30}}$
    | this\ site\ is\ protected\ by\b | (?:powered|recommended|provided)\ by\ (?:taboola|outbrain|google|disqus|wordpress
      |viafoura)\b.{{0,30}}$
    | (?:tags?|topics?|keywords?|filed\ under|categor(?:y|ies)|posted\ in|related\ topics?|in\ this\ story|more\ about
      |explore\ more\ on(?:\ these\ topics)?)\s*:?\s*(?:$|:.{{0,200}}$)
    | (?:home|menu|search|close|next|previous|next\ (?:article|story|post|up)|previous\ (?:article|story|post)|advertise\ with\ us
      |about\ us|contact\ us|newsletters?|
      notifications?|subscribe|live|watch\ live|listen\ live|show\ (?:more|less)|load\ more|view\ (?:more|all|gallery)|more|top|play
        |pause|mute|replay|expand|enlarge|open|new|
      exclusive|breaking\ news|opens\ in\ (?:a\ )?new\ (?:tab|window))$
    | (?:make|add|set|choose|prefer)\ .{{1,40}}\b(?:preferred|trusted)\ source\b.{{0,40}}$ | google\ news\b.{{0,40}}$ | (?:view|watch
      |see)\ (?:this\ post\ )?on\ {_SITES}$ | (?:a\ )?post\ shared\ by\b
    | home\s*[>»/|›]\s*\w.{{0,80}}$
    """,
    _I | re.VERBOSE,
)
_TOPICS = re.compile(
    r"(?:tags?|topics?|keywords?|filed under|categor(?:y|ies)|posted in|related topics?|in this story|more about|"
    r"explore more on(?: these topics)?)\s*:?",
    _I,
)
_LEAD = re.compile(r"[\s\W_]{0,6}")
_QUOTED = re.compile(r"""["“‘'«„]""")

_MORE_WORDS = (
    r"(?:read|see|find out|discover|learn|explore) (?:more|also|next|on|further|this|our (?:full )?(?:story|report|coverage|explainer|"
    r"analysis|guide)|the (?:full|original|latest|rest|whole)(?: (?:story|article|report|interview|list|statement|piece|review))?)"
    r"|(?:also|must|now|next)[ -]?(?:read|see|watch|on)|read|see also|more (?:on|from|about) (?:this|the|our)\b.{0,40}?|more|"
    r"related(?: (?:read|reading|news|coverage|stor(?:y|ies)|articles?|links?|content|posts?))?"
    r"|don['’]t miss|in case you missed it|icymi|further reading|suggested reading|recommended(?: reading)?|go deeper|full (?:story|"
    r"coverage|report)"
)
_READ_MORE = re.compile(
    rf"(?:{_MORE_WORDS}|you (?:may|might) (?:also )?like|in other news|editor['’]?s['’]? picks?)"
    r"\s*(?:here|now|inside)?\s*(?:[:|»>→➡]|\s[–—-]\s)+\s*(?P<rest>\S.*)",
    _I,
)
_READ_MORE_CAPITALS = re.compile(
    r"(?:READ (?:MORE|ALSO|NEXT)|ALSO READ|SEE ALSO|MUST READ|RELATED(?: STORY| ARTICLE)?)\s+(?P<rest>[A-Z\"“‘'].*)"
)
_READ_MORE_ALONE = re.compile(
    r"(?:read (?:more|also|next|on|further|the full (?:story|article|report|interview|list)|full (?:story|article))|also read|"
    r"see also|see more|more>*|learn more|find out more|further reading|"
    r"more (?:to read|on this)|must[ -]read|don['’]t miss|related (?:reads?|reading|coverage)|"
    r"read more (?:about|from|on)\b.{1,60}|read (?:the )?(?:full|"
    r"original|rest of the) (?:story|article|report|statement|interview)\b.{0,50})"
    r"\s*(?:here)?[\s:»>→➡….]*",
    _I,
)
_READ_MORE_HERE = re.compile(
    r"(?:(?:click|tap) (?:here )?(?:to|for) (?:read|see|view|more|full|the full)|read (?:more|the|it)\b.{0,60}\bhere)\b.{0,60}", _I
)

_RECOMMENDATION = re.compile(
    r"(?:(?:articles?|stories|news|posts?|content|videos?) (?:that )?you (?:may|might|will|would|could|should|"
    r"['’]ll) (?:also )?(?:like|love|enjoy|be interested in|have missed|want to read)"
    r"|you (?:may|might|['’]ll|will) (?:also |like )?(?:like|love|enjoy|be interested in|also like|want to read|"
    r"have missed)(?: (?:this|these|to read))?"
    r"|(?:related|similar|connected|recommended|suggested|trending|popular|featured|other|latest|recent|top|more|further|"
    r"editor['’]?s['’]?|most popular|most viewed|most shared|most watched|hot)"
    r" (?:stor(?:y|ies)|articles?|posts?|news|content|links?|headlines?|videos?|reading|picks?|choice|now|today|"
    r"in (?:news|world|business|sport|politics|asia|africa)|"
    r"for you|from (?:the web|around the web|our partners|\w+)|on (?:this|the same)(?: (?:story|topic|subject))?|articles? from \w+|"
    r"stories (?:from|on|like|in) .{1,40}|like this|\w+ (?:stories|news|articles))"
    r"|more (?:on|from|about|in|by|for you|to explore|stories|news|headlines|top stories)(?: .{1,40})?"
    r"|up next|read next|most (?:read|popular|viewed|watched|shared|commented|clicked|recent|discussed)(?: .{1,30})?|top (?:stories|"
    r"headlines|news|"
    r"reads|picks)(?: .{1,30})?"
    r"|trending(?: (?:now|today|on .{1,30}|in .{1,30}))?|popular(?: (?:now|today|on .{1,30}|in .{1,30}|this week))?|latest(?: (?:from|"
    r"in|on) .{1,40})?|what (?:to read next|others are reading|everyone['’]s reading)"
    r"|recommended(?: (?:for you|by .{1,30}|reading|from .{1,40}))?|related|around the web|from (?:around )?the web|from our partners|"
    r"(?:up )?next (?:up|stor(?:y|ies)|articles?)|keep exploring"
    r"|also (?:on|in|from|by) .{1,40}|elsewhere (?:on|in) .{1,40}|in other news|other (?:stories|news)|don['’]t miss|"
    r"editor['’]?s['’]? (?:picks?|choice|selection)|must[ -]reads?|people are (?:also )?reading"
    r"|readers (?:also|are) (?:liked|read|reading)|if you (?:liked|enjoyed) this.{0,60}|related (?:to this (?:story|article|topic)|"
    r"internet links|topics and stories)|see also|explore more)\s*[:»>….]*",
    _I,
)
_RECOMMENDATION_HEADS = re.compile(r"(?:more from|latest from|also in|also on|more in|latest in)\b", _I)

AGENCIES = (
    r"(?:AFP|AP|A\.P\.|EPA(?:-EFE)?|EFE|Reuters|REUTERS|Getty(?: Images)?|Agence France-Presse|Associated Press|Xinhua|Bloomberg|"
    r"PA(?: Media| Wire| Images)?|Press Association|ANI|PTI|IANS|UNI|"
    r"TASS|Sputnik|Anadolu(?: Agency)?|AAP|dpa|DPA|ANP|Kyodo(?: News)?|Yonhap|Bernama|ANTARA|VCG|NurPhoto|Zuma(?: Press)?|"
    r"Shutterstock|Alamy(?: Stock Photo)?|iStock(?:photo)?|Unsplash|Pexels|Pixabay|"
    r"Wikimedia(?: Commons)?|Wikipedia|Rex(?: Features)?|SWNS|Splash|Backgrid|WireImage|FilmMagic|Flickr|Facebook|Instagram|Twitter|X|"
    r"YouTube|Supplied|Handout|Courtesy|File|Archive|Pool|Screengrab|Screenshot|"
    r"Adobe Stock|CNS|NAN|GNA|KNA|MAP|WAFA|SANA|IRNA|ISNA|Fars|Tasnim|UPI|AFP Photo|AP Photo|USA TODAY(?: Sports)?|Action Images|"
    r"Imago|Picture Alliance|Magnum(?: Photos)?|NASA|ESA|UN Photo|UNICEF|WHO)"
)
_CREDIT_WORD = (
    r"(?:(?:file |stock |cover |main |top |lead |featured? )?(?:pics?|photos?|photographs?|pictures?|images?|illustrations?|graphics?|"
    r"artwork|infographics?|maps?|charts?|visuals?|screenshots?|screengrabs?|stills?|videos?|footage)"
    r"(?:\s+(?:credits?|source|courtesy(?: of)?|copyright|supplied|provided|taken))?|credits?|photographer|image source|"
    r"picture source|source|courtesy(?: of)?)"
)
_BY_SOMEBODY = re.compile(r"(?:By|BY) [A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){1,3},")
_CREDIT_LABEL = re.compile(rf"\W{{0,2}}(?P<label>{_CREDIT_WORD})\s*(?:[:,|]|\bby\b|©|—|–|-(?=\s)|\.\.\.|…)\s*(?P<rest>\S.*)", _I)
_CREDIT_BY_AGENCY = re.compile(
    rf"[\[(]?(?:(?:file|photo|image|pic)s?\s*[:/-]?\s*)?(?:[\w.'’&-]+\s+){{0,4}}[\w.'’&-]*\s*(?:/|\||,|\bvia\b|\bfor\b|–|—|"
    rf"-)\s*(?:[\w.'’ &-]{{1,40}}(?:/|\s+via\s+))*{AGENCIES}(?:\s+(?:via\s+)?{AGENCIES})*[\])]?"
)
_CREDIT_AGENCY_FIRST = re.compile(rf"[\[(]?(?:{AGENCIES}(?:\s+Photo)?)\s*/\s*[\w.'’ &/-]{{2,60}}[\])]?")
_CREDIT_ALONE = re.compile(
    rf"[\[(–—-]?\s*(?:(?:file|photo|image|pic|picture|with inputs? from|agencies|"
    rf"inputs? from)s?\s*[:/,-]?\s*)?{AGENCIES}(?:\s*(?:[/,&+|]|and|via)\s*{AGENCIES})*\s*[\])]?\.?"
)
_CREDIT_SLASH = re.compile(r"\[[\w.'’& -]{3,40}(?:/[\w.'’& -]{2,40}){1,3}\]|\(\w[\w.'’-]* \w[\w.'’ -]{2,40}(?:/[\w.'’& -]{2,40}){1,3}\)")
_CREDIT_BRACKET = re.compile(
    r"[\[(](?:[\w.'’&-]+\s){0,3}(?:file\s)?(?:photo|photograph|pic|picture|image|illustration|graphic|courtesy|credit|source|supplied|"
    r"handout|file)s?\b[^()\[\]]{0,80}[\])]\.?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s|copyright\b\s*[©:])\s*\S.{0,150}", _I)
_TRAILING_LABEL = re.compile(
    r"(?:(?<=[.!?)”’\"\]|])|(?<=\s)[|/–—-]|(?<=\w))\s+(?=[\[(]?(?:pics?|photos?|photographs?|pictures?|images?|credits?|(?:photo|"
    r"image|picture) (?:credits?|courtesy|source|by))"
    r"(?:\s*:|\s+by\s|\s+courtesy\s|\s*©|\s*/|\.\.\.|…))",
    _I,
)
_UNFINISHED = re.compile(r"\b(?:of|on|an?|the|in|for|and|with|to|his|her|their|its|no|more|under|take|takes|took|gives?|gave)\s*\Z", _I)
_TRAILING_BRACKET = re.compile(r"\s(?=[\[(][^\[\]()]{2,90}[\])]\.?$)")
_TRAILING_COPYRIGHT = re.compile(r"\s(?=©\s?\S)")
_TRAILING_AGENCY = re.compile(
    rf"(?<=[.!?”’\")])\s+(?=(?:[–—/|-]\s*)?(?:[A-Z][\w.'’-]+\s+){{0,3}}(?:[A-Z][\w.'’-]+\s*/\s*)?{AGENCIES}(?:\s*(?:/|"
    rf"via)\s*{AGENCIES})*(?:\s+[Pp](?:ic|hoto))?\.?$)"
)
_TRAILING_AGENCY_FIRST = re.compile(rf"(?<=[.!?”’\")])\s+(?={AGENCIES}\s*/\s*[\w.'’ &/-]{{2,60}}$)")
_FUNCTION_WORDS = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "by",
        "via",
        "from",
        "de",
        "la",
        "del",
        "van",
        "von",
        "der",
        "den",
        "da",
        "di",
        "al",
        "el",
        "bin",
        "ibn",
        "y",
        "e",
        "at",
        "in",
        "on",
        "with",
        "to",
        "a",
        "an",
        "news",
        "agencies",
        "agency",
        "staff",
        "wires",
    ]
)
_CAPTION_LABEL = re.compile(
    r"(?:(?:image|media|video|photo|picture|figure)\s+caption\b|file(?:\s+(?:photo|pic|picture|image))?\s*(?::|,|\s[–—-]\s|"
    r"\s+photo\b)|(?:above|"
    r"below|left|right|top|bottom|pictured|main image|cover image|in pictures?)\s*:|"
    r"(?:photo|picture|image|pic)\s*:\s)",
    _I,
)


def bare(line: str) -> str:
    """Return a line without the arrows, bars and brackets that stand before its first word; a quotation mark stays."""
    found = _LEAD.match(line)
    cut = found.end() if found else 0
    return line if _QUOTED.search(line[:cut]) else line[cut:]


def is_promo(line: str) -> bool:
    """Tell pleas, advertisements, buttons, cookie and copyright notices."""
    words = bare(line).rstrip(" »>→➡*|-–—])")
    return bool(words) and (bool(_PROMO.match(words)) or is_button(words))


def read_more_rest(line: str) -> str | None:
    """Return the headline of a line such as ``READ ALSO: …``, an empty string for a read-more label that stands alone, else None."""
    words = bare(line)
    if _READ_MORE_ALONE.fullmatch(words) or _READ_MORE_HERE.fullmatch(words):
        return ""
    found = _READ_MORE.fullmatch(words) or _READ_MORE_CAPITALS.fullmatch(words)
    return found.group("rest") if found else None


def is_recommendation_heading(line: str) -> bool:
    """Tell the heading of a list of other articles."""
    words = bare(line)
    return len(words) <= 80 and bool(_RECOMMENDATION.fullmatch(words))


def is_caption_label(line: str) -> bool:
    """Tell a line that says of itself that it belongs to a picture."""
    return bool(_CAPTION_LABEL.match(line))


def is_credit(line: str) -> bool:
    """Tell a line that only says whose the picture or the report is."""
    if len(line) > 160 or _BY_SOMEBODY.match(line):
        return False
    if _COPYRIGHT.fullmatch(line) or (len(line) > 2 and _CREDIT_ALONE.fullmatch(line)):
        return True
    if _CREDIT_SLASH.fullmatch(line) and _name_like(line):
        return True
    if _CREDIT_BRACKET.fullmatch(line) and _name_like(line):
        return True
    if found := _CREDIT_LABEL.fullmatch(line):
        return _name_like(found.group("rest"))
    return bool((_CREDIT_BY_AGENCY.fullmatch(line) or _CREDIT_AGENCY_FIRST.fullmatch(line)) and _name_like(line))


def is_topics_heading(line: str) -> bool:
    """Tell the heading of a list of topics or tags."""
    return bool(_TOPICS.fullmatch(bare(line)))


def is_sign_off(words: str) -> bool:
    """Tell the bare name of an agency, as reports end with it."""
    return bool(_CREDIT_ALONE.fullmatch(words))


def credit_at(line: str) -> int | None:
    """Return where the credit at the end of a caption begins, None where there is none."""
    for pattern in (_TRAILING_BRACKET, _TRAILING_LABEL, _TRAILING_COPYRIGHT, _TRAILING_AGENCY, _TRAILING_AGENCY_FIRST):
        cut = max((found.end() for found in pattern.finditer(line)), default=0)
        if cut >= 8 and is_credit(line[cut:]) and not _UNFINISHED.search(line[:cut]) and not _abbreviates(line[cut:], line[:cut]):
            return cut
    return None


def _abbreviates(bracket: str, words: str) -> bool:
    """Tell "the Harbour News Agency (HNA)" from a credit."""
    letters = re.sub(r"[^A-Z]", "", bracket)
    names = re.findall(r"\b[A-Z][\w'’-]*", words[-120:])[-len(letters) :] if letters else []
    return bracket[0] in "([" and len(letters) > 1 and letters == "".join(name[0] for name in names)


def _name_like(words: str) -> bool:
    """Tell names and agencies from a sentence: few words, nearly all with a capital, no verb phrase."""
    parts = re.findall(r"[^\W_][\w.'’&-]*", words)
    if not parts or len(parts) > 14:
        return False
    lowered = [part for part in parts if part[0].islower() and part not in _FUNCTION_WORDS]
    return len(lowered) * 4 <= len(parts)
