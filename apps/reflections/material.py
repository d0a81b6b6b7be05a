"""What a person has going on, read for the question of the week and for the page of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from apps.achievements import drafts
from apps.achievements.models import Achievement, AchievementQuerySet, Organisation, Role
from apps.opportunities.models import Decision, DecisionReview, Opportunity, Season
from apps.reflections import in_touch
from apps.reflections.discretion import discreet
from apps.reflections.models import Nudge, Reflection
from apps.skills.models import Credential, Focus, Skill
from apps.skills.practice import monday_of
from apps.users.prepared import Asked as Asking
from apps.users.prepared import Prepared, answers

if TYPE_CHECKING:
    from apps.users.models import User

Rows = QuerySet[Any, tuple[Any, ...]]

AHEAD = timedelta(days=28)  # how far one looks for days with a date
RENEWED_WITHIN = timedelta(days=90)  # a renewal takes a course, and courses have dates
LATELY = timedelta(days=30)  # what ended is told this long
SHOWN = 5  # entries of the journal
CANDIDATES = 6  # to finish, of years ago, that may have lasted
ASKED_AGAIN = timedelta(days=28)
THIS_WEEK = timedelta(days=6)  # the e-mail of a week ago is the last one, that of six days ago is this week’s
ABOUT = timedelta(days=3)  # to each side of the day a year ago, so that a weekly e-mail misses none
YEARS = (1, 2, 3)  # that an entry may be old to be seen again
OF_ROLE = ("role_id", "role__title", "role__organisation_id", "role__organisation__name")
SHOWN_OF_ENTRY = {
    "id",
    "line",
    "outcome",
    "beneficiary",
    "is_confidential",
    "happened_on",
    "happened_precision",
    "state",
    "state_chosen",
}
TOLD = [field.name for field in Achievement._meta.concrete_fields if field.name in SHOWN_OF_ENTRY]  # in its own order
RECENT, UNFINISHED, YEAR_AGO = "recent", "unfinished", "year_ago"
LASTING, LASTED = "lasting", "lasted"
OFFER, SEASON, REVIEW, CREDENTIAL, FOCUS = "offer", "season", "review", "credential", "focus"
DRAFT, ASKED, ANSWERED = "draft", "asked", "answered"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that an e-mail asked, or that was answered: its kind, the row it was about, and its words."""

    kind: str
    matter: UUID | None
    question: str
    day: date
    is_answered: bool = False


@dataclass(slots=True)
class ToLookAt:
    """What wants an answer or a word, has a day to look at it again or is worked on; and what was asked lately."""

    offers: list[Opportunity] = field(default_factory=list)  # with no more than their names and day
    season: Season | None = None
    reviews: list[DecisionReview] = field(default_factory=list)  # due or soon to be, oldest first
    credentials: list[Credential] = field(default_factory=list)  # that end soon or ended lately, soonest first
    focuses: list[Focus] = field(default_factory=list)  # one or two, each with this week’s `minutes` and `last_on`
    drafts: list[drafts.Offer] = field(default_factory=list)  # the latest
    more_drafts: int = 0
    people: in_touch.Near = field(default_factory=in_touch.Near)
    lately: list[Asked] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Material:
    """What a person has going on: enough for the question, and for the page of today."""

    offers: Sequence[Opportunity]  # open ones, the present job among them; nearest deadline first
    season: Season | None
    recent: Sequence[Achievement]  # newest first
    unfinished: Sequence[Achievement]  # newest first; nothing confidential, because it is mailed
    years_ago: Sequence[Achievement]  # one, two or three; nothing confidential
    lasting: Sequence[Achievement]  # measured outcomes of which it is to be said whether they lasted, oldest first
    reviews: Sequence[DecisionReview] = ()
    credentials: Sequence[Credential] = ()
    focuses: Sequence[Focus] = ()
    drafts: Sequence[drafts.Offer] = ()  # the latest line that was begun and is not kept yet; never mailed
    more_drafts: int = 0  # how many there are besides
    people: in_touch.Near = field(default_factory=in_touch.Near)
    lately: Sequence[Asked] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written down in the last seven days: how many lines, and the latest as an e-mail may quote it."""

    count: int
    line: str


def kept(user: User, *, today: date) -> Rows:
    """How many lines of the last seven days are not confidential, and the latest of them."""
    lines = Achievement.objects.owned_by(user).filter(is_confidential=False, happened_precision="day")
    of_week = lines.filter(happened_on__gt=today - timedelta(days=7), happened_on__lte=today)
    return of_week.annotate(n=Window(Count("pk"))).values_list("n", "line", "beneficiary")[:1]


KEPT = Prepared(kept)


def gather(user: User, today: date, *, asked_before: date | None = None) -> Material:
    """Read it, in two queries that are asked at once.

    What an e-mail asked before that day is not asked again so soon. Unless said otherwise this week’s e-mail does not
    count: its question stays the question of this week.
    """
    return _sorted(today, *answers(*_questions(user, today, asked_before, is_mailed=False)))


def gather_for_mail(user: User, today: date, *, asked_before: date | None) -> tuple[Material, Kept | None]:
    """The same but for the newest, and what was written down in the last seven days; None where there is nothing."""
    *rows, week = answers(*_questions(user, today, asked_before, is_mailed=True), KEPT.asked(user=user, today=today))
    kept_lines = (Kept(count, discreet(line.rstrip(". "), beneficiary)) for count, line, beneficiary in week)
    return _sorted(today, *rows), next(kept_lines, None)


def _questions(user: User, today: date, asked_before: date | None, *, is_mailed: bool) -> tuple[Asking, Asking]:
    days = {"today": today, "monday": monday_of(today), "asked_before": asked_before or today - THIS_WEEK}
    return TOLD_OF.asked(is_mailed, user=user, today=today), LOOKED_AT.asked(user=user, **days)


def _sorted(today: date, told: list[Any], looked: list[Any]) -> Material:
    entries, found = _entries(told), _to_look_at(looked, today)
    return Material(
        offers=found.offers,
        season=found.season,
        reviews=found.reviews,
        credentials=found.credentials,
        focuses=found.focuses,
        drafts=found.drafts,
        more_drafts=found.more_drafts,
        people=found.people,
        lately=found.lately,
        recent=sorted(entries[RECENT], key=lambda entry: (entry.happened_on, entry.pk), reverse=True),
        unfinished=entries[UNFINISHED],
        years_ago=entries[YEAR_AGO],
        lasting=entries[LASTING],
    )


def _asked(user: User, today: date, before: date) -> QuerySet[Nudge]:
    """The e-mails of the plan that asked something lately; those that may have come among them."""
    came = [Nudge.State.SENT, Nudge.State.UNKNOWN]
    sent = Nudge.objects.owned_by(user).filter(kind=Nudge.Kind.PLANNED, state__in=came)
    return sent.filter(due_at__date__gt=today - ASKED_AGAIN, due_at__date__lt=before)


def looked_at(user: User, *, today: date, monday: date, asked_before: date) -> Rows:
    """Offers, season, looks back, what ends, is worked on, was begun or asked lately, and people, as one query.

    `monday` is that of the week of `today`.
    """
    fresh = Q(deadline__isnull=True) | Q(deadline__gte=today - timedelta(days=14))
    offers = Opportunity.objects.owned_by(user).open().filter(fresh)
    is_present = Cast("is_present_job", IntegerField())
    season = Season.objects.owned_by(user).current()
    mine = DecisionReview.objects.owned_by(user)
    ending = Credential.objects.owned_by(user).expiring(today + RENEWED_WITHIN).filter(expires_on__gte=today - LATELY)
    focuses = Focus.objects.owned_by(user).active().order_by("slot").practised_since(monday)
    answers = Reflection.objects.owned_by(user).filter(answered_on__gt=today - ASKED_AGAIN)
    about, asked = Coalesce("nudge__matter", "about_id"), _asked(user, today, asked_before)
    planned = Cast("hours_per_week", CharField())
    none, never = Value(0), Cast(Value(None), DateField())
    return season.values_list(Value(SEASON), "pk", "review_on", none, "preset", Value(""), never).union(
        offers.values_list(Value(OFFER), "pk", "deadline", is_present, "title", "organisation", never)[:12],
        *(
            looks.values_list(Value(REVIEW), "pk", "due_on", "after", "decision__about", "decision__kind", never)[:12]
            for looks in (mine.due(today), mine.to_come(today, today + AHEAD))
        ),
        ending.values_list(Value(CREDENTIAL), "pk", "expires_on", none, "name", "expires_precision", never)[:12],
        focuses.values_list(Value(FOCUS), "pk", "ends_on", "minutes", "skill__name", planned, "last_on")[:2],
        drafts.latest(user).values_list(Value(DRAFT), "pk", "day", "others", "said", "place", never),
        *in_touch.rows(user, today, never),
        asked.values_list(Value(ASKED), "matter", TruncDate("due_at"), none, "question", "prompt", never)[:8],
        answers.values_list(Value(ANSWERED), about, "answered_on", none, "question", "nudge__prompt", never)[:12],
        all=True,
    )


LOOKED_AT = Prepared(looked_at)


def _to_look_at(rows: list[Any], today: date) -> ToLookAt:
    """The same, sorted into what it is."""
    found = ToLookAt()
    for what, pk, day, count, name, more, last_on in rows:
        if what == OFFER:
            offer = Opportunity(pk=pk, deadline=day, is_present_job=bool(count), title=name, organisation=more)
            found.offers.append(offer)
        elif what == SEASON:
            found.season = Season(pk=pk, review_on=day, preset=name)
        elif what == CREDENTIAL:
            found.credentials.append(Credential(pk=pk, expires_on=day, name=name, expires_precision=more))
        elif what == FOCUS:
            focus = Focus(pk=pk, ends_on=day, skill=Skill(name=name), hours_per_week=Decimal(more))
            focus.minutes, focus.last_on = count, last_on
            found.focuses.append(focus)
        elif what == DRAFT:
            found.drafts, found.more_drafts = [drafts.offer(pk, name, day, more)], count
        elif what in in_touch.KINDS:
            found.people.take(what, pk, day, count, name, more)
        elif what in {ASKED, ANSWERED}:
            found.lately.append(Asked(more or "", pk, name, day, is_answered=what == ANSWERED))
        else:
            decision = Decision(about=name, kind=more)
            found.reviews.append(DecisionReview(pk=pk, due_on=day, after=count, decision=decision))
    found.offers.sort(key=lambda offer: (offer.deadline or date.max, -offer.pk.int))  # ids are younger the higher
    found.reviews.sort(key=lambda review: review.due_on)
    found.credentials.sort(key=lambda held: held.expires_on or today)
    found.focuses.sort(key=lambda focus: focus.pk)
    return found


def told(is_mailed: bool, /, user: User, *, today: date) -> Rows:  # makes its structure
    """The newest unless it is mailed, some to finish, some of years ago and some that may have lasted, as one query.

    Confidential ones are never mailed; only the page of today asks whether they lasted. There are more of each than
    e-mails of the weeks that count, so that one is left that was not asked about.
    """
    mine = Achievement.objects.owned_by(user)
    open_to_all = mine.filter(is_confidential=False)
    answered = Reflection.objects.owned_by(user).filter(about=OuterRef("pk"))
    unfinished = open_to_all.unfinished(today).filter(~Exists(answered))
    newest = [] if is_mailed else [mine.values_list(Value(RECENT), *OF_ROLE, *TOLD)[:SHOWN]]
    return unfinished.values_list(Value(UNFINISHED), *OF_ROLE, *TOLD)[:CANDIDATES].union(
        *newest,
        _years_ago(open_to_all, today).values_list(Value(YEAR_AGO), *OF_ROLE, *TOLD)[:CANDIDATES],
        mine.to_follow_up(today).values_list(Value(LASTING), *OF_ROLE, *TOLD)[:CANDIDATES],
        all=True,
    )


TOLD_OF = Prepared(told)


def _entries(rows: list[Any]) -> dict[str, list[Achievement]]:
    """The same, sorted into what they are."""
    found: dict[str, list[Achievement]] = {RECENT: [], UNFINISHED: [], YEAR_AGO: [], LASTING: []}
    for why, role, title, organisation, name, *values in rows:
        entry = Achievement.from_db(connection.alias, TOLD, values)
        entry.role = role and Role.from_db(connection.alias, ("id", "title"), (role, title))
        if entry.role:
            known = ("id", "name"), (organisation, name)
            entry.role.organisation = organisation and Organisation.from_db(connection.alias, *known)
        found[why].append(entry)
    return found


def _years_ago(entries: AchievementQuerySet, today: date) -> AchievementQuerySet:
    """Those of about this day a year ago, or two or three; first what changed something, then the latest."""
    days = (today - timedelta(days=round(365.25 * years)) for years in YEARS)
    about = reduce(or_, (Q(happened_on__range=(day - ABOUT, day + ABOUT)) for day in days))
    worth = Case(
        When(Q(state_chosen="measured") | Q(state_chosen="", state="measured"), then=Value(0)),
        When(Q(state_chosen="qualitative") | Q(state_chosen="", state="qualitative"), then=Value(1)),
        default=Value(2),
    )
    return entries.filter(about).exclude(happened_precision="year").order_by(worth, "-happened_on", "-id")
