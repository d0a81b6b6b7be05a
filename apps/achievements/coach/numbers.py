"""Numbers as people write them, and the ones that measure nothing."""

import re
from decimal import Decimal, InvalidOperation

from .phrases import any_of, phrase

_ONES = "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TENS = "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
_BIG = "hundred thousand million billion dozen"
_NAMES = f"{_ONES} {_TENS}".split()
_VALUES = dict(zip(_NAMES, [0, *range(2, 20), *range(20, 100, 10)], strict=True)) | {"one": 1}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "dozen": 12}

DIGITS = r"\d{1,3}(?:[\s.,']\d{3})+(?!\d)(?:[.,]\d{1,4})?|\d+(?:[.,]\d+)?"
_WORD = rf"(?:one|{any_of(f'{_ONES} {_TENS} {_BIG}')})"
SPELLED = (
    rf"(?:an? {any_of('dozen hundred thousand million couple_of')}|{_WORD}(?:(?:[-\s]| and "
    rf"){_WORD}){{0,5}})"
)
NUMBER = rf"(?<![\w.,])(?:(?:{DIGITS})(?![\w])|(?:{DIGITS})(?=(?:k|m|bn|x|h|kg|km|min|ms|t)\b)|{SPELLED}\b)"
PERIOD = any_of("seconds? secs? minutes? mins? hours? hrs? days? nights? weeks? fortnights? months? years? ms h")


_OTHERS = {
    "de": "ein:1 eine:1 einen:1 einer:1 einem:1 zwei:2 drei:3 vier:4 fünf:5 sechs:6 sieben:7 acht:8 neun:9 zehn:10 "
    "elf:11 "
    "zwölf:12 dreizehn:13 vierzehn:14 fünfzehn:15 sechzehn:16 siebzehn:17 achtzehn:18 neunzehn:19 zwanzig:20 "
    "dreißig:30 "
    "dreissig:30 vierzig:40 fünfzig:50 sechzig:60 siebzig:70 achtzig:80 neunzig:90 hundert:100 tausend:1000 dutzend:12",
    "fr": "un:1 une:1 deux:2 trois:3 quatre:4 cinq:5 six:6 sept:7 huit:8 neuf:9 dix:10 onze:11 douze:12 treize:13 "
    "quatorze:14 quinze:15 seize:16 vingt:20 trente:30 quarante:40 cinquante:50 soixante:60 cent:100 mille:1000 "
    "dizaine:10 douzaine:12 vingtaine:20 trentaine:30 cinquantaine:50 centaine:100 millier:1000",
    "es": "un:1 una:1 uno:1 dos:2 tres:3 cuatro:4 cinco:5 seis:6 siete:7 ocho:8 nueve:9 diez:10 once:11 doce:12 "
    "trece:13 catorce:14 quince:15 veinte:20 veinticinco:25 treinta:30 cuarenta:40 cincuenta:50 sesenta:60 setenta:70 "
    "ochenta:80 noventa:90 cien:100 ciento:100 mil:1000 docena:12 decena:10 veintena:20 centenar:100",
}
WORDS = {
    language: {word: int(value) for word, _, value in (pair.partition(":") for pair in listing.split())}
    for language, listing in _OTHERS.items()
}


def read_number(text: str, locale: str = "en", language: str = "") -> Decimal | None:
    """The value of '1,200', '12,5', '1 200' or 'twenty-four' in a locale; None if it is no number.

    In English and its like a comma groups and a point divides; elsewhere the other way round. A single
    separator before other than three digits always divides. Words are read in `language`, or the locale's.
    """
    kept = re.sub(r"[\s'’]", "", text)
    if re.fullmatch(r"[\d.,]{1,60}", kept):
        group, point = (",", ".") if locale[:2] in {"en", "zh", "ja", "ko", "he", "th"} else (".", ",")
        if re.fullmatch(rf"\d+\{group}(?!\d{{3}}$)\d+", kept):
            group, point = point, group
        try:
            return Decimal(kept.replace(group, "").replace(point, "."))
        except InvalidOperation:
            return None
    known = WORDS.get(language or locale[:2], {})
    if text.lower() in known:
        return Decimal(known[text.lower()])
    return _spelled(text.lower())


def _spelled(text: str) -> Decimal | None:
    total, part, seen = 0, 0, False
    for word in re.findall(r"[a-z]+", text)[:12]:
        if word in _VALUES:
            part, seen = part + _VALUES[word], True
        elif word in _SCALES:
            part, seen = max(part, 1) * _SCALES[word], True
            if part >= 1_000:
                total, part = total + part, 0
        elif word not in {"a", "an", "and", "couple", "of"}:
            return None
    return Decimal(total + part) if seen else None


_MONTH = any_of(
    "jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? "
    "sept?(?:ember)? oct(?:ober)? nov(?:ember)? dec(?:ember)?"
)
_YEAR = r"(?:19[4-9]\d|20[0-6]\d)"
_AFTER_YEAR = any_of(
    "and to in at with for on until till as i we when while until onwards edition season version model by the"
)
_PLACE = any_of(
    "rooms? wards? windows office iso en din bs astm nfpa floor unit line lines site aisle "
    "gate bay platform block building "
    "zone level grade grades year years? key_stage class stage phase tier band category "
    "cat chapter section article part "
    "form route highway channel version python java php covid covid- type model machine "
    "station store shop branch hall "
    "studio lane track no\\.? number nr\\.? step shift week day district sector terminal "
    "dock door tractor truck bus "
    "region house flat pen booth counter well field barn pool court pitch kitchen loop unit bed cell stand desk tram "
    "table theatre lab title appendix schedule rule reg regulation standard nvq psd2 "
    "sox mark size p60 h2 angular vue"
)
_AND_A_HALF = r"(?: and a half)?"
_PART = any_of("days? nights? evenings? mornings? afternoons? weekends? shifts? sundays? saturdays?")

MASKS = tuple(
    phrase(pattern)
    for pattern in (
        rf"\b{_MONTH}\.? (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?{_YEAR}\b",
        rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)? (?:of )?{_MONTH}\b(?! (?:be|have))",
        rf"\b{any_of('january february april june july august september october november december')} "
        rf"\d{{1,2}}\b(?! ?%)",
        rf"\b{_YEAR} ?(?:-|–|/|to|until|till|and) ?(?:{_YEAR}|\d\d|today|now|present)\b",
        rf"\b(?:in|since|from|until|till|of|during|by|late|early|mid|to|spring|summer|autumn|"
        rf"winter|fall|for|the|season|before|after|around|between|year),? {_YEAR}s?\b(?! ?%)(?! "
        rf"{any_of('people items customers patients pieces units words euros pounds dollars')})",
        rf"(?<![\d.,€$£]){_YEAR}s?(?=$| ?[;:)\]\-–/]|[.,](?!\d)|'s| {_AFTER_YEAR}\b)",
        r"\b(?:19|20)\d\d-\d\d?-\d\d?\b|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)\b|\b\d\d?/(?:19|20)\d\d\b",
        r"\b[qh][1-4]\b(?: (?:19|20)\d\d)?",
        r"\b24 ?/ ?7\b|\b24 hours a day\b|\b24-hour\b|\bround the clock\b",
        r"(?<!from )\b(?:9 ?(?:-|–|to) ?5|nine to five)\b",
        r"\b(?:work\w*|open|shifts?|hours|office)<2> from \d+ to \d+\b",
        rf"\bfrom {NUMBER} (?:till|until) {NUMBER}\b",
        r"\b\d{1,2}(?:[:.]\d\d)? ?(?:a\.?m|p\.?m|o'clock|uhr)\b|\b\d{1,2}:\d\d\b|\b(?:two|three|"
        r"four|five|six|seven|eight|nine|ten|eleven|twelve) o'clock\b",
        rf"\b{_PLACE} ?#?\d+[a-z]?\b(?:(?:,| and| or| to| ?[-–/&]) ?\d{{1,4}}[a-z]?\b){{0,9}}",
        r"\b\d+(?:st|nd|rd|th)\b",
        r"(?:\btel\.?|\bphone|\bmobile|\bcall(?:ed)? on|\+)[\s:]?\(?\+?\d[\d\s()/-]{4,24}|"
        r"\b0\d{2,5}[\s/-]\d[\d\s-]{3,16}",
        rf"{NUMBER}[-\s]years?[-\s]olds?\b|\b(?:aged?|ages) {NUMBER}(?: ?(?:-|–|to|and) "
        rf"?{NUMBER})?|{NUMBER} years? old\b",
        rf"\b(?:under|over)[-\s](?:the age of )?{NUMBER}s?\b(?= and | children| pupils)|"
        rf"\b(?:under|over)-\d+s?\b|\bover-?\d+s\b",
        rf"{NUMBER}[-\s]{any_of('page phase stroke d shift year month stage step course way')}\b(?!s? "
        rf"(?:early|faster|sooner))",
        rf"(?<!by )(?<!from )(?<!to )(?<!saved )(?<!saving )(?:{NUMBER}|every|each) {_PART} (?:a|"
        rf"per|each|every|out of (?:seven|7)|/) ?(?:week|month|fortnight)\b",
        rf"(?<!by )(?<!from )(?<!to )(?<!saved )(?<!saving )(?<!saves )(?<!freed )(?<!freed up "
        rf")(?<!freeing ){NUMBER}(?: ?-| )?h(?:ou)?rs? (?:a|per|each|/) ?(?:week|day|night|"
        rf"shift)\b",
        rf"(?<![\w.])(?:\d|{SPELLED})[-\s]stars?\b",
        rf"{NUMBER}[-\s]hour(?:s)? (?:shifts?|days?|weeks?)\b|{NUMBER}[-\s]{any_of('days? nights?')}? on\b",
        rf"{NUMBER}\+? years?'? (?:of )?(?:professional |work(?:ing)? )?experience\b",
        rf"{NUMBER} ?(?:%|per ?cent|percent) (?:of (?:my|the|our) (?:time|week|day|hours|work)|"
        rf"part[-\s]time|position|post|contract|responsible|remote|contract)\b",
        rf"\b(?:(?:family|party|table) of {NUMBER}\b|(?:after|another) {NUMBER} {PERIOD}\b)(?! ?[%€$£])",
        rf"\bhad (?:\w+ ){{1,5}}for {NUMBER} {PERIOD}\b|{NUMBER}{_AND_A_HALF} {PERIOD} (?:before|ago|later|"
        rf"previously)\b",
        r"\b(?:as|at|hired|joined|employed|working|started)(?: \w+){0,3} aged \d+|\bpart \d+\b|"
        r"\b[a-z]+-\d+\b|\b(?:one|two|three)[-\s](?:to|on)[-\s]ones?\b|\bone to one\b",
    )
)
