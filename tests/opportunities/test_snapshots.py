"""What a decision keeps comes back exactly as it was."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities import snapshots
from apps.opportunities.scoring import Interval
from apps.opportunities.snapshots import OptionThen, PayThen, RatingThen, SeasonThen, Snapshot
from tests.opportunities.strategies import KEYS, alphas, values

words = st.text(max_size=20)
exact = st.decimals(0, 10, places=28) | values  # a score is a quotient with all its digits
intervals = st.tuples(exact, exact).map(lambda ends: Interval(min(ends), max(ends)))
money = st.decimals(0, 10**9, places=2)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
option = st.builds(
    OptionThen,
    id=st.uuids().map(str),
    name=words,
    title=words,
    present=st.booleans(),
    ratings=st.dictionaries(
        st.sampled_from(KEYS), st.builds(RatingThen, st.none() | values, st.sampled_from(["told", "guess"]))
    ),
    life=intervals,
    future=intervals,
    overall=intervals,
    comparable=st.booleans(),
    deadline=st.none() | days,
    pay=st.none() | st.builds(PayThen, money, st.sampled_from(["hour", "year"]), words, st.none() | values),
    broken=st.lists(words, max_size=3).map(tuple),
)
season = st.builds(SeasonThen, words, words, alphas, st.dictionaries(st.sampled_from(KEYS), values))
snapshot = st.builds(
    Snapshot,
    days,
    season,
    st.lists(option, max_size=3, unique_by=lambda o: o.id).map(tuple),
    st.just(()),
).flatmap(
    lambda s: st.permutations([o.id for o in s.options]).map(
        lambda order: Snapshot(s.taken_on, s.season, s.options, tuple(order[1:]))
    )
)


@given(snapshot)
def test_what_is_written_is_read_again_through_real_json(picture: Snapshot) -> None:
    kept = json.loads(json.dumps(snapshots.written(picture)))
    assert snapshots.read(kept) == picture


@given(snapshot)
def test_every_option_is_listed_once_the_ranked_ones_first(picture: Snapshot) -> None:
    listed = [each.id for each in picture.ordered]
    assert sorted(listed) == sorted(each.id for each in picture.options)
    assert tuple(listed[: len(picture.order)]) == picture.order


@given(snapshot)
def test_no_number_is_kept_as_a_float(picture: Snapshot) -> None:
    def numbers(part: object) -> list[object]:
        inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else []
        return [*(each for each in inside if isinstance(each, float)), *(n for each in inside for n in numbers(each))]

    assert numbers(snapshots.written(picture)) == []


def test_nothing_kept_is_no_picture() -> None:
    assert snapshots.read({}) is None


@pytest.mark.parametrize("version", [0, 2, None, "1"])
def test_a_version_from_elsewhere_is_not_guessed_at(version: object) -> None:
    with pytest.raises(ValueError, match="version"):
        snapshots.read({"version": version})


def test_the_first_option_is_the_one_decided_about() -> None:
    zero = Interval(Decimal(0), Decimal(0))
    one = OptionThen("a", "A", "", False, {"pay": RatingThen(None, "told")}, zero, zero, zero, False, None, None, ())
    picture = Snapshot(date(2026, 1, 1), SeasonThen("", "", Decimal(1), {}), (one,), ())
    assert picture.chosen is one
    assert not one.rated
    assert Snapshot(picture.taken_on, picture.season, (), ()).chosen is None
