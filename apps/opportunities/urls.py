"""Addresses of the offers."""

from django.urls import path

from apps.opportunities.views import (
    calendar,
    compare,
    decisions,
    method,
    money,
    needs,
    offers,
    ratings,
    replay,
    reviews,
    seasons,
)

app_name = "opportunities"

urlpatterns = [
    path("", offers.offers, name="list"),
    path("new/", offers.edit, name="new"),
    path("archived/", offers.archived, name="archived"),
    path("compare/", compare.compare, name="compare"),
    path("method/", method.method, name="method"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/make/", calendar.make, name="calendar_make"),
    path("calendar/off/", calendar.turn_off, name="calendar_off"),
    path("calendar/<slug:token>.ics", calendar.feed, name="feed"),
    path("money/", money.money, name="money"),
    path("money/needs/", needs.needs, name="needs"),
    path("money/rates/", needs.rates, name="rates"),
    path("money/rates/new/", needs.rate, name="rate_new"),
    path("money/rates/<uuid:pk>/", needs.rate, name="rate_edit"),
    path("money/rates/<uuid:pk>/delete/", needs.rate_delete, name="rate_delete"),
    path("season/", seasons.season, name="season"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<uuid:pk>/", decisions.decision, name="decision"),
    path("decisions/<uuid:pk>/edit/", decisions.edit, name="decision_edit"),
    path("decisions/<uuid:pk>/delete/", decisions.delete, name="decision_delete"),
    path("reviews/<uuid:pk>/", reviews.review, name="review"),
    path("reviews/<uuid:pk>/later/", reviews.put_off, name="review_later"),
    path("reviews/<uuid:pk>/skip/", reviews.pass_over, name="review_skip"),
    path("replay/", replay.replay, name="replay"),
    path("<uuid:pk>/", offers.detail, name="detail"),
    path("<uuid:pk>/edit/", offers.edit, name="edit"),
    path("<uuid:pk>/ratings/", ratings.ratings, name="ratings"),
    path("<uuid:pk>/ratings/preview/", ratings.preview, name="preview"),
    path("<uuid:pk>/decide/", decisions.decide, name="decide"),
    path("<uuid:pk>/money/", money.terms, name="terms"),
    path("<uuid:pk>/money/preview/", money.terms_preview, name="terms_preview"),
    path("<uuid:pk>/archive/", offers.archive, name="archive"),
    path("<uuid:pk>/restore/", offers.restore, name="restore"),
    path("<uuid:pk>/delete/", offers.delete, name="delete"),
]
