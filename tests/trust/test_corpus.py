"""What attackers try, through every field of every form, then looked at in every page, e-mail and file."""

import csv
import email.policy
import json
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from html.parser import HTMLParser
from io import BytesIO, StringIO
from itertools import cycle, islice
from typing import Any

import docx
import icalendar
import pypdfium2
import pytest
import vobject
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, BrowserContext, Page, Route

from apps.opportunities.models import CalendarFeed
from apps.users.ownership import acting_as
from tests.chrome import chromium
from tests.filled import Filled, account_paths, fill, link_paths, paths_of
from tests.forms_in_pages import Form, all_forms
from tests.trust.corpus import CORPUS, QUICK, dealt
from tests.trust.test_formulas import live_cells

# Sent, these would end the account or its sessions, or make another address the account’s.
ENDING = ("account_", "mfa_", "usersessions_")
TYPED = {"text", "textarea", "search", "url", "email", "tel", "number", "password", "hidden", "select", "date", "radio"}
STRUCTURAL = ("_FORMS", "csrfmiddlewaretoken")


class Foreign(HTMLParser):
    """Collects what no template of ours has: the canary’s attributes, event attributes, addresses that run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            address = "".join((value or "").split()).lower() if name in {"href", "src", "action", "formaction"} else ""
            runs = address.startswith(("javascript:", "data:", "vbscript:", "blob:", "file:"))
            hot = name.startswith("on") or name == "data-owned" or name.startswith(("hx-on", "srcdoc"))
            if hot or runs or (name == "id" and value == "owned") or (name in {"src", "action"} and "owned" in address):
                self.found.append(f"<{tag} {name}={value!r}>")


def foreign(html: str) -> list[str]:
    """The elements and attributes in a page that somebody typed."""
    reader = Foreign()
    reader.feed(html)
    reader.close()
    return reader.found


def test_this_test_knows_what_is_foreign() -> None:
    assert foreign("<p data-owned>x") == ["<p data-owned=None>"]
    assert foreign("<a href=' jav\tascript:owned(1)'>")
    assert foreign('<img src=x onerror="owned(1)">')
    assert not foreign("<p>&lt;p data-owned onload=owned(1)></p>")


def checked(answer: Any, name: str) -> None:
    """Fail if this answer repeats what was typed as anything but text, or as a header."""
    assert answer.status_code < 500, name
    told = [key for key in answer.headers if "owned" in key.lower()]
    assert not told, name
    assert not any("owned" in morsel.key for morsel in answer.cookies.values()), name
    where = answer.headers.get("Location", "")
    assert where.startswith("/") or not where, where
    assert not where.startswith(("//", "/\\")), where
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        assert not (found := foreign(answer.content.decode())), (name, found)


def attacked(client: Client, forms: list[Form], start: int = 0) -> Iterator[tuple[Form, Any]]:
    """Send each form with another payload in each field one types into, and once in those one does not."""
    payloads = dealt(start)
    for form in forms:
        names = [n for n in form.names if not n.endswith(STRUCTURAL)]
        typed = {name: next(payloads) for name in form.texts if not name.endswith(STRUCTURAL)}
        answer = _sent(client, form, form.data(**typed))
        yield form, answer
        if answer.status_code == 422 and len(typed) > 1:  # a number or a date refused the rest: each field alone, too
            for name, payload in typed.items():
                yield form, _sent(client, form, form.data(**{name: payload}))
        odd = [name for name in names if name not in typed]
        if odd:
            yield form, _sent(client, form, form.data(**{name: next(payloads) for name in odd}))


def _sent(client: Client, form: Form, data: dict[str, Any]) -> Any:
    clean = {name: "" if value is None else value for name, value in data.items()}
    return getattr(client, form.method)(form.action, clean)


def forms_of(client: Client, nadia: Filled) -> list[Form]:
    return [
        form
        for form in all_forms(client, nadia)
        if not form.name.startswith(ENDING) and "delete" not in form.name and "remove" not in form.name
    ]


def people_of(nadia: Filled) -> Client:
    client = Client()
    client.force_login(nadia.user)
    return client


WRITTEN = {
    "achievements:log": ["line"],
    "opportunities:new": ["title", "organisation", "notes"],
    "people:new": ["name", "organisation", "note"],
    "skills:list": ["name"],
}
SHOWN = ["achievements:list", "opportunities:list", "people:list", "skills:list", "reflections:today"]

# --- Quick: some payloads, a few forms, no browser ---------------------------------------------------


def test_a_line_an_offer_and_a_person_are_text(as_alice: Any) -> None:
    payloads = cycle(QUICK)
    for _ in range(5):
        each = " ".join(islice(payloads, 4))
        for name, names in WRITTEN.items():
            checked(as_alice.post(reverse(name), dict.fromkeys(names, each)), name)
            checked(as_alice.post(reverse(name), dict.fromkeys(names, each[:60])), name)
    for name in SHOWN:
        checked(as_alice.get(reverse(name), dict.fromkeys(["q", "sort", "show", "next"], each)), name)


@pytest.mark.parametrize("payload", ["https://owned.example/x", "//owned.example", "/\\owned.example"])
def test_no_login_leads_elsewhere(payload: str, alice: Any, as_nobody: Any) -> None:
    sent = {"login": "alice@example.org", "password": "correct horse battery", "next": payload}
    answer = as_nobody.post(reverse("account_login") + "?next=" + payload, sent)
    assert answer.status_code == 302
    assert answer.url.startswith("/")
    assert not answer.url.startswith(("//", "/\\"))
    checked(as_nobody.get(reverse("account_login"), {"next": payload}), "login")


# --- All of it: every field, every page in Chromium, every file -----------------------------------------

WATCH = """
window.seen = [];
window.owned = (how) => window.seen.push("owned " + how);
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.seen.push(name);
document.addEventListener("securitypolicyviolation", (told) =>
  window.seen.push(`policy: ${told.effectiveDirective} ${told.blockedURI} ${told.sample}`));
"""
LOOK = """() => [...window.seen, ...[...document.querySelectorAll("*")].flatMap((element) =>
  [...element.attributes].filter(({name, value}) =>
    name.startsWith("on") || name === "data-owned" || name.startsWith("hx-on") ||
    (["href", "src", "action", "formaction"].includes(name) &&
      /^\\W*(javascript|data|vbscript|blob|file):/i.test(value)))
  .map(({name}) => `<${element.localName} ${name}>`))]"""


@pytest.fixture
def context(live_server: Any, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    if chromium() is None:
        pytest.skip("no Chromium was found on this machine")
    browser: Browser = request.getfixturevalue("browser")
    made = browser.new_context(base_url=live_server.url, locale="en-GB")
    made.add_init_script(WATCH)
    yield made
    made.close()


@pytest.mark.long
@pytest.mark.browser
def test_the_whole_corpus(context: BrowserContext, live_server: Any, settings: Any) -> None:
    settings.SITE_URL, settings.ACCOUNT_RATE_LIMITS = live_server.url, False
    nadia = fill()
    client = people_of(nadia)
    forms = forms_of(client, nadia)
    repeated: dict[str, Any] = {}
    through: Counter[str] = Counter()
    for turn in range(2):
        for form, answer in attacked(client, forms, turn * 83):
            checked(answer, f"{form.method} {form.name}")
            through[form.name] += 1
            if answer.status_code == 422:
                repeated.setdefault(form.name, answer)
    assert len(through) > 80
    assert len(repeated) > 30
    _brought_in(client)
    _mail_is_whole()
    _files_are_whole(client, nadia)
    _pages_are_text(context, client, nadia, repeated, live_server.url)


def _brought_in(client: Client) -> None:
    """Each kind of file that is brought in, with the corpus in its cells."""
    rows = [["date", "what happened", "role"], *(["2024-01-02", text, text] for text in CORPUS.values())]
    offers = [["title", "organisation", "notes"], *([text, text, text] for text in CORPUS.values())]
    cards = "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{_one_line(t)}\r\nEND:VCARD\r\n" for t in CORPUS.values())
    resume = {"basics": {"name": "x"}, "work": [{"name": t, "position": t, "highlights": [t]} for t in CORPUS.values()]}
    for name, file, data in [
        ("achievements:import", "e.csv", _table(rows)),
        ("opportunities:import", "o.csv", _table(offers)),
        ("people:import", "p.vcf", cards),
        ("achievements:import", "r.json", json.dumps(resume)),
    ]:
        sent = SimpleUploadedFile(file, data.encode("utf-8", "replace"))
        answer = client.post(reverse(name), {"file": sent, "kind": "entries" if file == "e.csv" else ""}, follow=True)
        assert answer.status_code in {200, 422}, name
        assert not (found := foreign(answer.content.decode())), (name, found)


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


def _table(rows: list[list[str]]) -> str:
    out = StringIO()
    csv.writer(out).writerows([[cell.replace("\0", "") for cell in row] for row in rows])
    return out.getvalue()


def _mail_is_whole() -> None:
    for letter in mail.outbox:
        told = message_from_bytes(letter.message().as_bytes(), policy=email.policy.default)
        assert not [name for name in told if "owned" in name.lower() or name.lower() in {"bcc", "cc"}]
        assert len(told.get_all("to", [])) == 1
        assert "owned.example" not in str(told["to"])


def _files_are_whole(client: Client, nadia: Filled) -> None:
    with acting_as(nadia.user):
        feed = CalendarFeed.make(owner_id=nadia.user.pk)
    for name in ["achievements:export_csv", "opportunities:export", "people:export"]:
        text = client.get(reverse(name)).getvalue().decode()
        assert "owned" in text, name
        assert not (live := live_cells(text)), (name, live[:5])
    assert "owned" in json.dumps(json.loads(client.get(reverse("achievements:export_json")).getvalue()))
    markdown = client.get(reverse("achievements:export_markdown")).getvalue().decode()
    assert not (found := foreign(MarkdownIt("commonmark").render(markdown))), found[:5]
    cards = list(vobject.readComponents(client.get(reverse("people:export_cards")).getvalue().decode()))
    assert cards
    assert not [line.name for card in cards for line in card.getChildren() if "OWNED" in line.name]
    calendar = icalendar.Calendar.from_ical(Client().get(reverse("opportunities:feed", args=[feed.token])).content)
    assert not [n for part in calendar.walk() for n in part if "OWNED" in n or n == "ATTACH"]
    assert {part.name for part in calendar.walk()} <= {
        "VCALENDAR",
        "VEVENT",
        "VALARM",
        "VTIMEZONE",
        "STANDARD",
        "DAYLIGHT",
    }
    _portfolio_is_whole(client, nadia)


def _portfolio_is_whole(client: Client, nadia: Filled) -> None:
    def file(kind: str) -> bytes:
        answer = client.get(nadia.path("achievements:portfolio_download"), {"as": kind, "anyway": "1"})
        assert answer.status_code == 200, kind
        return answer.content

    assert not live_cells(file("csv").decode())
    json.loads(file("json"))
    assert not foreign(MarkdownIt("commonmark").render(file("markdown").decode()))
    paper = pypdfium2.PdfDocument(file("pdf"))
    assert len(paper) >= 1
    paper.close()
    word = docx.Document(BytesIO(file("word")))
    assert not [part for part in word.part.package.iter_parts() if b"passwd" in part.blob and b"<!ENTITY" in part.blob]


def _pages_are_text(
    context: BrowserContext, client: Client, nadia: Filled, repeated: dict[str, Any], site: str
) -> None:
    wrong: list[str] = []
    name = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": name.value, "url": site}])
    context.on("request", lambda request: request.url.startswith(site) or wrong.append(f"request {request.url}"))
    context.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page = context.new_page()
    doors = {"stop": nadia.stop, "keep": nadia.keep, "vouch": nadia.vouch, "shared": nadia.shared, **link_paths(nadia)}
    held = 0
    for title, path in {**paths_of(nadia), **doors, **account_paths()}.items():
        answer = client.get(path)
        html = answer.headers.get("Content-Type", "").startswith("text/html")
        if html and answer.status_code in {200, 404} and title not in {"account_logout"}:
            page.goto(path)
            held += "owned" in page.content()
            wrong += [f"{title}: {seen}" for seen in page.evaluate(LOOK)]
    for title, answer in repeated.items():
        _show(page, site, answer)
        wrong += [f"{title} (422): {seen}" for seen in page.evaluate(LOOK)]
    assert held > 30, "the pages hold what was typed"
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def _show(page: Page, site: str, answer: Any) -> None:
    """What a form answered, with its headers."""

    def fulfil(route: Route) -> None:
        route.fulfill(status=200, headers=dict(answer.headers), body=answer.content)

    page.route(f"{site}/answered/", fulfil)
    page.goto("/answered/")
    page.unroute(f"{site}/answered/")


@pytest.mark.long
@pytest.mark.browser
def test_a_page_with_a_fault_would_be_seen(context: BrowserContext, live_server: Any) -> None:
    """The eyes of the test above see a handler, a script and a request that the policy stops."""
    page = context.new_page()

    def fulfil(route: Route) -> None:
        policy = {"Content-Security-Policy": "default-src 'none'", "Content-Type": "text/html"}
        route.fulfill(status=200, headers=policy, body=f"<p>{CORPUS['handler 1']}<script>owned(1)</script>")

    page.route(f"{live_server.url}/answered/", fulfil)
    page.goto("/answered/")
    seen = page.evaluate(LOOK)
    assert any(line.startswith("policy:") for line in seen)
    assert "<img onerror>" in seen
