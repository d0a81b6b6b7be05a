"""The one question of the week, chosen from what is really there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.achievements import coaching, drafts
from apps.achievements.models import Achievement
from apps.opportunities.models import Decision, DecisionReview, Opportunity, Season
from apps.reflections import in_touch
from apps.reflections.models import Nudge, Reflection
from apps.skills.models import Credential, Focus, Skill
from apps.skills.practice import monday_of
from apps.users import formats

if TYPE_CHECKING:
    from apps.users.models import User

NEAR = 7  # days until an offer wants its answer
AHEAD = timedelta(days=28)  # how far one looks for days with a date
RENEWED_WITHIN = timedelta(days=90)  # a renewal takes a course, and courses have dates
LATELY = timedelta(days=30)  # what ended is told this long
SHOWN = 5  # entries of the journal
ASKED_AGAIN = timedelta(days=28)
QUOTED = 160  # characters of a line
TOLD = (  # what is shown of an entry
    "line",
    "outcome",
    "happened_on",
    "happened_precision",
    "state",
    "state_chosen",
    "role__title",
    "role__organisation__name",
)
RECENT = "recent"
OFFER, UNFINISHED, SEASON, YEAR_AGO, QUESTION = "offer", "unfinished", "season", "year_ago", "question"
REVIEW, CREDENTIAL, FOCUS, DRAFT = "review", "credential", "focus", "draft"
LASTING, LASTED = "lasting", "lasted"  # on the page of today; as the question of the week

QUESTIONS = (
    gettext_lazy("What did somebody thank you for this week?"),
    gettext_lazy("What went more smoothly because you were there?"),
    gettext_lazy("What did you learn this week that you did not know last week?"),
    gettext_lazy("Which part of the work would you gladly do more of?"),
    gettext_lazy("What did you solve that nobody else had time for?"),
    gettext_lazy("Whom did you help, and what could they do afterwards?"),
    gettext_lazy("What was harder than it looked, and how did you manage it?"),
    gettext_lazy("What would you want to remember about this week in a year?"),
    gettext_lazy("Which number at work moved, and what did you have to do with it?"),
    gettext_lazy("What did you say no to, and what did that make room for?"),
    gettext_lazy("What did you do for the first time?"),
    gettext_lazy("What could you now show somebody else how to do?"),
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question, and where it comes from; `question` alone names nobody, so that it can be a subject line."""

    kind: str
    question: str
    lead: str = ""
    link: str = ""  # a path of this site
    link_text: str = ""
    about: Achievement | None = None

    @property
    def full(self) -> str:
        """What leads to it and the question, as it is kept with the answer."""
        return Truncator(f"{self.lead} {self.question}".strip()).chars(500)


@dataclass(frozen=True, slots=True)
class Material:
    """What a person has going on: enough for the prompt, and for the page of today."""

    offers: Sequence[Opportunity]  # open ones, the present job among them; nearest deadline first
    season: Season | None
    recent: Sequence[Achievement]  # newest first
    unfinished: Achievement | None
    year_ago: Achievement | None
    reviews: Sequence[DecisionReview] = ()  # looks back that are due or soon will be, oldest first
    credentials: Sequence[Credential] = ()  # those that end soon or ended lately, soonest first
    focuses: Sequence[Focus] = ()  # the one or two skills worked on, each with this week’s `minutes`
    drafts: Sequence[drafts.Offer] = ()  # the latest line that was begun and is not kept yet; never mailed
    more_drafts: int = 0  # how many there are besides
    lasting: Achievement | None = None  # a measured outcome of which it is to be said whether it lasted
    lasted: Achievement | None = None  # one that the question of the week may be about
    people: in_touch.Near = field(default_factory=in_touch.Near)


def gather(user: User, today: date) -> Material:
    """Read it, in three queries."""
    fresh = Q(deadline__isnull=True) | Q(deadline__gte=today - timedelta(days=14))
    entries = _entries(user, today)
    looks = _to_look_at(user, today)
    return Material(
        offers=list(Opportunity.objects.owned_by(user).open().filter(fresh)[:12]),
        season=looks.season,
        reviews=sorted(looks.reviews, key=lambda review: review.due_on),
        credentials=sorted(looks.credentials, key=lambda found: found.expires_on or today),
        focuses=sorted(looks.focuses, key=lambda focus: focus.pk),
        drafts=looks.drafts,
        more_drafts=looks.more_drafts,
        people=looks.people,
        recent=sorted(entries[RECENT], key=lambda entry: (entry.happened_on, entry.pk), reverse=True),
        unfinished=next(iter(entries[UNFINISHED]), None),
        year_ago=next(iter(entries[YEAR_AGO]), None),
        lasting=next(iter(entries[LASTING]), None),
        lasted=next(iter(entries[LASTED]), None),
    )


@dataclass(slots=True)
class _Looks:
    season: Season | None = None
    reviews: list[DecisionReview] = field(default_factory=list)
    credentials: list[Credential] = field(default_factory=list)
    focuses: list[Focus] = field(default_factory=list)
    drafts: list[drafts.Offer] = field(default_factory=list)
    more_drafts: int = 0
    people: in_touch.Near = field(default_factory=in_touch.Near)


def _to_look_at(user: User, today: date) -> _Looks:
    """The season, looks back, credentials that end, skills worked on, what was begun, and people: one query."""
    season = Season.objects.owned_by(user).current()
    mine = DecisionReview.objects.owned_by(user)
    ending = Credential.objects.owned_by(user).expiring(today + RENEWED_WITHIN).filter(expires_on__gte=today - LATELY)
    focuses = Focus.objects.owned_by(user).active().order_by("slot").practised_since(monday_of(today))
    planned = Cast("hours_per_week", CharField())
    rows = season.values_list(Value(SEASON), "pk", "review_on", Value(0), "preset", Value("")).union(
        *(
            looks.values_list(Value(REVIEW), "pk", "due_on", "after", "decision__about", "decision__kind")[:12]
            for looks in (mine.due(today), mine.to_come(today, today + AHEAD))
        ),
        ending.values_list(Value(CREDENTIAL), "pk", "expires_on", Value(0), "name", Value(""))[:12],
        focuses.values_list(Value(FOCUS), "pk", "ends_on", "minutes", "skill__name", planned)[:2],
        drafts.latest(user).values_list(Value(DRAFT), "pk", "day", "others", "said", "place"),
        *in_touch.rows(user, today),
        all=True,
    )
    found = _Looks()
    for what, pk, day, count, name, more in rows:
        match what:
            case "season":
                found.season = Season(pk=pk, review_on=day, preset=name)
            case "credential":
                found.credentials.append(Credential(pk=pk, expires_on=day, name=name))
            case "focus":
                worked_on = Focus(pk=pk, ends_on=day, skill=Skill(name=name), hours_per_week=Decimal(more))
                worked_on.minutes = count
                found.focuses.append(worked_on)
            case "draft":
                found.drafts, found.more_drafts = [drafts.offer(pk, name, day, more)], count
            case _ if what in in_touch.KINDS:
                found.people.take(what, pk, day, count, name, more)
            case _:
                decision = Decision(about=name, kind=more)
                found.reviews.append(DecisionReview(pk=pk, due_on=day, after=count, decision=decision))
    return found


def _entries(user: User, today: date) -> dict[str, list[Achievement]]:
    """The newest, one to finish, one from a year ago and one that may have lasted, in one query.

    Confidential ones are never mailed; only the page of today asks whether they lasted.
    """
    mine = Achievement.objects.owned_by(user).select_related("role__organisation").only(*TOLD)
    open_to_all = mine.filter(is_confidential=False)
    answered = Reflection.objects.filter(about=OuterRef("pk"))
    asked = Nudge.objects.filter(about=OuterRef("pk"), kind=Nudge.Kind.PLANNED, state=Nudge.State.SENT)
    lately = today - ASKED_AGAIN
    not_asked_lately = ~Exists(asked.filter(sent_at__date__gte=lately))
    year_ago = today - timedelta(days=365)
    unfinished = open_to_all.unfinished().filter(~Exists(answered), not_asked_lately)
    lasted = open_to_all.to_follow_up(today).filter(~Exists(answered.filter(answered_on__gte=lately)), not_asked_lately)
    then = open_to_all.filter(happened_on__range=(year_ago - timedelta(days=3), year_ago + timedelta(days=3)))
    found: dict[str, list[Achievement]] = {RECENT: [], UNFINISHED: [], YEAR_AGO: [], LASTING: [], LASTED: []}
    for entry in mine.annotate(why=Value(RECENT))[:SHOWN].union(
        unfinished.annotate(why=Value(UNFINISHED))[:1],
        then.exclude(happened_precision="year").annotate(why=Value(YEAR_AGO))[:1],
        mine.to_follow_up(today).annotate(why=Value(LASTING))[:1],
        lasted.annotate(why=Value(LASTED))[:1],
        all=True,
    ):
        found[vars(entry)["why"]].append(entry)
    return found


def choose(material: Material, user: User, today: date) -> Prompt:
    """The first of these that there is: a promise to be kept, an offer near its deadline, a line to finish, a decision
    or a season to look at again, an outcome that may have lasted, somebody to be in touch with (every other week), a
    line from a year ago, else a question that changes from week to week.
    """
    week = (today.toordinal() - 1) // 7  # day 1 was a Monday
    if promise := in_touch.promise_question(material.people, today):
        return Prompt(*promise)
    near = [offer for offer in material.offers if _is_near(offer, today)]
    if near:
        return _offer(near[0], today)
    if material.unfinished:
        return _unfinished(material.unfinished)
    if material.reviews and material.reviews[0].due_on <= today:
        return _review(material.reviews[0])
    if material.season and material.season.review_on and material.season.review_on <= today:
        return _season(material.season)
    if material.lasted:
        return _lasted(material.lasted)
    if (contact := in_touch.contact_question(material.people, today)) and week % 2 == 0:
        return Prompt(*contact)
    if material.year_ago:
        return _year_ago(material.year_ago)
    return Prompt(QUESTION, str(QUESTIONS[(user.pk * 5 + week) % len(QUESTIONS)]))


def _is_near(offer: Opportunity, today: date) -> bool:
    return not offer.is_present_job and offer.deadline is not None and 0 <= (offer.deadline - today).days <= NEAR


def _offer(offer: Opportunity, today: date) -> Prompt:
    if offer.deadline is None or offer.deadline == today:
        lead = _("%(offer)s wants an answer today.") % {"offer": offer.short_name}
    else:
        when = formats.skeleton(offer.deadline, "EEEEMMMMd")
        lead = _("%(offer)s wants an answer by %(day)s.") % {"offer": offer.short_name, "day": when}
    question = _("What do you still need to know before you answer?")
    return Prompt(OFFER, question, lead, offer.get_absolute_url(), _("See the offer"))


def _unfinished(entry: Achievement) -> Prompt:
    question = str(coaching.QUESTIONS[entry.judge().question])
    return Prompt(UNFINISHED, question, _wrote(entry), entry.get_absolute_url(), _("Open the line"), entry)


def _review(review: DecisionReview) -> Prompt:
    lead = _("%(kind)s: %(about)s.") % {
        "kind": review.decision.get_kind_display(),
        "about": Truncator(review.decision.about).chars(QUOTED),
    }
    question = _("Did it turn out as you thought when you decided?")
    return Prompt(REVIEW, question, lead, review.get_absolute_url(), _("Look back"))


def _season(season: Season) -> Prompt:
    lead = _("You chose “%(season)s”.") % {"season": season}
    question = _("Is what you chose still what you need?")
    return Prompt(SEASON, question, lead, reverse("opportunities:season"), _("Look at it"))


def _lasted(entry: Achievement) -> Prompt:
    link = reverse("achievements:lasted", args=[entry.pk])
    return Prompt(LASTED, _("Did it last, and how is it now?"), _wrote(entry), link, _("Say how it is now"), entry)


def _year_ago(entry: Achievement) -> Prompt:
    lead = _("A year ago you wrote “%(line)s”.") % {"line": _quoted(entry)}
    return Prompt(YEAR_AGO, _("What has come of it since?"), lead, entry.get_absolute_url(), _("Open the line"), entry)


def _wrote(entry: Achievement) -> str:
    return _("You wrote “%(line)s”.") % {"line": _quoted(entry)}


def _quoted(entry: Achievement) -> str:
    return Truncator(entry.line.rstrip(". ")).chars(QUOTED)
