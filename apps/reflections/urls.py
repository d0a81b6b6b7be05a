"""Addresses of today and the weekly e-mail."""

from django.urls import path

from apps.reflections import closing_views, data_views, health_views, link_views, mail_views, stop_views, views

app_name = "reflections"

urlpatterns = [
    path("today/", views.today, name="today"),
    path("reflections/", views.reflections, name="list"),
    path("reflections/answer/", views.answer, name="answer_week"),
    path("reflections/answer/<uuid:pk>/", views.answer, name="answer"),
    path("reflections/pass/", views.let_pass, name="pass_week"),
    path("reflections/pass/<uuid:pk>/", views.let_pass, name="pass"),
    path("reflections/plan/", mail_views.plan, name="plan"),
    path("reflections/plan/next/", mail_views.plan_next, name="plan_next"),
    path("reflections/plan/start/", mail_views.start, name="start"),
    path("reflections/plan/decline/", mail_views.decline, name="decline"),
    path("reflections/preview/", mail_views.preview, name="preview"),
    path("reflections/preview/html/", mail_views.preview_html, name="preview_html"),
    path("reflections/send-now/", mail_views.send_now, name="send_now"),
    path("reflections/links/end/", mail_views.end_mail_links, name="end_links"),
    path("reflections/<uuid:pk>/", views.edit, name="edit"),
    path("reflections/<uuid:pk>/log/", views.log_answer, name="log_answer"),
    path("reflections/<uuid:pk>/delete/", views.delete, name="delete"),
    path("nudge/<str:token>/stop/", mail_views.stop, name="stop"),
    # What the other links of an e-mail open without a login.
    path("nudge/<str:token>/", link_views.answer, name="link_answer"),
    path("nudge/<str:token>/line/", link_views.line, name="link_line"),
    path("nudge/<str:token>/tomorrow/", link_views.later, name="link_later"),
    path("nudge/<str:token>/skip/", link_views.skip, name="link_skip"),
    # Coming less often after silence, and an address that does not take our e-mail.
    path("nudge/<str:token>/keep/", stop_views.keep, name="keep"),
    path("nudge/<str:token>/address/", stop_views.confirm_address, name="confirm_address"),
    path("reflections/plan/as-before/", stop_views.as_before, name="as_before"),
    path("reflections/address/", stop_views.check_address, name="check_address"),
    # Everything of a person: taken away, brought in, and deleted with the account.
    path("data/", data_views.data, name="data"),
    path("data/make/", data_views.data_make, name="data_make"),
    path("data/format/", data_views.data_format, name="data_format"),
    path("data/bring/", data_views.data_bring, name="data_bring"),
    path("data/coming/<uuid:pk>/", data_views.data_coming, name="data_coming"),
    path("data/coming/<uuid:pk>/report.csv", data_views.data_report, name="data_report"),
    path("data/<uuid:pk>/careerplanner.zip", data_views.data_download, name="data_download"),
    path("data/close/", closing_views.close, name="data_close"),
    # What machines ask that watch the site.
    path("health/", health_views.live, name="live"),
    path("health/ready/", health_views.ready, name="ready"),
    path("health/mail/", health_views.mail, name="health_mail"),
]
