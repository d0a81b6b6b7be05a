"""The reflections app."""

from anymail.signals import tracking
from django.apps import AppConfig


class ReflectionsConfig(AppConfig):
    """The weekly e-mail, its answers and the page of today."""

    name = "apps.reflections"

    def ready(self) -> None:
        """Hear what mail providers report: anymail's signal is its interface, there is no other."""
        from apps.reflections.tracking import on_report

        tracking.connect(on_report, dispatch_uid="apps.reflections.tracking")
