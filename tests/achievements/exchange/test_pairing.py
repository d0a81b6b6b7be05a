"""Rows that say the same are told apart by what is joined to them, and paired as often as they are there."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from apps.achievements.exchange.pairing import Key, Node, pairs

Graph = dict[Key, Node]


def graph(**said: tuple[str, str]) -> Graph:
    """Rows by id, each as what it says and, after spaces, the ids of what it rests on; the first letter is the kind."""
    return {
        (name[0], name): Node(says, tuple(("of", (to[0], to)) for to in rests_on.split()))
        for name, (says, rests_on) in said.items()
    }


def named(found: dict[Key, Key]) -> dict[str, str]:
    return {one[1]: other[1] for one, other in found.items()}


def test_of_two_directions_that_say_the_same_each_has_its_own_needs() -> None:
    here = graph(d1=("lead", ""), d2=("lead", ""), n1=("SQL", "d1"), n2=("Patience", "d2"))
    file = graph(d8=("lead", ""), d9=("lead", ""), n8=("Patience", "d8"), n9=("SQL", "d9"))
    assert named(pairs(file, here)) == {"d8": "d2", "d9": "d1", "n8": "n2", "n9": "n1"}


def test_what_tells_two_apart_may_be_far_away() -> None:
    here = graph(r1=("x", ""), r2=("x", ""), e1=("y", "r1"), e2=("y", "r2"), p1=("a", "e1"), p2=("b", "e2"))
    file = graph(r3=("x", ""), r4=("x", ""), e3=("y", "r3"), e4=("y", "r4"), p3=("b", "e3"), p4=("a", "e4"))
    found = named(pairs(file, here))
    assert (found["r3"], found["r4"]) == ("r2", "r1")


def test_where_any_would_do_the_choice_for_one_binds_the_others() -> None:
    here = graph(e1=("x", ""), e2=("x", ""), c1=("y", ""), c2=("y", ""), p1=("", "e1 c1"), p2=("", "e2 c2"))
    file = graph(e3=("x", ""), e4=("x", ""), c3=("y", ""), c4=("y", ""), p3=("", "e3 c4"), p4=("", "e4 c3"))
    found = named(pairs(file, here))
    joined = {frozenset({found["e3"], found["c4"]}), frozenset({found["e4"], found["c3"]})}
    assert joined == {frozenset({"e1", "c1"}), frozenset({"e2", "c2"})}


def test_where_nothing_is_the_same_in_everything_the_most_in_common_counts() -> None:
    here = graph(d1=("x", ""), d2=("x", ""), n1=("a", "d1"), n2=("b", "d1"), n3=("c", "d2"), n4=("d", "d2"))
    file = graph(d8=("x", ""), d9=("x", ""), n5=("c", "d8"), n6=("z", "d8"), n7=("a", "d9"), n8=("y", "d9"))
    found = named(pairs(file, here))
    assert (found["d8"], found["d9"]) == ("d2", "d1")


def test_what_rests_on_a_row_that_is_known_by_its_id_is_told_apart_by_that() -> None:
    here = {("e", "1"): Node("x", (("of", ("r", "one")),)), ("e", "2"): Node("x", (("of", ("r", "two")),))}
    file = {("e", "3"): Node("x", (("of", ("r", "two")),)), ("e", "4"): Node("x")}
    assert named(pairs(file, here)) == {"3": "2"}


@st.composite
def graphs(draw: st.DrawFn) -> list[tuple[str, str, list[int]]]:
    """Few words and many joints, so that much is alike: kind, words, and the earlier rows it rests on."""
    rows: list[tuple[str, str, list[int]]] = []
    for number in range(draw(st.integers(1, 9))):
        on = draw(st.lists(st.integers(0, number - 1), max_size=2, unique=True)) if number else []
        rows.append((draw(st.sampled_from("ab")), draw(st.sampled_from("xy")), on))
    return rows


def as_graph(rows: list[tuple[str, str, list[int]]], order: list[int], prefix: str) -> Graph:
    def key(number: int) -> Key:
        return rows[number][0], f"{prefix}{number}"

    return {key(n): Node(rows[n][1], tuple(("of", key(to)) for to in rows[n][2])) for n in order}


@given(rows=graphs(), data=st.data())
def test_the_same_rows_in_another_order_are_all_paired_and_their_joints_too(
    rows: list[tuple[str, str, list[int]]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(rows))))
    file, here = as_graph(rows, order, "file"), as_graph(rows, list(range(len(rows))), "here")
    found = pairs(file, here)
    assert sorted(found.values()) == sorted(here)
    for key, node in file.items():
        assert here[found[key]].says == node.says
        assert Counter(found[to] for _name, to in node.rests_on) == Counter(
            to for _name, to in here[found[key]].rests_on
        )


@given(one=graphs(), other=graphs())
def test_no_row_is_taken_twice_or_for_one_that_says_something_else(
    one: list[tuple[str, str, list[int]]], other: list[tuple[str, str, list[int]]]
) -> None:
    file, here = as_graph(one, list(range(len(one))), "file"), as_graph(other, list(range(len(other))), "here")
    found = pairs(file, here)
    assert max(Counter(found.values()).values(), default=1) == 1
    for key, to in found.items():
        assert (key[0], file[key].says) == (to[0], here[to].says)
    said, there = (Counter((key[0], node.says) for key, node in side.items()) for side in (file, here))
    assert len(found) == (said & there).total(), "as many as there are of what is said on both sides"


def test_thousands_of_rows_that_are_alike_are_paired_two_by_two() -> None:
    def many(prefix: str) -> Graph:
        rows = graph(**{f"r{prefix}{n}": ("same", "") for n in range(2)})
        for n in range(2_000):
            rows[("e", f"{prefix}{n}")] = Node("same", (("of", ("r", f"r{prefix}{n % 2}")),))
            rows[("p", f"{prefix}{n}")] = Node("same", (("of", ("e", f"{prefix}{n}")),))
        return rows

    file, here = many("file"), many("here")
    found = pairs(file, here)
    assert len(found) == len(file)
    for key, node in file.items():
        assert [found[to] for _name, to in node.rests_on] == [to for _name, to in here[found[key]].rests_on]
