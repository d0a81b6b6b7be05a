"""Today and the e-mail say the same question in the same week, whatever it is about."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.achievements.actions import record_achievement
from apps.opportunities.models import Opportunity
from apps.reflections import letter
from apps.reflections.material import gather
from apps.reflections.models import Nudge, Reflection
from apps.reflections.week import asker, week_of
from tests.reflections.test_prompts import everything

pytestmark = pytest.mark.usefixtures("acting_as_alice")


def send(alice, kind="planned"):
    """Write the e-mail as a worker does, and note that it went out; returns what it says."""
    now = timezone.now()
    nudge = Nudge.objects.create(
        owner=alice, kind=kind, period=timezone.localdate(), due_at=now, expires_at=now, try_after=now
    )
    message = letter.compose(nudge, alice)
    nudge.state, nudge.handed_at, nudge.sent_at = "sent", now, now
    nudge.save()
    return message, nudge


def a_week_passes():
    """As far as e-mails know."""
    week = timedelta(days=7)
    for nudge in Nudge.objects.order_by("due_at"):
        nudge.period, nudge.due_at, nudge.sent_at = nudge.period - week, nudge.due_at - week, nudge.sent_at - week
        nudge.save()


def said_today(alice):
    return week_of(alice, asker(alice), timezone.now()).question


def test_today_says_before_the_e_mail_what_the_e_mail_will_say_and_afterwards_what_it_said(alice):
    everything(alice)
    before = said_today(alice)
    message, nudge = send(alice)
    assert said_today(alice) == before == nudge.question
    assert message.subject in before
    assert " ".join(message.text.split()).count(message.subject) == 1


def test_what_happens_in_the_week_changes_nothing_of_its_question(alice):
    record_achievement(owner=alice, line="Answered the phones on late shift")
    _, nudge = send(alice)
    today = timezone.localdate()
    Opportunity.objects.create(owner=alice, title="Lead", organisation="Harbour", deadline=today)
    assert said_today(alice) == nudge.question


def test_an_e_mail_on_request_and_the_preview_repeat_the_question_of_the_week(alice):
    everything(alice)
    message, nudge = send(alice)
    assert letter.preview(alice).subject == message.subject
    again, other = send(alice, kind="asked")
    assert (again.subject, other.question, other.matter) == (message.subject, nudge.question, nudge.matter)
    assert said_today(alice) == nudge.question


def test_once_it_is_answered_the_next_one_asks_something_else(alice):
    everything(alice)
    message, nudge = send(alice)
    Reflection.objects.create(owner=alice, nudge=nudge, question=nudge.question, answer="The rota.")
    assert said_today(alice) == nudge.question
    assert letter.preview(alice).subject != message.subject


def test_week_after_week_the_plan_asks_about_something_else(alice):
    everything(alice)
    asked = []
    for _ in range(5):
        asked.append(send(alice)[1])
        a_week_passes()
    assert [nudge.prompt for nudge in asked] == ["offer", "unfinished", "offer", "review", "offer"]


def test_what_is_noted_of_an_e_mail_says_which_row_it_was_about(alice):
    everything(alice)
    _, nudge = send(alice)
    nudge.refresh_from_db()
    offer = Opportunity.objects.exclude(deadline=None).get()
    assert (nudge.prompt, nudge.matter, nudge.about) == ("offer", offer.pk, None)
    assert gather(alice, timezone.localdate()).lately == []
