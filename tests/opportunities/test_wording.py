"""Words beside the numbers."""

import pytest

from apps.opportunities.wording import bold_some


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["A"], "A"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "A, B and 2 more"),
        ([f"N{n}" for n in range(73)], "N0, N1 and 71 more"),
    ],
)
def test_a_long_row_of_names_is_cut_and_says_how_many_are_left(names: list[str], said: str) -> None:
    assert bold_some(names).replace("<strong><bdi>", "").replace("</bdi></strong>", "") == said


def test_names_stay_whatever_they_are_made_of() -> None:
    assert bold_some(["<b>", "&", "C", "D"]).startswith("<strong><bdi>&lt;b&gt;</bdi></strong>")
