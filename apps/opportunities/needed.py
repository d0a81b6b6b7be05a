"""A season in words: how it was set, what counts in it, and which lines most."""

from dataclasses import dataclass

from django.utils.translation import gettext

from apps.opportunities import swings, wording
from apps.opportunities.factors import AXIS_LABELS, FACTORS
from apps.opportunities.models import Season
from apps.opportunities.scoring import Axis
from apps.opportunities.weighing import AXES
from apps.users import formats


@dataclass(frozen=True)
class Needed:
    """What the person needs or needed, as the history tells it."""

    season: Season

    @property
    def life(self) -> str:
        """What life fit counts, and what in it."""
        return _counts("life", self.season.life_counts, self.season)

    @property
    def future(self) -> str:
        """What future value counts, and what in it."""
        return _counts("future", self.season.future_counts, self.season)


def _counts(axis: Axis, share: int, season: Season) -> str:
    most = swings.heaviest({key: season.points[key] for key in AXES[axis]})
    values = {"axis": AXIS_LABELS[axis], "share": formats.number(share)}
    if not most:
        return gettext("%(axis)s %(share)s of 100: every line the same") % values
    names = wording.both([str(FACTORS[key].label).lower() for key in most])
    return gettext("%(axis)s %(share)s of 100: mostly %(factors)s") % {**values, "factors": names}
