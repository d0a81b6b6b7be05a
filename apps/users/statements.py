"""Statements that Django writes once; after that only a person’s id and address and days are put in.

Writing the SQL of a union of ten queries takes Django longer than PostgreSQL takes to answer it, and it is the same
text for everybody on every day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

from django.db import connection
from django.utils import timezone

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.users.models import User

Row = tuple[Any, ...]
Build = Callable[..., "QuerySet[Any, Row]"]

SOMEBODY = 6_917_529_027_641_081_857  # an id that nobody has
SOMEDAY = date(3333, 3, 3)
ADDRESS = "somebody@nowhere.invalid"


class Somewhere(tzinfo):
    """Stands for the zone that is current when the statement is run."""

    def tzname(self, moment: datetime | None, /) -> str:
        """The name by which it is found again."""
        return "somewhere"

    def utcoffset(self, moment: datetime | None, /) -> None:
        """Not known yet."""

    dst = utcoffset


SOMEWHERE = Somewhere()


class Day(date):
    """Stands for a day that is given later by its name, and remembers what was reckoned from it.

    What would hold for this one day only, such as its weekday or what comes before it, is refused.
    """

    name: str
    reckon: Callable[[date], date]

    @classmethod
    def called(cls, name: str, reckon: Callable[[date], date] = lambda day: day) -> Day:
        """The day that `name` will be given for, and what is reckoned from it."""
        day = cls.fromordinal(reckon(SOMEDAY).toordinal())
        day.name, day.reckon = name, reckon
        return day

    def __add__(self, further: timedelta) -> Day:
        return self.called(self.name, lambda day: self.reckon(day) + further)

    def __sub__(self, nearer: timedelta) -> Day:  # type: ignore[override]
        return self + -nearer

    def replace(self, **parts: Any) -> Day:  # type: ignore[override]
        """As of any day."""
        return self.called(self.name, lambda day: self.reckon(day).replace(**parts))

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError("A statement that is kept cannot hang on this of a day: give what it needs a name of its own.")

    weekday = isoweekday = isocalendar = toordinal = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = _refuse


class Statement:
    """The rows of `build(user, **days)` by a text that is kept."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self._kept: tuple[str, Row] | None = None

    def rows(self, user: User, **days: date) -> list[Row]:
        """What `build` finds for this person and these days, each given by the same names every time."""
        text, values = self.written(user, **days)
        with connection.cursor() as cursor:
            cursor.execute(text, values)
            found: list[Row] = cursor.fetchall()
            return found

    def written(self, user: User, **days: date) -> tuple[str, Row]:
        """The text and its values; the same as Django writes anew, to which a test holds it."""
        if self._kept is None:
            with timezone.override(SOMEWHERE):
                somebody = user.__class__(pk=SOMEBODY, email=ADDRESS)
                self._kept = afresh(self.build(somebody, **{name: Day.called(name) for name in days}))
            _refuse_other_days(self._kept[1])
        text, values = self._kept
        return text, tuple(_given(value, user, days) for value in values)


def afresh(queryset: QuerySet[Any, Row]) -> tuple[str, Row]:
    """Text and values of a query as Django writes them."""
    text, values = queryset.query.get_compiler(connection=connection).as_sql()
    return text, tuple(values)


def _refuse_other_days(values: Row) -> None:
    """A day that was not given would stay that day for ever: somebody asked the clock."""
    if any(isinstance(value, date) and not isinstance(value, Day) for value in values):
        raise TypeError("A statement that is kept has a day of its own.")


def _given(value: Any, user: User, days: dict[str, date]) -> Any:
    if isinstance(value, Day):
        return value.reckon(days[value.name])
    if value == SOMEWHERE.tzname(None):
        return _zone(timezone.get_current_timezone_name())
    if value == ADDRESS:
        return user.email.lower()
    return type(value)(user.pk) if value == SOMEBODY else value


@lru_cache(maxsize=1000)
def _zone(name: str) -> str:
    """As PostgreSQL calls it."""
    return str(connection.ops.datetime_cast_date_sql("", (), name)[1][0])
