"""A person with something in every room, for tests that walk all pages or send all forms."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import QueryDict
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from apps.achievements import drafts
from apps.achievements.actions import record_achievement
from apps.achievements.exchange.uploads import import_upload
from apps.achievements.models import (
    Achievement,
    LearningStep,
    Portfolio,
    Proof,
    Role,
    Scope,
    ShareLink,
    Upload,
    Witness,
)
from apps.opportunities.models import (
    CalendarFeed,
    DealBreaker,
    Decision,
    DecisionReview,
    ExchangeRate,
    Opportunity,
    Referral,
    Season,
)
from apps.people.actions import record_contact
from apps.people.models import Contact, Feedback, Person, Promise
from apps.reflections.bounces import Word
from apps.reflections.demo import PEOPLE
from apps.reflections.demo.making import make_person
from apps.reflections.models import (
    InboundMessage,
    Nudge,
    NudgeLink,
    NudgePlan,
    Parcel,
    ParcelPart,
    ParcelReport,
    Reflection,
)
from apps.reflections.tracking import note_word
from apps.skills.models import (
    CatalogueSkill,
    Credential,
    Direction,
    Focus,
    Occupation,
    OccupationLabel,
    OccupationNeed,
    Practice,
    Skill,
)
from apps.users.models import User
from apps.users.ownership import acting_as

NADIA = PEOPLE[0]
WITH_TOKEN = {  # their key is a secret, not an id
    "reflections:stop",
    "reflections:link_answer",
    "reflections:link_line",
    "reflections:link_later",
    "reflections:link_skip",
    "reflections:keep",
    "reflections:confirm_address",
    "opportunities:feed",
    "achievements:portfolio_shared",
    "achievements:vouch",
}
ALLAUTH = ("account_", "mfa_", "usersessions_")

# Addresses with an id, and what the id names.
KINDS = {
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
    "achievements:lasted": "outcome",
    "achievements:": "entry",
    "direction:": "direction",
    "reflections:data_download": "parcel",
    "reflections:data_": "coming",
    "reflections:answer": "nudge",
    "reflections:pass": "nudge",
    "reflections:": "reflection",
}


# Addresses with a second key behind the id, and one that it can be.
SECOND = {"opportunities:answer": "pay", "opportunities:asked": "pay"}


def path_to(name: str, pk: Any) -> str:
    """The address called `name` with this id, and with its second key where it has one."""
    return reverse(name, args=[pk, SECOND[name]] if name in SECOND else [pk])


@dataclass(frozen=True)
class Filled:
    """The account, and one row of each kind."""

    user: User
    ids: dict[str, Any]
    stop: str  # the address of the one-click unsubscribe in their last e-mail
    answering: str  # the secret in that e-mail that opens its question
    keep: str  # the address that keeps the e-mail as it was
    works: str  # the address that says that theirs works again
    vouch: str  # the address behind which somebody without an account sees one line
    shared: str  # and the one behind which they see a portfolio

    def path(self, name: str) -> str:
        """The address called `name`, with the id it wants."""
        kind = next((kind for prefix, kind in KINDS.items() if name.startswith(prefix)), "")
        return path_to(name, self.ids[kind])


def fill(email: str = NADIA.email) -> Filled:
    """Nadia's account under this address, with an archived offer, a season due for a look and e-mails in the ledger."""
    user, _, _ = make_person(person=replace(NADIA, email=email))
    now = timezone.now()
    with acting_as(user):
        Opportunity.objects.create(owner=user, title="Florist", organisation="Old Post", archived_at=now)
        CalendarFeed.make(owner_id=user.pk)
        before = Season.objects.owned_by(user).current().get()
        before.review_on = timezone.localdate()  # so that the question whether it is still right is walked, too
        before.save()
        nudge = Nudge.objects.create(
            owner=user,
            kind=Nudge.Kind.ASKED,
            state=Nudge.State.SENT,
            period=now.date(),
            question="What did somebody thank you for this week?",
            due_at=now - timedelta(days=9),
            expires_at=now - timedelta(days=8),
            try_after=now - timedelta(days=9),
            handed_at=now - timedelta(days=9),
            sent_at=now - timedelta(days=9),
        )
        rate = ExchangeRate.objects.create(owner=user, currency="EUR", into="GBP", rate="0.86")
        told = Achievement.objects.owned_by(user).filter(proofs__kind="link").first()
        record_achievement(owner=user, row=told.pk, line=f"{told.line} at last", role_id=told.role_id)
        for kind, row in [("new", uuid4()), ("entry", told.pk)]:
            typed = {"place": f"{kind} {row}", "row": str(row), "line": "Sorted the <stockroom>", "seen": "2"}
            typed |= {"proof-TOTAL_FORMS": "1", "proof-0-url": "https://example.org/note", "proof-0-label": "A note"}
            drafts.keep(owner=user, sent=QueryDict(urlencode(typed)))
        InboundMessage.objects.create(
            owner=user, nudge=nudge, state="refused", reason="empty", fingerprint=f"{uuid4().hex:0>64}", try_after=now
        )
        until = now + timedelta(days=400)
        purposes = NudgeLink.Purpose
        tokens = NudgeLink.make_each(
            nudge=nudge,
            until=dict.fromkeys((purposes.UNSUBSCRIBE, purposes.ANSWER, purposes.KEEP, purposes.ADDRESS), until),
        )
        note_word(owner=user, word=Word.GONE, answer="550 5.1.1 No such person", now=now)
        portfolio = Portfolio.objects.owned_by(user).first()
        share = ShareLink.make(owner=user, portfolio=portfolio, label="Ms Lee", expires_at=now + timedelta(days=30))
        learning = Role.objects.owned_by(user).filter(achievements__isnull=False).first()
        LearningStep.objects.create(owner=user, role=learning, text="Close the till", done_on=now.date())
        entries = b"date,what happened\n2025-03-02,Showed two new hires the stockroom\nsometime,Something\n"
        uploads = [Upload.objects.create(owner=user, kind="entries", name="e.csv", contents=entries) for _ in "12"]
        parcels = [
            Parcel.objects.create(
                owner=user,
                direction=direction,
                state="ready",
                finished_at=now,
                expires_at=now + timedelta(days=5),
                size=3,
            )
            for direction in ("out", "in")
        ]
        ParcelPart.objects.create(owner=user, parcel=parcels[0], number=0, contents=b"zip")
        came = [["skills.Skill", "Rota", "new", ""], ["skills.Skill", "Till", "bad", "Something stands in its place."]]
        ParcelReport.objects.create(
            owner=user,
            parcel=parcels[1],
            contents={"counts": {"new": 1, "bad": 1}, "rows": came, "preferences_left": []},
        )
        outcome = record_achievement(
            owner=user,
            line="Cut broken items by 20 % with softer shelves",
            happened_on=now.date() - timedelta(days=120),
        )
        offer = Opportunity.objects.owned_by(user).open().filter(is_present_job=False).first()
        known = Person.objects.owned_by(user).filter(feedback__isnull=False).first()
        record_contact(person=known, note="Her rota", promises={"me": ("the list", None), "them": ("a call", None)})
        Person.objects.owned_by(user).filter(pk=known.pk).update(organisation=offer.organisation)
        rows = {
            "upload": uploads[0],
            "parcel": parcels[0],
            "coming": parcels[1],
            "imported": import_upload(upload=uploads[1], owner=user, updating=False),
            "season": Season.objects.owned_by(user).filter(ended_at__isnull=False).first(),
            "offer": offer,
            "archived": Opportunity.objects.owned_by(user).archived().first(),
            "present": Opportunity.objects.owned_by(user).open().filter(is_present_job=True).first(),
            "deal_breaker": DealBreaker.objects.owned_by(user).first(),
            "skill": Skill.objects.owned_by(user).filter(achievements__isnull=False).first(),
            "other_skill": Skill.objects.owned_by(user).filter(achievements__isnull=False).last(),
            "role": learning,
            "entry": Achievement.objects.owned_by(user).filter(proofs__kind="link").first(),
            "proof": Proof.objects.owned_by(user).filter(kind=Proof.Kind.FILE).first(),
            "feedback": Proof.objects.owned_by(user).filter(kind=Proof.Kind.FEEDBACK).first(),
            "witness": Witness.objects.owned_by(user).filter(answer="confirmed").first(),
            "waiting": Witness.objects.owned_by(user).open().first(),
            "outcome": outcome,
            "answered": Achievement.objects.owned_by(user).filter(follow_up__isnull=False).first(),
            "decision": Decision.objects.owned_by(user).first(),
            "review": DecisionReview.objects.owned_by(user).due(timezone.localdate()).first(),
            "reviewed": DecisionReview.objects.owned_by(user).done().first(),
            "step": LearningStep.objects.create(owner=user, role=learning, text="Run the rota alone"),
            "credential": Credential.objects.owned_by(user).filter(skills__isnull=False).first(),
            "direction": Direction.objects.owned_by(user).current().first(),
            "direction before": Direction.objects.owned_by(user).filter(ended_at__isnull=False).first(),
            "focus": Focus.objects.owned_by(user).active().first(),
            "practice": Practice.objects.owned_by(user).first(),
            "scope": Scope.objects.owned_by(user).filter(people__isnull=False).first(),
            "reflection": Reflection.objects.owned_by(user).first(),
            "plan": NudgePlan.objects.owned_by(user).first(),
            "nudge": nudge,
            "rate": rate,
            "portfolio": portfolio,
            "secret": Achievement.objects.create(owner=user, line="Settled a claim", is_confidential=True),
            "share": share,
            "referral": Referral.objects.owned_by(user).first(),
            "contact": Contact.objects.owned_by(user).filter(person=known).first(),
            "promise": Promise.objects.owned_by(user).mine().open().first(),
            "said": Feedback.objects.owned_by(user).first(),
            "known": known,
            "let go": Person.objects.owned_by(user).let_go().first(),
        }
    missing = [kind for kind, row in rows.items() if row is None]
    assert not missing, f"nothing of {missing}: the walk would pass by those pages"
    ids = {kind: row.pk for kind, row in rows.items() if row}
    vouch = reverse("achievements:vouch", args=[rows["waiting"].token])
    shared = reverse("achievements:portfolio_shared", args=[share.token])
    return Filled(
        user,
        ids,
        reverse("reflections:stop", args=[tokens["unsubscribe"]]),
        tokens["answer"],
        reverse("reflections:keep", args=[tokens["keep"]]),
        reverse("reflections:confirm_address", args=[tokens["address"]]),
        vouch,
        shared,
    )


def _occupation() -> Occupation:
    """An occupation of a public list, which an administrator would bring in."""
    found, _ = Occupation.objects.get_or_create(source="esco", key="shop-leader", title="Shop team leader")
    OccupationLabel.objects.get_or_create(occupation=found, text="shop floor leader")
    for name in ("Manage staff", "Stock control"):
        skill, _ = CatalogueSkill.objects.get_or_create(source="esco", key=name, name=name)
        OccupationNeed.objects.get_or_create(occupation=found, skill=skill, is_essential=True)
    return found


def addresses(resolver: Any = None, prefix: str = "", above: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """Every address of the URLconf by name, with the names of its keys; the admin is left out."""
    for pattern in (resolver or get_resolver()).url_patterns:
        keys = (*above, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from addresses(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix, keys)
        else:
            assert isinstance(pattern, URLPattern)
            yield f"{prefix}{pattern.name}", list(keys)


def paths_of(filled: Filled) -> dict[str, str]:
    """Address by name of every page of the rooms, for the person it belongs to."""
    ours = [(name, keys) for name, keys in addresses() if not name.startswith((*ALLAUTH, "outbox"))]
    found = {name: filled.path(name) if keys else reverse(name) for name, keys in ours if name not in WITH_TOKEN}
    extra = {
        "opportunities:detail archived": reverse("opportunities:detail", args=[filled.ids["archived"]]),
        "opportunities:detail present job": reverse("opportunities:detail", args=[filled.ids["present"]]),
        "opportunities:edit present job": reverse("opportunities:edit", args=[filled.ids["present"]]),
        "opportunities:decide present job": reverse("opportunities:decide", args=[filled.ids["present"]]),
        "opportunities:review done": reverse("opportunities:review", args=[filled.ids["reviewed"]]),
        "opportunities:replay another season": reverse("opportunities:replay") + "?season=learning",
        "opportunities:archived by outcome": reverse("opportunities:archived") + "?outcome=declined",
        "opportunities:new present job": reverse("opportunities:new") + "?now",
        "opportunities:season_edit order": reverse("opportunities:season_edit") + "?life=pay,workload&future=growth",
        "opportunities:compare two": reverse("opportunities:compare")
        + f"?option={filled.ids['offer']}&option={filled.ids['present']}",
        "opportunities:money two": reverse("opportunities:money")
        + f"?one={filled.ids['offer']}&other={filled.ids['present']}",
        "opportunities:terms present job": reverse("opportunities:terms", args=[filled.ids["present"]]),
        "achievements:detail asked": reverse("achievements:detail", args=[filled.ids["outcome"]]),
        "achievements:detail answered": reverse("achievements:detail", args=[filled.ids["answered"]]),
        "achievements:proof_edit feedback": reverse("achievements:proof_edit", args=[filled.ids["feedback"]]),
        "achievements:asked waiting": reverse("achievements:asked", args=[filled.ids["waiting"]]),
        "achievements:list searched": reverse("achievements:list") + "?q=till",
        "achievements:list choosing": reverse("achievements:list") + "?choose=1",
        "achievements:list nothing found": reverse("achievements:list") + "?q=zeppelin",
        "direction:one earlier": reverse("direction:one", args=[filled.ids["direction before"]]),
        "direction:occupations found": reverse("direction:occupations", args=[filled.ids["direction"]]) + "?q=leader",
        "direction:occupations picked": reverse("direction:occupations", args=[filled.ids["direction"]])
        + f"?occupation={_occupation().pk}",
        "achievements:import_check done": reverse("achievements:import_check", args=[filled.ids["imported"]]),
        "skill_names:merge chosen": reverse("skill_names:merge", args=[filled.ids["skill"]])
        + f"?into={filled.ids['other_skill']}",
        "people:detail let go": reverse("people:detail", args=[filled.ids["let go"]]),
        "achievements:ask_for_words to": reverse("achievements:ask_for_words", args=[filled.ids["entry"]])
        + f"?to={filled.ids['known']}",
        "people:list due": reverse("people:list") + "?show=due&q=x",
        "skills:list claims": reverse("skills:list") + "?show=claimed&sort=name",
        "achievements:portfolio_confidential warning": reverse(
            "achievements:portfolio_confidential", args=[filled.ids["portfolio"]]
        )
        + f"?entry={filled.ids['secret']}",
        "achievements:portfolio_entries none": reverse("achievements:portfolio_entries", args=[filled.ids["portfolio"]])
        + "?q=zeppelin",
        "achievements:new in a role": reverse("achievements:new") + f"?role={filled.ids['role']}",
    }
    return found | extra


def link_paths(filled: Filled) -> dict[str, str]:
    """What the links of an e-mail open without a login."""
    names = ["link_answer", "link_line", "link_later", "link_skip"]
    return {name: reverse(f"reflections:{name}", args=[filled.answering]) for name in names}


def account_paths() -> dict[str, str]:
    """Addresses of allauth without a key."""
    return {name: reverse(name) for name, keys in addresses() if name.startswith(ALLAUTH) and not keys}
