"""`manage.py demo` makes three whole people, once, and tells how to log in as them."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from apps.achievements.models import Achievement, Role
from apps.opportunities.models import Decision, Opportunity, Referral, Season
from apps.people.models import Contact, Person, Promise
from apps.reflections.demo import PEOPLE
from apps.reflections.models import NudgePlan
from apps.skills.models import Skill
from apps.users.models import User
from apps.users.ownership import acting_as


def demo() -> dict[str, str]:
    out = StringIO()
    call_command("demo", stdout=out)
    return dict(re.findall(r"^  (\S+@demo\.example) +(\S+)", out.getvalue(), re.MULTILINE))


def test_each_person_can_be_used_with_the_printed_password(db: None) -> None:
    passwords = demo()
    assert list(passwords) == [person.email for person in PEOPLE]
    for email, password in passwords.items():
        client = Client()
        answer = client.post(reverse("account_login"), {"login": email, "password": password})
        assert answer.status_code == 302
        for name in ["reflections:today", "opportunities:list", "achievements:list", "achievements:timeline"]:
            assert client.get(reverse(name)).status_code == 200
        assert "Go on with it" in client.get(reverse("reflections:today")).content.decode()


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_each_person_is_whole(db: None, person: Any) -> None:
    demo()
    user = User.objects.get(email=person.email)
    with acting_as(user):
        assert Opportunity.objects.filter(is_present_job=True).count() == 1
        assert Opportunity.objects.open().filter(is_present_job=False).count() == 3
        assert set(Achievement.objects.values_list("state", flat=True)) == {
            "duty",
            "activity",
            "qualitative",
            "measured",
        }
        assert Role.objects.filter(is_promotion=True).exists()
        assert Skill.objects.filter(evidence=None).exists(), "a claim without evidence is shown as one"
        assert Skill.objects.exclude(evidence=None).count() >= 5
        assert Season.objects.current().get().review_on
        assert NudgePlan.objects.get().next_nudge_at
        assert Decision.objects.get().picture
        assert Person.objects.count() == 4
        assert Promise.objects.mine().open().exists()
        assert Referral.objects.exists()
        assert Contact.objects.filter(kind="helped").exists()


def test_a_second_time_changes_passwords_and_nothing_else(db: None) -> None:
    first = demo()
    nadia = User.objects.get(email="nadia@demo.example")
    with acting_as(nadia):
        Achievement.objects.create(owner=nadia, line="Tried something out")
        before = Achievement.objects.count()
    second = demo()
    assert first.keys() == second.keys()
    assert set(first.values()).isdisjoint(second.values())
    with acting_as(nadia):
        assert Achievement.objects.count() == before


def test_a_site_in_use_is_left_alone(db: None, settings: Any) -> None:
    settings.HTTPS = True
    with pytest.raises(CommandError, match="--here"):
        call_command("demo")
    assert not User.objects.exists()
