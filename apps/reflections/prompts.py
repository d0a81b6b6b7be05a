"""The one question of the week, chosen from what is really there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.achievements import coaching
from apps.achievements.models import Achievement
from apps.opportunities.models import DecisionReview, Opportunity, Season
from apps.reflections import in_touch
from apps.reflections.discretion import discreet
from apps.reflections.material import (
    ASKED_AGAIN,
    CREDENTIAL,
    FOCUS,
    LASTED,
    OFFER,
    REVIEW,
    SEASON,
    UNFINISHED,
    YEAR_AGO,
    Asked,
    Material,
)
from apps.skills.models import Credential, Focus
from apps.users import dates, formats

if TYPE_CHECKING:
    from apps.users.models import User

NEAR = 7  # days until an offer wants its answer
QUIET = timedelta(days=7)  # without practice
NOT_AT_ONCE = timedelta(days=13)  # an offer waits for no month: the next week asks something else, the one after may
QUOTED = 160  # characters of a line
QUESTION = "question"

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
    matter: UUID | None = None  # the row it asks about

    @property
    def full(self) -> str:
        """What leads to it and the question, as it is kept with the answer."""
        return Truncator(f"{self.lead} {self.question}".strip()).chars(500)


def choose(material: Material, user: User, today: date) -> Prompt:
    """The first in order of worth that was neither asked nor answered lately, else a question that changes from week
    to week.
    """
    week = (today.toordinal() - 1) // 7  # day 1 was a Monday
    for prompt in _in_order_of_worth(material, today, week):
        if not any(_is_about(asked, prompt) and today - asked.day < _rest(asked) for asked in material.lately):
            return prompt
    return _question(user.pk * 5 + week, {asked.question for asked in material.lately})


def _in_order_of_worth(material: Material, today: date, week: int) -> Iterator[Prompt]:
    yield from _promises(material.people, today)
    yield from (_offer(offer, today) for offer in material.offers if _is_near(offer, today))
    yield from map(_unfinished, material.unfinished)
    yield from (_review(review) for review in material.reviews if review.due_on <= today)
    if material.season and material.season.review_on and material.season.review_on <= today:
        yield _season(material.season)
    yield from (_focus(focus, today) for focus in material.focuses if _is_resting(focus, today))
    them = material.people.them
    if them and week % 2 == 0 and (contact := in_touch.contact_question(material.people, today)):
        yield Prompt(*contact, matter=them.pk)
    yield from (_credential(held) for held in material.credentials if held.expires_on and held.expires_on >= today)
    yield from (_lasted(entry) for entry in material.lasting if not entry.is_confidential)
    yield from (_year_ago(entry, today) for entry in material.years_ago)


def _promises(near: in_touch.Near, today: date) -> Iterator[Prompt]:
    for promise in near.promises:
        if words := in_touch.promise_question(in_touch.Near([promise]), today):
            yield Prompt(*words, matter=promise.pk)


def _is_about(asked: Asked, prompt: Prompt) -> bool:
    """Whether it was the same kind of question about the same row, or any if it was answered; or the same words."""
    same_row = asked.matter is not None and asked.matter == prompt.matter
    return (same_row and (asked.is_answered or asked.kind == prompt.kind)) or asked.question == prompt.full


def _rest(asked: Asked) -> timedelta:
    """How long a question rests that was asked; what was answered need not be said again so soon."""
    return NOT_AT_ONCE if asked.kind == OFFER and not asked.is_answered else ASKED_AGAIN


def _question(first: int, lately: set[str]) -> Prompt:
    """The first that was not asked lately; there are more of them than weeks that count."""
    turns = [str(QUESTIONS[(first + turn) % len(QUESTIONS)]) for turn in range(len(QUESTIONS))]
    return Prompt(QUESTION, next((text for text in turns if text not in lately), turns[0]))


def _is_near(offer: Opportunity, today: date) -> bool:
    return not offer.is_present_job and offer.deadline is not None and 0 <= (offer.deadline - today).days <= NEAR


def _offer(offer: Opportunity, today: date) -> Prompt:
    if offer.deadline is None or offer.deadline == today:
        lead = _("%(offer)s wants an answer today.") % {"offer": offer.short_name}
    else:
        when = formats.skeleton(offer.deadline, "EEEEMMMMd")
        lead = _("%(offer)s wants an answer by %(day)s.") % {"offer": offer.short_name, "day": when}
    question = _("What do you still need to know before you answer?")
    return Prompt(OFFER, question, lead, offer.get_absolute_url(), _("See the offer"), matter=offer.pk)


def _unfinished(entry: Achievement) -> Prompt:
    question = str(coaching.QUESTIONS[entry.judge().question])
    return Prompt(UNFINISHED, question, _wrote(entry), entry.get_absolute_url(), _("Open the line"), entry, entry.pk)


def _review(review: DecisionReview) -> Prompt:
    lead = _("You noted “%(kind)s: %(about)s”.") % {
        "kind": review.decision.get_kind_display(),
        "about": Truncator(review.decision.about).chars(QUOTED),
    }
    question = _("Did it turn out as you thought when you decided?")
    return Prompt(REVIEW, question, lead, review.get_absolute_url(), _("Look back"), matter=review.pk)


def _season(season: Season) -> Prompt:
    lead = _("You chose “%(season)s”.") % {"season": season}
    question = _("Is what you chose still what you need?")
    return Prompt(SEASON, question, lead, reverse("opportunities:season"), _("Look at it"), matter=season.pk)


def _is_resting(focus: Focus, today: date) -> bool:
    """Nothing was noted for a week, or the day to look at it again has come."""
    return today - focus.last_on >= QUIET or focus.ends_on <= today


def _focus(focus: Focus, today: date) -> Prompt:
    if focus.ends_on <= today:
        day = formats.skeleton(focus.ends_on, "MMMMd")
        lead = _("You wanted to work on “%(skill)s” until %(day)s.") % {"skill": focus.skill, "day": day}
        link, text = reverse("skills:focus_review", args=[focus.pk]), _("Say how it goes on")
        return Prompt(FOCUS, _("Do you keep at it, finish, or let it go?"), lead, link, text, matter=focus.pk)
    hours = focus.hours_per_week
    lead = ngettext(
        "You set aside %(hours)s hour a week for “%(skill)s”.",
        "You set aside %(hours)s hours a week for “%(skill)s”.",
        1 if hours == 1 else 2,
    ) % {"hours": formats.number(hours, 1), "skill": focus.skill}
    question = _("What could you practise in half an hour this week?")
    return Prompt(FOCUS, question, lead, focus.get_absolute_url(), _("Note what you practised"), matter=focus.pk)


def _credential(held: Credential) -> Prompt:
    lead = _("“%(credential)s” holds until %(day)s.") % {"credential": held, "day": _until(held)}
    question = _("What does renewing it take, and when could you begin?")
    return Prompt(CREDENTIAL, question, lead, held.get_absolute_url(), _("See the credential"), matter=held.pk)


def _until(held: Credential) -> str:
    if held.expires_on is None or held.expires_precision != dates.Precision.DAY:
        return held.expires
    return formats.day(held.expires_on)


def _lasted(entry: Achievement) -> Prompt:
    link, text = reverse("achievements:lasted", args=[entry.pk]), _("Say how it is now")
    return Prompt(LASTED, _("Did it last, and how is it now?"), _wrote(entry), link, text, entry, entry.pk)


def _year_ago(entry: Achievement, today: date) -> Prompt:
    years = round((today - entry.happened_on).days / 365.25)
    lead = ngettext("A year ago you wrote “%(line)s”.", "%(years)d years ago you wrote “%(line)s”.", years) % {
        "years": years,
        "line": _quoted(entry),
    }
    question, link = _("What has come of it since?"), entry.get_absolute_url()
    return Prompt(YEAR_AGO, question, lead, link, _("Open the line"), entry, entry.pk)


def _wrote(entry: Achievement) -> str:
    return _("You wrote “%(line)s”.") % {"line": _quoted(entry)}


def _quoted(entry: Achievement) -> str:
    return Truncator(discreet(entry.line.rstrip(". "), entry.beneficiary)).chars(QUOTED)
