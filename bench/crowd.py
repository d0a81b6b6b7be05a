"""What one person of the crowd does; read by locust, which bench/load.py starts; PEOPLE_FILE names them."""

import json
import os
import random
from html.parser import HTMLParser
from pathlib import Path

from locust import HttpUser, between, task

PEOPLE = json.loads(Path(os.environ["PEOPLE_FILE"]).read_text())
LEAST, MOST = float(os.environ.get("THINK_LEAST", "5")), float(os.environ.get("THINK_MOST", "8"))
LINES = [
    "Answered the phones on the late shift",
    "Trained three new colleagues in lifting people safely",
    "Rewired the panel in hall 4, passed inspection first time",
    "Increased the average basket by 6 % with a new display at the till",
]
WORDS = ["basket", "trained", "panel", "resident", "shift"]


class Sent(HTMLParser):
    """What a browser would send of the form with this action, if nothing in it is changed."""

    def __init__(self, page: str, action: str) -> None:
        super().__init__()
        self.action, self.inside, self.select = action, False, ""
        self.data: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.inside = given.get("action", "") in {self.action, ""} and given.get("method", "").lower() == "post"
        elif "disabled" in given:
            return
        elif self.inside and tag == "input" and given.get("name") and given.get("type") not in {"submit", "file"}:
            if given.get("type") not in {"radio", "checkbox"}:
                self.data[given["name"]] = given.get("value", "")
            elif "checked" in given:
                self.data[given["name"]] = given.get("value", "on")
        elif self.inside and tag == "select":
            self.select = given.get("name", "")
        elif self.inside and tag == "option" and ("selected" in given or self.select not in self.data):
            self.data[self.select] = given.get("value", "")
        elif self.inside and tag == "textarea" and given.get("name"):
            self.data[given["name"]] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


class Person(HttpUser):
    """Looks more often than they write, and thinks between two pages."""

    wait_time = between(LEAST, MOST)

    def on_start(self) -> None:
        self.me = PEOPLE.pop()
        self.client.cookies["sessionid"] = self.me["session"]
        self.client.headers["Sec-Fetch-Site"] = "same-origin"

    def look(self, path: str, name: str) -> str:
        """Open a page as its owner."""
        with self.client.get(path, name=name, allow_redirects=False, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"answered {answer.status_code}")
        return answer.text

    def send(self, path: str, data: dict[str, str], name: str, expected: int, **more: str) -> None:
        """Send a form and expect this kind of answer; `more` are headers."""
        with self.client.post(
            path, data, name=name, allow_redirects=False, catch_response=True, headers=more
        ) as answer:
            if answer.status_code != expected:
                answer.failure(f"answered {answer.status_code}")

    @task(6)
    def today(self) -> None:
        self.look("/today/", "Today")

    @task(5)
    def offers(self) -> None:
        self.look("/offers/", "Offers")

    @task(2)
    def offer(self) -> None:
        self.look(f"/offers/{random.choice(self.me['offers'])}/", "One offer")

    @task(3)
    def compare(self) -> None:
        first, second = random.sample(self.me["offers"], 2)
        self.look(f"/offers/compare/?option={first}&option={second}", "Compare")

    @task(3)
    def rate(self) -> None:
        """Open the ratings of an offer, think, change one, save, and look at the offer."""
        path = f"/offers/{random.choice(self.me['offers'])}/ratings/"
        data = Sent(self.look(path, "Ratings"), path).data
        names = [name for name in data if name.endswith("-choice")]
        if names:
            line = random.choice(names)
            data |= {line: "between", f"{line.removesuffix('choice')}number": str(random.randint(0, 10))}
        self.wait()
        self.send(path, data, "Ratings, saved", 302)
        self.look(path.removesuffix("ratings/"), "One offer")

    @task(6)
    def journal(self) -> None:
        self.look("/journal/", "Journal")

    @task(3)
    def entry(self) -> None:
        self.look(f"/journal/{self.me['entry']}/", "One entry")

    @task(3)
    def search(self) -> None:
        self.look(f"/journal/?q={random.choice(WORDS)}", "Journal search")

    @task(5)
    def write(self) -> None:
        """Begin a line, let the coach read it twice, keep it, and see it."""
        data = Sent(self.look("/journal/log/", "Quick log"), "/journal/log/").data
        line = random.choice(LINES)
        for part in (line[: len(line) // 2], line):
            self.wait()
            self.send("/journal/coach/", {**data, "line": part}, "Coach", 200, **{"HX-Request": "true"})
        self.send("/journal/log/", {**data, "line": line}, "Quick log, kept", 302)
        self.look("/journal/", "Journal")

    @task(3)
    def skills(self) -> None:
        self.look("/skills/", "Skills")

    @task(3)
    def reflections(self) -> None:
        self.look("/reflections/", "Reflections")
