"""The eleven ratings of one opportunity on one page."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.opportunities import scoring
from apps.opportunities.actions import Answer
from apps.opportunities.factors import AXIS_LABELS, FACTORS, FUTURE, LIFE, Factor, rating
from apps.opportunities.models import Opportunity, Rating
from apps.users import formats
from apps.users.forms import LocalDecimalField
from apps.users.widgets import Line, LongSelect, tag

OPEN, BETWEEN = "open", "between"
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick: an anchor, “not known yet” or “in between”."""

    value: str
    label: str
    tag: SafeString


class RatingForm(forms.Form):
    """One factor: not known yet, one of the five anchors, or a number between them.

    “Not known yet” is a choice like the others, so that leaving a rating open takes one key press and can be
    told from a zero by every kind of reader.
    """

    choice = forms.ChoiceField(
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Pick one of these, or “not known yet”.")},
    )
    number = LocalDecimalField(
        label=_("Number from 0 to 10, in half steps"),
        required=False,
        min_value=0,
        max_value=10,
        max_digits=4,
        decimal_places=2,
        widget=Line,
    )
    known_by = forms.ChoiceField(label=_("How do you know?"), choices=Rating.KnownBy, widget=LongSelect)
    note = forms.CharField(label=_("Note"), required=False, max_length=500, widget=Line(attrs={"dir": "auto"}))

    def __init__(self, data: QueryDict | None, *, factor: Factor, stored: Rating | None) -> None:
        self.factor, self.stored = factor, stored
        value = None if stored is None else stored.value
        anchored = value is not None and value in factor.anchors
        initial = {
            "choice": OPEN if value is None else str(int(value)) if anchored else BETWEEN,
            "number": None if anchored else value,
            "known_by": Rating.KnownBy.GUESS if stored is None else stored.known_by,
            "note": "" if stored is None else stored.note,
        }
        super().__init__(data, prefix=factor.key, initial=initial)
        choice = self.fields["choice"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 (declared above; tells the type checker)
        anchors = [(str(point), text) for point, text in factor.anchors.items()]
        choice.choices = [(OPEN, _("Not known yet")), *anchors, (BETWEEN, _("In between"))]
        choice.label = factor.label
        self.fields["known_by"].widget.attrs["class"] = "form-select"
        self.fields["note"].widget.attrs["class"] = "form-control"
        self.fields["number"].widget.attrs["class"] = "form-control"
        self.fields["number"].widget.attrs["aria-label"] = _("%(factor)s: number from 0 to 10, in half steps") % {
            "factor": factor.label
        }

    def clean_number(self) -> Decimal | None:
        """Half steps are as fine as anybody can tell."""
        number: Decimal | None = self.cleaned_data["number"]
        if number is not None and number % HALF:
            example = f"{formats.number(Decimal('6'))}, {formats.number(Decimal('6.5'))}"
            raise ValidationError(_("Half steps, please: %(example)s."), params={"example": example})
        return number

    def clean(self) -> dict[str, Any]:
        """A number typed without moving the choice counts; one that contradicts a new choice is asked about."""
        cleaned = self.cleaned_data
        choice, number = cleaned.get("choice"), cleaned.get("number")
        typed = number is not None and number != self.initial["number"]
        if choice == BETWEEN and number is None and "number" not in self.errors:
            self.add_error("number", _("Write the number, from 0 to 10, or pick one of the others."))
        elif choice and choice != BETWEEN and typed and Decimal(-1 if choice == OPEN else choice) != number:
            if choice != self.initial["choice"]:
                self.add_error("number", _("You picked a line above and wrote a different number. Keep one of them."))
            else:
                cleaned["choice"] = BETWEEN
        return cleaned

    @property
    def choices(self) -> list[Choice]:
        """What there is to pick from, as inputs."""
        found = (radio.data for radio in self["choice"].subwidgets)
        return [
            Choice(
                data["value"],
                data["label"],
                tag({"type": "radio", "name": data["name"], "value": data["value"], **data["attrs"]}),
            )
            for data in found
        ]

    @property
    def answer(self) -> Answer:
        """What was said, once the form is valid."""
        cleaned = self.cleaned_data
        choice = cleaned["choice"]
        value = None if choice == OPEN else cleaned["number"] if choice == BETWEEN else Decimal(choice)
        return Answer(value, cleaned["known_by"], cleaned["note"])

    @property
    def before(self) -> Answer:
        """What is stored now."""
        if self.stored is None:
            return Answer(None, Rating.KnownBy.GUESS)
        return Answer(self.stored.value, self.stored.known_by, self.stored.note)


@dataclass(frozen=True)
class Group:
    """The lines of one axis under their heading."""

    label: StrPromise
    about: StrPromise
    lines: list[RatingForm]


class RatingSheet(forms.Form):
    """All ratings of one opportunity, saved together; guarded by the revision of the opportunity."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, opportunity: Opportunity) -> None:
        super().__init__(data, initial={"seen": opportunity.revision})
        self.opportunity = opportunity
        stored = {rating.factor: rating for rating in opportunity.ratings.all()}
        self.lines = {key: RatingForm(data, factor=FACTORS[key], stored=stored.get(key)) for key in FACTORS}

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
        said = {
            key: line.answer if line.is_bound and line.is_valid() else line.before for key, line in self.lines.items()
        }
        return {key: rating(answer.value, answer.known_by) for key, answer in said.items()}
