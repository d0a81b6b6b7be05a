"""Turn a worked person into an account with rows of its own."""

import secrets
from datetime import date, timedelta
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from apps.achievements.actions import record_achievement, record_role
from apps.achievements.models import Role
from apps.opportunities.models import DealBreaker, Needs, Opportunity, Season, Verdict
from apps.opportunities.seasons import PRESETS
from apps.reflections.actions import start_plan
from apps.reflections.demo.careers import tell_careers, work_on
from apps.reflections.demo.directions import set_directions
from apps.reflections.demo.drafts import leave_unfinished
from apps.reflections.demo.networks import NETWORKS, know
from apps.reflections.demo.offers import log_offer, remember
from apps.reflections.demo.people import Person
from apps.reflections.demo.portfolios import put_together
from apps.reflections.demo.proof import BACKINGS, back_up
from apps.reflections.demo.skills import stack_up
from apps.reflections.models import Reflection
from apps.skills.models import Skill
from apps.users.dates import partial
from apps.users.models import User
from apps.users.ownership import acting_as


@transaction.atomic
def make_person(*, person: Person) -> tuple[User, str, bool]:
    """The account of `person` with a new password, and whether it was made now.

    What a demo person already has is left as it is: somebody may have tried things out in it.
    """
    password = secrets.token_urlsafe(9)
    user = User.objects.filter(email=person.email).first()
    if user is not None:
        user.set_password(password)
        user.save(update_fields=["password"])
        return user, password, False
    user = User.objects.create_user(
        email=person.email,
        password=password,
        name=person.name,
        locale=person.locale,
        time_zone=person.time_zone,
        currency=person.currency,
    )
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    with acting_as(user):
        _live(user, person)
        back_up(user, BACKINGS[person.name])
        know(user, NETWORKS[person.name])
    return user, password, True


def _live(user: User, person: Person) -> None:
    today = timezone.localdate()
    roles = _walk_timeline(user, person)
    for entry in person.entries:
        record_achievement(
            owner=user,
            line=entry.line,
            duty=entry.duty,
            outcome=entry.outcome,
            happened_on=_within(roles[entry.role], today - timedelta(days=entry.days_ago)),
            role_id=roles[entry.role].pk,
            skills=entry.skills,
            proofs=dict([entry.proof]) if entry.proof[0] else None,
            is_confidential=entry.confidential,
        )
    Skill.objects.bulk_create([Skill(owner=user, name=name) for name in person.claims])
    stack_up(user)
    leave_unfinished(user)
    if person.needs:
        amounts = {name: Decimal(amount) for name, amount in person.needs.items()}
        Needs.objects.create(owner=user, currency=person.currency, **amounts)
    tell_careers(user, person, roles, today)
    work_on(user, person, today)
    put_together(user, person, today)
    _need(user, person, today)
    present = next(offer for offer in person.offers if offer.present)
    if person.decided:
        remember(user, person, present, person.decided, roles)
    else:
        log_offer(user, person, present, today)
    for offer in person.offers:
        if not offer.present:
            log_offer(user, person, offer, today)
    _draw_lines(user, person)
    set_directions(user, person, today)
    start_plan(owner=user, weekday=person.weekday)
    Reflection.objects.bulk_create(
        [
            Reflection(owner=user, question=question, answer=answer, answered_on=today - timedelta(days=days))
            for days, question, answer in person.reflections
        ]
    )


def _within(role: Role, day: date) -> date:
    """The day, or the last of the role where that was earlier: roles have dates, entries are so many days old."""
    return min(day, role.ended_on) if role.ended_on else day


def _need(user: User, person: Person, today: date) -> None:
    now = timezone.now()
    for needed in person.needed:
        before = Season.from_preset(PRESETS[needed.preset], owner=user)
        before.alpha = before.alpha if needed.alpha is None else needed.alpha
        before.swings |= needed.swings
        before.how = Season.How.EDITED if needed.swings or needed.alpha is not None else Season.How.PRESET
        before.started_at, before.ended_at = (now - timedelta(days=days) for days in needed.days_ago)
        before.why, before.after_seeing = needed.why, needed.after_seeing
        before.save()
    season = Season.from_preset(PRESETS[person.season], owner=user)
    season.why, season.review_on = person.season_why, today + timedelta(days=person.season_review_in)
    season.started_at = now - timedelta(days=min((needed.days_ago[1] for needed in person.needed), default=0))
    season.save()


def _month(text: str, *, is_end: bool = False) -> date:
    year, month = text.split("-")
    return partial(int(year), int(month), None, is_end=is_end).day


def _walk_timeline(user: User, person: Person) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    employers: set[str] = set()
    for stretch in person.stretches:
        roles[stretch.key] = record_role(
            owner=user,
            title=stretch.title,
            kind=stretch.kind,
            organisation=stretch.organisation,
            place=stretch.place,
            started_on=_month(stretch.since),
            ended_on=_month(stretch.until, is_end=True) if stretch.until else None,
            is_promotion=stretch.kind == Role.Kind.EMPLOYMENT and stretch.organisation in employers,
            summary=stretch.summary,
        )
        employers |= {stretch.organisation} - {""}
    return roles


def _draw_lines(user: User, person: Person) -> None:
    offers = {offer.title: offer for offer in Opportunity.objects.owned_by(user).open()}
    for place, must in enumerate(person.must_haves, start=1):
        breaker = DealBreaker.objects.create(
            owner=user,
            place=place,
            kind=must.kind,
            text=must.text,
            threshold=must.threshold,
            currency=must.currency,
        )
        Verdict.objects.bulk_create(
            [
                Verdict(owner=user, deal_breaker=breaker, opportunity=offers[title], state=state)
                for title, state in must.judged.items()
            ]
        )
