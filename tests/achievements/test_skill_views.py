"""Two skills become one, and which go together."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.achievements.actions import record_achievement
from apps.achievements.merging import merge_skills
from apps.achievements.models import Evidence
from apps.achievements.together import Pair
from apps.skills.models import Credential, CredentialSkill, Direction, DirectionNeed, Focus, Practice, Skill
from apps.users.ownership import acting_as

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


def focus(owner: Any, skill: Skill, slot: int | None, **more: Any) -> Focus:
    state = Focus.State.ACTIVE if slot else Focus.State.FINISHED
    more = {"hours_per_week": 3, "started_on": TODAY, "ends_on": TODAY + timedelta(days=30)} | more
    return Focus.objects.create(owner=owner, skill=skill, slot=slot, state=state, **more)


@pytest.fixture
def two(alice: Any) -> tuple[Skill, Skill]:
    """The same skill under two names, each with something of everything, and some of it shared."""
    with acting_as(alice):
        for names in (["stock taking"], ["stock taking", "Stocktaking"], ["Stocktaking"], ["stock taking", "Rota"]):
            record_achievement(owner=alice, line=f"Counted with {names}", skills=names)
        goes, stays = Skill.objects.get(name="stock taking"), Skill.objects.get(name="Stocktaking")
        goes.stated_level = "weekly since 2020"
        goes.save()
        for name, skills in {"Both": [goes, stays], "One": [goes]}.items():
            paper = Credential.objects.create(owner=alice, name=name)
            for skill in skills:
                CredentialSkill.objects.create(owner=alice, credential=paper, skill=skill)
        before = Direction.objects.create(owner=alice, title="Buyer", ended_at=timezone.now())
        now = Direction.objects.create(owner=alice, title="Manager")
        DirectionNeed.objects.create(owner=alice, direction=before, name="Stock Taking")
        DirectionNeed.objects.create(owner=alice, direction=now, name="STOCK taking", weight=2)
        DirectionNeed.objects.create(owner=alice, direction=now, name="Stocktaking", weight=1)
        return goes, stays


def merge_url(goes: Skill, stays: Skill | None = None) -> str:
    return reverse("skill_names:merge", args=[goes.pk]) + (f"?into={stays.pk}" if stays else "")


def test_the_page_says_what_moves_before_anything_does(as_alice: Any, alice: Any, two: tuple[Skill, Skill]) -> None:
    assert "See what would move" in as_alice.get(merge_url(two[0])).content.decode()

    page = as_alice.get(merge_url(*two)).content.decode()

    for said in (
        "“stock taking” becomes part of “Stocktaking”",
        "2 journal entries show the other skill instead.",
        "1 entry shows both: it shows the one that stays.",
        "1 credential vouches for the one that stays.",
    ):
        assert said in page
    with acting_as(alice):
        assert Skill.objects.count() == 3


def test_everything_moves_once_and_the_name_goes(as_alice: Any, alice: Any, two: tuple[Skill, Skill]) -> None:
    goes, stays = two
    for _ in range(2):  # twice is once
        answer = as_alice.post(merge_url(goes), {"into": stays.pk})
        if answer.status_code == 404:
            break
        assert answer.url == stays.get_absolute_url()

    with acting_as(alice):
        assert sorted(Skill.objects.values_list("name", flat=True)) == ["Rota", "Stocktaking"]
        assert Evidence.objects.filter(skill=stays).count() == 4
        assert sorted(stays.credentials.values_list("name", flat=True)) == ["Both", "One"]
        needs = DirectionNeed.objects.order_by("direction__title").values_list("direction__title", "name", "weight")
        assert list(needs) == [("Buyer", "Stocktaking", 2), ("Manager", "Stocktaking", 2)]
        stays.refresh_from_db()
        assert (stays.stated_level, stays.revision) == ("weekly since 2020", 2)


@pytest.mark.parametrize(
    ("slots", "left"),
    [((1, 2), [(2, 5, 90)]), ((1, None), [(1, 3, 60), (None, 2, 30)]), ((None, 1), [(1, 2, 30), (None, 3, 60)])],
)
def test_focus_and_practice_move_and_two_at_once_become_one(
    alice: Any, two: tuple[Skill, Skill], slots: tuple[int | None, int | None], left: list[Any]
) -> None:
    goes, stays = two
    with acting_as(alice):
        for skill, slot, hours, minutes in [(goes, slots[0], 3, 60), (stays, slots[1], 2, 30)]:
            worked = focus(alice, skill, slot, hours_per_week=hours)
            Practice.objects.create(owner=alice, focus=worked, minutes=minutes)

        merge_skills(owner=alice, goes=goes.pk, stays=stays.pk)

        kept = Focus.objects.order_by("slot").prefetch_related("practices")
        found = [(one.slot, one.hours_per_week, sum(p.minutes for p in one.practices.all())) for one in kept]
        assert found == left
        assert {one.skill_id for one in kept} == {stays.pk}


def test_a_focus_of_both_is_announced(as_alice: Any, alice: Any, two: tuple[Skill, Skill]) -> None:
    with acting_as(alice):
        focus(alice, two[0], 1)
        focus(alice, two[1], 2)
    assert "that becomes one focus" in as_alice.get(merge_url(*two)).content.decode()


@pytest.mark.parametrize("into", ["", "nonsense", "itself", "bobs"])
def test_only_another_skill_of_one_s_own_can_be_chosen(
    as_alice: Any, alice: Any, bob: Any, two: tuple[Skill, Skill], into: str
) -> None:
    with acting_as(bob):
        bobs = Skill.objects.create(owner=bob, name="Secret")
    answer = as_alice.post(merge_url(two[0]), {"into": {"itself": two[0].pk, "bobs": bobs.pk}.get(into, into)})

    assert answer.status_code == 422
    assert "Secret" not in answer.content.decode()
    with acting_as(alice):
        assert Skill.objects.count() == 3


def test_a_stranger_finds_nothing_to_merge(as_bob: Any, as_nobody: Any, alice: Any, two: tuple[Skill, Skill]) -> None:
    assert as_bob.post(merge_url(two[0]), {"into": two[1].pk}).status_code == 404
    assert reverse("account_login") in as_nobody.get(merge_url(two[0])).url
    assert reverse("account_login") in as_nobody.get(reverse("achievements:skill_pairs")).url


def test_likely_duplicates_are_offered_on_the_page_of_skills(as_alice: Any, two: tuple[Skill, Skill]) -> None:
    page = as_alice.get("/skills/").content.decode()
    assert "Is this the same skill twice?" in page
    assert f"{merge_url(*two)}" in page or f"{merge_url(*reversed(two))}" in page

    as_alice.post(merge_url(two[0]), {"into": two[1].pk})

    assert "same skill twice" not in as_alice.get("/skills/").content.decode()


def test_pairs_say_how_often_and_how_closely(as_alice: Any, alice: Any) -> None:
    url = reverse("achievements:skill_pairs")
    assert "Nothing yet that goes together" in as_alice.get(url).content.decode()
    with acting_as(alice):
        for names in [["Calm", "Nights"]] * 3 + [["Calm", "Rota"]] + [["Till"]] * 6:
            record_achievement(owner=alice, line="Worked", skills=names)

    page = as_alice.get(url).content.decode()

    assert "in 3 entries" in page
    assert "about twice as often as by chance" in page
    assert "Rota" not in page  # once is no pattern


@pytest.mark.parametrize(
    ("one", "other", "together", "of", "times", "always"),
    [(10, 10, 10, 10, 0, True), (4, 5, 2, 10, 0, False), (2, 2, 2, 20, 10, True), (10, 4, 3, 20, 2, False)],
)
def test_times_are_said_only_where_they_are_worth_it(
    one: int, other: int, together: int, of: int, times: int, always: bool
) -> None:
    pair = Pair(Skill().pk, "A", one, Skill().pk, "B", other, together, of)
    assert (pair.times, pair.always) == (times, always)


@pytest.mark.parametrize("rows", [1, 30])
def test_pages_cost_the_same_at_1_and_at_30_skills(as_alice: Any, alice: Any, queries_of: Any, rows: int) -> None:
    with acting_as(alice):
        names = [f"Skill {chr(97 + n)}" for n in range(rows + 1)]
        for line in ("One", "Two"):
            record_achievement(owner=alice, line=line, skills=names)
        goes, stays = Skill.objects.order_by("name")[:2]
    assert queries_of(as_alice, reverse("achievements:skill_pairs")) <= 6
    assert queries_of(as_alice, merge_url(goes)) <= 5
    assert queries_of(as_alice, merge_url(goes, stays)) <= 11
