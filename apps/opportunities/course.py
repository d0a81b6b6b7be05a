"""Reading what a direction is held against: the stack with its evidence, the offers, and the scope of the roles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Max, OuterRef, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.achievements.models import Scope
from apps.opportunities import heading
from apps.opportunities.heading import Known, Line, Need, Stand, Teacher
from apps.opportunities.models import Opportunity
from apps.skills.models import CatalogueLabel, CredentialSkill, Direction, DirectionNeed, Focus, Skill
from apps.users import formats
from apps.users.models import User

COLUMNS = 6  # offers of the table: a seventh is not read any more
NAMED = 5  # offers named in a sentence
FACTS = 3  # facts of scope: the latest


class Shown(NamedTuple):
    """A skill of the person with what shows it, as the database counts it; `key` and the like are in lower case."""

    pk: UUID
    name: str
    key: str
    official: str | None  # its name in the catalogue
    labels: list[str]  # other names there, of those that are asked for
    vouching: list[str]  # credentials that hold
    entries: int
    outcomes: int
    proving_roles: int
    last_proven: date | None
    last_shown: date | None
    is_worked_on: bool  # it is in focus


class Offered(NamedTuple):
    """An offer or the present job, as far as it is named here: hundreds of models would take their time."""

    pk: UUID
    title: str
    organisation: str
    is_present_job: bool
    taught: list[str]  # in lower case

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}" if self.organisation else self.title

    @property
    def short_name(self) -> str:
        """The organisation, else the title."""
        return self.organisation or self.title


@dataclass(frozen=True)
class Step:
    """A need of a direction, as the page shows it."""

    need: DirectionNeed
    line: Line
    skill: Shown | None
    offers: Sequence[Offered]  # that would build it
    pairs: Sequence[tuple[Offered, bool]]  # each offer of the table, and whether it is among them

    @property
    def called(self) -> str:
        """What the person calls the skill, where that is another name."""
        return self.skill.name if self.skill and self.skill.key != self.line.need.key else ""

    @property
    def evidence(self) -> str:
        """What shows the skill, in words."""
        return _evidence(self.line.stand, self.skill) if self.skill else ""


@dataclass(frozen=True)
class Course:
    """A direction, held against what the person has and what is on the table."""

    steps: Sequence[Step]
    columns: Sequence[Offered]  # of the table, the present job first
    beyond: Sequence[Offered]  # that build something too and found no column
    silent: Sequence[Offered]  # of which nobody has written what they would teach
    present: Offered | None
    facts: Sequence[Scope]

    def _of(self, *stands: Stand) -> list[Step]:
        return [step for step in self.steps if step.line.stand in stands]

    @property
    def groups(self) -> list[tuple[str, str, str, list[Step]]]:
        """The steps by where the person stands: key, heading, what it means, and the steps; empty ones are left out."""
        told = [
            ("proven", _("Proven"), _("Entries say what came of it, or somebody has checked."), Stand.PROVEN),
            ("shown", _("Shown"), _("Entries show it; none says yet what came of it."), Stand.SHOWN),
            ("claimed", _("Claimed"), _("Among your skills, and nothing shows it yet."), Stand.CLAIMED),
            ("missing", _("Still to build"), _("Not among your skills."), Stand.MISSING),
        ]
        return [(key, title, text, steps) for key, title, text, stand in told if (steps := self._of(stand))]

    @property
    def summary(self) -> str:
        """How many of the needs are in which state, in one sentence."""
        return _summary(len(self.steps), *(len(self._of(stand)) for stand in reversed(Stand)))

    @property
    def rows(self) -> list[Step]:
        """The lines of the table: what is open, then what is proven and would grow; essential ones first."""
        wanted = [step for step in self.steps if step.line.is_open or step.offers]
        return sorted(wanted, key=lambda step: (not step.line.is_open, -step.need.weight))

    @property
    def silent_named(self) -> Sequence[Offered]:
        """As many of the silent ones as a sentence can name."""
        return self.silent[:NAMED]

    @property
    def silent_more(self) -> int:
        """How many silent ones there are beyond those."""
        return len(self.silent) - len(self.silent_named)

    @property
    def beyond_named(self) -> Sequence[Offered]:
        """As many of those without a column as a sentence can name."""
        return self.beyond[:NAMED]

    @property
    def beyond_more(self) -> int:
        """How many have no column beyond those."""
        return len(self.beyond) - len(self.beyond_named)

    @property
    def alone(self) -> bool:
        """Whether nothing on the table builds some of what is open."""
        return any(step.line.is_left_alone for step in self.steps)


def course(user: User, direction: Direction, today: date) -> Course:
    """The direction held against everything, in four queries whatever there is."""
    needs = _needs(direction)
    skills = {str(skill.pk): skill for skill in _stack(user, list(needs), today)}
    offers = {str(offer.pk): offer for offer in _offers(user)}
    teachers = [Teacher(key, frozenset(offer.taught)) for key, offer in offers.items()]
    asked = [Need(key, need.weight == DirectionNeed.Weight.ESSENTIAL) for key, need in needs.items()]
    lines = heading.compare(asked, [_known(skill) for skill in skills.values()], teachers)
    present = next((offer for offer in offers.values() if offer.is_present_job), None)
    drawn = heading.columns(lines, teachers, str(present.pk) if present else None, COLUMNS)
    shown = [teacher.key for teacher in drawn]
    building = {key for line in lines for key in line.built_by}
    return Course(
        steps=[_step(need, line, skills, offers, shown) for need, line in zip(needs.values(), lines, strict=True)],
        columns=[offers[key] for key in shown],
        beyond=[offers[key] for key in offers if key in building and key not in shown],
        silent=[offer for offer in offers.values() if not offer.taught],
        present=present,
        facts=list(Scope.objects.owned_by(user).told().order_by("-since", "-id")[:FACTS]),
    )


def _step(
    need: DirectionNeed,
    line: Line,
    skills: Mapping[str, Shown],
    offers: Mapping[str, Offered],
    shown: Iterable[str],
) -> Step:
    return Step(
        need=need,
        line=line,
        skill=skills[line.known.key] if line.known else None,
        offers=[offers[key] for key in line.built_by],
        pairs=[(offers[key], key in line.built_by) for key in shown],
    )


def _needs(direction: Direction) -> dict[str, DirectionNeed]:
    """What it asks for by name in lower case, in its own order."""
    rows = direction.needs.values_list(Lower("name"), "pk", "name", "weight")
    return {key: DirectionNeed(pk=pk, name=name, weight=weight) for key, pk, name, weight in rows}


def _offers(user: User) -> list[Offered]:
    taught = ArrayAgg(Lower("builds__name"), filter=Q(builds__isnull=False), default=Value([]))
    found = Opportunity.objects.owned_by(user).open().names().annotate(taught=taught)
    return [Offered(*row) for row in found.values_list(*Offered._fields)]


def _stack(user: User, keys: Sequence[str], today: date) -> list[Shown]:
    """The skills of these names, their own or another one of the catalogue, with what proves them."""
    at = "evidence__achievement__"
    outcome = ("qualitative", "measured")
    proves = Q(**{f"{at}state_chosen__in": outcome}) | Q(**{f"{at}state_chosen": "", f"{at}state__in": outcome})
    labels = CatalogueLabel.objects.alias(key=Lower("text")).filter(skill=OuterRef("catalogue"), key__in=keys)
    vouching = CredentialSkill.objects.owned_by(user).in_force(today).filter(skill=OuterRef("pk"))
    found = (
        Skill.objects.owned_by(user)
        .annotate(key=Lower("name"), official=Lower("catalogue__name"))
        .filter(Q(key__in=keys) | Q(official__in=keys) | Exists(labels))
        .annotate(
            labels=ArraySubquery(labels.annotate(folded=Lower("text")).values("folded")),
            vouching=ArraySubquery(vouching.order_by("credential__name").values("credential__name")),
            entries=Count("evidence"),
            outcomes=Count("evidence", filter=proves),
            proving_roles=Count(f"{at}role", distinct=True, filter=proves),
            last_proven=Max(f"{at}happened_on", filter=proves),
            last_shown=Max(f"{at}happened_on"),
            is_worked_on=Exists(Focus.objects.owned_by(user).active().filter(skill=OuterRef("pk"))),
        )
        .order_by("key")
    )
    return [Shown(*row) for row in found.values_list(*Shown._fields)]


def _known(skill: Shown) -> Known:
    return Known(
        key=str(skill.pk),
        names=frozenset([skill.key, skill.official or skill.key, *skill.labels]),
        outcomes=skill.outcomes,
        others=skill.entries - skill.outcomes,
        vouched=tuple(skill.vouching),
    )


def _evidence(stand: Stand, skill: Shown) -> str:
    told = []
    if skill.outcomes:
        told.append(_outcomes(skill))
    if skill.vouching:
        told.append(_("vouched for by %(credentials)s") % {"credentials": ", ".join(skill.vouching)})
    if stand is Stand.SHOWN:
        entries = ngettext("%(count)s entry", "%(count)s entries", skill.entries) % {"count": skill.entries}
        told.append(_("%(entries)s, last in %(month)s") % {"entries": entries, "month": _month(skill.last_shown)})
    return " · ".join(told)


def _outcomes(skill: Shown) -> str:
    entries = ngettext("%(count)s entry with an outcome", "%(count)s entries with an outcome", skill.outcomes)
    told = {"entries": entries % {"count": skill.outcomes}, "month": _month(skill.last_proven)}
    if not skill.proving_roles:
        return _("%(entries)s, last in %(month)s") % told
    roles = ngettext("one role", "%(count)s roles", skill.proving_roles) % {"count": skill.proving_roles}
    return _("%(entries)s, from %(roles)s, last in %(month)s") % {**told, "roles": roles}


def _month(day: date | None) -> str:
    return formats.skeleton(day, "yMMM") if day else ""


def _summary(all_: int, proven: int, shown: int, claimed: int, missing: int) -> str:
    of = ngettext("It asks for one skill:", "It asks for %(count)s skills:", all_) % {"count": all_}
    parts = [
        (proven, _("%(count)s proven")),
        (shown, _("%(count)s shown without an outcome so far")),
        (claimed, _("%(count)s claimed")),
        (missing, _("%(count)s still to build")),
    ]
    return f"{of} {', '.join(text % {'count': count} for count, text in parts if count)}."
