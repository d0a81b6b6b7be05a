"""What the job is called, who offers it and where it is, as an advert or a letter plainly states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from apps.opportunities.adverts.finding import Found
from apps.opportunities.adverts.jobs import LONGEST, MARKER, is_sentence, is_title
from apps.opportunities.adverts.text import Part, lines, part, pieces, words

_LABELS = {
    "title": r"job title|title|position|role|vacancy|post|job|stelle|stellenbezeichnung|jobtitel|poste"
    r"|intitulé du poste|titre du poste|puesto|cargo|vacante",
    "organisation": r"company|employer|organi[sz]ation|arbeitgeber|unternehmen|firma|betrieb|entreprise|employeur"
    r"|société|empresa|compañía",
    "place": r"(?:job |work )?location|place(?: of work)?|workplace|where|standort|arbeitsort|einsatzort|dienstort"
    r"|arbeitsplatz|ort|lieu(?: de travail)?"
    r"|localisation|ubicación|lugar(?: de trabajo)?|localidad",
}
_LABELLED = {
    field: re.compile(rf"(?:[-*>]\s?)?(?:{label})\s?:\s?(?P<value>\S.{{0,159}})\Z", re.IGNORECASE | re.DOTALL)
    for field, label in _LABELS.items()
}
_BARE = {  # on a line of its own, with its value on the next one
    "title": re.compile(r"(?:job title|position|title|stellenbezeichnung|intitulé du poste|puesto):?\Z", re.IGNORECASE),
    "organisation": re.compile(r"(?:company|employer|arbeitgeber|employeur|entreprise|empresa):?\Z", re.IGNORECASE),
    "place": re.compile(
        r"(?:(?:job )?location|place of work|standort|arbeitsort|einsatzort|lieu de travail|ubicación):?\Z",
        re.IGNORECASE,
    ),
}
_ANY_BARE = re.compile(
    r"(?:job (?:title|type)|contract|salary|pay|rate|hours|duration|start|benefits|closing date|about(?: us"
    r"| the role)?|duties|requirements|description|.{0,40}:)\Z",
    re.IGNORECASE,
)
_NO_VALUE = re.compile(
    r"(?:see|tbc|tba|various|n/?a|none|to be|you|your|we|our|us|this|the (?:role|position|job|company|successful)"
    r"|an?|as|in|it|is|unknown|not|confidential|sie|wir"
    r"|du|nous|vous|siehe|voir|ver|nach|any(?:where)?)\b|[-?.]+\Z",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"\b(?:(?:(?:position|role|post|job)\s(?:of|as)|employment\sas)\s(?:an?\s|our\s|the\s)?|(?:stelle"
    r"|position)\sals\s|poste\sd(?:e\s|')|puesto\sde\s)"
    r"(?P<title>[^\n.,;:!?(]{2,70}?)"
    r"(?=\s(?:at|with|in|based|starting|from|for|on|an|anbieten|zu|bei|chez|à|au|en|within|reporting|dans"
    r"|beginning)\b|[.,;:!?(\n]|\Z)",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"\b(?:offer(?:ing|ed)? you|our offer|offer of employment|appoint|pleased|delighted|happy|glad|freuen|ihnen|dir"
    r"|bieten|proposer|offrir|plaisir|ofrecer\w{0,2}|complace)\b",
    re.IGNORECASE,
)
_HIRING = re.compile(
    r"(?P<who>[^\n.,:;!?]{2,60}?)\s(?:is|are)\s(?:now\s|currently\s)?(?:looking for|hiring|recruiting"
    r"|seeking)\s(?:an?\s|our next\s|its next\s)"
    r"(?P<title>[^\n.,;:!?(]{2,70}?)(?=\s(?:at|with|in|based|starting|for|to|who|on|within)\b|[.,;:!?(\n]|\Z)"
)
_OUR_PLACE = re.compile(
    r"\s(?:at|for|in)\sour\s(?P<place>[^\n.,;:!?(]{2,50}?)\s"
    r"(?:store|shop|branch|office|site|depot|warehouse|home|hospital|school|kitchen|clinic|studio|salon|restaurant"
    r"|café|cafe|factory|plant|yard|hub|hotel)\b"
)
_NO_PLACE = words(
    """
    new main head local busy flagship central own regional national city town newest modern lovely beautiful award
    """
)
_AT = re.compile(r"\s(?:at|with|bei|chez)\s(?=\S)")
_IN = re.compile(r"\s(?:in|à)\s(?=\S)")
_CUT = re.compile(
    r"\s(?:wanted|required|needed|gesucht|recherchée?|teilzeit|vollzeit|part[- ]time|full[- ]time|temps (?:partiel"
    r"|plein))\b|\s-\s|,?\s[(]?(?:from|ab)?\s?[£€$]",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?:se busca|se necesita|gesucht:|wanted:|vacancy:|now hiring:|recherche|we are hiring:)\s", re.IGNORECASE
)
_SUBJECTS = words(
    """
    training finance charge residence chief marketing sales it law education nursing english history art science
    sciences mathematics maths physics chemistry biology music drama psychology sociology medicine surgery carpentry
    plumbing catering hospitality engineering accounting accountancy economics business design computing care test
    tests practice retail leadership progress support operations health social community real public private high
    general human new
    """
)
_OF_A_SUBJECT = re.compile(
    r"(?:teacher|lecturer|apprentice|trainee|professor|specialist|researcher|tutor|fellow|instructor|reader|intern"
    r"|graduate)\Z",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\s,;:!?()|]{1,40}")
_SMALL = words(
    """
    of and & de la le du des der die das the für von y et del
    """
)


@dataclass(slots=True)
class Names:
    """The three names; None where they are not plain."""

    title: Found[str] | None = None
    organisation: Found[str] | None = None
    place: Found[str] | None = None


def names(text: str) -> Names:
    """The names that plain text states: by a label, in the sentence that offers the job, or in its first line."""
    found = _labelled(text)
    for more in (_offered(text), _first_line(text)):
        found.title = found.title or more.title
        found.organisation = found.organisation or more.organisation
        found.place = found.place or more.place
    return found


def _found(piece: Part) -> Found[str]:
    return Found(piece.text, piece.start, piece.end)


def _labelled(text: str) -> Names:
    found = Names()
    waiting = ""
    for line in lines(text):
        if waiting and not _is_bare(line.text) and _is_value(line.text, most=LONGEST):
            setattr(found, waiting, getattr(found, waiting) or _found(line))
        waiting = next((field for field, pattern in _BARE.items() if pattern.match(line.text)), "")
        for piece in pieces(line):
            for field, pattern in _LABELLED.items():
                match = pattern.match(piece.text)
                if match and getattr(found, field) is None and _is_value(match["value"], most=160):
                    setattr(found, field, _found(Part(match["value"], piece.start + match.start("value"))))
    return found


def _is_bare(text: str) -> bool:
    return bool(_ANY_BARE.match(text)) or any(pattern.match(text) for pattern in _BARE.values())


def _is_value(text: str, *, most: int) -> bool:
    """Whether a name can stand there, and no sentence or “see below”."""
    return len(text) <= most and not _NO_VALUE.match(text) and not re.search(r"[.!?]\s|[.!?:]\Z", text)


# --- Sentences that offer the job ------------------------------------------------------------------------


def _offered(text: str) -> Names:
    for match in _LETTER.finditer(text):
        lead = text[max(0, match.start() - 100) : match.start()]
        if _OFFERS.search(lead + text[match.start() : match.start("title")]) and not is_sentence(match["title"]):
            title = part(text, match.start("title"), match.end("title"))
            if title.text:
                return _around(text, match, Names(title=_found(title)))
    for line in lines(text):
        hiring = _HIRING.match(line.text)
        if hiring and is_title(hiring["title"]):
            who = _proper(line.text, 0, hiring.end("who"))
            employer = Part(who.text, line.start) if who and who.text == hiring["who"] else None
            title = Part(hiring["title"], line.start + hiring.start("title"))
            found = Names(title=_found(title), organisation=_found(employer) if employer else None)
            return _place_of_ours(text, title.end, found)
    return Names()


def _around(text: str, match: re.Match[str], found: Names) -> Names:
    """The employer and the place that stand right after the title in a letter."""
    found = _place_of_ours(text, match.end("title"), found)
    at = _AT.match(text, match.end("title"))
    if at and found.place is None:
        who = _proper(text, at.end(), at.end() + 90)
        found.organisation = _found(who) if who else None
        into = _IN.match(text, who.end) if who else None
        where = _proper(text, into.end(), into.end() + 60) if into else None
        found.place = _found(where) if where else None
    return found


def _place_of_ours(text: str, end: int, found: Names) -> Names:
    ours = _OUR_PLACE.match(text, end)
    if ours:
        where = _proper(text, ours.start("place"), ours.end("place"))
        if where and where.text == ours["place"] and not _NO_PLACE & set(where.text.casefold().split()):
            found.place = _found(where)
    return found


def _proper(text: str, start: int, end: int) -> Part | None:
    """The name in capitals that begins at `start`: up to six words, small ones only between great ones."""
    last = start
    for count, token in enumerate(_tokens(text, start, end)):
        great = token.text[0].isupper() or (token.text[0].isdigit() and count > 0)
        if count == 6 or not (great or (count and token.text in _SMALL)):
            break
        if great:
            last = token.end
        if token.text.endswith(".") and great and len(token.text) > 4:
            break
    name = text[start:last].rstrip(".")
    if not name or (name.split()[0] in {"The", "Our", "We", "They", "I", "It"} and len(name.split()) == 1):
        return None
    return Part(name, start)


def _tokens(text: str, start: int, end: int) -> Iterator[Part]:
    """Words from `start` that only a blank parts."""
    at = start
    while at < end:
        match = _TOKEN.match(text, at, end)
        if match is None:
            return
        yield Part(match.group(), match.start())
        at = match.end()
        if text[at : at + 1] != " ":
            return
        at += 1


# --- The first line --------------------------------------------------------------------------------------


def _first_line(text: str) -> Names:
    """A title, and the employer and place it names, in a first line that reads like one."""
    line = next(lines(text), None)
    if line is None or len(line.text) > 200:
        return Names()
    piece = next(pieces(line), line)
    prefix = _PREFIX.match(piece.text)
    piece = part(text, piece.start + (prefix.end() if prefix else 0), piece.end)
    cut = _CUT.search(piece.text)
    head = part(text, piece.start, piece.start + cut.start() if cut else piece.end)
    if head.text.count(",") > 1:  # title, employer, town
        head = Part(head.text.partition(",")[0], head.start)
    return _split(text, replace(head, text=head.text.rstrip(" ,:")) if not head.text.endswith(":in") else head)


def _split(text: str, head: Part) -> Names:
    """“Chef at The Blue Heron in Whitby” in its three parts."""
    at = _AT.search(head.text)
    if at:
        title = Part(head.text[: at.start()], head.start)
        who = _proper(text, head.start + at.end(), head.end)
        if who is None or not is_title(title.text):
            return Names()
        rest = text[who.end : head.end]
        into = _IN.match(rest)
        where = _proper(text, who.end + into.end(), head.end) if into else None
        return Names(_found(title), _found(who), _found(where) if where else None)
    into = _IN.search(head.text)
    if into and _is_where(head.text[: into.start()], head.text[into.end() :]):
        where = _proper(text, head.start + into.end(), head.end)
        title = Part(head.text[: into.start()], head.start)
        if where and where.end == head.end and is_title(title.text):
            return Names(title=_found(title), place=_found(where))
    return Names(title=_found(head)) if is_title(head.text) else Names()


def _is_where(title: str, rest: str) -> bool:
    """Whether “in …” after a title is a place and not what the job is about."""
    first = re.split(r"[\s,]", rest, maxsplit=1)[0].casefold()
    return bool(MARKER.search(title)) or (first not in _SUBJECTS and not _OF_A_SUBJECT.search(title))
