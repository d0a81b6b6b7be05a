"""What can be chosen: the person's open offers and the present job, each with its name and scores in a season."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID

from django.utils.functional import cached_property
from django.utils.translation import gettext

from apps.opportunities import scoring, wording
from apps.opportunities.factors import FACTORS
from apps.opportunities.models import Opportunity
from apps.opportunities.models.rating import RatingQuerySet
from apps.opportunities.placement import placement
from apps.users import formats


@dataclass(frozen=True)
class Option:
    """One opportunity as the pages show it."""

    offer: Opportunity
    name: str  # no other option has it
    ratings: scoring.Ratings
    season: scoring.Season
    known_score: scoring.Score | None = None  # where it was worked out before
    asked: frozenset[str] = frozenset()  # factors whose question was put to somebody and is not answered yet

    def in_season(self, season: scoring.Season) -> Self:
        """The same option with its scores in another season."""
        return replace(self, season=season, known_score=None)

    @cached_property
    def key(self) -> str:
        return str(self.offer.pk)

    @cached_property
    def url(self) -> str:
        """Where it is shown."""
        return self.offer.get_absolute_url()

    @property
    def called(self) -> str:
        """What sentences call it."""
        return gettext("your present job") if self.offer.is_my_job_now else self.name

    @property
    def opening(self) -> str:
        """The same at the beginning of a sentence."""
        return gettext("Your present job") if self.offer.is_my_job_now else self.name

    @property
    def listed(self) -> str:
        """What a list to pick from calls it."""
        return gettext("%(name)s (my job now)") % {"name": self.name} if self.offer.is_my_job_now else self.name

    @cached_property
    def score(self) -> scoring.Score:
        return self.known_score or scoring.score(self.ratings, self.season)

    @cached_property
    def life(self) -> str:
        return wording.score(self.score.life.interval)

    @cached_property
    def future(self) -> str:
        return wording.score(self.score.future.interval)

    @property
    def overall(self) -> str:
        return wording.score(self.score.interval)

    @property
    def doubt(self) -> str:
        """What the overall score could be by how each rating is known; empty where that says nothing more."""
        known = wording.score(self.score.known_range)
        return known if self.rated and known != self.overall else ""

    @property
    def life_side(self) -> str:
        return str(wording.SIDES[placement(self.score).life])

    @property
    def future_side(self) -> str:
        return str(wording.SIDES[placement(self.score).future])

    @cached_property
    def pill(self) -> wording.Pill:
        return wording.pill(placement(self.score))

    @property
    def comparable(self) -> bool:
        return self.score.comparable

    @property
    def rated(self) -> bool:
        """Whether anything at all is rated."""
        return any(rating.value is not None for rating in self.ratings.values())

    @cached_property
    def deadline(self) -> str:
        return wording.deadline(self.offer)

    @cached_property
    def lowest(self) -> str:
        """The lowest rating with what it is about, because a sum can hide a disaster: “pay, 2”."""
        found = scoring.lowest(self.ratings)
        if found is None:
            return ""
        names = wording.some([str(FACTORS[key].label).lower() for key in FACTORS if key in found.keys])
        return gettext("%(factors)s, %(value)s") % {"factors": names, "value": formats.number(found.value)}

    @property
    def missing(self) -> str:
        """The names of what is not rated and counts."""
        return wording.both([str(FACTORS[key].label).lower() for key in self.score.missing])


def options(
    offers: Iterable[Opportunity], ratings: Mapping[UUID, scoring.Ratings], season: scoring.Season
) -> list[Option]:
    """Options in the order of the offers, each under a name of its own."""
    return [Option(offer, name, ratings.get(offer.pk, {}), season) for offer, name in _named(offers)]


def scored_options(offers: Iterable[Opportunity], ratings: RatingQuerySet, season: scoring.Season) -> list[Option]:
    """Options with the ratings that are found; what was scored before is not worked out again."""
    scored = ratings.scored(season)
    found = []
    for offer, name in _named(offers):
        known = scored.get(offer.pk)
        option = Option(offer, name, known.ratings, season, known.score, known.asked) if known else None
        found.append(option or Option(offer, name, {}, season))
    return found


def _named(offers: Iterable[Opportunity]) -> Iterable[tuple[Opportunity, str]]:
    offers = list(offers)
    return zip(offers, own_names([(offer.title, offer.organisation) for offer in offers]), strict=True)


def own_names(called: Sequence[tuple[str, str]]) -> list[str]:
    """For each title and organisation the shortest name that no other has."""
    short = Counter(organisation or title for title, organisation in called)
    seen: Counter[str] = Counter()
    found = []
    for title, organisation in called:
        name = organisation or title
        if organisation and short[name] > 1:
            name = f"{title}, {organisation}"
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found
