"""The eleven ratings of one opportunity on one page, or one of them alone."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.opportunities import scoring
from apps.opportunities.actions import Answer
from apps.opportunities.factors import AXIS_LABELS, FACTORS, FUTURE, LIFE, Factor, rating
from apps.opportunities.forms.rating import RatingForm
from apps.opportunities.models import Opportunity, Rating


@dataclass(frozen=True)
class Group:
    """The lines of one axis under their heading."""

    label: StrPromise
    about: StrPromise
    lines: list[RatingForm]


class RatingSheet(forms.Form):
    """All ratings of one opportunity, saved together; guarded by the revision of the opportunity.

    `ratings` are those that are stored, with those of the present job, which a line can be the same as.
    """

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        opportunity: Opportunity,
        ratings: Iterable[Rating],
    ) -> None:
        super().__init__(data, initial={"seen": opportunity.revision})
        self.opportunity, self.ratings = opportunity, list(ratings)
        self.stored = {each.factor: each for each in self.ratings if each.opportunity_id == opportunity.pk}
        others = [each for each in self.ratings if each.opportunity_id != opportunity.pk]
        self.present = {each.factor: each.value for each in others if each.value is not None}
        self.lines = {key: self._line(data, key) for key in self._keys}

    @property
    def _keys(self) -> Collection[str]:
        return FACTORS

    def _line(self, data: QueryDict | None, key: str) -> RatingForm:
        return RatingForm(data, factor=FACTORS[key], stored=self.stored.get(key), present=self.present.get(key))

    @property
    def groups(self) -> tuple[Group, Group]:
        """The lines of life fit, then those of future value."""
        life, future = ([self.lines[factor.key] for factor in axis] for axis in (LIFE, FUTURE))
        return (
            Group(AXIS_LABELS["life"], _("What it gives you now."), life),
            Group(AXIS_LABELS["future"], _("What it builds."), future),
        )

    @property
    def wrong(self) -> list[RatingForm]:
        """The lines that need another look."""
        return [line for line in self.lines.values() if line.is_bound and line.errors]

    @property
    def answers(self) -> dict[str, Answer]:
        """What is new, by factor; lines that cannot be read are left out."""
        return {key: line.answer for key, line in self.lines.items() if line.is_valid() and line.answer != line.before}

    @property
    def rated(self) -> int:
        """How many lines have a value."""
        return sum(line.now.value is not None for line in self.lines.values())

    def clean(self) -> dict[str, Any]:
        if self.wrong:
            raise ValidationError(_("Some ratings need another look."), code="lines")
        seen = self.cleaned_data.get("seen")
        if self.answers and seen is not None and seen != self.opportunity.revision:
            self.data = {**self.data, "seen": str(self.opportunity.revision)}
            raise ValidationError(
                _(
                    "This offer was changed somewhere else since you opened it. What you picked is still here: "
                    "save again to keep yours, or open the page afresh to see the other."
                ),
                code="stale",
            )
        return self.cleaned_data

    def for_scoring(self) -> Mapping[str, scoring.Rating]:
        """The ratings as they would be after saving; a line that cannot be read counts as it was."""
        said = {key: line.now for key, line in self.lines.items()}
        return self.as_stored() | {key: rating(answer.value, answer.known_by) for key, answer in said.items()}

    def as_stored(self) -> dict[str, scoring.Rating]:
        """The ratings as they are."""
        return {key: rating(stored.value, stored.known_by) for key, stored in self.stored.items() if key in FACTORS}

    def filled_from(self, values: Mapping[str, Decimal], source: str) -> tuple["RatingSheet", int]:
        """The same sheet with its open lines filled from another offer, unsaved, and how many lines that were."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        open_lines = [
            line for key, line in self.lines.items() if key in values and line.is_valid() and line.answer.value is None
        ]
        for line in open_lines:
            for name, text in line.fill(values[line.factor.key], source).items():
                data[name] = text
        return RatingSheet(data, opportunity=self.opportunity, ratings=self.ratings), len(open_lines)


class AnswerForm(RatingSheet):
    """One rating by itself, for the answer to a question that was asked."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        opportunity: Opportunity,
        ratings: Iterable[Rating],
        factor: Factor,
    ) -> None:
        self.factor = factor
        super().__init__(data, opportunity=opportunity, ratings=ratings)

    @property
    def _keys(self) -> Collection[str]:
        return (self.factor.key,)

    def _line(self, data: QueryDict | None, key: str) -> RatingForm:
        """What one was told before is now asked for in writing; everything else somebody says."""
        stored = self.stored.get(key)
        was_told = stored is not None and stored.value is not None and stored.known_by != Rating.KnownBy.GUESS
        known_by = Rating.KnownBy.IN_WRITING if was_told else Rating.KnownBy.TOLD
        return RatingForm(data, factor=self.factor, stored=stored, present=self.present.get(key), known_by=known_by)

    @cached_property
    def line(self) -> RatingForm:
        """Its only line."""
        return self.lines[self.factor.key]
