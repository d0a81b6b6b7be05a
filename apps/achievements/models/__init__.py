"""The tables of the journal and the timeline: where the person was, what they did there, and what proves it."""

from apps.achievements.models.achievement import Achievement, AchievementQuerySet, Evidence, said
from apps.achievements.models.contact_entry import ContactEntry
from apps.achievements.models.follow_up import FollowUp
from apps.achievements.models.keeping import Draft, PastVersion
from apps.achievements.models.learning_step import LearningStep
from apps.achievements.models.portfolio import Portfolio, PortfolioChoice, ShareLink
from apps.achievements.models.proof import Proof, ProofFile
from apps.achievements.models.role import Organisation, Role
from apps.achievements.models.scope import Scope
from apps.achievements.models.upload import Upload
from apps.achievements.models.witness import Witness

__all__ = [
    "Achievement",
    "AchievementQuerySet",
    "ContactEntry",
    "Draft",
    "Evidence",
    "FollowUp",
    "LearningStep",
    "Organisation",
    "PastVersion",
    "Portfolio",
    "PortfolioChoice",
    "Proof",
    "ProofFile",
    "Role",
    "Scope",
    "ShareLink",
    "Upload",
    "Witness",
    "said",
]
