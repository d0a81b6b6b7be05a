"""Numbers, money and dates are read and written as the person's own locale does."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.users import formats
from apps.users.templatetags import formats as filters

LOCALES = ["en-GB", "en-US", "de-DE", "de-CH", "fr-FR", "es-ES", "pl-PL", "hi-IN", "pt-BR", "sv-SE"]


@pytest.mark.parametrize(
    ("locale", "typed", "meant"),
    [
        ("en-GB", "1,200.50", "1200.50"),
        ("en-GB", "1200.5", "1200.5"),
        ("en-GB", "12,50", "12.50"),  # a comma that groups nothing can only be a decimal
        ("en-GB", "1,200", "1200"),
        ("en-GB", " 31 200 ", "31200"),
        ("de-DE", "1.200,50", "1200.50"),
        ("de-DE", "1200,50", "1200.50"),
        ("de-DE", "12.60", "12.60"),
        ("de-DE", "1.200", "1200"),
        ("de-CH", "1’200.50", "1200.50"),
        ("de-CH", "1'200.50", "1200.50"),
        ("fr-FR", "1 200,50", "1200.50"),
        ("fr-FR", "1\u202f200,50", "1200.50"),
        ("pl-PL", "1 200", "1200"),
        ("hi-IN", "1,20,000", "120000"),
        ("en-GB", "-5", "-5"),
        ("ar-EG", "٣", "3"),
    ],
)
def test_reads_what_people_type(locale: str, typed: str, meant: str) -> None:
    with formats.override(locale):
        assert formats.read_number(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed", ["", "  ", "abc", "12abc", "1.2.3,4,5", "--5", "1e5", "NaN", "Infinity", "9" * 50, "1,2,3", "\x00"]
)
def test_refuses_what_is_no_number(typed: str) -> None:
    with formats.override("en-GB"), pytest.raises(ValueError, match="not a number"):
        formats.read_number(typed)


@given(
    amount=st.decimals(min_value=0, max_value=10**9, places=2),
    locale=st.sampled_from(LOCALES),
)
def test_reads_back_what_it_wrote(amount: Decimal, locale: str) -> None:
    with formats.override(locale):
        assert formats.read_number(formats.number(amount, 2)) == amount


@given(st.text(max_size=60))
def test_never_reads_text_as_anything_but_a_number_or_an_error(text: str) -> None:
    with formats.override("fr-FR"):
        try:
            assert formats.read_number(text).is_finite()
        except ValueError as error:
            assert str(error) == "not a number"  # noqa: PT017  # either outcome is right, nothing else is


@pytest.mark.parametrize(
    ("locale", "shown"),
    [("en-GB", "£31,200"), ("de-DE", "31.200 £"), ("fr-FR", "31 200 £GB"), ("en-US", "£31,200")],
)
def test_money_in_the_locale(locale: str, shown: str) -> None:
    with formats.override(locale):
        money = formats.money(Decimal("31200.00"), "GBP")
    assert money.replace("\xa0", " ").replace("\u202f", " ") == shown


def test_money_keeps_its_pennies_where_there_are_some() -> None:
    with formats.override("en-GB"):
        assert formats.money(Decimal("12.60"), "GBP") == "£12.60"
        assert formats.money(Decimal("12.60"), "GBP", whole=True) == "£13"


def test_dates_in_the_locale() -> None:
    with formats.override("en-GB"):
        assert formats.day(date(2026, 11, 3)) == "3 November 2026"
        assert formats.skeleton(date(2026, 11, 3), "MMMd") == "3 Nov"
    with formats.override("de-DE"):
        assert formats.day(date(2026, 11, 3)) == "3. November 2026"


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        ("de-CH,de;q=0.9,en;q=0.8", "de-CH"),
        ("xx-YY, fr;q=0.7", "fr"),
        ("", "en-GB"),
        ("*", "en-GB"),
        ("../../etc/passwd", "en-GB"),
        ("," * 5000, "en-GB"),
    ],
)
def test_the_browsers_language(header: str, locale: str) -> None:
    assert formats.from_browser(header) == locale


@pytest.mark.parametrize(("locale", "currency"), [("en-GB", "GBP"), ("de-DE", "EUR"), ("pl-PL", "PLN"), ("en", "")])
def test_the_usual_currency_of_a_region(locale: str, currency: str) -> None:
    assert formats.usual_currency(locale) == currency


def test_an_unknown_locale_falls_back() -> None:
    with formats.override("tlh-KX"):
        assert formats.number(Decimal("1200")) == "1,200"


def test_weekdays_are_written_out() -> None:
    with formats.override("en-GB"):
        assert filters.weekday(date(2026, 11, 23)) == "Monday"
    with formats.override("de-DE"):
        assert filters.weekday(date(2026, 11, 23)) == "Montag"
