"""Addresses of the journal and the timeline."""

from django.urls import path

from apps.achievements.views import exchange, journal, learning, leaving, portfolios, scope, sharing, skills, timeline

app_name = "achievements"

urlpatterns = [
    path("journal/", journal.journal, name="list"),
    path("journal/log/", journal.log, name="log"),
    path("journal/coach/", journal.coach, name="coach"),
    path("journal/new/", journal.edit, name="new"),
    path("journal/<uuid:pk>/", journal.detail, name="detail"),
    path("journal/<uuid:pk>/edit/", journal.edit, name="edit"),
    path("journal/<uuid:pk>/delete/", journal.delete, name="delete"),
    # A career as files, both ways.
    path("journal/import/", exchange.bring_in, name="import"),
    path("journal/import/<uuid:pk>/", exchange.check, name="import_check"),
    path("journal/import/<uuid:pk>/report.csv", exchange.report, name="import_report"),
    path("journal/export/", exchange.take_away, name="export"),
    path("journal/export/career.json", exchange.career_json, name="export_json"),
    path("journal/export/entries.csv", exchange.entries_csv, name="export_csv"),
    path("journal/export/journal.md", exchange.journal_markdown, name="export_markdown"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline/new/", timeline.edit, name="role_new"),
    # how much the roles were about, and what would leave with the person
    path("timeline/growth/", scope.growth, name="growth"),
    path("timeline/leaving/", leaving.leaving, name="leaving"),
    path("timeline/<uuid:pk>/scope/", scope.add, name="role_scope"),
    path("timeline/scope/<uuid:pk>/edit/", scope.edit, name="scope_edit"),
    path("timeline/scope/<uuid:pk>/remove/", scope.remove, name="scope_remove"),
    path("timeline/<uuid:pk>/", timeline.detail, name="role_detail"),
    path("timeline/<uuid:pk>/edit/", timeline.edit, name="role_edit"),
    path("timeline/<uuid:pk>/delete/", timeline.delete, name="role_delete"),
    path("timeline/<uuid:pk>/learn/", learning.add, name="role_learn"),
    path("timeline/steps/<uuid:pk>/done/", learning.done, name="step_done"),
    path("timeline/steps/<uuid:pk>/remove/", learning.remove, name="step_remove"),
    # Pages of the skills room that show the journal
    path("skills/together/", skills.pairs, name="skill_pairs"),
    path("skills/<uuid:pk>/merge/", skills.merge, name="skill_merge"),
    # what the person shows others; the last one is open to whoever has its secret
    path("portfolio/", portfolios.portfolios, name="portfolios"),
    path("portfolio/new/", portfolios.edit, name="portfolio_new"),
    path("portfolio/start/", portfolios.start, name="portfolio_start"),
    path("portfolio/<uuid:pk>/", portfolios.detail, name="portfolio"),
    path("portfolio/<uuid:pk>/edit/", portfolios.edit, name="portfolio_edit"),
    path("portfolio/<uuid:pk>/entries/", portfolios.entries, name="portfolio_entries"),
    path("portfolio/<uuid:pk>/confidential/", portfolios.confidential, name="portfolio_confidential"),
    path("portfolio/<uuid:pk>/leave-out/", portfolios.leave_out, name="portfolio_leave_out"),
    path("portfolio/<uuid:pk>/copy/", portfolios.copy, name="portfolio_copy"),
    path("portfolio/<uuid:pk>/delete/", portfolios.delete, name="portfolio_delete"),
    path("portfolio/<uuid:pk>/give/", sharing.give, name="portfolio_give"),
    path("portfolio/<uuid:pk>/download/", sharing.download, name="portfolio_download"),
    path("portfolio/<uuid:pk>/share/", sharing.share, name="portfolio_share"),
    path("portfolio/addresses/<uuid:pk>/end/", sharing.end, name="share_end"),
    path("portfolio/shared/<str:token>/", sharing.shared, name="portfolio_shared"),
]
