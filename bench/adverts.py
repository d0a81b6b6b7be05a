#!/usr/bin/env python
"""Measures how adverts are read: prints right, missed and wrong for each field; `--show` names the latter two."""

import argparse
import sys
import time
import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from apps.opportunities.adverts import Advert, read

DATA = Path(__file__).resolve().parent.parent / "tests" / "opportunities" / "data"
FIELDS = ("title", "organisation", "place", "pay", "hours", "deadline", "link")


def stated(advert: Advert) -> dict[str, str]:
    """What was read, written as the data files write it."""
    found = {name: getattr(advert, name) for name in FIELDS}
    told = {name: str(one.value) for name, one in found.items() if one is not None and name != "pay"}
    if advert.pay is not None:
        pay = advert.pay.value
        told["pay"] = f"{pay.amount} {pay.currency or '-'} {pay.period.value}"
    return told


def same(one: str, other: str) -> bool:
    """Whether two values mean the same; numbers need not be written alike."""
    first, second = one.split(), other.split()
    try:
        return Decimal(first[0]) == Decimal(second[0]) and first[1:] == second[1:]
    except (ArithmeticError, IndexError):
        return one == other


def judged(expected: dict[str, str], told: dict[str, str]) -> dict[str, str]:
    """Right, missed or wrong, by field; a field that is neither stated nor read is left out."""
    verdicts = {}
    for name in FIELDS:
        if name in told:
            verdicts[name] = "right" if name in expected and same(told[name], expected[name]) else "wrong"
        elif name in expected:
            verdicts[name] = "missed"
    return verdicts


def adverts(name: str) -> list[dict[str, Any]]:
    """The adverts of one data file."""
    with (DATA / f"{name}.toml").open("rb") as file:
        return list(tomllib.load(file)["advert"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="also print what was missed or wrong")
    parser.add_argument("name", nargs="*", default=["adverts", "adverts-held-out"], help="which data files")
    given = parser.parse_args()
    show = given.show
    for name in given.name:
        table: Counter[tuple[str, str]] = Counter()
        began = time.perf_counter()
        sheets = adverts(name)
        for sheet in sheets:
            told = stated(read(sheet["text"], locale=sheet["locale"]))
            for field, verdict in judged(sheet["expect"], told).items():
                table[field, verdict] += 1
                if show and verdict != "right":
                    first = sheet["text"].strip().splitlines()[0][:40]
                    print(
                        f"{verdict:>8} {field:<13}{told.get(field, '')!r}, not {sheet['expect'].get(field)!r}: {first}"
                    )
        pace = (time.perf_counter() - began) / len(sheets) * 1000
        print(f"\n{name}: {len(sheets)} adverts, {pace:.1f} ms each")
        print(f"{'':>13} {'right':>6} {'missed':>6} {'wrong':>6}  recall")
        for field in FIELDS:
            right, missed, wrong = (table[field, verdict] for verdict in ("right", "missed", "wrong"))
            print(f"{field:>13} {right:>6} {missed:>6} {wrong:>6}  {right / max(right + missed, 1):.0%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
