"""Addresses of the offers."""

from django.urls import path

from apps.opportunities.views import compare, deal_breakers, method, offers, ratings, seasons

app_name = "opportunities"

urlpatterns = [
    path("", offers.offers, name="list"),
    path("new/", offers.edit, name="new"),
    path("archived/", offers.archived, name="archived"),
    path("compare/", compare.compare, name="compare"),
    path("deal-breakers/", deal_breakers.breakers, name="deal_breakers"),
    path("deal-breakers/<uuid:pk>/", deal_breakers.edit, name="deal_breaker_edit"),
    path("deal-breakers/<uuid:pk>/move/", deal_breakers.move, name="deal_breaker_move"),
    path("deal-breakers/<uuid:pk>/delete/", deal_breakers.delete, name="deal_breaker_delete"),
    path("method/", method.method, name="method"),
    path("season/", seasons.season, name="season"),
    path("<uuid:pk>/", offers.detail, name="detail"),
    path("<uuid:pk>/edit/", offers.edit, name="edit"),
    path("<uuid:pk>/ratings/", ratings.ratings, name="ratings"),
    path("<uuid:pk>/ratings/preview/", ratings.preview, name="preview"),
    path("<uuid:pk>/verdict/", deal_breakers.verdict, name="verdict"),
    path("<uuid:pk>/archive/", offers.archive, name="archive"),
    path("<uuid:pk>/restore/", offers.restore, name="restore"),
    path("<uuid:pk>/delete/", offers.delete, name="delete"),
]
