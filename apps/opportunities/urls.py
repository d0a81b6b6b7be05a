"""Addresses of the opportunities app."""

from django.urls import path

from apps.opportunities import views

app_name = "opportunities"

urlpatterns = [path("", views.list, name="list")]
