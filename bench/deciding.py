#!/usr/bin/env python
"""What the arithmetic of deciding and its pages take.

    .venv/bin/python bench/deciding.py [--offers N] [--times T] [--no-pages]

The arithmetic runs on fixed options, two ratings missing on one of them and the others known more or less well. The
pages run as in bench/pages.py, for a person with N offers; those that do not exist are named and passed over.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.visits import HEADERS, HEADING, OTHERS, analyse, machine, row_for, site  # noqa: E402  # the path first

LIFE = ("pay", "benefits", "schedule", "location", "predictability", "workload")
FUTURE = ("growth", "achievements", "tools", "network", "advancement")
DRAWN = 50  # ms: the budget of 5 000 draws over 5 options
PAGES = [
    ("Offers", "list", "", ()),
    ("Compare, two", "compare", "?option={0}&option={1}", ()),
    ("Compare, five", "compare", "?option={0}&option={1}&option={2}&option={3}&option={4}", ()),
    ("One offer", "detail", "", ("{0}",)),
    ("Ratings", "ratings", "", ("{0}",)),
    ("Season", "season", "", ()),
    ("Method", "method", "", ()),
    ("Money", "money", "", ()),
    ("Deal-breakers", "deal_breakers", "", ()),
    ("Decide", "decide", "", ("{0}",)),
    ("Decisions", "decisions", "", ()),
    ("Replay", "replay", "", ()),
    ("Calendar", "calendar", "", ()),
]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--offers", type=int, default=300, help="offers of the person")
    parser.add_argument("--times", type=int, default=60, help="runs of each calculation and visits to each page")
    parser.add_argument("--no-pages", action="store_true", help="the arithmetic only")
    options = parser.parse_args()
    print(machine())
    arithmetic(options.times)
    if not options.no_pages:
        with site():
            pages(options.offers, options.times)


def arithmetic(times: int) -> None:
    """The pure modules, on options that are the same each time."""
    started = time.perf_counter()
    from apps.opportunities.robustness import robustness

    imported = time.perf_counter()
    options, season = _options(300), _season()
    before = time.perf_counter()
    robustness(_first(options, 5), season)
    first = (imported - started + time.perf_counter() - before) * 1000
    print(f"\n{'calculation':<42}{'p50 ms':>9}{'p95 ms':>9}")
    print(f"{'5 000 draws over 5, first call with import':<42}{first:>9.1f}")
    from apps.opportunities.levers import factor_flips, lever_against
    from apps.opportunities.regret import regret
    from apps.opportunities.scoring import rank, score
    from apps.opportunities.tradeoffs import leads

    def scored() -> Any:
        return {key: score(ratings, season) for key, ratings in options.items()}

    for count in (2, 3, 5):
        some = _first(options, count)
        spent = _timed(f"5 000 draws over {count} options", lambda some=some: robustness(some, season), times)
        if spent > DRAWN:
            print(f"  over the budget of {DRAWN} ms")
    five, (one, other) = _first(options, 5), list(options.values())[:2]
    _timed("factor flips of two options", lambda: factor_flips(one, other, season), times)
    _timed("levers of one of five", lambda: lever_against(five, "1", season), times)
    _timed("regret of five in eight seasons", lambda: regret(five, dict.fromkeys("abcdefgh", season)), times)
    _timed("who leads where, of five", lambda: leads({k: score(r, season) for k, r in five.items()}), times)
    _timed("scores of 300", scored, times)
    _timed("scores and order of 300", lambda: rank(scored()), times)


def _timed(label: str, run: Callable[[], Any], times: int) -> float:
    run()
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        spent.append((time.perf_counter() - started) * 1000)
    p95 = statistics.quantiles(spent, n=20)[-1]
    print(f"{label:<42}{statistics.median(spent):>9.2f}{p95:>9.2f}")
    return p95


def _first(options: dict[str, Any], count: int) -> dict[str, Any]:
    return dict(list(options.items())[:count])


def _season() -> Any:
    from apps.opportunities.scoring import Season, Weights

    life = dict(zip(LIFE, (100, 60, 30, 50, 80, 40), strict=True))
    future = dict(zip(FUTURE, (80, 70, 50, 50, 100), strict=True))
    points = [{key: Decimal(value) for key, value in axis.items()} for axis in (life, future)]
    return Season(Decimal("0.65"), Weights(points[0]), Weights(points[1]))


def _options(count: int) -> dict[str, Any]:
    from apps.opportunities.scoring import Rating

    dice = random.Random(1)
    doubts = [Decimal("0.5"), Decimal("1.5"), Decimal(3)]
    return {
        str(n): {
            key: Rating(None if n == 2 and m in (3, 8) else Decimal(dice.randint(6, 18)) / 2, dice.choice(doubts))
            for m, key in enumerate(LIFE + FUTURE)
        }
        for n in range(count)
    }


def pages(offers: int, times: int) -> None:
    """The pages of deciding, as a person with many offers."""
    from django.db import connections
    from django.urls import NoReverseMatch, reverse

    from bench.filling import make_person

    client, ids = make_person("many@example.org", offers)
    analyse()
    print(f"\n{OTHERS} other people; {times} visits to each page after 5 to warm up. Times are ms of server time.")
    print(f"\n{HEADING}")
    print(row_for("bare view, one query", "/bare/", client, offers, times))
    for label, name, query, arguments in PAGES:
        try:
            address = reverse(f"opportunities:{name}", args=[part.format(*ids["offers"]) for part in arguments])
        except NoReverseMatch:
            print(f"{label:<22}  there is no such page")
            continue
        address += query.format(*ids["offers"])
        status = client.get(address, headers=HEADERS).status_code
        print(row_for(label, address, client, offers, times) if status == 200 else f"{label:<22}  answered {status}")
    connections.close_all()


if __name__ == "__main__":
    main()
