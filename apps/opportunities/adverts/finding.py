"""What was found in the text of an advert, and what was seen there and left alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from apps.opportunities.money import Period

T = TypeVar("T")


class Remark(StrEnum):
    """What the person should know about a value that was taken."""

    RANGE = "range"  # the lower end was taken; `highest` is the upper
    FROM = "from"  # “from”, “at least”
    NO_CURRENCY = "no_currency"
    DOLLARS = "dollars"  # “$” alone, read as US dollars
    BEFORE_TAX = "before_tax"
    AFTER_TAX = "after_tax"
    DAY_FIRST = "day_first"  # 03/04/2027, read as the person's region writes it
    MONTH_FIRST = "month_first"


class Reason(StrEnum):
    """Why something that was seen is not taken."""

    CEILING = "ceiling"
    EXTRA = "extra"
    SHIFT = "shift"
    FULL_TIME = "full_time"  # of a full post, while the share of this one is not plain
    NO_PERIOD = "no_period"
    SEVERAL = "several"
    VARIES = "varies"
    LATER = "later"
    ANOTHER_WAY = "another_way"
    SEVERAL_HOURS = "several_hours"
    TOO_FINE = "too_fine"
    NO_YEAR = "no_year"
    WHICH_MONTH = "which_month"
    SEVERAL_DAYS = "several_days"


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and where it stands: `quote` is the text from `start` to before `end`."""

    value: T
    start: int
    end: int
    quote: str = ""
    remarks: tuple[Remark, ...] = ()
    highest: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Pay in the major unit of a currency (ISO 4217; None where none is named) for a period."""

    amount: Decimal
    currency: str | None
    period: Period


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that looks like a field and is not taken, with the reason."""

    reason: Reason
    start: int
    end: int
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Advert:
    """What an advert or a letter plainly states; None where it does not."""

    title: Found[str] | None = None
    organisation: Found[str] | None = None
    place: Found[str] | None = None
    pay: Found[Told] | None = None
    hours: Found[Decimal] | None = None
    deadline: Found[date] | None = None
    link: Found[str] | None = None
    seen: tuple[Seen, ...] = ()
