"""The reflections app."""

from django.apps import AppConfig


class ReflectionsConfig(AppConfig):
    """The weekly e-mail, its answers and the page of today."""

    name = "apps.reflections"
