"""What is taken away comes back whole, under other ids, once, and means nothing to anybody else's rows."""

import io
import json
import zipfile
from typing import Any
from uuid import uuid4

import jsonschema
import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from apps.achievements.models import Achievement, ShareLink, Witness
from apps.reflections.models import Nudge
from apps.reflections.takeaway import schema
from apps.reflections.takeaway.catalogue import (
    ACCOUNT,
    ACCOUNT_LEFT_OUT,
    COLUMNS_LEFT_OUT,
    TABLES_LEFT_OUT,
    columns,
    private,
    tables,
)
from apps.reflections.takeaway.names import NAMES
from apps.reflections.takeaway.reading import Document, Unreadable
from apps.reflections.takeaway.values import renamed
from apps.users.models import User
from apps.users.ownership import OwnedModel, acting_as
from tests.filled import Filled
from tests.reflections.takeaway.conftest import bring, data_of, file_of

OTHERWISE = {  # what comes in otherwise, and is said in docs/your-data.md
    "achievements.Witness": {"revoked_at"},
    "achievements.ShareLink": {"revoked_at"},
    "reflections.Nudge": {"state"},
    "reflections.InboundMessage": {"needs_answer"},
    "reflections.NudgePlan": {"next_nudge_at", "serves", "updated_at"},
}


# --- The catalogue ------------------------------------------------------------------------------------


def test_the_shipped_schema_is_that_of_the_tables() -> None:
    assert schema.SHIPPED.read_text(encoding="utf-8") == schema.text(), (
        "A private table has changed. Say in takeaway/catalogue.py if the new column must stay out, "
        "and run manage.py write_takeaway_schema."
    )
    jsonschema.Draft202012Validator.check_schema(schema.made())


def test_every_private_table_is_in_the_file_or_left_out_for_a_reason() -> None:
    every = {model._meta.label for model in apps.get_models() if issubclass(model, OwnedModel)}
    assert {model._meta.label for model in tables()} | set(TABLES_LEFT_OUT) == every
    assert {model._meta.label for model in private()} == every


def test_every_table_has_a_name_that_a_person_knows() -> None:
    assert set(NAMES) == {model._meta.label for model in tables()}


def test_every_reason_is_about_a_column_that_is_there() -> None:
    there = {f"{m._meta.label}.{f.name}" for m in private() for f in m._meta.concrete_fields}
    named = {name for name in COLUMNS_LEFT_OUT if not name.startswith("*")}
    assert named <= there


def test_what_hangs_on_the_account_is_in_the_file_or_left_out_for_a_reason() -> None:
    hanging = {
        model._meta.label
        for model in apps.get_models()
        if not issubclass(model, OwnedModel)
        and any(isinstance(f, models.ForeignKey) and f.related_model is User for f in model._meta.concrete_fields)
    }
    assert hanging | {"users.User"} == set(ACCOUNT) | set(ACCOUNT_LEFT_OUT)


def test_no_column_that_sounds_like_a_secret_is_in_the_file() -> None:
    found = {f"{m._meta.label}.{f.name}" for m in tables() for f in columns(m)}
    assert not [name for name in found if any(word in name for word in ("token", "digest", "secret", "password"))]


# --- The file -----------------------------------------------------------------------------------------


def test_the_file_holds_what_the_schema_says_and_no_secret(nadia: Filled) -> None:
    contents = file_of(nadia.user)
    found = data_of(contents)
    jsonschema.validate(found, schema.made())
    assert not [label for label, rows in found["tables"].items() if not rows]  # a full life has something in each
    with acting_as(nadia.user):
        secrets = [*Witness.objects.values_list("token", flat=True), *ShareLink.objects.values_list("token", flat=True)]
    with zipfile.ZipFile(io.BytesIO(contents)) as packed:
        everything = b"".join(packed.read(name) for name in packed.namelist())
        names = packed.namelist()
    assert not [secret for secret in [*secrets, nadia.user.password] if secret.encode() in everything]
    assert {"README.txt", "data.json", "schema.json", "tables/achievements-achievement.csv"} <= set(names)
    assert any(name.startswith("files/achievements-prooffile/") for name in names)


def test_money_is_text(nadia: Filled) -> None:
    rows = data_of(file_of(nadia.user))["tables"]["opportunities.Opportunity"]
    assert {type(row["pay_amount"]) for row in rows} <= {str, type(None)}
    assert any(isinstance(row["pay_amount"], str) for row in rows)


# --- There and back -----------------------------------------------------------------------------------


def same(before: dict[str, Any], after: dict[str, Any], names: dict[str, str]) -> None:
    for label, rows in before["tables"].items():
        loose = OTHERWISE.get(label, set())
        wanted = {
            row["id"]: {k: v for k, v in row.items() if k not in loose} for row in (renamed(r, names) for r in rows)
        }
        found = {row["id"]: {k: v for k, v in row.items() if k not in loose} for row in after["tables"][label]}
        for rows_of_one in (wanted, found):  # a file lies under the id of its row
            for row in rows_of_one.values():
                for name, value in row.items():
                    row[name] = value["sha256"] if isinstance(value, dict) and "sha256" in value else value
        assert found == wanted, label


def test_nothing_is_lost_on_the_way_to_another_account(nadia: Filled, alice: Any) -> None:
    contents = file_of(nadia.user)
    bringing = bring(alice, contents)
    assert [row for row in bringing.came if row[2] == "bad"] == []
    alice.refresh_from_db()
    same(data_of(contents), data_of(file_of(alice)), bringing.names)
    assert alice.name == nadia.user.name
    assert alice.email == "alice@example.org"
    with acting_as(nadia.user):
        assert Achievement.objects.owned_by(nadia.user).exists()


def test_coming_twice_changes_nothing(nadia: Filled, alice: Any) -> None:
    contents = file_of(nadia.user)
    bring(alice, contents)
    before = data_of(file_of(alice))
    again = bring(alice, contents)
    assert {row[2] for row in again.came} == {"same"}
    assert data_of(file_of(alice))["tables"] == before["tables"]


def test_coming_back_to_its_own_account_changes_nothing(nadia: Filled) -> None:
    contents = file_of(nadia.user)
    assert {row[2] for row in bring(nadia.user, contents).came} == {"same"}
    assert data_of(file_of(nadia.user))["tables"] == data_of(contents)["tables"]


def test_two_generations_on_it_is_still_the_same(nadia: Filled, alice: Any, bob: Any) -> None:
    first = file_of(nadia.user)
    there = bring(alice, first).names
    second = file_of(alice)
    onward = bring(bob, second).names
    same(data_of(first), data_of(file_of(bob)), {old: onward[new] for old, new in there.items()})


def test_links_come_in_shut_and_no_e_mail_is_sent_again(nadia: Filled, alice: Any) -> None:
    with acting_as(nadia.user):
        now = timezone.now()
        Nudge.objects.create(
            owner=nadia.user, kind="asked", period=now.date(), due_at=now, expires_at=now, try_after=now
        )
    bring(alice, file_of(nadia.user))
    with acting_as(alice):
        assert not Witness.objects.open().exists()
        assert not ShareLink.objects.open().exists()
        assert not Nudge.objects.filter(state="waiting").exists()


def test_a_skill_and_an_organisation_that_are_here_take_the_place(nadia: Filled, alice: Any) -> None:
    from apps.skills.models import Skill

    with acting_as(nadia.user):
        name = Skill.objects.owned_by(nadia.user).filter(evidence__isnull=False).first().name
    with acting_as(alice):
        mine = Skill.objects.create(owner=alice, name=name.upper())
    bringing = bring(alice, file_of(nadia.user))
    assert [row for row in bringing.came if row[2] == "bad"] == []
    with acting_as(alice):
        assert Skill.objects.owned_by(alice).filter(name__iexact=name).count() == 1
        assert mine.evidence.exists()


# --- What is not ours ---------------------------------------------------------------------------------


def changed(contents: bytes, change: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contents)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "data.json":
                found = json.loads(data)
                change(found)
                data = json.dumps(found).encode()
            new.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("contents", [b"", b"PK", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_any_other_file_is_refused(contents: bytes) -> None:
    with pytest.raises(Unreadable):
        Document(io.BytesIO(contents))


def test_a_version_to_come_and_a_changed_shape_are_refused(nadia: Filled) -> None:
    contents = file_of(nadia.user)
    for change in (
        lambda found: found.update(version=2),
        lambda found: found.update(tables=[]),
        lambda found: found["tables"].update({"skills.Skill": {}}),
        lambda found: found.update(format="x"),
    ):
        with pytest.raises(Unreadable):
            Document(io.BytesIO(changed(contents, change)))


def test_what_is_broken_stays_out_with_its_reason_and_takes_along_what_hangs_on_it(nadia: Filled, alice: Any) -> None:
    entries = 0

    def breaks(found: dict[str, Any]) -> None:
        nonlocal entries
        entries = len(found["tables"]["achievements.Achievement"])
        for name, value in [("happened_on", "yesterday"), ("line", "x" * 9000), ("state", "splendid"), ("line", "\0")]:
            row = dict(found["tables"]["achievements.Achievement"][0])
            row |= {"id": str(uuid4()), name: value}
            found["tables"]["achievements.Achievement"].append(row)

    bringing = bring(alice, changed(file_of(nadia.user), breaks))
    bad = [row for row in bringing.came if row[2] == "bad"]
    assert len([row for row in bad if row[0] == "achievements.Achievement"]) == 4
    assert all(row[3] for row in bad)
    with acting_as(alice):
        assert Achievement.objects.owned_by(alice).count() == entries


def test_bytes_that_are_not_those_meant_stay_out(nadia: Filled, alice: Any) -> None:
    def breaks(found: dict[str, Any]) -> None:
        for row in found["tables"]["achievements.ProofFile"]:
            row["contents"]["sha256"] = "0" * 64

    bad = [row for row in bring(alice, changed(file_of(nadia.user), breaks)).came if row[2] == "bad"]
    assert {row[0] for row in bad} == {"achievements.ProofFile"}
