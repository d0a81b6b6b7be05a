"""Forms of the skills room."""

from apps.skills.forms.names import LONGEST, SkillDetailsForm, SkillForm, SkillNamesField
from apps.skills.forms.narrowing import StackFilter
from apps.skills.naming import being_typed, split_names

__all__ = [
    "LONGEST",
    "SkillDetailsForm",
    "SkillForm",
    "SkillNamesField",
    "StackFilter",
    "being_typed",
    "split_names",
]
