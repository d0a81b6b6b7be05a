"""What people fill in when they decide, and when they look back."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.achievements.models import LearningStep, Role
from apps.opportunities.deciding import NewRole
from apps.opportunities.forms.days import LATEST, DayField
from apps.opportunities.models import Decision, Opportunity
from apps.opportunities.options import Option
from apps.users.forms import OwnedForm
from apps.users.models import User
from apps.users.widgets import tag

STEPS = {1: 30, 2: 90, 3: 180}  # a step of the learning plan → by how many days after the start, unless said otherwise
MOST_BOXES = 50  # other offers shown to say no to as well: with hundreds the page would be all boxes
Kind = Decision.Kind


def _rows(count: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": count, "dir": "auto"})


class ReasonsForm(OwnedForm[Decision]):
    """Why, and what one expects: all that can be changed of a decision later."""

    class Meta:
        model = Decision
        fields = ["reasons", "prediction", "would_change"]
        labels = {
            "reasons": _("Why"),
            "prediction": _("What you expect in a year"),
            "would_change": _("What would change your mind"),
        }
        help_texts = {
            "reasons": _("As you would tell a friend. In a year you will want to know what you knew."),
            "prediction": _("Something that you will be able to say yes or no to."),
        }
        widgets = {"reasons": _rows(3), "prediction": _rows(2), "would_change": _rows(2)}


class DecisionForm(ReasonsForm):
    """What was decided about one opportunity, when and why; `values()` is what `decide` takes."""

    decided_on = DayField(label=_("Decided on"), required=False)

    class Meta(ReasonsForm.Meta):
        fields = ["kind", "decided_on", *ReasonsForm.Meta.fields]

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, owner=owner, **kwargs)
        about = self.instance.opportunity
        present = self.adding and about is not None and about.is_present_job and about.archived_at is None
        self.offered = [Kind.STAYED] if present else [Kind.ACCEPTED, Kind.DECLINED]
        self.fields["kind"] = forms.ChoiceField(
            label=_("What did you decide?"),
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            error_messages={"required": _("Pick what you decided.")},
        )
        self._offer(list(Kind) if self.is_bound else self.offered)
        if present:
            self.initial["kind"] = Kind.STAYED.value

    def _offer(self, kinds: Sequence[Decision.Kind]) -> None:
        field = cast(forms.ChoiceField, self.fields["kind"])
        field.choices = [(kind.value, kind.label) for kind in kinds]

    def clean(self) -> dict[str, Any] | None:
        """Only what can be decided here; but of the same form, sent again, the offer may be the present job by now."""
        cleaned = super().clean()
        self._offer(self.offered)
        kind = self.cleaned_data.get("kind")
        if kind and kind not in self.offered and self.already_saved is None:
            self.add_error("kind", _("Pick one of these."))
        return cleaned

    def clean_decided_on(self) -> date:
        """Today where it is left empty, and never a day to come."""
        day: date = self.cleaned_data["decided_on"] or timezone.localdate()
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Write down what you have decided, on the day you do."))
        return day

    def values(self) -> dict[str, Any]:
        """The plain values of a valid form."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return values | {"row": self.instance.pk}


class StartForm(forms.Form):
    """What a yes begins: the first day, the present job, the role in the timeline and what to learn in it."""

    starts_on = DayField(label=_("When you start"), required=False)
    as_present_job = forms.BooleanField(
        label=_("Make it my present job here"),
        required=False,
        initial=True,
        help_text=_("The job you have here now is put away as “I left it”. Its ratings are kept."),
    )
    open_role = forms.BooleanField(label=_("Open the role in my timeline"), required=False, initial=True)
    role_title = forms.CharField(label=_("What you will be"), required=False, max_length=160)
    role_organisation = forms.CharField(label=_("Organisation"), required=False, max_length=160)
    role_place = forms.CharField(label=_("Place"), required=False, max_length=160)
    role_kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[(kind.value, kind.label) for kind in (Role.Kind.EMPLOYMENT, Role.Kind.SELF_EMPLOYMENT)],
    )

    def __init__(self, data: Any = None, *, offer: Opportunity, notes: Mapping[str, str]) -> None:
        initial = {"role_title": offer.title, "role_organisation": offer.organisation, "role_place": offer.place}
        super().__init__(data, initial=initial)
        examples = [notes.get("growth", ""), notes.get("tools", ""), ""]
        text = LearningStep._meta.get_field("text")
        for number in STEPS:
            self.fields[f"step_{number}"] = forms.CharField(
                label=_("Step %(number)s") % {"number": number}, required=False, max_length=text.max_length
            )
            self.fields[f"by_{number}"] = DayField(label=_("By"), required=False)
            self.fields[f"step_{number}"].widget.attrs["placeholder"] = examples[number - 1]
        for name, field in self.fields.items():
            field.widget.attrs.pop("maxlength", None)  # browsers cut a longer text off without a word
            if isinstance(field, forms.CharField) and not name.endswith("_kind"):
                field.widget.attrs |= {"dir": "auto", "autocomplete": "off"}

    @property
    def steps(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each step with its day, as fields."""
        return [(self[f"step_{number}"], self[f"by_{number}"]) for number in STEPS]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("open_role") and not cleaned.get("role_title") and "role_title" not in self.errors:
            self.add_error("role_title", _("Say what you will be, or do not open the role."))
        if not cleaned.get("open_role") and any(cleaned.get(f"step_{number}") for number in STEPS):
            self.add_error("open_role", _("What you want to learn is kept with the role: open it, or empty the steps."))
        return cleaned

    def values(self, decided_on: date) -> dict[str, Any]:
        """The plain values of a valid form, as `decide` takes them."""
        cleaned = self.cleaned_data
        start = cleaned["starts_on"] or decided_on
        role = NewRole(
            " ".join(cleaned["role_title"].split()),
            " ".join(cleaned["role_organisation"].split()),
            cleaned["role_place"],
            cleaned["role_kind"] or Role.Kind.EMPLOYMENT,
            [
                (cleaned[f"step_{number}"], cleaned[f"by_{number}"] or min(start + timedelta(days=days), LATEST))
                for number, days in STEPS.items()
                if cleaned[f"step_{number}"]
            ],
        )
        return {
            "starts_on": cleaned["starts_on"],
            "as_present_job": cleaned["as_present_job"],
            "role": role if cleaned["open_role"] else None,
        }


class AlsoForm(forms.Form):
    """Which other open offers the person says no to as well; none unless they tick it."""

    also_declined = forms.MultipleChoiceField(label=_("I also said no to these"), required=False)

    def __init__(self, data: Any = None, *, options: Sequence[Option]) -> None:
        super().__init__(data)
        self.options = options[:MOST_BOXES]
        self.left_out = len(options) - len(self.options)
        field = cast(forms.MultipleChoiceField, self.fields["also_declined"])
        field.choices = [(option.key, option.name) for option in self.options]
        field.error_messages["invalid_choice"] = _("This is not among your open offers. Tick some of these, or none.")

    @property
    def boxes(self) -> list[tuple[Option, SafeString]]:
        """Each offer with its box: without a template for each, of which there may be hundreds."""
        ticked = set(self["also_declined"].value() or [])
        shown = {"type": "checkbox", "class": "form-check-input", "name": "also_declined"}
        return [
            (option, tag({**shown, "value": option.key, "checked": option.key in ticked})) for option in self.options
        ]


class DecideSheet:
    """All that the page of deciding asks: the decision, what a yes begins, and the other offers."""

    def __init__(
        self, data: Any = None, *, owner: User, about: Option, options: Sequence[Option], notes: Mapping[str, str]
    ) -> None:
        decision = Decision(owner=owner, opportunity=about.offer)
        others = [o for o in options if o is not about and not (o.offer.archived_at or o.offer.is_present_job)]
        self.decision = DecisionForm(data, instance=decision, owner=owner)
        self.start = StartForm(data, offer=about.offer, notes=notes)
        self.also = AlsoForm(data, options=others)

    @property
    def already_saved(self) -> Decision | None:
        """What the same sheet made when it was sent before."""
        return self.decision.already_saved

    @property
    def is_yes(self) -> bool:
        """Whether the offer was accepted; what a yes begins is not read otherwise."""
        return bool(self.decision.cleaned_data.get("kind") == Kind.ACCEPTED)

    def is_valid(self) -> bool:
        """Whether it can be kept, or was kept before."""
        if not self.decision.is_valid():
            return False
        return self.already_saved is not None or (self.also.is_valid() and (not self.is_yes or self.start.is_valid()))

    def values(self) -> dict[str, Any]:
        """The plain values of a valid sheet, as `decide` takes them."""
        values = self.decision.values()
        if self.is_yes:
            values |= self.start.values(values["decided_on"])
        return values | {"also_declined": [UUID(key) for key in self.also.cleaned_data["also_declined"]]}
