"""Skills that are called something else: directions and offers name them by the new name from then on."""

from uuid import UUID

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Lower

from apps.achievements.merging import merge_skills
from apps.opportunities.models import OfferSkill
from apps.skills.models import DirectionNeed, Skill
from apps.users.models import User


@transaction.atomic
def make_one(*, owner: User, goes: UUID, stays: UUID) -> None:
    """Merge two skills with all that names the one that goes; doing so twice changes nothing."""
    names = dict(Skill.objects.owned_by(owner).filter(pk__in=[goes, stays]).values_list("pk", "name"))
    merge_skills(owner=owner, goes=goes, stays=stays)
    if goes != stays and len(names) == 2:
        follow(owner=owner, old=names[goes], new=names[stays])


@transaction.atomic
def follow(*, owner: User, old: str, new: str) -> None:
    """Let directions ask for `new` and offers teach `new` where they said `old`, in any case; nothing is said twice."""
    _follow_in_directions(owner, old, new)
    _follow_in_offers(owner, old, new)


def _follow_in_directions(owner: User, old: str, new: str) -> None:
    """One that asks for both asks for it once, as much as for either before."""
    needs = DirectionNeed.objects.owned_by(owner).alias(key=Lower("name"))
    for need in needs.filter(key=Lower(Value(old))):
        twin = needs.filter(key=Lower(Value(new)), direction=need.direction_id).exclude(pk=need.pk).first()
        if twin is None:
            need.name = new
        else:
            need.name, need.weight = twin.name, max(need.weight, twin.weight)
            twin.delete()
        need.save()


def _follow_in_offers(owner: User, old: str, new: str) -> None:
    taught = OfferSkill.objects.owned_by(owner).alias(key=Lower("name"))
    named_old = taught.filter(key=Lower(Value(old)))
    named_new = taught.filter(key=Lower(Value(new))).exclude(key=Lower(Value(old)))
    named_old.filter(opportunity__in=named_new.values("opportunity")).delete()
    named_old.update(name=new)
