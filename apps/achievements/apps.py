"""The achievements app."""

from django.apps import AppConfig


class AchievementsConfig(AppConfig):
    """The journal and the timeline."""

    name = "apps.achievements"
