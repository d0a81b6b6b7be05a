"""Figures for Prometheus: behind a token, of all workers together, with nobody in them and next to no cost."""

import os
import re
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from apps.achievements.models import Achievement
from apps.reflections import gauges
from apps.users.ownership import acting_as
from careerplanner import metrics
from tests.reflections.conftest import plan_for

TOKEN = "a token of more than twenty letters"
BEARER = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def watched(settings):
    settings.METRICS_TOKEN = TOKEN
    settings.MIDDLEWARE = ["careerplanner.metrics.Measure", *settings.MIDDLEWARE]


def read(browser):
    answer = browser.get("/metrics/", headers=BEARER)
    assert answer.status_code == 200
    samples = {}
    for family in text_string_to_metric_families(answer.content.decode()):
        for sample in family.samples:
            samples[sample.name, tuple(sorted(sample.labels.items()))] = sample.value
    return samples


def test_without_the_token_there_is_no_such_page(as_nobody, as_alice, db, settings):
    for sent in ({}, BEARER, {"authorization": "Bearer "}):
        assert as_nobody.get("/metrics/", headers=sent).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    for sent in ({}, {"authorization": TOKEN}, {"authorization": f"Bearer {TOKEN}x"}, {"authorization": "Bearer ü"}):
        assert as_alice.get("/metrics/", headers=sent).status_code == 404
    assert as_nobody.get("/metrics/", headers=BEARER).status_code == 200
    assert as_nobody.post("/metrics/", headers=BEARER).status_code == 405


def test_requests_count_by_view_and_kind_of_answer(as_alice, as_nobody, watched, alice):
    def count(view, status):
        return read(as_nobody).get(("careerplanner_requests_total", (("status", status), ("view", view))), 0)

    before = count("reflections:today", "2xx"), count("none", "4xx")
    as_alice.get("/today/")
    as_alice.get("/no/such/page/quagga")
    assert (count("reflections:today", "2xx"), count("none", "4xx")) == (before[0] + 1, before[1] + 1)
    key = ("careerplanner_request_seconds_count", (("view", "reflections:today"),))
    assert read(as_nobody)[key] >= 1


def test_lag_mails_queues_and_failed_logins_are_told(as_nobody, watched, alice):
    plan_for(alice, next_nudge_at=timezone.now() - timedelta(minutes=3))
    before = read(as_nobody)
    as_nobody.post("/accounts/login/", {"login": alice.email, "password": "wrong, quite wrong"})
    found = read(as_nobody)
    assert 170 < found["careerplanner_mail_due_seconds", ()] < 300
    assert found["careerplanner_queue_length", (("queue", "letters"),)] == 0
    assert found["careerplanner_mails_last_day", (("state", "sent"),)] == 0
    failed = ("careerplanner_logins_failed_total", ())
    assert found[failed] == before[failed] + 1


def test_nobody_and_nothing_anybody_wrote_is_in_them(as_alice, as_nobody, watched, alice):
    type(alice).objects.filter(pk=alice.pk).update(email="quagga@example.org", name="quagga")
    with acting_as(alice):
        entry = Achievement.objects.create(owner=alice, line="Saw a quagga")
    for address in (f"/journal/{entry.pk}/", "/journal/?q=quagga", "/quagga/", "/nudge/quagga/", "/today/?quagga=1"):
        as_alice.get(address)
    told = as_nobody.get("/metrics/", headers=BEARER).content.decode()
    assert "quagga" not in told
    assert str(entry.pk) not in told
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", told)


def test_labels_are_ours_alone_so_that_they_stay_few(as_nobody, watched, db):
    before = len(read(as_nobody))
    for n in range(30):
        as_nobody.get(f"/made/up/{n}/")
        as_nobody.generic("QUAGGA", f"/health/?{n}")
    assert len(read(as_nobody)) - before <= 2 * (len(metrics.SECONDS) + 6)


def test_it_costs_a_request_less_than_a_fifth_of_a_millisecond():
    request = RequestFactory().get("/")
    request.resolver_match = None
    measured = metrics.Measure(lambda _: HttpResponse())
    bare = []
    for _ in range(300):
        started = time.perf_counter()
        measured(request)
        bare.append(time.perf_counter() - started)
    assert sorted(bare)[150] < 0.0002


WORKER = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "careerplanner.settings"
django.setup()
from django.http import HttpResponse
from django.test import RequestFactory
from careerplanner import metrics
request = RequestFactory().get("/"); request.resolver_match = None
if sys.argv[1] == "count":
    for _ in range(5): metrics.Measure(lambda _: HttpResponse())(request)
    metrics.POOL["pool_size"].set(7)
else:
    print(metrics.as_text().decode())
"""


@pytest.mark.long
def test_workers_are_added_up_and_dead_ones_hold_no_connections(tmp_path):
    variables = {**os.environ, "METRICS_TOKEN": TOKEN, "METRICS_DIR": str(tmp_path / "figures")}
    for what in ("count", "count"):
        subprocess.run([sys.executable, "-c", WORKER, what], env=variables, check=True)
    assert (tmp_path / "figures").stat().st_mode & 0o777 == 0o700
    told = subprocess.run(
        [sys.executable, "-c", WORKER, "tell"], env=variables, check=True, capture_output=True, text=True
    ).stdout
    assert 'careerplanner_requests_total{status="2xx",view="none"} 10.0' in told
    assert "careerplanner_database_connections 14.0" not in told


def test_a_folder_of_somebody_else_is_refused(tmp_path, monkeypatch):
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    monkeypatch.setenv("METRICS_DIR", str(folder))
    with pytest.raises(PermissionError, match="belongs to somebody else or is open to them"):
        metrics.shared_folder()


def test_a_token_that_can_be_guessed_stops_the_start():
    code = "from django.conf import settings; settings.DEBUG"
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "careerplanner.settings", "METRICS_TOKEN": "short"}
    done = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True)
    assert "METRICS_TOKEN must have 20 characters or more" in done.stderr
    assert ImproperlyConfigured.__name__ in done.stderr


def test_queues_are_the_workers_own(db):
    assert set(gauges.queue_lengths()) == {"celery", "letters"}
