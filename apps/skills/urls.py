"""Addresses of the skills room."""

from django.urls import path

from apps.skills.views import stack

app_name = "skills"

urlpatterns = [
    path("", stack.stack, name="list"),
    path("suggest/", stack.suggest, name="suggest"),
    path("<uuid:pk>/", stack.detail, name="detail"),
    path("<uuid:pk>/rename/", stack.rename, name="rename"),
    path("<uuid:pk>/delete/", stack.delete, name="delete"),
]
