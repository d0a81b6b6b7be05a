"""What is said about options side by side: every form of every sentence."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from apps.opportunities import outlook as outlooks
from apps.opportunities import scoring
from apps.opportunities.across_seasons import across_seasons
from apps.opportunities.bargaining import bargains
from apps.opportunities.comparison import dominated
from apps.opportunities.factors import FACTORS, FUTURE, LIFE
from apps.opportunities.lineup import lineup
from apps.opportunities.models import Opportunity, Season
from apps.opportunities.options import Option
from apps.opportunities.outlook import flips, outlook
from apps.opportunities.robustness import Robustness
from apps.opportunities.seasons import PRESETS, season
from apps.opportunities.side_by_side import table
from apps.opportunities.turning import turning
from apps.users.models import User

BALANCED = PRESETS["balanced"].season()
NOTHING_TOLD: Any = lambda currency: []  # noqa: E731


def option(
    name: str,
    life: str | None,
    future: str | None,
    *,
    weights: scoring.Season = BALANCED,
    doubt: str = "1.5",
    is_present_job: bool = False,
    pay_told: int | None = None,
    **factors: str | None,
) -> Option:
    """An option that is nowhere stored; `factors` are single ratings that differ from those of their axis."""
    values = {f.key: life for f in LIFE} | {f.key: future for f in FUTURE} | factors
    ratings = {k: scoring.Rating(Decimal(v), Decimal(doubt)) for k, v in values.items() if v is not None}
    offer = Opportunity(
        id=UUID(int=int.from_bytes(name.encode()[:8].ljust(8))),
        title=name,
        is_present_job=is_present_job,
        pay_amount=None if pay_told is None else Decimal(pay_told),
        pay_currency="EUR",
    )
    return Option(offer, name, ratings, weights)


def season_of(preset: str) -> Season:
    return Season.from_preset(PRESETS[preset], owner=User())


def plain(html: str) -> str:
    """The sentence without its markup."""
    return re.sub(r"<[^>]+>", "", html)


# --- Dominance ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((("A", "5"), ("B", "9")), ["No weighting makes A win. B is as good or better in all eleven points, even if"]),
        ((("A", "5"), ("B", "6")), ["No weighting makes A win, as rated: B is as good or better in all eleven"]),
        ((("A", "2"), ("B", "9"), ("C", "8")), ["makes A win. B and C are each as good or better", "makes C win, as"]),
        (
            (("A", "5"), ("B", "6"), ("C", "6.5")),
            ["makes A win, as rated: B and C are each", "makes B win, as rated: C"],
        ),
        ((("A", "5"), ("B", "5")), []),
    ],
)
def test_each_dominated_option_is_named_once(values: Any, said: list[str]) -> None:
    found = [plain(words) for words in dominated([option(name, value, value) for name, value in values])]
    assert len(found) == len(said)
    for sentence, piece in zip(found, said, strict=True):
        assert piece in sentence


def test_the_present_job_begins_a_sentence_with_a_capital() -> None:
    found = dominated([option("A", "2", "2"), option("Job", "9", "9", is_present_job=True)])
    assert "win. Your present job is as good" in plain(found[0])


# --- The table ----------------------------------------------------------------------------------------


def test_the_table_sets_each_factor_against_the_present_job() -> None:
    job = option("Job", "6", "4", is_present_job=True, tools=None)
    one = option("One", "8", "4", pay="4.5", growth=None, doubt="0.5")
    found = table([one], job)
    assert [column.option.name for column in found.columns] == ["Job", "One"]
    assert [column.is_picked for column in found.columns] == [False, True]
    cells = {row.key: row.cells for group in found.groups for row in group.rows}
    assert cells.keys() == FACTORS.keys()
    assert [cell.difference for cell in (cells["pay"][1], cells["schedule"][1], cells["network"][1])] == [
        "−1.5",
        "+2",
        "same",
    ]
    assert (cells["growth"][1].difference, cells["tools"][1].difference) == ("?", "?")
    assert (cells["pay"][0].known, cells["pay"][1].known, cells["growth"][1].known) == ("told", "in writing", "")
    assert all(row[0].difference == "" for row in cells.values()), "the present job is set against nothing"
    assert [column.rated for column in found.columns] == ["90 of 100", "90 of 100"]


def test_without_a_present_job_the_table_has_no_differences() -> None:
    found = table([option("A", "6", "4"), option("B", "5", "5")], None)
    assert not found.against_present
    assert not any(cell.difference for group in found.groups for row in group.rows for cell in row.cells)


def test_what_the_factors_count_comes_from_the_season() -> None:
    found = table([option("A", "6", "4", weights=PRESETS["learning"].season())], None)
    assert [group.counts for group in found.groups] == ["counts 35 of 100", "counts 65 of 100"]
    assert found.groups[1].rows[0].counts == "counts 18"  # growth: 65 × 100 / 360


def test_without_deal_breakers_the_table_does_not_mention_them() -> None:
    assert not table([option("A", "6", "4"), option("B", "5", "5")], None).has_deal_breakers


# --- Who leads where ----------------------------------------------------------------------------------


def test_who_leads_is_said_in_stretches_and_aloud() -> None:
    found = turning((option("Harbour", "7", "6"), option("Northside", "4.5", "8")))
    assert found is not None
    assert [(s.start, s.end, plain(s.names), s.holds_now) for s in found.stretches] == [
        ("0", "44", "Northside", False),
        ("44", "100", "Harbour", True),
    ]
    assert found.pictures[0].spoken.endswith("from 0 to 44: Northside; from 44 to 100: Harbour")
    assert [picture.size for picture in found.pictures] == ["wide", "phone"]
    assert 'aria-label="Who comes first' in found.pictures[0].drawn
    assert [(ends.future, ends.now, ends.life) for ends in found.ends] == [("6", "6.5", "7"), ("8", "6.5", "4.5")]


@pytest.mark.parametrize("make", [turning, outlook, lambda options: across_seasons(options, season_of("debt"))])
def test_one_option_has_no_results(make: Any) -> None:
    assert make((option("A", "5", "5"),)) is None


# --- What would change the order ----------------------------------------------------------------------


def flipped(first: Option, second: Option) -> list[str]:
    return [plain(words) for words in flips((first, second))]


def test_at_most_three_factors_are_named_nearest_first() -> None:
    found = flipped(option("A", "6", "6"), option("B", "5", "5", pay="9", growth="9", tools="9", network="8"))
    assert len(found) == 3
    assert re.fullmatch(r"If .+ counted for more than \d+ of 100 \(now \d+\), B would pass A\.", found[0])


def test_a_factor_can_also_turn_the_order_by_counting_less() -> None:
    """Half a point on ten factors against ten on one: −0.5 / (−0.5 − 10), which is 4.8 of 100."""
    found = flipped(option("A", "5", "5", pay="10"), option("B", "5.5", "5.5", pay="0"))
    assert found[0] == "If pay counted for less than 5 of 100 (now 8), B would pass A."


def test_a_factor_on_the_brink_is_said_without_the_same_number_twice() -> None:
    more = flipped(option("A", "5.5", "5.5", pay="4"), option("B", "5", "5", pay="9.4"))
    less = flipped(option("A", "5", "5", pay="10"), option("B", "5.5", "5.5", pay="4"))
    assert more[0] == "If pay counted for a little more than its 8 of 100, B would pass A."
    assert less[0] == "If pay counted for a little less than its 8 of 100, B would pass A."


def test_what_no_factor_can_turn_is_said() -> None:
    assert flipped(option("A", "8", "8"), option("B", "5", "5")) == [
        "No single factor would let B pass A, however much or little it counted."
    ]


def test_level_ones_are_decided_by_anything() -> None:
    (sentence,) = flipped(option("A", "5", "6"), option("B", "6", "5"))
    assert sentence.startswith("A and B come out level")


# --- How firm it is -----------------------------------------------------------------------------------


def test_a_firm_lead_is_said_in_careful_words() -> None:
    found = outlook((option("A", "9", "9"), option("B", "2", "2")))
    assert found is not None
    assert [plain(words) for words in found.sentences] == [
        "A is ahead in all of the weightings near yours.",
        "Under any weights at all, A is ahead in all.",
    ]
    assert [(held.option.name, held.near, held.near_bar) for held in found.held] == [
        ("A", "in all", 100),
        ("B", "in none", 0),
    ]


SHARES = [
    (
        {"A": 0.84, "B": 0.16},
        {"A": 0.62, "B": 0.38},
        "A is ahead in about 85% of the weightings near yours.",
        "Under any weights at all, A is ahead in about 60%.",
    ),
    (
        {"A": 0.52, "B": 0.48},
        {"A": 0.5, "B": 0.5},
        "Too close to call: A is ahead in about 50% of the weightings near yours, and B in about 50%.",
        "Under any weights at all it is too close to call: A is ahead most often, in about 50%.",
    ),
    (
        {"A": 0.55, "B": 0.25, "C": 0.2},
        {"A": 0.1, "B": 0.2, "C": 0.7},
        "A is ahead in about 55% of the weightings near yours, well before each of the others.",
        "Under any weights at all it would be another: C is ahead in about 70%.",
    ),
    (
        {"A": 0.996, "B": 0.004},
        {"A": 0.98, "B": 0.02},
        "A is ahead in nearly all of the weightings near yours.",
        "Under any weights at all, A is ahead in nearly all.",
    ),
]


@pytest.mark.parametrize(("near", "anyhow", "said", "said_anyhow"), SHARES)
def test_every_firmness_has_its_sentence(
    monkeypatch: pytest.MonkeyPatch, near: dict[str, float], anyhow: dict[str, float], said: str, said_anyhow: str
) -> None:
    options = {name: option(name, "5", "5") for name in near}
    keyed = Robustness(
        5000, {options[n].key: s for n, s in near.items()}, {options[n].key: s for n, s in anyhow.items()}
    )
    monkeypatch.setattr(outlooks, "_kept", lambda *values: keyed)
    found = outlook(tuple(options.values()))
    assert found is not None
    assert [plain(words) for words in found.sentences] == [said, said_anyhow]


# --- If needs change ----------------------------------------------------------------------------------


def regrets(*options: Option) -> list[str]:
    found = across_seasons(options, season_of("balanced"))
    assert found is not None
    assert len(found.rows) == len(PRESETS), "the season that is now is not shown twice"
    assert [row.is_now for row in found.rows].count(True) == 1
    return [plain(words) for words in found.sentences]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("5", "B would cost you about 4 points in “Balanced”."),
        ("8", "B is about 1 point behind the best of these at most, and that is in “Balanced”."),
        ("8.5", "B is about half a point behind the best of these at most, and that is in “Balanced”."),
        ("8.9", "B is the best of these, or all but level with the best, in every season."),
    ],
)
def test_what_is_behind_everywhere_is_so_by_the_same_in_every_season(value: str, said: str) -> None:
    assert regrets(option("B", value, value), option("A", "9", "9")) == [
        "A is the best of these in every season.",
        said,
    ]


def test_regret_names_the_worst_season_and_the_safest_choice_first() -> None:
    """Life fit counts 75 of 100 in the season of health and 35 in that of learning."""
    found = regrets(option("Life", "8", "3"), option("Future", "3", "8"))
    assert found == [
        "Life would cost you about 1.5 points in “Learning fast”.",
        "Future would cost you about 2.5 points in “Keeping your health”.",
    ]


def test_a_season_set_by_hand_stands_beside_all_presets() -> None:
    own = Season(owner=User(), preset="debt", alpha=Decimal("0.5"), swings={"pay": 100, "growth": 100})
    found = across_seasons((option("A", "6", "4"), option("B", "5", "5", pay=None)), own)
    assert found is not None
    assert len(found.rows) == len(PRESETS) + 1
    assert found.rows[0].costs[1].shown == "", "one that has no place in a season has no number there"


# --- What to negotiate --------------------------------------------------------------------------------


def bargained(first: Option, second: Option, told: Any = NOTHING_TOLD) -> Any:
    (found,) = bargains((first, second), told)
    return found


def test_the_smallest_change_comes_with_its_anchor_and_what_to_ask_for() -> None:
    """A factor of the future weighs 1/10, one of life fit 1/12: a gap of 0.19 takes more than 1.9, or 2.28."""
    found = bargained(option("A", "5.38", "5"), option("B", "5", "5", growth="5"))
    assert plain(found.sentence) == (
        "B would come first if its skill growth went from 5 to 7: "
        "“New skills every few months, with training or a mentor.”"
    )
    assert found.ask == str(FACTORS["growth"].lever)
    assert found.instead == "pay from 5 to 7.5; measurable achievements from 5 to 7"


def test_a_rating_between_two_anchors_is_better_than_the_lower_one() -> None:
    found = bargained(option("A", "5.1", "5"), option("B", "5", "5"))
    assert "better than “" in plain(found.sentence)


def test_something_open_could_turn_out_well() -> None:
    """Growth is 30 of 100 and open in B, so that it stands at 5 and is 0.6 behind."""
    points = {f.key: 100 for f in LIFE} | {"growth": 30, "tools": 70}
    only = season(Decimal(0), points)
    full = bargained(*(option(n, "5", "10", weights=only, growth=g) for n, g in (("A", "7"), ("B", None))))
    assert plain(full.sentence) == (
        "B would come first if its skill growth, not known yet, turned out to be 7.5: "
        "better than “New skills every few months, with training or a mentor.”"
    )
    less = bargained(*(option(n, "5", "9", weights=only, growth=g) for n, g in (("A", "7"), ("B", None))))
    assert less.instead == "skill growth from open to 7.5"


def test_what_no_single_change_can_do_is_said() -> None:
    found = bargained(option("A", "9", "9"), option("B", "2", "2"))
    assert plain(found.sentence) == "No single change would put B first. It would take several."
    assert (found.ask, found.instead) == ("", "")


def test_pay_is_said_in_money_by_the_persons_own_ratings() -> None:
    """2 000 a month was rated 4 and 3 000 a month 8, so that a point is 3 000 a year."""
    weights = season(Decimal(1), dict.fromkeys(FACTORS, 0) | {"pay": 100, "growth": 100})
    first, second = option("A", "6", "5", weights=weights), option("B", "5", "5", weights=weights, pay_told=2250)
    pairs = [(Decimal(24000), Decimal(4)), (Decimal(36000), Decimal(8))]
    found = bargained(first, second, lambda currency: pairs if currency == "EUR" else [])
    assert plain(found.sentence) == (
        "B would come first if its pay went from 5 to 6.5: "
        "about €5,000 more a year, going by how you rated the other pay."
    )
    assert "€" not in plain(bargained(first, second).sentence), "without such ratings it is not said in money"


# --- All of it ----------------------------------------------------------------------------------------


def of(*options: Option, present: Option | None = None) -> Any:
    return lineup(options, present, season_of("balanced"), NOTHING_TOLD)


def test_two_are_a_pair_and_one_leaves_the_present_job_for_the_other() -> None:
    job, one = option("Job", "7", "7", is_present_job=True), option("One", "5", "8")
    found = of(job, one, present=job)
    assert plain(found.pair.sentence).startswith("If you leave your present job for One")
    assert found.trades == ()


def test_more_are_each_set_against_the_present_job_picked_or_not() -> None:
    job = option("Job", "7", "5", is_present_job=True)
    offers = [option("One", "5", "8"), option("Two", "6", "6"), option("Three", "4", "7")]
    for found in (of(*offers, present=job), of(*offers, job, present=job)):
        assert [plain(words)[:32] for words in found.trades] == ["If you leave your present job fo"] * 3


def test_without_a_present_job_each_is_set_against_the_first() -> None:
    found = of(option("One", "5", "8"), option("Two", "6", "6"), option("Three", "4", "6"))
    assert [plain(words)[:24] for words in found.trades] == ["If you take Two over One", "If you take Three over O"]


def test_what_is_not_comparable_is_left_out_of_the_results() -> None:
    found = of(option("One", "5", "8"), option("Vague", "9", None), option("Two", "6", "6"))
    assert [o.name for o in found.options] == ["One", "Two", "Vague"]
    assert [o.name for o in found.short] == ["Vague"]
    assert len(found.bargains) == 1
    assert [held.option.name for held in found.outlook.held] != []
    assert "Vague" not in str(found.outlook) + str(found.flips)


def test_a_deadline_stands_in_the_table() -> None:
    one = option("One", "5", "8")
    one.offer.deadline = timezone.localdate() + timedelta(days=9)
    assert of(one, option("Two", "6", "6")).table.has_deadlines
