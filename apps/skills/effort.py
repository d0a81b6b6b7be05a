"""What somebody put into a focus, as pages show it: hours planned and logged, week by week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from apps.skills import practice
from apps.skills.models import Focus, Practice
from apps.users import formats

HIGH = 100  # of the chart, in its own units
BAR, STEP = 14, 20  # width of a bar, and from one to the next


@dataclass(frozen=True)
class Bar:
    """One week of the chart and of the table beside it."""

    week: str
    spent: str
    x: int
    y: float
    height: float


@dataclass(frozen=True)
class Effort:
    """A focus, with its sessions where the page shows them; the focus comes from `with_minutes`."""

    focus: Focus
    sessions: Sequence[Practice] = ()

    @property
    def words(self) -> str:
        """“6.5 hours so far, of 2 a week planned”."""
        hours = self.focus.hours_per_week
        text = ngettext(
            "%(spent)s so far; %(planned)s hour a week planned",
            "%(spent)s so far; %(planned)s hours a week planned",
            1 if hours == 1 else 2,
        )
        return text % {"spent": told(self.focus.minutes or 0), "planned": formats.number(hours, 1)}

    @property
    def this_week(self) -> str:
        """“45 min this week; 2 hours planned”, of a focus from `practised_since`."""
        hours = self.focus.hours_per_week
        planned = ngettext("%(count)s hour planned", "%(count)s hours planned", 1 if hours == 1 else 2)
        words = {"planned": planned % {"count": formats.number(hours, 1)}}
        if not self.focus.minutes:
            return gettext("Nothing noted this week yet; %(planned)s.") % words
        return gettext("%(spent)s this week; %(planned)s.") % (words | {"spent": told(self.focus.minutes)})

    @cached_property
    def _weeks(self) -> list[practice.Week]:
        done = [(session.done_on, session.minutes) for session in self.sessions]
        return practice.weeks(done, since=self.focus.started_on, until=min(self.focus.last_day, timezone.localdate()))

    @cached_property
    def _top(self) -> Decimal:
        planned = self.focus.hours_per_week * 60
        return max(planned, *(Decimal(week.minutes) for week in self._weeks))

    @property
    def bars(self) -> list[Bar]:
        """One for each week, the latest twelve at most."""
        found = []
        for n, week in enumerate(self._weeks):
            height = round(HIGH * float(week.minutes / self._top), 1)
            name = formats.skeleton(week.monday, "MMMd") + " – " + formats.skeleton(week.monday + timedelta(6), "MMMd")
            found.append(Bar(name, told(week.minutes) if week.minutes else "–", n * STEP, HIGH - height, height))
        return found

    @property
    def width(self) -> int:
        """Of the chart."""
        return max(len(self._weeks) * STEP - (STEP - BAR), BAR)

    @property
    def planned_y(self) -> float:
        """How high the line of the plan is."""
        return round(HIGH - HIGH * float(self.focus.hours_per_week * 60 / self._top), 1)


def told(minutes: int) -> str:
    """A stretch of time in words: “45 minutes”, “1.5 hours”."""
    if minutes < 60:
        return gettext("%(count)s min") % {"count": formats.number(minutes, 0)}
    return gettext("%(count)s h") % {"count": formats.number(Decimal(minutes) / 60, 1)}
