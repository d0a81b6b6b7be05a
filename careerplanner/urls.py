"""Every address of the site, by room."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from apps.reflections import metrics_views
from apps.users import session_views
from careerplanner import pages

urlpatterns = [
    path("", pages.landing, name="landing"),
    path("healthz", pages.health, name="health"),
    path("metrics/", metrics_views.metrics, name="metrics"),
    path("", include("apps.users.urls")),
    path("", include("apps.reflections.urls")),
    path("offers/", include("apps.opportunities.urls")),
    path("direction/", include("apps.opportunities.direction_urls")),
    path("", include("apps.achievements.urls")),
    path("skills/", include("apps.opportunities.skill_urls")),
    path("skills/", include("apps.skills.urls")),
    path("people/", include("apps.people.urls")),
    # In the place of allauth's page, which ends all others or none; and a file of codes that are shown once.
    path("accounts/sessions/", session_views.listing, name="usersessions_list"),
    path("accounts/2fa/recovery-codes/file/", session_views.recovery_codes, name="mfa_recovery_codes_file"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

if settings.ANYMAIL:  # what the mail provider brings and reports
    urlpatterns.append(path("anymail/", include("apps.reflections.hooks")))

if settings.OUTBOX_DIR:
    urlpatterns.append(path("outbox/", include("careerplanner.outbox")))

handler400 = "careerplanner.errors.bad_request"
handler500 = "careerplanner.errors.server_error"
