"""Forms of the journal and the timeline."""

from apps.achievements.forms.entry import AchievementForm, QuickLogForm
from apps.achievements.forms.narrowing import JournalFilter
from apps.achievements.forms.proof import ProofForm, ProofFormSet
from apps.achievements.forms.role import LearningStepForm, RoleForm
from apps.achievements.forms.several import SeveralForm

__all__ = [
    "AchievementForm",
    "JournalFilter",
    "LearningStepForm",
    "ProofForm",
    "ProofFormSet",
    "QuickLogForm",
    "RoleForm",
    "SeveralForm",
]
