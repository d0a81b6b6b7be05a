"""The time zones of the world in the order a person looks for theirs: region, then city."""

import zoneinfo
from functools import lru_cache
from itertools import groupby

REGIONS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}

Choice = tuple[str, str]


def _region(zone: str) -> str:
    return zone.partition("/")[0]


def city(zone: str) -> str:
    """How a zone's name reads: `America/Port_of_Spain` is Port of Spain."""
    return zone.partition("/")[2].replace("_", " ") or zone


@lru_cache(maxsize=1)
def by_region() -> list[tuple[str, list[Choice]]]:
    """Every zone named for a place as (region, [(zone, city)]), both in order of the alphabet."""
    named = sorted(zone for zone in zoneinfo.available_timezones() if _region(zone) in REGIONS)
    return [(region, [(zone, city(zone)) for zone in zones]) for region, zones in groupby(named, _region)]


def choices(current: str) -> list[Choice | tuple[str, list[Choice]]]:
    """The zones to choose from, headed by `current` and UTC, which may be named for no place."""
    return [*((zone, city(zone)) for zone in dict.fromkeys([current, "UTC"])), *by_region()]
