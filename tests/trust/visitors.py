"""People who use a site over HTTP while its processes are killed, and what they do there."""

import http.client
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4

from tests.forms_in_pages import Form, Forms
from tests.trust.mutations import FilePart, multipart

CSRF = "a" * 32
PATIENCE = 60  # seconds for one answer


class Gone(Exception):
    """No answer, or half of one: nobody can say what came of the request."""


@dataclass
class Deed:
    """One thing that was done under a word of its own; `told` once the person has seen that it worked."""

    kind: str
    word: str
    told: bool = False


@dataclass
class Visitor:
    """A browser without scripts: it keeps a session, goes to whichever process is up, and gives up when cut off."""

    session: str
    ports: Callable[[], int]
    number: int
    deeds: list[Deed] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)  # answers that no healthy site gives

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, str]:
        """Status, page and Location of one request."""
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}", "X-CSRFToken": CSRF, "Content-Type": kind}
        connection = self.connected()
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            raise Gone from error
        finally:
            connection.close()
        if answer.status not in {200, 302}:
            self.odd.append(
                f"{answer.status} from {method} {path}: {' '.join(re.sub('<[^>]+>', ' ', page).split())[:300]}"
            )
        return answer.status, page, answer.headers.get("Location", "")

    def connected(self) -> http.client.HTTPConnection:
        """A connection to a server that is up, as soon as there is one: until then nothing is sent."""
        until = time.monotonic() + PATIENCE
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.ports(), timeout=PATIENCE)
            try:
                connection.connect()
                return connection
            except OSError as error:
                if time.monotonic() > until:
                    raise Gone from error
                time.sleep(0.05)

    def form(self, page: str, ending: str) -> Form:
        """The form of a page that is sent to an address with this ending."""
        reader = Forms(page)
        reader.feed(self.ask("GET", page)[1])
        found = [form for form in reader.forms if form.method == "post" and urlsplit(form.action).path.endswith(ending)]
        assert found, f"no form to {ending} in {page}"
        return found[0]

    def send(self, path: str, data: Any) -> str:
        """Post these fields; where it leads to, empty where it was refused."""
        status, _, there = self.ask(
            "POST", path, urlencode(data, doseq=True).encode(), "application/x-www-form-urlencoded"
        )
        return there if status == 302 else ""

    def upload(self, path: str, contents: str) -> tuple[str, str]:
        """Send a file; the page that comes back, and where it leads to."""
        body = multipart([("file", FilePart("x.csv", contents.encode(), "text/csv"))])
        _, page, there = self.ask("POST", path, body, "multipart/form-data; boundary=cut-here")
        return page, there

    def live(self, until: threading.Event) -> None:
        """Do one thing after the other."""
        for turn, number in enumerate(iter(lambda: uuid4().hex[:12], None)):
            if until.is_set():
                return
            kind = list(KINDS)[(turn + self.number) % len(KINDS)]
            deed = Deed(kind, f"word{number}")
            try:
                for step in KINDS[kind](self, deed):
                    deed = step
            except Gone:
                until.wait(0.05)
            except AssertionError as error:
                self.odd.append(f"{kind}: {error}")

    def begin(self, deed: Deed) -> Deed:
        """From here on it may happen."""
        self.deeds.append(deed)
        return deed


def _row(word: str, number: int = 0) -> str:
    return str(UUID(hex=f"0190{number:04x}00007000a000{word[4:]}"))


def entry(word: str, number: int = 0) -> dict[str, str]:
    """What the form of a new entry sends: a line with two skills and two links."""
    row = _row(word, number)
    return {
        "row": row, "seen": "1", "place": f"new {row}", "line": f"Line {word}",
        "happened_on_year": "2025", "skills": f"{word} one, {word} two",
        "proof-TOTAL_FORMS": "2", "proof-INITIAL_FORMS": "0", "proof-MIN_NUM_FORMS": "0", "proof-MAX_NUM_FORMS": "20",
        "proof-0-url": f"https://example.org/{word}/0", "proof-0-label": word,
        "proof-1-url": f"https://example.org/{word}/1", "proof-1-label": word,
    }  # fmt: skip


def save(by: Visitor, deed: Deed) -> Iterator[Deed]:
    """A new entry; who is cut off sends the form once more, which must not make two."""
    by.begin(deed)
    try:
        deed.told = bool(by.send("/journal/new/", entry(deed.word)))
    except Gone:
        deed.told = bool(by.send("/journal/new/", entry(deed.word)))
    yield deed


def change(by: Visitor, deed: Deed) -> Iterator[Deed]:
    """An entry with another line, outcome and skills; the former version stays beside it."""
    assert by.send("/journal/new/", entry(deed.word))
    form = by.form(f"/journal/{_row(deed.word)}/edit/", "/edit/")
    by.begin(deed)
    new = {"line": f"Changed {deed.word}", "outcome": f"Outcome {deed.word}", "skills": f"{deed.word} three"}
    deed.told = bool(by.send(form.action, form.data(**new)))
    yield deed


def delete(by: Visitor, deed: Deed) -> Iterator[Deed]:
    """An entry with its links and skills, gone."""
    assert by.send("/journal/new/", entry(deed.word))
    by.begin(deed)
    deed.told = bool(by.send(f"/journal/{_row(deed.word)}/delete/", {}))
    yield deed


def several(by: Visitor, deed: Deed) -> Iterator[Deed]:
    """The same skill for four entries at once."""
    for number in range(4):
        assert by.send(
            "/journal/log/", {"row": _row(deed.word, number), "seen": "1", "line": f"Line {deed.word} {number}"}
        )
    by.begin(deed)
    data = {
        "entry": [_row(deed.word, n) for n in range(4)],
        "do": "add_skills",
        "skills": f"{deed.word} added",
        "query": "",
    }
    deed.told = bool(by.send("/journal/several/", data))
    yield deed


def merge(by: Visitor, deed: Deed) -> Iterator[Deed]:
    """One skill made part of another."""
    assert by.send("/journal/new/", entry(deed.word))
    page = by.ask("GET", f"/journal/{_row(deed.word)}/")[1]
    link = rf'href="/skills/([0-9a-f-]{{36}})/"[^>]*>(?:\s|<[^>]+>)*{deed.word} '
    ids = {name: re.search(link + name, page) for name in ("one", "two")}
    assert all(ids.values()), "the skills are not in the page"
    by.begin(deed)
    deed.told = bool(by.send(f"/skills/{ids['one'][1]}/merge/", {"into": ids["two"][1]}))
    yield deed


def offers_in(by: Visitor, deed: Deed) -> Iterator[Deed]:
    """A table of offers, looked at and brought in."""
    rows = "".join(f"Job {n} {deed.word},Lindley,Leeds\r\n" for n in range(8))
    page, _ = by.upload("/offers/import/", f"title,organisation,place\r\n{rows}")
    found = re.search(r'name="packed" value="([^"]+)"', page)
    assert found, "nothing to confirm"
    by.begin(deed)
    status, _, _ = by.ask(
        "POST", "/offers/import/", urlencode({"packed": found[1]}).encode(), "application/x-www-form-urlencoded"
    )
    deed.told = status in {200, 302}
    yield deed


def entries_in(by: Visitor, deed: Deed) -> Iterator[Deed]:
    """A table of entries, looked at and brought in."""
    rows = "".join(f"2025-03-0{n + 1},Line {n} {deed.word},{deed.word} skill\r\n" for n in range(8))
    _, there = by.upload("/journal/import/", f"date,what happened,skills\r\n{rows}")
    assert there, "the file is not taken"
    by.begin(deed)
    deed.told = bool(by.send(there, {"update": "on"}))
    yield deed


def decide(by: Visitor, deed: Deed) -> Iterator[Deed]:
    """An offer taken: the decision, the days to look back, what becomes of the offer."""
    row = _row(deed.word)
    assert by.send("/offers/new/", {"row": row, "seen": "1", "title": f"Job {deed.word}"})
    form = by.form(f"/offers/{row}/decide/", "/decide/")
    by.begin(deed)
    deed.told = bool(by.send(form.action, form.data(kind="declined", reasons=f"Reasons {deed.word}")))
    yield deed


def settings_for(word: str) -> tuple[str, str]:
    """The currency and the time zone that go with a name."""
    number = int(word[-2:], 16)
    return ("EUR", "GBP", "CHF")[number % 3], ("Europe/Paris", "Asia/Tokyo")[number % 2]


def account(by: Visitor, deed: Deed) -> Iterator[Deed]:
    """A name, a currency and a time zone, changed together."""
    form = by.form("/settings/", "/settings/")
    by.begin(deed)
    currency, zone = settings_for(deed.word)
    deed.told = bool(by.send(form.action, form.data(name=deed.word, currency=currency, time_zone=zone)))
    yield deed


KINDS: dict[str, Callable[[Visitor, Deed], Iterator[Deed]]] = {
    each.__name__: each for each in (save, change, delete, several, merge, offers_in, entries_in, decide, account)
}
