"""The timeline as its page shows it: roles in groups, and the bars of its chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from apps.achievements.band import Band, Stretch, at_once, band, carried_on
from apps.achievements.models import Organisation, Role
from apps.users import dates

HEAD, LANE, GAP = 22, 16, 14  # pixels: a strand's name, one of its lanes, the space below


@dataclass(frozen=True)
class Told:
    """A role, and the roles that ran beside it."""

    role: Role
    beside: list[Role]


@dataclass(frozen=True)
class Group:
    """Roles that followed each other in one organisation, or a single role; newest first."""

    organisation: Organisation | None
    roles: list[Told]


@dataclass(frozen=True)
class Bar:
    """A bar of the chart: `x` and `width` in percent, `y` in pixels."""

    role: Role
    x: float
    width: float
    y: int


@dataclass(frozen=True)
class Row:
    """A named row of the chart."""

    name: str
    period: str
    y: int
    bars: list[Bar]


@dataclass(frozen=True)
class Chart:
    """The rows, the ticks as (percent, year) and the height in pixels."""

    rows: list[Row]
    ticks: Sequence[tuple[float, int]]
    height: int


def groups(roles: Iterable[Role], *, today: date) -> list[Group]:
    """Roles newest first; those that carried each other on in one organisation stand together."""
    known = {role.pk: role for role in roles}
    stretches = [_stretch(role) for role in known.values()]
    beside = at_once(stretches, today=today)
    told = {key: Told(role, [known[other] for other in beside[key]]) for key, role in known.items()}
    return [Group(told[keys[0]].role.organisation, [told[key] for key in keys]) for keys in carried_on(stretches)]


def chart(roles: Iterable[Role], *, today: date) -> Chart:
    """The bars of all roles, one row per organisation."""
    known = {role.pk: role for role in roles}
    laid: Band = band([_stretch(role) for role in known.values()], today=today)
    rows, y = [], 0
    for strand in laid.strands:
        top = y + HEAD
        bars = [Bar(known[bar.key], bar.x, bar.width, top + bar.lane * LANE) for bar in strand.bars]
        newest, oldest = bars[-1].role, bars[0].role
        name = newest.organisation.name if newest.organisation else newest.title
        rows.append(Row(name, _period(oldest, newest), y + HEAD - 7, bars))
        y = top + strand.lanes * LANE + GAP
    return Chart(rows, laid.ticks, y)


def _period(oldest: Role, newest: Role) -> str:
    whole = Role(
        started_on=oldest.started_on,
        started_precision=oldest.started_precision,
        ended_on=newest.ended_on,
        ended_precision=newest.ended_precision,
    )
    return whole.period


def _stretch(role: Role) -> Stretch:
    return Stretch(
        role.pk,
        role.organisation_id or role.pk,
        role.started_on,
        role.ended_on,
        dates.last_of(role.started_on, role.started_precision),
        role.ended_on and dates.first_of(role.ended_on, role.ended_precision),
    )
