"""Addresses of the offers."""

from django.urls import path

from apps.opportunities.views import compare, files, method, offers, paste, ratings, seasons

app_name = "opportunities"

urlpatterns = [
    path("", offers.offers, name="list"),
    path("new/", offers.edit, name="new"),
    path("paste/", paste.paste, name="paste"),
    path("export.csv", files.export, name="export"),
    path("import/", files.bring_in, name="import"),
    path("archived/", offers.archived, name="archived"),
    path("compare/", compare.compare, name="compare"),
    path("method/", method.method, name="method"),
    path("season/", seasons.season, name="season"),
    path("<uuid:pk>/", offers.detail, name="detail"),
    path("<uuid:pk>/edit/", offers.edit, name="edit"),
    path("<uuid:pk>/ratings/", ratings.ratings, name="ratings"),
    path("<uuid:pk>/ratings/preview/", ratings.preview, name="preview"),
    path("<uuid:pk>/archive/", offers.archive, name="archive"),
    path("<uuid:pk>/restore/", offers.restore, name="restore"),
    path("<uuid:pk>/delete/", offers.delete, name="delete"),
]
