"""What in an English line says that something was different afterwards."""

from collections.abc import Iterator

from .numbers import NUMBER
from .phrases import any_of, phrase

_PROBLEM = any_of(
    "falls? accidents? complaints? errors? incidents? injur(?:y|ies) findings? faults? "
    "downtime delays? remarks? mistakes? damage damaged breakages? "
    "defects? lost-time_injur(?:y|ies) losses loss absences? absence sores?_since "
    "pressure_sores? infections? breakdowns? leaks? recalls? objections? "
    "non-conformities nonconformities corrections? returns? cancellations? queues? "
    "no-shows? fines? penalt(?:y|ies) outages? interruptions? disruption overtime_needed "
    "call-backs? callbacks? rework snags? casualties fatalities near_misses missed "
    "discrepancies crashes bugs_in_production data_loss shortages? waste "
    "rejections? rejects? walkouts? exclusions? resignations? readmissions? relapses? "
    "escalations? stock-outs? thefts? break-ins? wastage repeat mis(?!s)[a-z]+s"
)
_NEVER = any_of("a an any a_single losing one disruption interruption")

# wordings that state a change wherever they stand
ANYWHERE = tuple(
    phrase(pattern)
    for pattern in (
        r"(?:^|[.;:\n] ?)(?:no|zero|nothing|not a|not one|not a single) (?!experience|qualification|previous|prior|"
        r"supervision|formal|training|two days|day |need|job|duties|outcome|change|result|idea|time)[a-z-]+",
        r"\b(?:made|promoted to|promoted) (?:to )?(?:team|head|shift|section|store|deputy|assistant|sous|principal|"
        r"permanent|"
        r"senior|lead|supervisor|manager|foreman|partner|captain|charge)<1> ?(?:leader|manager|chef|nurse|teacher|"
        r"supervisor|of|after|within|in|$)",
        rf"(?:^|[.;,:\n] ?)(?:only |just )?(?:one|a|an|two|three|four|\d+) (?:\w+ )?{_PROBLEM} (?:in|out of|across|"
        rf"over|on|among) (?:over |more than )?(?:\d|all)",
        r"\b(?:asked|invited|chose|picked|nominated|promoted|trusted|recommended|put) (?:me|us) (?:to|for|back|as|"
        r"forward|in charge)\b",
        r"\b(?:mention(?:s|ed)?|praise[sd]?|thank(?:s|ed)?|recommend(?:s|ed)?) (?:me|us)\b|\b(?:comes?|turns?) to "
        r"(?:me|us) (?:for|when|with|if|first)\b",
        r"\b(?:he|she|it|they|mum|dad)'(?:s|re) (?:now |finally )?(?:back|off|out of|home|walking|sleeping|eating|"
        r"able|no longer|at school|in work|sober)\b",
        r"\bask(?:s|ed)? to (?:be on|stay|come back|join|return)\b|\b(?:is|are|was|were) used as (?:a|an|the) (?:\w+ "
        r")?(?:model|example|template|standard)\b",
        rf"\b(?:gone|sold out|full|booked out) (?:in|within) {NUMBER} ",
        r"^(?:\w+ ){1,2}of the (?:month|year)\b",
        r"\bstanding ovation\b|\bin tears\b|\b(?:had|left) (?:people|the audience|everyone|guests|the room) (?:in|on|"
        r"wanting)\b",
        r"\b(?:that|which) <3>(?:could not|couldn't|were unable|was unable|didn't manage)\b",
        r"\b(?:is|are) now (?:in|on|part of|used|their|his|her|a|an|the)\b",
        r"\b(?:had|got|drew|reached|brought in|received) (?:over |more than |about )?\d[\d,.]*k? (?:views|downloads|"
        r"visitors|"
        r"listeners|readers|followers|likes|streams|shares|sign-ups|donors|applications|entries)\b",
        r"\bfirst<4> in (?:the|our) <2>history\b|\bin the history of\b|\b(?:backlog|queue|problem|leak|damp|arrears|"
        r"mess) "
        r"(?:is |was |now |all )?(?:gone|solved|sorted|cleared|fixed)\b",
        r"\b(?:can now|now can|could then|can finally|finally can)\b",
        r"\bnow (?!required|needed|responsible|and|with|in |on |at |for |the )[a-z]{2,}s\b",
        r"\b(?:most|highest|lowest|best|fewest|fastest|biggest|strongest)<4> (?:in|of) (?:the|our|all|any) "
        r"(?:region|district|company|team|county|branch|country|city|group|chain|school|year|season|hospital|trust|"
        r"town|area|shop|store)s?\b",
        rf"(?:^|[,;:.\n] ?|\b(?:with|had|and|saw|has|have|were|was|recorded|achieved|since|of|-|"
        rf"there were) )(?:no|zero|not one|not a single|0|hardly any|fewer|nil)(?: (?:more|"
        rf"further|reported|serious|major|repeat|customer|safety|workplace|unplanned|medication|"
        rf"single|new|late|reportable|missed|lost|wasted)){{0,2}} {_PROBLEM}\b",
        rf"\bwithout (?:{_NEVER} )?(?:\w+ )?(?:{_PROBLEM}|hitch|closing|stopping|losing|missing|"
        rf"injury|accident|debts?|arrears|help|weapons|restraint|sedation|force)\b",
        r"(?:^|[,;:.\n] ?)(?:not one|no one|nobody|none)\b<8>",
        r"\bno longer (?!needed|required|used|valid|useful|available|in use|serviceable|"
        r"necessary|able to work)\w+",
        r"\bso (?:that )?(?:he|she|they|it|we|i|nobody|everyone|no one|mum|dad|people|the \w+|"
        r"her \w+|his \w+|my \w+|their \w+|a \w+|\w+s)(?: \w+ly| now| then| all| no longer| "
        r"never| still| \w+){0,1} (?:could|was|were|got|had|did|went|came|stayed|made|kept|"
        r"slept|found|moved|opened|reopened|started|finished|stopped|passed|left|waited|walked|ate|"
        r"lived|paid|can now|now|no longer|never)\b",
        r"\bso (?:that )?(?:he|she|mum|dad) can\b",
        r"\buntil (?:he|she|they|mum|dad|(?:my|the|her|his) \w+) (?:could|was able to|were able to|was back|were back|"
        r"walked|slept|ate|went home)\b",
        r"(?:^|[,;:.\n] ?|\b(?:and|but) )(?:i |we |she |he |they )?never (?:once |ever )?(?:missed|lost|was late|"
        r"were late|ran out|let<2> down)\b",
        r"(?:^|[,;:.\n] ?|\b(?:and|but|so) )(?:he|she|they|it|nobody|(?:my |her |his |the |our )?(?:mum|dad|mother|"
        r"father|gran|wife|husband|son|daughter|patient|resident|client|customer|pupil|machine|roof|boiler)s?) (?:has |"
        r"have |had )?never (?:once |ever |again )?(?:had|needed|went|came|got|fell|saw|been|[a-z]{3,}ed)\b",
        r"\b(?:applied|asked|fought|pushed|campaigned) for<6> and (?:got|won) (?:it|them|one)\b",
        r"\bso (?:everyone|everybody|nobody|she|he|(?:the|my|her|his|our) [a-z]+(?: [a-z]+)?) (?:now |always |never "
        r")?(?:gets|has|knows|goes|comes|sleeps|eats|sees|finds|works|runs|"
        r"stays|keeps|feels|hears|reads|takes|needs|lasts|opens|starts|fits|sits|walks|arrives|leaves|pays|gives|"
        r"makes)\b",
        r"\b(?:(?:for|at|on) the )?first (?:time|attempt|try|go)\b(?! (?:buyers?|visitors?|"
        r"offenders?|users?|mothers?|parents?|customers?|callers?))",
        r"\b(?:who|which|that) (?:now|later|then|has since|have since|since|went on|finally|had "
        r"never|today|eventually) <3>\w+",
        r"\b(?:thanked|praised|commended) (?:me|us|my|our|the team)\b|\bthank-you (?:letters?|"
        r"cards?|notes?)\b|\basked for (?:me|us|our|my) ?\b|\brecommended (?:me|us)\b|\bby name\b|"
        r"\bwrote to thank\b|\b(?:me|us) by name\b",
        r"\b(?:under|within|below|on|to) (?:budget|schedule) (?:and|despite|,)|\b(?:on time|"
        r"ahead of (?:schedule|plan|time)|under budget|in record time|ahead of the deadline|"
        r"before the deadline)\b",
        r"\b(?:is|are|was|were) (?:now |still )?(?:in use|running|in place|standing|the "
        r"standard|used) (?:across|by|today|throughout|everywhere|in every|every|still)\b|"
        r"\b(?:still|now) (?:in use|used|runs?|running|stands?|works?|hangs?)\b(?! to\b)",
        r"\b(?:ever since|since then|for good|any ?more)\b|\bsold[-\s]out\b|\bstill (?:active|"
        r"open|going|together|employed|with us|friends)\b|\b(?:whole|entire) \w+ (?:still |now "
        r")?uses?\b",
        r"\b(?:that|which|who) \w+s<4> (?:again|better|since|on (?:its|his|her) own|unaided|alone)\b",
        r"\bas a result,? (?:\w+ ){1,4}(?:was|were|got|had|could|\w+ed)\b",
        r"\b(?:called|named|found|described) (?:it|me|us|the \w+|my \w+|our \w+) (?:as )?(?:the|a|one of)\b|\bwho "
        r"had (?:not|never)\b|\bhad "
        r"(?:given up|always|long|written off|overlooked|missed|refused|failed to|been unable|never (?:been|"
        r"worked|spoken|read|had))\b",
        r"\b(?:was|were|been|being|got) (?:also |then |later |since |finally |eventually |"
        r"unanimously |twice |even )?(?:shortlisted|nominated|promoted|awarded|named|chosen|"
        r"selected|picked|published|accepted|adopted|approved|granted|invited|praised|"
        r"recogni[sz]ed|commended|featured|extended|rated|voted|elected|licensed|certified|"
        r"listed|signed off|asked to (?:join|lead|stay|speak|present|train|teach|take|run|"
        r"return|come back)|offered|copied|rolled out|taken up|taken on|broadcast|overturned|"
        r"dropped|lifted|taken (?:off|over)|translated into|renewed|acquired|reused|cleared|"
        r"rehoused|discharged|reunited|saved|thanked|hired by|kept on|headhunted|trusted with|entrusted with|put in "
        r"charge|made permanent)\b",
        r"\b(?:named|voted|crowned) (?:\w+ ){1,4}of the (?:month|year|week|season)\b",
        r"\b(?:managed to|was able to|were able to|succeeded in) (?:keep|get|save|find|win|"
        r"bring|stop|avoid|fix|cut|reduc|rais|finish|solv|secur|prevent|turn|persuad|convinc|"
        r"complet|deliver|rescu|open|reopen|pass|reach)\w*",
        r"\bwent (?:on to|live (?:on|without|with no|ahead)|ahead despite|viral|from \w+ to|"
        r"home|smoothly|up|down)\b(?! (?:stairs|ladders))",
        r"\bmade (?:it (?:onto|into|through)|(?:his|her|their) first|the (?:front page|final|"
        r"shortlist|cut|short ?list|finals))\b",
    )
)
BETTER_NOW = phrase(
    r"\b(?:again|now|no longer|any ?more|unaided|alone|independently|(?:on|by) (?:his|her|"
    r"their|its) own|by (?:himself|herself|themselves|itself)|themselves|himself|herself"
    r"|ever since|since|still|these days|every (?:day|night|week)|unassisted|unprompted|"
    r"without (?:help|a|any|her|his|their|prompting)|instead|better|for the first time|"
    r"(?:her|his|their) own|at last|finally|back|clear enough|stayed|today)\b"
)


THANKS_TO = phrase(
    r"\b(?:after|since|because|thanks to|because of|following|once) (?:of )?(?:i|we|my|our)\b|\bsince \w+ing\b|"
    r"\bthanks to \w"
)
GOOD_STATE = phrase(
    r"(?:was|were|is|are|has been|have been|stayed|remained|came|got|arrived) (?:\w+ ?){0,2}(?:ready|open|safe|"
    r"complete|dry|full|calm|back|home|"
    r"clear|happy|delighted|satisfied|stable|healthy|pleased|spotless|intact|alive|unharmed|unhurt|grateful|"
    r"relieved|watertight|sold out|fully booked|oversubscribed|in time|on time|ahead of time|settled|together|gone|"
    r"walking|sleeping|eating|talking|reading|feeding|working|standing|running|speaking|over|"
    r"better|faster|lighter|quieter|quicker|easier|cleaner|shorter|warmer|enough|fit|free|successful|upheld|able to)\b"
    r"|had (?:no|nothing|not one|not a single|zero|only|never|already|finally)\b|(?:has|have|had) not (?:been|had|"
    r"come|lost|missed)\b"
    r"|(?:hasn't|haven't|hadn't|didn't have to|no longer (?:has|have|had)) \w+"
)

_REST = phrase(r"(?: [\w'-]{1,30}){0,5}")  # a few more words, so that what is shown reads as a thought


def wordings(text: str) -> Iterator[tuple[int, int]]:
    """Where the line uses a wording that states a change by itself."""
    for pattern in ANYWHERE:
        for match in pattern.finditer(text):
            rest = _REST.match(text, match.end())
            yield match.start(), rest.end() if rest else match.end()
