"""What a deed left behind in the database: all of it, nothing of it, or – which must never be – a part."""

from apps.achievements.models import Achievement, Evidence, PastVersion, Proof
from apps.opportunities.models import Decision, DecisionReview, Opportunity
from apps.skills.models import Skill
from apps.users.models import User
from tests.trust.visitors import Deed, settings_for

Traces = tuple[int, ...]
ALL_THINGS: dict[str, tuple[set[Traces], set[Traces]]] = {
    # kind: what it looks like when it did not happen, and when it did
    "save": ({(0, 0, 0, 0)}, {(1, 2, 2, 2)}),
    "change": ({(1, 0, 0, 0)}, {(1, 1, 1, 1)}),
    "delete": ({(1, 2, 2)}, {(0, 0, 0)}),
    "several": ({(4, 0, 0, 0)}, {(4, 4, 1, 4)}),
    "merge": ({(1, 2, 2)}, {(1, 1, 1)}),
    "offers_in": ({(0,)}, {(8,)}),
    "entries_in": ({(0, 0, 0)}, {(8, 8, 1)}),
    "account": ({()}, {()}),
    "decide": ({(0, 0, 0)}, {(1, 1, 1)}),
}


def broken(user: User, deed: Deed) -> str:
    """Why what is there cannot be; empty where all is well."""
    found = traces(user, deed)
    before, after = ALL_THINGS[deed.kind]
    if deed.told and found not in after:
        return f"it was said to be done, and is {found}"
    return "" if found in before | after else f"half done: {found}"


def traces(user: User, deed: Deed) -> Traces:
    """How many rows of each kind bear its word."""
    word = deed.word
    if deed.kind == "account":  # the next one writes over it: what stands there now must go together
        now = User.objects.get(pk=user.pk)
        return () if not now.name or (now.currency, now.time_zone) == settings_for(now.name) else (1,)
    entries = Achievement.objects.owned_by(user).filter(line__contains=word)
    skills = Skill.objects.owned_by(user).filter(name__startswith=word)
    evidence = Evidence.objects.owned_by(user).filter(skill__in=skills)
    versions = PastVersion.objects.owned_by(user).filter(achievement__in=entries)
    proofs = Proof.objects.owned_by(user).filter(url__contains=word)
    decisions = Decision.objects.owned_by(user).filter(reasons__contains=word)
    offers = Opportunity.objects.owned_by(user).filter(title__contains=word)
    match deed.kind:
        case "save":
            return entries.count(), skills.count(), evidence.count(), proofs.count()
        case "change":
            changed = entries.filter(line__startswith="Changed", outcome__contains=word)
            third = evidence.filter(skill__name=f"{word} three")
            return entries.count(), changed.count(), versions.count(), third.count()
        case "delete":
            return entries.count(), evidence.count(), proofs.count()
        case "several":
            return entries.count(), versions.count(), skills.count(), evidence.count()
        case "merge":
            return entries.count(), skills.count(), evidence.count()
        case "offers_in":
            return (offers.count(),)
        case "entries_in":
            return entries.count(), evidence.count(), skills.count()
        case _:
            reviews = DecisionReview.objects.owned_by(user).filter(decision__in=decisions)
            closed = offers.exclude(archived_at=None)
            return decisions.count(), min(1, reviews.count()), closed.count()
