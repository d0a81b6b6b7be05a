"""Sends spoilt forms and looks at what became of them: never a failure, never half of something, never a word lost."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.db import connection, transaction
from django.test import Client

from apps.achievements.models import Draft
from apps.users.models import User
from apps.users.ownership import OwnedModel, acting_as
from tests.forms_in_pages import Form, Forms
from tests.trust import mutations
from tests.trust.mutations import Body

OWNED = [model for model in apps.get_models() if issubclass(model, OwnedModel)]
PRIVATE = [model for model in OWNED if model is not Draft]  # a draft is what keeps the words of a form that is refused
BESIDE = {
    "users_user": "id",
    "account_emailaddress": "user_id",
    "mfa_authenticator": "user_id",
}  # tables without a fence
FINE = {200, 204, 302}
REFUSED = {400, 401, 403, 404, 405, 409, 413, 422, 429}
TYPED_INTO = {"text", "textarea", "search", "url", "email", "number", "date", "month", "time", "tel"}


def seed() -> int:
    """FUZZ_SEED, else always the same; `FUZZ_SEED=random` draws one. Printed by a test that fails."""
    given = os.environ.get("FUZZ_SEED", "20261124")
    return random.SystemRandom().randrange(10**9) if given == "random" else int(given)


@dataclass
class Wall:
    """The person whose forms are sent, and everything they have, which only a success may change."""

    client: Client
    user: User
    marks: Any = None
    cookies: Any = None
    paths: list[str] = field(default_factory=list)
    judged: int = 0  # refused forms whose words were looked for
    forms: list[Form] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.marks = self.stamp()
        self.cookies = deepcopy(self.client.cookies)

    def stamp(self) -> Any:
        """How many rows of each table this person has, and a sum of the transactions that wrote them; in one query."""
        marks = "count(*), sum(hashint8extended(xmin::text::bigint, 1))"
        tables = {model._meta.db_table: "owner_id" for model in PRIVATE} | BESIDE
        each = [f"SELECT '{table}', {marks} FROM {table} WHERE {key} = %(owner)s" for table, key in tables.items()]
        with acting_as(self.user), connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(each), {"owner": self.user.pk})
            return cursor.fetchall()

    def kept(self) -> str:
        """Every word this person has anywhere, as one text."""
        each = [
            f"SELECT to_jsonb(t)::text FROM {model._meta.db_table} AS t WHERE owner_id = %(owner)s" for model in OWNED
        ]
        with acting_as(self.user), connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(each), {"owner": self.user.pk})
            return "\n".join(row[0] for row in cursor.fetchall())

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Undo what happens inside, the browser's cookies included."""
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        self.client.cookies = deepcopy(self.cookies)

    def send(self, method: str, path: str, body: Body, note: str, **headers: str) -> Any:
        """Send it; what the database puts off to the end is checked at once."""
        answer = self.client.generic(method, path, body.contents, content_type=body.kind, headers=headers)
        status = answer.status_code
        self.statuses[status] = self.statuses.get(status, 0) + 1
        assert status in FINE | REFUSED, f"{status}: {note}"
        if answer.streaming:
            b"".join(answer.streaming_content)
        connection.check_constraints()
        if status in REFUSED:
            changed = set(self.stamp()) - set(self.marks)
            assert not changed, f"refused with {status}, and all the same changed: {changed}, {note}"
        return answer


def lost(answer: Any, form: Form, body: Body) -> list[str]:
    """The fields whose text does not stand in the same field of the page that came back."""
    if body.typed is None:
        return []
    page = Forms(form.page)
    page.feed(answer.content.decode())
    stands: dict[str, set[str]] = {}
    for each in page.forms:
        for found in each.fields:
            stands.setdefault(found.name, set()).add(_plain(found.value or ""))
    kinds = {found.name: found.kind for found in form.fields}
    wanted = {name: text for name, text in body.typed.items() if kinds.get(name) in TYPED_INTO}
    return [name for name, text in wanted.items() if _plain(text) not in stands.get(name, set())]


def _plain(text: str) -> str:
    """Line ends, blanks at the ends and characters that no page can show make no difference."""
    shown = text.replace("\r\n", "\n").replace("\r", "\n")
    return shown.strip().strip("\0")


def is_whole(form: Form, body: Body) -> bool:
    """Whether it can be judged: nobody types half characters, zero bytes or the counters of repeated fields."""
    said, shown = body.typed or {}, form.data()
    odd = any("\0" in text or any("\ud800" <= c <= "\udfff" for c in text) for text in said.values())
    counters = [name for name in {*said, *shown} if name.endswith("_FORMS")]
    return body.typed is not None and not odd and all(said.get(name) == shown.get(name) for name in counters)


def attempt(wall: Wall, rng: random.Random, form: Form, files: list[mutations.FilePart], note: str) -> None:
    """Send one form, spoilt, and undo what it did."""
    pairs = mutations.pairs_of(form)
    for each in form.fields:
        if each.kind == "file" and rng.random() < 0.7:
            pairs = [*(pair for pair in pairs if pair[0] != each.name), (each.name, mutations.any_of(rng, files))]
    body = mutations.body(rng, mutations.spoil(rng, pairs, form.names, files))
    headers = {"HX-Request": "true", "HX-Target": rng.choice(("x", "é", "<", "results"))} if rng.random() < 0.15 else {}
    with wall.undone():
        if form.method == "get":
            query = mutations.urlencoded([(n, v) for n, v in (body.typed or {}).items()]).decode()
            answer = wall.send(
                "GET", f"{urlsplit(form.action).path}?{query[:8000]}", Body(b"", "", None, "get"), note, **headers
            )
        else:
            answer = wall.send("POST", form.action, body, f"{note}, as {body.how}", **headers)
    if body.typed is not None and form.method == "post":
        assert answer.status_code != 400, f"{note}: a sound form is refused without its page"
    if answer.status_code == 422 and form.method == "post" and is_whole(form, body) and not headers:
        wall.judged += 1
        gone = lost(answer, form, body)
        assert not gone, f"{note}: {gone} lost, sent {[(name, (body.typed or {})[name][:80]) for name in gone]}"


def page_of(answer: Any) -> str:
    """The words of a page."""
    return unescape(answer.content.decode())
