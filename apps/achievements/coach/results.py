"""What in an English line says that something was different afterwards."""

import re
from collections.abc import Iterator

from .phrases import any_of, phrase

_BETTER = any_of(
    "faster quicker easier safer simpler cheaper quieter cleaner clearer better lighter "
    "smoother possible accessible step-free usable "
    "warmer shorter calmer stronger happier unnecessary redundant obsolete profitable "
    "standard viable independent fairer brighter famous"
)
_OUT_OF = any_of(
    "out_of_hospital out_of_care out_of_prison out_of_debt out_of_trouble out_of_court "
    "open alive running afloat at_home in_school "
    "in_work in_business together going independent stable in_their_home in_her_home "
    "in_his_home living_at_home viable from_closing sober "
    "on_the_road on_air out_of_a_home"
)
_THING = any_of(
    "contracts? grants? funding place places deals? clients? lease sponsors? sponsorship "
    "money investment permission planning_permission orders? accounts? "
    "licen[cs]e accreditation loan refund compensation job jobs housing release award "
    "prize commission residency part permit asylum visa"
)
_PROUD = any_of(
    "awards? prize prizes medals? gold silver bronze trophy title honours? distinction "
    "scholarship bursary place competition contest championship"
)
_CHECK = any_of(
    "inspections? audits? exams? examinations? tests? certification certificate "
    "assessments? reviews? probation course boards? check checks mot validation trial "
    "audition "
    "a-levels? gcses? finals modules? viva ofsted driving"
)

# a past verb that states a change only with the words after it
AFTER: dict[str, re.Pattern[str]] = {
    verb: phrase(pattern)
    for verbs, pattern in (
        (
            "passed",
            rf"(?: <5> {_CHECK}\b| (?:first|at|with|all|every|both)\b| (?:my|the)<3> (?:exam|test|"
            rf"course|certif\w+)| [a-z0-9]{{2,12}} (?:first|at|with)\b)",
        ),
        (
            "kept",
            rf"<6> {_OUT_OF}\b| (?:our|my|the|their|his|her) (?:licen[cs]e|contract|client|"
            rf"accreditation|lease|star|place|promise|lead)\b|<3> (?:under|below|at zero|above|from "
            rf"(?!the))",
        ),
        (
            "got",
            r"<5> (?:back|recogni[sz]ed|approved|published|accepted|promoted|hired|funded|rehoused|"
            r"reinstated|overturned|running|working|walking|talking|moving|reading|eating|drinking|"
            r"home|signed|fixed|sorted|done|going|again|off the|off safely|unharmed|out of|out alive|free|open|cleared|installed|put|moved|changed|agreed|refunded|replaced|diagnosed|cancelled|waived|together|sober|started|elected|certified|onto|into|"
            r"through|to (?!work|the office|grips|know))\b| (?:a|the|our|my|his|her|their)<1> (?:clean|place|job|grant|refund|flat|diploma|certificate|licen[cs]e|degree|level \d|"
            r"distinction|promotion|first)\b",
        ),
        (
            "brought",
            r"<6> (?:down|up|back|under|forward|together|to an end|home|alive|into (?:the|profit|"
            r"use))\b",
        ),
        ("brings", r"<6> (?:down|back)\b"),
        (
            "made",
            rf"<7> (?:{_BETTER}\b|more \w+)| it (?:onto|into|to|through)\b| (?:a|the) difference\b| "
            rf"(?:a|his|her|their)<2> (?:recovery|profit)\b",
        ),
        ("turned", r"<7> (?:around|round|into|from)\b"),
        ("talked", r"<6> (?:out of|down|into|round|through the night)\b"),
        ("secured", rf"<6> {_THING}\b| (?:[€$£]|\d)"),
        ("landed", r" (?:a|an|the|our|my|two|three)\b"),
        (
            "gained",
            rf"<4> (?:{_PROUD}|{_THING}|trust|followers|customers|members|certification|"
            rf"qualification|independence|ground)\b",
        ),
        (
            "raised",
            r" (?:over |more than |nearly |about |around )?(?:[€$£]|\d[\d,.]* ?(?:euros?|pounds?|"
            r"k\b))|<5> (?:for (?:the|a|our|charity|local)\b)|<2> (?:standards|morale|attendance|"
            r"scores|rates|sales|output|grades|results|productivity|donations|money|funds|the "
            r"profile)\b",
        ),
        (
            "cut",
            r"<3> (?:costs?|waste|errors|mistakes|queues?|waiting|overtime|absence|turnover|delays?|"
            r"spending|bills?|accidents|complaints|falls|paperwork|downtime|emissions|losses|energy|"
            r"wait)\b",
        ),
        (
            "lowered",
            r"<3> (?:costs?|bills?|absence|turnover|waste|prices|emissions|stress|risk of|"
            r"consumption|errors)\b",
        ),
        (
            "recovered",
            r" (?:over |about |nearly )?(?:[€$£]|\d)|<5> (?:debts?|money|payments?|invoices|stolen|"
            r"lost|losses|data|files)\b",
        ),
        ("cleared", r"<4> (?:backlogs?|arrears|debts?|name|queue|waiting list)\b"),
        ("ended", r" (?:a|an|the|years|decades|weeks|months|up)\b"),
        (
            "stopped",
            r" (?:a|an|the|two|three|his|her)<2> (?:break-in|theft|thief|bleeding|fight|leak|leaks|"
            r"fraud|closure|bullying|flooding|loss|losses|decline|row|attack|robbery|drain|damp|rot|"
            r"spread|abuse|eviction|infestation|fire)\b| \w+ing\b|<5> (?:from (?:being|closing|"
            r"going|getting)|before)\b",
        ),
        ("settled", r" (?:a|an|the|two)<3> (?:dispute|claim|strike|row|conflict|feud|case)\b"),
        (
            "resolved",
            r" (?:a|an|the)<4> (?:dispute|conflict|feud|row|crisis|problem|fault|issue|outage|"
            r"complaint)\b",
        ),
        ("solved", r" (?:a|an|the)<4> (?:problem|mystery|fault|leak|issue|crisis|puzzle|shortage)\b"),
        ("fixed", r" (?:a|an|the)<5> (?:that|which|nobody|no one|others|had)\b| <5>for good\b"),
        ("traced", r" (?:a|an|the)<6> (?:that|nobody|no one|other|had|for good)\b"),
        ("lost", r" (?:only|no|none|not one|just)\b"),
        (
            "moved",
            r"<6> (?:into|out of|onto) (?:work|flats?|housing|homes?|jobs?|permanent|training|education|independent|their own|her own|his own)\b",
        ),
        ("closed", r" (?:over |about )?[€$£]\d"),
        ("reviewed", r" (?:in|by) (?:the|a) (?:national|local|press|paper|regional|trade)\b"),
        ("evacuated", r" (?:all|\d|everyone|the)"),
        ("rang", r"<8> in time\b"),
        ("put", r"<6> (?:back in touch|out of business|back on (?:his|her|their|its) feet|at ease)\b"),
        (
            "found",
            r" (?:the|a|an|her|him|them|two|both)<6> (?:before|in time|within|alive|safe|unharmed|that (?:had|nobody|no one|was|were|everyone|others)|which (?:had|nobody|no one)|nobody|no one|others|the auditors)\b| (?:him|her|them|the family|\w+ a)<3> (?:home|flat|job|work|place|school|"
            r"apprenticeship|housing|families|owner)|<4> (?:homes|jobs|work|housing|places|"
            r"families) for\b| (?:a|an) new (?:home|market|owner|use|sponsor|venue)\b",
        ),
        (
            "helped",
            r" (?:a|an|one|my|her|him|two|three|four|them|the family|\d+|both)<6> (?:to )?(?:find|"
            r"get|pass|win|walk|move|return|regain|learn|become|stay|keep|start|save|secure|speak|"
            r"read|talk|leave|live|land|reach|overcome|graduate|come|go back|settle|sleep|avoid|"
            r"gain|stop|quit|open)\b| (?:win|save|secure|reopen|keep|halve|double|raise [€$£\d])\b",
        ),
        ("taught", r" (?:a|an|my|her|him|one)(?: \w+){1,3} (?:who|so that|until|to)\b"),
        ("enabled", r"<6> to \w+"),
        ("enabling", r"<6> to \w+"),
        ("allowing", r"<6> to \w+"),
        ("allowed", r"<6> to \w+"),
        ("letting", r"<4> \w+"),
        ("resulted", r" in\b"),
        ("resulting", r" in\b"),
        ("led", r" (?:directly )?to (?!the team|a team|work)"),
        ("leading", r" to\b"),
        ("meant", r" (?:that|the|a|we|they|she|he|customers|patients|people|no)\b"),
        ("meaning", r" (?:that|the|a|we|they|she|he|customers|patients|people|no)\b"),
        ("placed", r" (?:first|second|third|top|runner-up)\b"),
        ("came", r" (?:first|second|third|top|runner-up|in under|in on|back|round|under budget)\b"),
        (
            "finished",
            r" (?:first|second|third|top|early|ahead|on time|my|the degree)\b|<7> (?:early|ahead of|"
            r"on time|under budget|without|on schedule|before (?:the|winter|summer|christmas|easter|"
            r"opening|term))\b",
        ),
        ("ranked", r" \w+"),
        ("rated", r" (?:outstanding|excellent|good|best|top|among|highest|number|five|\d)"),
        ("voted", r" (?:best|employee|one|top|favourite|most)\b"),
        (
            "named",
            r" (?:as |the )?(?:best|employee|one|top|teacher|nurse|player|apprentice|volunteer|star|"
            r"chef|of the)\b|<4> of the (?:month|year|week|season)\b",
        ),
        ("qualified", r" (?:as|for|with)\b"),
        ("promoted", r" (?:to|from|twice|after|within|early|into)\b"),
        ("nominated", r" (?:for|as|by)\b"),
        ("shortlisted", r""),
        ("longlisted", r""),
        ("commended", r""),
        ("praised", r" (?:by|for|in)\b"),
        ("thanked", r" (?:by|for|in)\b"),
        ("awarded", r" (?:a|an|the|best|first|with|for|gold|silver|distinction|[€$£]|\w+ of the)"),
        ("invited", r" (?:back|to (?:present|speak|perform|exhibit|join|play|show|give|teach|return))\b"),
        ("selected", r" (?:for|to|as|by|from (?:over|more|\d))\b"),
        ("chosen", r" (?:for|to|as|by|from|out of)\b"),
        ("picked", r" (?:for|to|as|by|up by|from (?:over|more|\d))\b"),
        ("published", r" (?:in|by)\b"),
        ("featured", r" (?:in|on|by)\b"),
        ("recogni[sz]ed", r" (?:by|for|as|with)\b"),
        ("certified", r" (?:as|in|by)\b"),
        ("commissioned", r" (?:by|to)\b"),
        ("recommended", r" (?:by|for promotion)\b"),
        ("elected", r" (?:as|to|chair|president|by|captain|treasurer)\b"),
        ("accepted", r" (?:by|into|for|onto)\b"),
        ("adopted", r" (?:by|across|as|nationally|company)\b"),
        (
            "delivered",
            r"<8> (?:on time|early|ahead of|under budget|on budget|on schedule|without|with no|with "
            r"zero)\b",
        ),
        (
            "completed",
            r"<8> (?:on time|early|ahead of|under budget|on budget|on schedule|without|with no|with "
            r"zero|with distinction|with honours|first time)\b",
        ),
        ("opened", r"<7> (?:on time|early|ahead of|under budget|on schedule|without)\b"),
        ("launched", r"<7> (?:on time|early|ahead of|under budget|on schedule|without)\b"),
        ("handed", r"<7> (?:on time|early|ahead of|under budget|without (?:a|any)|snag-free)\b"),
        ("hit", r"<3> (?:targets?|goals?|deadlines?|number one|the front page|every target)\b"),
        ("met", r" (?:every|all|the|our|my|each)<3> (?:targets?|deadlines?|goals?|quota)\b"),
        ("reached", r"<3> (?:targets?|goals?|final|finals|semi-finals?|number)\b"),
        ("sold", r" out\b|<4> worth\b| (?:my|our|the) first\b"),
        ("collected", r" (?:over |about |nearly )?(?:[€$£]|\d[\d,.]* ?(?:euros?|pounds?|signatures))"),
        ("freed", r" \w"),
        ("calmed", r" (?:a|an|the|him|her|my)\b"),
        ("generated", r" (?:[€$£]|over|\d|more|new business)"),
        ("tripled", r""),
        (
            "restored",
            r" (?:trust|confidence|calm|power|heat|hot water|service|order|peace|faith|the "
            r"(?:service|power|water|connection))\b|<6> (?:to (?:working order|full|its (?:former|"
            r"original))|in time|within|so that)\b",
        ),
        ("rebuilt", r" (?:trust|confidence|morale|relations?|the trust)\b"),
        ("won", r""),
        ("grew", r" (?:the|our|my|a|an|sales|revenue|membership|attendance|it|from|by|to|\w+ from)\b"),
        ("spotted", r" (?:a|an|the|that|early)<6> (?:before|in time|that|which|others|had)\b"),
        ("caught", r" (?:a|an|the)<6> (?:before|in time|early|that|which)\b"),
        ("noticed", r"<8> (?:in time|before (?:it|he|she|they))\b"),
        ("saved", r""),
        ("gave", r"<5> (?:confidence|courage|a voice|hope|independence|(?:her|his|their) \w+ back)\b"),
        ("encouraged", r" (?:a|an|one|my|two)<5> to\b"),
        ("inspired", r" (?:a|an|one|my|two|three|several|others)<4> to\b"),
        ("transformed", r" (?:a|an|the|our|my)<5> (?:into|from)\b"),
        ("converted", r"<6> into<4> (?:customers?|members|regulars|fans|sales|supporters)\b"),
        ("replaced", r"<6> (?:so|saving|which)\b"),
        ("hired", r"<4> (?:full-time|permanently|back) after\b"),
        (
            "drew",
            r" (?:a record|record|crowds|over|more than|\d[\d,. ]* ?(?:people|visitors|guests|spectators|listeners|children|families))",
        ),
        ("attracted", r" (?:a record|record|crowds|over|more than|new|\d)"),
        ("nursed", r"<6> back to\b"),
        ("coaxed", r"<6> (?:back|out|into|to)\b"),
    )
    for verb in ([verbs] if "[" not in verbs else ["recognised", "recognized"])
}

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
    "escalations? stock-outs? thefts? break-ins? wastage repeat"
)
_NEVER = any_of("a an any a_single losing one disruption interruption")

# wordings that state a change wherever they stand
ANYWHERE = tuple(
    phrase(pattern)
    for pattern in (
        r"(?:^|[.;:\n] ?)(?:no|zero|nothing|not a|not one|not a single) (?!experience|qualification|previous|prior|"
        r"supervision|formal|training|two days|day |need|job|duties|outcome|change|result|idea|time)[a-z-]+",
        r"\b(?:made|promoted to|promoted) (?:to )?(?:team|head|shift|section|store|deputy|assistant|sous|principal|permanent|"
        r"senior|lead|supervisor|manager|foreman|partner|captain|charge)<1> ?(?:leader|manager|chef|nurse|teacher|supervisor|of|after|within|in|$)",
        rf"(?:^|[.;,:\n] ?)(?:only |just )?(?:one|a|an|two|three|four|\d+) (?:\w+ )?{_PROBLEM} (?:in|out of|across|over|on|among) (?:over |more than )?(?:\d|all)",
        r"\b(?:asked|invited|chose|picked|nominated|promoted|trusted|recommended|put) (?:me|us) (?:to|for|back|as|forward|in charge)\b",
        r"\b(?:mention(?:s|ed)?|praise[sd]?|thank(?:s|ed)?|recommend(?:s|ed)?) (?:me|us)\b|\b(?:comes?|turns?) to (?:me|us) (?:for|when|with|if|first)\b",
        r"\b(?:he|she|it|they|mum|dad)'(?:s|re) (?:now |finally )?(?:back|off|out of|home|walking|sleeping|eating|able|no longer|at school|in work|sober)\b",
        r"\bstanding ovation\b|\bin tears\b|\b(?:had|left) (?:people|the audience|everyone|guests|the room) (?:in|on|wanting)\b",
        r"\b(?:that|which) <3>(?:could not|couldn't|were unable|was unable|didn't manage)\b",
        r"\b(?:is|are) now (?:in|on|part of|used|their|his|her|a|an|the)\b",
        r"\b(?:had|got|drew|reached|brought in|received) (?:over |more than |about )?\d[\d,.]*k? (?:views|downloads|visitors|"
        r"listeners|readers|followers|likes|streams|shares|sign-ups|donors|applications|entries)\b",
        r"\bfirst<4> in (?:the|our) <2>history\b|\bin the history of\b|\b(?:backlog|queue|problem|leak|damp|arrears|mess) "
        r"(?:is |was |now |all )?(?:gone|solved|sorted|cleared|fixed)\b",
        r"\b(?:can now|now can|could then|can finally|finally can)\b",
        r"\bnow (?!required|needed|responsible|and|with|in |on |at |for |the )[a-z]{2,}s\b",
        r"\b(?:most|highest|lowest|best|fewest|fastest|biggest|strongest)<4> (?:in|of) (?:the|our|all|any) "
        r"(?:region|district|company|team|county|branch|country|city|group|chain|school|year|season|hospital|trust|town|area|shop|store)s?\b",
        rf"(?:^|[,;:.\n] ?|\b(?:with|had|and|saw|has|have|were|was|recorded|achieved|since|of|-|"
        rf"there were) )(?:no|zero|not one|not a single|0|hardly any|fewer|nil)(?: (?:more|"
        rf"further|reported|serious|major|repeat|customer|safety|workplace|unplanned|medication|"
        rf"single|new|late|reportable|missed|lost|wasted)){{0,2}} {_PROBLEM}\b",
        rf"\bwithout (?:{_NEVER} )?(?:\w+ )?(?:{_PROBLEM}|hitch|closing|stopping|losing|missing|"
        rf"injury|accident|help|weapons|restraint|sedation|force)\b",
        r"(?:^|[,;:.\n] ?)(?:not one|no one|nobody|none)\b<8>",
        r"\bno longer (?!needed|required|used|valid|useful|available|in use|serviceable|"
        r"necessary|able to work)\w+",
        r"\bso (?:that )?(?:he|she|they|it|we|i|nobody|everyone|no one|mum|dad|people|the \w+|"
        r"her \w+|his \w+|my \w+|their \w+|a \w+|\w+s)(?: \w+ly| now| then| all| no longer| "
        r"never| still| \w+){0,1} (?:could|was|were|got|had|did|went|came|stayed|made|kept|"
        r"slept|found|moved|opened|reopened|started|finished|stopped|passed|left|can now|now|no "
        r"longer|never)\b",
        r"\bso (?:that )?(?:he|she|mum|dad) can\b",
        r"\bso (?:everyone|everybody|nobody|she|he|(?:the|my|her|his|our) [a-z]+(?: [a-z]+)?) (?:now |always |never )?(?:gets|has|knows|goes|comes|sleeps|eats|sees|finds|works|runs|"
        r"stays|keeps|feels|hears|reads|takes|needs|lasts|opens|starts|fits|sits|walks|arrives|leaves|pays|gives|makes)\b",
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
        r"\b(?:called|named|found|described) (?:it|me|us|the \w+|my \w+|our \w+) (?:as )?(?:the|a|one of)\b|\bwho had (?:not|never)\b|\bhad "
        r"(?:given up|always|long|written off|overlooked|missed|refused|failed to|been unable|never (?:been|"
        r"worked|spoken|read|had))\b",
        r"\b(?:was|were|been|being|got) (?:also |then |later |since |finally |eventually |"
        r"unanimously |twice |even )?(?:shortlisted|nominated|promoted|awarded|named|chosen|"
        r"selected|picked|published|accepted|adopted|approved|granted|invited|praised|"
        r"recogni[sz]ed|commended|featured|extended|rated|voted|elected|licensed|certified|"
        r"listed|signed off|asked to (?:join|lead|stay|speak|present|train|teach|take|run|"
        r"return|come back)|offered|copied|rolled out|taken up|taken on|broadcast|overturned|"
        r"dropped|lifted|taken (?:off|over)|translated into|renewed|acquired|reused|cleared|"
        r"rehoused|discharged|reunited|saved|thanked|hired by|kept on|headhunted|trusted with|entrusted with|put in charge|made permanent)\b",
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
    r"\b(?:after|since|because|thanks to|because of|following|once) (?:of )?(?:i|we|my|our)\b|\bsince \w+ing\b"
)
GOOD_STATE = phrase(
    r"(?:was|were|is|are|has been|have been|stayed|remained|came|got|arrived) (?:\w+ ?){0,2}(?:ready|open|safe|complete|dry|full|calm|back|home|"
    r"clear|happy|delighted|satisfied|stable|healthy|pleased|spotless|intact|alive|unharmed|unhurt|grateful|"
    r"relieved|watertight|sold out|fully booked|oversubscribed|in time|on time|ahead of time|settled|together|gone|"
    r"walking|sleeping|eating|talking|reading|feeding|working|standing|running|speaking|over|"
    r"better|faster|lighter|quieter|quicker|easier|cleaner|shorter|warmer|enough|fit|free|successful|upheld|able to)\b"
    r"|had (?:no|nothing|not one|not a single|zero|only|never|already|finally)\b|(?:has|have|had) not (?:been|had|come|lost|missed)\b"
    r"|(?:hasn't|haven't|hadn't|didn't have to|no longer (?:has|have|had)) \w+"
)

_REST = phrase(r"(?: [\w'-]{1,30}){0,5}")  # a few more words, so that what is shown reads as a thought


def wordings(text: str) -> Iterator[tuple[int, int]]:
    """Where the line uses a wording that states a change by itself."""
    for pattern in ANYWHERE:
        for match in pattern.finditer(text):
            rest = _REST.match(text, match.end())
            yield match.start(), rest.end() if rest else match.end()
