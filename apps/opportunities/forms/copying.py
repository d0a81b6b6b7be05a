"""Which of one’s other offers to take ratings over from."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.opportunities.models import Opportunity
from apps.opportunities.options import options
from apps.opportunities.seasons import DEFAULT
from apps.users.widgets import LongSelect


class CopyForm(forms.Form):
    """Pick one of the other offers that are rated."""

    copy_from = forms.ChoiceField(
        label=_("Copy from another offer"),
        widget=LongSelect(attrs={"class": "form-select"}),
        error_messages={
            "required": _("Pick the offer to copy from."),
            "invalid_choice": _("This is not among your other rated offers. Pick one of these."),
        },
    )

    def __init__(self, *args: Any, offers: Iterable[Opportunity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = options(offers, {}, DEFAULT.season())  # for their names, which no season changes
        self.names = {option.key: option.listed for option in found}
        here = [(option.key, option.listed) for option in found if option.offer.archived_at is None]
        away = [(option.key, option.listed) for option in found if option.offer.archived_at is not None]
        field = self.fields["copy_from"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above; tells the type checker)
        field.choices = [*here, (_("Archived"), away)] if away else here
