"""Where a person is heading, as they meet it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.achievements.actions import record_achievement, record_role
from apps.achievements.models import Scope
from apps.opportunities.models import OfferSkill, Opportunity
from apps.skills.crediting import record_credential
from apps.skills.directing import head_for
from apps.skills.focusing import take_up
from apps.skills.models import (
    CatalogueLabel,
    CatalogueSkill,
    Direction,
    DirectionNeed,
    Occupation,
    OccupationLabel,
    OccupationNeed,
    Skill,
)
from apps.users.ownership import acting_as
from tests.opportunities.people import offer

URL = "/direction/"
OUTCOME = "Cut waste in the home section from 40 to 22 broken items a month"
DUTY = "Responsible for the rota"


def sent(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Store team leader",
        "field": "Retail",
        "by_day": "",
        "by_month": "",
        "by_year": str(timezone.localdate().year + 2),
        "why": "I like it when a shop runs.",
        "essential": "Running a rota, Coaching",
        "useful": "Stock control",
        **changes,
    }


def page(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    return str(answer.content.decode())


def only(user: Any) -> Direction:
    with acting_as(user):
        return Direction.objects.owned_by(user).current().get()


def asked(direction: Direction) -> dict[str, str]:
    with acting_as(direction.owner):
        return {need.name: need.get_weight_display() for need in direction.needs.all()}


def heading(user: Any, *essential: str, useful: tuple[str, ...] = ()) -> Direction:
    with acting_as(user):
        return head_for(owner=user, title="Store team leader", essential=essential, useful=useful)


def teaching(user: Any, title: str, *names: str, **fields: Any) -> Opportunity:
    with acting_as(user):
        made = offer(user, title, **fields)
        OfferSkill.objects.rewrite(made, names)
        return made


# --- The target -------------------------------------------------------------------------------------


def test_without_one_the_page_says_what_it_is_for(as_alice: Client) -> None:
    text = page(as_alice.get(URL))
    assert "Where would you like this to lead?" in text
    assert f'href="{URL}new/"' in text


def test_a_target_is_kept_with_what_it_asks_for(as_alice: Client, alice: Any) -> None:
    assert as_alice.post(f"{URL}new/", sent()).status_code == 302
    kept = only(alice)
    assert (kept.title, kept.field, kept.by_when) == ("Store team leader", "Retail", str(timezone.localdate().year + 2))
    assert asked(kept) == {"Running a rota": "essential", "Coaching": "essential", "Stock control": "useful"}
    text = page(as_alice.get(URL))
    assert "I like it when a shop runs." in text
    assert "It asks for 3 skills: 3 still to build." in text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "Say what you want to be doing"),
        ({"by_year": "2001"}, "This has passed."),
        ({"by_year": "soon"}, "Write the year with four digits"),
        ({"essential": "x" * 121}, "is too long for one skill"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    as_alice: Client, alice: Any, wrong: dict[str, str], said: str
) -> None:
    text = page(as_alice.post(f"{URL}new/", sent(**wrong)), 422)
    assert said in text
    for kept in ("I like it when a shop runs.", "Stock control"):
        assert kept in text
    with acting_as(alice):
        assert not Direction.objects.exists()


def test_sent_twice_it_is_there_once(as_alice: Client, alice: Any) -> None:
    row = as_alice.get(f"{URL}new/").context["form"].initial["row"]
    for _ in range(2):
        assert as_alice.post(f"{URL}new/", sent(row=str(row))).status_code == 302
    assert only(alice).pk == row
    with acting_as(alice):
        assert Direction.objects.count() == 1


def test_a_new_one_makes_the_other_an_earlier_one(as_alice: Client, alice: Any) -> None:
    first = heading(alice, "Coaching")
    assert "You are heading for “Store team leader” now." in page(as_alice.get(f"{URL}new/"))
    as_alice.post(f"{URL}new/", sent(title="Buyer"))
    assert only(alice).title == "Buyer"
    text = page(as_alice.get(URL))
    assert f'href="{URL}{first.pk}/"' in text
    assert asked(first) == {"Coaching": "essential"}


def test_words_and_horizon_can_be_changed(as_alice: Client, alice: Any) -> None:
    kept = heading(alice, "Coaching")
    url = f"{URL}{kept.pk}/edit/"
    assert as_alice.post(url, sent(title="Shop lead", by_month="5", seen="1")).status_code == 302
    assert (only(alice).title, only(alice).by_precision) == ("Shop lead", "month")
    assert asked(kept) == {"Coaching": "essential"}, "its list has a page of its own"
    assert "changed somewhere else" in page(as_alice.post(url, sent(seen="1")), 422)


def test_it_can_end_without_another_one_and_be_taken_up_again(as_alice: Client, alice: Any) -> None:
    kept = heading(alice, "Coaching")
    as_alice.post(f"{URL}{kept.pk}/end/")
    text = page(as_alice.get(URL))
    assert "Where would you like this to lead?" in text
    assert "Earlier directions" in text
    assert "Head there again" in page(as_alice.get(f"{URL}{kept.pk}/"))
    other = heading(alice)
    as_alice.post(f"{URL}{kept.pk}/again/")
    assert only(alice).pk == kept.pk
    with acting_as(alice):
        assert Direction.objects.get(pk=other.pk).ended_at is not None


def test_deleting_asks_first_and_keeps_skills_and_offers(as_alice: Client, alice: Any) -> None:
    kept = heading(alice, "Coaching")
    teaching(alice, "Team lead", "Coaching")
    assert "Delete “Store team leader”?" in page(as_alice.get(f"{URL}{kept.pk}/delete/"))
    as_alice.post(f"{URL}{kept.pk}/delete/")
    with acting_as(alice):
        assert not Direction.objects.exists()
        assert not DirectionNeed.objects.exists()
        assert OfferSkill.objects.count() == 1


# --- What it asks for -------------------------------------------------------------------------------


def test_the_list_is_weighed_shortened_and_added_to(as_alice: Client, alice: Any) -> None:
    kept = heading(alice, "Coaching", "Stock control", "Running a rota")
    with acting_as(alice):
        ids = {need.name: need.pk for need in kept.needs.all()}
    as_alice.post(
        f"{URL}{kept.pk}/needs/",
        {
            f"need-{ids['Coaching']}": "1",
            f"need-{ids['Stock control']}": "0",
            "essential": "COACHING\nSales figures",
            "useful": "Sales figures, Spreadsheets",
        },
    )
    assert asked(kept) == {
        "Coaching": "useful",
        "Running a rota": "essential",
        "Sales figures": "essential",
        "Spreadsheets": "useful",
    }


def test_a_list_that_is_wrong_comes_back_as_it_was_sent(as_alice: Client, alice: Any) -> None:
    kept = heading(alice, "Coaching")
    with acting_as(alice):
        need = f"need-{kept.needs.get().pk}"
    text = page(as_alice.post(f"{URL}{kept.pk}/needs/", {need: "0", "essential": "Rota", "useful": "x" * 130}), 422)
    assert "is too long for one skill" in text
    assert '<option value="0" selected>' in text
    assert "Rota" in text
    assert page(as_alice.post(f"{URL}{kept.pk}/needs/", {need: "7"}), 422)
    assert asked(kept) == {"Coaching": "essential"}


def test_a_list_has_an_end(as_alice: Client, alice: Any) -> None:
    kept = heading(alice, *(f"Skill {number}" for number in range(90)))
    more = ", ".join(f"More {number}" for number in range(11))
    assert "Up to 100 skills" in page(as_alice.post(f"{URL}{kept.pk}/needs/", {"essential": more}), 422)


# --- From an occupation -----------------------------------------------------------------------------


@pytest.fixture
def nurse(db: None) -> Occupation:
    made = Occupation.objects.create(source="esco", key="n1", title="specialist nurse")
    for text in ("specialist nurse", "ward nurse", "nurse specialist"):
        OccupationLabel.objects.create(occupation=made, text=text, is_preferred=text == made.title)
    for name, essential in (("manage medication", True), ("teach patients", False), ("coaching", True)):
        skill = CatalogueSkill.objects.create(source="esco", key=name, name=name)
        OccupationNeed.objects.create(occupation=made, skill=skill, is_essential=essential)
    return made


def test_where_no_lists_were_brought_in_the_page_says_that_typing_is_fine(as_alice: Client, alice: Any) -> None:
    text = page(as_alice.get(f"{URL}{heading(alice).pk}/occupations/"))
    assert "This site has no lists of occupations" in text
    assert "Typing is just as good" in text


@pytest.mark.parametrize("typed", ["Specialist nurse", "NURSE", "ward nurs", "specialst nurse"])
def test_an_occupation_is_found_by_any_of_its_titles_and_near_enough(
    as_alice: Client, alice: Any, nurse: Occupation, typed: str
) -> None:
    text = page(as_alice.get(f"{URL}{heading(alice).pk}/occupations/", {"q": typed}))
    assert text.count(f"?occupation={nurse.pk}") == 1


def test_what_is_called_otherwise_is_not_found(as_alice: Client, alice: Any, nurse: Occupation) -> None:
    text = page(as_alice.get(f"{URL}{heading(alice).pk}/occupations/", {"q": "welder"}))
    assert "Nothing is called like “welder”" in text


def test_its_skills_are_shown_first_and_those_ticked_are_taken_over(
    as_alice: Client, alice: Any, nurse: Occupation
) -> None:
    kept = heading(alice, "Coaching")
    url = f"{URL}{kept.pk}/occupations/"
    text = page(as_alice.get(url, {"occupation": nurse.pk}))
    assert text.index("manage medication") < text.index("teach patients")
    assert "in your list" in text
    needs = [need.pk for need in nurse.needs.exclude(skill__name="coaching")]
    assert as_alice.post(url, {"occupation": nurse.pk, "need": needs}).status_code == 302
    assert asked(kept) == {"Coaching": "essential", "manage medication": "essential", "teach patients": "useful"}
    assert only(alice).occupation == nurse


def test_taking_over_nothing_is_said(as_alice: Client, alice: Any, nurse: Occupation) -> None:
    kept = heading(alice)
    text = page(as_alice.post(f"{URL}{kept.pk}/occupations/", {"occupation": nurse.pk}), 422)
    assert "Tick what you want to take over." in text
    assert "checked" not in text
    assert asked(kept) == {}


@pytest.mark.parametrize(
    ("importance", "said"), [("4.25", "very important (4.2 of 5)"), ("2", "less important (2 of 5)")]
)
def test_importance_is_said_in_the_words_of_its_source(
    as_alice: Client, alice: Any, importance: str, said: str
) -> None:
    made = Occupation.objects.create(source="onet", key="15", title="Security analyst")
    skill = CatalogueSkill.objects.create(source="onet", key="a", name="Critical thinking")
    OccupationNeed.objects.create(occupation=made, skill=skill, importance=importance)
    text = page(as_alice.get(f"{URL}{heading(alice).pk}/occupations/", {"occupation": made.pk}))
    assert said in text
    assert (" checked" in text) == (importance == "4.25")


@pytest.mark.parametrize("picked", ["0", "x", "9" * 30, "²", ""])
def test_an_occupation_that_does_not_exist_leads_back_to_the_search(
    as_alice: Client, alice: Any, nurse: Occupation, picked: str
) -> None:
    url = f"{URL}{heading(alice).pk}/occupations/"
    assert "What is the job called?" in page(as_alice.get(url, {"occupation": picked}))
    assert as_alice.post(url, {"occupation": picked}).status_code == 302


# --- Against the stack ------------------------------------------------------------------------------


def test_each_skill_says_what_proves_it(as_alice: Client, alice: Any) -> None:
    heading(alice, "stock CONTROL", "Rota", "Coaching", "First aid", "Fork-lift", "Budgeting")
    with acting_as(alice):
        role = record_role(owner=alice, title="Shop assistant", started_on=date(2021, 3, 1))
        day = date(2026, 3, 9)
        record_achievement(owner=alice, line=OUTCOME, happened_on=day, role_id=role.pk, skills=["Stock control"])
        record_achievement(owner=alice, line=DUTY, happened_on=day, skills=["Rota", "Stock control"])
        Skill.objects.called(alice, ["Coaching"])
        ended = timezone.localdate() - timedelta(days=1)
        record_credential(owner=alice, name="Red Cross course", skills=["First aid"])
        record_credential(owner=alice, name="Old licence", expires_on=ended, skills=["Fork-lift"])
    answer = as_alice.get(URL)
    text = page(answer)
    groups = {key: [step.need.name for step in steps] for key, _, _, steps in answer.context["course"].groups}
    assert groups == {
        "proven": ["First aid", "stock CONTROL"],
        "shown": ["Rota"],
        "claimed": ["Coaching", "Fork-lift"],
        "missing": ["Budgeting"],
    }
    assert "1 entry with an outcome, from one role, last in Mar 2026" in text
    assert "vouched for by Red Cross course" in text
    assert "Old licence" not in text
    assert "/journal/new/?skill=Fork-lift" in text
    assert "you call it" not in text, "another case is no other name"
    assert "2 proven, 1 shown without an outcome so far, 2 claimed, 1 still to build." in text
    assert "%" not in text.split("<main")[1], "no share of being ready"


def test_a_skill_is_known_by_the_other_names_of_the_catalogue(as_alice: Client, alice: Any) -> None:
    heading(alice, "Rota planning", "manage SHIFTS")
    with acting_as(alice):
        listed = CatalogueSkill.objects.create(source="esco", key="r", name="Manage shifts")
        CatalogueLabel.objects.create(skill=listed, text="ROTA planning")
        Skill.objects.create(owner=alice, name="Writing the rota", catalogue=listed)
    answer = as_alice.get(URL)
    assert [step.skill.name for step in answer.context["course"].steps] == ["Writing the rota"] * 2
    assert "you call it Writing the rota" in page(answer)


def test_the_person_s_own_word_on_an_entry_counts(as_alice: Client, alice: Any) -> None:
    heading(alice, "Rota")
    with acting_as(alice):
        kept = record_achievement(owner=alice, line=DUTY, happened_on=date(2026, 3, 9), skills=["Rota"])
        kept.state_chosen = "qualitative"
        kept.save()
    assert [group[0] for group in as_alice.get(URL).context["course"].groups] == ["proven"]


def test_what_others_can_do_does_not_count(as_alice: Client, alice: Any, bob: Any) -> None:
    heading(alice, "Rota")
    with acting_as(bob):
        record_achievement(owner=bob, line=OUTCOME, happened_on=date(2026, 3, 9), skills=["Rota"])
    teaching(bob, "Bob’s offer", "Rota")
    held = as_alice.get(URL).context["course"]
    assert [group[0] for group in held.groups] == ["missing"]
    assert not held.columns


def test_the_latest_scope_of_the_roles_stands_beside_it(as_alice: Client, alice: Any) -> None:
    heading(alice, "Rota")
    with acting_as(alice):
        role = record_role(owner=alice, title="Shop lead", started_on=date(2021, 3, 1))
        for year, people in ((2021, 2), (2022, 3), (2023, 4), (2024, 5)):
            Scope.objects.create(owner=alice, role=role, since=date(year, 3, 1), people=people)
    text = page(as_alice.get(URL))
    assert "5 people led" in text
    assert "2 people led" not in text


# --- Against the offers -----------------------------------------------------------------------------


def test_offers_say_which_need_they_build_with_the_present_job_among_them(as_alice: Client, alice: Any) -> None:
    heading(alice, "Rota", "Coaching", useful=("Spanish",))
    teaching(alice, "Team lead", "ROTA", "coaching", organisation="Harbour")
    teaching(alice, "Planner", "rota", "Excel", organisation="Metro")
    teaching(alice, "Florist", organisation="Old Post")
    teaching(alice, "Put away", "Spanish", organisation="Gone", archived_at=timezone.now())
    mine = teaching(alice, "Shop assistant", organisation="Lindley", is_present_job=True)
    answer = as_alice.get(URL)
    held = answer.context["course"]
    assert [one.organisation for one in held.columns] == ["Lindley", "Harbour", "Metro"]
    built = {step.need.name: [one.organisation for one in step.offers] for step in held.rows}
    assert sorted(built["Rota"]) == ["Harbour", "Metro"]
    assert (built["Coaching"], built["Spanish"]) == (["Harbour"], [])
    text = page(answer)
    assert text.count("Nothing on the table builds this.") == 1
    assert '/skills/focus/new/?skill=Spanish"' in text
    silent = text.split("Nobody has written yet")[1]
    assert "Old Post" in silent
    assert f"/offers/{mine.pk}/edit/#id_teaches" in silent


def test_of_many_offers_those_that_build_most_get_a_column(as_alice: Client, alice: Any) -> None:
    heading(alice, "Rota", "Coaching")
    for number in range(13):
        teaching(alice, "Team lead", "Rota", *(["Coaching"] if number == 7 else []), organisation=f"Shop {number}")
    answer = as_alice.get(URL)
    held = answer.context["course"]
    assert (len(held.columns), held.columns[0].organisation) == (6, "Shop 7")
    assert {one.pk for one in held.columns}.isdisjoint(one.pk for one in held.beyond)
    also = page(answer).split("Some of it is also built by:")[1].split("</p>")[0]
    assert also.count("<a ") == 5
    assert "and 2 more" in also


def test_what_the_person_works_on_already_is_not_offered_again(as_alice: Client, alice: Any) -> None:
    heading(alice, "Spanish")
    with acting_as(alice):
        day = timezone.localdate()
        take_up(owner=alice, skill="spanish", hours_per_week=Decimal(2), started_on=day, ends_on=day)
    text = page(as_alice.get(URL))
    assert "You are working on it." in text
    assert "/skills/focus/new/" not in text


def test_what_is_proven_already_is_in_the_table_only_where_an_offer_builds_it(as_alice: Client, alice: Any) -> None:
    heading(alice, "Rota", "Stock control")
    with acting_as(alice):
        record_achievement(owner=alice, line=OUTCOME, happened_on=date(2026, 3, 9), skills=["Rota", "Stock control"])
    assert "Everything it asks for is proven." in page(as_alice.get(URL))
    teaching(alice, "Team lead", "Rota")
    assert [step.need.name for step in as_alice.get(URL).context["course"].rows] == ["Rota"]


def test_an_offer_is_told_what_it_would_teach(as_alice: Client, alice: Any) -> None:
    data = {"title": "Team lead", "teaches": "Rota, coaching, ROTA"}
    assert as_alice.post(reverse("opportunities:new"), data).status_code == 302
    with acting_as(alice):
        made = Opportunity.objects.get()
        assert sorted(made.builds.values_list("name", flat=True)) == ["Rota", "coaching"]
    assert "coaching, Rota" in page(as_alice.get(made.get_absolute_url()))
    edit = reverse("opportunities:edit", args=[made.pk])
    assert "coaching, Rota" in page(as_alice.get(edit))
    assert as_alice.post(edit, {**data, "teaches": "Budgets, rota", "seen": "1"}).status_code == 302
    with acting_as(alice):
        assert sorted(made.builds.values_list("name", flat=True)) == ["Budgets", "Rota"]
    assert "way, way" in page(as_alice.post(edit, {"title": "", "teaches": "way, way"}), 422)


def test_a_table_of_offers_leaves_alone_what_they_teach(as_alice: Client, alice: Any) -> None:
    from apps.opportunities.forms.imports import RowForm

    made = teaching(alice, "Team lead", "Rota")
    with acting_as(alice):
        form = RowForm({"title": "Team leader", "seen": ""}, owner=alice, instance=made)
        assert form.is_valid(), form.errors
        form.save()
        assert [one.name for one in made.builds.all()] == ["Rota"]


# --- The walls and the budget -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["one", "edit", "needs", "occupations", "end", "again", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing(as_bob: Client, alice: Any, name: str, method: str) -> None:
    hers = heading(alice, "Coaching")
    answer = getattr(as_bob, method)(reverse(f"direction:{name}", args=[hers.pk]))
    assert answer.status_code == (405 if (name, method) == ("one", "post") else 404)
    assert only(alice).pk == hers.pk


def test_a_need_of_somebody_else_is_not_changed(as_bob: Client, bob: Any, alice: Any) -> None:
    hers, his = heading(alice, "Coaching"), heading(bob, "Rota")
    with acting_as(alice):
        need = hers.needs.get().pk
    as_bob.post(f"{URL}{his.pk}/needs/", {f"need-{need}": "0"})
    assert asked(hers) == {"Coaching": "essential"}


def test_addresses_for_a_button_lead_back_after_logging_in(as_alice: Client, alice: Any) -> None:
    hers = heading(alice)
    for name in ("end", "again"):
        assert as_alice.get(reverse(f"direction:{name}", args=[hers.pk])).url == URL
    assert only(alice).ended_at is None


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow(as_alice: Client, alice: Any, nurse: Occupation, queries_of: Any, rows: int) -> None:
    kept = heading(alice, *(f"Skill {number}" for number in range(rows)))
    for number in range(rows):
        teaching(alice, f"Offer {number}", f"Skill {number}", "Excel")
        with acting_as(alice):
            role = record_role(owner=alice, title=f"Role {number}", started_on=date(2021, 3, 1))
            Scope.objects.create(owner=alice, role=role, since=date(2022, 3, 1), people=number + 1)
            record_achievement(
                owner=alice, line=OUTCOME, happened_on=date(2026, 3, 9), role_id=role.pk, skills=[f"Skill {number}"]
            )
            record_credential(owner=alice, name=f"Course {number}", skills=[f"Skill {number}"])
    assert queries_of(as_alice, URL) <= 8
    assert queries_of(as_alice, f"{URL}{kept.pk}/needs/") <= 6
    assert queries_of(as_alice, f"{URL}{kept.pk}/edit/") <= 6
    assert queries_of(as_alice, f"{URL}{kept.pk}/occupations/?q=nurse") <= 6
    assert queries_of(as_alice, f"{URL}{kept.pk}/occupations/?occupation={nurse.pk}") <= 7
    with acting_as(alice):
        first = Opportunity.objects.order_by("pk")[0]
    assert queries_of(as_alice, first.get_absolute_url()) <= 8
