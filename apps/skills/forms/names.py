"""Forms of the skills room, and the field in which other rooms name skills."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.skills.models import CatalogueSkill, Skill
from apps.skills.naming import PARTS, split_names
from apps.users.forms import OwnedForm

LONGEST = 120  # characters of a name
MOST = 30  # skills of one entry


class SkillForm(OwnedForm[Skill]):
    """Name a skill."""

    class Meta:
        model = Skill
        fields = ["name"]

    def clean_name(self) -> str:
        """Commas part skills from each other, so none has one in its name."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if PARTS.search(name):
            raise ValidationError(_("One skill at a time, please: leave out the comma."))
        return name

    def save(self, commit: bool = True) -> Skill:
        """Save; a name of the catalogue is linked to what stands there, and a name of one’s own leaves the link."""
        listed = CatalogueSkill.objects.named([self.instance.name]).values()
        self.instance.catalogue_id = next(iter(listed), self.instance.catalogue_id)
        return super().save(commit)


class SkillDetailsForm(SkillForm):
    """All that a person says of a skill: its name, how they would put their level, and whether it leaves with them."""

    class Meta(SkillForm.Meta):
        fields = ["name", "stated_level", "is_bound"]
        help_texts = {"stated_level": _("In your own words, such as “daily for six years” or “can train others”.")}


class SkillNamesField(forms.CharField):
    """Skills by name, with commas or lines between them; it gives a list of names."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": (LONGEST + 2) * MOST, "required": False, **kwargs})

    def clean(self, value: Any) -> Any:
        names = split_names(super().clean(value))
        if len(names) > MOST:
            raise ValidationError(_("Up to %(most)s skills: keep those that this shows best."), params={"most": MOST})
        for name in names:
            if len(name) > LONGEST:
                raise ValidationError(
                    _("“%(start)s…” is too long for one skill. Put commas between skills."), params={"start": name[:40]}
                )
        return names

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value
