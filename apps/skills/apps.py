"""The skills app."""

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    """What the person can do, and where it was shown."""

    name = "apps.skills"
