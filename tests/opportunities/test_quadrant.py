from itertools import combinations, product
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities.lettering import shortened, text_width
from apps.opportunities.quadrant import LABELLED, PHONE, WIDE, Box, Point, layout

CORNERS = ("Stretch", "Career step", "Pass", "Bridge")
NAMES = ["Harbour Retail", "Northside IT", "Metro Logistics", "St Mary’s Hospital, Ward 4", "东京電力", "X"]

scores = st.integers(0, 100).map(lambda tenths: tenths / 10)
few_scores = st.sampled_from([0.0, 5.0, 5.1, 10.0])
intervals = st.one_of(
    scores.map(lambda at: (at, at)),
    few_scores.map(lambda at: (at, at)),
    st.tuples(scores, scores).map(sorted).map(tuple),
)
frames = pytest.mark.parametrize("frame", [WIDE, PHONE], ids=["wide", "phone"])


@st.composite
def crowds(draw, least=0, most=60):
    spots = draw(st.lists(st.tuples(st.sampled_from(NAMES), intervals, intervals), min_size=least, max_size=most))
    current = draw(st.none() | st.integers(0, max(0, len(spots) - 1)))
    return [Point(f"o{i}", name, life, future, i == current) for i, (name, life, future) in enumerate(spots)]


def at(key, life, future, label="Harbour Retail", *, current=False):
    return Point(key, label, (life, life), (future, future), current)


def point_box(mark, frame):
    reach = frame.radius * (2 if mark.is_current else 1)
    return Box(mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach)


def check(chart):
    frame = chart.frame
    plot = Box(frame.left, frame.top, frame.right, frame.bottom)
    assert plot.inside(Box(0, 0, frame.width, frame.height))
    labels = [mark.label for mark in chart.marks if mark.label]
    for label in labels:
        assert label.box.inside(plot)
    for one, other in combinations([label.box for label in labels + list(chart.corners)], 2):
        assert not one.overlaps(other)
    for label in labels:
        for mark in chart.marks:
            assert not label.box.overlaps(point_box(mark, frame))


@frames
@given(points=crowds())
def test_labels_never_overlap_each_other_or_points_nor_leave_the_frame(frame, points):
    chart = layout(points, frame, CORNERS)
    check(chart)
    assert [mark.key for mark in chart.marks] == [point.key for point in points]
    named = [mark.key for mark in chart.marks if mark.number is None]
    assert sorted([key for _, key in chart.listed] + named) == sorted(point.key for point in points)
    assert [number for number, _ in chart.listed] == list(range(1, len(chart.listed) + 1))


@frames
@given(points=crowds(most=12))
def test_up_to_a_dozen_offers_are_all_named(frame, points):
    chart = layout(points, frame, CORNERS)
    assert chart.listed == ()
    assert all(mark.label for mark in chart.marks)


@frames
@pytest.mark.parametrize(("spot", "named"), [((7.3, 6.1), 8), ((5, 5), 8), ((0, 0), 3), ((10, 10), 3), ((10, 0), 3)])
def test_sixty_offers_on_one_spot_still_name_what_fits_around_it(frame, spot, named):
    chart = layout([at(f"o{i}", *spot) for i in range(60)], frame, CORNERS)
    check(chart)
    assert named <= sum(mark.number is None for mark in chart.marks) <= LABELLED
    assert all(mark.label or mark.number for mark in chart.marks)


@frames
@given(points=crowds(least=14, most=24))
def test_leader_lines_in_a_crowd_are_short_and_cross_no_point_or_label(frame, points):
    marks = layout(points, frame, CORNERS).marks
    for mark in marks:
        if not (mark.label and mark.label.leader):
            continue
        line = mark.label.leader
        assert hypot(line.x2 - mark.x, line.y2 - mark.y) <= frame.side / 4 + 1
        along = [
            (line.x1 + part / 8 * (line.x2 - line.x1), line.y1 + part / 8 * (line.y2 - line.y1)) for part in range(9)
        ]
        for other in marks:
            boxes = [point_box(other, frame)] if (other.x, other.y) != (mark.x, mark.y) else []
            boxes += [other.label.box] if other.label and other is not mark else []
            for box, (x, y) in product(boxes, along):
                assert not (box.left < x < box.right and box.top < y < box.bottom)


@frames
def test_three_hundred_offers_are_drawn(frame):
    points = [at(f"o{i}", (i * 37 % 101) / 10, (i * 53 % 101) / 10) for i in range(300)]
    check(layout(points, frame, CORNERS))


@given(points=crowds(most=20))
def test_the_same_offers_always_give_the_same_picture(points):
    assert layout(points, WIDE, CORNERS) == layout(points, WIDE, CORNERS)


def test_the_sketch_that_collided_no_longer_does():
    points = [
        at("now", 6.2, 3.1, "my job now", current=True),
        at("metro", 8.4, 2.7, "Metro Logistics"),
        at("harbour", 7.6, 5.9, "Harbour Retail"),
        at("northside", 4.6, 8.1, "Northside IT"),
    ]
    for frame in (WIDE, PHONE):
        chart = layout(points, frame, CORNERS)
        check(chart)
        assert [mark.label.text for mark in chart.marks] == [point.label for point in points]


def test_past_a_dozen_the_present_job_and_those_nearest_the_top_right_are_named():
    points = [at(f"o{i}", i / 4, i / 4, "X") for i in range(40)] + [at("now", 1, 9, current=True)]
    chart = layout(points, WIDE, CORNERS)
    assert {mark.key for mark in chart.marks if mark.number is None} == {
        "now",
        *(f"o{i}" for i in range(28, 40)),
    }
    assert chart.listed[0] == (1, "o27")


@frames
def test_scores_are_drawn_where_they_belong(frame):
    low, high = layout([at("low", 0, 0), at("high", 10, 10)], frame).marks
    assert (low.x, low.y) == (frame.left, frame.bottom)
    assert (high.x, high.y) == (frame.right, frame.top)


def test_bars_show_the_interval_of_each_axis_and_only_where_there_is_one():
    mark = layout([Point("a", "A", (4, 6), (8, 8))], WIDE).marks[0]
    assert (mark.life_bar.x1, mark.life_bar.x2, mark.life_bar.y1) == (WIDE.x(4), WIDE.x(6), mark.y)
    assert mark.future_bar is None
    assert mark.x == WIDE.x(5)


def test_offers_on_one_spot_are_told_apart_by_leader_lines():
    chart = layout([at(f"o{i}", 5, 5) for i in range(12)], WIDE, CORNERS)
    assert chart.listed == ()
    assert any(mark.label.leader for mark in chart.marks)


@given(points=crowds(most=15))
def test_coordinates_are_rounded_so_that_the_picture_stays_small(points):
    for mark in layout(points, PHONE, CORNERS).marks:
        numbers = [mark.x, mark.y]
        for line in (mark.life_bar, mark.future_bar, mark.label and mark.label.leader):
            numbers += [line.x1, line.y1, line.x2, line.y2] if line else []
        numbers += [mark.label.x, mark.label.y] if mark.label else []
        assert all(number == round(number, 1) for number in numbers)


@given(st.text(max_size=60), st.integers(40, 200))
def test_a_shortened_text_fits_and_says_that_it_was_cut(text, width):
    short = shortened(text, width, 13)
    line = " ".join(text.split())
    assert text_width(short, 13) <= width
    assert short == line or short.endswith("…")


def test_a_long_name_is_cut_with_an_ellipsis():
    assert shortened("International Harbour Retail and Logistics", 120, 13) == "International…"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Point("a", "A", (6, 4), (1, 1)), "low before high"),
        (lambda: Point("a", "A", (0, 11), (1, 1)), "between 0 and 10"),
        (lambda: layout([at("a", 1, 1), at("a", 2, 2)], WIDE), "drawn once"),
    ],
)
def test_input_that_cannot_be_drawn_is_refused_with_a_sentence(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()
