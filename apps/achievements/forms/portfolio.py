"""What a portfolio is for and what fits it, which entries to look through, and a secret address to share it under."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.achievements.forms.fields import one_line, rows
from apps.achievements.models import Portfolio, Role, ShareLink
from apps.skills.forms import SkillNamesField
from apps.skills.models import Skill
from apps.users.forms import OwnedForm
from apps.users.widgets import ticks

DAYS = (("7", _("in 7 days")), ("30", _("in 30 days")), ("90", _("in 90 days")))
LINKS = 20  # open ones of a portfolio


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("We could not read this as a day. Write it like 2026-11-30.")},
    )


class PortfolioForm(OwnedForm[Portfolio]):
    """What it is for, how the person stands on it, and which entries fit it."""

    period_from = _day(_("From"))
    period_until = _day(_("Until"))
    skills = SkillNamesField(
        label=_("Only entries that show one of these skills"),
        widget=rows(2, _("customer service, training others")),
        help_text=_("Commas between them. Leave it empty for all."),
    )

    class Meta:
        model = Portfolio
        fields = [
            "title",
            "shown_name",
            "contact",
            "intro",
            "period_from",
            "period_until",
            "order",
            "with_duties",
        ]
        labels = {
            "title": _("What it is for"),
            "shown_name": _("Your name, as it stands on it"),
            "contact": _("How to reach you"),
            "intro": _("About you, in a few sentences"),
            "order": _("Order of the entries"),
            "with_duties": _("Also entries that say what you did and not yet what came of it"),
        }
        help_texts = {
            "title": _("Yearly review, talk about pay, application to the clinic. It stands at the top."),
            "contact": _("An address, a number, a town: only what this reader may have."),
            "order": _(
                "Strongest: measured outcomes first, then outcomes one can see; what others can check counts more."
            ),
        }
        widgets = {
            "title": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "shown_name": forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
            "contact": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "intro": rows(3),
        }
        error_messages = {"title": {"required": _("Say what it is for: “yearly review” is enough.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = list(Role.objects.owned_by(self.owner).told())
        if not self.adding and self.instance.skill_ids:
            known = Skill.objects.owned_by(self.owner).filter(pk__in=self.instance.skill_ids)
            self.initial["skills"] = [skill.name for skill in known]

    @property
    def role_ticks(self) -> SafeString:
        """Boxes for the roles; none ticked means all."""
        ticked = self.data.getlist("role") if self.is_bound else map(str, self.instance.role_ids)  # type: ignore[attr-defined]  # a QueryDict
        return ticks("role", [(str(role.pk), str(role)) for role in self.roles], set(ticked))

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])

    def clean_skills(self) -> list[str]:
        """Names of skills the person has; others would silently leave everything out."""
        names = self.cleaned_data["skills"]
        if not names:
            self.instance.skill_ids = []
            return []
        keys = [Lower(Value(name)) for name in names]
        found = list(Skill.objects.owned_by(self.owner).alias(key=Lower("name")).filter(key__in=keys))
        unknown = {name.casefold(): name for name in names}
        for skill in found:
            unknown.pop(skill.name.casefold(), None)
        if unknown and len(found) < len(names):
            missing = next(iter(unknown.values()))
            raise ValidationError(
                _("None of your skills is called “%(name)s”. Check the spelling, or leave it out."),
                params={"name": missing},
            )
        self.instance.skill_ids = [skill.pk for skill in found]
        return list(names)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        asked = set(self.data.getlist("role")) if hasattr(self.data, "getlist") else set()
        self.instance.role_ids = [role.pk for role in self.roles if str(role.pk) in asked]
        first, last = self.cleaned_data.get("period_from"), self.cleaned_data.get("period_until")
        if first and last and last < first:
            self.add_error("period_until", ValidationError(_("The end is before the start: check both days.")))
        return cleaned


class EntriesFilter(forms.Form):
    """Which entries to look through; an answer that makes no sense is left out."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200, widget=forms.SearchInput)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("all")), ("in", _("only what is in")), ("out", _("only what is out"))],
    )

    def asked(self) -> dict[str, str]:
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ShareForm(forms.Form):
    """For whom a secret address is, and when it ends."""

    label = forms.CharField(
        label=_("For whom"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("For you to know which is which. They do not see it."),
    )
    days = forms.ChoiceField(label=_("It ends"), choices=DAYS, initial="30")

    def __init__(self, *args: Any, portfolio: Portfolio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.portfolio = portfolio

    def clean_label(self) -> str:
        return one_line(self.cleaned_data["label"])

    def clean(self) -> dict[str, Any]:
        if ShareLink.objects.filter(portfolio=self.portfolio).open().count() >= LINKS:
            raise ValidationError(
                _("%(most)s addresses of this portfolio work already. End one of them first."), params={"most": LINKS}
            )
        return self.cleaned_data

    def make(self) -> ShareLink:
        """The new address of a valid form."""
        ends = timezone.now() + timedelta(days=int(self.cleaned_data["days"]))
        return ShareLink.make(
            expires_at=ends,
            owner_id=self.portfolio.owner_id,
            portfolio=self.portfolio,
            label=self.cleaned_data["label"],
        )


def ids(values: list[str]) -> set[UUID]:
    """The ids among what a browser sent; nonsense is none."""
    found = set()
    for value in values:
        try:
            found.add(UUID(value))
        except ValueError:
            continue
    return found
