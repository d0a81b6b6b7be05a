"""Addresses of the direction: it shows offers, and stands beside them."""

from django.urls import path

from apps.opportunities.views import direction

app_name = "direction"

urlpatterns = [
    path("", direction.now, name="now"),
    path("new/", direction.edit, name="new"),
    path("<uuid:pk>/", direction.one, name="one"),
    path("<uuid:pk>/edit/", direction.edit, name="edit"),
    path("<uuid:pk>/needs/", direction.needs, name="needs"),
    path("<uuid:pk>/occupations/", direction.occupations, name="occupations"),
    path("<uuid:pk>/end/", direction.end, name="end"),
    path("<uuid:pk>/again/", direction.again, name="again"),
    path("<uuid:pk>/delete/", direction.delete, name="delete"),
]
