"""Addresses of the skills room."""

from django.urls import path

from apps.skills.views import credentials, stack

app_name = "skills"

urlpatterns = [
    path("", stack.stack, name="list"),
    path("suggest/", stack.suggest, name="suggest"),
    # certificates, licences and degrees
    path("credentials/", credentials.credentials, name="credentials"),
    path("credentials/new/", credentials.edit, name="credential_new"),
    path("credentials/<uuid:pk>/", credentials.credential, name="credential"),
    path("credentials/<uuid:pk>/edit/", credentials.edit, name="credential_edit"),
    path("credentials/<uuid:pk>/delete/", credentials.delete, name="credential_delete"),
    path("<uuid:pk>/", stack.detail, name="detail"),
    path("<uuid:pk>/rename/", stack.rename, name="rename"),
    path("<uuid:pk>/delete/", stack.delete, name="delete"),
]
