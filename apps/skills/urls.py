"""Addresses of the skills room."""

from django.urls import path

from apps.skills import views

app_name = "skills"

urlpatterns = [
    path("", views.stack, name="list"),
    path("suggest/", views.suggest, name="suggest"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/rename/", views.rename, name="rename"),
    path("<uuid:pk>/delete/", views.delete, name="delete"),
]
