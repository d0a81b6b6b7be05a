from decimal import Decimal

from apps.opportunities import scoring
from apps.opportunities.regret import Worst, regret
from apps.opportunities.scoring import Season
from tests.opportunities.strategies import FUTURE, LIFE, all_at, rated

NOW = Season(Decimal("0.8"), scoring.equal(LIFE), scoring.equal(FUTURE))
LATER = Season(Decimal("0.2"), scoring.equal(LIFE), scoring.equal(FUTURE))
HARBOUR = {**all_at(7), **rated(**dict.fromkeys(FUTURE, 5))}
NORTHSIDE = {**all_at(4), **rated(**dict.fromkeys(FUTURE, 9))}


def test_the_worked_regret():
    """Harbour 6.6 and Northside 5.0 now; 5.4 and 8.0 later."""
    found = regret({"harbour": HARBOUR, "northside": NORTHSIDE}, {"now": NOW, "later": LATER})
    assert found.table == {
        "harbour": {"now": Decimal(0), "later": Decimal("2.6")},
        "northside": {"now": Decimal("1.6"), "later": Decimal(0)},
    }
    assert found.worst == {"harbour": Worst("later", Decimal("2.6")), "northside": Worst("now", Decimal("1.6"))}


def test_the_first_of_equally_bad_seasons_is_the_worst():
    assert regret({"harbour": HARBOUR}, {"now": NOW, "later": LATER}).worst == {"harbour": Worst("now", Decimal(0))}


def test_what_is_not_yet_comparable_is_neither_the_best_nor_regretted():
    thin = all_at(10, pay=None, schedule=None)
    found = regret({"harbour": HARBOUR, "thin": thin}, {"now": NOW})
    assert found.table == {"harbour": {"now": Decimal(0)}, "thin": {}}
    assert found.worst.keys() == {"harbour"}


def test_a_missing_rating_stands_at_its_middle():
    seasons = {"now": NOW}
    found = regret({"open": all_at(7, pay=None), "harbour": HARBOUR}, seasons)
    assert found == regret({"open": all_at(7, pay=5), "harbour": HARBOUR}, seasons)


def test_without_seasons_or_options_nothing_is_regretted():
    assert regret({}, {"now": NOW}).worst == regret({"harbour": HARBOUR}, {}).worst == {}
