"""Which skills of the stack are shown, and in which order."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.users.widgets import LongSelect, Ready


class StackFilter(forms.Form):
    """Which skills, and in which order; an answer that makes no sense is left out, not an error."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("all skills")), ("proven", _("those my journal shows")), ("claimed", _("claims so far"))],
        widget=LongSelect,
    )
    role = forms.ChoiceField(label=_("Shown in"), required=False, widget=LongSelect)
    sort = forms.ChoiceField(
        label=_("First come"),
        required=False,
        choices=[
            ("", _("those with most entries")),
            ("recent", _("those shown last")),
            ("name", _("A to Z")),
        ],
        widget=LongSelect,
    )

    def __init__(self, *args: Any, roles: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("any role")), *((str(pk), name) for pk, name in roles.items())]
        cast(forms.ChoiceField, self.fields["role"]).choices = Ready(choices)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    def asked(self) -> dict[str, str]:
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
