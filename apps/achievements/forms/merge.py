"""Which of two skills stays."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.skills.models import Skill
from apps.users.models import User
from apps.users.widgets import LongSelect, Ready


class MergeForm(forms.Form):
    """The skill of the owner that another one becomes part of; `cleaned_data["into"]` is the skill itself."""

    into = forms.ChoiceField(
        label=_("Make it part of"),
        widget=LongSelect,
        error_messages={
            "required": _("Choose the skill that stays."),
            "invalid_choice": _("Choose one of your skills from the list."),
        },
    )

    def __init__(self, *args: Any, owner: User, goes: Skill, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        others = Skill.objects.owned_by(owner).exclude(pk=goes.pk).values_list("pk", "name")
        choices = [("", _("choose a skill")), *((str(pk), name) for pk, name in others)]
        self.fields["into"].choices = Ready(choices)  # type: ignore[attr-defined]  # a ChoiceField

    def clean_into(self) -> Skill:
        """The skill; it may have gone since the page was opened."""
        stays = Skill.objects.owned_by(self.owner).filter(pk=UUID(self.cleaned_data["into"])).first()
        if stays is None:
            raise ValidationError(_("Choose one of your skills from the list."))
        return stays
