"""Columns over and under zero stay in the picture and tell the truth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities.columns import PHONE, WIDE, drawing

SLACK = 0.2  # of rounding to a tenth
values = st.lists(st.floats(-1e7, 1e7, allow_nan=False), min_size=1, max_size=7)


@given(values, st.sampled_from([WIDE, PHONE]))
def test_every_column_is_in_the_frame_and_ends_at_zero(numbers, frame):
    found = drawing(numbers, frame)
    for value, column in zip(numbers, found.columns, strict=True):
        assert frame.top - SLACK <= column.y <= column.y + column.height <= frame.bottom + SLACK
        assert frame.left <= column.x <= column.x + column.width <= frame.right + SLACK
        end = column.y if value < 0 else column.y + column.height
        assert abs(end - found.zero) <= SLACK
        assert column.below == (value < 0)


@given(values)
def test_a_longer_column_is_a_larger_number(numbers):
    columns = drawing(numbers, WIDE).columns
    by_size = sorted(zip(map(abs, numbers), columns, strict=True), key=lambda pair: pair[0])
    heights = [column.height for _, column in by_size]
    assert heights == sorted(heights)


@pytest.mark.parametrize("frame", [WIDE, PHONE])
def test_nothing_but_zeros_is_a_flat_line(frame):
    found = drawing([0.0] * 7, frame)
    assert {column.height for column in found.columns} == {0}


def test_numbers_stand_outside_of_their_columns():
    up, down = drawing([5.0, -5.0], WIDE).columns
    assert up.number < up.y
    assert down.number > down.y + down.height
    assert down.number < WIDE.foot - WIDE.font


def test_numbers_at_the_edges_grow_inwards():
    first, middle, last = drawing([1.0, 2.0, 3.0], PHONE).columns
    assert (first.anchor, first.start) == ("start", first.x)
    assert (middle.anchor, middle.start) == ("middle", middle.middle)
    assert (last.anchor, last.start) == ("end", pytest.approx(last.x + last.width, abs=SLACK))
    assert drawing([1.0], PHONE).columns[0].anchor == "middle"
