"""Offers for the tests of the offers room."""

from decimal import Decimal
from typing import Any

from apps.opportunities.factors import FACTORS, FUTURE, LIFE
from apps.opportunities.models import Opportunity, Rating


def offer(owner: Any, title: str = "Team lead", **fields: Any) -> Opportunity:
    """One offer; run it inside `acting_as(owner)`."""
    return Opportunity.objects.create(owner=owner, title=title, **fields)


def rate(opportunity: Opportunity, life: str | None = None, future: str | None = None, **factors: str | None) -> None:
    """Ratings told to the person: a value for each axis, or for single factors; None leaves it open."""
    values = {f.key: life for f in LIFE} | {f.key: future for f in FUTURE} | factors
    Rating.objects.bulk_create(
        Rating(
            owner_id=opportunity.owner_id,
            opportunity=opportunity,
            factor=key,
            value=None if value is None else Decimal(value),
            known_by="told",
        )
        for key, value in values.items()
    )


def sheet(**lines: Any) -> dict[str, Any]:
    """What the rating page sends: every line open but for those given as pay="7" or pay={"choice": …}."""
    sent: dict[str, Any] = {}
    for key in FACTORS:
        line = lines.get(key, "open")
        line = line if isinstance(line, dict) else {"choice": line}
        sent |= {f"{key}-{k}": v for k, v in ({"number": "", "known_by": "guess", "note": ""} | line).items()}
    return sent | {name: value for name, value in lines.items() if name not in FACTORS}
