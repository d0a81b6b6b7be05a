"""The wall in the database, read from its own catalogue: every table, policy, window, link and right."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from apps.reflections.models import InboundMessage
from apps.skills.models import Skill
from apps.users.fence import IS_OWNER
from apps.users.ownership import OwnedModel, acting_as, holding
from tests import environment
from tests.filled import Filled, fill

PRIVATE = {model._meta.db_table for model in apps.get_models() if issubclass(model, OwnedModel)}

# Tables without an owner's fence, and why each may be so. A new one fails the test until its reason stands here.
OPEN = {
    "account_emailaddress": "needed before the person is known: logging in looks addresses up",
    "account_emailconfirmation": "allauth's; empty, because confirmations are signed and not kept",
    "auth_group": "rights of operators",
    "auth_group_permissions": "rights of operators",
    "auth_permission": "rights of operators",
    "django_admin_log": "what operators did; no private model is in the admin",
    "django_content_type": "names of models",
    "django_migrations": "names of migrations",
    "django_session": "needed before the person is known: the session says who it is",
    "mfa_authenticator": "needed before the person is known: the second half of logging in",
    "reflections_pulse": "when beat and workers were last heard of",
    "users_deletedaccount": "a number and a time, so that a restore deletes again; nobody's any more",
    "skills_cataloguelabel": "a public list, the same for everybody",
    "skills_catalogueskill": "a public list, the same for everybody",
    "skills_catalogueword": "a public list, the same for everybody",
    "skills_occupation": "a public list, the same for everybody",
    "skills_occupationlabel": "a public list, the same for everybody",
    "skills_occupationneed": "a public list, the same for everybody",
    "users_user": "needed before the person is known: it is the account",
    "users_user_groups": "rights of operators",
    "users_user_user_permissions": "rights of operators",
    "usersessions_usersession": "allauth's list of where one is logged in; ended at log-in, before the person is known",
}

IS_OWNER_SAID = "(owner_id=(SELECT(NULLIF(current_setting('app.user_id'::text,true),''::text))::bigintAS\"nullif\"))"
LINK = "((digest)::text=(SELECTNULLIF(current_setting('app.link'::text,true),''::text)AS\"nullif\"))"
DISPATCH = "((SELECTcurrent_setting('app.dispatch'::text,true)AScurrent_setting)='on'::text)"
DISPATCH_ONCE = "(SELECT(current_setting('app.dispatch'::text,true)='on'::text))"
MAILROOM = "((SELECTcurrent_setting('app.mailroom'::text,true)AScurrent_setting)='on'::text)"

# Work across people: (table, policy) → what it is for, which commands, whom it lets see and whom it lets write.
WINDOWS: dict[tuple[str, str], tuple[str, str, str | None]] = {
    ("reflections_nudgeplan", "dispatch"): ("ALL", DISPATCH_ONCE, DISPATCH_ONCE),  # claiming: when whose e-mail is due
    ("reflections_nudge", "dispatch"): ("ALL", DISPATCH_ONCE, DISPATCH_ONCE),  # claiming and sweeping: the ledger
    ("reflections_parcel", "dispatch"): ("SELECT", DISPATCH, None),  # which exports a killed worker left
    ("reflections_nudgelink", "holder"): ("SELECT", LINK, None),  # a link of an e-mail
    ("opportunities_calendarfeed", "holder"): ("SELECT", LINK, None),  # a calendar program
    ("achievements_witness", "holder"): ("SELECT", LINK, None),  # somebody asked to vouch
    ("achievements_sharelink", "holder"): ("SELECT", LINK, None),  # a reader of a portfolio
    ("reflections_inboundmessage", "mailroom"): (  # mail that came in and is nobody's yet, or not done with
        "ALL",
        f"({MAILROOM}AND((owner_idISNULL)ORneeds_answerOR(raw<>'\\x'::bytea)))",
        f"({MAILROOM}AND(owner_idISNULL))",
    ),
}


def rows(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def said(expression: str | None) -> str | None:
    """An expression of the catalogue without its spaces and line breaks."""
    return re.sub(r"\s+", "", expression) if expression is not None else None


OURS = "relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^(pg_|information_schema$)')"

# --- Every table is behind its wall, or says why not ------------------------------------------------------


def test_every_table_is_private_or_says_why_not(db: None) -> None:
    found = {name for (name,) in rows(f"SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'f') AND {OURS}")}
    assert found - PRIVATE == set(OPEN), "a new table: make it an OwnedModel, or say in OPEN why it needs no owner"
    assert found >= PRIVATE
    assert all(OPEN.values())


def test_open_tables_do_not_name_an_owner(db: None) -> None:
    """A person's column under another name would be a private table in disguise."""
    found = rows(
        "SELECT DISTINCT conrelid::regclass::text FROM pg_constraint "
        "WHERE contype = 'f' AND confrelid = 'users_user'::regclass"
    )
    accounts = {"account_emailaddress", "django_admin_log", "mfa_authenticator", "usersessions_usersession"}
    rights = {"users_user_groups", "users_user_user_permissions"}
    assert {name for (name,) in found} == PRIVATE | accounts | rights


def test_row_security_is_on_and_forced_everywhere(db: None) -> None:
    both = "relrowsecurity AND relforcerowsecurity"
    found = rows(f"SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND {OURS} AND {both}")
    assert {name for (name,) in found} == PRIVATE


def test_nothing_may_be_nobodys_but_mail_that_just_came(db: None) -> None:
    found = rows(
        "SELECT table_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND column_name = 'owner_id' AND is_nullable = 'YES'"
    )
    assert found == [("reflections_inboundmessage",)]


def test_the_policies_are_exactly_these(db: None) -> None:
    found = {
        (table, policy): (permissive, roles, command, said(using), said(check))
        for table, policy, permissive, roles, command, using, check in rows(
            "SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies"
        )
    }
    owner = said(IS_OWNER_SAID)
    expected: dict[Any, Any] = {
        (table, "owner_only"): ("PERMISSIVE", "{public}", "ALL", owner, owner) for table in PRIVATE
    }
    expected |= {
        key: ("PERMISSIVE", "{public}", command, using, check) for key, (command, using, check) in WINDOWS.items()
    }
    assert found == expected
    assert "app.user_id" in IS_OWNER


def test_views_sequences_functions_and_triggers_open_no_way_around(db: None) -> None:
    """A view reads as its owner, a definer's function acts as its owner: there are none, so none is to be vetted."""
    assert rows(f"SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND {OURS} AND relname !~ '^pg_stat'") == []
    own = "NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
    functions = rows(
        f"SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace "
        f"WHERE nspname !~ '^(pg_|information_schema$)' AND {own}"
    )
    assert functions == [], "a function of ours: show here what it gives, its search_path and who may call it"
    definers = "SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND oid >= 16384"
    assert rows(definers) == []
    assert rows("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal") == []
    assert rows("SELECT rulename FROM pg_rules WHERE schemaname = 'public'") == []
    counted = rows("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
    assert not [name for (name,) in counted if any(name.startswith(f"{table}_") for table in PRIVATE)], (
        "a private row with a number that counts up tells how many rows others have"
    )


# --- Links between private rows ----------------------------------------------------------------------------


def test_every_private_table_can_be_linked_to_with_its_owner(db: None) -> None:
    found = rows(
        """
        SELECT conrelid::regclass::text FROM pg_constraint c
        WHERE contype = 'u' AND NOT condeferrable AND (
            SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k(number, n)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number
        ) = ARRAY['owner_id', 'id']
        """
    )
    assert {name for (name,) in found} >= PRIVATE


def test_every_link_of_a_private_row_stays_with_its_owner(db: None) -> None:
    """Foreign keys are checked past row security, so (owner, id) it must be, and validated."""
    found = rows(
        """
        SELECT c.conrelid::regclass::text, c.confrelid::regclass::text, c.convalidated, c.conenforced, (
            SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k(number, n)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number
        ), (
            SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(c.confkey) WITH ORDINALITY k(number, n)
            JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.number
        ) FROM pg_constraint c WHERE c.contype = 'f'
        """
    )
    assert len([1 for _, there, *_ in found if there in PRIVATE]) >= 30
    for here, there, validated, enforced, columns, keys in found:
        if there in PRIVATE:
            assert here in PRIVATE, f"{here} is open and links to {there}"
            assert (validated, enforced) == (True, True)
            assert columns[0] == keys[0] == "owner_id", f"{here}{columns} could leave its owner"
            assert (len(columns), keys[1]) == (2, "id")
        elif here in PRIVATE:
            assert there == "users_user" or (there in OPEN and OPEN[there].startswith("a public list")), (here, there)


# --- The role that the site runs as --------------------------------------------------------------------------


def test_the_app_role_has_no_attribute_that_bypasses(db: None) -> None:
    assert rows(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles "
        "WHERE rolname IN (current_user, session_user)"
    ) == [("careerplanner_app", False, False, False, False, False)]
    assert (
        rows("SELECT 1 FROM pg_auth_members WHERE member = (SELECT oid FROM pg_roles WHERE rolname = current_user)")
        == []
    )
    [(owns,)] = rows(
        "SELECT count(*) FROM pg_shdepend WHERE deptype = 'o' "
        "AND refobjid = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
    )
    assert owns == 0


def test_the_owner_role_is_bound_as_well(db: None) -> None:
    assert rows("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'careerplanner_owner'") == [
        (False, False, False)
    ]


def test_the_app_role_has_only_the_four_rights(db: None) -> None:
    """TRUNCATE knows no rows, REFERENCES and TRIGGER could look past them. (The tests alone are lent TRUNCATE.)"""
    given = rows(
        "SELECT DISTINCT privilege_type, is_grantable FROM information_schema.role_table_grants "
        "WHERE grantee IN ('careerplanner_app', 'PUBLIC') AND table_schema = 'public'"
    )
    assert {right for right, _ in given} - {"TRUNCATE"} == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert {grantable for _, grantable in given} == {"NO"}
    [(by_default,)] = rows(
        "SELECT string_agg(DISTINCT acl.privilege_type, ' ' ORDER BY acl.privilege_type) "
        "FROM pg_default_acl, aclexplode(defaclacl) acl WHERE defaclobjtype = 'r' "
        "AND acl.grantee = (SELECT oid FROM pg_roles WHERE rolname = 'careerplanner_app')"
    )
    assert by_default == "DELETE INSERT SELECT UPDATE"
    # Of the template, which was made as in life: copying a database does not copy the rights on it.
    [(create, temporary)] = rows(
        "SELECT has_schema_privilege('public', 'CREATE'), has_database_privilege(%s, 'TEMP')", environment.TEMPLATE
    )
    assert (create, temporary) == (False, False)


@pytest.mark.parametrize(
    "attempt",
    [
        "SET ROLE careerplanner_owner",
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION postgres",
        "ALTER ROLE careerplanner_app BYPASSRLS",
        "ALTER ROLE careerplanner_app SUPERUSER",
        "GRANT careerplanner_owner TO careerplanner_app",
        "ALTER TABLE skills_skill DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE skills_skill NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE skills_skill OWNER TO careerplanner_app",
        "CREATE POLICY mine ON skills_skill USING (true)",
        "ALTER POLICY owner_only ON skills_skill USING (true)",
        "DROP POLICY owner_only ON skills_skill",
        "CREATE TABLE mine AS SELECT * FROM skills_skill",
        "CREATE VIEW mine AS SELECT * FROM skills_skill",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "CREATE TRIGGER mine BEFORE INSERT ON skills_skill EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "SET session_replication_role = replica",
        "COPY skills_skill TO PROGRAM 'cat'",
        "SELECT pg_read_file('PG_VERSION')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT rolpassword FROM pg_authid",
        "CREATE EXTENSION dblink",
        "LOCK TABLE pg_authid",
    ],
)
def test_the_app_role_cannot_get_around_it(db: None, attempt: str) -> None:
    refused = r"must be|permission denied|not allowed|only roles|cannot be executed"
    with pytest.raises(DatabaseError, match=f"(?i){refused}"), transaction.atomic():
        rows(attempt)


def test_what_turns_row_security_off_raises_and_shows_nothing(alice: Any, bob: Any) -> None:
    with acting_as(alice):
        Skill.objects.create(owner=alice, name="Listening")
    with acting_as(bob):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            rows("SELECT set_config('row_security', 'off', true)")
            rows("SELECT * FROM skills_skill")
        assert rows("SELECT count(*) FROM skills_skill") == [(0,)]


def test_what_the_planner_knows_of_rows_is_not_shown(db: None) -> None:
    """pg_stats holds the most common values of a column; under row security it shows none of them."""
    assert [name for (name,) in rows("SELECT DISTINCT tablename FROM pg_stats") if name in PRIVATE] == []


# --- The windows give what they say and no more ----------------------------------------------------------------

SETTINGS = [("app.dispatch", "on"), ("app.mailroom", "on"), ("app.link", "0" * 64), ("app.link", "")]
# What is behind each that stands open: tables of which any row of a stranger is seen.
SHOWN = {("app.dispatch", "on"): {"reflections_nudgeplan", "reflections_nudge", "reflections_parcel"}}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda pair: f"{pair[0]}={pair[1][:2]}")
def test_an_open_window_shows_its_tables_alone(setting: tuple[str, str], full: Filled) -> None:
    with holding(*setting):
        seen = {table for table in PRIVATE if rows(f"SELECT EXISTS (SELECT FROM {table})") == [(True,)]}
    assert seen == SHOWN.get(setting, set())


@pytest.mark.parametrize("value", ["", "0", "-1", "9999999999"])
def test_who_is_nobody_sees_nothing(value: str, full: Filled) -> None:
    with holding("app.user_id", value):
        assert not [table for table in PRIVATE if rows(f"SELECT EXISTS (SELECT FROM {table})") == [(True,)]]


def test_a_secret_shows_the_one_row_and_changes_nothing(full: Filled) -> None:
    for table in [table for table, policy in WINDOWS if policy == "holder"]:
        with acting_as(full.user):
            [(digest, pk), *_] = rows(f"SELECT digest, id FROM {table}")
        with holding("app.link", digest):
            for other in PRIVATE:
                seen = rows(f"SELECT id FROM {other}")
                assert seen == ([(pk,)] if other == table else []), (table, other)
            assert rows(f"WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT count(*) FROM gone") == [(0,)]
            changed = f"WITH new AS (UPDATE {table} SET digest = digest RETURNING 1) SELECT count(*) FROM new"
            assert rows(changed) == [(0,)]


def test_the_mailroom_cannot_give_mail_to_anybody(full: Filled) -> None:
    with holding("app.mailroom", "on"):
        InboundMessage.objects.create(owner=None, fingerprint="f" * 64, try_after=timezone.now(), raw=b"Yes, she did")
        assert InboundMessage.objects.filter(owner=None).count() == 1
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            InboundMessage.objects.update(owner=full.user, state="stored")
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            InboundMessage.objects.create(owner=full.user, fingerprint="e" * 64, try_after=timezone.now())
        assert not InboundMessage.objects.exclude(owner=None).exists()
    assert not InboundMessage.objects.exists(), "outside, what is nobody's is nobody's to see"


@pytest.fixture
def full(db: None) -> Filled:
    return fill("nadia@example.org")
