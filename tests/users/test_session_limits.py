"""When a session is over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.users.session_limits import DAY, HOUR, KEPT, NOTED_EVERY, OPERATOR, PASSING, Limit, is_over, limit_of

MOMENTS = st.integers(0, 100 * DAY)


def test_whoever_sees_every_account_is_logged_out_soonest() -> None:
    assert limit_of(is_kept=True, is_operator=True) == limit_of(is_kept=False, is_operator=True) == OPERATOR
    assert OPERATOR < PASSING < KEPT
    assert (limit_of(is_kept=True, is_operator=False), limit_of(is_kept=False, is_operator=False)) == (KEPT, PASSING)


@pytest.mark.parametrize("limit", [KEPT, PASSING, OPERATOR])
def test_both_limits_hold(limit: Limit) -> None:
    assert not is_over(limit, began=0, seen=0, now=limit.idle)
    assert is_over(limit, began=0, seen=0, now=limit.idle + NOTED_EVERY + 1)
    assert not is_over(limit, began=0, seen=limit.whole, now=limit.whole)
    assert is_over(limit, began=0, seen=limit.whole + 1, now=limit.whole + 1)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_what_is_over_stays_over(began: int, seen: int, later: int) -> None:
    if is_over(PASSING, began=began, seen=seen, now=began + HOUR):
        assert is_over(PASSING, began=began, seen=seen, now=began + HOUR + later)
