"""Addresses of the skills app."""

from django.urls import path

from apps.skills import views

app_name = "skills"

urlpatterns = [path("", views.list, name="list")]
