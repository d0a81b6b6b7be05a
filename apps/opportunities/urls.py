"""Addresses of the offers."""

from django.urls import path

from apps.opportunities.views import compare, method, money, needs, offers, ratings, seasons

app_name = "opportunities"

urlpatterns = [
    path("", offers.offers, name="list"),
    path("new/", offers.edit, name="new"),
    path("archived/", offers.archived, name="archived"),
    path("compare/", compare.compare, name="compare"),
    path("method/", method.method, name="method"),
    path("money/", money.money, name="money"),
    path("money/needs/", needs.needs, name="needs"),
    path("money/rates/", needs.rates, name="rates"),
    path("money/rates/new/", needs.rate, name="rate_new"),
    path("money/rates/<uuid:pk>/", needs.rate, name="rate_edit"),
    path("money/rates/<uuid:pk>/delete/", needs.rate_delete, name="rate_delete"),
    path("season/", seasons.season, name="season"),
    path("<uuid:pk>/", offers.detail, name="detail"),
    path("<uuid:pk>/edit/", offers.edit, name="edit"),
    path("<uuid:pk>/ratings/", ratings.ratings, name="ratings"),
    path("<uuid:pk>/ratings/preview/", ratings.preview, name="preview"),
    path("<uuid:pk>/money/", money.terms, name="terms"),
    path("<uuid:pk>/money/preview/", money.terms_preview, name="terms_preview"),
    path("<uuid:pk>/archive/", offers.archive, name="archive"),
    path("<uuid:pk>/restore/", offers.restore, name="restore"),
    path("<uuid:pk>/delete/", offers.delete, name="delete"),
]
