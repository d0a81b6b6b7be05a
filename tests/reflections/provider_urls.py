"""The site with two mail providers configured, which in life would be one."""

from django.urls import include, path

from apps.reflections import reports
from careerplanner import urls
from tests.reflections.provider_keys import KEYS

urlpatterns = [*urls.urlpatterns, path("anymail/", include(reports.doors(KEYS)))]
handler400, handler500 = urls.handler400, urls.handler500
