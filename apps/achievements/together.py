"""Which skills stand in the same entries: few people have exactly these pairs."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Max

from apps.achievements.models import Evidence
from apps.achievements.models.achievement import EvidenceQuerySet
from apps.users.models import User

FEWEST = 2  # entries: once is no pattern
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
    mine = Evidence.objects.owned_by(user)
    alone = {skill: (name, n) for skill, name, n in _counted(mine)}
    of = mine.aggregate(n=Count("achievement", distinct=True))["n"]
    beside = "achievement__evidence__skill"
    together = (
        mine.filter(**{f"{beside}__gt": F("skill")})
        .values_list("skill", beside)
        .annotate(n=Count("pk"))
        .filter(n__gte=FEWEST)
    )
    pairs = [Pair(one, *alone[one], other, *alone[other], n, of) for one, other, n in together]
    pairs.sort(key=lambda pair: (-pair.entries, -pair.ratio, pair.one_name, pair.other_name))
    return [pair for pair in pairs if pair.ratio >= 1][:most]


def _counted(mine: EvidenceQuerySet) -> list[tuple[UUID, str, int]]:
    counted = mine.values("skill").annotate(name=Max("skill__name"), n=Count("pk"))
    return list(counted.values_list("skill", "name", "n"))
