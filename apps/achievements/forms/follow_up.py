"""Whether an outcome lasted."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.achievements.forms.fields import rows
from apps.achievements.models import FollowUp
from apps.users.forms import OwnedForm


class FollowUpForm(OwnedForm[FollowUp]):
    """How it is now with what was measured then."""

    answer = forms.ChoiceField(
        label=_("Did it last?"),
        choices=[
            (FollowUp.Answer.LASTED, _("Yes, it is still so")),
            (FollowUp.Answer.PARTLY, _("Partly")),
            (FollowUp.Answer.FADED, _("No, it did not last")),
            (FollowUp.Answer.UNKNOWN, _("I cannot tell")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers, or let us ask again later.")},
    )

    class Meta:
        model = FollowUp
        fields = ["answer", "note"]
        labels = {"note": _("How it is now")}
        help_texts = {"note": _("A figure or a sentence, if you like.")}
        widgets = {"note": rows(2)}

    def save(self, commit: bool = True) -> FollowUp:
        """The answer with the day it was given; a word about the same answer keeps its day."""
        if "answer" in self.changed_data or self.instance.answered_on is None:
            self.instance.answered_on = timezone.localdate()
        self.instance.ask_after = None
        return super().save(commit)
