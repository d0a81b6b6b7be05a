"""Where the bars of the timeline go."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.achievements.band import Stretch, at_once, band, carried_on
from apps.users.dates import first_of, last_of, partial

TODAY = date(2026, 11, 23)


def key(number: int) -> UUID:
    return UUID(int=number)


def stretch(number: int, strand: int, start: str, end: str | None = None) -> Stretch:
    return Stretch(key(number), key(strand), date.fromisoformat(start), date.fromisoformat(end) if end else None)


JOB = stretch(1, 100, "2021-03-01", "2023-05-31")
PROMOTION = stretch(2, 100, "2023-06-01")
CARE = stretch(3, 3, "2022-01-01", "2024-12-31")
RETURN = stretch(4, 100, "2016-01-01", "2018-12-31")

days = st.dates(date(1950, 1, 1), date(2040, 1, 1))


@st.composite
def careers(draw: st.DrawFn) -> list[Stretch]:
    made = []
    for number in range(draw(st.integers(1, 12))):
        start = draw(days)
        length = draw(st.none() | st.integers(0, 5000))
        end = None if length is None else start + timedelta(days=length)
        made.append(Stretch(key(number), key(draw(st.integers(100, 103))), start, end))
    return made


def test_a_promotion_carries_the_job_on_and_a_return_does_not() -> None:
    assert carried_on([CARE, JOB, RETURN, PROMOTION]) == [[key(2), key(1)], [key(3)], [key(4)]]


def test_what_ran_beside_each_other_is_named_and_a_handover_is_not() -> None:
    beside = at_once([JOB, PROMOTION, CARE], today=TODAY)

    assert beside == {key(1): [key(3)], key(2): [key(3)], key(3): [key(1), key(2)]}


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        ("2008 2019", "2019-03 2025-06", False),  # the school may have ended in January
        ("2008 2019", "2018-03 2025-06", True),
        ("2020 2020", "2019 2023", True),
        ("2020 2020", "2020 2020", False),
        ("2019-01 2020-06", "2020-06 2021-01", False),
        ("2019-01 2020-08", "2020-06 2021-01", True),
        ("2019-01-01 2020-08-01", "2020-06-01 2021-01-01", True),
    ],
)
def test_at_once_is_said_only_where_it_is_sure(one: str, other: str, met: bool) -> None:
    def read(number: int, told: str) -> Stretch:
        (start, start_known), (end, end_known) = (
            (partial(*[*map(int, part.split("-")), None, None][:3], is_end=is_end), part.count("-"))
            for part, is_end in zip(told.split(), (False, True), strict=True)
        )
        known = ("year", "month", "day")
        lasted = first_of(end.day, known[end_known])
        return Stretch(key(number), key(number), start.day, end.day, last_of(start.day, known[start_known]), lasted)

    beside = at_once([read(1, one), read(2, other)], today=TODAY)
    assert beside == ({key(1): [key(2)], key(2): [key(1)]} if met else {key(1): [], key(2): []})


def test_one_strand_per_organisation_the_present_one_first() -> None:
    laid = band([JOB, PROMOTION, CARE], today=TODAY)

    assert [strand.key for strand in laid.strands] == [key(100), key(3)]
    assert [bar.lane for bar in laid.strands[0].bars] == [0, 0]
    assert laid.ticks[0] == (0.0, 2021)


def test_nothing_known_is_no_band() -> None:
    assert band([], today=TODAY).strands == ()


@given(careers())
def test_every_role_has_one_bar_inside_the_band_and_none_covers_another(career: list[Stretch]) -> None:
    laid = band(career, today=TODAY)
    bars = [bar for strand in laid.strands for bar in strand.bars]

    assert sorted(bar.key for bar in bars) == sorted(s.key for s in career)
    assert all(0 <= bar.x <= 100 and bar.width > 0 and bar.x + bar.width <= 100.7 for bar in bars)
    assert 1 <= len(laid.ticks) <= 8
    ends = {s.key: s.end or max(TODAY, s.start) for s in career}
    starts = {s.key: s.start for s in career}
    for strand in laid.strands:
        for one in strand.bars:
            for other in strand.bars:
                if one is not other and one.lane == other.lane:
                    overlap = min(ends[one.key], ends[other.key]) - max(starts[one.key], starts[other.key])
                    assert overlap <= timedelta(days=31)


@given(careers())
def test_groups_hold_every_role_once_and_one_strand_each(career: list[Stretch]) -> None:
    groups = carried_on(career)
    strand = {s.key: s.strand for s in career}

    assert sorted(one for group in groups for one in group) == sorted(strand)
    assert all(len({strand[one] for one in group}) == 1 for group in groups)


@given(careers())
def test_beside_is_mutual(career: list[Stretch]) -> None:
    beside = at_once(career, today=TODAY)

    assert all(one in beside[other] for one, others in beside.items() for other in others)
