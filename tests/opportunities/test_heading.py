"""Where one stands against a direction, and who would teach the rest: pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities.heading import Known, Line, Need, Stand, Teacher, columns, compare

names = st.sampled_from(["python", "rota", "coaching", "stock", "linux"])
some_names = st.frozensets(names, max_size=4)
known = st.builds(
    Known, key=names, names=some_names, outcomes=st.integers(0, 3), others=st.integers(0, 3), vouched=st.just(())
) | st.builds(Known, key=names, names=some_names, vouched=st.just(("Licence",)))
stacks = st.lists(known, max_size=6)
needs = st.lists(st.builds(Need, key=names, is_essential=st.booleans()), max_size=5, unique_by=lambda need: need.key)
teachers = st.lists(
    st.builds(Teacher, key=st.sampled_from("abcdefgh"), names=some_names), max_size=8, unique_by=lambda one: one.key
)


@pytest.mark.parametrize(
    ("facts", "stand"),
    [
        ({}, Stand.CLAIMED),
        ({"others": 4}, Stand.SHOWN),
        ({"others": 4, "outcomes": 1}, Stand.PROVEN),
        ({"vouched": ("Licence",)}, Stand.PROVEN),
    ],
)
def test_evidence_gives_a_skill_its_state(facts: dict[str, object], stand: Stand) -> None:
    assert Known("rota", frozenset({"rota"}), **facts).stand is stand  # type: ignore[arg-type]


def test_what_is_not_in_the_stack_is_missing() -> None:
    (line,) = compare([Need("rota")], [Known("python", frozenset({"python"}), outcomes=9)])
    assert (line.known, line.stand, line.is_left_alone) == (None, Stand.MISSING, True)


def test_another_name_of_a_skill_answers_too_and_the_best_proven_one_wins() -> None:
    plain = Known("python", frozenset({"python"}))
    linked = Known("scripting", frozenset({"scripting", "python"}), outcomes=2)
    (line,) = compare([Need("python")], [plain, linked])
    assert line.known is linked


def test_an_offer_that_names_the_skill_as_the_person_does_builds_the_need() -> None:
    mine = Known("scripting", frozenset({"scripting", "python"}))
    (line,) = compare([Need("python")], [mine], [Teacher("a", frozenset({"scripting"})), Teacher("b", frozenset())])
    assert line.built_by == ("a",)


@given(needs, stacks, teachers)
def test_each_need_gets_one_line_in_its_order(asked: list[Need], stack: list[Known], offers: list[Teacher]) -> None:
    lines = compare(asked, stack, offers)
    assert [line.need for line in lines] == asked
    order = [offer.key for offer in offers]
    for line in lines:
        assert list(line.built_by) == [key for key in order if key in line.built_by]
        named = {offer.key for offer in offers if line.need.key in offer.names}
        assert named <= set(line.built_by), "who names it builds it, whatever the stack"
        assert line.is_left_alone == (line.is_open and not line.built_by)


@given(needs, stacks, known)
def test_one_more_skill_never_makes_anybody_stand_worse(asked: list[Need], stack: list[Known], more: Known) -> None:
    before, after = compare(asked, stack), compare(asked, [*stack, more])
    assert all(one.stand <= other.stand for one, other in zip(before, after, strict=True))


@given(needs, stacks)
def test_the_order_of_the_stack_changes_no_state(asked: list[Need], stack: list[Known]) -> None:
    assert [line.stand for line in compare(asked, stack)] == [line.stand for line in compare(asked, stack[::-1])]


@given(needs, stacks, teachers, st.integers(1, 6))
def test_the_table_has_those_that_build_something_and_the_present_job_first(
    asked: list[Need], stack: list[Known], offers: list[Teacher], most: int
) -> None:
    lines = compare(asked, stack, offers)
    first = offers[-1].key if offers else None
    drawn = columns(lines, offers, first, most)
    assert len(drawn) <= most
    assert len({one.key for one in drawn}) == len(drawn)
    assert not offers or drawn[0].key == first
    building = {key for line in lines for key in line.built_by}
    assert {one.key for one in drawn[1:]} <= building
    if len(drawn) < most:
        assert building <= {one.key for one in drawn}


def test_who_builds_more_of_what_is_essential_and_open_comes_first() -> None:
    lines = [
        Line(Need("rota"), None, ("b",)),
        Line(Need("python", False), None, ("a",)),
        Line(Need("linux", False), None, ("a",)),
        Line(Need("stock"), Known("stock", frozenset({"stock"}), outcomes=1), ("c",)),
    ]
    offers = [Teacher(key, frozenset()) for key in "cab"]
    assert [one.key for one in columns(lines, offers, None, 6)] == ["b", "a", "c"]
