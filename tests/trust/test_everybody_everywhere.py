"""Every address × every method × everybody, with a canary in every text that somebody wrote."""

import logging
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from apps.users.models import User
from apps.users.ownership import OwnedQuerySet
from tests.filled import Filled, account_paths, fill, paths_of
from tests.trust.canaries import found_in, plant

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
VARIANTS = ["?q=canary", "?q=qzx&format=csv&page=2&sort=name&show=all&term=qzx&owner=1&user=1"]


@pytest.fixture
def nadia(db: None) -> Filled:
    """Whose everything is a canary."""
    filled = fill()
    assert len(plant(filled)) >= 300
    return filled


def _client(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def _staff(**rights: Any) -> User:
    return User.objects.create_user(email=f"{uuid4()}@example.org", password="x", is_staff=True, **rights)


@pytest.fixture
def who(request: pytest.FixtureRequest, nadia: Filled) -> Client:
    """One of those who are not Nadia."""
    if request.param == "nobody":
        return Client(raise_request_exception=False)
    if request.param == "stranger":
        return _client(User.objects.create_user(email="stranger@example.org", password="x"))
    if request.param == "filled stranger":
        return _client(fill("bob@example.org").user)
    if request.param == "superuser":
        return _client(_staff(is_superuser=True))
    staff = _staff()
    staff.user_permissions.set(Permission.objects.all())
    return _client(staff)


# All but nobody take minutes: each address answers them with a page.
LONG = ["stranger", "filled stranger", "staff", "superuser"]
EVERYBODY = ["nobody", *(pytest.param(each, marks=pytest.mark.long) for each in LONG)]


def told_by(answer: Any) -> str:
    """All that came back: the body, each header (where a redirect leads among them) and the cookies."""
    return answer.getvalue().decode("utf-8", "replace") + str(answer.headers) + answer.cookies.output()


def asked(client: Client, path: str, methods: list[str]) -> Iterator[tuple[str, Any]]:
    """Each method in turn; what one changed is undone, so that a later one finds all there."""
    for method in methods:
        with transaction.atomic():
            yield method, client.generic(method, path, **({} if method != "POST" else FORM))
            transaction.set_rollback(True)


FORM: dict[str, Any] = {"data": "q=qzx&name=x&line=x", "content_type": "application/x-www-form-urlencoded"}


def all_paths(nadia: Filled) -> dict[str, str]:
    """Every address of the rooms with Nadia's ids, of the accounts, and of the admin for each row of hers."""
    return {**paths_of(nadia), **account_paths(), **admin_paths(nadia)}


def admin_paths(nadia: Filled) -> dict[str, str]:
    """Every page of the admin, also of each row of Nadia's that has one there."""
    found = {}
    for name, keys in _admin_names(get_resolver()):
        if not keys:
            found[f"admin:{name}"] = reverse(f"admin:{name}")
    found |= {f"admin of {app}": reverse("admin:app_list", args=[app]) for app in ("users", "account", "reflections")}
    for model in admin.site._registry:
        label = f"{model._meta.app_label}_{model._meta.model_name}"
        kept = {"nudge": nadia.ids["nudge"], "nudgeplan": nadia.ids["plan"], "user": nadia.user.pk}
        pk = kept.get(str(model._meta.model_name), 1)
        for page in ("change", "delete", "history"):
            found[f"admin:{label}_{page}"] = reverse(f"admin:{label}_{page}", args=[pk])
        found[f"admin:{label} searched"] = reverse(f"admin:{label}_changelist") + "?q=qzx&all="
    return found


def _admin_names(resolver: Any, inside: bool = False) -> Iterator[tuple[str, list[str]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _admin_names(pattern, inside or pattern.namespace == "admin")
        elif isinstance(pattern, URLPattern) and inside and pattern.name not in {None, "logout"}:
            yield str(pattern.name), list(pattern.pattern.regex.groupindex)


@pytest.mark.parametrize("who", EVERYBODY, indirect=True)
def test_no_canary_comes_out(who: Client, nadia: Filled, caplog: pytest.LogCaptureFixture, mailoutbox: Any) -> None:
    caplog.set_level(logging.DEBUG)
    for name, path in all_paths(nadia).items():
        for method, answer in asked(who, path, METHODS):
            said = told_by(answer)
            assert not found_in(said), f"{method} {name} tells {sorted(found_in(said))[:3]}"
            assert answer.status_code != 500, f"{method} {name}"
            if method == "TRACE":
                assert "sessionid" not in said.partition("\r\n\r\n")[2]
    assert not found_in(caplog.text)
    assert not found_in("".join(f"{mail.subject}{mail.body}" for mail in mailoutbox))


@pytest.mark.long
@pytest.mark.parametrize("who", ["filled stranger", "staff"], indirect=True)
def test_no_canary_comes_out_without_the_owner_filter(
    who: Client, nadia: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first wall taken down everywhere: lists, searches, exports, suggestions and feeds still show nothing."""

    def of_anybody(self: Any, user: Any) -> Any:
        return self.filter(Q(owner_id=getattr(user, "pk", user)) | Q(owner_id__isnull=False))

    monkeypatch.setattr(OwnedQuerySet, "owned_by", of_anybody)
    for name, path in all_paths(nadia).items():
        plain = path.partition("?")[0]
        for there in dict.fromkeys([path, *(plain + more for more in VARIANTS)]):
            for _, answer in asked(who, there, ["GET"]):
                said = told_by(answer)
                assert not found_in(said), f"{name} tells {sorted(found_in(said))[:3]}"
                assert answer.status_code != 500, there


def test_the_owner_sees_them(nadia: Filled) -> None:
    """So that the canaries are really there to be found."""
    client, seen = _client(nadia.user), set()
    for path in paths_of(nadia).values():
        seen |= found_in(told_by(client.get(path)))
    assert len(seen) >= 150


def test_error_pages_and_logs_tell_nothing(
    nadia: Filled, settings: Any, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """The owner's own 404 and a view that breaks with a row of theirs in hand: neither page nor line of log has it."""
    from careerplanner.plain_logs import HidePersons

    settings.ROOT_URLCONF = "tests.trust.failing_urls"
    client = _client(nadia.user)
    caplog.handler.addFilter(HidePersons())  # as the console has it
    with transaction.atomic():
        broken = client.get("/trust/raise", {"name": "qzxcanary999q"})
        assert broken.status_code == 500
        transaction.set_rollback(True)
    missing = client.get(f"/offers/{uuid4()}/")
    assert missing.status_code == 404
    for answer in (broken, missing):
        assert not found_in(told_by(answer))
    assert "Internal Server Error" in caplog.text
    assert not found_in(caplog.text)
