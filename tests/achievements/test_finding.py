"""Searching and narrowing the journal, as PostgreSQL does it and as the page shows it."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.achievements import listing
from apps.achievements.actions import record_achievement
from apps.achievements.models import Achievement, Role
from apps.users.ownership import acting_as

LINES = {
    "trained": {"line": "Trained five new hires on the till"},
    "basket": {"line": "Increased the average basket by 12 %"},
    "rota": {"line": "Wrote the night-shift rota", "outcome": "Nobody had to be trained twice"},
    "phone": {"line": "Answered phones", "private_note": "Kim’s idea: <b>hold music</b> off"},
    "carer": {"line": "Stood in as nurse/carer", "beneficiary": "the residents of floor 2"},
    "falls": {"line": "Moved the beds", "measure_unit": "falls a month", "measure_before": 9, "measure_after": 2},
    "laden": {"line": "Machte den Laden über Mittag auf"},
    "duty": {"line": "Checked the stock", "duty": "Counting"},
}


@pytest.fixture
def journal(alice: Any) -> dict[str, Achievement]:
    with acting_as(alice):
        return {key: record_achievement(owner=alice, **said) for key, said in LINES.items()}


def found(client: Any, journal: dict[str, Achievement], query: str) -> set[str]:
    page = client.get(f"/journal/?{query}").content.decode()
    return {key for key, entry in journal.items() if f'href="/journal/{entry.pk}/"' in page}


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("train", {"trained", "rota"}),  # stems
        ("TRAINING", {"trained", "rota"}),
        ("trai", {"trained", "rota"}),  # begun
        ("hires traini", set()),  # the second word is not in it as it stands
        ("train hires", {"trained"}),
        ('"new hires"', {"trained"}),
        ('"hires new"', set()),
        ("train -hires", {"rota"}),
        ("train -hire", {"rota"}),
        ("basket OR phones", {"basket", "phone"}),
        ("machte laden", {"laden"}),
        ("Lad", {"laden"}),
        ("ÜBER", {"laden"}),
        ("carer", {"carer"}),
        ("nurse", {"carer"}),
        ("nurse/carer", {"carer"}),
        ("residents", {"carer"}),
        ("falls", {"falls"}),
        ("night", {"rota"}),
        ("night-shift", {"rota"}),
        ("12 %", {"basket"}),
        ("kim's music", {"phone"}),
        ("stock of the counting", {"duty"}),
        ("zeppelin", set()),
        ("a & e | !c:* <-> (z", set()),
        ("'quoted\\", set()),
        ("-till", set(LINES) - {"trained"}),
    ],
)
def test_words_are_found_wherever_they_stand(as_alice: Any, journal: Any, typed: str, keys: set[str]) -> None:
    assert found(as_alice, journal, urlencode({"q": typed})) == keys


def test_what_matched_is_marked_and_everything_else_escaped(as_alice: Any, journal: Any) -> None:
    page = as_alice.get("/journal/?q=train").content.decode()
    assert "<mark>Trained</mark> five new hires" in page
    assert "<span>what changed:</span>" in page
    assert "had to be <mark>trained</mark> twice" in page

    page = as_alice.get("/journal/?q=music").content.decode()
    assert "private note:" in page
    assert "&lt;b&gt;hold <mark>music</mark>&lt;/b&gt;" in page


def test_the_best_match_stands_first_or_the_newest_as_one_chooses(as_alice: Any, alice: Any) -> None:
    with acting_as(alice):
        record_achievement(owner=alice, line="Till repaired", happened_on=date(2020, 1, 1))
        record_achievement(owner=alice, line="Wrote a plan", private_note="till", happened_on=date(2024, 1, 1))

    def order(query: str) -> bool:
        page = re.sub("</?mark>", "", as_alice.get(query).content.decode())
        return page.index("Till repaired") < page.index("Wrote a plan")

    assert order("/journal/?q=till")
    assert not order("/journal/?q=till&order=newest")
    assert "Best match first" in as_alice.get("/journal/?q=till").content.decode()
    assert "January 2024" in as_alice.get("/journal/?q=till&order=newest").content.decode()


def test_signs_alone_are_no_search(as_alice: Any, journal: Any) -> None:
    assert found(as_alice, journal, "q=%25") == set(LINES)
    assert "no word to look for" in as_alice.get("/journal/?q=%25").content.decode()


PERIODS = {
    "today": ("day", lambda today: today),
    "this month": ("month", lambda today: today.replace(day=1)),
    "this year": ("year", lambda today: today.replace(month=1, day=1)),
    "long ago": ("day", lambda today: date(2019, 5, 6)),
    "that May": ("month", lambda today: date(2019, 5, 1)),
    "that year": ("year", lambda today: date(2019, 1, 1)),
}


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("period=week", {"today"}),
        ("period=month", {"today", "this month"}),
        ("period=quarter", {"today", "this month"}),
        ("period=year", {"today", "this month", "this year"}),
        ("period=decade", set(PERIODS)),
        ("until=2019-05-05", set()),
        ("until=2019-05-30", {"long ago"}),
        ("since=2019-05-01&until=2019-05-31", {"long ago", "that May"}),
        ("since=2019-01-01&until=2019-12-31", {"long ago", "that May", "that year"}),
        ("since=2019-05-07", {"today", "this month", "this year"}),
        ("since=2020-01-01&until=2019-01-01", set()),
        ("since=nonsense", set(PERIODS)),
        ("since=0001-01-01&until=0001-01-01", set()),
        ("until=9999-12-31", set(PERIODS)),
        ("period=year&since=2019-01-01&q=went", {"today", "this month", "this year"}),
    ],
)
def test_a_period_holds_what_lies_within_it(as_alice: Any, alice: Any, query: str, shown: set[str]) -> None:
    with acting_as(alice):
        made = {
            key: record_achievement(
                owner=alice,
                line=f"Went {key}",
                happened_on=min(day(timezone.localdate()), timezone.localdate()),
                happened_precision=precision,
            )
            for key, (precision, day) in PERIODS.items()
        }
    assert found(as_alice, made, query) == shown


def test_all_filters_hold_together(as_alice: Any, alice: Any, shop: Role) -> None:
    with acting_as(alice):
        said = {"role_id": shop.pk, "skills": ["Till"], "is_confidential": True, "line": "Counted the till"}
        made = {
            "all": record_achievement(owner=alice, **said),
            "open": record_achievement(owner=alice, **{**said, "is_confidential": False}),
            "elsewhere": record_achievement(owner=alice, **{**said, "role_id": None}),
            "unskilled": record_achievement(owner=alice, **{**said, "skills": []}),
            "other": record_achievement(owner=alice, **{**said, "line": "Counted the float"}),
        }
        skill = made["all"].skills.get()
    query = f"q=till&role={shop.pk}&skill={skill.pk}&state=duty&period=week&confidential=yes"
    assert found(as_alice, made, query) == {"all"}
    assert found(as_alice, made, "confidential=no") == {"open"}


def test_older_entries_stand_under_month_and_week(as_alice: Any, alice: Any) -> None:
    with acting_as(alice):
        for day in (3, 4, 20):
            record_achievement(owner=alice, line=f"Day {day}", happened_on=date(2024, 9, day))
        record_achievement(owner=alice, line="Month", happened_on=date(2024, 9, 1), happened_precision="month")

    page = as_alice.get("/journal/").content.decode()
    order = [
        "September 2024",
        "16 Sept – 22",
        "Day 20",
        "2 Sept – 8",
        "Day 4",
        "Day 3",
        "some time that month",
        "Month<",
    ]
    assert [page.index(told) for told in order] == sorted(page.index(told) for told in order)
    assert page.count("2 Sept – 8 Sept") == 1


def test_the_list_knows_entries_by_the_names_the_model_has(alice: Any, entry: Achievement) -> None:
    """One template shows both."""
    with acting_as(alice):
        known = Achievement.objects.owned_by(alice).told().get()
        roles = {known.role_id: str(known.role)}
        (line,) = listing.lines(Achievement.objects.owned_by(alice)[:1], listing.wanted_of({}), roles)
        names = ("line", "when", "skill_names", "shown_state", "is_confidential")
        assert [getattr(line, name) for name in names] == [getattr(known, name) for name in names]
        assert (line.role, line.pk, line.get_absolute_url) == (
            str(known.role),
            str(known.pk),
            reverse("achievements:detail", args=[known.pk]),
        )


def test_a_search_costs_the_same_whatever_it_finds(as_alice: Any, alice: Any, queries_of: Any) -> None:
    with acting_as(alice):
        record_achievement(owner=alice, line="Mopped the till", skills=["Mopping"])
    url = "/journal/?q=till&period=year&confidential=no&state=duty"
    one = queries_of(as_alice, url)
    with acting_as(alice):
        for n in range(29):
            record_achievement(owner=alice, line=f"Mopped {n}", private_note="till", skills=[f"skill {n}", "Mopping"])
    assert queries_of(as_alice, url) == one <= 8
