"""Forms of the journal and the timeline."""

from apps.achievements.forms.entry import AchievementForm, QuickLogForm
from apps.achievements.forms.follow_up import FollowUpForm
from apps.achievements.forms.narrowing import JournalFilter
from apps.achievements.forms.proof import CredentialProofForm, FeedbackForm, LinkForm, ProofForm, ProofFormSet
from apps.achievements.forms.proof_file import FileForm
from apps.achievements.forms.role import LearningStepForm, RoleForm
from apps.achievements.forms.several import SeveralForm
from apps.achievements.forms.witness import VouchForm, WitnessForm

__all__ = [
    "AchievementForm",
    "CredentialProofForm",
    "FeedbackForm",
    "FileForm",
    "FollowUpForm",
    "JournalFilter",
    "LearningStepForm",
    "LinkForm",
    "ProofForm",
    "ProofFormSet",
    "QuickLogForm",
    "RoleForm",
    "SeveralForm",
    "VouchForm",
    "WitnessForm",
]
