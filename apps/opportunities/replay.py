"""Every offer there ever was, as another season would order it, beside what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from apps.opportunities import scoring
from apps.opportunities.hindsight import season_name
from apps.opportunities.models import Decision, Opportunity, Season
from apps.opportunities.options import Option
from apps.opportunities.wording import bold, bold_both
from apps.users import formats


@dataclass(frozen=True)
class Past:
    """One opportunity under the season, and the latest decision about it."""

    option: Option
    decision: Decision | None
    place: int | None  # None where too little is rated
    tied: bool = False

    @property
    def became(self) -> str:
        """What became of it, in words."""
        offer = self.option.offer
        if offer.is_present_job and offer.archived_at is None:
            return gettext("my job now")
        if offer.outcome:
            return str(Opportunity.Outcome(offer.outcome).label)
        return gettext("archived") if offer.archived_at else gettext("open")

    @property
    def decided(self) -> str:
        """When it was decided and what was needed then."""
        if self.decision is None:
            return ""
        words = {"kind": self.decision.get_kind_display(), "day": formats.day(self.decision.decided_on)}
        season = _season_then(self.decision)
        if not season:
            return gettext("%(day)s: %(kind)s") % words
        return gettext("%(day)s: %(kind)s, under “%(season)s”") % (words | {"season": season})


def replay(options: Sequence[Option], decisions: Iterable[Decision]) -> list[Past]:
    """All options in the order of their season, then those with too little rated; decisions come latest first."""
    by_key = {option.key: option for option in options}
    latest: dict[UUID, Decision] = {}
    for decision in decisions:
        if decision.opportunity_id:
            latest.setdefault(decision.opportunity_id, decision)
    ranking = scoring.rank({key: option.score for key, option in by_key.items()})
    ranked = [_past(by_key[standing.key], latest, standing.place, tied=standing.tied) for standing in ranking.standings]
    return ranked + [_past(by_key[entry.key], latest) for entry in ranking.not_yet]


def _past(option: Option, latest: Mapping[UUID, Decision], place: int | None = None, *, tied: bool = False) -> Past:
    return Past(option, latest.get(option.offer.pk), place, tied)


def in_words(past: Sequence[Past], decisions: Iterable[Decision], season: Season) -> SafeString | None:
    """Who would come first now, and what was chosen last under what was needed then; None without an order."""
    first = [entry.option for entry in past if entry.place == 1]
    if not first:
        return None
    names = {"season": str(season), "first": bold_both([option.name for option in first])}
    chosen = next((decision for decision in decisions if decision.is_about_a_job), None)
    if chosen is None:
        if len(first) > 1:
            return format_html(gettext("Under “{season}”, {first} would share the first place."), **names)
        return format_html(gettext("Under “{season}”, {first} would come first."), **names)
    names |= {
        "month": formats.skeleton(chosen.decided_on, "yMMMM"),
        "chosen": bold(chosen.about),
        "then": _season_then(chosen) or gettext("no season"),
    }
    if len(first) > 1:
        text = gettext(
            "Under “{season}”, {first} would now share the first place; in {month} you chose {chosen}, under “{then}”."
        )
    elif first[0].offer.pk == chosen.opportunity_id:
        text = gettext("Under “{season}”, {first} would come first now too; you chose it in {month}, under “{then}”.")
    else:
        text = gettext(
            "Under “{season}” you would now rank {first} first; in {month} you chose {chosen}, under “{then}”."
        )
    return format_html(text, **names)


def _season_then(decision: Decision) -> str:
    kept = vars(decision)  # annotated by `with_season_then`
    return season_name(kept.get("preset_then") or "", kept.get("season_then") or "")
