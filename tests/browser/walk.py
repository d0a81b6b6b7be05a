"""Every page of the site in groups, each group for one test: what is new in the URLconf is walked by itself."""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.views.defaults import page_not_found, permission_denied
from playwright.sync_api import Page, Route

from careerplanner import errors
from tests.filled import Filled, account_paths, link_paths, paths_of

GROUPS = (
    "offers",
    "one offer",
    "journal",
    "skills and timeline",
    "people",
    "today and e-mail",
    "account",
    "doors",
    "errors",
)


def group_of(name: str) -> str:
    room, _, page = name.partition(":")
    match room:
        case "opportunities":
            one = {"led_by", "detail", "edit", "ratings", "preview", "answer", "terms"}
            return "one offer" if page.split()[0] in one else "offers"
        case "achievements" if not page.startswith(("role", "timeline", "skill")):
            return "journal"
        case "achievements" | "skills" | "skill_names" | "direction":
            return "skills and timeline"
        case "people":
            return "people"
        case "reflections":
            return "today and e-mail"
        case _:
            return "account"


def pages(group: str, nadia: Filled) -> dict[str, str]:
    """Address by name of every page of a group; what answers by going elsewhere or takes only forms is none."""
    if group == "doors":
        secret = {"stop": nadia.stop, "vouch": nadia.vouch, "shared": nadia.shared}
        secret |= {"keep": nadia.keep, "works": nadia.works, **link_paths(nadia)}
        unknown = {
            "stop unknown": "/nudge/x/stop/",
            "link unknown": "/nudge/x/",
            "works unknown": "/nudge/x/address/",
        }
        return dict(_shown(Client(), {"landing": "/", **secret, **unknown, **ACCOUNT}))
    client = Client()
    client.force_login(nadia.user)
    wanted = paths_of(nadia) | account_paths()
    return dict(_shown(client, {name: path for name, path in wanted.items() if group_of(name) == group}))


ACCOUNT = {
    "account_login": "/accounts/login/",
    "account_signup": "/accounts/signup/",
    "account_reset_password": "/accounts/password/reset/",
    "account_reset_password_done": "/accounts/password/reset/done/",
    "account_reset_password_from_key": "/accounts/password/reset/key/1-none/",
    "account_confirm_email": "/accounts/confirm-email/none/",
    "account_email_verification_sent": "/accounts/confirm-email/",
    "account_request_login_code": "/accounts/login/code/",
    "account_inactive": "/accounts/inactive/",
}


def _shown(client: Client, paths: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, path in paths.items():
        response = client.get(path)
        html = response.headers.get("Content-Type", "").startswith("text/html")
        bare = b"<html" not in response.getvalue()[:200].lower()  # a partial for htmx, which its page shows
        if response.status_code in {200, 404} and html and not bare and name != "reflections:preview_html":
            yield name, path


def error_pages() -> dict[str, bytes]:
    """What people see when something goes wrong, by status."""
    request: HttpRequest = RequestFactory().get("/gone/")
    return {
        "400": errors.bad_request(request, ValueError()).content,
        "403": permission_denied(request, PermissionError()).content,
        "403 form": errors.csrf_failure(_asked_by_nobody(request)).content,
        "404": page_not_found(_asked_by_nobody(request), ValueError()).content,
        "500": errors.server_error(request).content,
    }


def _asked_by_nobody(request: HttpRequest) -> HttpRequest:
    request.user = AnonymousUser()
    return request


def show(page: Page, site: str, body: bytes) -> None:
    """Open a page that the site would only show when something breaks."""

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html; charset=utf-8", body=body)

    page.route(f"{site}/broken/", answer)
    page.goto("/broken/")
    page.unroute(f"{site}/broken/")
