"""Addresses of the people room."""

from django.urls import path

from apps.people.views import contacts, feedback, files, keeping, people

app_name = "people"

urlpatterns = [
    path("", people.people, name="list"),
    path("new/", people.edit, name="new"),
    path("privacy/", people.privacy, name="privacy"),
    # people as files, both ways
    path("import/", files.bring_in, name="import"),
    path("export.csv", files.export_csv, name="export"),
    path("export.vcf", files.export_cards, name="export_cards"),
    path("<uuid:pk>/", people.detail, name="detail"),
    path("<uuid:pk>/edit/", people.edit, name="edit"),
    path("<uuid:pk>/delete/", people.delete, name="delete"),
    # asking later, pausing, letting go
    path("<uuid:pk>/later/", keeping.later, name="later"),
    path("<uuid:pk>/state/", keeping.state, name="state"),
    # what happened, and what was promised
    path("<uuid:pk>/contact/", contacts.add, name="talk"),
    path("contacts/<uuid:pk>/edit/", contacts.edit, name="contact_edit"),
    path("contacts/<uuid:pk>/delete/", contacts.delete, name="contact_delete"),
    path("promises/<uuid:pk>/", contacts.close_promise, name="promise_close"),
    # what they said
    path("<uuid:pk>/feedback/", feedback.add, name="said"),
    path("feedback/<uuid:pk>/edit/", feedback.edit, name="feedback_edit"),
    path("feedback/<uuid:pk>/delete/", feedback.delete, name="feedback_delete"),
]
