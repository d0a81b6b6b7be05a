"""Past verbs that state a change only with the words after them: 'brought … down', 'kept … open'."""

import re

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
            r"home|signed|fixed|sorted|done|going|again|off the|off safely|unharmed|out of|out alive|free|open|"
            r"cleared|installed|put|moved|changed|agreed|refunded|replaced|diagnosed|cancelled|waived|together|sober|"
            r"started|elected|certified|onto|into|"
            r"through|to (?!work|the office|grips|know))\b| (?:a|the|our|my|his|her|their)<1> (?:clean|place|job|"
            r"grant|refund|flat|diploma|certificate|licen[cs]e|degree|level \d|"
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
        ("lost", r" (?:my|his|her|their) (?:fear|shyness|stammer|limp)\b| (?:only|no|none|not one|just)\b"),
        (
            "moved",
            r"<6> (?:into|out of|onto) (?:work|flats?|housing|homes?|jobs?|permanent|training|education|independent|"
            r"their own|her own|his own)\b",
        ),
        ("closed", r" (?:over |about )?[€$£]\d"),
        ("reviewed", r" (?:in|by) (?:the|a) (?:national|local|press|paper|regional|trade)\b"),
        ("evacuated", r" (?:all|\d|everyone|the)"),
        ("rang", r"<8> in time\b"),
        ("put", r"<6> (?:back in touch|out of business|back on (?:his|her|their|its) feet|at ease)\b"),
        (
            "found",
            r" (?:the|a|an|her|him|them|two|both)<6> (?:before|in time|within|alive|safe|unharmed|that (?:had|nobody|"
            r"no one|was|were|everyone|others)|which (?:had|nobody|no one)|nobody|no one|others|the auditors)\b| "
            r"(?:him|her|them|the family|\w+ a)<3> (?:home|flat|job|work|place|school|"
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
            r" (?:first|second|third|top|early|ahead|on time|my|the degree|a degree|night school|college|university|"
            r"an? apprenticeship)\b|<7> (?:early|ahead of|"
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
            r" (?:a record|record|crowds|over|more than|\d[\d,. ]* ?(?:people|visitors|guests|spectators|listeners|"
            r"children|families))",
        ),
        ("attracted", r" (?:a record|record|crowds|over|more than|new|\d)"),
        ("nursed", r"<6> back to\b"),
        ("coaxed", r"<6> (?:back|out|into|to)\b"),
    )
    for verb in ([verbs] if "[" not in verbs else ["recognised", "recognized"])
}
