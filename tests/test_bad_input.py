"""Whatever is sent to a form: never a 500, never somebody else's row, never a word lost.

The forms are found in the pages of a filled account, so that a new form is tried without being named here.
"""

import os
from collections.abc import Iterator
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.models import ForeignKey
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from apps.users.ownership import OwnedModel, acting_as
from tests.filled import Filled, fill, paths_of
from tests.forms_in_pages import Form, Forms, all_forms, forms_in

OWNED = [model for model in apps.get_models() if issubclass(model, OwnedModel)]
ANSWERS = {200, 302, 400, 422}
OURS = ("direction:", "opportunities:", "achievements:", "skills:", "reflections:", "users:")

# Every value in every field of every form takes half an hour. Without this each form gets its share of them, and the
# form after it another share.
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "long"

# --- Sending them ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Filled, list[Form]]]:
    """Nadia and the forms of her pages, made once for this file: each test undoes what it does to them."""
    with django_db_blocker.unblock(), transaction.atomic():
        filled, client = fill(), Client()
        client.force_login(filled.user)
        yield filled, all_forms(client, filled)
        transaction.set_rollback(True)


@pytest.fixture
def nadia(made: tuple[Filled, list[Form]], db: None) -> Filled:
    return made[0]


@pytest.fixture
def bobs(db: None) -> Filled:
    """A stranger with just as much."""
    return fill("bob@example.org")


@pytest.fixture
def as_nadia(nadia: Filled, settings: Any) -> Client:
    settings.ACCOUNT_RATE_LIMITS = False  # hundreds of tries are the point here
    client = Client()
    client.force_login(nadia.user)
    return client


@pytest.fixture
def forms(made: tuple[Filled, list[Form]], as_nadia: Client) -> list[Form]:
    return made[1]


def rows_of(user: Any) -> dict[str, Any]:
    """Everything this person has, by table and id."""
    with acting_as(user):
        return {f"{m.__name__} {row['id']}": row for m in OWNED for row in m.objects.filter(owner=user).values()}


def stamp_of(user: Any) -> list[Any]:
    """Changes with any row this person has, in one query: how many of each table, and by which transactions written."""
    marks = "count(*), sum(hashint8extended(xmin::text::bigint, 1))"
    each = [f"SELECT {marks} FROM {model._meta.db_table} WHERE owner_id = %(owner)s" for model in OWNED]
    with acting_as(user), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), {"owner": user.pk})
        return list(cursor.fetchall())


def count_of(user: Any) -> int:
    return len(rows_of(user))


def send(client: Client, form: Form, data: Any) -> Any:
    """Send it as the browser would; what the database puts off to the end is checked at once."""
    answer = getattr(client, form.method)(form.action, data)
    connection.check_constraints()
    assert answer.status_code in ANSWERS, f"{answer.status_code} from {form.method} {form.name} with {data}"
    return answer


def attempt(client: Client, form: Form, data: Any) -> Any:
    """Send it and undo what it did, so that a deleted row does not spare the forms that come later."""
    with transaction.atomic():
        answer = send(client, form, data)
        transaction.set_rollback(True)
    return answer


def lost(answer: Any, form: Form, data: dict[str, Any]) -> list[str]:
    """The fields whose text is not in the page that came back."""
    page = unescape(answer.content.decode())
    return [name for name in form.texts if str(data.get(name, "")).strip() not in page]


NASTY = {
    "empty": "",
    "blank": " \t \r\n ",
    "long": "word " * 20_000,
    "endless": "x" * 20_000,
    "null byte": "before\0after",
    "only null": "\0",
    "control": "\x01\x02\x1b[31m\x7f",
    "lone surrogate": "\ud800",
    "emoji": "👩🏽‍🚒🏳️‍🌈" * 9,
    "right to left": "\u202eevil\u202c عربي\u200f",
    "combining": "Z̶̢̛͉͇̺̰̭̤" * 50,
    "markup": "</textarea><script>alert(1)</script>{{ 7|add:7 }}{% now %}",
    "formula": '=HYPERLINK("http://x")',
    "quote": "'; DROP TABLE users_user; --\\",
    "percent": "%s %(x)s %00 {0}",
    "year 0": "0000-00-00",
    "year 9999": "9999-99-99",
    "year 275760": "275760-09-13",
    "29 February": "2023-02-29",
    "time": "25:61",
    "negative": "-1",
    "huge": "9" * 400,
    "exponent": "1e999999",
    "not a number": "NaN",
    "infinite": "-Infinity",
    "two marks": "1.2.3,4",
    "German": "1.234,56",
    "English": "1,234.56",
    "Indian": "12,34,567.89",
    "Swiss": "1’234.50",
    "French": "1\u202f234,56",
    "Arabic digits": "١٢٣٤٫٥",
    "fraction": "½",
    "superscript": "²",
    "uuid": "00000000-0000-0000-0000-000000000000",
    "broken uuid": "01a20666-a5d1-70ef-a116",
    "integer out of range": "99999999999999999999",
    "choice": "no-such-choice",
    "None": "None",
    "script link": "javascript:alert(1)",
    "odd link": "http://[::1",
    "other host": "//evil.example/x",
}


def test_the_forms_are_found(forms: list[Form]) -> None:
    posts = {form.name for form in forms if form.method == "post"}
    wanted = {
        *(f"opportunities:{name}" for name in ("new", "edit", "ratings", "preview", "archive", "restore", "delete")),
        *(f"opportunities:{name}" for name in ("deal_breakers", "verdict", "paste", "import", "answer", "asked")),
        *(f"opportunities:{name}" for name in ("terms", "needs", "rate_new", "rate_edit", "rate_delete")),
        *(
            f"opportunities:{name}"
            for name in ("decide", "decision_edit", "decision_delete", "review", "review_later", "review_skip")
        ),
        *(f"achievements:{name}" for name in ("role_learn", "step_done", "step_remove", "import", "import_check")),
        *(f"opportunities:season{name}" for name in ("", "_edit", "_again", "_order", "_reviewed")),
        *(
            f"achievements:{name}"
            for name in ("log", "new", "edit", "coach", "delete", "role_new", "role_edit", "role_delete")
        ),
        *("skills:list", "skills:delete", "skill_names:rename"),
        *(f"direction:{name}" for name in ("new", "edit", "needs", "occupations", "end", "again", "delete")),
        *(
            f"reflections:{name}"
            for name in ("answer_week", "answer", "pass_week", "edit", "delete", "plan", "send_now")
        ),
        *(f"achievements:add_{kind}" for kind in ("link", "file", "feedback", "credential")),
        *(f"achievements:{name}" for name in ("proof_edit", "proof_remove", "ask", "lasted", "lasted_later")),
        *(f"achievements:asked_{name}" for name in ("end", "accept", "delete")),
        "users:settings",
    }
    assert wanted <= posts
    assert {"opportunities:compare", "achievements:list"} <= {form.name for form in forms if form.method == "get"}


def test_every_address_that_takes_a_form_has_one_somewhere(forms: list[Form], as_nadia: Client, nadia: Filled) -> None:
    """A POST address without a form would be passed by here."""
    sent_to = {form.name for form in forms if form.method == "post"}
    by_hand = {"reflections:start", "reflections:decline", "reflections:pass"}  # their forms go once they were sent
    by_hand |= {"reflections:as_before"}  # and this one comes after a long silence
    for name, path in paths_of(nadia).items():
        if " " not in name and name.startswith(OURS) and name not in sent_to | by_hand:
            before = rows_of(nadia.user)
            answer = as_nadia.post(path, {"line": "x"})
            connection.check_constraints()
            assert answer.status_code in {200, 204, 302, 405}, name
            assert rows_of(nadia.user) == before, f"{name} writes, and no page has its form"


@pytest.mark.parametrize("first", [0, 1, 2, *(pytest.param(n, marks=pytest.mark.long) for n in (3, 4, 5))])
def test_nothing_breaks_and_nothing_is_lost(first: int, forms: list[Form], as_nadia: Client) -> None:
    for number, label in list(enumerate(NASTY))[first::6]:
        value = NASTY[label]
        for turn, form in enumerate(forms):
            if not form.names and label != next(iter(NASTY)):
                continue  # a button alone: nothing in it could differ from one value to the next
            everywhere = form.data(**dict.fromkeys(form.names, value))
            in_texts = form.data(**dict.fromkeys(form.texts, value))
            tried = [in_texts] if form.texts and (THOROUGH or (number + turn) % 2 == 0) else []
            if not form.texts or (form.texts != form.names and (THOROUGH or (number + turn) % 3 == 0)):
                tried.append(everywhere)
            for data in map(_sendable, tried):
                answer = attempt(as_nadia, form, data)
                if answer.status_code == 422 and form.method == "post" and "\0" not in value and _whole(data):
                    assert not lost(answer, form, data), f"{form.name} with {label}"


def _whole(data: dict[str, Any]) -> bool:
    """Whether the counters of repeated fields are as the page had them: nobody can type into those."""
    return all(str(value).isdecimal() for name, value in data.items() if name.endswith("_FORMS"))


def _sendable(data: dict[str, Any]) -> dict[str, Any]:
    """A browser cannot send half of a character; it sends U+FFFD."""
    return {name: str(value).encode("utf-8", "replace").decode() for name, value in data.items()}


LABELS = ["long", "null byte", "two marks", "broken uuid"]


@pytest.mark.parametrize("label", LABELS)
def test_one_bad_field_loses_no_other(label: str, forms: list[Form], as_nadia: Client) -> None:
    refused = 0
    for turn, form in enumerate(forms):
        if form.method != "post" or not form.name.startswith(OURS) or form.name.endswith((":coach", ":preview")):
            continue
        shown = {f.name: f.kind for f in form.fields}
        for place, name in enumerate(form.names[:16]):  # of the rating sheet, the first three factors and some
            if not THOROUGH and (place + turn) % 4 != LABELS.index(label):
                continue
            typed = {text: form.data().get(text) or "kept in mind" for text in form.texts if shown[text] != "url"}
            data = _sendable({**form.data(**typed), name: NASTY[label]})
            answer = attempt(as_nadia, form, data)
            if answer.status_code == 422 and _whole(data):
                refused += 1
                others = {**data, name: data[name] if "\0" not in data[name] else ""}
                assert not lost(answer, form, others), f"{form.name}: {name} = {label}"
    assert refused


def test_a_list_is_no_value(forms: list[Form], as_nadia: Client) -> None:
    for form in forms:
        attempt(as_nadia, form, form.data(**{name: ["one", "two", ""] for name in form.names}))
        attempt(as_nadia, form, {f"{name}[]": "x" for name in form.names})
        attempt(as_nadia, form, {f"{name}[$ne]": "x" for name in form.names})


def test_missing_fields_are_asked_for(forms: list[Form], as_nadia: Client) -> None:
    for form in forms:
        attempt(as_nadia, form, {})
        for name in form.names:
            data = form.data()
            data.pop(name, None)
            attempt(as_nadia, form, data)


def test_bodies_that_are_no_form(forms: list[Form], as_nadia: Client) -> None:
    for form in (form for form in forms if form.method == "post"):
        for body, kind in [
            (b'{"line": ["x"]}', "application/json"),
            (b"\xff\xfe\x00" * 9, "application/octet-stream"),
            (b"line=%ff%fe&row=%00", "application/x-www-form-urlencoded"),
            (b"line=x", "application/x-www-form-urlencoded; charset=no-such-charset"),
            (b"--x\r\nContent-Disposition: form-data; name=line\r\n\r\n", "multipart/form-data; boundary=x"),
            (b"--broken", "multipart/form-data; boundary="),
            (b"&".join(b"a%d=1" % n for n in range(1100)), "application/x-www-form-urlencoded"),
        ]:
            with transaction.atomic():
                answer = as_nadia.generic("POST", form.action, body, content_type=kind)
                connection.check_constraints()
                transaction.set_rollback(True)
            assert answer.status_code in ANSWERS, f"{answer.status_code} from {form.name} with {kind}"


def test_a_huge_body_is_refused(forms: list[Form], as_nadia: Client) -> None:
    body = b"line=" + b"x" * 3 * 1024 * 1024
    for form in (form for form in forms if form.method == "post" and form.name.startswith(OURS)):
        with transaction.atomic():
            answer = as_nadia.post(form.action, data=body, content_type="application/x-www-form-urlencoded")
            transaction.set_rollback(True)
        assert answer.status_code in {302, 400, 413}, form.name  # 302: it never looked at the body


def test_a_file_is_no_text(forms: list[Form], as_nadia: Client) -> None:
    for form in (form for form in forms if form.method == "post"):
        attempt(as_nadia, form, {name: SimpleUploadedFile("x.txt", b"x\0x") for name in form.names})


# --- Twice, too late, and somebody else's -----------------------------------------------------------------

# What each form that makes a row needs, beside what its page fills in.
NEW = {
    "opportunities:new": {"title": "Team lead"},
    "opportunities:deal_breakers": {"text": "No weekends"},
    "achievements:log": {"line": "Trained five new hires"},
    "achievements:new": {"line": "Trained five new hires", "skills": "Patience"},
    "achievements:role_new": {"title": "Baker", "started_on_year": "2020"},
    "skills:list": {"name": "Bee keeping"},
    "direction:new": {"title": "Team leader", "essential": "Hiring, Rota", "useful": "Spanish"},
    "reflections:answer_week": {"answer": "A customer thanked me."},
    "opportunities:season": {"preset": "learning"},
    "opportunities:rate_new": {"currency": "CHF", "rate": "0.9", "into": "GBP"},
    "opportunities:season_edit": {"alpha-number": "10"},
}


@pytest.mark.parametrize("name", NEW)
def test_sent_twice_it_is_there_once(name: str, as_nadia: Client, nadia: Filled) -> None:
    if name == "reflections:answer_week":
        as_nadia.get(reverse(name))
    (form,) = [f for f in forms_in(as_nadia, _page_of(name)) if f.method == "post" and f.name == name]
    before = count_of(nadia.user)
    assert send(as_nadia, form, form.data(**NEW[name])).status_code == 302
    once = rows_of(nadia.user)
    assert name.startswith("opportunities:season") or len(once) > before
    assert send(as_nadia, form, form.data(**NEW[name])).status_code == 302
    assert rows_of(nadia.user).keys() == once.keys()


def _page_of(name: str) -> str:
    return reverse({"achievements:log": "achievements:list"}.get(name, name))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("opportunities:edit", {"place": "Hull", "notes": "Ask about nights"}),
        ("opportunities:ratings", {"pay-note": "Ask about nights"}),
        ("opportunities:deal_breaker_edit", {"text": "The card and the rent"}),
        ("achievements:edit", {"outcome": "Fewer complaints", "proof-0-label": "A letter"}),
        ("achievements:role_edit", {"place": "Hull", "summary": "Nights"}),
        ("opportunities:decision_edit", {"reasons": "Nights", "would_change": "Days"}),
        ("opportunities:review", {"happened": "Nights", "workload": "4"}),
        ("skill_names:rename", {"name": "Stocktaking"}),
        ("direction:edit", {"title": "Buyer", "why": "I like fairs"}),
        ("reflections:edit", {"answer": "Something else"}),
        ("reflections:plan", {"local_time": "07:45"}),
    ],
)
def test_a_form_that_is_too_old_is_kept_and_asked_about(
    name: str, change: dict[str, str], as_nadia: Client, nadia: Filled
) -> None:
    page = reverse("reflections:list") if name == "reflections:plan" else nadia.path(name)

    def form_of(content: str) -> Form:
        reader = Forms(page)
        reader.feed(content)
        return next(f for f in reader.forms if f.method == "post" and f.name == name)

    stale = form_of(as_nadia.get(page).content.decode())
    fresh = form_of(as_nadia.get(page).content.decode())
    first = {"local_time": "11:15", "workload": "5"}
    other = {key: first.get(key, f"{value} first") for key, value in change.items()}
    assert send(as_nadia, fresh, fresh.data(**other)).status_code == 302
    answer = send(as_nadia, stale, stale.data(**change))
    assert answer.status_code == 422
    assert "changed somewhere else" in unescape(answer.content.decode())
    assert not lost(answer, stale, stale.data(**change))
    again = form_of(answer.content.decode())
    for key, value in change.items():
        assert again.data()[key] == value
    assert send(as_nadia, again, again.data()).status_code == 302


@pytest.mark.long
def test_ids_of_somebody_else_lead_nowhere(forms: list[Form], as_nadia: Client, nadia: Filled, bobs: Filled) -> None:
    before, theirs = stamp_of(bobs.user), [str(pk) for pk in bobs.ids.values()]
    choices = {"select", "hidden", "radio"}
    for turn, form in enumerate(forms):
        if not form.name.startswith(OURS):
            continue
        picked = [name for name in form.names if any(f.name == name and f.kind in choices for f in form.fields)]
        kinds = ("role", "entry", "offer")
        one_by_one = [{name: str(bobs.ids[kinds[(n + turn) % 3]])} for n, name in enumerate(picked[:9])]
        chosen = theirs[turn % 3 :: 1 if THOROUGH else 3]
        for changed in [*one_by_one, *(dict.fromkeys(picked, pk) for pk in (chosen if picked else theirs[:1]))]:
            with transaction.atomic():
                answer = send(as_nadia, form, form.data(**changed))
                wrote = answer.status_code == 302
                linked = _linked(nadia.user, theirs) if wrote else []
                assert not wrote or stamp_of(bobs.user) == before, form.name
                transaction.set_rollback(True)
            assert not linked, f"{form.name} with {changed}"


def _linked(user: Any, theirs: list[str]) -> list[Any]:
    """What of this person points to one of those ids, in one query; not to a row of their own that bears the same."""
    each = [
        f"SELECT '{field}' FROM {model._meta.db_table} WHERE owner_id = %(owner)s AND {field.column} = ANY(%(theirs)s)"
        f" AND {field.column} NOT IN (SELECT id FROM {field.related_model._meta.db_table} WHERE owner_id = %(owner)s)"
        for model in OWNED
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model in OWNED
    ]
    with acting_as(user), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), {"owner": user.pk, "theirs": [UUID(key) for key in theirs]})
        return list(cursor.fetchall())


def test_the_id_of_somebody_elses_row_makes_a_row_of_ones_own(as_nadia: Client, nadia: Filled, bobs: Filled) -> None:
    before, count = rows_of(bobs.user), count_of(nadia.user)
    kinds = {"opportunities:new": "offer", "achievements:log": "entry", "achievements:new": "entry"}
    kinds |= {"achievements:role_new": "role", "skills:list": "skill", "direction:new": "direction"}
    for name, kind in kinds.items():
        (form,) = [f for f in forms_in(as_nadia, _page_of(name)) if f.method == "post" and f.name == name]
        assert send(as_nadia, form, form.data(row=str(bobs.ids[kind]), **NEW[name])).status_code == 302, name
    assert rows_of(bobs.user) == before
    assert count_of(nadia.user) >= count + len(kinds)


def test_going_back_leads_only_to_this_site(as_nadia: Client) -> None:
    for there in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "\0",
        "/\n/evil",
    ]:
        answer = as_nadia.post(reverse("achievements:log"), {"line": "x", "next": there})
        assert answer.status_code == 302
        assert "evil" not in answer.url.split("/journal/")[0], there


# --- Anything at all ----------------------------------------------------------------------------------------

ANYTHING = st.one_of(
    st.sampled_from(list(NASTY)),  # by name: some are too long to print
    st.text(max_size=40),
    st.integers().map(str),
    st.decimals(allow_nan=True, allow_infinity=True).map(str),
    st.dates().map(str),
    st.uuids().map(str),
    st.lists(st.text(max_size=5), max_size=3),
)


@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(which=st.integers(0, 9999), what=st.lists(st.tuples(st.integers(0, 9999), ANYTHING), max_size=6))
def test_any_form_takes_anything(which: int, what: list[tuple[int, Any]], forms: list[Form], as_nadia: Client) -> None:
    form = forms[which % len(forms)]
    names = form.names or ["not a field"]
    changed = {names[number % len(names)]: NASTY.get(str(value), value) for number, value in what}
    clean = {k: v if isinstance(v, list) else v.encode("utf-8", "replace").decode() for k, v in changed.items()}
    answer = attempt(as_nadia, form, form.data(**clean))
    last = {name: (value or [""])[-1] if isinstance(value, list) else value for name, value in clean.items()}
    sent = {**form.data(), **last}
    if answer.status_code == 422 and form.method == "post" and "\0" not in str(sent) and _whole(sent):
        assert not lost(answer, form, sent)
