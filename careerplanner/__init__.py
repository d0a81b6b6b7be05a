"""The project: it wires the rooms together and decides nothing."""

import zoneinfo

# Every process imports this first. Zones come from the pinned `tzdata` package only: the system's tables differ from
# machine to machine, and a plan computed in the worker must mean what the page said.
zoneinfo.reset_tzpath(to=[])
zoneinfo.ZoneInfo.clear_cache()

from careerplanner.celery import app as celery_app  # noqa: E402  # zones first

__all__ = ["celery_app"]
