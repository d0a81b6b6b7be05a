"""Addresses of the skills room."""

from django.urls import path

from apps.skills.views import names, one, stack

app_name = "skills"

urlpatterns = [
    path("", stack.stack, name="list"),
    path("suggest/", names.suggest, name="suggest"),
    path("suggest/one/", names.suggest_one, name="suggest_one"),
    path("<uuid:pk>/", one.detail, name="detail"),
    path("<uuid:pk>/rename/", one.rename, name="rename"),
    path("<uuid:pk>/delete/", one.delete, name="delete"),
]
