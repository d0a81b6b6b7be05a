"""One rating: a line that is picked, a slider or a number, how the person knows it, and a note."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from html import escape
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.opportunities import scale, wording
from apps.opportunities.actions import Answer
from apps.opportunities.factors import Factor
from apps.opportunities.models import Rating
from apps.opportunities.scale import BETWEEN, OPEN, SAME
from apps.users import formats
from apps.users.forms import LocalDecimalField
from apps.users.widgets import Line, LongSelect, Ready, tag

OFF_SCALE = _("The slider goes from 0 to 10, in half steps.")
UNCLEAR: dict[tuple[str, str], tuple[str, StrPromise]] = {  # which two, at which field, in which words
    ("line", "nothing"): ("number", _("Write the number, from 0 to 10, or pick one of the others.")),
    ("line", "number"): ("number", _("You picked a line above and wrote a different number. Keep one of them.")),
    ("line", "slider"): (
        "slider",
        _(
            "You picked a line above and moved the slider to %(slider)s. To keep the line, move the slider back to "
            "%(before)s; to keep the slider, pick “in between”."
        ),
    ),
    ("number", "slider"): (
        "slider",
        _(
            "You wrote %(number)s and moved the slider to %(slider)s. To keep the number, move the slider back to "
            "%(before)s; to keep the slider, clear the number."
        ),
    ),
}


class RatingForm(forms.Form):
    """One factor: not known yet, one of the five anchors, the same as the present job, or a number between them.

    “Not known yet” is a choice like the others, so that leaving a rating open takes one key press and can be
    told from a zero by every kind of reader.
    """

    choice = forms.ChoiceField(error_messages={"required": _("Pick one of these, or “not known yet”.")})
    slider = forms.DecimalField(required=False, error_messages={"invalid": OFF_SCALE})
    number = LocalDecimalField(
        label=_("Number from 0 to 10, in half steps"),
        required=False,
        min_value=0,
        max_value=10,
        max_digits=4,
        decimal_places=2,
        widget=Line(attrs={"class": "form-control"}),
        error_messages={
            "invalid": _("We could not read this as a number. Write one from 0 to 10, in half steps."),
            "max_decimal_places": _("Half steps are as fine as anybody can tell."),
        },
    )
    known_by = forms.ChoiceField(
        label=_("How do you know?"), choices=Rating.KnownBy, widget=LongSelect(attrs={"class": "form-select"})
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, widget=Line(attrs={"dir": "auto", "class": "form-control"})
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        factor: Factor,
        stored: Rating | None,
        present: Decimal | None = None,
        known_by: str = "",
    ) -> None:
        self.factor, self.stored, self.present = factor, stored, present
        value = _shown((data or {}).get(f"{factor.key}-shown"), self.before.value)
        self.shown = scale.shown(value)  # where the page had the controls, whatever is stored by now
        self.source = str((data or {}).get(f"{factor.key}-source", ""))  # the id of the offer it was copied from
        self.copied_from = ""  # and its name, for those who know it
        self.known_there: Sequence[object] = ()  # of the network: whom the person knows at the organisation
        initial = {
            "choice": self.shown.line,
            "slider": self.shown.slider,
            "number": self.shown.number,
            "known_by": known_by or self.before.known_by,
            "note": self.before.note,
        }
        super().__init__(data, prefix=factor.key, initial=initial)
        choice = self.fields["choice"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 (declared above; tells the type checker)
        self.anchors = {point: str(text) for point, text in factor.anchors.items()}
        self.labels = self._labels()
        choice.choices = Ready(self.labels)
        choice.label = factor.label
        self.fields["number"].widget.attrs["aria-label"] = _("%(factor)s: number from 0 to 10, in half steps") % {
            "factor": factor.label
        }

    def _labels(self) -> list[tuple[str, str]]:
        as_now = gettext("Same as my present job (%(value)s)")
        return [
            (OPEN, gettext("Not known yet")),
            *([] if self.present is None else [(SAME, as_now % {"value": formats.number(self.present)})]),
            *((str(point), text) for point, text in self.anchors.items()),
            (BETWEEN, gettext("In between")),
        ]

    def clean_slider(self) -> Decimal | None:
        """A slider sends half steps; anything else did not come from one."""
        value: Decimal | None = self.cleaned_data["slider"]
        if value is not None and not scale.is_on_scale(value):
            raise ValidationError(OFF_SCALE)
        return value

    def clean_number(self) -> Decimal | None:
        """Half steps are as fine as anybody can tell."""
        number: Decimal | None = self.cleaned_data["number"]
        if number is not None and not scale.is_on_scale(number):
            example = f"{formats.number(Decimal('6'))}, {formats.number(Decimal('6.5'))}"
            raise ValidationError(_("Half steps, please: %(example)s."), params={"example": example})
        return number

    def clean(self) -> dict[str, Any]:
        """What was picked, typed or moved since the page was shown counts; where it differs, the person is asked."""
        cleaned = self.cleaned_data
        if {"choice", "number", "slider"} <= cleaned.keys():
            sent = scale.Controls(cleaned["choice"], cleaned["number"], cleaned["slider"])
            try:
                cleaned["value"] = scale.said(sent, self.shown, self._values)
            except scale.Unclear as unclear:
                field, words = UNCLEAR[unclear.between]
                at = {"number": sent.number, "slider": sent.slider, "before": self.shown.slider}
                said = {name: formats.number(value) for name, value in at.items() if value is not None}
                self.add_error(field, ValidationError(words, params=said))
        return cleaned

    @property
    def _values(self) -> dict[str, Decimal | None]:
        return {OPEN: None, SAME: self.present, **{str(point): Decimal(point) for point in self.factor.anchors}}

    @cached_property
    def picked(self) -> str:
        """The line that is picked, as the page shows it."""
        return str(self["choice"].value())

    @property
    def pick(self) -> SafeString:
        """All there is to pick but “in between”, written without a template: a page has some eighty of them."""
        return SafeString("".join(_label(value, text, self._radio(value)) for value, text in self.labels[:-1]))

    @property
    def between(self) -> SafeString:
        """The button for a number between two lines."""
        return self._radio(BETWEEN)

    def _radio(self, value: str) -> SafeString:
        return tag(
            {
                "type": "radio",
                "name": f"{self.prefix}-choice",
                "value": value,
                "class": "form-check-input",
                "data-value": self.present if value == SAME else None,
                "aria-invalid": "true" if "choice" in self.errors else None,
                "checked": value == self.picked,
            }
        )

    @property
    def slide(self) -> SafeString:
        """The slider; while nothing is known it rests in the middle."""
        field = self["slider"]
        value = _on_scale(field.value())
        value = self.shown.slider if value is None else value
        known = self.picked != OPEN or value != self.shown.slider
        return tag(
            {
                "type": "range",
                "name": field.html_name,
                "value": value,
                "min": scale.LOWEST,
                "max": scale.HIGHEST,
                "step": scale.STEP,
                "list": "anchor-points",
                "class": "slide",
                "aria-label": gettext("%(factor)s: slider from 0 to 10") % {"factor": self.factor.label},
                "aria-valuetext": wording.anchored(self.anchors, value if known else None),
                "aria-invalid": "true" if field.errors else None,
            }
        )

    @property
    def kept(self) -> SafeString:
        """Where the controls are now, for the answer to be read against."""
        value = "" if self.shown.line == OPEN else self.shown.slider
        kept = {"shown": value} | ({"source": self.source} if self.copied_from else {})
        return SafeString(
            "".join(
                tag({"type": "hidden", "name": f"{self.prefix}-{name}", "value": text}) for name, text in kept.items()
            )
        )

    def fill(self, value: Decimal, source: str) -> dict[str, str]:
        """What to send to have this line show a value of another offer; how that one is known is not copied."""
        at = scale.shown(value)
        number = "" if at.number is None else formats.number(at.number)
        copied = {"choice": at.line, "number": number, "slider": str(value), "shown": str(value), "source": source}
        copied["known_by"] = Rating.KnownBy.GUESS
        return {self.add_prefix(name): text for name, text in copied.items()}

    @cached_property
    def answer(self) -> Answer:
        """What was said, once the form is valid."""
        return Answer(self.cleaned_data["value"], self.cleaned_data["known_by"], self.cleaned_data["note"])

    @cached_property
    def before(self) -> Answer:
        """What is stored now."""
        if self.stored is None:
            return Answer(None, Rating.KnownBy.GUESS)
        return Answer(self.stored.value, self.stored.known_by, self.stored.note)

    @property
    def untouched(self) -> bool:
        """Whether it still says what the page showed, as far as can be told."""
        value = None if self.shown.line == OPEN else self.shown.slider
        return not self.is_bound or bool(self.errors) or self.answer.value == value

    @property
    def now(self) -> Answer:
        """What was said, or what is stored where that cannot be read."""
        return self.answer if self.is_bound and self.is_valid() else self.before


def _label(value: str, text: str, radio: SafeString) -> str:
    if value in (OPEN, SAME):
        return f'<label class="anchor anchor-{value}">{radio}<span>{escape(text)}</span></label>'
    words = f'<strong>{value}</strong> <span class="anchor-text">{escape(text)}</span>'
    return f'<label class="anchor">{radio}<span>{words}</span></label>'


def _shown(sent: Any, stored: Decimal | None) -> Decimal | None:
    """What the page showed: as it says itself, else as it is stored."""
    if sent == "":
        return None
    value = _on_scale(sent)
    return stored if value is None else value


def _on_scale(text: Any) -> Decimal | None:
    """A value as a slider writes it; None where it is none."""
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        return None
    return value if scale.is_on_scale(value) else None
