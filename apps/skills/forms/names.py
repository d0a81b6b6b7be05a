"""Forms of the skills room, and the field in which other rooms name skills."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.skills.models import Skill
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
        if _PARTS.search(name):
            raise ValidationError(_("One skill at a time, please: leave out the comma."))
        return name


_PARTS = re.compile(r"[,;\n،、，]")


def split_names(text: str) -> list[str]:
    """The names in a text that parts them by commas, semicolons or lines; none twice, whatever its case."""
    first: dict[str, str] = {}
    for part in _PARTS.split(text):
        if name := " ".join(part.split()):
            first.setdefault(name.casefold(), name)
    return list(first.values())


def being_typed(text: str) -> tuple[list[str], str]:
    """The names before the last comma, and what is typed after it."""
    *before, last = _PARTS.split(text)
    return split_names(",".join(before)), " ".join(last.split())


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
