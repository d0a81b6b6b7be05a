"""What left in the last days and what did not, for operators: counts and codes, nothing anybody wrote."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db.models import Case, CharField, Count, F, Func, Value, When
from django.db.models.functions import TruncDate

from apps.reflections.models import Nudge
from apps.reflections.reasons import CODE, OTHER

DAYS = 14
COLUMNS = ("sent", "skipped", "suppressed", "waiting", "expired", "failed", "unknown")


@dataclass(slots=True)
class Day:
    """One day (UTC) of e-mails by the time they were due: how many came to which state."""

    day: date
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def cells(self) -> list[int]:
        """In the order of COLUMNS."""
        return [self.counts[state] for state in COLUMNS]


@dataclass(frozen=True, slots=True)
class Why:
    """So many e-mails came to a state for one reason: our own word, or the codes of a mail server."""

    state: str
    reason: str
    count: int


def recent(now: datetime) -> datetime:
    """Since when operators see e-mails."""
    return now - timedelta(days=DAYS)


def by_day(now: datetime) -> list[Day]:
    """The days of which there are e-mails, latest first; must run while dispatching()."""
    rows = Nudge.objects.filter(due_at__gte=recent(now)).order_by()
    counted = rows.values("state", day=TruncDate("due_at", tzinfo=UTC)).annotate(count=Count("pk"))
    days: dict[date, Day] = {}
    for row in counted:
        days.setdefault(row["day"], Day(row["day"])).counts[row["state"]] = row["count"]
    return sorted(days.values(), key=lambda day: day.day, reverse=True)


def reasons(now: datetime) -> list[Why]:
    """Why what did not leave did not, most frequent first; must run while dispatching()."""
    known = [value for value, _ in Nudge.Reason.choices]
    code: Case = Case(
        When(reason__in=["", *known], then=F("reason")),
        When(reason__regex=CODE, then=Func(F("reason"), Value(CODE), function="substring")),
        default=Value(OTHER),
        output_field=CharField(),
    )
    rows = Nudge.objects.filter(due_at__gte=recent(now)).exclude(state=Nudge.State.SENT).exclude(reason="").order_by()
    counted = rows.values("state", code=code).annotate(count=Count("pk")).order_by("-count", "state", "code")
    return [Why(row["state"], row["code"].replace("-", " "), row["count"]) for row in counted[:50]]
