"""Addresses of the journal and the timeline."""

from django.urls import path

from apps.achievements import views

app_name = "achievements"

urlpatterns = [
    path("journal/", views.page, name="list"),
    path("timeline/", views.page, name="timeline"),
]
