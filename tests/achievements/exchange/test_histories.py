"""Former versions, portfolios and drafts come back as well, and do no harm where they come in."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from uuid_utils.compat import uuid7

from apps.achievements import drafts
from apps.achievements.actions import bring_back, record_achievement, record_role, remove_role
from apps.achievements.exchange.own import EXTENSION
from apps.achievements.exchange.planning import State
from apps.achievements.exchange.rows import NO_ROW
from apps.achievements.exchange.troubles import Why
from apps.achievements.models import Achievement, Draft, PastVersion, Portfolio, PortfolioChoice, Role, ShareLink
from apps.achievements.portfolio.choosing import choose, chosen, put_in_although_confidential
from apps.users.ownership import acting_as
from tests.achievements.exchange.careers import brought_in, document_of, plan_of, states

LONG_AGO = datetime(2025, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)


def of(owner: Any, model: Any) -> list[Any]:
    with acting_as(owner):
        return list(model.objects.owned_by(owner))


def rewritten(owner: Any, *lines: str, row: Any = None) -> Achievement:
    """An entry that says each of these after the other."""
    with acting_as(owner):
        for line in lines:
            entry = record_achievement(owner=owner, line=line, row=row, happened_on=date(2025, 3, 2), skills=["till"])
            row = entry.pk
    return entry


# --- Former versions ----------------------------------------------------------------------------------------------


def test_a_history_comes_along_with_its_times_and_goes_on(alice: Any, bob: Any) -> None:
    rewritten(alice, "One", "Two", "Three")
    with acting_as(alice):
        PastVersion.objects.filter(of_revision=1).update(created_at=LONG_AGO)
    taken = document_of(alice)
    assert states(brought_in(bob, taken)) == {State.NEW}
    came, kept = of(bob, PastVersion), of(alice, PastVersion)
    for version in kept:
        del version.contents["skill_ids"]  # keys of that account
    assert [(version.of_revision, version.contents) for version in came] == [
        (version.of_revision, version.contents) for version in kept
    ]
    assert [version.created_at for version in came] == [version.created_at for version in kept]
    (entry,) = of(bob, Achievement)
    rewritten(bob, "Four", row=entry.pk)
    with acting_as(bob):
        bring_back(owner=bob, achievement_id=entry.pk, version_id=came[-1].pk)
    assert [version.contents["line"] for version in of(bob, PastVersion)] == ["Four", "Three", "Two", "One"]
    assert of(bob, Achievement)[0].line == "One"


def test_what_was_changed_since_comes_in_again_without_a_version_twice(alice: Any, bob: Any) -> None:
    entry = rewritten(alice, "One", "Two")
    brought_in(bob, document_of(alice))
    rewritten(alice, "Three", "Four", row=entry.pk)
    rows = brought_in(bob, document_of(alice), updating=True)
    assert State.BAD not in states(rows), [row.reasons for row in rows]
    assert sorted(version.contents["line"] for version in of(bob, PastVersion)) == ["One", "Three", "Two"]
    assert of(bob, Achievement)[0].line == "Four"
    connection.check_constraints()
    assert states(brought_in(bob, document_of(alice), updating=True)) == {State.SAME}


def test_a_version_whose_role_is_gone_stays_readable(alice: Any, bob: Any) -> None:
    with acting_as(alice):
        role = record_role(owner=alice, title="Nurse", started_on=date(2020, 1, 1))
        entry = record_achievement(owner=alice, line="One", role_id=role.pk)
        record_achievement(owner=alice, row=entry.pk, line="Two", role_id=role.pk)
        remove_role(owner=alice, role_id=role.pk)
    assert states(plan_of(alice, document_of(alice))) == {State.SAME}
    brought_in(bob, document_of(alice))
    (version,) = of(bob, PastVersion)
    assert (version.contents["role_id"], version.contents["role"]) == (None, "Nurse")


def test_no_skill_is_made_because_a_former_version_names_it(alice: Any, bob: Any, as_bob: Client) -> None:
    version = {"id": str(uuid7()), "entry": "e", "of_revision": 1, "line": "One", "happened": "2025", "skills": ["SQL"]}
    rows = {"entries": [{"id": "e", "line": "Two", "happened": "2025"}], "past_versions": [version]}
    brought_in(bob, {EXTENSION: {"version": 1, **rows}})
    assert "skills" not in document_of(bob)[EXTENSION]
    (entry,) = of(bob, Achievement)
    assert "SQL" in as_bob.get(f"/journal/{entry.pk}/history/").content.decode()


# --- Portfolios ---------------------------------------------------------------------------------------------------


@pytest.fixture
def shown(alice: Any) -> Portfolio:
    """A portfolio of one role, with one entry taken out, a confidential one put in, and a secret address."""
    with acting_as(alice):
        role = record_role(owner=alice, title="Nurse", started_on=date(2020, 1, 1))
        lines = {"Cut falls from 9 to 2 a month": False, "Cut sickness by 12 %": False, "Settled the theft": True}
        plain, out, secret = (
            record_achievement(owner=alice, line=line, role_id=role.pk, is_confidential=hush)
            for line, hush in lines.items()
        )
        portfolio = Portfolio.objects.create(owner=alice, title="Yearly review", role_ids=[role.pk])
        choose(portfolio=portfolio, shown=[plain.pk, out.pk], wanted=[plain.pk])
        put_in_although_confidential(portfolio=portfolio, entry=secret)
        ShareLink.make(owner=alice, portfolio=portfolio, expires_at=timezone.now() + timedelta(days=30))
    return portfolio


def lines_in(owner: Any) -> list[set[str]]:
    """What each portfolio of this person shows."""
    with acting_as(owner):
        keys = [chosen(portfolio).keys for portfolio in Portfolio.objects.owned_by(owner)]
        return [{entry.line for entry in Achievement.objects.filter(pk__in=found)} for found in keys]


def test_a_portfolio_shows_the_same_elsewhere_and_no_secret_comes_along(
    alice: Any, bob: Any, shown: Portfolio, as_alice: Client
) -> None:
    brought_in(bob, document_of(alice))
    assert lines_in(bob) == lines_in(alice) == [{"Cut falls from 9 to 2 a month", "Settled the theft"}]
    assert of(bob, ShareLink) == []
    (link,) = of(alice, ShareLink)
    text = json.dumps(document_of(alice))
    assert link.token not in text
    assert link.digest not in text


def test_a_portfolio_of_roles_that_are_gone_does_not_come_to_show_everything(
    alice: Any, bob: Any, shown: Portfolio
) -> None:
    with acting_as(alice):
        PortfolioChoice.objects.all().delete()
        remove_role(owner=alice, role_id=shown.role_ids[0])
    for owner in (alice, bob):
        assert State.BAD not in states(brought_in(owner, document_of(alice), updating=True))
        assert lines_in(owner) == [set()]
    assert of(bob, Portfolio)[0].role_ids == [NO_ROW]
    assert states(brought_in(alice, document_of(bob), updating=True)) == {State.SAME}


def test_a_portfolio_whose_role_cannot_be_read_does_not_come_to_show_everything(alice: Any) -> None:
    rows = {
        "roles": [{"id": "r", "title": "Nurse", "started": "never"}],
        "entries": [{"id": "e", "line": "Cut falls from 9 to 2 a month", "happened": "2025"}],
        "portfolios": [{"id": "p", "title": "Review", "only_roles": ["r"], "with_duties": True}],
    }
    brought = brought_in(alice, {EXTENSION: {"version": 1, **rows}})
    assert [row.reasons[0].why for row in brought if row.record.kind == "portfolio"] == [Why.COMES_WITHOUT]
    assert lines_in(alice) == [set()]


def test_no_file_puts_a_confidential_entry_into_a_portfolio_that_may_be_shared(alice: Any, shown: Portfolio) -> None:
    taken = document_of(alice)
    with acting_as(alice):
        PortfolioChoice.objects.all().delete()
    rows = [row for row in brought_in(alice, taken, updating=True) if row.record.kind == "choice"]
    told = [(row.state, [reason.why for reason in row.reasons]) for row in rows]
    assert sorted(told) == [(State.BAD, [Why.WARNED_FIRST]), (State.NEW, [])]
    assert "Settled the theft" not in lines_in(alice)[0]


# --- Drafts -------------------------------------------------------------------------------------------------------


def begun(owner: Any, kind: str, row: Any, **typed: str) -> None:
    with acting_as(owner):
        sent = QueryDict(mutable=True)
        sent.update({"place": f"{kind} {row}", "row": str(row), **typed})
        assert drafts.keep(owner=owner, sent=sent)


def test_a_draft_is_gone_on_with_in_another_account(alice: Any, bob: Any, as_bob: Client) -> None:
    with acting_as(alice):
        role = record_role(owner=alice, title="Nurse", started_on=date(2020, 1, 1))
    row = uuid7()
    begun(alice, "new", row, line="Trained fi", happened_on_month="13", role=str(role.pk), writer="secret")
    with acting_as(alice):
        Draft.objects.update(updated_at=LONG_AGO)
    taken = document_of(alice)
    assert "secret" not in json.dumps(taken)
    assert states(brought_in(bob, taken)) == {State.NEW}
    (draft,), (his,) = of(bob, Draft), of(bob, Role)
    assert draft.updated_at == LONG_AGO
    assert draft.place == f"new {draft.contents['row']}" != f"new {row}"
    assert draft.contents["role"] == str(his.pk)
    page = as_bob.get(drafts.address(draft)).content.decode()
    assert "Trained fi</textarea>" in page
    assert states(brought_in(bob, taken, updating=True)) == {State.SAME}
    assert states(brought_in(alice, document_of(bob), updating=True)) == {State.SAME}


@pytest.mark.parametrize("meanwhile", [(), ("Changed on the other device",)])
def test_a_draft_of_a_change_overwrites_nothing_unseen(
    alice: Any, bob: Any, as_bob: Client, meanwhile: tuple[str, ...]
) -> None:
    entry = rewritten(alice, "One", "Two")
    begun(alice, "entry", entry.pk, line="Three", seen=str(entry.revision))
    rewritten_elsewhere(alice, entry, *meanwhile)
    brought_in(bob, document_of(alice))
    (draft,), (his,) = of(bob, Draft), of(bob, Achievement)
    assert draft.place == f"entry {his.pk}"
    sent = {**draft.contents, "happened_on_year": "2025", "proof-TOTAL_FORMS": "0", "proof-INITIAL_FORMS": "0"}
    answer = as_bob.post(f"/journal/{his.pk}/edit/", sent)
    assert ("changed somewhere else" in answer.content.decode()) == bool(meanwhile)
    assert of(bob, Achievement)[0].line == (meanwhile[0] if meanwhile else "Three")


def rewritten_elsewhere(owner: Any, entry: Achievement, *lines: str) -> None:
    """Change an entry while its draft stays, as another device of an older day would."""
    with acting_as(owner):
        for line in lines:
            Achievement.objects.filter(pk=entry.pk).update(line=line, revision=entry.revision + 1)


def test_a_draft_of_an_entry_that_is_not_there_is_told(alice: Any) -> None:
    draft = {"id": str(uuid7()), "form": "entry", "entry": str(uuid7()), "typed": {"line": "Trained five"}}
    (row,) = brought_in(alice, {EXTENSION: {"version": 1, "drafts": [draft]}})
    assert (row.state, row.reasons[0].why) == (State.BAD, Why.NO_SUCH_ROW)
    assert row.record.title == "Trained five"


# --- To show others -----------------------------------------------------------------------------------------------


def test_none_of_it_is_shown_to_others(alice: Any, shown: Portfolio, as_alice: Client) -> None:
    rewritten(alice, "What I said first", "What I say now")
    begun(alice, "quick", uuid7(), line="What I have not said")
    mine, theirs = (as_alice.get(f"/journal/export/career.json{query}") for query in ("", "?for=others"))
    text = [answer.getvalue().decode() for answer in (mine, theirs)]
    for secret in ("What I said first", "What I have not said", "Yearly review"):
        assert secret in text[0]
        assert secret not in text[1]
