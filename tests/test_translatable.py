"""Every sentence that people see goes through gettext: what does not is found by marking what does."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from babel import Locale
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from apps.achievements.models import (
    Achievement,
    Evidence,
    LearningStep,
    Organisation,
    Portfolio,
    Proof,
    ProofFile,
    Role,
    Scope,
    ShareLink,
    Upload,
    Witness,
)
from apps.opportunities.deciding import decide
from apps.opportunities.factors import FACTORS
from apps.opportunities.models import (
    DealBreaker,
    DecisionReview,
    ExchangeRate,
    Needs,
    OfferSkill,
    Opportunity,
    Rating,
    Referral,
    Season,
    Verdict,
)
from apps.people.actions import record_contact
from apps.people.models import Feedback, Person
from apps.reflections.models import Nudge, Parcel, ParcelPart, ParcelReport, Reflection
from apps.skills.crediting import record_credential
from apps.skills.directing import head_for
from apps.skills.focusing import take_up
from apps.skills.models import Practice, Skill
from apps.users.ownership import acting_as
from apps.users.templatetags.constants import Constant
from tests.filled import path_to
from tests.test_urls import OURS, kind_of

OPEN, CLOSE = "⟦", "⟧"
HERS = "Qzx"  # everything that Alice typed is made of this word
SPOKEN = ("title", "aria-label", "placeholder", "alt")
NAMES = {"careerplanner", HERS.lower(), "alice", "alice@example.org", "gbp", "utc", "eur"}
NAMES |= {"harbour", "retail", "northside", "logistics", "metro", "depot"}  # the invented employers of the landing page
BRITISH = Locale.parse("en_GB")
for kind in ("months", "days"):
    for context in getattr(BRITISH, kind).values():
        NAMES |= {word.lower() for width in context.values() for name in width.values() for word in name.split()}


class Words(HTMLParser):
    """The words a person reads or hears, that no translator was asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.skipped: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_zones = tag == "select" and ("name", "time_zone") in attrs  # the proper names of places
        if tag in {"script", "style", "datalist", "textarea", "code"} or is_zones:  # code: words of a file
            self.skipped.append(tag)
        for name, value in attrs:
            if name in SPOKEN and value:
                self.found += unmarked(value)

    def handle_endtag(self, tag: str) -> None:
        if self.skipped and self.skipped[-1] == tag:
            self.skipped.pop()

    def handle_data(self, data: str) -> None:
        # A sentence may span tags, so the marks are counted across them.
        for piece in re.split(f"([{OPEN}{CLOSE}])", data):
            if piece == OPEN:
                self.depth += 1
            elif piece == CLOSE:
                self.depth -= 1
            elif self.depth == 0 and not self.skipped:
                self.found += unmarked(piece)


def unmarked(text: str) -> list[str]:
    text = re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", text)
    text = re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", text)
    words = re.findall(r"[^\W\d_][\w@.:/’'-]*", text)
    return [word for word in words if word.lower().strip(".,:") not in NAMES and not word.startswith((HERS, "http"))]


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes through gettext comes out between marks."""

    def one(message: str) -> str:
        return f"{OPEN}{message}{CLOSE}" if message else message

    monkeypatch.setattr(Constant, "render", lambda self, context: self.node.render(context))  # keeps what it once said
    monkeypatch.setattr(translation._trans, "gettext", one, raising=False)
    monkeypatch.setattr(translation._trans, "pgettext", lambda context, message: one(message), raising=False)
    monkeypatch.setattr(
        translation._trans, "ngettext", lambda single, plural, n: one(single if n == 1 else plural), raising=False
    )
    monkeypatch.setattr(
        translation._trans,
        "npgettext",
        lambda context, single, plural, n: one(single if n == 1 else plural),
        raising=False,
    )


@pytest.fixture
def hers(alice: Any) -> dict[str, Any]:
    today = date.today()
    with acting_as(alice):
        employer = Organisation.objects.create(owner=alice, name=HERS)
        role = Role.objects.create(owner=alice, title=HERS, organisation=employer, started_on=today)
        skill = Skill.objects.create(owner=alice, name=HERS)
        entry = Achievement.objects.create(
            owner=alice,
            line=HERS,
            outcome=HERS,
            role=role,
            private_note=HERS,
            state_chosen="measured",
            happened_on=today - timedelta(days=100),
        )
        Evidence.objects.create(owner=alice, achievement=entry, skill=skill)
        Proof.objects.create(owner=alice, achievement=entry, url="https://qzx.example/", label=HERS)
        focus = take_up(owner=alice, skill=HERS, hours_per_week=Decimal(2), ends_on=today, why=HERS)
        practice = Practice.objects.create(owner=alice, focus=focus, minutes=90, note=HERS)
        scope = Scope.objects.create(owner=alice, role=role, since=today, people=3, stakes=HERS)
        credential = record_credential(
            owner=alice, name=HERS, issuer=HERS, issued_on=today, expires_on=today, note=HERS, skills=[HERS]
        )
        portfolio = Portfolio.objects.create(owner=alice, title=HERS, intro=HERS, contact=HERS, with_duties=True)
        share = ShareLink.make(owner=alice, portfolio=portfolio, label=HERS, expires_at=timezone.now() + timedelta(9))
        Achievement.objects.create(owner=alice, line=HERS, is_confidential=True, state="measured")
        Proof.objects.create(owner=alice, achievement=entry, kind="credential", credential=credential)
        Proof.objects.create(
            owner=alice, achievement=entry, kind="feedback", quote=HERS, said_by=HERS, said_as=HERS, said_on=today
        )
        proof = Proof.objects.create(owner=alice, achievement=entry, kind="file", label=HERS)
        ProofFile.objects.create(
            owner=alice, proof=proof, name=HERS, media_type="text/plain", size=2000, contents=HERS.encode()
        )
        asked = {"owner": alice, "achievement": entry, "line": HERS, "name": HERS, "relation": HERS, "message": HERS}
        end = timezone.now() + timedelta(days=9)
        for more in (
            {"revoked_at": end},
            {"answer": "confirmed", "comment": HERS, "answered_at": end},
            {"answer": "commented", "comment": HERS, "answered_at": end, "may_show": True},
            {"answer": "declined", "answered_at": end},
            {"opened_at": end},
        ):
            witness = Witness.make(**asked, expires_at=end, **more)
        reflection = Reflection.objects.create(owner=alice, question=HERS, answer=HERS)
        now = timezone.now()
        later = now + timedelta(hours=20)
        parcel = Parcel.objects.create(owner=alice, direction="out", state="ready", finished_at=now, size=6)
        ParcelPart.objects.create(owner=alice, parcel=parcel, number=0, contents=HERS.encode())
        coming = Parcel.objects.create(owner=alice, direction="in", state="ready", finished_at=now)
        ParcelReport.objects.create(owner=alice, parcel=coming, contents={"rows": [[HERS, HERS, "new", ""]]})
        nudge = Nudge.objects.create(
            owner=alice, period=today, question=HERS, due_at=now, try_after=now, expires_at=later
        )
        offers = [
            Opportunity.objects.create(
                owner=alice,
                title=HERS,
                organisation=HERS,
                place=HERS,
                is_present_job=n == 0,
                deadline=today + timedelta(days=n) if n else None,
                pay_amount=Decimal(1000 + n),
                pay_currency="GBP",
                hours_per_week=Decimal(38),
                take_home=Decimal(80),
                unpaid_hours=Decimal(n),
                bonus=Decimal(100 * n),
                raise_percent=Decimal(3 * n),
                notes=HERS,
            )
            for n in range(3)
        ]
        Rating.objects.bulk_create(
            Rating(owner=alice, opportunity=offer, factor=factor, value=Decimal((n + m) % 11), note=HERS)
            for n, offer in enumerate(offers)
            for m, factor in enumerate(FACTORS)
            if n + m != 5
        )
        kept = {"prediction": HERS, "reasons": HERS, "would_change": HERS, "decided_on": today - timedelta(days=40)}
        decision = decide(owner=alice, opportunity_id=offers[0].pk, kind="stayed", **kept)
        decide(owner=alice, opportunity_id=offers[2].pk, kind="declined", **kept)
        Opportunity.objects.filter(pk=offers[2].pk).update(archived_at=None)  # compared below
        review = decision.reviews.get(after=30)
        DecisionReview.objects.filter(pk=review.pk).update(ratings={"pay": "2"}, came_true="partly", done_on=today)
        step = LearningStep.objects.create(owner=alice, role=role, text=HERS, by=today)
        Needs.objects.create(owner=alice, currency="GBP", bills=Decimal(900), savings=Decimal(500))
        rate = ExchangeRate.objects.create(owner=alice, currency="EUR", into="GBP", rate="0.86")
        before = Season.objects.create(
            owner=alice,
            preset="debt",
            alpha="0.5",
            swings=dict.fromkeys(FACTORS, 50),
            started_at=now - timedelta(days=90),
            ended_at=now,
            how=Season.How.EDITED,
            why=HERS,
            after_seeing=True,
            confirmed_on=today,
        )
        Season.objects.create(
            owner=alice, preset="family", alpha="0.5", swings={"pay": 100, "growth": 100}, review_on=today, why=HERS
        )
        own = DealBreaker.objects.create(owner=alice, place=1, text=HERS)
        pay = DealBreaker.objects.create(owner=alice, place=2, kind="least_pay", threshold=1001, currency="GBP")
        Verdict.objects.create(owner=alice, deal_breaker=own, opportunity=offers[2], state="pass")
        breakers = [own, pay]
        OfferSkill.objects.rewrite(offers[0], [HERS])
        head_for(owner=alice, title=HERS, field=HERS)
        heading = head_for(owner=alice, title=HERS, field=HERS, by=today, why=HERS, essential=[HERS, f"{HERS}2"])
        table = f"date,what happened,role\n2026-01-02,{HERS},{HERS}\nx,{HERS},\n2026,{HERS}{HERS},{HERS}\n".encode()
        upload = Upload.objects.create(owner=alice, kind="entries", name=HERS, contents=table)
        known = Person.objects.create(
            owner=alice, name=HERS, known_as=HERS, organisation=HERS, every_weeks=1, notes=HERS, phone=HERS
        )
        promised = {"me": (HERS, today), "them": (HERS, today)}
        contact = record_contact(person=known, note=HERS, promises=promised, happened_on=today - timedelta(days=40))
        promise = contact.promises.first()
        said = Feedback.objects.create(owner=alice, person=known, quote=HERS, said_on=today)
        referral = Referral.objects.create(owner=alice, opportunity=offers[1], person=known, note=HERS)
    return {
        "parcel": parcel,
        "coming": coming,
        "referral": referral,
        "known": known,
        "contact": contact,
        "promise": promise,
        "said": said,
        "rate": rate,
        "offer": offers[1],
        "season": before,
        "deal_breaker": breakers[0],
        "skill": skill,
        "role": role,
        "scope": scope,
        "credential": credential,
        "direction": heading,
        "focus": focus,
        "practice": practice,
        "entry": entry,
        "proof": proof,
        "witness": witness,
        "offers": offers,
        "decision": decision,
        "review": review,
        "step": step,
        "upload": upload,
        "nudge": nudge,
        "reflection": reflection,
        "portfolio": portfolio,
        "share": share,
    }


def addresses() -> Iterator[tuple[str, bool]]:
    yield from ((name, bool(keys)) for name, keys in OURS)


@pytest.mark.parametrize(("name", "takes_id"), list(addresses()))
def test_every_sentence_is_translatable(
    name: str, takes_id: bool, hers: dict[str, Any], as_alice: Client, marked: None
) -> None:
    address = path_to(name, hers[kind_of(name)].pk) if takes_id else reverse(name)
    query = {}
    if name == "opportunities:compare":
        query = {"option": [hers["offers"][1].pk, hers["offers"][2].pk]}
    response = as_alice.get(address, query)
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        assert response.status_code in {200, 302, 404, 405}
        return
    words = Words()
    words.feed(response.content.decode())
    assert words.found == []


def test_what_somebody_without_an_account_sees_too(hers: dict[str, Any], as_nobody: Client, marked: None) -> None:
    for state in ({}, {"expires_at": timezone.now()}, {"answer": "confirmed", "answered_at": timezone.now()}):
        with acting_as(hers["witness"].owner):
            Witness.objects.filter(pk=hers["witness"].pk).update(**state)
        words = Words()
        words.feed(as_nobody.get(reverse("achievements:vouch", args=[hers["witness"].token])).content.decode())
        assert words.found == []


@pytest.mark.parametrize("address", ["/", "/accounts/signup/", "/accounts/login/", "/accounts/password/reset/", "/no/"])
def test_pages_before_login_too(address: str, db: None, as_nobody: Client, marked: None) -> None:
    words = Words()
    words.feed(as_nobody.get(address).content.decode())
    assert words.found == []
