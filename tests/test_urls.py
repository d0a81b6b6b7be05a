"""Every address of the site, as nobody and as a stranger; a new address must be entered here."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from apps.achievements.models import (
    Achievement,
    LearningStep,
    Portfolio,
    Proof,
    ProofFile,
    Role,
    Scope,
    ShareLink,
    Upload,
    Witness,
)
from apps.opportunities.models import DealBreaker, Decision, DecisionReview, ExchangeRate, Opportunity, Referral, Season
from apps.people.models import Contact, Feedback, Person, Promise
from apps.reflections.models import Nudge, Parcel, ParcelPart, ParcelReport, Reflection
from apps.skills.models import Credential, Direction, Focus, Practice, Skill
from apps.users.ownership import acting_as
from tests.filled import path_to

METHODS = ["get", "post", "put", "patch", "delete", "head", "options"]

# What an address with an id names; each is made for Alice below.
NAMES = {
    "opportunities:referral_": "referral",
    "opportunities:decision": "decision",
    "opportunities:review": "review",
    "opportunities:rate_": "rate",
    "opportunities:season_again": "season",
    "opportunities:deal_breaker_": "deal_breaker",
    "opportunities:": "offer",
    "people:contact_": "contact",
    "people:promise_": "promise",
    "people:feedback_": "said",
    "people:": "known",
    "skills:credential": "credential",
    "skills:focus": "focus",
    "skills:practice": "practice",
    "skills:": "skill",
    "skill_names:": "skill",
    "achievements:said_": "said",
    "achievements:contact_": "contact",
    "achievements:role_": "role",
    "achievements:scope_": "scope",
    "achievements:step_": "step",
    "achievements:import_": "upload",
    "achievements:portfolio": "portfolio",
    "achievements:share_": "share",
    "achievements:proof_": "proof",
    "achievements:asked": "witness",
    "achievements:": "entry",
    "direction:": "direction",
    "reflections:data_download": "parcel",
    "reflections:data_": "coming",
    "reflections:answer": "nudge",
    "reflections:pass": "nudge",
    "reflections:": "reflection",
}

# Open to everybody, and why.
PUBLIC = {
    "landing": "says what the site is for",
    "users:closed": "opens a closed account to who has just given its password (tests/reflections/takeaway)",
    "health": "machines ask it",
    "reflections:live": "machines ask it",
    "reflections:ready": "machines ask it",
    "metrics": "Prometheus asks it, with a token",
    "reflections:health_mail": "machines ask it, and get ok or late",
    "reflections:stop": "the one-click unsubscribe of the e-mail: its token is the key (tests/reflections)",
    "reflections:link_answer": "a link of the e-mail: its token is the key (tests/reflections)",
    "reflections:link_line": "a link of the e-mail: its token is the key (tests/reflections)",
    "reflections:link_later": "a link of the e-mail: its token is the key (tests/reflections)",
    "reflections:link_skip": "a link of the e-mail: its token is the key (tests/reflections)",
    "reflections:keep": "one click of an e-mail keeps it as it was: its token is the key (tests/reflections)",
    "reflections:confirm_address": "an e-mail that arrived says so: its token is the key (tests/reflections)",
    "achievements:portfolio_shared": "its reader has no account: its token is the key (tests/achievements)",
    "achievements:vouch": "somebody who was asked needs no account: its token is the key (tests/achievements)",
    "opportunities:feed": "calendar programs know no login: its token is the key (tests/opportunities)",
}

# allauth's own pages: it decides who may see which; its addresses with a key are worthless without the key.
ALLAUTH = ("account_", "mfa_", "usersessions_")


def patterns(resolver: Any = None, prefix: str = "", route: str = "") -> Iterator[tuple[str, str, list[str]]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        full = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from patterns(pattern, inner, full)
        else:
            assert isinstance(pattern, URLPattern)
            keys = list(pattern.pattern.regex.groupindex)
            yield f"{prefix}{pattern.name}", full, keys


OURS = [
    (name, keys) for name, _, keys in patterns() if not name.startswith(("admin:", *ALLAUTH)) and name not in PUBLIC
]
WITH_ID = [name for name, keys in OURS if keys]
WITHOUT_ID = [name for name, keys in OURS if not keys]


def kind_of(name: str) -> str:
    for prefix, kind in NAMES.items():
        if name.startswith(prefix):
            return kind
    raise AssertionError(f"{name} takes an id and is not covered: say in NAMES what it names")


@pytest.fixture
def hers(alice: Any) -> dict[str, Any]:
    now = timezone.now()
    with acting_as(alice):
        role = Role.objects.create(owner=alice, title="Quagga blue", started_on="2020-01-01")
        worked_on = Skill.objects.create(owner=alice, name="Quagga blue, spoken")
        focus = Focus.objects.create(
            owner=alice,
            skill=worked_on,
            slot=1,
            hours_per_week=2,
            ends_on=now.date() + timedelta(40),
            why="Quagga blue",
        )
        portfolio = Portfolio.objects.create(owner=alice, title="Quagga blue")
        decision = Decision.objects.create(owner=alice, kind="declined", about="Quagga blue")
        entry = Achievement.objects.create(owner=alice, line="Quagga blue")
        proof = Proof.objects.create(owner=alice, achievement=entry, kind="file", label="Quagga blue")
        ProofFile.objects.create(
            owner=alice, proof=proof, name="Quagga", media_type="text/plain", size=6, contents=b"Quagga"
        )
        known = Person.objects.create(owner=alice, name="Quagga blue", organisation="Quagga", every_weeks=1)
        contact = Contact.objects.create(owner=alice, person=known, note="Quagga blue", happened_on="2021-01-01")
        offer = Opportunity.objects.create(owner=alice, title="Quagga blue")
        parcel = Parcel.objects.create(owner=alice, direction="out", state="ready", finished_at=now, size=6)
        ParcelPart.objects.create(owner=alice, parcel=parcel, number=0, contents=b"Quagga")
        coming = Parcel.objects.create(owner=alice, direction="in", state="ready", finished_at=now)
        ParcelReport.objects.create(owner=alice, parcel=coming, contents={"rows": [["x", "Quagga blue", "new", ""]]})
        return {
            "referral": Referral.objects.create(owner=alice, opportunity=offer, person=known, note="Quagga blue"),
            "parcel": parcel,
            "coming": coming,
            "known": known,
            "contact": contact,
            "promise": Promise.objects.create(owner=alice, contact=contact, by="me", text="Quagga blue"),
            "said": Feedback.objects.create(owner=alice, person=known, quote="Quagga blue"),
            "decision": decision,
            "review": DecisionReview.objects.create(
                owner=alice, decision=decision, after=30, due_on=now.date(), happened="Quagga blue"
            ),
            "portfolio": portfolio,
            "share": ShareLink.make(owner=alice, portfolio=portfolio, expires_at=now + timedelta(days=7)),
            "step": LearningStep.objects.create(owner=alice, role=role, text="Quagga blue"),
            "nudge": Nudge.objects.create(
                owner=alice,
                period=now.date(),
                question="Quagga blue",
                due_at=now,
                try_after=now,
                expires_at=now + timedelta(hours=20),
            ),
            "reflection": Reflection.objects.create(owner=alice, question="Quagga blue", answer="Quagga blue"),
            "rate": ExchangeRate.objects.create(owner=alice, currency="CHF", into="EUR", rate="1.05"),
            "offer": offer,
            "season": Season.objects.create(
                owner=alice, preset="debt", alpha="0.5", swings={"pay": 100, "growth": 100}, why="Quagga blue"
            ),
            "deal_breaker": DealBreaker.objects.create(owner=alice, place=1, text="Quagga blue"),
            "skill": Skill.objects.create(owner=alice, name="Quagga blue"),
            "role": role,
            "focus": focus,
            "practice": Practice.objects.create(owner=alice, focus=focus, minutes=30, note="Quagga blue"),
            "credential": Credential.objects.create(owner=alice, name="Quagga blue"),
            "direction": Direction.objects.create(owner=alice, title="Quagga blue"),
            "scope": Scope.objects.create(owner=alice, role=role, since="2021-01-01", stakes="Quagga blue"),
            "upload": Upload.objects.create(
                owner=alice, kind="entries", name="Quagga blue", contents=b"date,what happened\n2026,Quagga blue\n"
            ),
            "entry": entry,
            "proof": proof,
            "witness": Witness.make(
                owner=alice, achievement=entry, line="Quagga blue", name="Quagga", expires_at=now + timedelta(days=9)
            ),
        }


def test_the_walk_finds_the_addresses() -> None:
    assert len(WITH_ID) >= 15
    assert len(WITHOUT_ID) >= 15
    assert {keys[0] for _, keys in OURS if keys} == {"pk"}


@pytest.mark.parametrize("name", WITH_ID)
def test_a_stranger_gets_404_whatever_they_send(name: str, hers: dict[str, Any], as_bob: Client) -> None:
    thing = hers[kind_of(name)]
    for method in METHODS:
        response = getattr(as_bob, method)(path_to(name, thing.pk))
        asked_again = response.status_code == 302 and response.url.startswith("/accounts/reauthenticate/")
        assert response.status_code in {404, 405} or asked_again, method
        assert "Quagga" not in response.content.decode()
    assert as_bob.get(path_to(name, thing.pk)).status_code == as_bob.get(path_to(name, uuid4())).status_code, (
        "an address that exists must look like one that does not"
    )


@pytest.mark.parametrize("name", WITH_ID)
def test_every_address_with_an_id_answers_its_owner(name: str, hers: dict[str, Any], as_alice: Client) -> None:
    response = as_alice.get(path_to(name, hers[kind_of(name)].pk))
    assert response.status_code in {200, 302, 405}, "POST-only addresses answer 405 or lead back, never 500 or 404"
    assert response.status_code != 302 or "login" not in response.url


@pytest.mark.parametrize("name", WITH_ID)
def test_nobody_is_asked_to_log_in(name: str, hers: dict[str, Any], as_nobody: Client) -> None:
    for method in METHODS:
        address = path_to(name, hers[kind_of(name)].pk)
        response = getattr(as_nobody, method)(address)
        assert response.status_code in {302, 405}, method
        if response.status_code == 302:
            assert response.url == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize("name", WITHOUT_ID)
def test_nobody_is_asked_to_log_in_elsewhere_too(name: str, db: None, as_nobody: Client) -> None:
    for method in METHODS:
        response = getattr(as_nobody, method)(reverse(name))
        assert response.status_code in {302, 405}, method
        if response.status_code == 302:
            assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", WITHOUT_ID)
def test_pages_without_an_id_show_a_stranger_nothing(name: str, hers: dict[str, Any], as_bob: Client) -> None:
    response = as_bob.get(reverse(name))
    assert response.status_code in {200, 302, 404, 405}
    assert "Quagga" not in response.getvalue().decode()


def test_allauth_keeps_its_private_pages_private(db: None, as_nobody: Client) -> None:
    for name in ["account_email", "account_change_password", "mfa_index", "usersessions_list"]:
        assert as_nobody.get(reverse(name)).status_code == 302, name


def test_the_admin_shows_nobodys_content(alice: Any, hers: dict[str, Any]) -> None:
    from django.contrib import admin

    shown = {model.__name__ for model in admin.site._registry}
    assert shown.isdisjoint(
        {
            "Opportunity",
            "Rating",
            "Achievement",
            "Proof",
            "ProofFile",
            "Witness",
            "Role",
            "Skill",
            "Reflection",
            "Season",
            "Person",
            "Contact",
            "Promise",
            "Feedback",
        }
    )
