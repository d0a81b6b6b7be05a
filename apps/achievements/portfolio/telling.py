"""Make the document of a portfolio from the rows of its owner: four queries, whatever its length."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from apps.achievements.models import Achievement, Evidence, Organisation, Portfolio, Proof, Role, Witness
from apps.achievements.portfolio import document as reading
from apps.achievements.portfolio.choosing import Chosen, chosen
from apps.achievements.portfolio.document import Document, Entry, Section, Words, counted, iso, plain
from apps.skills.models import Credential
from apps.users import dates, formats
from apps.users.prepared import Prepared

WORDS_OF_OTHERS = (Proof.Kind.FEEDBACK, Proof.Kind.WITNESS)
GLANCE, ON_PAGE, ON_PAPER = 25, 200, 500  # entries
ROLE = ("kind", "title", "place", "started_on", "started_precision", "ended_on", "ended_precision")


class _Row(NamedTuple):
    """What is told of one entry; of hundreds at once, which is why it is not a model."""

    pk: UUID
    line: str
    outcome: str
    happened_on: date
    happened_precision: str
    beneficiary: str
    measure_before: Decimal | None
    measure_after: Decimal | None
    measure_unit: str
    is_confidential: bool
    role_id: UUID | None
    skills: tuple[str, ...]


def document(
    portfolio: Portfolio,
    *,
    most: int,
    shown: int | None = None,
    known: Chosen | None = None,
    credentials: bool = True,
) -> Document:
    """The portfolio as it is read, with at most `most` entries, the first in its order.

    Of these only the first `shown` are in it, where that is given; its skills are those of all.
    """
    keys = (known or chosen(portfolio)).keys
    rows, roles = _rows(portfolio, keys[:most])
    first = rows[:shown]
    proofs = _proofs(portfolio, [row.pk for row in first])
    by_skill = portfolio.order == Portfolio.Order.SKILL
    named = {key: _named(role) for key, role in roles.items()} if by_skill else {}
    entries = {row.pk: _entry(row, proofs.get(row.pk, []), named) for row in first}
    told = list(entries.values())
    skills = counted(row.skills for row in rows)
    of_roles = _by_role(first, roles, entries)
    return Document(
        title=plain(portfolio.title),
        name=plain(portfolio.shown_name),
        contact=plain(portfolio.contact),
        intro=plain(portfolio.intro),
        language=translation.get_language() or "en-gb",
        day=formats.day(timezone.localdate()),
        words=words(),
        skills=skills,
        sections=_by_skill(told, skills) if by_skill else of_roles,
        roles=of_roles if by_skill else (),
        credentials=_credentials(portfolio) if credentials else (),
        more=len(keys) - len(told),
    )


def words() -> Words:
    """The words of a document in the language that is on."""
    return Words(
        skills=_("Skills"),
        credentials=_("Credentials"),
        proof=_("Proof"),
        for_whom=_("For"),
        measure=_("Measure"),
        when=_("When"),
        role=_("Role"),
        line=_("What happened"),
        outcome=_("What changed"),
        nothing=_("Nothing is in this portfolio yet."),
        roles=_("Roles"),
    )


def _rows(portfolio: Portfolio, keys: list[UUID]) -> tuple[list[_Row], dict[UUID, Role]]:
    """The entries in this order, and the roles they are of; one query."""
    rows: dict[UUID, _Row] = {}
    roles: dict[UUID, Role] = {}
    for values in TOLD(owner=portfolio.owner_id, keys=keys):
        *said, organisation, skills = values[len(OWN) :]
        row = _Row._make((*values[: len(OWN)], tuple(map(plain, skills))))
        rows[row.pk] = row
        if row.role_id and row.role_id not in roles:
            employer = Organisation(name=organisation) if organisation else None
            roles[row.role_id] = Role(organisation=employer, **dict(zip(ROLE, said, strict=True)))
    return [rows[key] for key in keys if key in rows], roles


def _told_of(owner: int, keys: list[UUID]) -> QuerySet[Achievement, tuple[Any, ...]]:
    names = Evidence.objects.filter(achievement=OuterRef("pk")).order_by("pk").values("skill__name")
    of_role = [f"role__{name}" for name in (*ROLE, "organisation__name")]
    found = Achievement.objects.filter(owner_id=owner, pk__in=keys).order_by()
    return found.values_list(*OWN, *of_role, ArraySubquery(names))


OWN = [name for name in _Row._fields if name != "skills"]
TOLD = Prepared(_told_of)


def _entry(row: _Row, proofs: list[reading.Proof], named: dict[UUID, str]) -> Entry:
    return Entry(
        key=str(row.pk),
        line=plain(row.line),
        outcome=plain(row.outcome),
        when=dates.told(row.happened_on, row.happened_precision),
        day=row.happened_on,
        precision=row.happened_precision,
        beneficiary=plain(row.beneficiary),
        measure=_measure(row),
        skills=row.skills,
        proofs=tuple(proofs),
        is_confidential=row.is_confidential,
        role=named.get(row.role_id, "") if row.role_id else "",
    )


def _measure(row: _Row) -> str:
    before, after = (None if it is None else formats.number(it, 4) for it in (row.measure_before, row.measure_after))
    if after is None:
        return ""
    return " ".join(filter(None, (f"{before} → {after}" if before is not None else after, plain(row.measure_unit))))


def _proofs(portfolio: Portfolio, keys: list[UUID]) -> dict[UUID, list[reading.Proof]]:
    """What backs the entries up; words of other people only where they agreed to that. One query."""
    found: dict[UUID, list[reading.Proof]] = {}
    for key, _pk, kind, *parts in BACKING(owner=portfolio.owner_id, keys=keys):
        known, told = found.setdefault(key, []), _told(kind, *parts)
        if (told.text or told.url) and told not in known:
            known.append(told)
    return found


def _backing(owner: int, keys: list[UUID]) -> QuerySet[Proof, tuple[Any, ...]]:
    here = {"owner_id": owner, "achievement__in": keys}
    shown = Proof.objects.filter(Q(may_show=True) | ~Q(kind__in=WORDS_OF_OTHERS), **here).order_by()
    words = Witness.objects.filter(may_show=True, **here).exclude(answer__in=["", Witness.Answer.DECLINED]).order_by()
    address, name = Coalesce("credential__url", "url"), Coalesce("credential__name", "label")
    proofs = shown.values_list("achievement_id", "pk", "kind", address, name, "quote", "said_by", "said_as")
    said = (Value(Proof.Kind.WITNESS), Value(""), Value(""), "comment", "name", "relation")
    return proofs.union(words.values_list("achievement_id", "pk", *said), all=True).order_by("pk")


BACKING = Prepared(_backing)


def _told(kind: str, url: str, name: str, quote: str, by: str, known_as: str) -> reading.Proof:
    if kind == Proof.Kind.WITNESS and not quote:
        who = ", ".join(filter(None, map(plain, (by, known_as))))
        return reading.Proof(_("confirmed by %(who)s") % {"who": who} if who else "")
    if kind in WORDS_OF_OTHERS:
        return reading.Proof(_said(quote, by, known_as))
    return reading.Proof(plain(name), url)


def _said(quote: str, by: str, known_as: str) -> str:
    who = ", ".join(filter(None, map(plain, (by, known_as))))
    said = " ".join(plain(quote).split())
    return " – ".join(filter(None, (f"“{said}”" if said else "", who)))


def _by_role(rows: Iterable[_Row], known: dict[UUID, Role], entries: dict[UUID, Entry]) -> tuple[Section, ...]:
    """Roles newest first, each with its entries in the order of the portfolio; what has no role comes last."""
    roles: dict[UUID | None, tuple[Role | None, list[Entry]]] = {}
    for row in rows:
        role = known[row.role_id] if row.role_id else None
        roles.setdefault(row.role_id, (role, []))[1].append(entries[row.pk])

    def newest(pair: tuple[Role | None, list[Entry]]) -> tuple[bool, int]:
        role = pair[0]
        return role is None, -role.started_on.toordinal() if role else 0

    return tuple(_section(role, told, len(roles)) for role, told in sorted(roles.values(), key=newest))


def _section(role: Role | None, entries: list[Entry], of: int) -> Section:
    if role is None:
        return Section(_("Also") if of > 1 else _("Evidence"), tuple(entries))
    return Section(
        heading=_named(role),
        entries=tuple(entries),
        kind=role.kind,
        title=plain(role.title),
        organisation=_employer(role),
        place=plain(role.place),
        period=role.period,
        started=iso(role.started_on, role.started_precision),
        ended=iso(role.ended_on, role.ended_precision),
    )


def _named(role: Role) -> str:
    return ", ".join(filter(None, (plain(role.title), _employer(role))))


def _employer(role: Role) -> str:
    return plain(role.organisation.name) if role.organisation else ""


def _by_skill(entries: list[Entry], skills: tuple[tuple[str, int], ...]) -> tuple[Section, ...]:
    """Each entry once, under that of its skills which most entries show."""
    rank = {name: at for at, (name, _count) in enumerate(skills)}
    under: dict[str, list[Entry]] = {}
    for entry in entries:
        under.setdefault(min(entry.skills, key=rank.__getitem__, default=""), []).append(entry)
    names = sorted(under, key=lambda name: rank.get(name, len(rank)))
    rest = _("Also") if len(names) > 1 else _("Evidence")
    return tuple(Section(name or rest, tuple(under[name])) for name in names)


def _credentials(portfolio: Portfolio) -> tuple[reading.Credential, ...]:
    """Those that hold today; where skills are chosen, those that vouch for one of them. Never their numbers."""
    today = timezone.localdate()
    found = Credential.objects.filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=today), owner_id=portfolio.owner_id
    )
    if portfolio.skill_ids:
        found = found.filter(vouches__skill__in=portfolio.skill_ids).distinct()
    return tuple(_credential(each) for each in sorted(found[:50], key=lambda each: each.name.casefold()))


def _credential(each: Credential) -> reading.Credential:
    told = " – ".join(filter(None, (each.issued, each.expires)))
    if each.expires and not each.issued:
        told = _("holds until %(day)s") % {"day": dates.told(each.expires_on, each.expires_precision)}  # type: ignore[arg-type]  # `expires` says there is one
    return reading.Credential(
        name=plain(each.name),
        issuer=plain(each.issuer),
        dates=told,
        issued=iso(each.issued_on, each.issued_precision),
        url=each.url,
    )
