"""Bringing in people: the file or its text, and each of them through the form of a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.people.forms.person import PersonForm
from apps.people.models import Person
from apps.people.reading import File, Format, Read, Why, read
from apps.users import spreadsheet
from apps.users.models import User
from apps.users.tables import plain

MOST_BYTES = 8_000_000  # cards with photographs are big; what is kept of them is not
MOST_PEOPLE = 5_000
_AGE = 24 * 60 * 60  # seconds that a preview can be confirmed


class ImportForm(forms.Form):
    """A file of people, or its text."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.vcf,.txt,text/csv,text/vcard"}),
        help_text=_("Connections.csv from LinkedIn, cards from your phone (.vcf) or a table. It is not kept."),
    )
    text = forms.CharField(
        label=_("Or paste its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 4}),
    )

    def __init__(self, *args: Any, too_big: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_big = too_big
        self.read = File(Format.TABLE, ())

    def clean(self) -> dict[str, Any]:
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text") or ""
        if self.too_big or (file and file.size > MOST_BYTES):
            raise ValidationError(_("This is more than 8 MB. Take it apart and bring the parts in one by one."))
        if file and not file.size:
            raise ValidationError(_("This file is empty. Choose another one."))
        if bool(file) == bool(text.strip()):
            raise ValidationError(
                _("Choose a file or paste its text, not both.") if file else _("Choose a file, or paste its text.")
            )
        found = read(spreadsheet.decoded(file.read()) if file else text)
        if found is None:
            raise ValidationError(
                _(
                    "We found neither cards nor a column with names. A table needs a first row that names the columns, "
                    "and one of them must be “name”, or “first name” and “last name”."
                )
            )
        if len(found.people) > MOST_PEOPLE:
            raise ValidationError(_("These are more than 5,000 people. Take the file apart and bring in the parts."))
        self.read = found
        return self.cleaned_data


def packed(file: File, *, owner: User) -> str:
    """What was read, in a form that only `owner` can send back.

    It is signed, so that nobody makes the site unpack something else: compressed text can be a bomb.
    """
    rows = [[each.number, each.said, each.source, each.troubles, each.notes] for each in file.people]
    text = json.dumps([file.format, rows, file.unread], ensure_ascii=False, separators=(",", ":"))
    return signing.dumps(text, salt=f"people.import.{owner.pk}", compress=True)


def unpacked(sent: str, *, owner: User) -> File:
    """What `packed` was given; ValidationError where it is too old, or not ours."""
    try:
        text = str(signing.loads(sent, salt=f"people.import.{owner.pk}", max_age=_AGE))
    except signing.BadSignature:
        raise ValidationError(_("This page was open for too long. Choose the file again, please.")) from None
    kind, rows, unread = json.loads(text)
    people = (
        Read(number, said, source, tuple(map(Why, troubles)), tuple((Why(why), part) for why, part in notes))
        for number, said, source, troubles, notes in rows
    )
    return File(Format(kind), tuple(people), tuple(unread))


# --- One row -------------------------------------------------------------------------------------------------

_KINDS = {plain(word): kind for kind, label in Person.Kind.choices for word in (kind, str(label))}


class RowForm(PersonForm):
    """Somebody as a table has them: the same checks as when they are typed, and what only our own files know."""

    def __init__(self, cells: Mapping[str, str], *, instance: Person, owner: User) -> None:
        year, month, day = ([*cells.get("met", "").split("-"), "", "", ""])[:3]
        data: dict[str, Any] = {name: text for name, text in cells.items() if name not in {"kinds", "met"}}
        data |= {"kinds": self.kinds_of(cells.get("kinds", ""))}
        data |= {"met_on_year": year, "met_on_month": month, "met_on_day": day}
        super().__init__(data, instance=instance, owner=owner)
        self.cells = cells

    @staticmethod
    def kinds_of(text: str) -> list[str]:
        """The kinds that a cell names; what means nothing here, such as the groups of a phone, is passed by."""
        named = (_KINDS.get(plain(word)) for word in text.replace(";", ",").split(","))
        return list(dict.fromkeys(filter(None, named)))

    @staticmethod
    def field_of(column: str) -> str:
        """The field of the form that a column fills."""
        return "met_on" if column == "met" else column

    def take_turn(self) -> None:
        """Whoever brings in a file has waited already."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        state = self.cells.get("state") or Person.State.IN_TOUCH
        if state in Person.State:
            self.instance.state = state
        for name in ("added_on", "not_before"):
            if self.cells.get(name):
                self._take_day(name, self.cells[name])
        return cleaned

    def _take_day(self, name: str, text: str) -> None:
        try:
            setattr(self.instance, name, date.fromisoformat(text))
        except ValueError:
            self.cells = {**self.cells, name: ""}
