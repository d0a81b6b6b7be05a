"""The file that calendar programs read, checked by two readers that are not ours."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities.ical import Entry, calendar, one_line

MADE, CHANGED = datetime(2026, 11, 1, 8, tzinfo=UTC), datetime(2026, 11, 20, 9, 30, 15, tzinfo=UTC)
ODD = [
    "Stationsärztin, Kardiologie; Nacht\\tag",
    "קופאית ראשית, חנות הנמל",
    "夜勤リーダー（" + "港" * 90 + "）",
    "Team lead\nHarbour\r\nRetail\rNight",
    "👩🏽‍⚕️ Nurse; ward 4, “nights”",
    "BEGIN:VEVENT\r\nSUMMARY:planted",
    'Quotes " and ^n carets',
    "x" * 320,
]


def entry(title="Last day to answer: Team lead, Harbour", day=date(2026, 12, 4), **more):
    fields = {"uid": "0192@example.org", "path": "/offers/0192/", "made": MADE, "changed": CHANGED, "revision": 3}
    return Entry(day=day, title=title, **{**fields, **more})


def written(*entries):
    return calendar(entries, name="careerplanner", site="https://example.org", see="See it:")


def by_icalendar(body):
    return icalendar.Calendar.from_ical(body)


def by_vobject(body):
    found = vobject.readOne(body.decode())
    found.validate(raiseException=True)
    return found


def test_a_calendar_says_who_wrote_it_and_when_to_ask_again():
    found = by_icalendar(written(entry()))
    assert (found["version"], found["method"], found["calscale"]) == ("2.0", "PUBLISH", "GREGORIAN")
    assert found["prodid"].startswith("-//careerplanner//")
    assert found["name"] == found["x-wr-calname"] == "careerplanner"
    assert found["refresh-interval"].dt == timedelta(hours=6)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in written()
    assert b"X-PUBLISHED-TTL:PT6H\r\n" in written()


def test_a_day_is_a_whole_day_that_keeps_its_identity_and_counts_its_changes():
    (event,) = by_icalendar(written(entry())).walk("VEVENT")
    assert (event["uid"], event["sequence"]) == ("0192@example.org", 3)
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 12, 4), date(2026, 12, 5))
    assert event["dtstart"].params["value"] == "DATE"
    assert event["dtstamp"].dt == event["last-modified"].dt == CHANGED
    assert event["created"].dt == MADE
    assert event["url"] == "https://example.org/offers/0192/"
    assert event["description"] == "See it: https://example.org/offers/0192/"
    assert (event["class"], event["transp"]) == ("PRIVATE", "TRANSPARENT")
    assert event.walk("VALARM") == []
    assert event.errors == []


def test_what_is_to_be_answered_reminds_once_at_nine_the_day_before():
    (event,) = by_icalendar(written(entry(remind=True))).walk("VEVENT")
    (alarm,) = event.walk("VALARM")
    assert (alarm["action"], alarm["trigger"].dt) == ("DISPLAY", timedelta(hours=-15))
    assert alarm["description"] == event["summary"]


@pytest.mark.parametrize("title", ODD)
def test_any_title_comes_back_whole_from_both_readers_and_plants_nothing(title):
    body = written(entry(title, remind=True), entry("Next", uid="2@example.org"))
    (first, _), theirs = by_icalendar(body).walk("VEVENT"), by_vobject(body)
    assert first["summary"] == theirs.vevent_list[0].summary.value == one_line(title)
    assert len(theirs.vevent_list) == body.count(b"BEGIN:VEVENT\r\n") == 2
    lines = body.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert [line.decode() for line in lines]  # folded between letters, never inside one
    assert b"\n" not in body.replace(b"\r\n", b"")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_whatever_somebody_types_is_one_event_for_both_readers(title):
    body = written(entry(title))
    (event,) = by_icalendar(body).walk("VEVENT")
    assert event["summary"] == one_line(title)
    assert by_vobject(body).vevent.summary.value.strip() == one_line(title)


def test_a_title_is_one_line():
    assert one_line(" Team\tlead\r\nHarbour\u2028Retail\x07 ") == "Team lead Harbour Retail"


def test_nothing_to_do_is_a_calendar_too():
    assert by_icalendar(written()).walk("VEVENT") == []
    assert vobject.readOne(written().decode()).name == "VCALENDAR"


def test_the_same_days_are_the_same_bytes():
    assert written(entry(), entry("Other", uid="2")) == written(entry(), entry("Other", uid="2"))
