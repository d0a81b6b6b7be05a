"""Adverts and letters, read: what is plainly stated and nothing else."""

import re
import sys
from datetime import date
from decimal import Decimal
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities import adverts
from apps.opportunities.adverts import Reason, Remark, amounts, days, hours, jobs, names, read, words
from apps.opportunities.adverts import text as texts
from apps.opportunities.money import Period
from bench.adverts import FIELDS, judged, stated
from bench.adverts import adverts as sheets

ALL = [(name, number, sheet) for name in ("adverts", "adverts-held-out") for number, sheet in enumerate(sheets(name))]


@pytest.mark.parametrize(("name", "number", "sheet"), ALL, ids=lambda value: str(value)[:20])
def test_no_field_is_wrong(name: str, number: int, sheet: dict[str, Any]) -> None:
    verdicts = judged(sheet["expect"], stated(read(sheet["text"], locale=sheet["locale"])))
    assert "wrong" not in verdicts.values(), verdicts


@pytest.mark.parametrize("name", ["adverts", "adverts-held-out"])
def test_most_of_what_is_stated_is_found(name: str) -> None:
    verdicts = [
        (field, verdict)
        for sheet in sheets(name)
        for field, verdict in judged(sheet["expect"], stated(read(sheet["text"], locale=sheet["locale"]))).items()
    ]
    for field in FIELDS:
        mine = [verdict for other, verdict in verdicts if other == field]
        assert mine.count("right") >= 0.9 * len(mine), field


def test_there_are_enough_to_mean_something() -> None:
    assert len(ALL) >= 60
    assert len(sheets("adverts-held-out")) >= 30


# --- Pay ----------------------------------------------------------------------------------------------------


def pay(text: str, locale: str = "en-GB") -> tuple[str, str | None, str] | None:
    found = read(text, locale=locale).pay
    return None if found is None else (f"{found.value.amount:.2f}", found.value.currency, found.value.period.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("£13.20 per hour", ("13.20", "GBP", "hour")),
        ("from €45.000 p.a.", ("45000.00", "EUR", "year")),
        ("Lohn: CHF 92’000 im Jahr", ("92000.00", "CHF", "year")),
        ("$25–30/hr", ("25.00", "USD", "hour")),
        ("£28k–£32k pa", ("28000.00", "GBP", "year")),
        ("Salary: 28–32k € per year", ("28000.00", "EUR", "year")),
        ("12.50/h", ("12.50", None, "hour")),
        ("Salary: £1,250 pcm", ("1250.00", "GBP", "month")),
        ("Wage £480 pw", ("480.00", "GBP", "week")),
        ("2 450,50 € brut par mois", ("2450.50", "EUR", "month")),
        ("Gehalt 2.450,50 € monatlich", ("2450.50", "EUR", "month")),
        ("Sueldo: 1.300 € mensuales", ("1300.00", "EUR", "month")),
        ("Hourly rate: £12.40", ("12.40", "GBP", "hour")),
        ("Salary between £24,000 and £28,000 per annum", ("24000.00", "GBP", "year")),
        ("Pay: £12.60 an hour (£24,570 a year)", ("12.60", "GBP", "hour")),
        ("15 hours per week at £12.75 per hour in Poole", ("12.75", "GBP", "hour")),
        ("10 and 4\n£15 net per hour", ("15.00", "GBP", "hour")),
    ],
)
def test_pay_is_read(text: str, told: tuple[str, str | None, str]) -> None:
    assert pay(text, "en-US" if "$" in text else "en-GB") == told


@pytest.mark.parametrize(
    "text",
    [
        "Competitive salary",
        "€2m turnover a year",
        "£5 million funding",
        "save £200 on travel a month",
        "Band 5",
        "We rent flats from £950 per month",
        "Training budget of £1,500 per year",
        "Tuition fees are £9,000 a year",
        "The average salary in our town is £31,000 a year",
        "My fees are £60 per day",
        "Our members saved £30 a month",
        "Drivers earn £18 per hour on average",
        "2,000,000 parcels per week",
        "Pension worth £3,000 a year",
    ],
)
def test_other_money_is_no_pay(text: str) -> None:
    assert pay(text) is None


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [
        ("Up to £40k a year", "£40k a year", Reason.CEILING),
        ("bis zu 3.600 € im Monat", "3.600 € im Monat", Reason.CEILING),
        ("OTE £45,000 per annum", "£45,000 per annum", Reason.EXTRA),
        ("£500 per month car allowance", "£500 per month", Reason.EXTRA),
        ("£140 per shift", "£140 per shift", Reason.SHIFT),
        ("Salary: £24,000 per annum pro rata", "£24,000 per annum", Reason.FULL_TIME),
        ("Salary: £24,071", "£24,071", Reason.NO_PERIOD),
        ("£45 per hour bank holidays", "£45 per hour", Reason.VARIES),
        ("£11.50 an hour rising to £14 an hour", "£14 an hour", Reason.LATER),
    ],
)
def test_what_looks_like_pay_is_said_to_be_left_out(text: str, quote: str, reason: Reason) -> None:
    found = read(text)
    assert (quote, reason) in [(one.quote, one.reason) for one in found.seen]
    assert found.pay is None or found.pay.quote != quote


def test_two_pays_for_the_same_period_are_not_chosen_between() -> None:
    found = read("Pay: £12.60 per hour\nPay: £15.10 per hour")
    assert found.pay is None
    assert [one.reason for one in found.seen] == [Reason.SEVERAL, Reason.SEVERAL]


@pytest.mark.parametrize(
    ("text", "locale", "remarks"),
    [
        ("£28k–£32k pa", "en-GB", [Remark.RANGE]),
        ("Pay from £13 an hour", "en-GB", [Remark.FROM]),
        ("Pay: 12.50/h", "en-GB", [Remark.NO_CURRENCY]),
        ("$18 an hour", "en-GB", [Remark.DOLLARS]),
        ("$18 an hour", "en-US", []),
        ("£900 per week take-home", "en-GB", [Remark.AFTER_TAX]),
        ("3.400 € netto im Monat", "de-DE", [Remark.AFTER_TAX]),
        ("3.400 € brutto im Monat", "de-DE", [Remark.BEFORE_TAX]),
    ],
)
def test_what_to_know_about_pay_is_said(text: str, locale: str, remarks: list[Remark]) -> None:
    found = read(text, locale=locale).pay
    assert found is not None
    assert list(found.remarks) == remarks


def test_the_upper_end_of_a_range_is_kept_beside_it() -> None:
    found = read("Salary £28k–£32k pa").pay
    assert found is not None
    assert (found.value.amount, found.highest, found.value.period) == (28_000, 32_000, Period.YEAR)


@pytest.mark.parametrize(
    ("locale", "currency"),
    [("en-US", "USD"), ("en-CA", "CAD"), ("en-AU", "AUD"), ("en-GB", "USD"), ("nonsense", "USD")],
)
def test_a_dollar_is_the_regions_own(locale: str, currency: str) -> None:
    assert pay("$20 per hour", locale) == ("20.00", currency, "hour")


# --- Hours, days, names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("37.5 hours per week", "37.5"),
        ("37,5 Std./Woche", "37.5"),
        ("35 heures par semaine", "35"),
        ("40 horas semanales", "40"),
        ("part-time 24 h", "24"),
        ("a 40-hour week", "40"),
        ("35-Stunden-Woche", "35"),
        ("Hours: 30 per week", "30"),
        ("20-30 hours per week", "20"),
        ("0.6 FTE", None),
        ("24-hour care, 24/7", None),
        ("12 hour shifts", None),
        ("open 60 hours a week", None),
        ("up to 20 hours per week", None),
        ("4 hours per week of training", None),
        ("occasional 4 hours per week overtime", None),
        ("16 hours per week or 30 hours per week", None),
        ("168 hours a week", None),
        ("36.25 hours per week", None),
    ],
)
def test_hours_of_a_week(text: str, value: str | None) -> None:
    found = read(text).hours
    assert (found.value if found else None) == (Decimal(value) if value else None)


@pytest.mark.parametrize(
    ("text", "locale", "day"),
    [
        ("Apply by 3 December 2026", "en-GB", date(2026, 12, 3)),
        ("closing date: December 3rd, 2026", "en-US", date(2026, 12, 3)),
        ("Bewerbungsfrist: 03.12.2026", "de-DE", date(2026, 12, 3)),
        ("Date limite : 3 décembre 2026", "fr-FR", date(2026, 12, 3)),
        ("Fecha límite: 3 de diciembre de 2026", "es-ES", date(2026, 12, 3)),
        ("Deadline 2026-12-03", "en", date(2026, 12, 3)),
        ("Closing date: 03/04/2027", "en-GB", date(2027, 4, 3)),
        ("Closing date: 03/04/2027", "en-US", date(2027, 3, 4)),
        ("Closing date: 03/04/2027", "en", None),
        ("Closing date: 25/12/2026", "en", date(2026, 12, 25)),
        ("Closing date: 3 December", "en-GB", None),
        ("Closing date: 31 June 2027", "en-GB", None),
        ("Starting on 4 January 2027", "en-GB", None),
        ("Interviews will be held by 14 January 2027", "en-GB", None),
        ("Die Stelle ist befristet bis 31.12.2028.", "de-DE", None),
        ("Apply by email. We start 3 January 2027.", "en-GB", None),
        ("Apply by 1 December 2026. Reply by 4 December 2026.", "en-GB", None),
        ("This offer expires on 9 December 2026", "en-GB", date(2026, 12, 9)),
    ],
)
def test_the_day_to_answer_by(text: str, locale: str, day: date | None) -> None:
    found = read(text, locale=locale).deadline
    assert (found.value if found else None) == day


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Please reply by 4 December 2026.", "reply by 4 December 2026"),
        ("Send your CV to Sam by 4 December 2026.", "CV to Sam by 4 December 2026"),
        ("Closing date: noon on Friday 4 December 2026", "Closing date: noon on Friday 4 December 2026"),
        ("bis zum 10. Dezember 2026 Bescheid", "bis zum 10. Dezember 2026"),
    ],
)
def test_the_day_is_quoted_with_what_makes_it_one_to_answer_by(text: str, quote: str) -> None:
    found = read(text).deadline
    assert found is not None
    assert found.quote == quote


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Care Assistant", "Care Assistant"),
        ("Job title: Early Baker", "Early Baker"),
        ("Stelle: Elektroniker (m/w/d)", "Elektroniker (m/w/d)"),
        ("Poste : Aide-soignant", "Aide-soignant"),
        ("Puesto: Camarero", "Camarero"),
        ("Dear Nadia, we are pleased to offer you the position of Team Lead at our Leeds store", "Team Lead"),
        ("Sales Assistant, Harbour Retail, Leeds", "Sales Assistant"),
        ("Engineer in Test", "Engineer in Test"),
        ("Dear Nurse", None),
        ("Join us and become a Nurse", None),
        ("Your career starts here", None),
        ("Thomas Cook", None),
        ("The Baker Street Clinic", None),
        ("The role of nurse: offer compassionate care. The position of trust is key.", None),
        ("Position: see below", None),
        ("Role: You will run the shop", None),
    ],
)
def test_the_title(text: str, title: str | None) -> None:
    found = read(text).title
    assert (found.value if found else None) == title


def test_a_letter_names_the_place_and_the_employer() -> None:
    found = read("We would like to offer you the post of Porter with St Agnes Hospital in Bath on £23,615 p.a.")
    assert found.organisation is not None
    assert found.organisation.value == "St Agnes Hospital"
    assert found.place is not None
    assert found.place.value == "Bath"


def test_the_first_link_is_taken_as_it_stands() -> None:
    found = read("See http://old.example and (https://jobs.example/a?b=c#d), or https://other.example").link
    assert found is not None
    assert found.value == "https://jobs.example/a?b=c#d"


# --- Anything at all ------------------------------------------------------------------------------------------

MODULES = [amounts, days, hours, jobs, names, texts, words, sys.modules["apps.opportunities.adverts.pay"]]
PATTERNS = {
    f"{module.__name__.rpartition('.')[2]}.{name}.{key}": pattern
    for module in MODULES
    for name, value in vars(module).items()
    for key, pattern in (value.items() if isinstance(value, dict) else [("", value)])
    if isinstance(pattern, re.Pattern)
}
ENDLESS = {"text._LINE.", "text._PIECE."}  # one class of characters once: the whole text is gone through once


def repeats(tree: Any) -> list[int]:
    """The upper bound of every repetition in a parsed pattern."""
    found: list[int] = []
    for operation, argument in tree:
        if operation in {_constants.MAX_REPEAT, _constants.MIN_REPEAT}:
            found.append(int(argument[1]))
        for part in argument if isinstance(argument, list | tuple) else [argument]:
            for inner in part if isinstance(part, list) else [part]:
                if isinstance(inner, _parser.SubPattern):
                    found += repeats(inner)
    return found


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_pattern_can_run_away(name: str) -> None:
    """Each try of a pattern looks at a bounded stretch, so that reading takes time linear in the text."""
    longest = max(repeats(_parser.parse(PATTERNS[name].pattern, PATTERNS[name].flags)), default=1)
    assert longest <= 1000 or name in ENDLESS


def calls_of(text: str) -> int:
    """How many functions are entered while a text is read."""
    count = 0

    def profile(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(profile)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


PIECES = [
    "£12.50 ", "per hour ", "24 hours ", "a week ", "we offer you the position of ", "by ", "\n", "| ", "- ", "k",
    "closing date ", "3 December 2026 ", "Location: ", "is hiring a ", "Baker ", "(", ", ", "https://", "1/1/2026",
    "\0", "\u202e", "👩🏽‍🚒", "عربي", "Z̶̢̛͉", "\ud800", "١٢ ", " at A", "title:",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30))
def test_twice_the_text_takes_about_twice_the_steps(pieces: list[str]) -> None:
    unit = "".join(pieces)
    once = unit * max(1, 800 // len(unit))
    assert calls_of(once * 2) <= 2.5 * calls_of(once) + 500


ANY = st.text() | st.lists(st.sampled_from(PIECES)).map("".join)


@given(ANY, st.sampled_from(["en-GB", "de-CH", "en", "", "x", "fr"]))
def test_any_text_is_answered_with_its_own_words(text: str, locale: str) -> None:
    found = read(text, locale=locale)
    assert read(text, locale=locale) == found
    for name in FIELDS:
        one = getattr(found, name)
        if one is not None:
            assert one.quote == text[one.start : one.end]
            assert one.quote.strip()
    for one in found.seen:
        assert one.quote == text[one.start : one.end]
    assert found.link is None or found.link.value.startswith("https://")


LONG = [
    "£1 ",
    "1,000",
    "24 - 30 hours ",
    "1/1/2026 ",
    "deadline the the ",
    "offer you the position of ",
    "a",
    "😀",
    "\0",
]


@pytest.mark.parametrize("unit", LONG)
def test_very_long_texts_are_read(unit: str) -> None:
    assert isinstance(read((unit * (200_000 // len(unit)))[:200_000]), adverts.Advert)
