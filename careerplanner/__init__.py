"""The project: it wires the rooms together and decides nothing."""

from careerplanner.celery import app as celery_app

__all__ = ["celery_app"]
