"""The form of the settings, and the base of every form over a private row."""

from decimal import Decimal
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from babel import numbers
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, UniqueConstraint
from django.forms.models import ModelChoiceField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from apps.users import formats, zones
from apps.users.models import User
from apps.users.ownership import OwnedModel
from apps.users.widgets import LongSelect, Ready

M = TypeVar("M", bound=OwnedModel)

CURRENCIES = sorted(numbers.list_currencies())


class PreferencesForm(forms.ModelForm[User]):
    """What we call the person, and how times, numbers, money and pages look for them."""

    class Meta:
        model = User
        fields = ["name", "time_zone", "locale", "currency", "theme", "has_shortcuts"]
        labels = {"has_shortcuts": _("Single keys as shortcuts: n writes a line, / searches the journal")}
        help_texts = {
            "time_zone": _("Times are shown in it. Your weekly e-mail has a time zone of its own."),
            "locale": _("Such as en-GB, de-DE or fr-CA."),
            "currency": _("Three letters, such as EUR. New offers start with it."),
            "has_shortcuts": _("They do nothing while you type in a field."),
        }
        widgets = {"currency": forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        self.fields["time_zone"] = forms.ChoiceField(
            label=zone.label,
            help_text=zone.help_text,
            choices=Ready(zones.choices(self.instance.time_zone)),
            widget=LongSelect,
        )

    def clean_currency(self) -> str:
        """A code of ISO 4217, or nothing."""
        code = str(self.cleaned_data["currency"]).upper()
        if code and code not in CURRENCIES:
            raise ValidationError(_("“%(code)s” is no currency code. Try EUR, GBP or USD."), params={"code": code})
        return code


class LocalDecimalField(forms.DecimalField):
    """A number typed the way the person's locale writes it: 1 200,50 or 1,200.50."""

    widget = forms.TextInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("We could not read this as a number. Write it like %(example)s."),
        "max_decimal_places": _("Too many decimals. If you meant thousands, write it like %(example)s."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stub inherits int
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        example = formats.number(Decimal("1200"))
        try:
            read = formats.read_number(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"example": example}) from None
        exponent = read.as_tuple().exponent
        if self.decimal_places is not None and isinstance(exponent, int) and -exponent > self.decimal_places:
            raise ValidationError(
                self.error_messages["max_decimal_places"],
                code="max_decimal_places",
                params={"example": example},
            )
        return read

    def prepare_value(self, value: Any) -> Any:
        return formats.number(value, self.decimal_places) if isinstance(value, Decimal) else value


def one_at_a_time(owner: User) -> None:
    """Let forms of one person that arrive together be checked and saved one after the other.

    Otherwise two that are fine alone, such as two present jobs, would meet only in the database.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [owner.pk])


def _plain(value: Any) -> Any:
    """A value of a form such that two that mean the same are equal, whether typed or read from a row."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, list | tuple):
        return sorted(str(each).casefold() for each in value)
    return None if value == "" else value


class OwnedForm(forms.ModelForm[M]):
    """A form over one private row of `owner`.

    Every choice is narrowed to the owner's rows. A new row gets its id with the empty form, so that sending
    it twice makes one row. A row that changed since the form was opened is not overwritten unseen: the
    person sees what they typed and decides.
    """

    row = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.already_saved: M | None = None
        self.adding = self.instance._state.adding
        self.initial["row"] = self.instance.pk if not self.adding else uuid7()
        self.initial["seen"] = self.instance.revision
        self.instance.owner = owner
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # browsers cut a longer text off without a word
            if isinstance(field, ModelChoiceField) and issubclass(field.queryset.model, OwnedModel):  # type: ignore[union-attr]  # never None once the form is made
                field.queryset = field.queryset.filter(owner=owner)  # type: ignore[union-attr]  # as above

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.take_turn()
        row, seen = self.cleaned_data.get("row"), self.cleaned_data.get("seen")
        rows = self._meta.model.objects.filter(owner=self.owner)
        if self.adding and isinstance(row, UUID):
            self.already_saved = rows.filter(pk=row).first()
            self.instance.pk = row
            if self.already_saved is not None and self._says_more_than(self.already_saved):
                self.already_saved = None
                self._answer_with("row", uuid7())
                raise ValidationError(
                    _("The first version of this form is already kept. Save again to keep this one beside it."),
                    code="kept",
                )
        elif not self.adding and seen is not None:
            latest = rows.filter(pk=self.instance.pk).values_list("revision", flat=True).first()
            if latest != seen:
                self._answer_with("seen", latest or "")
                raise ValidationError(
                    _(
                        "This was changed somewhere else since you opened it. What you typed is still here: "
                        "save again to keep yours, or open the page afresh to see the other."
                    ),
                    code="stale",
                )
        return cleaned

    def take_turn(self) -> None:
        """Wait for the person's other forms; a form that is one of many, whose sender has waited, need not."""
        one_at_a_time(self.owner)

    def _says_more_than(self, saved: M) -> bool:
        """Whether the form, sent again, says something else than what it saved the first time."""
        first = type(self)(instance=saved, owner=self.owner).initial
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"row", "seen"}}
        return any(_plain(value) != _plain(first.get(name)) for name, value in said.items())

    def _answer_with(self, name: str, value: Any) -> None:
        """Let the form come back with another hidden value than it was sent with."""
        data = self.data.copy() if isinstance(self.data, QueryDict) else dict(self.data)
        data[self.add_prefix(name)] = str(value)
        self.data = data

    def validate_unique(self) -> None:
        """Also check what must be unique for the owner, whom the form does not ask for."""
        super().validate_unique()
        self.validate_constraints()

    def validate_constraints(self) -> None:
        """Django leaves out constraints that involve a field the form does not have, such as the owner."""
        if self.already_saved is not None:
            return
        for constraint in self.instance._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                try:
                    constraint.validate(type(self.instance), self.instance, exclude=set(self.errors))
                except ValidationError as error:
                    self.add_error(None, ValidationError(error.messages))

    def save(self, commit: bool = True) -> M:
        """Save the row; a form sent twice gives back the row of the first time."""
        if self.already_saved is not None:
            return self.already_saved
        if not self.adding:
            self.instance.revision += 1
        try:
            with transaction.atomic():
                return super().save(commit)
        except IntegrityError as error:
            if not self.adding or "_pkey" not in str(error):
                raise
            self.instance.pk = uuid7()  # an id that is taken elsewhere: never a reason to lose what was typed
            return super().save(commit)
