"""The journal's list: which entries, in which order, under which headings, and what a search found in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.achievements import periods, searching
from apps.achievements.coaching import Sentence
from apps.achievements.highlights import Stems, around, spans
from apps.achievements.models import Achievement, AchievementQuerySet, Evidence
from apps.achievements.wanted import Wanted, read
from apps.users import dates, formats

Asked = Mapping[str, Any]
SHOWN = ("pk", "line", "happened_on", "happened_precision", "role_id", "state", "state_chosen", "is_confidential")
ELSEWHERE: dict[str, Sentence] = {  # where a search may find what is not in the line
    "outcome": gettext_lazy("what changed"),
    "duty": gettext_lazy("what was asked of you"),
    "beneficiary": gettext_lazy("for whom"),
    "measure_unit": gettext_lazy("the measure"),
    "private_note": gettext_lazy("private note"),
}
ROOTS = {state.value: state for state in Achievement.State}


@dataclass(frozen=True)
class Find:
    """Where a search found its words besides the line, and the piece of text they stand in."""

    label: Sentence
    text: str


@dataclass(frozen=True)
class Line:
    """An entry as a list shows it, with the names that templates know from `Achievement`."""

    pk: str
    get_absolute_url: str
    line: str
    when: str
    role: str
    skill_names: str
    shown_state: Achievement.State
    is_confidential: bool
    day: date
    precision: str
    find: Find | None = None


def wanted_of(asked: Asked) -> Wanted:
    """What is searched for; nothing where no words were asked for."""
    return read(str(asked.get("q", "")))


def narrowed(entries: AchievementQuerySet, asked: Asked, wanted: Wanted) -> AchievementQuerySet:
    """The entries asked for, newest first, or best match first where words were asked for."""
    if "state" in asked:
        entries = entries.in_state(asked["state"])
    if "skill" in asked:
        entries = entries.filter(pk__in=Evidence.objects.filter(skill=UUID(asked["skill"])).values("achievement"))
    if "role" in asked:
        entries = entries.filter(role=None if asked["role"] == "none" else UUID(asked["role"]))
    if "confidential" in asked:
        entries = entries.filter(is_confidential=asked["confidential"] == "yes")
    if "period" in asked:
        entries = entries.in_stretch(*periods.stretch(asked["period"], timezone.localdate()))
    entries = entries.in_stretch(asked.get("since"), asked.get("until"))
    query = searching.query(wanted)
    if query is None:
        return entries
    found = entries.found_by(query)
    return found.order_by("-happened_on", "-id") if asked.get("order") == "newest" else found


def lines(entries: AchievementQuerySet, wanted: Wanted, roles: Mapping[UUID, str]) -> list[Line]:
    """The lines of one page; `entries` is cut to it, `roles` names every role of the person."""
    names = Evidence.objects.filter(achievement=OuterRef("pk")).order_by(Lower("skill__name")).values("skill__name")
    fields = (*SHOWN, *(ELSEWHERE if wanted.shown else ()))
    rows = list(_alone(entries).annotate(names=ArraySubquery(names)).values_list(*fields, "names"))
    texts = [text for row in rows for text in (row[1], *row[len(SHOWN) : -1])]
    stems = searching.stems(texts, wanted.shown) if rows and wanted.shown else {}
    room = reverse("achievements:list")
    return [_line(row, room, wanted, stems, roles) for row in rows]


def _alone(page: AchievementQuerySet) -> AchievementQuerySet:
    """The rows of a page by themselves: else PostgreSQL collects the skills of every row that comes before them."""
    ordered = page.query.order_by
    rows = Achievement.objects.filter(pk__in=page.values("pk"))
    if "-rank" not in ordered:
        return rows
    return rows.annotate(rank=page.query.annotations["rank"]).order_by(*ordered)


def _line(row: tuple[Any, ...], room: str, wanted: Wanted, stems: Stems, roles: Mapping[UUID, str]) -> Line:
    pk, line, day, precision, role, state, chosen, confidential, *others, names = row
    terms = wanted.shown
    found = spans(line, terms, stems) if terms else []
    return Line(
        pk=str(pk),
        get_absolute_url=f"{room}{pk}/",  # looked up once for the page
        line=searching.marked(line, found) if found else line,
        when=dates.told(day, precision),
        role=roles.get(role, "") if role else "",
        skill_names=", ".join(names),
        shown_state=ROOTS[chosen or state],
        is_confidential=confidential,
        day=day,
        precision=precision,
        find=_elsewhere(line, others, wanted, stems) if terms else None,
    )


def _elsewhere(line: str, others: Iterable[str], wanted: Wanted, stems: Stems) -> Find | None:
    """The first field that has a word which is not in the line."""
    missing = [term for term in wanted.shown if not spans(line, [term], stems)]
    for text, label in zip(others, ELSEWHERE.values(), strict=False):
        if missing and text and spans(text, missing, stems):
            piece, found = around(text, spans(text, wanted.shown, stems))
            return Find(label, searching.marked(piece, found))
    return None


@dataclass(frozen=True)
class Stretch:
    """A card of the list: this week, last week, a month or a year; a month is divided into its weeks."""

    heading: str
    weeks: list[tuple[str, list[Line]]]


def stretches(found: Iterable[Line]) -> list[Stretch]:
    """The lines, newest first, under week and month."""
    today = timezone.localdate()
    grouped: dict[tuple[str, date], list[Line]] = {}
    for line in found:
        grouped.setdefault(dates.heading(line.day, line.precision, today), []).append(line)
    return [Stretch(_heading(*heading), _weeks(heading[0], kept)) for heading, kept in grouped.items()]


def _weeks(stretch: str, kept: list[Line]) -> list[tuple[str, list[Line]]]:
    if stretch != "month":
        return [("", kept)]
    weeks: dict[date | None, list[Line]] = {}
    for line in kept:
        weeks.setdefault(_monday(line.day) if line.precision == "day" else None, []).append(line)
    return [(_week(monday) if monday else _("some time that month"), some) for monday, some in weeks.items()]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(monday: date) -> str:
    sunday = monday + timedelta(days=6)
    return f"{formats.skeleton(monday, 'MMMd')} – {formats.skeleton(sunday, 'MMMd')}"


def _heading(stretch: str, first_day: date) -> str:
    named = {"this week": _("This week"), "last week": _("Last week"), "year": str(first_day.year)}
    return named.get(stretch) or formats.skeleton(first_day, "yMMMM")
