"""Addresses of the skills room."""

from django.urls import path

from apps.skills.views import credentials, focus, names, one, stack

app_name = "skills"

urlpatterns = [
    path("", stack.stack, name="list"),
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
    path("suggest/", names.suggest, name="suggest"),
    path("suggest/one/", names.suggest_one, name="suggest_one"),
    path("<uuid:pk>/", one.detail, name="detail"),
    path("<uuid:pk>/delete/", one.delete, name="delete"),
]
