"""The addresses of the site with a mail provider's doors."""

from django.urls import include, path

from apps.reflections import hooks, reports
from careerplanner.urls import handler400, handler500, urlpatterns

KEYS = {"WEBHOOK_SECRET": "any", "MAILGUN_WEBHOOK_SIGNING_KEY": "any"}

__all__ = ["handler400", "handler500"]
urlpatterns = [*urlpatterns, path("anymail/", include(([*hooks.doors(KEYS), *reports.doors(KEYS)], "anymail")))]
