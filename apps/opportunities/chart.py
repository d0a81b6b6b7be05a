"""The quadrant chart as templates draw it: where each option goes, what it links to and what it is called aloud."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from apps.opportunities import quadrant
from apps.opportunities.options import Option
from apps.opportunities.placement import Quadrant
from apps.opportunities.wording import QUADRANTS

DRAWN = 30  # past this a picture is a cloud; the table goes on


@dataclass(frozen=True)
class Dot:
    """One option in the chart."""

    mark: quadrant.Mark
    href: str
    spoken: str
    arm: float  # of the crosshair of the present job
    ruled_out: bool

    @property
    def arms(self) -> str:
        """The path of the crosshair."""
        x, y, arm = self.mark.x, self.mark.y, self.arm
        return f"M{x - arm:.1f} {y}H{x + arm:.1f}M{x} {y - arm:.1f}V{y + arm:.1f}"


@dataclass(frozen=True)
class Tick:
    """A number on both axes."""

    value: int
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """The chart in one size."""

    size: str  # wide or phone
    chart: quadrant.Chart
    dots: tuple[Dot, ...]
    columns: tuple[float, ...]  # x of the grid lines at 0 to 10
    rows: tuple[float, ...]  # y of the same
    listed: tuple[tuple[int, str], ...]  # the names that numbers stand for

    @property
    def drawn(self) -> SafeString:
        """The chart as SVG, in the language of the page."""
        return _drawn(self, get_language())

    @property
    def crowded(self) -> bool:
        """Whether bars would hide points, and are drawn faintly."""
        return len(self.dots) > quadrant.LABELLED

    @property
    def half(self) -> float:
        """The side of one quadrant."""
        return self.chart.frame.side / 2

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """0, 5 and 10."""
        lift = self.chart.frame.font * 0.35
        return tuple(Tick(value, self.columns[value], round(self.rows[value] + lift, 1)) for value in (0, 5, 10))

    @property
    def below(self) -> float:
        """The height of the numbers under the plot."""
        return round(self.chart.frame.bottom + self.chart.frame.font * 1.3, 1)

    @property
    def beside(self) -> float:
        """Where the numbers left of the plot end."""
        return self.chart.frame.left - 6

    @property
    def foot(self) -> float:
        """The height of the name under the numbers."""
        return self.chart.frame.height - 4

    @property
    def margin(self) -> float:
        """The middle of the name at the left edge."""
        return self.chart.frame.font

    @property
    def small(self) -> float:
        """The type of the numbers that stand in for names."""
        return self.chart.frame.font - 2

    @property
    def target(self) -> float:
        """How far around a point a finger may be off."""
        return self.chart.frame.radius * 2


def pictures(options: Sequence[Option], ruled_out: Sequence[Option] = ()) -> tuple[Picture, ...]:
    """The chart for a wide page and for a phone; nothing where no option has a rating.

    Those that are ruled out come last, are drawn hollow, and are said to be ruled out.
    """
    drawn = [option for option in (*options, *ruled_out) if option.rated][:DRAWN]
    out = {option.key for option in ruled_out}
    if not drawn:
        return ()
    by_key = {option.key: option for option in drawn}
    spoken = {option.key: _spoken(option, option.key in out) for option in drawn}
    points = tuple(map(_point, drawn))
    return tuple(
        _picture(size, frame, points, by_key, spoken, out)
        for size, frame in (("wide", quadrant.WIDE), ("phone", quadrant.PHONE))
    )


@lru_cache(maxsize=200)
def _drawn(picture: Picture, language: str | None) -> SafeString:
    """The drawing, kept: the same person looks at the same offers again and again, and it takes half of the page."""
    return render_to_string("opportunities/_chart.html", {"picture": picture})


def _picture(
    size: str,
    frame: quadrant.Frame,
    points: tuple[quadrant.Point, ...],
    by_key: Mapping[str, Option],
    spoken: Mapping[str, str],
    out: Collection[str],
) -> Picture:
    corners = [
        str(QUADRANTS[corner]).capitalize()
        for corner in (Quadrant.STRETCH, Quadrant.CAREER_STEP, Quadrant.PASS, Quadrant.BRIDGE)
    ]
    chart = _laid_out(points, frame, tuple(corners))
    dots = tuple(
        Dot(mark, by_key[mark.key].url, spoken[mark.key], frame.radius * 2, mark.key in out) for mark in chart.marks
    )
    columns = tuple(frame.x(value) for value in range(11))
    rows = tuple(frame.y(value) for value in range(11))
    return Picture(size, chart, dots, columns, rows, tuple((number, by_key[key].name) for number, key in chart.listed))


@lru_cache(maxsize=500)
def _laid_out(points: tuple[quadrant.Point, ...], frame: quadrant.Frame, corners: tuple[str, ...]) -> quadrant.Chart:
    """The layout, kept: finding room for thirty names takes longer than the rest of the page."""
    return quadrant.layout(points, frame, corners)


def _point(option: Option) -> quadrant.Point:
    life, future = option.score.life.interval, option.score.future.interval
    current = option.offer.is_present_job
    label = gettext("my job now") if current else option.name
    return quadrant.Point(option.key, label, (life.low, life.high), (future.low, future.high), current)


def _spoken(option: Option, ruled_out: bool) -> str:
    text = (
        gettext("%(name)s: life fit %(life)s, future value %(future)s, %(quadrant)s, ruled out by a deal-breaker")
        if ruled_out
        else gettext("%(name)s: life fit %(life)s, future value %(future)s, %(quadrant)s")
    )
    return text % {
        "name": gettext("My job now, %(name)s") % {"name": option.name} if option.offer.is_present_job else option.name,
        "life": option.life,
        "future": option.future,
        "quadrant": option.pill.text,
    }
