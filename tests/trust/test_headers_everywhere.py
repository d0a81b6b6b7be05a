"""What browsers are told with each kind of answer: a page, a piece of one, a file, an error, a redirect."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path, reverse

from apps.achievements.portfolio.files import FORMATS
from apps.opportunities.models import CalendarFeed
from apps.users.ownership import acting_as
from careerplanner import urls as ours
from careerplanner.headers import NOT_USED
from tests.filled import Filled, fill, paths_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
# Loosening any of these needs a reason here: the e-mail's HTML alone stands in a frame of our own page.
FRAMED = {"reflections:preview_html"}


def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError("meant")


def too_many(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=429)


urlpatterns = [*ours.urlpatterns, path("broken/", broken), path("outbox/", include("careerplanner.outbox"))]
handler400, handler500 = ours.handler400, ours.handler500


@pytest.fixture
def nadia(db: None) -> Filled:
    return fill()


@pytest.fixture
def as_nadia(nadia: Filled) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(nadia.user)
    return client


@pytest.fixture
def outbox(tmp_path: Path, settings: Any) -> Iterator[str]:
    settings.OUTBOX_DIR = tmp_path
    (tmp_path / "letter.eml").write_text("Subject: x\nContent-Type: text/html\n\n<p>x</p>\n")
    with override_settings(ROOT_URLCONF=__name__):
        yield "letter"


def wrong_with(answer: Any, *, framed: bool = False, static: bool = False) -> list[str]:
    """What this answer leaves unsaid."""
    told = answer.headers
    policy = told.get("Content-Security-Policy", "")
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    wanted = {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    wrong = [f"{name}: {told.get(name)}" for name, value in wanted.items() if told.get(name) != value]
    if told.get("Referrer-Policy") not in {"same-origin", "no-referrer"}:
        wrong.append(f"Referrer-Policy: {told.get('Referrer-Policy')}")
    if any(f"{name}=()" not in told.get("Permissions-Policy", "") for name in NOT_USED):
        wrong.append(f"Permissions-Policy: {told.get('Permissions-Policy')}")
    if rules.get("default-src") != "'none'" or "unsafe-eval" in policy or "*" in policy or "data:" in policy:
        wrong.append(f"policy: {policy}")
    if "unsafe-inline" in policy and not (framed and "unsafe-inline" not in rules.get("script-src", "")):
        wrong.append(f"inline allowed: {policy}")
    if "sandbox" not in rules and rules.get("frame-ancestors") != "'none'":
        wrong.append(f"may be framed: {policy}")
    if told.get("X-Frame-Options") != ("SAMEORIGIN" if framed else "DENY") and not static and answer.status_code < 300:
        wrong.append(f"X-Frame-Options: {told.get('X-Frame-Options')}")
    if not static and "no-store" not in told.get("Cache-Control", ""):
        wrong.append(f"Cache-Control: {told.get('Cache-Control')}")
    wrong += [name for name in ("Access-Control-Allow-Origin", "Server", "X-Powered-By") if name in told]
    saved = told.get("Content-Disposition", "").startswith("attachment;")  # then nothing reads it as a page
    if (
        answer.status_code not in {204, 301, 302, 304}
        and not static
        and not saved
        and "charset" not in told["Content-Type"]
    ):
        kind = told["Content-Type"]
        if kind.startswith("text/"):
            wrong.append(f"no charset: {kind}")
    return wrong


def test_every_page_and_file_of_an_account(as_nadia: Client, nadia: Filled) -> None:
    """And whatever is no page is a download, but the words of the health pages."""
    wrong, kinds = {}, set()
    for name, address in paths_of(nadia).items():
        answer = as_nadia.get(address)
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        kinds.add(kind)
        saved = answer.headers.get("Content-Disposition", "").startswith("attachment;")
        machines = name.startswith(("health", "reflections:live", "reflections:ready", "reflections:health"))
        if found := wrong_with(answer, framed=name in FRAMED):
            wrong[name] = found
        if answer.status_code == 200 and kind != "text/html" and not saved and not machines:
            wrong[name] = [f"shown as {kind}"]
        answer.getvalue()
    assert not wrong
    assert {"text/html", "text/csv", "application/json", "text/markdown"} <= kinds
    for name in ["achievements:list", "opportunities:compare", "people:list", "skills:suggest_one"]:
        assert not wrong_with(as_nadia.get(reverse(name), headers=HTMX)), name
    assert not wrong_with(as_nadia.post(reverse("achievements:coach"), {"line": "Cut waste by 20 %"}, headers=HTMX))
    for kind in FORMATS:
        answer = as_nadia.get(nadia.path("achievements:portfolio_download"), {"as": kind, "anyway": "1"})
        assert answer.status_code == 200
        assert not wrong_with(answer)
        assert answer.headers["Content-Disposition"].startswith("attachment;")
    proof = as_nadia.get(nadia.path("achievements:proof_download"))
    assert proof.headers["Content-Type"].partition(";")[0] not in {"text/html", "image/svg+xml", "text/javascript"}
    assert "sandbox" in proof.headers["Content-Security-Policy"]
    for address in ["/", "/today/", "/accounts/login/"]:
        assert "Cookie" in as_nadia.get(address).headers.get("Vary", ""), address
    assert "Clear-Site-Data" not in as_nadia.get("/settings/").headers
    assert as_nadia.post(reverse("account_logout")).headers["Clear-Site-Data"] == '"cache", "storage"'
    assert as_nadia.get("/settings/").status_code == 302, "the session is over on the server, too"


def test_what_people_and_programs_without_an_account_open(nadia: Filled) -> None:
    client = Client()
    for address in ["/", nadia.stop, nadia.keep, nadia.works, nadia.vouch, nadia.shared, "/nudge/x/stop/"]:
        answer = client.get(address)
        assert not wrong_with(answer), address
    with acting_as(nadia.user):
        feed = CalendarFeed.make(owner_id=nadia.user.pk)
    answer = Client().get(reverse("opportunities:feed", args=[feed.token]))
    assert answer.status_code == 200
    assert not wrong_with(answer)
    again = Client().get(reverse("opportunities:feed", args=[feed.token]), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert not wrong_with(again)


def test_redirects_and_errors(as_nobody: Any) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        nobody = Client(raise_request_exception=False)
        told = {
            302: nobody.get("/today/"),
            404: nobody.get("/nothing/"),
            400: nobody.get("/", headers={"Host": "evil.example"}),
            403: Client(enforce_csrf_checks=True).post("/accounts/login/", {}),
            405: nobody.put("/nudge/x/stop/"),
            500: nobody.get("/broken/"),
        }
    told[429] = [as_nobody.post("/accounts/password/reset/", {"email": "a@example.org"}) for _ in range(30)][-1]
    for status, answer in told.items():
        assert answer.status_code == status
        assert not wrong_with(answer), status


def test_health_is_told_to_nobody_else(db: None) -> None:
    for address in ["/healthz", "/health/", "/health/mail/"]:
        assert not wrong_with(Client().get(address)), address


def test_the_outbox(as_nobody: Any, outbox: str) -> None:
    assert not wrong_with(as_nobody.get("/outbox/"))
    assert not wrong_with(as_nobody.get(f"/outbox/{outbox}/"))
    assert not wrong_with(as_nobody.get(f"/outbox/{outbox}/html/"), framed=True)
    assert "sandbox" in as_nobody.get(f"/outbox/{outbox}/html/").headers["Content-Security-Policy"]


@pytest.mark.parametrize("file", ["css/app.css", "js/app.js", "img/icon.svg", "django_htmx/htmx-2.min.js"])
def test_files_of_ours(as_nobody: Any, file: str) -> None:
    answer = as_nobody.get(f"/static/{file}")
    answer.getvalue()
    answer.close()
    assert answer.status_code == 200
    assert not wrong_with(answer, static=True)
    missing = as_nobody.get(f"/static/none/{file}")
    assert missing.status_code == 404
    assert not wrong_with(missing)


def test_a_redirect_to_https_is_no_exception(as_nobody: Any, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    client = Client()
    client.handler.load_middleware()  # so that it reads the setting
    for host, status in [("testserver", 301), ("evil.example", 400)]:
        answer = client.get("/", headers={"Host": host})
        assert answer.status_code == status
        assert not wrong_with(answer)
