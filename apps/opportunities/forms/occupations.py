"""Looking an occupation up, and taking over what it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.opportunities.forms.direction import MOST
from apps.skills.forms import LONGEST
from apps.skills.models import Direction, Occupation, OccupationNeed
from apps.skills.occupations import VERY_IMPORTANT, asked, is_essential, is_usual
from apps.users import formats


class OccupationForm:
    """What is in the address: a title that is looked for, or an occupation that was picked."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.typed = " ".join(str(data.get("q", "")).replace("\0", "").split())[:LONGEST]
        self._picked = str(data.get("occupation", ""))

    @cached_property
    def occupation(self) -> Occupation | None:
        """The occupation that was picked, if there is one of this number."""
        picked = self._picked
        if not (picked.isascii() and picked.isdecimal() and len(picked) <= 15):
            return None
        return Occupation.objects.filter(pk=picked).first()


@dataclass(frozen=True)
class Asked:
    """One skill that an occupation asks for."""

    need: OccupationNeed
    name: str
    is_there: bool  # in the list of the direction already
    is_ticked: bool

    @property
    def weight(self) -> str:
        """How much it counts there, in the words of the source."""
        importance = self.need.importance
        if importance is None:
            return _("essential") if self.need.is_essential else _("optional")
        words = _("very important") if importance >= VERY_IMPORTANT else _important(importance)
        return _("%(words)s (%(number)s of 5)") % {"words": words, "number": formats.number(importance, 1)}


def _important(importance: Any) -> str:
    return _("important") if importance >= 3 else _("less important")


class TakeOverForm(forms.Form):
    """Which of the skills that an occupation asks for are taken over."""

    def __init__(self, data: Any, *, occupation: Occupation, direction: Direction) -> None:
        super().__init__(data)
        there = {need.name.casefold() for need in direction.needs.all()}
        self.room = MOST - len(there)
        ticked = set(data.getlist("need")) if data is not None else None
        self.asked = [
            Asked(
                need,
                name := _short(need.skill.name),
                is_there=name.casefold() in there,
                is_ticked=is_usual(need) if ticked is None else str(need.pk) in ticked,
            )
            for need in asked(occupation)
        ]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        chosen = [one for one in self.asked if one.is_ticked and not one.is_there]
        if not chosen:
            raise ValidationError(_("Tick what you want to take over."))
        if len(chosen) > self.room:
            raise ValidationError(
                _("A direction holds up to %(most)s skills: tick fewer, those that matter most.") % {"most": MOST}
            )
        self.chosen = chosen
        return cleaned

    def values(self) -> dict[str, Any]:
        """The names of a valid form, as `add_needs` takes them."""
        return {
            "essential": [one.name for one in self.chosen if is_essential(one.need)],
            "useful": [one.name for one in self.chosen if not is_essential(one.need)],
        }


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
