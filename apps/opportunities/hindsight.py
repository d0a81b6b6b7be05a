"""A decision as its pages show it: the picture of that day, ratings then and now, and what looking back comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from apps.opportunities import calibration, wording
from apps.opportunities.factors import FACTORS, KNOWN_BY
from apps.opportunities.models import Decision, DecisionReview, Opportunity
from apps.opportunities.seasons import PRESETS
from apps.opportunities.snapshots import OptionThen, Snapshot, ratings_read
from apps.users import formats
from apps.users.models import User

SHOWN = 12  # options of a picture before “all of them”
SILENT_FOR = timedelta(weeks=2)  # after a deadline: until then, Today asks


@dataclass(frozen=True)
class RatingLine:
    """One rating of that day, in words."""

    factor: str
    value: str
    known_by: str


@dataclass(frozen=True)
class PictureRow:
    """One option as it stood."""

    then: OptionThen
    chosen: bool

    @property
    def life(self) -> str:
        return wording.score(self.then.life) if self.then.rated else ""

    @property
    def future(self) -> str:
        return wording.score(self.then.future) if self.then.rated else ""

    @property
    def overall(self) -> str:
        return wording.score(self.then.overall) if self.then.rated else ""

    @property
    def pay(self) -> str:
        """The pay as it was told."""
        pay = self.then.pay
        if pay is None:
            return ""
        amount = formats.money(pay.amount, pay.currency)
        return gettext("%(amount)s %(period)s") % {
            "amount": amount,
            "period": Opportunity.PayPeriod(pay.period).label,
        }

    @property
    def broken(self) -> str:
        """The deal-breakers it did not meet."""
        return wording.both(self.then.broken)


@dataclass(frozen=True)
class Picture:
    """The options and the season of one day, ready to be shown."""

    snapshot: Snapshot
    everything: bool = False
    beyond: int = 0  # options that were there and are not in this snapshot

    @property
    def season(self) -> str:
        """What the season was called, in the language of the page."""
        return season_name(self.snapshot.season.preset, self.snapshot.season.label)

    @property
    def life_counted(self) -> int:
        """What life fit counted for, of 100."""
        return int(self.snapshot.season.alpha * 100)

    @cached_property
    def rows(self) -> list[PictureRow]:
        """The options in their order; past a dozen, the first and the one decided about."""
        chosen = self.snapshot.chosen
        found = [PictureRow(option, option is chosen) for option in self.snapshot.ordered]
        return [row for n, row in enumerate(found) if self.everything or n < SHOWN or row.chosen]

    @property
    def left_out(self) -> int:
        """How many are not shown."""
        return len(self.snapshot.options) - len(self.rows) + self.beyond

    @property
    def ratings(self) -> list[RatingLine]:
        """The ratings of the option decided about."""
        chosen = self.snapshot.chosen
        rated = chosen.ratings if chosen else {}
        return [
            RatingLine(str(factor.label), formats.number(then.value), str(KNOWN_BY[then.known_by].label))
            for key, factor in FACTORS.items()
            if (then := rated.get(key)) and then.value is not None and then.known_by in KNOWN_BY
        ]


def season_name(preset: str, label: str) -> str:
    """A season of the past in the language of the page; as it was called where it is no preset any more."""
    return str(PRESETS[preset].label) if preset in PRESETS else label


# --- Then and now ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """One factor, then and now, in words."""

    factor: str
    then: str
    now: str
    words: str


def changes(review: DecisionReview) -> list[Change]:
    """What was rated in a look back, beside what it was rated when the person decided."""
    picture = review.decision.picture
    before = picture.chosen.ratings if picture and picture.chosen else {}
    found = []
    for key, factor in FACTORS.items():
        now = review.rated_now.get(key)
        then = before[key].value if key in before else None
        if now is not None:
            shown = "" if then is None else formats.number(then)
            found.append(Change(str(factor.label), shown, formats.number(now), _change(then, now)))
    return found


def _change(then: Decimal | None, now: Decimal) -> str:
    if then is None:
        return gettext("not rated then")
    points = now - then
    if abs(points) < calibration.ABOUT_RIGHT:
        return gettext("about as you thought")
    words = {"points": _points(abs(points))}
    return (
        gettext("%(points)s better than you thought") if points > 0 else gettext("%(points)s worse than you thought")
    ) % words


def _points(size: Decimal) -> str:
    count = 1 if size == 1 else 2  # one and a half points are points
    return ngettext("%(size)s point", "%(size)s points", count) % {"size": formats.number(size)}


# --- What looking back comes to -------------------------------------------------------------------------


def calibrated(user: User) -> calibration.Calibration:
    """How the ratings of `user` turned out, from every job they took or kept and looked back at: one query."""
    found = (
        DecisionReview.objects.owned_by(user)
        .done()
        .filter(decision__kind__in=[Decision.Kind.ACCEPTED, Decision.Kind.STAYED])
        .exclude(ratings={})
        .values_list(
            "decision__snapshot__options__0__id",
            "decision__snapshot__options__0__ratings",
            "decision__decided_on",
            "after",
            "ratings",
        )
    )
    return calibration.calibrate(
        calibration.LookBack(
            job,
            decided_on,
            after,
            {factor: rating.value for factor, rating in ratings_read(then or {}).items()},
            {factor: Decimal(value) for factor, value in now.items()},
        )
        for job, then, decided_on, after, now in found
    )


def lean_words(lean: calibration.Lean) -> SafeString:
    """“You rated workload about 2 points too high (in 3 of 3).”"""
    names = {
        "factor": format_html("<strong>{}</strong>", str(FACTORS[lean.factor].label).lower()),
        "size": _points(lean.shown),
        "same": formats.number(lean.same_way),
        "times": formats.number(lean.times),
    }
    if lean.about_right:
        return format_html(gettext("You rated {factor} about right ({times} looks back)."), **names)
    if lean.too_high:
        return format_html(gettext("You rated {factor} about {size} too high (in {same} of {times})."), **names)
    return format_html(gettext("You rated {factor} about {size} too low (in {same} of {times})."), **names)


def habits(found: calibration.Calibration) -> list[SafeString]:
    """A sentence for each factor with enough looks back, largest difference first."""
    return [lean_words(lean) for lean in found.told if lean.factor in FACTORS]


def hints(user: User) -> dict[str, SafeString]:
    """Factor → how the person usually rates it, for those with enough looks back and more than a small difference."""
    told = calibrated(user).told
    return {lean.factor: lean_words(lean) for lean in told if lean.factor in FACTORS and not lean.about_right}


# --- Without an answer ----------------------------------------------------------------------------------


def unanswered(offers: Iterable[Opportunity]) -> list[Opportunity]:
    """The open offers whose day passed more than two weeks ago."""
    since = timezone.localdate() - SILENT_FOR
    return [
        offer
        for offer in offers
        if offer.deadline and offer.deadline < since and not offer.is_present_job and not offer.archived_at
    ]
