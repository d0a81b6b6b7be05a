"""Addresses of the skills room."""

from django.urls import path

from apps.skills.views import credentials, focus, stack

app_name = "skills"

urlpatterns = [
    path("", stack.stack, name="list"),
    path("suggest/", stack.suggest, name="suggest"),
    # the one or two skills worked on
    path("focus/", focus.focuses, name="focuses"),
    path("focus/new/", focus.take_up, name="focus_new"),
    path("focus/<uuid:pk>/", focus.detail, name="focus_detail"),
    path("focus/<uuid:pk>/edit/", focus.edit, name="focus_edit"),
    path("focus/<uuid:pk>/review/", focus.review, name="focus_review"),
    path("focus/<uuid:pk>/practise/", focus.practise, name="focus_practise"),
    path("practice/<uuid:pk>/edit/", focus.practice_edit, name="practice_edit"),
    path("practice/<uuid:pk>/delete/", focus.practice_delete, name="practice_delete"),
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
