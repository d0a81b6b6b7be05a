"""Making a portfolio, choosing what is in it, giving it away: only its owner, and only what was chosen."""

import csv
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.achievements.actions import record_achievement, record_role
from apps.achievements.models import Achievement, FollowUp, Portfolio, PortfolioChoice, Proof, Role, ShareLink, Witness
from apps.achievements.portfolio import choosing, telling
from apps.achievements.portfolio.files import FORMATS, name
from apps.skills.models import Credential, Skill
from apps.users.ownership import acting_as
from tests.achievements.test_portfolio_files import pdf_text, word_text

URL = "/portfolio/"


def wrote(owner: Any, line: str, role: Role | None = None, *skills: str, **more: Any) -> Achievement:
    more.setdefault("happened_on", date(2026, 5, 1))
    return record_achievement(owner=owner, line=line, role_id=role.pk if role else None, skills=skills, **more)


@pytest.fixture
def portfolio(alice: Any) -> Portfolio:
    with acting_as(alice):
        return Portfolio.objects.create(owner=alice, title="Yearly review", shown_name="Alice Ash")


@pytest.fixture
def entries(alice: Any, shop: Role, portfolio: Portfolio) -> dict[str, Achievement]:
    """An outcome, a measured one, a duty, a confidential one, and one in another role, each with a private note."""
    with acting_as(alice):
        other = record_role(owner=alice, title="Carer", kind="caregiving", started_on=date(2019, 1, 1))
        secret = {"private_note": "CANARY-NOTE", "duty": "CANARY-DUTY"}
        return {
            "seen": wrote(alice, "Calmed an angry customer; she came back", shop, "patience", **secret),
            "measured": wrote(alice, "Cut the queue from 12 people to 4", shop, "queues", "patience", **secret),
            "duty": wrote(alice, "Answered the phones", shop, "phones", **secret),
            "hidden": wrote(alice, "Cut the CANARY-CLAIM from 900 to 400", shop, is_confidential=True, **secret),
            "care": wrote(alice, "Got my father walking unaided again", other, **secret),
        }


def lines(owner: Any, portfolio: Portfolio) -> list[str]:
    with acting_as(owner):
        portfolio.refresh_from_db()
        return [entry.line for entry in telling.document(portfolio, most=500).entries]


def text_of(page: Any) -> str:
    return " ".join(page.content.decode().split())


# --- What is in it -------------------------------------------------------------------------------------


def test_outcomes_are_in_and_duties_and_confidential_ones_are_not(
    alice: Any, portfolio: Portfolio, entries: dict[str, Achievement]
) -> None:
    assert lines(alice, portfolio) == [
        "Cut the queue from 12 people to 4",
        "Calmed an angry customer; she came back",
        "Got my father walking unaided again",
    ]
    with acting_as(alice):
        assert choosing.chosen(portfolio).kept_back == 1


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"with_duties": True}, {"seen", "measured", "duty", "care"}),
        ({"period_from": date(2026, 5, 2)}, set()),
        ({"period_until": date(2026, 5, 1)}, {"seen", "measured", "care"}),
        ({"period_until": date(2026, 4, 30)}, set()),
        ({"role_ids": ["care"]}, {"care"}),
        ({"skill_ids": ["queues"]}, {"measured"}),
        ({"skill_ids": ["queues", "patience"]}, {"seen", "measured"}),
    ],
)
def test_filters(
    alice: Any, portfolio: Portfolio, entries: dict[str, Achievement], changes: dict[str, Any], expected: set[str]
) -> None:
    with acting_as(alice):
        if "role_ids" in changes:
            changes = {"role_ids": [entries["care"].role_id]}
        if "skill_ids" in changes:
            changes = {"skill_ids": [Skill.objects.get(name=each).pk for each in changes["skill_ids"]]}
        for field, value in changes.items():
            setattr(portfolio, field, value)
        portfolio.save()
        assert set(choosing.chosen(portfolio).keys) == {entries[each].pk for each in expected}


def test_proof_confirmation_and_lasting_move_an_entry_up(
    alice: Any, portfolio: Portfolio, entries: dict[str, Achievement]
) -> None:
    with acting_as(alice):
        for key in ("seen", "care"):
            Achievement.objects.filter(pk=entries[key].pk).update(state="measured")
        Witness.make(
            owner=alice,
            achievement=entries["care"],
            name="Ann",
            line="x",
            answer="confirmed",
            answered_at=timezone.now(),
            expires_at=timezone.now(),
        )
        FollowUp.objects.create(owner=alice, achievement=entries["seen"], answer="lasted", answered_on=date(2026, 8, 1))
        order = choosing.chosen(portfolio).keys
    assert order == [entries[key].pk for key in ("care", "seen", "measured")]


def test_by_skill_each_entry_stands_once(alice: Any, portfolio: Portfolio, entries: dict[str, Achievement]) -> None:
    with acting_as(alice):
        portfolio.order = Portfolio.Order.SKILL
        document = telling.document(portfolio, most=500)
    assert [(part.heading, len(part.entries)) for part in document.sections] == [
        ("patience", 2),
        ("Also", 1),
    ]
    assert [part.heading for part in document.stations] == ["Shop assistant, Lindley", "Carer"]
    assert {entry.role for entry in document.entries} == {"Shop assistant, Lindley", "Carer"}


def test_by_skill_the_reader_still_learns_where_it_was(
    as_alice: Any, alice: Any, portfolio: Portfolio, entries: dict[str, Achievement]
) -> None:
    with acting_as(alice):
        Portfolio.objects.filter(pk=portfolio.pk).update(order=Portfolio.Order.SKILL)
    page = text_of(as_alice.get(f"{URL}{portfolio.pk}/"))
    assert "Shop assistant, Lindley" in page
    assert "Carer" in page
    resume = json.loads(as_alice.get(f"{URL}{portfolio.pk}/download/", {"as": "json"}).content)
    assert [job["position"] for job in resume["work"]] == ["Shop assistant", "Carer"]
    table = as_alice.get(f"{URL}{portfolio.pk}/download/", {"as": "csv"}).content.decode("utf-8-sig")
    roles = {row["What happened"]: row["Role"] for row in csv.DictReader(StringIO(table))}
    assert roles["Got my father walking unaided again"] == "Carer"


def test_words_of_others_only_where_they_agreed(
    alice: Any, portfolio: Portfolio, entries: dict[str, Achievement]
) -> None:
    with acting_as(alice):
        at, now = entries["measured"], timezone.now()
        common = {"owner": alice, "achievement": at, "kind": Proof.Kind.FEEDBACK, "said_by": "Ann"}
        Proof.objects.create(**common, quote="Best shift we had", may_show=True)
        Proof.objects.create(**common, quote="CANARY-QUOTE")
        for may_show, comment in ((True, "Saw it myself"), (False, "CANARY-COMMENT")):
            Witness.make(
                owner=alice,
                achievement=at,
                name="Ben",
                line="x",
                answer="confirmed",
                comment=comment,
                may_show=may_show,
                answered_at=now,
                expires_at=now,
            )
        proofs = telling.document(portfolio, most=9).entries[0].proofs
    assert [proof.text for proof in proofs] == ["“Best shift we had” – Ann", "“Saw it myself” – Ben"]


def test_credentials_without_their_numbers_and_only_those_that_hold(alice: Any, portfolio: Portfolio) -> None:
    with acting_as(alice):
        Credential.objects.create(owner=alice, name="First aid", identifier="CANARY-NUMBER", note="CANARY-NOTE")
        Credential.objects.create(owner=alice, name="Old", expires_on=date(2020, 1, 1))
        found = telling.document(portfolio, most=9).credentials
    assert [each.name for each in found] == ["First aid"]
    assert "CANARY" not in repr(found)


# --- Single entries in and out -------------------------------------------------------------------------


def choose(client: Any, portfolio: Portfolio, shown: list[Achievement], wanted: list[Achievement]) -> Any:
    sent = {"shown": [str(each.pk) for each in shown], "in": [str(each.pk) for each in wanted]}
    return client.post(f"{URL}{portfolio.pk}/entries/", sent)


def test_single_entries_go_in_and_out_and_what_the_filters_say_anyway_is_not_kept(
    as_alice: Any, alice: Any, portfolio: Portfolio, entries: dict[str, Achievement]
) -> None:
    shown = [entries[key] for key in ("seen", "measured", "duty")]
    assert choose(as_alice, portfolio, shown, [entries["duty"], entries["measured"]]).status_code == 302
    assert lines(alice, portfolio)[:2] == ["Cut the queue from 12 people to 4", "Answered the phones"]
    with acting_as(alice):
        assert PortfolioChoice.objects.count() == 2
    choose(as_alice, portfolio, shown, [entries["seen"], entries["measured"]])
    with acting_as(alice):
        assert PortfolioChoice.objects.count() == 0


def test_a_confidential_entry_goes_in_only_by_itself_after_the_warning(
    as_alice: Any, alice: Any, portfolio: Portfolio, entries: dict[str, Achievement]
) -> None:
    hidden = entries["hidden"]
    choose(as_alice, portfolio, [hidden], [hidden])
    assert not any("CANARY" in line for line in lines(alice, portfolio))
    address = f"{URL}{portfolio.pk}/confidential/"
    assert "marked this entry as confidential" in text_of(as_alice.get(address, {"entry": hidden.pk}))
    assert not any("CANARY" in line for line in lines(alice, portfolio)), "looking at the warning changes nothing"
    as_alice.post(address, {"entry": hidden.pk})
    assert any("CANARY" in line for line in lines(alice, portfolio))
    assert "marked as confidential" in text_of(as_alice.get(f"{URL}{portfolio.pk}/give/"))
    as_alice.post(f"{URL}{portfolio.pk}/copy/")
    with acting_as(alice):
        copy = Portfolio.objects.exclude(pk=portfolio.pk).get()
    assert not any("CANARY" in line for line in lines(alice, copy)), "a copy leaves it out again"
    choose(as_alice, portfolio, [hidden], [])
    assert not any("CANARY" in line for line in lines(alice, portfolio))


def test_an_entry_that_becomes_confidential_later_is_out_again(
    as_alice: Any, alice: Any, portfolio: Portfolio, entries: dict[str, Achievement]
) -> None:
    choose(as_alice, portfolio, [entries["duty"]], [entries["duty"]])
    assert "Answered the phones" in lines(alice, portfolio)
    with acting_as(alice):
        Achievement.objects.filter(pk=entries["duty"].pk).update(is_confidential=True)
    assert "Answered the phones" not in lines(alice, portfolio)


@pytest.mark.parametrize("entry", ["", "nonsense", "\0", "0195bd5a-0000-7000-8000-000000000000"])
def test_no_such_confidential_entry_leads_back(as_alice: Any, portfolio: Portfolio, entry: str) -> None:
    for ask in (as_alice.get, as_alice.post):
        assert ask(f"{URL}{portfolio.pk}/confidential/", {"entry": entry}).url == f"{URL}{portfolio.pk}/entries/"


def test_somebody_elses_entry_does_not_go_in(
    as_alice: Any, alice: Any, bob: Any, portfolio: Portfolio, entries: dict[str, Achievement]
) -> None:
    with acting_as(bob):
        his = wrote(bob, "Bob’s CANARY from 3 to 2")
    choose(as_alice, portfolio, [his], [his])
    assert not any("CANARY" in line for line in lines(alice, portfolio))
    with acting_as(bob), pytest.raises(IntegrityError), transaction.atomic():
        PortfolioChoice.objects.create(owner=bob, portfolio_id=portfolio.pk, achievement=his, is_in=True)
        transaction.get_connection().check_constraints()


def test_the_list_of_entries_can_be_searched(
    as_alice: Any, portfolio: Portfolio, entries: dict[str, Achievement]
) -> None:
    page = text_of(as_alice.get(f"{URL}{portfolio.pk}/entries/", {"q": "queue", "show": "in"}))
    assert "Cut the queue" in page
    assert "Answered the phones" not in page
    assert "Answered the phones" in text_of(as_alice.get(f"{URL}{portfolio.pk}/entries/", {"show": "out"}))


# --- Making, changing, deleting ------------------------------------------------------------------------


def test_the_first_portfolio_is_two_clicks_from_the_journal(as_alice: Any, alice: Any, entries: Any) -> None:
    with acting_as(alice):
        Portfolio.objects.all().delete()
    assert 'href="/portfolio/"' in text_of(as_alice.get("/journal/"))
    assert "What do you need it for?" in text_of(as_alice.get(URL))
    response = as_alice.post(f"{URL}start/", {"start": "pay"}, follow=True)
    assert "Cut the queue from 12 people to 4" in text_of(response)
    for start in ("review", "application"):
        assert as_alice.post(f"{URL}start/", {"start": start}, follow=True).status_code == 200
    assert as_alice.post(f"{URL}start/", {"start": "nonsense"}).url == URL
    assert as_alice.get(f"{URL}start/").url == URL


def form(**changes: Any) -> dict[str, Any]:
    given = {"title": "Pay", "shown_name": "", "contact": "", "intro": "", "period_from": "", "period_until": ""}
    return {**given, "skills": "", "order": "newest", **changes}


def test_a_portfolio_is_made_and_changed(as_alice: Any, alice: Any, shop: Role, entries: Any) -> None:
    sent = form(
        role=[str(shop.pk)], skills="Queues", period_from="2026-01-01", row="0195bd5a-1234-7000-8000-000000000000"
    )
    made = as_alice.post(f"{URL}new/", sent)
    assert as_alice.post(f"{URL}new/", sent).url == made.url, "sent twice, made once"
    with acting_as(alice):
        found = Portfolio.objects.get(title="Pay")
        assert found.role_ids == [shop.pk]
        assert [Skill.objects.get(pk=key).name for key in found.skill_ids] == ["queues"]
    page = text_of(as_alice.get(f"{made.url}edit/"))
    assert f'value="{shop.pk}" checked' in page
    assert "queues</textarea>" in page
    as_alice.post(f"{made.url}edit/", form(title="Pay 2027", seen="1"))
    with acting_as(alice):
        found.refresh_from_db()
    assert (found.title, found.role_ids, found.skill_ids) == ("Pay 2027", [], [])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, "Say what it is for"),
        ({"title": "x" * 121}, "120"),
        ({"period_from": "2026-02-01", "period_until": "2026-01-01"}, "The end is before the start"),
        ({"period_from": "soon"}, "Write it like 2026-11-30"),
        ({"skills": "juggling"}, "None of your skills is called “juggling”"),
        ({"order": "best"}, "best"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    as_alice: Any, shop: Role, changes: dict[str, str], said: str
) -> None:
    response = as_alice.post(f"{URL}new/", form(intro="I like queues", role=[str(shop.pk)], **changes))
    assert response.status_code == 422
    page = text_of(response)
    assert said in page
    assert "I like queues" in page
    assert f'value="{shop.pk}" checked' in page


def test_somebody_elses_role_is_not_taken(as_alice: Any, alice: Any, bobs_role: Role) -> None:
    as_alice.post(f"{URL}new/", form(role=[str(bobs_role.pk)]))
    with acting_as(alice):
        assert Portfolio.objects.get().role_ids == []


def test_deleting_asks_and_ends_the_addresses(as_alice: Any, as_nobody: Any, alice: Any, portfolio: Portfolio) -> None:
    with acting_as(alice):
        link = ShareLink.make(owner=alice, portfolio=portfolio, expires_at=timezone.now() + timedelta(days=7))
    assert "stops at once" in text_of(as_alice.get(f"{URL}{portfolio.pk}/delete/"))
    assert as_alice.post(f"{URL}{portfolio.pk}/delete/").url == URL
    assert as_nobody.get(f"{URL}shared/{link.token}/").status_code == 404


def test_without_a_name_the_page_says_where_to_add_one(
    as_alice: Any, alice: Any, portfolio: Portfolio, entries: Any
) -> None:
    assert "Your name is not on it yet" not in text_of(as_alice.get(f"{URL}{portfolio.pk}/"))
    with acting_as(alice):
        Portfolio.objects.filter(pk=portfolio.pk).update(shown_name="")
    page = text_of(as_alice.get(f"{URL}{portfolio.pk}/"))
    assert f'Your name is not on it yet. <a href="{URL}{portfolio.pk}/edit/">Add it</a>' in page


def test_an_empty_one_says_what_to_do(as_alice: Any, portfolio: Portfolio) -> None:
    assert "Nothing in it yet" in text_of(as_alice.get(f"{URL}{portfolio.pk}/"))
    assert "nothing to download" in text_of(as_alice.get(f"{URL}{portfolio.pk}/give/"))


# --- Before it is given away ---------------------------------------------------------------------------


def test_names_and_money_are_shown_before_anything_is_given_away(
    as_alice: Any, alice: Any, shop: Role, portfolio: Portfolio
) -> None:
    with acting_as(alice):
        named = wrote(alice, "Won back Mrs Adeyemi, worth £900 a year, at Lindley", shop)
        wrote(alice, "Cut the queue from 12 people to 4", shop)
    page = text_of(as_alice.get(f"{URL}{portfolio.pk}/give/"))
    assert '<mark class="mark-name">Mrs Adeyemi</mark>' in page
    assert '<mark class="mark-money">£900</mark>' in page
    assert '<mark class="mark-name">Lindley' not in page, "the employer stands in the heading anyway"
    assert "One entry has figures" in page
    as_alice.post(f"{URL}{portfolio.pk}/leave-out/", {"entry": str(named.pk)})
    assert lines(alice, portfolio) == ["Cut the queue from 12 people to 4"]
    assert as_alice.get(f"{URL}{portfolio.pk}/leave-out/").url == f"{URL}{portfolio.pk}/give/"


# --- Downloads -----------------------------------------------------------------------------------------


def body_of(response: Any, kind: str) -> str:
    read: dict[str, Callable[[bytes], str]] = {"pdf": pdf_text, "word": word_text}
    return read.get(kind, bytes.decode)(response.content)


@pytest.mark.parametrize("kind", FORMATS)
def test_each_file_holds_what_was_chosen_and_nothing_else(
    as_alice: Any, alice: Any, portfolio: Portfolio, entries: dict[str, Achievement], kind: str
) -> None:
    response = as_alice.get(f"{URL}{portfolio.pk}/download/", {"as": kind})
    assert response.status_code == 200
    assert response["Content-Type"] == FORMATS[kind].media_type
    assert response["Content-Disposition"].startswith('attachment; filename="Alice-Ash-Yearly-review.')
    assert "no-store" in response["Cache-Control"]
    text = body_of(response, kind)
    for key in ("seen", "measured", "care"):
        assert text.count(entries[key].line) == 1
    assert "Answered the phones" not in text
    assert "CANARY" not in text
    assert "alice@example.org" not in text
    assert b"CANARY" not in response.content


@pytest.mark.parametrize("kind", ["", "exe", "../pdf"])
def test_no_such_file_leads_back(as_alice: Any, portfolio: Portfolio, kind: str) -> None:
    assert as_alice.get(f"{URL}{portfolio.pk}/download/", {"as": kind}).url == f"{URL}{portfolio.pk}/give/"


def test_letters_the_pdf_cannot_draw_are_said_before(as_alice: Any, alice: Any, portfolio: Portfolio) -> None:
    with acting_as(alice):
        wrote(alice, "Raised 漢字 marks from 4 to 9")
    refused = as_alice.get(f"{URL}{portfolio.pk}/download/", {"as": "pdf"})
    assert refused.status_code == 422
    assert "no shape for “漢”" in text_of(refused)
    assert as_alice.get(f"{URL}{portfolio.pk}/download/", {"as": "pdf", "anyway": "1"}).content.startswith(b"%PDF")
    assert "漢字" in body_of(as_alice.get(f"{URL}{portfolio.pk}/download/", {"as": "word"}), "word")


def test_the_csv_and_json_open_again(as_alice: Any, portfolio: Portfolio, entries: dict[str, Achievement]) -> None:
    resume = json.loads(as_alice.get(f"{URL}{portfolio.pk}/download/", {"as": "json"}).content)
    assert [job["position"] for job in resume["work"]] == ["Shop assistant", "Carer"]
    assert {"name": "queues"} in resume["skills"]


def test_file_names_are_human_and_safe(alice: Any) -> None:
    with acting_as(alice):
        portfolio = Portfolio.objects.create(owner=alice, title='../"Пай" \r\n; x', shown_name="Zoë")
        assert name(telling.document(portfolio, most=1), "pdf") == "Zoë-Пай-x.pdf"


# --- Secret addresses ----------------------------------------------------------------------------------


@pytest.fixture
def address(as_alice: Any, alice: Any, portfolio: Portfolio) -> Iterator[str]:
    as_alice.post(f"{URL}{portfolio.pk}/share/", {"label": "Ms Lee", "days": "7"})
    with acting_as(alice):
        yield f"{URL}shared/{ShareLink.objects.get().token}/"


def test_whoever_has_the_address_reads_it_without_an_account(
    as_nobody: Any, as_bob: Any, address: str, entries: dict[str, Achievement]
) -> None:
    for reader in (as_nobody, as_bob):
        response = reader.get(address)
        page = text_of(response)
        assert "Cut the queue from 12 people to 4" in page
        assert "Answered the phones" not in page
        assert "CANARY" not in page
        assert "Ms Lee" not in page
        assert "alice@example.org" not in page
        assert "/journal/" not in page
        assert "<script" not in page
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]
        assert "script-src 'none'" in response["Content-Security-Policy"]
        assert "style-src 'self'" in response["Content-Security-Policy"]
        assert set(response.cookies) <= ({"writer"} if reader is as_bob else set())  # whose pages a browser shows: his
        assert reader.post(address).status_code == 405


def test_it_is_written_as_its_owner_writes_dates(as_nobody: Any, alice: Any, address: str, entries: Any) -> None:
    alice.locale = "de-DE"
    alice.save()
    assert "1. Mai 2026" in text_of(as_nobody.get(address, headers={"Accept-Language": "en-US"}))


def test_the_owner_is_told_how_often_it_was_opened(
    as_alice: Any, as_nobody: Any, portfolio: Portfolio, address: str
) -> None:
    give = f"{URL}{portfolio.pk}/give/"
    as_alice.get(address)
    as_nobody.head(address)
    assert "not opened yet" in text_of(as_alice.get(give))
    as_nobody.get(address)
    assert "opened once, on" in text_of(as_alice.get(give))
    as_nobody.get(address)
    assert "opened 2 times, first on" in text_of(as_alice.get(give))


def test_it_ends_when_it_is_ended(as_alice: Any, as_nobody: Any, alice: Any, address: str) -> None:
    assert as_nobody.get(address).status_code == 200
    with acting_as(alice):
        link = ShareLink.objects.get()
    assert as_alice.get(f"{URL}addresses/{link.pk}/end/").status_code == 302
    assert as_nobody.get(address).status_code == 200, "a look ends nothing"
    as_alice.post(f"{URL}addresses/{link.pk}/end/")
    gone = as_nobody.get(address)
    assert gone.status_code == 404
    assert gone.content == as_nobody.get(f"{URL}shared/{'x' * 43}/").content
    assert "ended by you on" in text_of(as_alice.get(f"{URL}{link.portfolio_id}/give/"))


def test_it_ends_by_itself_and_with_the_account(as_nobody: Any, alice: Any, address: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1), tick=False):
        assert as_nobody.get(address).status_code == 404
    assert as_nobody.get(address).status_code == 200
    alice.is_active = False
    alice.save()
    assert as_nobody.get(address).status_code == 404


def test_several_addresses_end_one_by_one_and_there_is_a_limit(
    as_alice: Any, as_nobody: Any, alice: Any, portfolio: Portfolio, address: str
) -> None:
    for _ in range(19):
        as_alice.post(f"{URL}{portfolio.pk}/share/", {"label": "", "days": "90"})
    refused = as_alice.post(f"{URL}{portfolio.pk}/share/", {"label": "One more", "days": "90"})
    assert refused.status_code == 422
    assert "End one of them first" in text_of(refused)
    assert 'value="One more"' in text_of(refused)
    with acting_as(alice):
        ShareLink.objects.first().revoke()
    assert as_nobody.get(address).status_code == 200


@pytest.mark.parametrize("days", ["", "8", "36500", "-1"])
def test_it_ends_in_7_30_or_90_days(as_alice: Any, alice: Any, portfolio: Portfolio, days: str) -> None:
    assert as_alice.post(f"{URL}{portfolio.pk}/share/", {"label": "x", "days": days}).status_code == 422
    with acting_as(alice):
        assert not ShareLink.objects.exists()


def test_the_secret_stays_out_of_the_log() -> None:
    import logging

    from careerplanner.logs import HideSecrets

    record = logging.LogRecord("x", 0, "", 0, "Not Found: %s", ("/portfolio/shared/abcDEF-_1/",), None)
    assert HideSecrets().filter(record)
    assert record.getMessage() == "Not Found: /portfolio/shared/…/"


# --- Strangers and the budget --------------------------------------------------------------------------

PAGES = ["", "edit/", "entries/", "give/", "delete/", "download/?as=pdf"]


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_gets_404_and_nobody_is_asked_to_log_in(
    as_bob: Any, as_nobody: Any, portfolio: Portfolio, page: str
) -> None:
    assert as_bob.get(f"{URL}{portfolio.pk}/{page}").status_code == 404
    assert "/accounts/login/" in as_nobody.get(f"{URL}{portfolio.pk}/{page}").url


@pytest.mark.parametrize("page", ["", "edit/", "entries/", "give/"])
def test_the_same_number_of_queries_at_one_and_at_thirty_entries(
    as_alice: Any, alice: Any, shop: Role, portfolio: Portfolio, queries_of: Callable[[Any, str], int], page: str
) -> None:
    def add(number: int) -> None:
        entry = wrote(
            alice, f"Cut the queue from 12 to {number}", shop, f"queues {number}", proofs={"https://example.org/": ""}
        )
        Credential.objects.create(owner=alice, name=f"First aid {number}")
        ShareLink.make(owner=alice, portfolio=portfolio, expires_at=timezone.now(), label=str(entry.pk))

    with acting_as(alice):
        add(0)
    few = queries_of(as_alice, f"{URL}{portfolio.pk}/{page}")
    with acting_as(alice):
        for number in range(1, 30):
            add(number)
    assert queries_of(as_alice, f"{URL}{portfolio.pk}/{page}") == few <= 8
    assert queries_of(as_alice, URL) <= 8


def test_a_long_one_begins_with_25_and_ends_at_200_entries(as_alice: Any, alice: Any, portfolio: Portfolio) -> None:
    with acting_as(alice):
        skill = Skill.objects.create(owner=alice, name="queues")
        rows = [Achievement(owner=alice, line=f"Line {number}", state="measured") for number in range(203)]
        for entry in Achievement.objects.bulk_create(rows):
            entry.evidence.create(owner=alice, skill=skill)
        for number in range(31):
            rows[0].evidence.create(owner=alice, skill=Skill.objects.create(owner=alice, name=f"other {number}"))
    begun = text_of(as_alice.get(f"{URL}{portfolio.pk}/"))
    assert begun.count('class="portfolio-line"') == 25
    assert "203 entries, as others would read them" in begun
    assert "These are the first 25 of 203." in begun
    assert '<bdi>queues</bdi> <span class="meta">200<' in begun, "skills are those of the whole page others see"
    assert "and 2 more" in begun
    whole = text_of(as_alice.get(f"{URL}{portfolio.pk}/?all=1"))
    assert whole.count('class="portfolio-line"') == 200
    assert "203 entries belong in it. A page shows at most 200 of them" in whole
    assert "These are the first" not in whole


def test_what_to_look_at_begins_with_20_of_a_kind(as_alice: Any, alice: Any, portfolio: Portfolio) -> None:
    with acting_as(alice):
        Achievement.objects.bulk_create(
            Achievement(owner=alice, line=f"Won back Mr Tan{'a' * number}", state="qualitative") for number in range(22)
        )
        Achievement.objects.bulk_create(
            Achievement(owner=alice, line=f"Cut the queue to {number}", state="measured") for number in range(21)
        )
    begun = text_of(as_alice.get(f"{URL}{portfolio.pk}/give/"))
    assert begun.count("Leave it out") == 40
    assert "22 entries seem to name" in begun
    assert "21 entries have figures" in begun
    assert 'href="?all=1#check">Show all 22<' in begun
    whole = text_of(as_alice.get(f"{URL}{portfolio.pk}/give/?all=1"))
    assert whole.count("Leave it out") == 43
    assert "Show all" not in whole
