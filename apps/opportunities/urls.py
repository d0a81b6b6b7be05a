"""Addresses of the offers."""

from django.urls import path

from apps.opportunities import rating_views, season_views, views

app_name = "opportunities"

urlpatterns = [
    path("", views.offers, name="list"),
    path("new/", views.edit, name="new"),
    path("archived/", views.archived, name="archived"),
    path("compare/", views.compare, name="compare"),
    path("season/", season_views.season, name="season"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/edit/", views.edit, name="edit"),
    path("<uuid:pk>/ratings/", rating_views.ratings, name="ratings"),
    path("<uuid:pk>/ratings/preview/", rating_views.preview, name="preview"),
    path("<uuid:pk>/archive/", views.archive, name="archive"),
    path("<uuid:pk>/restore/", views.restore, name="restore"),
    path("<uuid:pk>/delete/", views.delete, name="delete"),
]
