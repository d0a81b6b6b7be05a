"""The tables of the skills room: skills, the catalogue they are named from, focus, credentials and direction."""

from apps.skills.models.catalogue import (
    CatalogueLabel,
    CatalogueSkill,
    CatalogueWord,
    Occupation,
    OccupationLabel,
    OccupationNeed,
    Source,
)
from apps.skills.models.credential import Credential, CredentialSkill
from apps.skills.models.direction import Direction, DirectionNeed
from apps.skills.models.focus import Focus, Practice
from apps.skills.models.skill import Skill, SkillQuerySet

__all__ = [
    "CatalogueLabel",
    "CatalogueSkill",
    "CatalogueWord",
    "Credential",
    "CredentialSkill",
    "Direction",
    "DirectionNeed",
    "Focus",
    "Occupation",
    "OccupationLabel",
    "OccupationNeed",
    "Practice",
    "Skill",
    "SkillQuerySet",
    "Source",
]
