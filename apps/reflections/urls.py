"""Addresses of today and the weekly e-mail."""

from django.urls import path

from apps.reflections import views

app_name = "reflections"

urlpatterns = [
    path("today/", views.page, name="today"),
    path("reflections/", views.page, name="list"),
]
