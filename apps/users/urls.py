"""Pages of the account beyond those of allauth."""

from django.urls import path

from apps.users import views

app_name = "users"

urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("closed/", views.closed, name="closed"),
]
