from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities.envelope import PHONE, WIDE, Course, apart, layout
from apps.opportunities.quadrant import Box
from apps.opportunities.scoring import score
from apps.opportunities.tradeoffs import Lead, leads
from tests.opportunities import strategies as some

HERE = "you are here: 100 of 100"
NAMES = ["Harbour Retail", "Northside IT", "my job now", "St Mary’s Hospital, Ward 4", "东京電力"]
frames = pytest.mark.parametrize("frame", [WIDE, PHONE], ids=["wide", "phone"])
ROUNDING = 0.2  # coordinates are rounded to 0.1, and so are the ends of two boxes


def drawn(ratings, season, frame=WIDE):
    scores = {f"o{i}": score(each, season) for i, each in enumerate(ratings)}
    courses = [
        Course(key, NAMES[i], found.future.interval.middle, found.life.interval.middle)
        for i, (key, found) in enumerate(scores.items())
    ]
    return courses, layout(courses, leads(scores), season.alpha, frame, HERE)


options = st.lists(some.full_ratings, min_size=2, max_size=5)


@frames
@given(ratings=options, season=some.seasons)
def test_labels_are_apart_and_inside_the_frame(frame, ratings, season):
    _, chart = drawn(ratings, season, frame)
    whole = Box(0, 0, frame.width, frame.height)
    plot = Box(frame.left, frame.top, frame.right, frame.bottom)
    assert len([label for label in chart.labels if label is not chart.here_label]) >= len(ratings)
    for label in chart.labels:
        assert label.box.left >= -ROUNDING
        assert label.box.right <= whole.right + ROUNDING
        assert whole.top <= label.box.top
        assert label.box.bottom <= whole.bottom
        assert not label.box.overlaps(plot)
    for one, other in combinations([label.box for label in chart.labels], 2):
        smaller = Box(one.left + ROUNDING, one.top + ROUNDING, one.right - ROUNDING, one.bottom - ROUNDING)
        assert not smaller.overlaps(other)


@given(ratings=options, season=some.seasons)
def test_the_line_along_the_top_is_nowhere_below_an_option(ratings, season):
    courses, chart = drawn(ratings, season)
    assert (chart.best[0][0], chart.best[-1][0]) == (WIDE.left, WIDE.right)
    assert all(before[0] <= after[0] for before, after in pairwise(chart.best))
    for x, y in chart.best:
        share = (x - WIDE.left) / WIDE.across
        assert y <= min(WIDE.y(course.at(share)) for course in courses) + ROUNDING


@given(ratings=options, season=some.seasons)
def test_each_change_of_the_lead_has_its_number_once(ratings, season):
    _, chart = drawn(ratings, season)
    written = [crossing.share for crossing in chart.crossings if crossing.label]
    assert written == sorted({crossing.share for crossing in chart.crossings})


def test_the_worked_crossing():
    """Life fit 7 against 4.5, future value 6 against 8: the lead changes at 2 / 4.5, which is 44 of 100."""
    courses = [Course("harbour", "Harbour Retail", 6, 7), Course("north", "Northside IT", 8, 4.5)]
    at = Decimal(2) / Decimal("4.5")
    found = (Lead(Decimal(0), at, ("north",)), Lead(at, Decimal(1), ("harbour",)))
    chart = layout(courses, found, Decimal("0.65"), WIDE, HERE)
    (crossing,) = chart.crossings
    assert (crossing.share, crossing.x, crossing.y) == (44, WIDE.x(at), WIDE.y(courses[0].at(at)))
    assert chart.best == ((WIDE.x(0), WIDE.y(8)), (crossing.x, crossing.y), (WIDE.x(1), WIDE.y(7)))
    assert chart.here == WIDE.x("0.65")
    assert [stroke.line.y1 for stroke in chart.strokes] == [WIDE.y(6), WIDE.y(8)]
    assert [stroke.style for stroke in chart.strokes] == [1, 2]


def test_names_that_end_on_one_spot_stand_apart_with_leader_lines():
    courses = [Course(str(n), NAMES[n], n, 6) for n in range(5)]
    chart = layout(courses, (Lead(Decimal(0), Decimal(1), ("4",)),), 1, PHONE, HERE)
    middles = [stroke.leader.y2 for stroke in chart.strokes]
    assert middles == sorted(middles)
    assert {stroke.leader.y1 for stroke in chart.strokes} == {PHONE.y(6)}
    assert all(after - before >= PHONE.font for before, after in pairwise(middles))


def test_a_chart_without_leads_has_no_line_along_the_top():
    chart = layout([Course("a", "A", 1, 2)], (), Decimal("0.5"), WIDE, HERE)
    assert (chart.best, chart.crossings) == ((), ())


places = st.lists(st.tuples(st.floats(-20, 120), st.floats(1, 12)), max_size=8)


@given(places)
def test_things_are_moved_apart_no_more_than_needed(places):
    wanted, sizes = [place for place, _ in places], [size for _, size in places]
    found = apart(wanted, sizes, 0, 100)
    boxes = sorted((middle - size / 2, middle + size / 2) for middle, size in zip(found, sizes, strict=True))
    assert all(start >= -1e-6 and end <= 100 + 1e-6 for start, end in boxes)
    assert all(before[1] <= after[0] + 1e-6 for before, after in pairwise(boxes))
    free = all(
        size / 2 <= place <= 100 - size / 2
        and all(abs(place - other) >= (size + width) / 2 for j, (other, width) in enumerate(places) if j != i)
        for i, (place, size) in enumerate(places)
    )
    if free:
        assert found == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Course("a", "A", -1, 5), "between 0 and 10"),
        (lambda: Course("a", "A", 1, 10.5), "between 0 and 10"),
        (lambda: layout([Course("a", "A", 1, 1)] * 2, (), 0, WIDE, HERE), "drawn once"),
        (lambda: apart([1, 2], [60, 60], 0, 100), "do not fit"),
    ],
)
def test_input_that_cannot_be_drawn_is_refused_with_a_sentence(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()
