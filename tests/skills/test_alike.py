"""Names that probably mean the same skill."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.skills.alike import ALIKE, alike, similarity, trigrams
from apps.skills.bars import bars


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Stock control", "stock controls", True),
        ("Training of staff", "Staff training", True),
        ("Customer service", "Customer services", True),
        ("Customer service", "Custmer service", True),
        ("Baking", "Banking", False),
        ("First aid 1", "First aid 2", False),
        ("First aid", "First aid 2", False),
        ("Java", "JavaScript", False),
        ("Nursing", "Nursery", False),
        ("C", "C#", True),  # a sign is no word: better asked once too often
        ("!!!", "???", False),
    ],
)
def test_names_are_alike_or_not(one: str, other: str, same: bool) -> None:
    assert alike((one, "Something else altogether", other)) == (((0, 2),) if same else ())


WORDS = st.sampled_from(
    ["stock", "control", "controls", "care", "caring", "team", "teams", "lead", "leads", "welding", "wellding"]
)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), unique=True, max_size=12))
def test_no_pair_of_close_names_is_missed(names: list[str]) -> None:
    found = set(alike(tuple(names)))

    for one, other in combinations(range(len(names)), 2):
        close = similarity(trigrams(names[one]), trigrams(names[other])) >= ALIKE
        assert not close or (one, other) in found


@given(st.lists(st.tuples(st.text(), st.dictionaries(st.sampled_from("abc"), st.integers(0, 50))), max_size=12))
def test_bars_stay_inside_the_drawing_and_none_covers_another(skills: list[tuple[str, dict[str, int]]]) -> None:
    drawn = bars(skills)

    assert [line.count for line in drawn.lines] == [sum(counts.values()) for _, counts in skills]
    for line in drawn.lines:
        edges = [0.0, *(edge for part in line.parts for edge in (part.x, part.x + part.width))]
        assert all(later >= earlier - 0.02 for earlier, later in pairwise(edges))
        assert edges[-1] <= 100.02
        assert line.bar < drawn.height
