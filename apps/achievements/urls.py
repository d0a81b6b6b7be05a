"""Addresses of the journal and the timeline."""

from django.urls import path

from apps.achievements.views import journal, lasting, learning, proof, timeline, witnesses

app_name = "achievements"

urlpatterns = [
    path("journal/", journal.journal, name="list"),
    path("journal/log/", journal.log, name="log"),
    path("journal/coach/", journal.coach, name="coach"),
    path("journal/new/", journal.edit, name="new"),
    path("journal/<uuid:pk>/", journal.detail, name="detail"),
    path("journal/<uuid:pk>/edit/", journal.edit, name="edit"),
    path("journal/<uuid:pk>/delete/", journal.delete, name="delete"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline/new/", timeline.edit, name="role_new"),
    path("timeline/<uuid:pk>/", timeline.detail, name="role_detail"),
    path("timeline/<uuid:pk>/edit/", timeline.edit, name="role_edit"),
    path("timeline/<uuid:pk>/delete/", timeline.delete, name="role_delete"),
    path("timeline/<uuid:pk>/learn/", learning.add, name="role_learn"),
    path("timeline/steps/<uuid:pk>/done/", learning.done, name="step_done"),
    path("timeline/steps/<uuid:pk>/remove/", learning.remove, name="step_remove"),
    # what proves an entry, who is asked about it, and whether it lasted
    path("journal/<uuid:pk>/add/link/", proof.add, {"kind": "link"}, name="add_link"),
    path("journal/<uuid:pk>/add/file/", proof.add, {"kind": "file"}, name="add_file"),
    path("journal/<uuid:pk>/add/feedback/", proof.add, {"kind": "feedback"}, name="add_feedback"),
    path("journal/<uuid:pk>/add/credential/", proof.add, {"kind": "credential"}, name="add_credential"),
    path("journal/<uuid:pk>/ask/", witnesses.ask, name="ask"),
    path("journal/<uuid:pk>/lasted/", lasting.lasted, name="lasted"),
    path("journal/<uuid:pk>/lasted/later/", lasting.later, name="lasted_later"),
    path("journal/proof/<uuid:pk>/edit/", proof.edit, name="proof_edit"),
    path("journal/proof/<uuid:pk>/remove/", proof.remove, name="proof_remove"),
    path("journal/proof/<uuid:pk>/download/", proof.download, name="proof_download"),
    path("journal/asked/<uuid:pk>/", witnesses.asked, name="asked"),
    path("journal/asked/<uuid:pk>/end/", witnesses.revoke, name="asked_end"),
    path("journal/asked/<uuid:pk>/accept/", witnesses.accept, name="asked_accept"),
    path("journal/asked/<uuid:pk>/delete/", witnesses.forget, name="asked_delete"),
    path("witness/<str:token>/", witnesses.vouch, name="vouch"),
]
