"""The walls around the tests themselves: without them, green would mean less."""

import socket

import pytest
from django.db import connection
from django.db.utils import ProgrammingError


def test_a_test_cannot_reach_the_network() -> None:
    with socket.socket() as outside, pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):
        outside.connect(("192.0.2.1", 80))  # an address reserved for documentation


@pytest.mark.django_db
def test_tests_run_as_the_app_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("careerplanner_app", False)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["CREATE TABLE mine (id int)", "DROP TABLE django_session"])
def test_the_app_role_changes_no_tables(statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError):
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_tests_with_several_connections_are_cleaned_up() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)
