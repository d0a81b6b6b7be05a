"""Addresses of the journal and the timeline."""

from django.urls import path

from apps.achievements.views import drafts, history, journal, learning, listing, timeline

app_name = "achievements"

urlpatterns = [
    path("journal/", listing.journal, name="list"),
    path("journal/log/", journal.log, name="log"),
    path("journal/coach/", journal.coach, name="coach"),
    path("journal/new/", journal.edit, name="new"),
    path("journal/<uuid:pk>/", journal.detail, name="detail"),
    path("journal/<uuid:pk>/edit/", journal.edit, name="edit"),
    path("journal/<uuid:pk>/delete/", journal.delete, name="delete"),
    # what is done to several entries, what is being written, and what an entry said before
    path("journal/several/", listing.change_several, name="several"),
    path("journal/draft/", drafts.keep, name="draft"),
    path("journal/draft/drop/", drafts.drop, name="draft_drop"),
    path("journal/<uuid:pk>/history/", history.history, name="history"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline/new/", timeline.edit, name="role_new"),
    path("timeline/<uuid:pk>/", timeline.detail, name="role_detail"),
    path("timeline/<uuid:pk>/edit/", timeline.edit, name="role_edit"),
    path("timeline/<uuid:pk>/delete/", timeline.delete, name="role_delete"),
    path("timeline/<uuid:pk>/learn/", learning.add, name="role_learn"),
    path("timeline/steps/<uuid:pk>/done/", learning.done, name="step_done"),
    path("timeline/steps/<uuid:pk>/remove/", learning.remove, name="step_remove"),
]
