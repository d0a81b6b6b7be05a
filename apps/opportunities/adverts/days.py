"""The day by which an advert or a letter wants an answer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from babel import Locale

from apps.opportunities.adverts.finding import Found, Reason, Remark, Seen
from apps.opportunities.adverts.text import after, before

_EARLIEST, _LATEST = 2000, 2100


def _months() -> dict[str, int]:
    """Every name of a month in the four languages, long and short."""
    named = {"sept": 9}
    for language in ("en", "de", "fr", "es"):
        for width in ("wide", "abbreviated"):
            for number, name in Locale(language).months["format"][width].items():
                named[name.casefold().rstrip(".")] = number
    return named


_MONTHS = _months()
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_DATE = re.compile(
    rf"(?<![\w./-])(?:(?P<year1>\d{{4}})-(?P<month1>\d{{2}})-(?P<day1>\d{{2}})"
    rf"|(?P<day2>\d{{1,2}})\.\s?(?P<month2>\d{{1,2}})\.\s?(?P<year2>\d{{4}})"
    rf"|(?P<one>\d{{1,2}})/(?P<other>\d{{1,2}})/(?P<year3>\d{{4}})"
    rf"|(?P<day4>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s?(?:of\s"
    rf"|de\s)?(?P<month4>{_MONTH})(?![^\W\d_])\.?,?(?:\s(?:de\s|del\s)?(?P<year4>\d{{4}}))?"
    rf"|(?P<month5>{_MONTH})\.?\s(?P<day5>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s(?P<year5>\d{{4}}))?)(?![\w/]"
    rf"|[.-]\d)",
    re.IGNORECASE,
)
_WEEKDAYS = "|".join(
    name for language in ("en", "de", "fr", "es") for name in Locale(language).days["format"]["wide"].values()
)
_FILLER = (
    rf"(?:[\s:,(]|\b(?:is|are|the|on|at|by|no later than|latest|midnight|noon|midday|{_WEEKDAYS}"
    rf"|\d{{1,2}}(?:[:.]\d\d)?\s?(?:am|pm|Uhr|h)?"
    r"|end of|of|day|am|ist|der|den|zum|spätestens|le|la|el|es|est|du|au plus tard|for applications|de candidature"
    r"|de solicitud)\b){0,14}\Z"
)
_LABEL = re.compile(
    r"(?:closing date|deadline|(?:applications?|posting|vacancy|advert|post)s? (?:closes?|ends?|must be (?:in"
    r"|received))|closes|offer (?:expires|lapses|ends|is open until|stands until)"
    r"|Bewerbungs(?:frist|schluss|ende)|Einsendeschluss|date limite|fecha límite|fecha de cierre|plazo)" + _FILLER,
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|before|until|no later than|on or before|bis(?: zum| spätestens)?|avant(?: le)?|au plus tard"
    r"|antes del?|hasta el)" + _FILLER,
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\b(?:reply|respond|response|answer|let (?:us|me) know|apply|applications?|CVs?|résumé|resume|confirm|accept"
    r"|decide|decision|sign|return"
    r"|get back|bescheid|antwort\w{0,3}|rückmeldung|bewerb\w{0,6}|zurück|unterschrieben|répon\w{2,5}|réponse"
    r"|candidatures?|postul\w{1,4}|retour"
    r"|respond\w{1,4}|respuesta|solicitud(?:es)?|candidaturas?|conteste|confirme)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:befristet|fixed[- ]term|contract (?:ends|until|runs)|start(?:s|ing)?|interviews?|probation|complete"
    r"|Beginn|ab sofort|finish)\b",
    re.IGNORECASE,
)


def deadline(text: str, locale: Locale) -> tuple[Found[date] | None, list[Seen]]:
    """The day to answer or apply by, of plain text; None where none or more than one is stated, with what was seen."""
    found: list[Found[date]] = []
    seen: list[Seen] = []
    for match in _DATE.finditer(text):
        start = _asked(text, match)
        if start is None:
            continue
        one = _read(match, locale)
        if isinstance(one, Seen):
            seen.append(one)
        elif one is not None and all(one.value != other.value for other in found):
            found.append(replace(one, start=start))
    if len(found) > 1:
        return None, seen + [Seen(Reason.SEVERAL_DAYS, one.start, one.end) for one in found]
    return (found[0] if found else None), seen


def day(text: str, locale: Locale) -> date | None:
    """The one day that a whole text names; None where it names none, or could mean two."""
    match = _DATE.fullmatch(text)
    found = _read(match, locale) if match else None
    return found.value if isinstance(found, Found) else None


def _asked(text: str, match: re.Match[str]) -> int | None:
    """Where the words begin that want an answer by this day; None where nothing does."""
    window = text[max(0, match.start() - 70) : match.start()]
    label = _LABEL.search(window)
    if label:
        return match.start() - len(window) + label.start()
    line = window.rpartition("\n")[2]
    by = _BY.search(line)
    if not by:
        return None
    lead = before(text, match.start(), most=120, sentence=True)
    around = lead + " " + after(text, match.end(), most=40)
    if _NOT.search(lead) or not _ANSWER.search(around):
        return None
    wanted = _ANSWER.search(lead)
    return match.start() - (len(lead) - wanted.start() if wanted else len(line) - by.start())


def _read(match: re.Match[str], locale: Locale) -> Found[date] | Seen | None:
    parts = {name: value for name, value in match.groupdict().items() if value}
    remarks: tuple[Remark, ...] = ()
    if "one" in parts:
        first, second, year = int(parts["one"]), int(parts["other"]), parts["year3"]
        if first <= 12 and second <= 12 and first != second:
            if not locale.territory:
                return Seen(Reason.WHICH_MONTH, match.start(), match.end())
            remarks = (Remark.DAY_FIRST if _day_first(locale) else Remark.MONTH_FIRST,)
        swap = second > 12 or (remarks == (Remark.MONTH_FIRST,))
        day, month = (second, first) if swap else (first, second)
    else:
        kind = next(n for n in "1245" if f"day{n}" in parts)
        named = parts[f"month{kind}"].casefold()
        day, month, year = int(parts[f"day{kind}"]), _MONTHS.get(named) or int(named), parts.get(f"year{kind}", "")
    if not year:
        return Seen(Reason.NO_YEAR, match.start(), match.end())
    try:
        value = date(int(year), month, day)
    except ValueError:
        return None
    if not _EARLIEST <= value.year <= _LATEST:
        return None
    return Found(value, match.start(), match.end(), remarks=remarks)


def _day_first(locale: Locale) -> bool:
    """Whether the region writes the day before the month."""
    pattern = str(locale.date_formats["short"].pattern)
    return pattern.index("d") < pattern.index("M")
