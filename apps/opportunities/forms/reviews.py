"""What people fill in when they look back at a decision."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.opportunities.factors import FACTORS, Factor
from apps.opportunities.models import DecisionReview
from apps.opportunities.scale import STEP
from apps.users import formats
from apps.users.forms import LocalDecimalField, OwnedForm
from apps.users.models import User
from apps.users.widgets import Line

Came, Again = DecisionReview.Came, DecisionReview.Again


class HalfStepField(LocalDecimalField):
    """A rating from 0 to 10 in half steps, or left open."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=10, max_digits=4, decimal_places=2, required=False, **kwargs)

    def validate(self, value: Any) -> None:
        """Half steps are as fine as anybody can tell."""
        super().validate(value)
        if isinstance(value, Decimal) and value.is_finite() and value % STEP:
            example = f"{formats.number(Decimal('6'))}, {formats.number(Decimal('6.5'))}"
            raise ValidationError(_("Half steps, please: %(example)s."), params={"example": example})


@dataclass(frozen=True, slots=True)
class FactorLine:
    """One factor to rate, with its anchors."""

    factor: Factor
    field: forms.BoundField


class ReviewForm(OwnedForm[DecisionReview]):
    """A look back: two questions, what happened, and the job rated anew where there is one.

    The lines start empty and not with the old ratings: an old number in sight pulls the new one towards it.
    """

    class Meta:
        model = DecisionReview
        fields = ["came_true", "again", "happened"]
        widgets = {"happened": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, owner=owner, **kwargs)
        for name, choices in (("came_true", Came), ("again", Again)):
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label,
                choices=[(choice.value, choice.label) for choice in choices],
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                required=False,
            )
        self.rated_before = self.instance.rated_now
        self.factors = tuple(FACTORS.values()) if self.instance.decision.is_about_a_job else ()
        for factor in self.factors:
            label = _("%(factor)s, 0 to 10") % {"factor": factor.label}
            self.fields[factor.key] = HalfStepField(label=label, widget=Line(attrs={"class": "form-control"}))
            self.initial[factor.key] = self.rated_before.get(factor.key)

    @property
    def lines(self) -> list[FactorLine]:
        """The factors to rate anew; none where there is no job."""
        return [FactorLine(factor, self[factor.key]) for factor in self.factors]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"row", "seen"}}
        if not self.errors and all(value in (None, "") for value in said.values()):
            raise ValidationError(_("Say one thing at least, or skip this look back."))
        return cleaned

    def save(self, commit: bool = True) -> DecisionReview:
        """Save it as done today, or on the day it was first done."""
        values = {factor.key: self.cleaned_data[factor.key] for factor in self.factors}
        self.instance.ratings = {key: str(value) for key, value in values.items() if value is not None}
        self.instance.done_on = self.instance.done_on or timezone.localdate()
        return super().save(commit)
