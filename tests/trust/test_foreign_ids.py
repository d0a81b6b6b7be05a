"""The id of somebody else's row, wherever an id can be sent: in a form, in a query string, in a file.

Nothing of theirs is shown, linked or changed. Which fields take an id is noted while they are read, so that a choice
among private rows that no form of the walk sends fails the test.
"""

import csv
import inspect
import json
import re
from collections.abc import Iterator
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.models import ForeignKey
from django.http import QueryDict
from django.test import Client

from apps.achievements.exchange.own import EXTENSION
from apps.achievements.models import Achievement
from apps.users.models import User
from apps.users.ownership import acting_as
from tests.filled import Filled, fill, paths_of
from tests.forms_in_pages import Form
from tests.trust.canaries import OWNED, found_in, plant
from tests.trust.test_extra_fields import ID, everything, forms_of, needed

APPS = Path(__file__).resolve().parents[2] / "apps"
ANSWERS = {200, 302, 400, 404, 405, 422}
PARTS = 20  # all of them take minutes
SWITCHES = {"anyway", "change"}  # that they are there is all that counts
PART = [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, PARTS))]


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Filled, Filled]]:
    """Nadia, and a stranger of whose words each is a canary; made once, all else is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        nadia, stranger = fill(), fill("bob@example.org")
        assert len(plant(stranger)) >= 300
        yield nadia, stranger
        transaction.set_rollback(True)


@pytest.fixture
def client(people: tuple[Filled, Filled], settings: Any) -> Client:
    settings.ACCOUNT_RATE_LIMITS = False
    client = Client()
    client.force_login(people[0].user)
    return client


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names that are read of what was sent."""
    names: set[str] = set()
    for way in ("__getitem__", "getlist", "get", "__contains__"):
        real = getattr(QueryDict, way, None) or getattr(dict, way)

        def reads(self: Any, key: Any, *given: Any, real: Any = real, **named: Any) -> Any:
            names.add(str(key))
            return real(self, key, *given, **named)

        monkeypatch.setattr(QueryDict, way, reads)
    return names


def links_to(user: User, stranger: User) -> list[Any]:
    """What of this person points to a row of the stranger's, read as each of them."""
    with acting_as(stranger):
        theirs = [pk for model in OWNED for pk in model.objects.filter(owner=stranger).values_list("pk", flat=True)]
    with acting_as(user):
        mine = {pk for model in OWNED for pk in model.objects.filter(owner=user).values_list("pk", flat=True)}
        return [
            (model.__name__, field.name)
            for model in OWNED
            for field in model._meta.concrete_fields
            if isinstance(field, ForeignKey)
            and field.related_model in OWNED
            and model.objects.filter(owner=user, **{f"{field.attname}__in": set(theirs) - mine}).exists()
        ]


def judge(answer: Any, stranger: Filled, before: list[str], what: str, own: Filled) -> None:
    """No failure, no word, no change, no link."""
    assert answer.status_code in ANSWERS, f"{answer.status_code}: {what}"
    said = answer.getvalue().decode("utf-8", "replace") + str(answer.headers)
    assert not found_in(said), f"{what} tells {sorted(found_in(said))[:3]}"
    connection.check_constraints()
    if answer.status_code in {200, 302}:
        assert everything(stranger.user) == before, f"{what} changed something of theirs"
        assert not links_to(own.user, stranger.user), what


def pointers(form: Form) -> list[str]:
    """The fields whose value, or one of whose choices, is an id; and the buttons and boxes that could be one."""
    return list(
        dict.fromkeys(
            each.name
            for each in form.fields
            if each.kind in {"hidden", "radio"} or any(map(ID.fullmatch, (each.value or "", *each.choices)))
            if each.name not in {"csrfmiddlewaretoken", "seen", "packed"} and not each.name.endswith("_FORMS")
        )
    )  # fmt: skip


def tables_of(rows: list[str]) -> dict[str, str]:
    """The table of each row, by its id."""
    found = {}
    for row in rows:
        table, _, text = row.partition(" ")
        found[str(json.loads(text)["id"])] = table
    return found


def alike(values: list[str], mine: dict[str, str], theirs: dict[str, str], turn: int) -> list[str]:
    """Rows of the stranger's: one of each table that the values of a field come from, and three others in turn."""
    by_table: dict[str, str] = {}
    for pk, table in theirs.items():
        by_table.setdefault(table, pk)
    fitting = [by_table[mine[value]] for value in values if mine.get(value) in by_table]
    others = [pk for pk in by_table.values() if ID.fullmatch(pk)]
    return list(dict.fromkeys([*fitting, *(others[(turn * 3 + n) % len(others)] for n in range(3))]))


@pytest.mark.parametrize("part", PART)
def test_no_field_takes_the_id_of_somebody_elses_row(part: int, people: tuple[Filled, Filled], client: Client) -> None:
    nadia, stranger = people
    before = everything(stranger.user)
    mine, theirs = tables_of(everything(nadia.user)), tables_of(before)
    for turn, form in enumerate(forms_of(client, nadia)):
        if turn % PARTS != part:
            continue
        for name in pointers(form) or ["id"]:
            values = [each for f in form.fields if f.name == name for each in (f.value or "", *f.choices)]
            for pk in alike(values, mine, theirs, turn):
                with transaction.atomic():
                    sent = {**form.data(**needed(form, nadia)), name: pk}
                    judge(client.post(form.action, sent), stranger, before, f"{form} with {name} = {pk}", nadia)
                    transaction.set_rollback(True)


def choices_among_private_rows() -> set[tuple[str, str]]:
    """Every field of every form class that chooses among private rows, or is an id."""
    found = set()
    for file in APPS.glob("*/**/*.py"):
        if "forms" in str(file.relative_to(APPS)):
            module = import_module(".".join(("apps", *file.relative_to(APPS).with_suffix("").parts)))
            for _, form in inspect.getmembers(module, inspect.isclass):
                if issubclass(form, forms.BaseForm) and form.__module__ == module.__name__:
                    for name, field in form.base_fields.items():
                        if isinstance(field, forms.ModelChoiceField | forms.UUIDField):
                            found.add((form.__name__, name))
    return found


def test_every_field_that_takes_an_id_is_among_those_that_are_sent(
    people: tuple[Filled, Filled], client: Client
) -> None:
    nadia, _ = people
    sent = {name.rpartition("-")[2] for form in forms_of(client, nadia) for name in pointers(form)}
    fields = choices_among_private_rows()
    assert {"row", "role", "breaker", "credential"} <= {name for _, name in fields}
    assert {name for _, name in fields} <= sent


# --- What stands behind the “?” ---------------------------------------------------------------------------------


def asked_in_code() -> set[str]:
    """The names of `request.GET` in the views."""
    names: set[str] = set()
    for file in APPS.glob("*/**/*.py"):
        text = file.read_text()
        names |= set(re.findall(r'GET(?:\.get|\.getlist)?[\[(]"(\w+)"', text))
        names |= set(re.findall(r'"(\w+)"(?: not)? in request\.GET', text))
    return names


@pytest.mark.long
def test_no_address_shows_a_row_of_somebody_else_behind_its_question_mark(
    people: tuple[Filled, Filled], client: Client, noted: set[str]
) -> None:
    nadia, stranger = people
    before, read = everything(stranger.user), set()
    theirs = list(dict.fromkeys(str(pk) for pk in stranger.ids.values() if ID.fullmatch(str(pk))))
    for turn, (name, path) in enumerate(paths_of(nadia).items()):
        if " " in name or urlsplit(path).query:
            continue
        noted.clear()
        client.get(path)
        names = {each for each in noted if re.fullmatch(r"[a-z_]{1,20}", each)} - {"csrfmiddlewaretoken"}
        read |= names
        if "into" in names or "entry" in names:
            read |= {"into", "entry"}
        for number in range(3 if names else 0):
            pk = theirs[(turn * 3 + number) % len(theirs)]
            answer = client.get(f"{path}?{urlencode(dict.fromkeys(names, pk))}")
            judge(answer, stranger, before, f"{name} with {pk}", nadia)
    missing = asked_in_code() - read - SWITCHES
    assert not missing, f"no page of the walk reads {missing}"


# --- What stands in a file --------------------------------------------------------------------------------------


def table(**columns: str) -> bytes:
    """A table of one row."""
    out = StringIO()
    csv.writer(out).writerows([columns.keys(), columns.values()])
    return out.getvalue().encode()


def files(stranger: Filled) -> dict[str, list[tuple[str, bytes]]]:
    """By door, files whose ids and references are the stranger's."""
    ids = {kind: str(pk) for kind, pk in stranger.ids.items()}
    card = f"BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:uuid:{ids['known']}\r\nFN:Omar\r\nEND:VCARD\r\n"
    career = {"basics": {}, "work": [{"name": "Crust", "position": "Baker", "startDate": "2021"}]}
    kinds = {"entries": "entry", "roles": "role", "proofs": "proof", "credentials": "credential", "people": "known"}
    line = {
        "line": "Counted",
        "name": "Omar",
        "title": "Baker",
        "text": "x",
        "role": ids["role"],
        "entry": ids["entry"],
    }
    own = {many: [{"id": ids[kind], **line}] for many, kind in kinds.items()}
    return {
        "/people/import/": [("p.csv", table(id=ids["known"], name="Omar")), ("p.vcf", card.encode())],
        "/offers/import/": [("o.csv", table(id=ids["offer"], title="Baker", organisation="Crust"))],
        "/journal/import/": [
            ("e.csv", table(id=ids["entry"], date="2025-03-02", **{"what happened": "Counted", "role": ids["role"]})),
            ("r.json", json.dumps(career | {EXTENSION: {"version": 1, **own}}).encode()),
        ],
    }


def test_no_file_reaches_a_row_of_somebody_else(people: tuple[Filled, Filled], client: Client) -> None:
    nadia, stranger = people
    before = everything(stranger.user)
    for door, sent in files(stranger).items():
        for name, contents in sent:
            with transaction.atomic():
                answer = client.post(door, {"file": SimpleUploadedFile(name, contents)})
                judge(answer, stranger, before, f"{name} through {door}", nadia)
                packed = re.search(r'name="packed" value="([^"]+)"', answer.text)
                if packed:
                    there, said = door, {"packed": packed[1], "take": ["1", "2", "3"], "change": ["1", "2", "3"]}
                else:
                    assert answer.status_code == 302, name
                    there, said = answer["Location"], {"update": "on"}
                    judge(client.get(there), stranger, before, f"preview of {name}", nadia)
                judge(client.post(there, said), stranger, before, f"{name} brought in", nadia)
                transaction.set_rollback(True)


def test_a_link_that_leaves_its_owner_would_be_noticed(people: tuple[Filled, Filled]) -> None:
    nadia, stranger = people
    assert links_to(nadia.user, stranger.user) == []
    with transaction.atomic():
        with acting_as(nadia.user):  # the fence is asked at the end of the transaction, which does not come
            Achievement.objects.create(owner=nadia.user, line="x", role_id=stranger.ids["role"])
        assert links_to(nadia.user, stranger.user) == [("Achievement", "role")]
        transaction.set_rollback(True)
