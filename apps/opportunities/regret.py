"""What choosing an option would cost if the season changed: how far it falls short of the best in each one."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from apps.opportunities.scoring import Ratings, Season, score


class Worst(NamedTuple):
    """The season in which an option falls furthest short of the best, and by how much; 0 when it always leads."""

    season: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Regrets:
    """The regret of each option in each season, 0 to 10 points of the overall score, and its worst."""

    table: Mapping[str, Mapping[str, Decimal]]  # option → season → regret, where the option is comparable
    worst: Mapping[str, Worst]  # of the options comparable in at least one season


def regret(options: Mapping[str, Ratings], seasons: Mapping[str, Season]) -> Regrets:
    """R_A(s) = max_B O_B(s) − O_A(s) by the middles of the intervals; 0 for the best of a season (Savage 1951).

    An option with too little rated to be ranked in a season is neither the best there nor has a regret. The first of
    several seasons that are equally bad is the worst.
    """
    table: dict[str, dict[str, Decimal]] = {key: {} for key in options}
    for name, season in seasons.items():
        scores = {key: score(ratings, season) for key, ratings in options.items()}
        middles = {key: found.middle for key, found in scores.items() if found.comparable}
        best = max(middles.values(), default=Decimal(0))
        for key, middle in middles.items():
            table[key][name] = best - middle
    worst = {key: Worst(*max(row.items(), key=lambda entry: entry[1])) for key, row in table.items() if row}
    return Regrets(table, worst)
