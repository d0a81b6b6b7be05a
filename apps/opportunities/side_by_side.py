"""Options as columns: every factor with how it is known and how far it is from the present job, and the scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.opportunities import scoring
from apps.opportunities.deal_breakers import Check, Checks
from apps.opportunities.deal_breaking import State
from apps.opportunities.factors import AXIS_LABELS, FACTORS, KNOWN_BY
from apps.opportunities.options import Option
from apps.opportunities.scoring import MISSING, Rating
from apps.opportunities.wording import both, signed
from apps.users import formats

_SHORT: dict[str, StrPromise] = {"in_writing": _("in writing"), "told": _("told"), "guess": _("guess")}
_KNOWN: dict[Decimal, StrPromise] = {known.half_width: _SHORT[known.key] for known in KNOWN_BY.values()}


@dataclass(frozen=True)
class Cell:
    """One factor of one option."""

    value: str  # empty while it is open
    known: str
    difference: str  # against the present job: “+2”, “−1.5”, “same”, “?”; empty where there is nothing to say
    kind: str  # more, less or nothing, for the look of the difference

    @property
    def drawn(self) -> SafeString:
        """What stands in the cell."""
        return _drawn(self, gettext("open"))


@dataclass(frozen=True)
class Row:
    """One factor across the options."""

    key: str
    label: str
    counts: str  # “counts 12”, of 100 in the overall score
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """The factors of one axis."""

    axis: str
    label: str
    counts: str  # “counts 60 of 100”
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Column:
    """One option at the head of the table, and what the table says of it as a whole."""

    option: Option
    is_picked: bool  # otherwise it is there to compare with
    rated: str  # “78 of 100”, of what counts
    deal_breakers: str


@dataclass(frozen=True)
class Table:
    """All of it, the present job first."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    against_present: bool
    has_deal_breakers: bool
    has_deadlines: bool

    @property
    def span(self) -> int:
        """How many cells a row has, its name included."""
        return len(self.columns) + 1


def table(picked: Sequence[Option], present: Option | None, checks: Checks | None = None) -> Table:
    """The picked options in the order given, after the present job where there is one, picked or not.

    `checks` say by option key which deal-breakers it meets; without any the table does not mention them.
    """
    offers = [option for option in picked if present is None or option.key != present.key]
    options = [*([present] if present else []), *offers]
    checks = checks or {}
    keys = {option.key for option in picked}
    columns = [Column(o, o.key in keys, _rated(o), _breakers(checks.get(o.key, ()))) for o in options]
    season = picked[0].season
    groups = tuple(_group(*axis, options, present) for axis in season.axes())
    deadlines = any(option.deadline for option in options)
    return Table(tuple(columns), groups, present is not None, bool(checks), deadlines)


def _group(
    axis: scoring.Axis, share: Decimal, weights: scoring.Weights, options: Sequence[Option], present: Option | None
) -> Group:
    counts = {key: share * points / weights.total for key, points in weights.points.items()}
    rows = tuple(_row(key, part, options, present) for key, part in counts.items())
    whole = gettext("counts %(share)s of 100") % {"share": formats.number(share * 100, 0)}
    return Group(axis, str(AXIS_LABELS[axis]), whole, rows)


def _row(key: str, share: Decimal, options: Sequence[Option], present: Option | None) -> Row:
    return Row(
        key,
        str(FACTORS[key].label),
        gettext("counts %(share)s") % {"share": formats.number((share * 100).quantize(Decimal(1), ROUND_HALF_UP), 0)},
        tuple(_cell(option.ratings.get(key, MISSING), _against(key, option, present)) for option in options),
    )


def _against(key: str, option: Option, present: Option | None) -> Rating | None:
    """What the rating is set against; nothing for the present job itself."""
    return None if present is None or option.key == present.key else present.ratings.get(key, MISSING)


def _cell(rating: Rating, against: Rating | None) -> Cell:
    value = "" if rating.value is None else formats.number(rating.value)
    known = "" if rating.value is None else str(_KNOWN.get(rating.half_width, ""))
    if against is None:
        return Cell(value, known, "", "nothing")
    if rating.value is None or against.value is None:
        return Cell(value, known, "?", "nothing")
    change = rating.value - against.value
    kind = "more" if change > 0 else "less" if change else "nothing"
    return Cell(value, known, signed(change) or gettext("same"), kind)


@lru_cache(maxsize=1000)
def _drawn(cell: Cell, when_open: str) -> SafeString:
    """Kept, because a table has dozens of cells and few different ones."""
    value = (
        format_html("<b>{}</b>", cell.value) if cell.value else format_html('<span class="muted">{}</span>', when_open)
    )
    apart = format_html(' <span class="apart {}">{}</span>', cell.kind, cell.difference) if cell.difference else ""
    known = format_html(' <span class="meta">{}</span>', cell.known) if cell.known else ""
    return format_html("{}{}{}", value, apart, known)


def _rated(option: Option) -> str:
    """The share of what counts that is rated, of 100; rounded down, so that 100 means all."""
    alpha, score = option.season.alpha, option.score
    share = alpha * score.life.coverage + (1 - alpha) * score.future.coverage
    return gettext("%(share)s of 100") % {"share": formats.number(int(share * 100))}


def _breakers(checks: Sequence[Check]) -> str:
    """Which deal-breakers an option does not meet, else which are to be asked about, else that it meets all."""
    for state, text in ((State.FAIL, gettext("Does not meet: %(names)s")), (State.ASK, gettext("Ask: %(names)s"))):
        names = [check.name for check in checks if check.state is state]
        if names:
            return text % {"names": both(names)}
    return gettext("Meets all")
