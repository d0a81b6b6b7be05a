"""The addresses of the site with a mail provider's doors."""

from django.urls import include, path

from apps.reflections import hooks
from careerplanner.urls import handler400, handler500, urlpatterns

__all__ = ["handler400", "handler500"]
urlpatterns = [*urlpatterns, path("anymail/", include((hooks.doors({"WEBHOOK_SECRET": "any"}), "anymail")))]
