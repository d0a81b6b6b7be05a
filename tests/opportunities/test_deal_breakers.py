"""Deal-breakers in words, and what they do to the order of the options."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities import reasons
from apps.opportunities.board import Board, board
from apps.opportunities.chart import pictures
from apps.opportunities.deal_breakers import Checks, doubts, state, states, terms
from apps.opportunities.deal_breaking import State
from apps.opportunities.models import DealBreaker, Opportunity
from apps.opportunities.options import Option
from apps.opportunities.seasons import DEFAULT
from apps.users import formats
from tests.opportunities.strategies import all_at, rated

SEASON = DEFAULT.season()
COMMUTE = 10  # the limit of the deal-breaker that these tests use most


def option(number: int, ratings: Any = None, **fields: Any) -> Option:
    """An option that is in no database."""
    offer = Opportunity(id=UUID(int=number), title="Team lead", organisation=f"Place {number}", **fields)
    return Option(offer, f"Place {number}", all_at("5") if ratings is None else ratings, SEASON)


def breaker(kind: str = "most_commute", threshold: Any = COMMUTE, **fields: Any) -> DealBreaker:
    """A deal-breaker as `with_verdicts` gives it."""
    if threshold is not None:
        fields["threshold"] = Decimal(threshold)
    made = DealBreaker(place=1, kind=kind, **fields)
    made.said = []
    return made


def own(text: str = "no weekends", **said: str) -> DealBreaker:
    """One that is judged: own(_1="fail") for option 1."""
    made = breaker("own", None, text=text)
    made.said = [f"{UUID(int=int(number[1:]))} {verdict}" for number, verdict in said.items()]
    return made


def ordered(found: Sequence[Option], *breakers: DealBreaker) -> Board:
    return board(found, SEASON.alpha, states(found, breakers))


# --- In words ---------------------------------------------------------------------------------------

PAY: dict[str, Any] = {"kind": "least_pay", "threshold": 1900, "currency": "GBP"}
HOURLY: dict[str, Any] = {"kind": "least_hourly", "threshold": "12.5", "currency": "GBP"}
HOURS: dict[str, Any] = {"kind": "most_hours"}
TOLD = {"pay_amount": Decimal(2400), "pay_currency": "GBP", "hours_per_week": Decimal(40)}


@pytest.mark.parametrize(
    ("fields", "called"),
    [
        (PAY, "take-home pay of at least £1,900 a month"),
        (HOURLY, "at least £12.50 for each hour it takes"),
        ({"kind": "most_hours", "threshold": "37.50"}, "at most 37.5 paid and unpaid hours a week"),
        ({"kind": "most_commute", "threshold": "1.00"}, "at most 1 hour a week on the way"),
    ],
)
def test_what_must_hold(fields: Any, called: str) -> None:
    assert reasons.name(breaker(**fields)) == called
    named = breaker(**fields, text="the rent and the card")
    assert (reasons.name(named), reasons.rule(named)) == ("the rent and the card", called)


@pytest.mark.parametrize(
    ("fields", "known", "said"),
    [
        (PAY, TOLD | {"take_home": 80}, "£1,920 a month reaches your account; you need at least £1,900."),
        (PAY, TOLD | {"take_home": 70}, "£1,680 a month reaches your account; you need at least £1,900."),
        # a rounded number that looked as if it met the limit would be a lie
        (
            PAY,
            TOLD | {"pay_amount": Decimal("1899.996"), "take_home": 100},
            "£1,899.99 a month reaches your account; you need at least £1,900.",
        ),
        (
            PAY,
            TOLD | {"pay_amount": Decimal(1800)},
            "Even all of the pay is only £1,800 a month; you need at least £1,900.",
        ),
        (PAY, TOLD, "Not known yet: how much of the pay reaches your account."),
        (PAY, {}, "Not known yet: the pay and how much of the pay reaches your account."),
        (PAY, TOLD | {"pay_currency": "EUR"}, "The pay is in EUR and your limit in GBP, so we do not compare them."),
        (
            HOURLY,
            TOLD | {"unpaid_hours": 4, "commute_hours": 4, "take_home": 80},
            "£9.23 for each hour it takes; you need at least £12.50.",
        ),
        (HOURLY, TOLD | {"take_home": 80}, "At best £11.07 for each hour it takes; you need at least £12.50."),
        (HOURLY, TOLD | {"unpaid_hours": 99, "commute_hours": 30}, "The hours written down make more than a week has."),
        (HOURS, {"hours_per_week": 8, "unpaid_hours": 3}, "11 paid and unpaid hours a week; your limit is 10."),
        (HOURS, {"hours_per_week": 40}, "40 paid hours a week already; your limit is 10."),
        (HOURS, {"unpaid_hours": 11}, "11 unpaid hours a week already; your limit is 10."),
        (HOURS, {"hours_per_week": 8}, "Not known yet: the unpaid hours a week."),
        ({}, {"commute_hours": 28}, "28 hours a week on the way; your limit is 10."),
        ({}, {"commute_hours": 1}, "1 hour a week on the way; your limit is 10."),
        ({}, {}, "Not known yet: the hours a week on the way."),
    ],
)
def test_why(fields: Any, known: Any, said: str) -> None:
    whole = {key: value if isinstance(value, str) else Decimal(value) for key, value in known.items()}
    one = option(1, **whole)
    (check,) = states([one], [breaker(**fields)])[one.key]
    assert check.reason == said


def test_numbers_are_as_the_person_writes_them() -> None:
    one = option(1, commute_hours=Decimal("12.5"))
    with formats.override("de-DE"):
        (check,) = states([one], [breaker()])[one.key]
        assert check.reason == "12,5 hours a week on the way; your limit is 10."


@pytest.mark.parametrize(("verdict", "said"), [("pass", "does."), ("fail", "does not."), ("ask", "not said yet")])
def test_what_the_person_said(verdict: str, said: str) -> None:
    one = option(1)
    (check,) = states([one], [own(_1=verdict)])[one.key]
    assert check.state == verdict
    assert said in check.reason
    assert check.href == ""


def test_a_missing_fact_leads_to_where_it_is_written_down() -> None:
    one = option(1)
    (check,) = states([one], [breaker(**PAY)])[one.key]
    assert check.href == reverse("opportunities:edit", args=[one.offer.pk]) + "#id_pay_amount"


def test_only_what_is_looked_at_is_read() -> None:
    assert terms([]) == terms([own()]) == set()
    assert terms([own(), breaker(), breaker("most_hours")]) == {"commute_hours", "unpaid_hours"}


def test_days_of_a_week_count() -> None:
    one = option(
        1, pay_amount=Decimal(100), pay_period="day", pay_currency="GBP", take_home=Decimal(100), pay_days_per_week=3
    )
    (check,) = states([one], [breaker(**PAY)])[one.key]
    assert check.finding.fact == 1300


# --- In the order -----------------------------------------------------------------------------------


def test_without_deal_breakers_nothing_is_looked_at() -> None:
    assert states([option(1)], []) == {}
    assert state(()) is State.PASS
    assert ordered([option(1)]).ruled_out == ()


def test_what_fails_is_in_no_sentence_and_still_there() -> None:
    best = option(1, all_at("9"), commute_hours=Decimal(11))
    good, poor = option(2, all_at("6"), commute_hours=Decimal(2)), option(3, all_at("5"))
    found = ordered([best, good, poor], breaker())
    assert [row.option for row in found.rows] == [good, poor]
    assert [row.ask for row in found.rows] == ["", "at most 10 hours a week on the way"]
    assert [entry.option for entry in found.ruled_out] == [best]
    assert [check.reason for check in found.ruled_out[0].broken] == ["11 hours a week on the way; your limit is 10."]
    assert found.trading
    assert found.trading.pair == (good, poor)
    assert "Place 1" not in " ".join([*found.order, found.trading.sentence])
    assert found.ask is None or found.ask.option is not best


def test_what_fails_is_not_asked_about_next() -> None:
    vague = option(1, all_at("9", growth=None))
    known = option(2, all_at("6"))
    assert (ask := ordered([vague, known]).ask)
    assert ask.option is vague
    assert ordered([vague, known], own(_1="fail")).ask is None


def test_too_little_rated_and_ruled_out_is_ruled_out() -> None:
    found = ordered([option(1, rated(pay=5), commute_hours=Decimal(11))], breaker())
    assert not found.not_yet
    assert len(found.ruled_out) == 1


def test_the_present_job_is_treated_the_same_and_stays_the_cross() -> None:
    now = option(1, is_present_job=True, commute_hours=Decimal(11))
    found = ordered([now, option(2)], breaker())
    assert [entry.option for entry in found.ruled_out] == [now]
    drawn = pictures([], [now])[0]
    assert drawn.dots[0].mark.is_current
    assert drawn.dots[0].ruled_out


def test_the_picture_says_what_is_ruled_out() -> None:
    one, other = option(1), option(2, all_at("8"))
    for picture in pictures([one], [other]):
        assert [dot.ruled_out for dot in picture.dots] == [False, True]
        assert picture.dots[1].spoken.endswith("ruled out by a deal-breaker")
        assert picture.drawn.count('class="chart-out"') == 1


def test_taking_away_the_top_asks_whether_it_truly_is_one() -> None:
    found = ordered([option(1, all_at("9")), option(2, all_at("5"))], own(_1="fail", _2="pass"))
    (doubt,) = found.doubts
    assert doubt.sentence == (
        "Without <strong><bdi>“no weekends”</bdi></strong>, <strong><bdi>Place 1</bdi></strong> would come first. "
        "Is it truly a deal-breaker?"
    )


def test_two_that_take_it_away_together_are_both_named() -> None:
    found = [option(1, all_at("9"), commute_hours=Decimal(11)), option(2, all_at("5"), commute_hours=Decimal(1))]
    (doubt,) = ordered(found, own(_1="fail"), breaker()).doubts
    assert "Are they truly deal-breakers?" in doubt.sentence
    assert [check.name for check in doubt.broken] == ["no weekends", "at most 10 hours a week on the way"]


@pytest.mark.parametrize(("ratings", "other"), [(all_at("5"), "5"), (all_at("4"), "5"), (rated(pay=10), "5")])
def test_a_tie_a_lower_or_an_open_one_is_not_asked_about(ratings: Any, other: str) -> None:
    assert ordered([option(1, ratings), option(2, all_at(other))], own(_1="fail")).doubts == ()


def test_a_name_in_the_question_is_text() -> None:
    found = [option(1, all_at("9")), option(2)]
    (doubt,) = doubts(found, states(found, [own("<b>{option}</b> %s", _1="fail")]))
    assert "<b>" not in doubt.sentence
    assert "{option}" in doubt.sentence


commutes = st.none() | st.integers(0, 20).map(Decimal)
options_drawn = st.lists(st.tuples(st.integers(0, 20), commutes), min_size=2, max_size=9)


def _from(drawn: Any) -> tuple[list[Option], Checks]:
    found = [
        option(number, all_at(str(Decimal(points) / 2)), commute_hours=hours)
        for number, (points, hours) in enumerate(drawn)
    ]
    return found, states(found, [breaker()])


@given(options_drawn, st.data())
def test_adding_or_removing_an_option_never_reorders_the_others(drawn: Any, data: st.DataObject) -> None:
    found, checks = _from(drawn)
    gone = data.draw(st.sampled_from(found))
    left = [one for one in found if one is not gone]

    def order(of: list[Option]) -> list[str]:
        return [row.option.key for row in board(of, SEASON.alpha, checks).rows]

    assert [key for key in order(found) if key != gone.key] == order(left)


@given(options_drawn)
def test_ruling_out_only_takes_away(drawn: Any) -> None:
    """The order of what is left is the order it has without any deal-breaker, and nothing gets lost."""
    found, checks = _from(drawn)
    strict = board(found, SEASON.alpha, checks)
    kept = [row.option for row in strict.rows]
    out = {entry.option.key for entry in strict.ruled_out}
    assert [row.option for row in board(found, SEASON.alpha).rows if row.option.key not in out] == kept
    assert out == {one.key for one in found if (one.offer.commute_hours or 0) > COMMUTE}
    assert len(kept) + len(out) == len(found)
