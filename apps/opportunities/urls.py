"""Addresses of the offers."""

from django.urls import path

from apps.opportunities.views import compare, method, offers, ratings, seasons, weighing

app_name = "opportunities"

urlpatterns = [
    path("", offers.offers, name="list"),
    path("new/", offers.edit, name="new"),
    path("archived/", offers.archived, name="archived"),
    path("compare/", compare.compare, name="compare"),
    path("method/", method.method, name="method"),
    path("season/", seasons.season, name="season"),
    path("season/change/", weighing.edit, name="season_edit"),
    path("season/order/", weighing.order, name="season_order"),
    path("season/reviewed/", seasons.reviewed, name="season_reviewed"),
    path("season/<uuid:pk>/again/", weighing.edit, name="season_again"),
    path("<uuid:pk>/", offers.detail, name="detail"),
    path("<uuid:pk>/edit/", offers.edit, name="edit"),
    path("<uuid:pk>/ratings/", ratings.ratings, name="ratings"),
    path("<uuid:pk>/ratings/preview/", ratings.preview, name="preview"),
    path("<uuid:pk>/archive/", offers.archive, name="archive"),
    path("<uuid:pk>/restore/", offers.restore, name="restore"),
    path("<uuid:pk>/delete/", offers.delete, name="delete"),
]
