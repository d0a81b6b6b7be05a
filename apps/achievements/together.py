"""Which skills stand in the same entries: few people have exactly these pairs."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from apps.users.models import User

FEWEST = 2  # entries: once is no pattern
TOGETHER = """
    WITH shown AS MATERIALIZED (
        SELECT achievement_id, skill_id FROM achievements_evidence WHERE owner_id = %(owner)s
    ), alone AS MATERIALIZED (
        SELECT skill_id, name, count(*) AS n
          FROM shown JOIN skills_skill ON skills_skill.id = skill_id AND owner_id = %(owner)s
         GROUP BY skill_id, name
    ), pairs AS (
        SELECT one.skill_id AS one_id, other.skill_id AS other_id, count(*) AS n
          FROM shown one JOIN shown other USING (achievement_id)
         WHERE one.skill_id < other.skill_id
         GROUP BY 1, 2 HAVING count(*) >= %(fewest)s
    ), everything AS (SELECT count(DISTINCT achievement_id) AS n FROM shown)
    SELECT one_id, one.name, one.n, other_id, other.name, other.n, pairs.n, everything.n
      FROM everything, pairs JOIN alone one ON one.skill_id = one_id JOIN alone other ON other.skill_id = other_id
     WHERE pairs.n * everything.n >= one.n * other.n
     ORDER BY pairs.n DESC, pairs.n::float / (one.n * other.n) DESC, one.name, other.name
     LIMIT %(most)s
"""  # by hand: the ORM would go by way of the entries, in eight times as long
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
    with connection.cursor() as cursor:
        cursor.execute(TOGETHER, {"owner": user.pk, "fewest": FEWEST, "most": most})
        return [Pair(*row) for row in cursor.fetchall()]
