"""Which entries the journal shows, and in which order."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.achievements.models import Achievement, Role
from apps.skills.models import Skill
from apps.users.models import User
from apps.users.widgets import Line, LongSelect, Ready

ANY = ("", _("any"))
SELECT, BOX = {"class": "form-select"}, {"class": "form-control"}


class SearchLine(Line):
    """A line of text that is searched for."""

    input_type = "search"


def _choice(label: Any, choices: list[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=LongSelect(SELECT))


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput({**BOX, "type": "date", "autocomplete": "off"}, "%Y-%m-%d")
    )


class JournalFilter(forms.Form):
    """Which entries to show; an answer that makes no sense is left out, not an error."""

    q = forms.CharField(
        label=_("Words"), required=False, max_length=200, widget=SearchLine({**BOX, "aria-describedby": "id_q_help"})
    )
    role = _choice(_("Role"), [])
    skill = _choice(_("Skill"), [])
    state = _choice(_("State"), [ANY, *Achievement.State.choices])
    period = _choice(
        _("Period"),
        [
            ANY,
            ("week", _("this week")),
            ("month", _("this month")),
            ("quarter", _("this quarter")),
            ("year", _("this year")),
        ],
    )
    since = _day(_("From"))
    until = _day(_("Until"))
    confidential = _choice(_("Confidential"), [ANY, ("yes", _("only confidential ones")), ("no", _("without them"))])
    order = _choice(_("Order"), [("", _("best match first")), ("newest", _("newest first"))])

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = {role.pk: str(role) for role in Role.objects.owned_by(owner).told()}
        skills = Skill.objects.owned_by(owner).values_list("pk", "name")
        self._offer("role", [("none", _("without a role")), *((str(pk), name) for pk, name in self.roles.items())])
        self._offer("skill", [(str(pk), name) for pk, name in skills])

    def _offer(self, name: str, choices: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = Ready([ANY, *choices])

    def asked(self) -> dict[str, str | date]:
        """What was asked for and makes sense; the order by itself asks for nothing."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        if "q" not in asked:
            asked.pop("order", None)
        return asked
