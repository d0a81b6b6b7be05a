"""Dates as files write them: as exact as they are, and never guessed."""

import pytest

from apps.achievements.exchange import days
from apps.achievements.exchange.fields import When
from apps.achievements.exchange.troubles import Refused, Why


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2014", "2014"),
        ("2014-06", "2014-06"),
        ("2014-6", "2014-06"),
        ("2014-06-29", "2014-06-29"),
        ("2014-06-29T10:00:00.000Z", "2014-06-29"),
        ("Jun 2014", "2014-06"),
        ("June 2014", "2014-06"),
        ("Sept. 2014", "2014-09"),
        ("29 June 2014", "2014-06-29"),
        ("Jun 29, 2014", "2014-06-29"),
        ("06/2014", "2014-06"),
        ("29.6.2014", "2014-06-29"),
        ("29/06/2014", "2014-06-29"),
        ("06/29/2014", "2014-06-29"),
        ("3/3/2014", "2014-03-03"),
        ("  2014 ", "2014"),
        ("", ""),
    ],
)
def test_dates_are_as_exact_as_they_are_written(text: str, meant: str) -> None:
    assert days.read(text) == meant


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Mai 2014", Why.MONTH_IN_ANOTHER_LANGUAGE),
        ("déc. 2014", Why.MONTH_IN_ANOTHER_LANGUAGE),
        ("3/4/2014", Why.NOT_A_DAY),
        ("2014-13", Why.NOT_A_DAY),
        ("30 Feb 2014", Why.NOT_A_DAY),
        ("0000", Why.NOT_A_DAY),
        ("summer", Why.NOT_A_DAY),
        ("٢٠١٤", Why.NOT_A_DAY),
    ],
)
def test_what_is_no_plain_date_is_reported(text: str, why: Why) -> None:
    with pytest.raises(Refused) as refused:
        When().read(days.read(text))
    assert refused.value.why is why


def test_the_region_says_which_comes_first() -> None:
    assert days.read("3/4/2014", day_first=True) == "2014-04-03"
    assert days.read("3/4/2014", day_first=False) == "2014-03-04"


@pytest.mark.parametrize("text", ["Present", "now", "–", " current "])
def test_an_end_that_has_not_come(text: str) -> None:
    assert days.goes_on(text)
    assert not days.goes_on("2014")
