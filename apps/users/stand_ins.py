"""What stands for a person, a day or the current zone while the SQL of a query is put together once for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, NoReturn

from django.db import connection

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


@lru_cache(maxsize=1000)
def zone_in_sql(name: str) -> str:
    """As PostgreSQL calls it."""
    return str(connection.ops.datetime_cast_date_sql("", (), name)[1][0])
