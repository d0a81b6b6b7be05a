"""The address that calendar programs read: what it shows, whom, and for how long."""

import logging
from datetime import date, timedelta

import icalendar
import pytest
import time_machine
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.achievements.models import LearningStep, Role
from apps.opportunities.models import CalendarFeed, Decision, DecisionReview, Season
from apps.opportunities.seasons import PRESETS
from apps.users.ownership import acting_as
from careerplanner.logs import HideSecrets
from tests.opportunities.people import offer

PAGE = "/offers/calendar/"
ODD = "Stationsleitung, Kardiologie; „Nacht“\\Tag – " + "夜" * 80


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def with_dates(owner, title="Team lead", number=1):
    """Rows of every kind that has a date, and of every kind that has none any more."""
    with acting_as(owner):
        for n in range(number):
            offer(owner, f"{title} {n}", organisation="Harbour", deadline=in_days(n % 40), notes="Hidden notes")
            role = Role.objects.create(owner=owner, title="Lead", started_on="2026-01-01")
            LearningStep.objects.create(owner=owner, role=role, text=f"Budget round {n}", by=in_days(30))
            decided = Decision.objects.create(owner=owner, kind="accepted", about=f"{title} before {n}", reasons="Mine")
            DecisionReview.objects.create(owner=owner, decision=decided, after=90, due_on=in_days(9))
        season = Season.from_preset(PRESETS["debt"], owner=owner)
        season.review_on = in_days(20)
        season.save()


@pytest.fixture
def feed(alice):
    with acting_as(alice):
        return CalendarFeed.make(owner_id=alice.pk)


def path_of(feed):
    return reverse("opportunities:feed", args=[feed.token])


def events(response):
    assert response.status_code == 200
    vobject.readOne(response.content.decode())
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def titles(response):
    return [str(event["summary"]) for event in events(response)]


# --- What a program reads --------------------------------------------------------------------------------


def test_every_open_day_is_in_it_and_leads_back(alice, feed, as_nobody):
    with_dates(alice)
    found = {str(event["summary"]): event for event in events(as_nobody.get(path_of(feed)))}
    assert {title: event["dtstart"].dt for title, event in found.items()} == {
        "Last day to answer: Team lead 0, Harbour": in_days(0),
        "Look back: Team lead before 0": in_days(9),
        "“Paying down debt”: is this still what you need?": in_days(20),
        "To have learned by today: Budget round 0": in_days(30),
    }
    assert [title for title, event in found.items() if event.walk("VALARM")] == list(found)[:1]
    assert all(event["url"].startswith("http://testserver/") for event in found.values())


def test_each_link_back_answers_its_owner(alice, feed, as_alice):
    with_dates(alice)
    for event in events(as_alice.get(path_of(feed))):
        assert as_alice.get(event["url"].removeprefix("http://testserver")).status_code == 200


def test_what_is_settled_is_not_in_it(alice, feed, as_nobody):
    with acting_as(alice):
        offer(alice, "Put away", deadline=in_days(3), archived_at=timezone.now())
        offer(alice, "Mine now", deadline=in_days(3), is_present_job=True)
        offer(alice, "No day")
        role = Role.objects.create(owner=alice, title="Lead", started_on="2026-01-01")
        LearningStep.objects.create(owner=alice, role=role, text="Done", by=in_days(3), done_on=in_days(0))
        LearningStep.objects.create(owner=alice, role=role, text="Some day")
        decided = Decision.objects.create(owner=alice, kind="accepted", about="Looked at")
        DecisionReview.objects.create(owner=alice, decision=decided, after=30, due_on=in_days(-60))  # overtaken
        DecisionReview.objects.create(owner=alice, decision=decided, after=90, due_on=in_days(1), done_on=in_days(0))
        season = Season.from_preset(PRESETS["debt"], owner=alice)
        season.review_on, season.ended_at = in_days(3), timezone.now()
        season.save()
    assert events(as_nobody.get(path_of(feed))) == []


def test_names_are_all_it_tells(alice, feed, as_nobody):
    with acting_as(alice):
        offer(
            alice, deadline=in_days(3), organisation="Harbour", notes="Hush", pay_amount=4321, pay_currency="EUR",
            place="Secretville", link="https://example.com/hush",
        )  # fmt: skip
    body = as_nobody.get(path_of(feed)).content.decode()
    for hidden in ("Hush", "hush", "4321", "EUR", "Secretville", alice.email):
        assert hidden not in body


@pytest.mark.parametrize("title", [ODD, "Lead\r\nBEGIN:VEVENT", "מובילת צוות, נמל; לילה", "👩🏽‍⚕️ Nurse"])
def test_any_name_is_read_as_it_was_written(alice, feed, as_nobody, title):
    with acting_as(alice):
        offer(alice, title, deadline=in_days(3))
    (found,) = titles(as_nobody.get(path_of(feed)))
    assert found == "Last day to answer: " + " ".join(title.split())


def test_a_changed_day_moves_its_entry_and_makes_no_second_one(alice, feed, as_alice):
    with acting_as(alice):
        made = offer(alice, deadline=in_days(3))
    (before,) = events(as_alice.get(path_of(feed)))
    form = as_alice.get(f"/offers/{made.pk}/edit/").context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"deadline": in_days(5).isoformat()}
    sent = {name: value for name, value in sent.items() if value not in (None, False)}
    assert as_alice.post(f"/offers/{made.pk}/edit/", sent).status_code == 302
    (after,) = events(as_alice.get(path_of(feed)))
    assert (after["uid"], after["dtstart"].dt) == (before["uid"], in_days(5))
    assert after["sequence"] > before["sequence"]
    assert after["last-modified"].dt >= before["last-modified"].dt


def test_a_stranger_is_never_in_it_whoever_asks(alice, bob, feed, as_nobody, as_bob, as_alice):
    with_dates(alice, "Hers")
    with_dates(bob, "His")
    for client in (as_nobody, as_bob, as_alice):
        told = " ".join(titles(client.get(path_of(feed))))
        assert "Hers 0" in told
        assert "His" not in told
    assert "Hers" not in as_bob.get("/offers/").content.decode()  # and afterwards Bob is Bob


def test_a_program_is_told_what_it_is_and_keeps_nothing(alice, feed, as_nobody):
    response = as_nobody.get(path_of(feed))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_a_program_that_has_it_already_is_told_so(alice, feed, as_nobody):
    with_dates(alice)
    first = as_nobody.get(path_of(feed))
    same = as_nobody.get(path_of(feed), headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    with acting_as(alice):
        offer(alice, "Another", deadline=in_days(2))
    assert as_nobody.get(path_of(feed), headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_it_can_only_be_read(alice, feed):
    program = Client(enforce_csrf_checks=True)
    assert program.head(path_of(feed)).status_code == 200
    assert program.head(path_of(feed)).content == b""
    for method in ("post", "put", "patch", "delete", "options"):
        for path in (path_of(feed), f"{PAGE}{'x' * 43}.ics"):
            assert getattr(program, method)(path).status_code == 405, method


def test_the_day_it_was_read_is_noted_once_a_day(alice, feed, as_nobody, as_alice):
    assert "No calendar program has read it yet." in as_alice.get(PAGE).content.decode()
    as_nobody.get(path_of(feed))
    with acting_as(alice):
        assert CalendarFeed.objects.get().read_on == timezone.localdate()
        CalendarFeed.objects.update(read_on=date(2026, 1, 5))
    assert "A calendar program last read it on 5 January 2026." in as_alice.get(PAGE).content.decode()


def test_the_same_queries_at_1_and_30_rows_and_one_write_a_day(alice, bob, as_nobody, queries_of):
    counts = []
    for owner, rows in ((alice, 1), (bob, 30)):
        with_dates(owner, number=rows)
        with acting_as(owner):
            path = path_of(CalendarFeed.make(owner_id=owner.pk))
        counts.append([queries_of(as_nobody, path) for _ in range(2)])
    (first, second), others = counts
    assert [first, second] == others
    assert first <= 8
    assert second == first - 1


# --- An address that opens nothing -------------------------------------------------------------------------


@pytest.mark.parametrize("token", ["x", "A" * 43, "a" * 3000, "0192a1b2-0000-7000-8000-000000000000"])
def test_an_unknown_address_is_a_page_that_does_not_exist(as_nobody, as_alice, db, token):
    with time_machine.travel(timezone.now(), tick=False):  # a header says which second it is
        unknown, none = as_nobody.get(f"{PAGE}{token}.ics"), as_nobody.get("/offers/nothing/here/")
    assert unknown.status_code == none.status_code == as_alice.get(f"{PAGE}{token}.ics").status_code == 404
    assert unknown.content == none.content
    assert unknown.headers == none.headers


def test_an_address_stops_with_the_account(alice, as_alice, as_nobody):
    as_alice.post(f"{PAGE}make/")
    with acting_as(alice):
        address = path_of(CalendarFeed.objects.get())
    alice.is_active = False
    alice.save(update_fields=["is_active"])
    assert as_nobody.get(address).status_code == 404


def test_an_address_stops_when_there_is_a_new_one_and_when_it_is_turned_off(alice, as_alice, as_nobody):
    as_alice.post(f"{PAGE}make/")
    with acting_as(alice):
        first = path_of(CalendarFeed.objects.get())
    assert as_nobody.get(first).status_code == 200
    assert "Any earlier one no longer works." in as_alice.post(f"{PAGE}make/", follow=True).content.decode()
    with acting_as(alice):
        second = path_of(CalendarFeed.objects.get())
    assert (as_nobody.get(first).status_code, as_nobody.get(second).status_code) == (404, 200)
    as_alice.post(f"{PAGE}off/")
    assert as_nobody.get(second).status_code == 404
    assert "Make the address" in as_alice.get(PAGE).content.decode()


def test_the_secret_is_256_bits_and_only_its_own_row_opens(alice, bob, feed):
    assert len(feed.token) == 43
    with acting_as(bob):
        CalendarFeed.make(owner_id=bob.pk)
    assert CalendarFeed.behind(feed.token).owner == alice
    assert CalendarFeed.objects.count() == 0  # and without a token or a person, none


# --- The page -------------------------------------------------------------------------------------------------


def test_the_page_offers_an_address_and_says_who_could_see_what(as_alice, alice):
    with_dates(alice)
    page = as_alice.get(PAGE).content.decode()
    assert "Whoever has this address can see the dates" in page
    assert "Last day to answer: Team lead 0, Harbour" in page
    assert ".ics" not in page
    page = as_alice.post(f"{PAGE}make/", follow=True).content.decode()
    with acting_as(alice):
        assert f'value="http://testserver{path_of(CalendarFeed.objects.get())}"' in page
    assert "Whoever has this address can see the dates" in page
    assert "How to add it" in page


@pytest.mark.parametrize("site", ["https://example.org", "http://example.org"])
def test_devices_that_know_subscriptions_are_led_to_one(as_alice, alice, feed, settings, site):
    settings.SITE_URL = site
    assert f'href="webcal://example.org{path_of(feed)}"' in as_alice.get(PAGE).content.decode()


def test_the_page_is_the_persons_own(as_bob, as_nobody, alice, feed):
    with_dates(alice)
    page = as_bob.get(PAGE).content.decode()
    assert feed.token not in page
    assert "Team lead" not in page
    assert as_nobody.get(PAGE).url == f"/accounts/login/?next={PAGE}"


@pytest.mark.parametrize("name", ["make", "off"])
def test_what_changes_the_address_wants_a_form_of_ours(name, as_alice, alice, feed, acting_as):
    assert as_alice.get(f"{PAGE}{name}/").url == PAGE  # back from logging in
    program = Client(enforce_csrf_checks=True)
    program.force_login(alice)
    assert program.post(f"{PAGE}{name}/").status_code == 403
    with acting_as(alice):
        assert CalendarFeed.objects.get().token == feed.token


def test_the_page_takes_the_same_queries_at_1_and_30_rows(alice, bob, as_alice, as_bob, queries_of):
    with_dates(alice)
    with_dates(bob, number=30)
    assert queries_of(as_alice, PAGE) == queries_of(as_bob, PAGE) <= 8


# --- The log ---------------------------------------------------------------------------------------------------


def test_the_secret_part_of_an_address_never_stands_in_the_log(caplog, as_nobody, feed):
    caplog.handler.addFilter(HideSecrets())
    as_nobody.post(path_of(feed))
    as_nobody.get(f"{PAGE}{'y' * 43}.ics")
    as_nobody.post(f"/nudge/{'z' * 43}/stop/")
    said = "\n".join(caplog.handler.format(record) for record in caplog.records)
    assert "/offers/calendar/….ics" in said
    assert "/nudge/…/stop/" in said
    for secret in (feed.token, "y" * 43, "z" * 43):
        assert secret not in said


def test_every_line_of_the_site_passes_that_filter(settings):
    assert all("hide_secrets" in handler["filters"] for handler in settings.LOGGING["handlers"].values())
    record = logging.LogRecord("x", logging.INFO, "", 0, "Sent %s to %s", ("one", "two"), None)
    assert HideSecrets().filter(record)
    assert record.getMessage() == "Sent one to two"
