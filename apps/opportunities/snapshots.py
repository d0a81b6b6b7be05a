"""What a decision keeps: the options and the season as they stood, as JSON that is written once and then only read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from apps.opportunities.scoring import Interval

VERSION = 1

Kept = dict[str, Any]  # what a JSON column gives back


@dataclass(frozen=True)
class SeasonThen:
    """What the person needed that day; alpha 0 to 1, swing points by factor."""

    label: str
    preset: str
    alpha: Decimal
    swings: Mapping[str, Decimal]


@dataclass(frozen=True)
class RatingThen:
    """One rating of that day, 0 to 10 or open, and how it was known."""

    value: Decimal | None
    known_by: str


@dataclass(frozen=True)
class PayThen:
    """The pay as it was told: an amount for a period (hour, day, week, month, year), hours a week where known."""

    amount: Decimal
    period: str
    currency: str
    hours: Decimal | None


@dataclass(frozen=True)
class OptionThen:
    """One option as it stood: what it was called, how it was rated and what that came to."""

    id: str
    name: str
    title: str
    present: bool
    ratings: Mapping[str, RatingThen]
    life: Interval
    future: Interval
    overall: Interval
    comparable: bool
    deadline: date | None
    pay: PayThen | None
    broken: tuple[str, ...]  # the deal-breakers it did not meet, in the words of that day

    @property
    def rated(self) -> bool:
        """Whether anything at all was rated."""
        return any(rating.value is not None for rating in self.ratings.values())


@dataclass(frozen=True)
class Snapshot:
    """The picture of one day; the option that the decision is about comes first, `order` has the ranked ones."""

    taken_on: date
    season: SeasonThen
    options: tuple[OptionThen, ...]
    order: tuple[str, ...]

    @property
    def chosen(self) -> OptionThen | None:
        """The option that the decision is about."""
        return self.options[0] if self.options else None

    @property
    def ordered(self) -> tuple[OptionThen, ...]:
        """The ranked ones in their order, then those that had too little rated."""
        by_id = {option.id: option for option in self.options}
        ranked = [by_id[key] for key in self.order if key in by_id]
        placed = set(self.order)
        return (*ranked, *(option for option in self.options if option.id not in placed))


def written(snapshot: Snapshot) -> Kept:
    """The snapshot as JSON: every Decimal as text, every day as YYYY-MM-DD, so that nothing is rounded on the way."""
    season = snapshot.season
    return {
        "version": VERSION,
        "taken_on": snapshot.taken_on.isoformat(),
        "season": {
            "label": season.label,
            "preset": season.preset,
            "alpha": str(season.alpha),
            "swings": {factor: str(points) for factor, points in season.swings.items()},
        },
        "options": [_option_written(option) for option in snapshot.options],
        "order": list(snapshot.order),
    }


def read(kept: Kept) -> Snapshot | None:
    """The snapshot that `written` made; None where none was kept.

    Raises ValueError on a version this code does not know.
    """
    if not kept:
        return None
    if kept.get("version") != VERSION:
        raise ValueError(f"A snapshot of version {kept.get('version')} cannot be read, only {VERSION}.")
    season = kept["season"]
    return Snapshot(
        date.fromisoformat(kept["taken_on"]),
        SeasonThen(
            season["label"],
            season["preset"],
            Decimal(season["alpha"]),
            {factor: Decimal(points) for factor, points in season["swings"].items()},
        ),
        tuple(_option_read(option) for option in kept["options"]),
        tuple(kept["order"]),
    )


def ratings_read(kept: Kept) -> dict[str, RatingThen]:
    """The ratings of one option, from their part of the JSON."""
    return {factor: RatingThen(_number(value), known_by) for factor, (value, known_by) in kept.items()}


def _option_written(option: OptionThen) -> Kept:
    pay = option.pay
    return {
        "id": option.id,
        "name": option.name,
        "title": option.title,
        "present": option.present,
        "ratings": {factor: [_text(rating.value), rating.known_by] for factor, rating in option.ratings.items()},
        "life": [str(end) for end in option.life],
        "future": [str(end) for end in option.future],
        "overall": [str(end) for end in option.overall],
        "comparable": option.comparable,
        "deadline": option.deadline.isoformat() if option.deadline else None,
        "pay": [str(pay.amount), pay.period, pay.currency, _text(pay.hours)] if pay else None,
        "broken": list(option.broken),
    }


def _option_read(kept: Kept) -> OptionThen:
    return OptionThen(
        id=kept["id"],
        name=kept["name"],
        title=kept["title"],
        present=kept["present"],
        ratings=ratings_read(kept["ratings"]),
        life=_interval(kept["life"]),
        future=_interval(kept["future"]),
        overall=_interval(kept["overall"]),
        comparable=kept["comparable"],
        deadline=date.fromisoformat(kept["deadline"]) if kept["deadline"] else None,
        pay=_pay(kept["pay"]),
        broken=tuple(kept["broken"]),
    )


def _pay(kept: list[str] | None) -> PayThen | None:
    if kept is None:
        return None
    amount, period, currency, hours = kept
    return PayThen(Decimal(amount), period, currency, _number(hours))


def _interval(ends: list[str]) -> Interval:
    low, high = ends
    return Interval(Decimal(low), Decimal(high))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
