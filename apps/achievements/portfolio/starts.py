"""The few portfolios most people begin with, ready to be made with one press."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.achievements.models import Portfolio
from apps.users import dates
from apps.users.models import User


@dataclass(frozen=True)
class Start:
    """What it is called, what it holds in words, and how it differs from an empty one."""

    title: StrPromise
    about: StrPromise
    order: Portfolio.Order
    with_duties: bool = False
    last_year: bool = False


STARTS = {
    "review": Start(
        _("Yearly review"),
        _("Every outcome of the last twelve months, strongest first."),
        Portfolio.Order.STRENGTH,
        last_year=True,
    ),
    "pay": Start(
        _("Talk about pay"),
        _("Every outcome you have, with what others can check at the top."),
        Portfolio.Order.STRENGTH,
    ),
    "application": Start(
        _("Application"),
        _("Everything by skill, also what you did without a result yet."),
        Portfolio.Order.SKILL,
        with_duties=True,
    ),
}


def begin(start: Start, *, owner: User, today: date) -> Portfolio:
    """The portfolio of this start, under the name the person goes by here."""
    return Portfolio.objects.create(
        owner=owner,
        title=str(start.title),
        shown_name=owner.name,
        order=start.order,
        with_duties=start.with_duties,
        period_from=_a_year_before(today) if start.last_year else None,
    )


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, dates.days_in(day.year - 1, day.month)))
