"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Whom the person knows, what they spoke of, and what was promised."""

    name = "apps.people"
