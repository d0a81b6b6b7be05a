"""Pages of the account beyond those of allauth."""

from django.urls import path

from apps.users import unsent, views

app_name = "users"

urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("closed/", views.closed, name="closed"),
    # what was sent after the session had ended
    path("unsent/", unsent.unsent, name="unsent"),
]
