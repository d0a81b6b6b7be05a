"""Offers as a file: nothing is lost on the way out and in, nothing comes in twice, and nothing of anybody else."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from apps.opportunities import headers, importing
from apps.opportunities.factors import FACTORS
from apps.opportunities.importing import Row, State
from apps.opportunities.models import Opportunity, Rating
from apps.users import formats, spreadsheet
from tests.forms_in_pages import Forms
from tests.opportunities.people import offer, rate

IMPORT, EXPORT = reverse("opportunities:import"), reverse("opportunities:export")
HEADER = "title,organisation,place,deadline,pay,pay period,currency\n"
BAKER = "Baker,Fennel & Rye,Hebden Bridge,2026-12-04,13.10,hour,GBP\n"


def exported(client: Client) -> str:
    answer = client.get(EXPORT)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


def previewed(client: Client, text: str) -> Any:
    answer = client.post(IMPORT, {"file": SimpleUploadedFile("offers.csv", text.encode())})
    assert answer.status_code == 200, answer.content.decode()
    return answer


def brought_in(client: Client, text: str, *ticked: int) -> Any:
    """Both steps, as a browser takes them."""
    reader = Forms(IMPORT)
    reader.feed(previewed(client, text).content.decode())
    (form,) = [form for form in reader.forms if "packed" in form.names]
    answer = client.post(form.action, {"packed": form.data()["packed"], "change": [str(line) for line in ticked]})
    assert answer.status_code == 200
    return answer


def planned(owner: Any, text: str) -> list[Row]:
    return importing.plan(owner=owner, table=headers.table(text))


def states(owner: Any, text: str) -> list[str]:
    return [row.state.value for row in planned(owner, text)]


def everything(owner: Any) -> list[dict[str, str]]:
    """All that a person's file says, but for the ids."""
    found = [headers.written(one, list(one.ratings.all())) | {"id": ""} for one in Opportunity.objects.owned_by(owner)]
    return sorted(found, key=lambda cells: sorted(cells.items()))


# --- There and back --------------------------------------------------------------------------------------------

line = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30).map(str.strip)
note = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=60).map(str.strip)
dangerous = st.sampled_from(["=1+1", "'=x", "@me", "-5 days", "+49 421", '"quoted", and ; more', '18" pizza'])


def amounts(most: int, places: int) -> st.SearchStrategy[Decimal | None]:
    return st.none() | st.integers(0, most).map(lambda n: Decimal(n) / 10**places)


offers = st.fixed_dictionaries(
    {
        "title": (line | dangerous).filter(bool),
        "organisation": line | dangerous,
        "place": line,
        "link": st.sampled_from(["", "https://jobs.example/a?b=c,d"]),
        "deadline": st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31)),
        "pay_amount": amounts(10**11, 2),
        "pay_period": st.sampled_from(Opportunity.PayPeriod.values),
        "pay_currency": st.sampled_from(["EUR", "GBP", "CHF"]),
        "hours_per_week": amounts(1680, 1),
        "take_home": amounts(10_000, 2),
        "unpaid_hours": amounts(1680, 1),
        "bonus": amounts(10**11, 2),
        "raise_percent": st.none() | st.integers(-5000, 10_000).map(lambda n: Decimal(n) / 100),
        "pay_days_per_week": st.integers(5, 70).map(lambda n: Decimal(n) / 10),
        "equity_counts": st.integers(0, 10_000).map(lambda n: Decimal(n) / 100),
        "outcome": st.sampled_from(["", *Opportunity.Outcome.values]),
        "archived_at": st.none() | st.datetimes(datetime(2001, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
        "notes": note | dangerous,
    }
)
ratings = st.dictionaries(
    st.sampled_from(list(FACTORS)),
    st.fixed_dictionaries(
        {
            "value": st.none() | st.integers(0, 20).map(lambda n: Decimal(n) / 2),
            "known_by": st.sampled_from(Rating.KnownBy.values),
            "note": line | dangerous,
            "asked_on": st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31)),
        }
    ),
    max_size=4,
)


@hypothesis_settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    many=st.lists(st.tuples(offers, ratings), max_size=3),
    present=st.booleans(),
    locale=st.sampled_from(["en-GB", "de-DE", "fr-FR", "de-CH"]),
)
def test_our_own_file_comes_back_with_nothing_lost(
    many: list[Any], present: bool, locale: str, alice: Any, bob: Any, acting_as: Any
) -> None:
    with transaction.atomic():
        with acting_as(alice):
            for number, (fields, rated) in enumerate(many):
                one = Opportunity.objects.create(owner=alice, is_present_job=present and number == 0, **fields)
                for key, said in rated.items():
                    Rating.objects.create(owner=alice, opportunity=one, factor=key, **said)
            hers = everything(alice)
            rows = [
                [headers.written(one, list(one.ratings.all()))[name] for name in headers.COLUMNS]
                for one in Opportunity.objects.owned_by(alice)
            ]
            text = "".join(spreadsheet.written(iter([list(headers.COLUMNS.values()), *rows])))
            with formats.override(locale):
                again = planned(alice, text)
            assert [row.state for row in again] == [State.SAME] * len(many), [row.reasons for row in again]
        with acting_as(bob), formats.override(locale):
            rows_for_bob = planned(bob, text)
            assert [row.state for row in rows_for_bob] == [State.NEW] * len(many)
            importing.bring_in(owner=bob, rows=rows_for_bob, changing=())
            assert everything(bob) == hers
            assert states(bob, text) == ["same"] * len(many)
        with acting_as(alice):
            assert everything(alice) == hers
        transaction.set_rollback(True)


def test_the_file_in_the_browser_and_back(as_alice: Any, as_bob: Any, alice: Any, bob: Any, acting_as: Any) -> None:
    with acting_as(alice):
        rate(
            offer(alice, "=Baker", organisation="Fennel", notes="one\r\ntwo", pay_amount=13, pay_currency="GBP"),
            "7",
            "6.5",
        )
        offer(alice, "Old job", archived_at=datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC), outcome="declined")
        hers = everything(alice)
    text = exported(as_alice)
    assert "are here already and stay as they are" in previewed(as_alice, text).content.decode()
    assert "2 rows were saved." in brought_in(as_bob, text).content.decode()
    assert (
        "Nothing was new" in brought_in(as_bob, text).content.decode()
        or "here already" in previewed(as_bob, text).content.decode()
    )
    with acting_as(bob):
        assert everything(bob) == hers


# --- Taking away -----------------------------------------------------------------------------------------------


def test_the_file_is_plain_and_runs_nothing(as_alice: Any, alice: Any, bob: Any, acting_as: Any) -> None:
    with acting_as(alice):
        offer(alice, '=HYPERLINK("http://x")', pay_amount=Decimal("1200.50"), pay_currency="EUR", raise_percent=-2)
    with acting_as(bob):
        offer(bob, "Not hers")
    answer = as_alice.get(EXPORT)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment")
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    (row,) = csv.DictReader(StringIO(text[1:], newline=""))
    assert row["title"] == '\'=HYPERLINK("http://x")'
    assert row["pay"] == "1200.5"
    assert row["raise percent"] == "'-2"
    assert "Not hers" not in text


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_file_do_not_grow(
    as_alice: Any, alice: Any, acting_as: Any, django_assert_max_num_queries: Any, rows: int
) -> None:
    with acting_as(alice):
        for number in range(rows):
            rate(offer(alice, f"Offer {number}"), "5", "5")
    with django_assert_max_num_queries(16) as captured:  # some of them the test's own savepoints
        exported(as_alice)
    assert sum("opportunities_" in query["sql"] for query in captured.captured_queries) == 2


# --- The preview ------------------------------------------------------------------------------------------------


def test_nothing_is_saved_before_it_is_confirmed(as_alice: Any, alice: Any, acting_as: Any) -> None:
    page = previewed(as_alice, HEADER + BAKER).content.decode()
    assert "One new offer" in page
    assert "Baker, Fennel &amp; Rye" in page
    with acting_as(alice):
        assert not Opportunity.objects.exists()


def test_the_same_file_twice_brings_nothing_new(as_alice: Any, alice: Any, acting_as: Any) -> None:
    brought_in(as_alice, HEADER + BAKER)
    with acting_as(alice):
        saved = Opportunity.objects.get()
        assert (saved.title, saved.pay_amount, saved.pay_period) == ("Baker", Decimal("13.10"), "hour")
        assert states(alice, HEADER + BAKER) == ["same"]
    page = brought_in(as_alice, HEADER + BAKER + "Cook,,,,,,\n").content.decode()
    assert "One row was saved." in page
    assert "One was here already." in page
    with acting_as(alice):
        assert Opportunity.objects.count() == 2


def test_rows_that_are_wrong_are_told_and_cost_no_other(as_alice: Any, alice: Any, acting_as: Any) -> None:
    text = HEADER + "Cook,,,soon,,,\n" + BAKER + ",No title,,,,,\nNurse,,,,-5,hour,GBP\nPorter,,,,12,hour,\n"
    text += 'Waiter,"never closed,,,,,\nDriver,,,,12,,GBP\nGardener,,Hull,,,,\n'
    page = brought_in(as_alice, text).content.decode()
    assert "2 rows were saved." in page
    assert "6 rows cannot be read" in page
    for told in [
        "Line 2",
        "deadline: We could not read this as a day. Write it like 2026-11-30.",
        "Line 4",
        "title: This field is required.",
        "pay: Ensure this value is greater than or equal to 0.",
        "currency: Pay needs its currency, such as EUR.",
        "A quotation mark is opened here and not closed where the cell ends.",
        "pay period: Say what the pay is for: hour, day, week, month or year.",
    ]:
        assert told in page, told
    with acting_as(alice):
        assert set(Opportunity.objects.values_list("title", flat=True)) == {"Baker", "Gardener"}


def test_a_row_of_ones_own_changes_only_when_it_is_ticked(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        mine = offer(alice, "Baker", place="Leeds", notes="keep me")
        rate(mine, "5", None)
    text = f"id,title,place,rating pay value\n{mine.pk},Baker,York,8\n"
    page = previewed(as_alice, text).content.decode()
    assert "One offer would change" in page
    assert '<del dir="auto">Leeds</del> → <ins dir="auto">York</ins>' in page
    assert "One was not ticked and stays as it was." in brought_in(as_alice, text).content.decode()
    with acting_as(alice):
        assert Opportunity.objects.get().place == "Leeds"
    brought_in(as_alice, text, 2)
    with acting_as(alice):
        mine.refresh_from_db()
        assert (mine.place, mine.notes, mine.revision) == ("York", "keep me", 2)
        assert mine.ratings.get(factor="pay").value == 8
        assert mine.ratings.get(factor="workload").value == 5


def test_a_strangers_id_makes_a_row_of_ones_own(as_alice: Any, alice: Any, bob: Any, acting_as: Any) -> None:
    with acting_as(bob):
        his = offer(bob, "His", notes="private")
    text = f"id,title\n{his.pk},Taken\n"
    brought_in(as_alice, text, 2)
    brought_in(as_alice, text, 2)
    with acting_as(alice):
        hers = Opportunity.objects.get()
        assert (hers.title, hers.notes) == ("Taken", "")
        assert hers.pk != his.pk
        hers.place = "Hull"
        hers.save()
        assert states(alice, text) == ["same"], "the place is not in the file"
        assert states(alice, f"id,title,place\n{his.pk},Taken,York\n") == ["changed"], "found again, not doubled"
    with acting_as(bob):
        assert Opportunity.objects.get().title == "His"


def test_a_second_present_job_is_refused(alice: Any, acting_as_alice: Any) -> None:
    text = "title,present job,archived\nBaker,yes,\nCook,yes,\nPorter,yes,2026-01-01\n"
    first, second, third = planned(alice, text)
    assert (first.state, second.state, third.state) == (State.NEW, State.BAD, State.NEW)
    assert second.reasons == ["Line 2 is a present job already; there can be one."]
    importing.bring_in(owner=alice, rows=[first], changing=())
    (again,) = planned(alice, "title,present job\nNurse,yes\n")
    assert again.state is State.BAD
    assert "You already have a present job here" in again.reasons[0]


def test_the_same_row_twice_in_one_file_comes_in_once(alice: Any, acting_as_alice: Any) -> None:
    twice = planned(alice, HEADER + BAKER + BAKER.replace("Baker", "BAKER"))
    assert [row.state for row in twice] == [State.NEW, State.SAME]
    assert twice[1].reasons == ["The same as line 2."]
    one = "0190a1b2-0000-7000-8000-000000000001"
    assert [row.state for row in planned(alice, f"id,title\n{one},Baker\n{one},Cook\n")] == [State.NEW, State.BAD]


@pytest.mark.parametrize(
    ("locale", "cells", "told"),
    [
        ("en-GB", '"£28,000 a year",,', (Decimal(28000), "year", "GBP")),
        ("en-GB", "£28k,year,", (Decimal(28000), "year", "GBP")),
        ("en-GB", "13.10,hourly,gbp", (Decimal("13.10"), "hour", "GBP")),
        ("de-DE", '"2.450,50",month,EUR', (Decimal("2450.50"), "month", "EUR")),
        ("de-DE", "2450.5,monthly,EUR", (Decimal("2450.50"), "month", "EUR")),
        ("en-US", '"$52,000",per year,', (Decimal(52000), "year", "USD")),
    ],
)
def test_pay_is_read_as_people_write_it(
    locale: str, cells: str, told: tuple[Any, ...], alice: Any, acting_as_alice: Any
) -> None:
    with formats.override(locale):
        (row,) = planned(alice, f"title,salary,pay period,currency\nBaker,{cells}\n")
    assert row.offer is not None, row.reasons
    assert (row.offer.pay_amount, row.offer.pay_period, row.offer.pay_currency) == told


@pytest.mark.parametrize("cell", ["£28k-£32k", "up to £40k a year", "competitive", "£28,000", "1e9", "٣,٤,٥"])
def test_pay_that_is_not_plain_is_not_guessed(cell: str, alice: Any, acting_as_alice: Any) -> None:
    (row,) = planned(alice, f'title,salary\nBaker,"{cell}"\n')
    assert row.state is State.BAD


@pytest.mark.parametrize(
    ("locale", "cell", "day"),
    [
        ("en-GB", "2026-12-03", date(2026, 12, 3)),
        ("en-GB", "03/04/2027", date(2027, 4, 3)),
        ("en-US", "03/04/2027", date(2027, 3, 4)),
        ("de-DE", "3.12.2026", date(2026, 12, 3)),
        ("en-GB", "3 December 2026", date(2026, 12, 3)),
        ("en", "03/04/2027", None),
        ("en-GB", "31/02/2027", None),
        ("en-GB", "1999-01-01", None),
    ],
)
def test_days_are_read_as_the_region_writes_them(
    locale: str, cell: str, day: date | None, alice: Any, acting_as_alice: Any
) -> None:
    with formats.override(locale):
        (row,) = planned(alice, f"title,deadline\nBaker,{cell}\n")
    assert (row.offer.deadline if row.offer else None) == day
    assert (row.state is State.BAD) == (day is None)


def test_ratings_keep_their_rules(alice: Any, acting_as_alice: Any) -> None:
    header = "title,rating pay value,rating pay known by,rating pay note\n"
    for cells, wrong in [
        ("11,told,", "Ensure this value is less than or equal to 10."),
        ("6.3,told,", "Half steps, please: 6, 6.5."),
        ("6,heard,", "Select a valid choice. heard is not one of the available choices."),
        ("6,told," + "x" * 501, "Ensure this value has at most 500 characters (it has 501)."),
    ]:
        (row,) = planned(alice, f"{header}Baker,{cells}\n")
        assert row.reasons == [f"rating pay value: {wrong}"]
    (row,) = planned(alice, f"{header}Baker,6.5,in writing,\n")
    assert (row.ratings["pay"].value, row.ratings["pay"].known_by) == (Decimal("6.5"), "in_writing")


def test_terms_keep_their_rules(alice: Any, acting_as_alice: Any) -> None:
    good, bad, empty = planned(alice, "title,bonus paid,bonus years,pay days per week\nA,2,3,4\nB,3,2,5\nC,,,\n")
    assert good.state is State.NEW
    assert bad.reasons == ["It cannot have been paid in more years than there were."]
    assert empty.offer is not None
    assert empty.offer.pay_days_per_week == 5


# --- What is no table ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("what,is,this\n1,2,3\n", "We found no column with job titles."),
        ("\x00\x01\x02", "We found no column with job titles."),
        ("title\n" + "Baker\n" * 1001, "These are more than 1,000 rows."),
        ("title\n" + "x" * 1_000_001, "This is more than 1 MB."),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(as_alice: Any, text: str, told: str) -> None:
    for sent in ({"file": SimpleUploadedFile("x.csv", text.encode())}, {"text": text}):
        answer = as_alice.post(IMPORT, sent)
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert text.replace("\0", "")[:20] in answer.content.decode(), "what was pasted is still there"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Choose a file, or paste its text."),
        ({"text": " \r\n "}, "Choose a file, or paste its text."),
        ({"file": SimpleUploadedFile("x.csv", b"")}, "This file is empty. Choose another one."),
    ],
)
def test_nothing_is_asked_for_again(as_alice: Any, sent: dict[str, Any], told: str) -> None:
    answer = as_alice.post(IMPORT, sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_file_and_text_together_are_asked_about(as_alice: Any) -> None:
    answer = as_alice.post(IMPORT, {"file": SimpleUploadedFile("x.csv", b"title\nCook\n"), "text": "title\nBaker\n"})
    assert answer.status_code == 422
    assert "not both" in answer.content.decode()
    assert "title\nBaker" in answer.content.decode()


def test_a_huge_file_is_left_unread(as_alice: Any) -> None:
    answer = as_alice.post(IMPORT, {"file": SimpleUploadedFile("x.csv", b"title\n" + b"x" * 50_000_000)})
    assert answer.status_code == 422
    assert "This is more than 1 MB." in answer.content.decode()


def test_only_what_this_person_was_shown_can_be_confirmed(as_alice: Any, as_bob: Any, bob: Any, acting_as: Any) -> None:
    reader = Forms(IMPORT)
    reader.feed(previewed(as_alice, HEADER + BAKER).content.decode())
    (form,) = [form for form in reader.forms if "packed" in form.names]
    for client, sent in [(as_bob, form.data()["packed"]), (as_alice, "forged:x:y"), (as_alice, "")]:
        answer = client.post(IMPORT, {"packed": sent})
        assert answer.status_code == 422
        assert "open for too long" in answer.content.decode()
    with acting_as(bob):
        assert not Opportunity.objects.exists()


def test_text_can_be_pasted_straight_from_a_spreadsheet(as_alice: Any) -> None:
    answer = as_alice.post(IMPORT, {"text": "Role\tCompany\nBaker\tFennel & Rye\n"})
    assert answer.status_code == 200
    assert "Baker, Fennel &amp; Rye" in answer.content.decode()


def test_columns_that_mean_nothing_are_named(as_alice: Any) -> None:
    page = previewed(as_alice, "Role,Recruiter,Stage,Position\nBaker,Sam,2,Cook\n").content.decode()
    assert "Recruiter, Stage, Position" in page


@pytest.mark.parametrize("url", [IMPORT, EXPORT])
def test_nobody_is_asked_to_log_in(as_nobody: Any, url: str) -> None:
    assert reverse("account_login") in as_nobody.get(url).url


def test_hundreds_of_rows_take_no_more_queries_than_one(
    alice: Any, acting_as_alice: Any, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    rows = "".join(f"Baker {n},Fennel,{n % 11},told\n" for n in range(200))
    text = "title,organisation,rating pay value,rating pay known by\n" + rows
    with django_assert_max_num_queries(8):  # savepoints among them
        plan = planned(alice, text)
    assert {row.state for row in plan} == {State.NEW}
    with django_assert_max_num_queries(8):
        assert len(importing.bring_in(owner=alice, rows=plan, changing=())) == 200
    assert {row.state for row in planned(alice, text)} == {State.SAME}
