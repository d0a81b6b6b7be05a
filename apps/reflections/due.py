"""What has a date: offers that want an answer, and what the person said they would look at again."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.opportunities.models import Opportunity
from apps.opportunities.wording import away
from apps.reflections.prompts import AHEAD, Material, Prompt
from apps.skills.models import Credential

FORTNIGHT = timedelta(days=14)
MAILED = 5


@dataclass(frozen=True, slots=True)
class Due:
    """A day, and a sentence that leads to where something can be done."""

    day: date
    text: str
    link: str
    is_near: bool  # this very week: the day is called by its weekday

    @property
    def away(self) -> str:
        """How far that is: today, tomorrow, in 9 days, 2 days ago."""
        return away(self.day)


def dates(material: Material, today: date) -> list[Due]:
    """What was promised to somebody; then the next four weeks, nearest first, and what has to be renewed within three
    months; an offer whose day has passed stays two weeks."""
    found = [
        Due(offer.deadline, _wants_answer(offer, today), _offer_link(offer, today), _is_near(offer.deadline, today))
        for offer in _with_day(material, today)
        if offer.deadline
    ]
    season = material.season
    if season and season.review_on and season.review_on <= today + AHEAD:
        text = _("“%(season)s”: is this still what you need?") % {"season": season}
        found.append(Due(season.review_on, text, reverse("opportunities:season"), _is_near(season.review_on, today)))
    for review in material.reviews:
        text = _("Look back: %(about)s. Did it turn out as you thought?") % {"about": review.decision.about}
        found.append(Due(review.due_on, text, review.get_absolute_url(), _is_near(review.due_on, today)))
    found += [
        Due(held.expires_on, _ends(held, today), held.get_absolute_url(), _is_near(held.expires_on, today))
        for held in material.credentials
        if held.expires_on
    ]
    for focus in material.focuses:
        if focus.ends_on <= today + AHEAD:
            text = _("“%(skill)s”: keep at it, finish, or drop it?") % {"skill": focus.skill}
            link = reverse("skills:focus_review", args=[focus.pk])
            found.append(Due(focus.ends_on, text, link, _is_near(focus.ends_on, today)))
    promised = (Due(each.day, each.sentence, each.link, _is_near(each.day, today)) for each in material.people.promises)
    return [*promised, *sorted(found, key=lambda due: due.day)]


def beside(found: list[Due], material: Material, today: date) -> list[Due]:
    """What to list beside the offer to decide: its day stands there already, so not again unless others compete."""
    to_decide = decision(material, today)
    if to_decide is None or _with_day(material, today) != [to_decide]:
        return found
    return [due for due in found if due.link != to_decide.get_absolute_url()]


def _with_day(material: Material, today: date) -> list[Opportunity]:
    offers = (offer for offer in material.offers if offer.deadline and not offer.is_present_job)
    return [offer for offer in offers if offer.deadline and offer.deadline <= today + AHEAD]


def mailed(material: Material, prompt: Prompt, today: date) -> list[Due]:
    """The next two weeks for the e-mail, five at most; what its question is about has been said there."""
    ahead = [due for due in dates(material, today) if today <= due.day <= today + FORTNIGHT]
    return [due for due in ahead if due.link != prompt.link][:MAILED]


def decision(material: Material, today: date) -> Opportunity | None:
    """The open offer to decide next: the nearest deadline that has not passed, else the newest offer."""
    offers = [offer for offer in material.offers if not offer.is_present_job]
    ahead = [offer for offer in offers if offer.deadline is None or offer.deadline >= today]
    return ahead[0] if ahead else None


def in_words(found: list[Due], today: date) -> str:
    """How many of them fall into the next seven days."""
    near = sum(due.is_near for due in found)
    if not near:
        return _("Nothing has a date this week.") if found else ""
    return ngettext("One thing has a date this week.", "%(count)d things have a date this week.", near) % {
        "count": near
    }


def _wants_answer(offer: Opportunity, today: date) -> str:
    if offer.deadline and offer.deadline < today:
        return _("%(offer)s wanted an answer. What did you decide?") % {"offer": offer.short_name}
    return _("%(offer)s wants an answer.") % {"offer": offer.short_name}


def _ends(credential: Credential, today: date) -> str:
    if credential.expires_on and credential.expires_on < today:
        return _("“%(credential)s” has ended. Do you renew it?") % {"credential": credential}
    return _("“%(credential)s” ends. What does renewing it take?") % {"credential": credential}


def _offer_link(offer: Opportunity, today: date) -> str:
    if offer.deadline and offer.deadline < today:
        return reverse("opportunities:decide", args=[offer.pk])
    return offer.get_absolute_url()


def _is_near(day: date, today: date) -> bool:
    return today <= day < today + timedelta(days=7)
