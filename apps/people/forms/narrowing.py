"""Which people are shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.people.models import Person, PersonQuerySet
from apps.users.widgets import LongSelect, Ready

DUE, PAUSED, LET_GO = "due", "paused", "let_go"


class PeopleFilter(forms.Form):
    """Whom to show; an answer that makes no sense is left out, not an error."""

    q = forms.CharField(
        label=_("Name, organisation or a word of your notes"),
        required=False,
        max_length=100,
        strip=True,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "dir": "auto"}),
    )
    kind = forms.ChoiceField(
        label=_("What they are to you"),
        required=False,
        choices=Ready([("", _("anything")), *Person.Kind.choices]),
        widget=LongSelect,
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=Ready(
            [
                ("", _("everybody")),
                (DUE, _("those I could write to now")),
                (PAUSED, _("those paused")),
                (LET_GO, _("those let go")),
            ]
        ),
        widget=LongSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["class"] = "form-control"
        self.fields["q"].widget.attrs.pop("maxlength", None)
        for name in ("kind", "show"):
            self.fields[name].widget.attrs["class"] = "form-select"

    def asked(self) -> dict[str, str]:
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def found(self, people: PersonQuerySet, today: Any) -> PersonQuerySet:
        """Those of `people` who were asked for, in the order of the list."""
        asked = self.asked()
        shown = people.let_go() if asked.get("show") == LET_GO else people.kept()
        if asked.get("show") == PAUSED:
            shown = shown.filter(state=Person.State.PAUSED)
        if "q" in asked:
            shown = shown.called(asked["q"].replace("\0", ""))
        if "kind" in asked:
            shown = shown.filter(kinds__contains=[asked["kind"]])
        return shown.due(today) if asked.get("show") == DUE else shown.nearest_first()
