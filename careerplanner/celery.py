"""The Celery application: PostgreSQL is the queue, Celery and Redis are only the doorbell."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerplanner.settings")

app = Celery("careerplanner")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
