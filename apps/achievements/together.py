"""Which skills stand in the same entries: few people have exactly these pairs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet, Subquery

from apps.achievements.models import Evidence
from apps.skills.models import Skill
from apps.users.models import User
from apps.users.prepared import Prepared

FEWEST = 2  # entries: once is no pattern
TOGETHER = """
    SELECT one.skill_id, other.skill_id, count(*)
      FROM achievements_evidence one JOIN achievements_evidence other USING (owner_id, achievement_id)
     WHERE one.owner_id = %(owner)s AND one.skill_id < other.skill_id
     GROUP BY 1, 2 HAVING count(*) >= %(fewest)s
"""  # the table with itself: the ORM would go by way of the entries, in eight times as long
OFTEN = 1.5  # times as often as by chance, from where that is worth saying


@dataclass(frozen=True)
class Pair:
    """Two skills that stand together in `entries`; each stands in so many of `of` entries that name skills."""

    one: UUID
    one_name: str
    one_entries: int
    other: UUID
    other_name: str
    other_entries: int
    entries: int
    of: int

    @property
    def ratio(self) -> float:
        """How many times as often as if each came by chance (in data mining this is called lift)."""
        return self.entries * self.of / (self.one_entries * self.other_entries)

    @property
    def times(self) -> int:
        """The ratio as a whole number, 0 where it is too near to chance to be worth a word."""
        return max(round(self.ratio), 2) if self.ratio >= OFTEN else 0

    @property
    def always(self) -> bool:
        """Whether neither is ever shown without the other."""
        return self.entries == self.one_entries == self.other_entries


def pairs_of(user: User, *, most: int) -> list[Pair]:
    """Up to `most` pairs that stand together oftener than chance would have it, the most frequent first."""
    alone = dict(ALONE(owner=user.pk))
    skills = NAMED(owner=user.pk)
    known = {key: (name, of) for key, name, of in skills}
    pairs = [
        Pair(one, known[one][0], alone[one], other, known[other][0], alone[other], n, of=known[one][1])
        for one, other, n in _together(user)
    ]
    pairs.sort(key=lambda pair: (-pair.entries, -pair.ratio, pair.one_name, pair.other_name))
    return [pair for pair in pairs if pair.ratio >= 1][:most]


def _named(owner: int) -> QuerySet[Skill, tuple[Any, ...]]:
    """Each skill by name, with how many entries name any."""
    mine = Evidence.objects.filter(owner=owner).order_by()
    all_entries = mine.values("owner").annotate(n=Count("achievement", distinct=True)).values("n")
    return Skill.objects.filter(owner=owner).order_by().values_list("pk", "name", Subquery(all_entries))


NAMED = Prepared(_named)
ALONE = Prepared(
    lambda owner: Evidence.objects.filter(owner=owner).order_by().values_list("skill").annotate(n=Count("achievement"))
)


def _together(user: User) -> list[tuple[UUID, UUID, int]]:
    with connection.cursor() as cursor:
        cursor.execute(TOGETHER, {"owner": user.pk, "fewest": FEWEST})
        found: list[tuple[UUID, UUID, int]] = cursor.fetchall()
        return found
