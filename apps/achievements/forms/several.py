"""What is to be done to several entries at once."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from apps.achievements.models import Achievement, Role
from apps.skills.forms import SkillNamesField
from apps.users.models import User
from apps.users.widgets import Line, LongSelect, Ready

MOST = 200  # entries at once
DEEDS = ("add_skills", "remove_skills", "set_role", "confidential", "not_confidential", "delete")


class SeveralForm(forms.Form):
    """Chosen entries, and one thing to do to them; `chosen` holds the entries of a valid form.

    Names what is chosen in `entry`; `all_shown` stands for all ids in `shown`, for who has no script to tick them.
    """

    do = forms.ChoiceField(choices=[(deed, deed) for deed in DEEDS], error_messages={"required": _("Choose a button.")})
    skills = SkillNamesField(
        label=_("Skills"),
        widget=Line({"class": "form-control", "autocomplete": "off", "dir": "auto"}),
        help_text=_("Commas between them."),
    )
    role = forms.ChoiceField(label=_("Role"), required=False, widget=LongSelect({"class": "form-select"}))

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.chosen: list[Achievement] = []
        if self.is_bound:
            roles = Role.objects.owned_by(owner).told()
            self.offer_roles({role.pk: str(role) for role in roles})

    def offer_roles(self, roles: Mapping[UUID, str]) -> None:
        """Let one of these roles be chosen, or none."""
        named = [(str(pk), name) for pk, name in roles.items()]
        cast(forms.ChoiceField, self.fields["role"]).choices = Ready(
            [("", _("choose one")), ("none", _("without a role")), *named]
        )

    @property
    def ticked(self) -> set[str]:
        """The ids that were ticked, as they were sent."""
        if not self.is_bound:
            return set()
        sent = cast(QueryDict, self.data)
        every = str(sent.get("shown", "")).split() if "all_shown" in sent else []
        return {*map(str, sent.getlist("entry")), *every}

    def clean_role(self) -> UUID | None:
        role = self.cleaned_data["role"]
        return UUID(role) if role and role != "none" else None

    def clean(self) -> dict[str, Any]:
        deed = self.cleaned_data.get("do", "")
        if deed.endswith("_skills") and "skills" not in self.errors and not self.cleaned_data["skills"]:
            self.add_error("skills", _("Write which skills first."))
        if deed == "set_role" and "role" not in self.errors and not self.data.get("role"):
            self.add_error("role", _("Choose a role first."))
        self.chosen = self._found()
        return self.cleaned_data

    def _found(self) -> list[Achievement]:
        ids = [as_id(text) for text in self.ticked]
        if not ids:
            raise ValidationError(_("Tick the entries first."), code="none")
        if len(ids) > MOST:
            raise ValidationError(_("At most %(most)s entries at once, please."), params={"most": MOST}, code="many")
        found = list(Achievement.objects.owned_by(self.owner).filter(pk__in=[pk for pk in ids if pk]).only("line"))
        if len(found) != len(ids):
            raise ValidationError(
                _("Nothing was changed: some of these entries are not here any more. Choose again."), code="gone"
            )
        return found


def as_id(text: str) -> UUID | None:
    """The id that a form sent; None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
