"""Which entries the journal shows."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.achievements.models import Achievement, Role
from apps.skills.models import Skill
from apps.users.models import User
from apps.users.widgets import LongSelect, Ready


class JournalFilter(forms.Form):
    """Which entries to show; an answer that makes no sense is left out, not an error."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200, widget=forms.SearchInput)
    role = forms.ChoiceField(label=_("Role"), required=False, widget=LongSelect)
    skill = forms.ChoiceField(label=_("Skill"), required=False, widget=LongSelect)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("any")), *Achievement.State.choices], widget=LongSelect
    )

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles, skills = Role.objects.owned_by(owner).told(), Skill.objects.owned_by(owner).values_list("pk", "name")
        self._offer("role", [("none", _("without a role")), *((str(role.pk), str(role)) for role in roles)])
        self._offer("skill", [(str(pk), name) for pk, name in skills])

    def _offer(self, name: str, choices: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = Ready([("", _("any")), *choices])

    def asked(self) -> dict[str, str]:
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
