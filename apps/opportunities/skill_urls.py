"""Addresses in the skills room of what changes a name: directions and offers say it, too."""

from django.urls import path

from apps.opportunities.views import skill_names

app_name = "skill_names"

urlpatterns = [
    path("<uuid:pk>/rename/", skill_names.rename, name="rename"),
    path("<uuid:pk>/merge/", skill_names.merge, name="merge"),
]
