"""What a form does not ask for cannot be set through it: every form is sent once as it is, and once with every column.

The forms are found in the pages, and the addresses that take a POST in the URLconf: one that is new is tried, or fails.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models, transaction
from django.test import Client
from django.utils import timezone

from apps.achievements.models import Draft, Proof
from apps.users.models import User
from apps.users.ownership import OwnedModel
from tests.filled import WITH_TOKEN, Filled, fill, link_paths, paths_of
from tests.forms_in_pages import Form, all_forms, forms_in

# A draft keeps the words of a form that was not taken, whatever they are called; nothing but its form reads them.
OWNED = [model for model in apps.get_models() if issubclass(model, OwnedModel) and model is not Draft]
TABLES = {model._meta.db_table: "owner_id" for model in OWNED} | {"users_user": "id", "account_emailaddress": "user_id"}
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DRAWN = re.compile(r'"(?:token|digest|key|fingerprint|contents|password)": "[^"]*"')  # by chance, each time anew
FINE = {200, 204, 302}
PARTS = 12  # all of them take a minute

# What a form needs to be taken, beside what its page fills in; {a kind of row} stands for the id of Nadia's own.
NEEDED: dict[str, dict[str, Any]] = {
    "achievements:log": {"line": "Trained five new hires"},
    "achievements:new": {
        "line": "Trained five new hires",
        "proof-0-url": "https://example.org/x",
        "skills": "Patience",
    },
    "achievements:import": {"file": ("e.csv", b"date,what happened\n2025-03-02,Counted\n")},
    "achievements:role_new": {"title": "Baker", "started_on_year": "2020"},
    "achievements:role_scope": {"since_year": "2026", "since_month": "10", "people": "4"},
    "achievements:role_learn": {"text": "Order the bread"},
    "achievements:portfolio_new": {"title": "For Ms Lee"},
    "achievements:add_link": {"url": "https://example.org/y"},
    "achievements:add_file": {"file": ("note.txt", b"A note")},
    "achievements:add_feedback": {"quote": "Good work", "said_by": "Leah"},
    "achievements:add_credential": {"credential": "{credential}"},
    "achievements:ask": {"name": "Leah"},
    "achievements:lasted": {"answer": "lasted"},
    "achievements:said_prove": {"entry": "{entry}"},
    "achievements:ask_for_words": {"who": "Leah Moss"},
    "achievements:several": {"entry": "{entry}", "do": "add_skills", "skills": "Patience"},
    "direction:new": {"title": "Team leader", "essential": "Hiring, Rota"},
    "opportunities:new": {"title": "Baker"},
    "opportunities:paste": {"text": "Baker at Crust Ltd, Leeds"},
    "opportunities:import": {"text": "title,organisation\nBaker,Crust\n"},
    "opportunities:deal_breakers": {"text": "No weekends"},
    "opportunities:rate_new": {"currency": "CHF", "rate": "0.9", "into": "GBP"},
    "opportunities:review": {"happened": "It went well", "workload": "4"},
    "opportunities:verdict": {"state": "pass"},
    "opportunities:decide": {"kind": "declined"},
    "opportunities:led_by": {"who": "Leah Moss"},
    "people:new": {"name": "Omar"},
    "people:import": {"text": "name\nOmar\n"},
    "people:said": {"quote": "Good work"},
    "people:promise_close": {"outcome": "kept"},
    "reflections:answer_week": {"answer": "A customer thanked me."},
    "reflections:answer": {"answer": "A customer thanked me."},
    "reflections:link_answer": {"answer": "A customer thanked me."},
    "reflections:link_line": {"line": "Trained five new hires"},
    "skills:list": {"name": "Bee keeping"},
    "skills:focus_new": {"skill": "Bee keeping", "hours_per_week": "2", "why": "Honey"},
    "skills:focus_practise": {"spent": "45"},
    "skills:focus_review": {"choice": "finished"},
    "skills:credential_new": {"name": "First aid"},
    "achievements:vouch": {"answer": "confirmed"},
}
# Not taken even so, and why; they are sent all the same.
REFUSED = {
    "reflections:data_bring": "needs a file of everything (tests/reflections/takeaway has them)",
    "direction:occupations": "takes over what it ticked in a public list, and that is there (test_direction.py)",
}
# Their forms go once they were sent, or come after a long silence.
BY_HAND = ("reflections:start", "reflections:decline", "reflections:pass", "reflections:as_before")


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Filled, Filled]]:
    """Nadia, and a stranger with as much; made once, each post is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield fill(), fill("bob@example.org")
        transaction.set_rollback(True)


def everything(*users: User) -> list[str]:
    """Every row that these people have, their accounts included, as texts."""
    found: list[str] = []
    for user in users:
        each = [
            f"SELECT '{t} ' || to_jsonb(t)::text FROM {t} AS t WHERE {key} = %(owner)s" for t, key in TABLES.items()
        ]
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.user_id', %s, true)", [str(user.pk)])
            cursor.execute(" UNION ALL ".join(each), {"owner": user.pk})
            found += [row[0] for row in cursor.fetchall()]
            cursor.execute("SELECT set_config('app.user_id', '', true)")
    return found


def came_of(client: Client, form: Form, data: dict[str, Any], users: tuple[User, ...], known: set[str]) -> Any:
    """The status, and all rows afterwards; ids and secrets that were drawn on the way are alike. It is undone."""
    cookies = client.cookies.output()
    with transaction.atomic():
        answer = client.post(form.action, data)
        if answer.streaming:
            b"".join(answer.streaming_content)
        rows = everything(*users)
        transaction.set_rollback(True)
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))
    alike = [ID.sub(lambda each: each[0] if each[0] in known else "new", DRAWN.sub("", row)) for row in rows]
    return answer.status_code, sorted(alike)


def extras(asked: set[str], stranger: Filled) -> dict[str, str]:
    """Every column of every private table and of the account, but for those that the form itself asks for."""
    pk = str(stranger.ids["entry"])
    columns: dict[str, str] = {"id": pk, "pk": pk, "user": str(stranger.user.pk)}
    for model in [*OWNED, User, EmailAddress]:
        for field in model._meta.concrete_fields:
            columns |= dict.fromkeys((field.name, field.attname), value_of(field, stranger))
    beside = (
        "id",
        "pk",
        *(name for each in (OwnedModel, Proof) for f in each._meta.fields for name in (f.name, f.attname)),
    )
    prefixes = {found[0] for name in asked if (found := re.match(r"proof-\d+-", name))}
    more = columns | {f"{prefix}{name}": columns[name] for prefix in prefixes for name in beside}
    return {name: value for name, value in more.items() if name not in asked}


def value_of(field: models.Field[Any, Any], stranger: Filled) -> str:
    """Something that the column would take, and that is not there."""
    if field.related_model is User or field.name in {"owner", "user"}:
        return str(stranger.user.pk)
    if isinstance(field, models.ForeignKey | models.UUIDField):
        kind = field.related_model._meta.model_name if field.related_model else "entry"  # type: ignore[union-attr]
        kind = {"opportunity": "offer", "achievement": "entry", "person": "known"}.get(str(kind), str(kind))
        return str(stranger.ids.get(kind, stranger.ids["entry"]))
    if field.choices:
        return str([value for value, _ in field.flatchoices][-1])
    match field:
        case models.BooleanField():
            return "on"
        case models.DateTimeField():
            return "2001-02-03T04:05:06Z"
        case models.DateField():
            return "2001-02-03"
        case models.IntegerField() | models.DecimalField() | models.FloatField():
            return "7"
        case models.EmailField():
            return "planted@example.org"
        case _:
            return "planted"


def needed(form: Form, nadia: Filled) -> dict[str, Any]:
    """What a person would type and choose; a file is made anew, because reading takes it up."""
    found: dict[str, Any] = {}
    there = form.data()
    for name, value in NEEDED.get(form.name, {}).items():
        if there.get(name):
            continue
        if isinstance(value, tuple):
            found[name] = SimpleUploadedFile(*value)
        else:
            found[name] = value.format(**nadia.ids) if value.startswith("{") else value
    return found


def forms_of(client: Client, nadia: Filled) -> list[Form]:
    """Every form that is posted, by somebody logged in or through the links that need no login."""
    links = [*link_paths(nadia).values(), nadia.stop, nadia.keep, nadia.works, nadia.vouch, nadia.shared]
    found = [*all_forms(client, nadia), *(form for path in links for form in forms_in(Client(), path))]
    found += [Form(path, path, "post") for name, path in paths_of(nadia).items() if name in BY_HAND]
    return [form for form in found if form.method == "post"]


def test_every_link_that_needs_no_login_is_tried(people: tuple[Filled, Filled]) -> None:
    nadia, _ = people
    client = Client()
    client.force_login(nadia.user)
    tried = {form.name for form in forms_of(client, nadia)}
    reads = {"opportunities:feed", "achievements:portfolio_shared", "reflections:link_later", "reflections:link_skip"}
    assert {name for name in WITH_TOKEN if name not in tried} <= reads
    assert tried >= {name for name in NEEDED if name not in tried} | set(BY_HAND)


@pytest.mark.parametrize("part", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, PARTS))])
def test_no_form_takes_what_it_does_not_ask_for(part: int, people: tuple[Filled, Filled], settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = False  # hundreds of tries are the point here
    nadia, stranger = people
    users = (nadia.user, stranger.user)
    with time_machine.travel(timezone.now(), tick=False):
        client = Client()
        client.force_login(nadia.user)
        known = set(ID.findall("\n".join(everything(*users))))
        forms = forms_of(client, nadia)
        asked: dict[str, set[str]] = {}  # by address: on another page the form may be shorter
        for form in forms:
            asked.setdefault(form.name, set()).update(form.names, NEEDED.get(form.name, {}))
        for form in forms[part::PARTS]:
            who = Client() if form.name in WITH_TOKEN else client
            data = form.data(**needed(form, nadia))
            plain = came_of(who, form, data, users, known)
            assert plain[0] in FINE or form.name in REFUSED, f"say in NEEDED what {form.name} of {form.page} needs"
            data = form.data(**needed(form, nadia))
            more = came_of(who, form, data | extras(asked[form.name], stranger), users, known)
            assert more[0] == plain[0], form
            assert set(more[1]) == set(plain[1]), form


def test_the_columns_would_be_noticed(people: tuple[Filled, Filled]) -> None:
    """A form that asked for one of them would come out otherwise."""
    nadia, stranger = people
    client, users = Client(), (nadia.user, stranger.user)
    client.force_login(nadia.user)
    [form] = [each for each in forms_in(client, "/people/new/") if each.name == "people:new"]
    known = set(ID.findall("\n".join(everything(*users))))
    with time_machine.travel(timezone.now(), tick=False):
        one = came_of(client, form, form.data(name="Omar"), users, known)
        assert one == came_of(client, form, form.data(name="Omar"), users, known)
        planted = extras(set(form.names), stranger) | {"phone": "planted"}
        assert one != came_of(client, form, form.data(name="Omar") | planted, users, known)


def test_whoever_signs_up_or_changes_an_account_gives_themselves_nothing(
    people: tuple[Filled, Filled], settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    _, stranger = people
    [form] = [each for each in forms_in(Client(), "/accounts/signup/") if each.name == "account_signup"]
    data = form.data(
        email="new@example.org", password1="five quiet harbour cranes", password2="five quiet harbour cranes"
    )
    with transaction.atomic():
        assert Client().post(form.action, extras(set(data), stranger) | data).status_code == 302
        made = User.objects.get(email="new@example.org")
        assert (made.is_staff, made.is_superuser, made.is_active) == (False, False, True)
        assert made.pk != stranger.user.pk
        assert not made.user_permissions.exists()
        assert not EmailAddress.objects.get(user=made).verified
        transaction.set_rollback(True)
