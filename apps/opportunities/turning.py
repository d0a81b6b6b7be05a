"""The chart of who leads at which weighting, as templates draw it, and the same in words and numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from apps.opportunities import envelope, tradeoffs, wording
from apps.opportunities.options import Option
from apps.users import formats


@dataclass(frozen=True)
class Level:
    """A score at the left edge, the height of its line and of its text."""

    score: int
    y: float
    text: float


@dataclass(frozen=True)
class Picture:
    """The chart in one size."""

    size: str  # wide or phone
    chart: envelope.Chart
    spoken: str
    levels: tuple[Level, ...]  # 0, 5 and 10

    @property
    def drawn(self) -> SafeString:
        """The chart as SVG, in the language of the page."""
        return _drawn(self, get_language())

    @property
    def best(self) -> str:
        """The line along the top, as points of SVG."""
        return " ".join(f"{x},{y}" for x, y in self.chart.best)

    @property
    def beside(self) -> float:
        """Where the numbers left of the plot end."""
        return self.chart.frame.left - 6

    @property
    def ends(self) -> float:
        """The height of the texts at both ends of the axis."""
        return round(self.chart.frame.row(2) + self.chart.frame.font * 0.35, 1)

    @property
    def foot(self) -> float:
        """The height of the name of the axis."""
        return round(self.chart.frame.row(3) + self.chart.frame.font * 0.35, 1)

    @property
    def drop(self) -> float:
        """Where the line down from a crossing bends to its number."""
        return round(self.chart.frame.bottom + 4, 1)

    @property
    def above_number(self) -> float:
        """Where that line ends."""
        return round(self.chart.frame.row(1) - self.chart.frame.font * 0.6, 1)


@dataclass(frozen=True)
class Stretch:
    """Who leads while life fit counts from `start` to `end`, of 100."""

    start: str
    end: str
    names: SafeString
    holds_now: bool


@dataclass(frozen=True)
class Ends:
    """The scores of one option when only one side counts, and as they count now."""

    option: Option
    future: str
    now: str
    life: str


@dataclass(frozen=True)
class Turning:
    """Who leads at which weighting."""

    pictures: tuple[Picture, ...]
    stretches: tuple[Stretch, ...]
    ends: tuple[Ends, ...]


def turning(ranked: Sequence[Option]) -> Turning | None:
    """The chart of options that are comparable, best first; None with fewer than two."""
    if len(ranked) < 2:
        return None
    by_key = {option.key: option for option in ranked}
    alpha = ranked[0].season.alpha
    leads = tradeoffs.leads({key: option.score for key, option in by_key.items()})
    courses = tuple(_course(option) for option in ranked)
    stretches = tuple(_stretches(leads, by_key))
    here = gettext("you are here: %(share)s") % {"share": formats.number(int(alpha * 100))}
    spoken = _spoken(leads, by_key)
    pictures = tuple(
        Picture(size, _laid_out(courses, leads, alpha, frame, here), spoken, _levels(frame))
        for size, frame in (("wide", envelope.WIDE), ("phone", envelope.PHONE))
    )
    ends = tuple(Ends(option, option.future, option.overall, option.life) for option in ranked)
    return Turning(pictures, stretches, ends)


@lru_cache(maxsize=200)
def _drawn(picture: Picture, language: str | None) -> SafeString:
    """The drawing, kept, as that of the quadrants is."""
    return render_to_string("opportunities/compare/_chart.html", {"picture": picture})


_laid_out = lru_cache(maxsize=500)(envelope.layout)


def _levels(frame: envelope.Frame) -> tuple[Level, ...]:
    lift = frame.font * 0.35
    return tuple(Level(score, frame.y(score), round(frame.y(score) + lift, 1)) for score in (0, 5, 10))


def _course(option: Option) -> envelope.Course:
    label = gettext("my job now") if option.offer.is_my_job_now else option.name
    life, future = option.score.life.interval.middle, option.score.future.interval.middle
    return envelope.Course(option.key, label, future, life)


def _shares(lead: tradeoffs.Lead) -> tuple[int, int]:
    return int(lead.start * 100), int(lead.end * 100)


def _stretches(leads: Sequence[tradeoffs.Lead], by_key: Mapping[str, Option]) -> list[Stretch]:
    """Each lead in whole numbers; one narrower than 1 of 100 is left out."""
    alpha = next(iter(by_key.values())).season.alpha
    around = tradeoffs.around(leads, alpha)
    now = around.now if around else None
    return [
        Stretch(
            formats.number(_shares(lead)[0]),
            formats.number(_shares(lead)[1]),
            wording.bold_both([by_key[key].called for key in lead.keys]),
            lead is now,
        )
        for lead in leads
        if _shares(lead)[0] < _shares(lead)[1] or lead is now
    ]


def _spoken(leads: Sequence[tradeoffs.Lead], by_key: Mapping[str, Option]) -> str:
    """The picture in a sentence."""
    pieces = [
        gettext("from %(start)s to %(end)s: %(names)s")
        % {"start": start, "end": end, "names": wording.both([by_key[key].called for key in lead.keys])}
        for lead in leads
        for start, end in [_shares(lead)]
        if start < end
    ]
    return gettext("Who comes first as life fit counts more, of 100: %(leads)s") % {"leads": "; ".join(pieces)}
