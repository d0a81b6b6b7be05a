"""Forms of the skills room."""

from apps.skills.forms.names import LONGEST, SkillForm, SkillNamesField, being_typed, split_names

__all__ = ["LONGEST", "SkillForm", "SkillNamesField", "being_typed", "split_names"]
