"""What stands in each JSON column, so that a file that was changed by hand brings in nothing a page cannot show."""

from collections.abc import Mapping
from functools import cache

from apps.achievements.exchange.planning import State
from apps.achievements.models import Achievement
from apps.opportunities import snapshots
from apps.opportunities.factors import FACTORS
from apps.opportunities.models import Opportunity, Rating
from apps.reflections.takeaway.shapes import (
    Constant,
    Day,
    Id,
    ListOf,
    MapOf,
    Maybe,
    Number,
    Record,
    Row,
    Shape,
    Text,
    Truth,
)
from apps.reflections.takeaway.values import Json
from apps.users.dates import Precision

FACTOR, HUNDRED, TEN = Text(40, tuple(FACTORS)), Number(0, 100, whole=True), Number(0, 10)
SWINGS = MapOf(HUNDRED, name=FACTOR)
SPAN = Row((Number(-1_000, 1_000), Number(-1_000, 1_000)))
AMOUNT = Number(-(10**15), 10**15)


def fits(model: str, name: str, value: Json) -> bool:
    """Whether the value is what this column of the model (`app.Model`) holds; what no one has described is not."""
    shape = _shapes().get((model, name))
    return shape is not None and shape.fits(value)


@cache
def _shapes() -> Mapping[tuple[str, str], Shape]:
    return {
        ("achievements.Draft", "contents"): MapOf(Text(), most=300),
        ("achievements.PastVersion", "contents"): _entry(),
        ("achievements.Upload", "report"): Maybe(_report()),
        ("opportunities.Decision", "snapshot"): _snapshot(),
        ("opportunities.DecisionReview", "ratings"): MapOf(TEN, name=FACTOR),
        ("opportunities.Season", "swings"): SWINGS,
    }


def _entry() -> Record:
    parts: dict[str, Shape] = dict.fromkeys(("line", "duty", "outcome", "beneficiary", "private_note"), Text())
    parts |= {"measure_unit": Text(200), "role": Text(500), "happened_on": Day(), "is_confidential": Truth()}
    parts |= {"happened_precision": Text(5, tuple(Precision.values)), "measure_before": Maybe(AMOUNT)}
    parts |= {"state_chosen": Text(12, ("", *Achievement.State.values)), "measure_after": Maybe(AMOUNT)}
    parts |= {"role_id": Maybe(Id()), "skills": ListOf(Text(200), 500), "skill_ids": MapOf(Id(), most=500)}
    return Record(parts, perhaps=frozenset({"role", "skill_ids"}))  # a version that came from another file has no ids


def _report() -> Record:
    state = Text(10, ("kept", *(state.value for state in State)))
    row = Row((state, Text(40), Text(), Text(), ListOf(Text(), 100)))
    return Record({"rows": ListOf(row, 100_000), "left_out": ListOf(Text(), 10_000)})


def _snapshot() -> Record:
    rating = Row((Maybe(TEN), Text(10, ("", *Rating.KnownBy.values))))
    pay = Row((AMOUNT, Text(5, tuple(Opportunity.PayPeriod.values)), Text(3), Maybe(Number(0, 168))))
    option: dict[str, Shape] = {"id": Text(60), "name": Text(), "title": Text(), "present": Truth()}
    option |= {"ratings": MapOf(rating, name=FACTOR), "life": SPAN, "future": SPAN, "overall": SPAN}
    option |= {"comparable": Truth(), "deadline": Maybe(Day()), "pay": Maybe(pay), "broken": ListOf(Text(500), 50)}
    season: dict[str, Shape] = {"label": Text(200), "preset": Text(40), "alpha": Number(0, 1), "swings": SWINGS}
    kept: dict[str, Shape] = {"version": Constant(snapshots.VERSION), "taken_on": Day(), "season": Record(season)}
    return Record(kept | {"options": ListOf(Record(option), 200), "order": ListOf(Text(60), 200)}, or_empty=True)
