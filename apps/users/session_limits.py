"""When a session is over though nobody logged out. Times in seconds; imports no Django."""

from typing import NamedTuple

HOUR, DAY = 3600, 86_400
NOTED_EVERY = 600  # how exactly we know when somebody was last here


class Limit(NamedTuple):
    """How long a session may lie unused, and how long it may last at all."""

    idle: int
    whole: int


KEPT = Limit(14 * DAY, 30 * DAY)  # “keep me logged in on this device”
PASSING = Limit(8 * HOUR, 7 * DAY)  # a browser that is left open
OPERATOR = Limit(1 * HOUR, 12 * HOUR)  # may see every account


def limit_of(*, is_kept: bool, is_operator: bool) -> Limit:
    """The limits of a session; an operator's are the same whatever was ticked."""
    if is_operator:
        return OPERATOR
    return KEPT if is_kept else PASSING


def is_over(limit: Limit, *, began: float, seen: float, now: float) -> bool:
    """Whether a session that began and was last seen at these times (seconds since 1970) is over now."""
    return now - began > limit.whole or now - seen > limit.idle + NOTED_EVERY
