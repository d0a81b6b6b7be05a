"""The pay that an advert plainly states, and the money in it that is not the pay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from babel import Locale

from apps.opportunities.adverts import words
from apps.opportunities.adverts.amounts import Amount, amounts, code
from apps.opportunities.adverts.finding import Found, Reason, Remark, Seen, Told
from apps.opportunities.adverts.text import after, before
from apps.opportunities.money import Period

# What an amount must at least be, so that “€2 a year” or “£20 a month” is no pay.
_LEAST = {Period.HOUR: 1, Period.DAY: 10, Period.WEEK: 20, Period.MONTH: 100, Period.YEAR: 1000}
_MOST = Decimal(10) ** 9
_MANY = 200  # a text with more amounts of money than this is no advert; the first ones are judged


@dataclass(frozen=True, slots=True)
class _Candidate:
    told: Told
    found: Found[Told]


def pay(text: str, locale: Locale) -> tuple[Found[Told] | None, list[Seen]]:
    """The pay of plain text; None where none or more than one is stated, with what else was seen."""
    candidates: list[_Candidate] = []
    seen: list[Seen] = []
    money = (amount for amount in amounts(text) if amount.currency or amount.counted)
    for amount in islice(money, _MANY):
        judged = _judged(text, amount, locale)
        if isinstance(judged, Seen):
            seen.append(judged)
        elif judged is not None:
            candidates.append(judged)
    if not candidates:
        return None, seen
    first = candidates[0]
    rest = [candidate for candidate in candidates[1:] if candidate.told != first.told]
    if any(other.told.period is first.told.period for other in rest):
        several = [first, *(other for other in rest if other.told.period is first.told.period)]
        return None, seen + [Seen(Reason.SEVERAL, one.found.start, one.found.end) for one in several]
    return first.found, seen + [Seen(Reason.ANOTHER_WAY, one.found.start, one.found.end) for one in rest]


def _judged(text: str, amount: Amount, locale: Locale) -> _Candidate | Seen | None:
    """The pay that one amount states, or why it is not taken; None where it is no pay at all."""
    if amount.millions or amount.low > _MOST:
        return None
    lead, tail = before(text, amount.start), after(text, amount.end)
    follows = words.PERIOD_AFTER.match(tail)
    if not amount.currency and not (amount.counted and follows):
        return None
    if words.OTHER_BEFORE.search(lead) or words.OTHER_AFTER.match(tail[follows.end() if follows else 0 :]):
        return None
    period, end = _period(lead, follows, amount)
    spans = _reason(lead, tail, follows, period)
    if spans is not None:
        worth_saying = period is not None or words.PAY.search(lead) or spans is Reason.SHIFT
        return Seen(spans, amount.start, end) if worth_saying else None
    if not (words.PAY.search(lead) or words.OPENS.fullmatch(lead) or _hourly(lead, period) or _taxed(tail, follows)):
        return None
    if period is None:
        return Seen(Reason.NO_PERIOD, amount.start, end)
    if amount.low < _LEAST[period]:
        return None
    currency, guessed = code(amount.currency, locale)
    told = Told(amount.low, currency, period)
    remarks = tuple(_remarks(lead, text[amount.end : end] + after(text, end, most=20), amount, currency, guessed))
    return _Candidate(told, Found(told, _start(text, lead, amount), end, remarks=remarks, highest=amount.high))


def _period(lead: str, follows: re.Match[str] | None, amount: Amount) -> tuple[Period | None, int]:
    """What the amount is paid for and where that ends: the words after it, else those before it."""
    if follows:
        name = follows.lastgroup
        return (None if name in {None, "shift"} else Period(name)), amount.end + follows.end()
    named = list(words.PERIOD_BEFORE.finditer(lead))
    return (Period(named[-1].lastgroup or "") if named else None), amount.end


def _reason(lead: str, tail: str, follows: re.Match[str] | None, period: Period | None) -> Reason | None:
    beyond = tail[follows.end() if follows else 0 :]
    if words.CEILING.search(lead):
        return Reason.CEILING
    if words.LATER.search(lead):
        return Reason.LATER
    if words.EXTRA_BEFORE.search(lead) or words.EXTRA_AFTER.match(beyond):
        return Reason.EXTRA
    if follows and follows.lastgroup == "shift":
        return Reason.SHIFT
    if words.FULL_TIME.match(beyond) or words.FULL_TIME_BEFORE.search(lead):
        return Reason.FULL_TIME
    if words.VARIES.match(beyond) and period is not None:
        return Reason.VARIES
    return None


def _hourly(lead: str, period: Period | None) -> bool:
    """Money by the hour after a comma or “at” is pay, unless something said otherwise before."""
    return period is Period.HOUR and bool(words.OPENS_HOURLY.fullmatch(lead))


def _taxed(tail: str, follows: re.Match[str] | None) -> bool:
    """Whether it is said to be before or after tax: only pay is."""
    return bool(words.TAX.search(tail[: follows.end() + 12] if follows else tail[:12]))


def _remarks(lead: str, tail: str, amount: Amount, currency: str | None, guessed: bool) -> Iterator[Remark]:
    if amount.high is not None:
        yield Remark.RANGE
    elif words.FROM.search(lead):
        yield Remark.FROM
    if currency is None:
        yield Remark.NO_CURRENCY
    if guessed:
        yield Remark.DOLLARS
    around = f"{lead} {tail.partition('.')[0]}"
    if words.AFTER_TAX.search(around):
        yield Remark.AFTER_TAX
    elif words.BEFORE_TAX.search(around):
        yield Remark.BEFORE_TAX


def _start(text: str, lead: str, amount: Amount) -> int:
    """Where the quote begins: with the words before it that say what it is, if they do."""
    said = words.PAY.search(lead) or words.FROM.search(lead) or words.PERIOD_BEFORE.search(lead)
    if said is None:
        return amount.start
    start = amount.start - len(lead) + said.start()
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    return start
