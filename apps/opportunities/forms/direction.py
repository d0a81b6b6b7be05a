"""Where the person is heading, and what that asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.skills.forms import SkillNamesField
from apps.skills.models import Direction, DirectionNeed
from apps.users.dates import PartialDate
from apps.users.partial_dates import DatedForm, PartialDateField

MOST = 100  # skills of one direction
GONE = "0"  # in place of a weight: the person does not want it in the list


def _names(label: Any, help_text: Any) -> SkillNamesField:
    return SkillNamesField(label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}))


def essential_names() -> SkillNamesField:
    """The names of what one cannot do without there."""
    return _names(_("Skills one cannot do without there"), _("Commas or lines between them. You can add more later."))


def useful_names() -> SkillNamesField:
    """The names of what helps there."""
    return _names(_("Skills that help"), _("Also with commas between them."))


class DirectionForm(DatedForm[Direction]):
    """A target in the person's own words; a new one may name its skills, and `values()` is what `head_for` takes."""

    by = PartialDateField(
        label=_("By when, roughly"),
        required=False,
        is_end=True,
        help_text=_("A year is enough. You may leave it open."),
    )
    essential = essential_names()
    useful = useful_names()

    class Meta:
        model = Direction
        fields = ["title", "field", "by", "why"]
        labels = {"title": _("What you want to be doing"), "field": _("Field"), "why": _("Why")}
        help_texts = {
            "title": _("In your words: store team leader, cloud security, director of operations."),
            "field": _("Such as retail, health care or computers."),
            "why": _(
                "What draws you there, for you alone. If it is scope you want, say how much: how many people, what "
                "budget, what would be at stake."
            ),
        }
        widgets = {
            "title": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "field": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "why": forms.Textarea(attrs={"dir": "auto", "rows": 4}),
        }
        error_messages = {"title": {"required": _("Say what you want to be doing; a few words are enough.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.adding:  # what it asks for has a page of its own
            for need in self.instance.needs.all():  # yet a first form sent twice is known by it, too
                weight = "essential" if need.weight == DirectionNeed.Weight.ESSENTIAL else "useful"
                self.initial.setdefault(weight, []).append(need.name)
            del self.fields["essential"], self.fields["useful"]

    def clean_by(self) -> PartialDate | None:
        """A new direction lies ahead; an older one may keep a day that has passed."""
        by: PartialDate | None = self.cleaned_data["by"]
        if by and self.adding and by.day < timezone.localdate():
            raise ValidationError(_("This has passed. When would be good from today?"))
        return by

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.instance.by_precision = self.cleaned_data.get("by_precision", self.instance.by_precision)
        return cleaned

    def validate_constraints(self) -> None:
        """Another direction that holds is in nobody's way: a new one makes it an earlier one."""
        if not self.adding:
            super().validate_constraints()

    def values(self) -> dict[str, Any]:
        """The plain values of a valid form for a new direction."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return values | {"row": self.instance.pk}


@dataclass(frozen=True)
class Listed:
    """A need in the form: the name of its field, and what was picked or holds."""

    need: DirectionNeed
    field: str
    picked: str


class NeedsForm(forms.Form):
    """Everything a direction asks for: how much each counts, whether it stays, and what is added."""

    essential = essential_names()
    useful = useful_names()

    def __init__(self, data: Any = None, *, needs: Iterable[DirectionNeed]) -> None:
        super().__init__(data)
        self.needs = {f"need-{need.pk}": need for need in needs}
        choices = [*((str(weight.value), weight.label) for weight in DirectionNeed.Weight), (GONE, _("not needed"))]
        self.choices = choices
        for name, need in self.needs.items():
            self.fields[name] = forms.ChoiceField(label=need.name, choices=choices, required=False)

    @property
    def listed(self) -> list[Listed]:
        """The needs as the page lists them; the page writes them itself, a hundred fields would take their time."""
        sent = {name: str(self.data.get(name, "")) for name in self.needs} if self.is_bound else {}
        return [Listed(need, name, sent.get(name) or str(need.weight)) for name, need in self.needs.items()]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        stay = {need.name.casefold() for name, need in self.needs.items() if self.cleaned_data.get(name) != GONE}
        added = [*self.cleaned_data.get("essential", []), *self.cleaned_data.get("useful", [])]
        if len(stay | {name.casefold() for name in added}) > MOST:
            raise ValidationError(_("Up to %(most)s skills: keep those that matter most.") % {"most": MOST})
        return cleaned

    def values(self) -> dict[str, Any]:
        """The plain values of a valid form, as `change_needs` takes them."""
        weights: dict[UUID, int | None] = {
            need.pk: None if self.cleaned_data[name] == GONE else int(self.cleaned_data[name])
            for name, need in self.needs.items()
            if self.cleaned_data[name]
        }
        return {
            "weights": weights,
            "essential": self.cleaned_data["essential"],
            "useful": self.cleaned_data["useful"],
        }
