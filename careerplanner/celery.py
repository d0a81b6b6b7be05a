"""The Celery application: PostgreSQL is the queue, Celery and Redis are only the doorbell."""

import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerplanner.settings")

app = Celery("careerplanner")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def leave_logs_alone(**kwargs: object) -> None:
    """Worker and beat log as the settings say, like every other part; Celery would put its own in their place."""
