"""Words beside the numbers: scores, sizes of a difference, days left, lists and names as people would say them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale, lists, numbers
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, to_locale
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.opportunities.models import Opportunity
from apps.opportunities.placement import Placement, Quadrant, Side
from apps.opportunities.scoring import Interval, half_points
from apps.users import formats
from apps.users.templatetags.formats import shortday, weekday

SMALL, LARGE = (
    Decimal(2),
    Decimal(4),
)  # points on the 0–10 anchors below which a difference is little, above which a lot

HALF = Decimal("0.5")

SIDES: dict[Side, StrPromise] = {
    Side.STRONG: _("strong"),
    Side.WEAK: _("weak"),
    Side.ON_THE_LINE: _("on the line"),
}
QUADRANTS: dict[Quadrant, StrPromise] = {
    Quadrant.CAREER_STEP: _("career step"),
    Quadrant.BRIDGE: _("bridge"),
    Quadrant.STRETCH: _("stretch"),
    Quadrant.PASS: _("pass"),
}
_PILLS = {
    Quadrant.CAREER_STEP: "pill-step",
    Quadrant.BRIDGE: "pill-bridge",
    Quadrant.STRETCH: "pill-stretch",
    Quadrant.PASS: "pill-pass",
}


@dataclass(frozen=True, slots=True)
class Pill:
    """A quadrant as a small label, and a sentence where it is not settled."""

    text: str
    style: str
    explained: str = ""


def pill(placed: Placement) -> Pill:
    """The quadrant an option is in, or that it is on the line and what it could turn out to be."""
    if placed.quadrant is not None:
        return Pill(str(QUADRANTS[placed.quadrant]), _PILLS[placed.quadrant])
    if len(placed.possible) == len(Quadrant):
        return Pill(gettext("on the line"), "pill-line", gettext("Could be any of the four corners."))
    could_be = either([str(QUADRANTS[quadrant]) for quadrant in placed.possible])
    return Pill(gettext("on the line"), "pill-line", gettext("Could be: %(quadrants)s.") % {"quadrants": could_be})


def score(interval: Interval) -> str:
    """A score to 0.5, or its range where ratings are missing: “6” or “5–6.5”."""
    low, high = interval.shown()
    locale = str(formats.current())
    return _half(low, locale) if low == high else f"{_half(low, locale)}–{_half(high, locale)}"


@lru_cache(maxsize=2000)
def _half(value: Decimal, locale: str) -> str:
    """There are 21 scores to show in each locale, and hundreds of them on a page."""
    return formats.number(value)


def anchored(anchors: Mapping[int, str], value: Decimal | None) -> str:
    """A rating with what it means: “7: …”, “6.5, between “…” and “…””, or that it is not known."""
    if value is None:
        return gettext("not known yet")
    if value in anchors:
        return gettext("%(value)s: %(anchor)s") % {"value": formats.number(value), "anchor": anchors[int(value)]}
    low, high = max(p for p in anchors if p < value), min(p for p in anchors if p > value)
    words = {"value": formats.number(value), "low": anchors[low], "high": anchors[high]}
    return gettext("%(value)s, between “%(low)s” and “%(high)s”") % words


def could_move(effect: Decimal) -> str:
    """How much an answer could move the result, `effect` in points of the 0–10 score: “by up to 1.5 points”."""
    if effect < HALF:
        return gettext("could move the result by less than half a point")
    points = half_points(effect)
    if points == HALF:
        return gettext("could move the result by up to half a point")
    text = ngettext(
        "could move the result by up to %(points)s point",
        "could move the result by up to %(points)s points",
        1 if points == 1 else 2,
    )
    return text % {"points": formats.number(points)}


def asked(day: date) -> str:
    """When a question was asked: “asked on 12 Nov, 3 days ago”."""
    days = (timezone.localdate() - day).days
    if days <= 0:
        return gettext("asked today")
    ago = ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": formats.number(days)}
    return gettext("asked on %(date)s, %(ago)s") % {"date": shortday(day), "ago": ago}


def size(points: Decimal) -> str:
    """How much a difference on the anchors is, in words."""
    if abs(points) < SMALL:
        return gettext("by a little")
    return gettext("by a lot") if abs(points) >= LARGE else gettext("by some way")


def points(value: Decimal) -> str:
    """A difference in score to half a point: “half a point”, “1 point”, “3.5 points”."""
    half = half_points(value)
    if half == HALF:
        return gettext("half a point")
    return ngettext("%(points)s point", "%(points)s points", 1 if half == 1 else 2) % {"points": formats.number(half)}


def signed(change: Decimal) -> str:
    """A difference with its sign: “+2”, “−1.5”; nothing where there is none."""
    return f"{'+' if change > 0 else '−'}{formats.number(abs(change))}" if change else ""


def percent(whole: int) -> str:
    """A percentage, as the locale writes it: “85%” or “85 %”."""
    return numbers.format_percent(Decimal(whole) / 100, locale=formats.current())


def deadline(offer: Opportunity) -> str:
    """By when an answer is due and how long that is, from “answer today” to “answer by 3 Dec, 10 days left”."""
    days = offer.days_left
    if days is None or offer.deadline is None or offer.is_present_job:
        return ""
    if days < 0:
        ago = ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": formats.number(-days)}
        return gettext("the answer was due on %(date)s, %(ago)s") % {"date": shortday(offer.deadline), "ago": ago}
    if days <= 1:
        return gettext("answer by tomorrow") if days else gettext("answer today")
    when = weekday(offer.deadline) if days < 7 else shortday(offer.deadline)
    return gettext("answer by %(date)s, %(days)s days left") % {"date": when, "days": formats.number(days)}


def away(day: date) -> str:
    """How far a day is: “today”, “tomorrow”, “in 9 days”, “yesterday” or “9 days ago”."""
    days = (day - timezone.localdate()).days
    if abs(days) <= 1:
        return {-1: gettext("yesterday"), 0: gettext("today"), 1: gettext("tomorrow")}[days]
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": formats.number(days)}
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": formats.number(-days)}


def _language() -> Locale:
    return _parsed(get_language() or "en")


@lru_cache(maxsize=100)
def _parsed(language: str) -> Locale:
    return Locale.parse(to_locale(language))


def both(items: Sequence[str]) -> str:
    """“a, b and c”, in the language of the page."""
    return lists.format_list(items, locale=_language())


def some(items: Sequence[str], limit: int = 3) -> str:
    """“a, b and c”, or “a, b and 4 more” past the limit."""
    if len(items) <= limit:
        return both(items)
    left = formats.number(len(items) - limit + 1)
    return both([*items[: limit - 1], gettext("%(count)s more") % {"count": left}])


def either(items: Sequence[str]) -> str:
    """“a, b or c”, in the language of the page."""
    return lists.format_list(items, style="or", locale=_language())


def bold(name: str) -> SafeString:
    """A name in a sentence, kept apart from it where it is written in the other direction."""
    return format_html("<strong><bdi>{}</bdi></strong>", name)


def bold_both(names: Sequence[str]) -> SafeString:
    """Names in a row, each bold: “A, B and C”."""
    marks = [f"\x00{index}\x00" for index in range(len(names))]
    pieces = both(marks).split("\x00")
    return format_html_join("", "{}", ((bold(names[int(p)]) if i % 2 else p,) for i, p in enumerate(pieces)))


def bold_some(names: Sequence[str], limit: int = 3) -> SafeString:
    """Names in a row, each bold, and past the limit how many more there are: “A, B and 40 more”."""
    if len(names) <= limit:
        return bold_both(names)
    shown = names[: limit - 1]
    left = gettext("%(count)s more") % {"count": formats.number(len(names) - len(shown))}
    pieces = both(["\x00"] * len(shown) + [left]).split("\x00")
    return format_html_join("", "{}{}", zip(pieces, [*map(bold, shown), ""], strict=True))
