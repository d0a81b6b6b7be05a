"""The mail of a site on one machine can be read there, and can do nothing there."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import include, path, reverse

from careerplanner.outbox import OutboxBackend
from careerplanner.urls import urlpatterns as site

urlpatterns = [*site, path("outbox/", include("careerplanner.outbox"))]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def letter(tmp_path: Path, settings: Any) -> str:
    settings.OUTBOX_DIR = tmp_path / "outbox"
    message = EmailMultiAlternatives("Für Sie – heute", "Go to http://testserver/x/", to=["alice@example.org"])
    message.attach_alternative("<p style='color:red'>Hello</p><script>alert(1)</script>", "text/html")
    OutboxBackend().send_messages([message])
    return next(settings.OUTBOX_DIR.glob("*.eml")).stem


def test_mail_is_listed_with_its_subject(as_nobody: Any, letter: str) -> None:
    page = as_nobody.get(reverse("outbox"))
    assert "Für Sie – heute" in page.text
    assert reverse("outbox_letter", args=[letter]) in page.text


def test_an_empty_outbox_says_what_comes_there(as_nobody: Any, tmp_path: Path, settings: Any) -> None:
    settings.OUTBOX_DIR = tmp_path / "none"
    assert "No mail yet" in as_nobody.get(reverse("outbox")).text


def test_a_letter_shows_its_links_and_when_it_came(as_nobody: Any, letter: str) -> None:
    page = as_nobody.get(reverse("outbox_letter", args=[letter]))
    assert 'href="http://testserver/x/"' in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]


def test_what_a_letter_brings_along_cannot_run(as_nobody: Any, letter: str) -> None:
    page = as_nobody.get(reverse("outbox_letter_html", args=[letter]))
    policy = page.headers["Content-Security-Policy"]
    assert "sandbox allow-popups allow-popups-to-escape-sandbox;" in f"{policy};"
    assert "allow-scripts" not in policy


@pytest.mark.parametrize("name", ["nothing", "a-b", "etcpasswd"])
def test_a_letter_that_is_not_there(as_nobody: Any, letter: str, name: str) -> None:
    assert as_nobody.get(reverse("outbox_letter", args=[name])).status_code == 404
