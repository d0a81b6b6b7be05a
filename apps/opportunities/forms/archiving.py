"""What became of an offer that is put away."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.opportunities.models import Opportunity
from apps.users.widgets import LongSelect

Outcome = Opportunity.Outcome
OF_AN_OFFER = (Outcome.DECLINED, Outcome.EXPIRED, Outcome.REFUSED)


class PutAwayForm(forms.Form):
    """What became of it; leaving it open is an answer too."""

    outcome = forms.ChoiceField(
        label=_("What became of it?"), required=False, widget=LongSelect(attrs={"class": "form-select"})
    )

    def __init__(self, *args: object, offer: Opportunity) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # the data, if any
        fitting = (Outcome.LEFT,) if offer.is_present_job else OF_AN_OFFER
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above; tells the type checker)
        field.choices = [("", _("just put away")), *((outcome.value, outcome.label) for outcome in fitting)]

    @property
    def picked(self) -> str:
        """What was picked; nothing where it makes no sense for this one."""
        return str(self.cleaned_data["outcome"]) if self.is_valid() else ""
