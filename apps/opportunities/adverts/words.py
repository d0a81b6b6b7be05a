"""The words of pay in English, German, French and Spanish."""

import re


def _any(*words: str) -> str:
    return "(?:" + "|".join(words) + ")"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_END = r"(?![^\W_])"  # no letter or digit goes on
_TAX = _any(
    "gross", "net", "nett", "netto", "brutto", "brut", "bruts", "brute", "nets", "neto", "netos", "bruto", "brutos",
    "before tax", "after tax", "vor steuern", "nach steuern", "avant impôts?", "après impôts?",
)  # fmt: skip
_FILLER = rf"(?:[\s,(]{{0,2}}(?:{_TAX}|basic|base|salary|ca\.){_END}\)?){{0,2}}"
_PER = _any(
    "per", "an?", "each", "pro", "je", "im", "am", "in der", "die", "par", "de l'", "l'", "por", "al", "la", "a la"
)


def _for(name: str, nouns: str, alone: str) -> str:
    return rf"(?P<{name}>(?:\s?/\s?|\s?\b{_PER}\s?){_any(nouns)}{_END}|\s?{_any(alone)}{_END})"


PERIOD_AFTER = _compile(
    _FILLER
    + _any(
        _for("hour", r"hours?|hr|h|Stunde|Std\b|heure|hora", r"p\.?/?h\.?|hourly|stündlich"),
        _for("day", r"day|Tag|jour|día|dia", r"daily|p\.?/?d\.?|täglich"),
        _for("week", r"week|wk|Woche|semaine|semana", r"weekly|p\.?/?w\.?|wöchentlich|semanal(?:es)?"),
        _for(
            "month",
            r"month|mo|Monat|mois|mes",
            r"monthly|p\.?c\.?m\.?|monatlich|mtl|mensuel(?:s|le|les)?|mensual(?:es)?",
        ),
        _for(
            "year",
            r"annum|anno|year|yr|Jahr|année|an|año",
            r"p\.?/?a\.?|yearly|annually|annual|jährlich|annuel(?:s|le|les)?|anual(?:es)?",
        ),
        _for("shift", r"shift|sleep-?in|night|Schicht|vacation|garde|turno|guardia", r"a-shift"),
    )
)
PERIOD_BEFORE = _compile(
    rf"(?P<hour>hourly|\bper hour|Stunden(?:lohn|satz)|horaire|por hora)"
    rf"|(?P<day>day rate|daily|Tages(?:satz|lohn)|Taglohn|journalier)"
    rf"|(?P<week>weekly (?:pay|wage|rate|salary)|Wochenlohn)"
    rf"|(?P<month>monthly (?:pay|wage|rate|salary|gross)|Monats(?:gehalt|lohn|brutto)|mensuel{_END}|mensuelle|mensual)"
    rf"|(?P<year>annual|yearly|Jahres(?:gehalt|lohn|brutto|salär)|annuel{_END}|annuelle|anual)"
)

# --- What makes money pay --------------------------------------------------------------------------------
PAY = _compile(
    r"salar(?:y|ies|io)|\bpa(?:y|ys|id|ying)\b|\bwages?\b|\brates?\b|\bearn(?:s|ing|ings)?\b|\bbasic\b|remunera"
    r"|stipend|\bfee\b"
    r"|compensation|take[- ]home|gehalt|lohn|vergütung|entgelt|verdien|honorar|bezahl|salaire|rémunération|taux"
    r"|\bpaie\b"
    r"|sueldo|retribuci|cobrar"
)
_ABOUT = (
    r"(?:(?:from|starting at|at least|min(?:imum|\.)?|ab|mindestens|à partir de|dès|de|desde|circa|ca\.?|c\."
    r"|approx(?:imately|\.)?|about|around|between|zwischen|entre|at|of|von|mit)\s?){0,2}"
)
OPENS = _compile(rf"[\s\-*>•(✓✔️✅💰💷💶]{{0,8}}{_ABOUT}|(?:[^\d\n]{{0,60}}\s-\s|[^\d\n]{{0,60}}\(){_ABOUT}")
OPENS_HOURLY = _compile(rf"\s{{0,3}}{_ABOUT}|[^\n]{{0,60}}\s{_any('at', 'from', 'for', 'ab', 'offers?', 'offering')}\s")
TAX = _compile(rf"\b{_TAX}{_END}")
BEFORE_TAX = _compile(rf"gross{_END}|brut(?:s|e|to|tos)?{_END}|Brutto|before tax|vor steuern|avant impôt")
AFTER_TAX = _compile(
    rf"\bnett?{_END}|\bnetto|netto{_END}|\bnets?{_END}|\bnetos?{_END}|take[- ]home|after tax|nach steuern|après impôt"
)
FROM = _compile(
    r"\b(?:from|starting at|at least|min(?:imum|\.)?|ab|mindestens|à partir de|dès|desde"
    r"|a partir de)\s{0,2}(?:of\s)?\Z|mindest(?:gehalt|lohn)"
)

# --- What makes it something else ------------------------------------------------------------------------
CEILING = _compile(
    r"(?:\bup to|\bbis(?: zu)?|jusqu'à|\bhasta|\bmax(?:imum|imal|imo|\.)?|as much as|to a maximum of"
    r"|of up to)\s{0,2}(?:[(:]\s?)?\Z"
)
LATER = _compile(
    r"(?:rising|increas\w{2,4}|going up|progress\w{2,4}|then|steigend|danach|anschließend|puis|ensuite|después"
    r"|luego)\s(?:to\s|auf\s|à\s|a\s)?\Z"
    r"|after (?:probation|one year|a year|\w{2,12} months)[^\d]{0,12}\Z"
)
_EXTRAS = _any(
    "bonus(?:es)?", "OTE", "on[- ]target(?: earnings)?", "commissions?", "allowances?", "budget", "welcome",
    "joining", "sign(?:ing)?[- ]on", "signing", "referral", "refer", "tips?", "overtime", "weighting",
    "enhancements?", "supplement", "relocation", "mileage", "voucher", "uniform", "incentives?", "holiday pay",
    "Zulagen?", "Zuschl[aä]ge?", "Urlaubsgeld", "Weihnachtsgeld", "Prämien?", "Provision", "Überstunden",
    "Trinkgeld", "Boni", "primes?", "pourboires?", "heures supplémentaires", "indemnités?", "tickets?",
    "incentivos?", "comisi[oó]n(?:es)?", "horas extras?", "propinas?", "nocturnidad",
)  # fmt: skip
EXTRA_BEFORE = _compile(rf"(?<![^\W\d_]){_EXTRAS}{_END}")
_NEXT_WORDS = r"(?:\s(?!(?:plus|and|und|with|mit|or|oder|et|y|más|zzgl)\b)[^\W\d_]{1,15}){0,2}"
EXTRA_AFTER = _compile(rf"{_NEXT_WORDS}\s{_EXTRAS}{_END}")
_OTHERS = _any(
    "turnover", "revenue", "funding", "funded", "raised", "sav(?:e|es|ing|ings)", "worth", "rent(?:s|ed)?",
    "costs?", "fees from", "sales", "budgets?", "investment", "invested", "grants?", "donat\\w{2,6}", "pension",
    "childcare", "accommodation", "travel", "insurance", "deposit", "fine", "prices?", "customers?",
    "clients pay", "discount", "Umsatz", "Miete", "Kosten", "Zuschuss", "chiffre d'affaires", "loyer",
    "average (?:salary|pay|wage)", "fees", "facturaci[oó]n", "alquiler", "ahorra\\w{0,2}",
)  # fmt: skip
OTHER_BEFORE = _compile(rf"(?<![^\W\d_]){_OTHERS}{_END}")
OTHER_AFTER = _compile(rf"{_NEXT_WORDS}\s(?:{_OTHERS}|on average|more than){_END}")
_OF_FULL_TIME = _any(
    "FTE", "WTE", "ETP", "pro[- ]rata", "full[- ]time equivalent", "anteilig", "au prorata", "bei Vollzeit",
)  # fmt: skip
FULL_TIME = _compile(rf"[\s,(]{{0,3}}(?:{_TAX}{_END}\s?)?{_OF_FULL_TIME}{_END}")
FULL_TIME_BEFORE = _compile(rf"(?<![^\W\d_]){_OF_FULL_TIME}{_END}[^\d]{{0,25}}\Z")
_TIMES = _any(
    "week-?days?", "week-?ends?", "mon(?:day)?-fri(?:day)?", "saturdays?", "sundays?", "nights?", "days", "evenings?",
    "bank holidays?", "nachts", "samstags", "sonntags", "feiertags", "tagsüber",
)  # fmt: skip
VARIES = _compile(rf"\s?\(?\s?(?:on |at |for )?{_TIMES}{_END}")
