"""Which options people want side by side."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.opportunities.choices import Choice
from apps.users.widgets import ticks

FEWEST, MOST = 2, 5
AT_ONCE = 12  # more than these are folded away, but for those that are picked


class CompareForm(forms.Form):
    """Which two to five options to put side by side."""

    option = forms.Field(label=_("Compare two to five of these"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        self.known = {choice.key for choice in choices}

    def clean_option(self) -> list[str]:
        """Two to five different ones of the person’s own; said twice is said once."""
        keys = list(dict.fromkeys(filter(None, self.cleaned_data["option"] or ())))
        if not self.known.issuperset(keys):
            raise ValidationError(_("One of them is not among your offers. Pick from these."))
        if len(keys) < FEWEST:
            raise ValidationError(_("Comparing takes two. Tick one more, up to five."))
        if len(keys) > MOST:
            raise ValidationError(_("Five at most fit side by side. Untick some."))
        return keys

    @cached_property
    def picked(self) -> list[str]:
        """What is ticked, in the order of the list."""
        ticked = set(self["option"].value() or ())
        return [choice.key for choice in self.choices if choice.key in ticked]

    @property
    def boxes(self) -> SafeString:
        """The boxes to tick: all of them, or those that are ticked where there are many."""
        ticked = set(self.picked)
        return ticks("option", [(c.key, c.listed) for c in self.choices if not self.folds or c.key in ticked], ticked)

    @property
    def folded(self) -> SafeString:
        """The other boxes, where there are many."""
        ticked = set(self.picked)
        return ticks("option", [(c.key, c.listed) for c in self.choices if c.key not in ticked], ())

    @property
    def folds(self) -> bool:
        """Whether there are too many boxes to show all at once."""
        return len(self.choices) > AT_ONCE

    @property
    def others(self) -> int:
        """How many are not ticked."""
        return len(self.choices) - len(self.picked)
