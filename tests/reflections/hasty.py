"""The Celery application with its times shortened and nothing else changed, so that chaos comes to rest in seconds.

    celery -A tests.reflections.hasty worker

The order of the times is that of production: what waits for a mail server < a task < a lease.
"""

from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django first

from apps.reflections import claiming, delivery, sending, tasks  # noqa: E402
from careerplanner.celery import app  # noqa: E402

LEASE = 6.0  # seconds; after it the sweeper takes a row from a worker that is gone
RING_AGAIN = 6.0  # seconds; after it a ring that nobody heard is repeated

sending.LEASE, sending.HAND_OVER = timedelta(seconds=LEASE), timedelta(seconds=2)
sending.BACKOFF, sending.LONGEST_BACKOFF = timedelta(seconds=1), timedelta(seconds=4)
delivery.REST = 1.0
sending.NOTE_FOR, sending.NOTE_AGAIN = 2.0, 0.1
claiming.RING_AGAIN = timedelta(seconds=RING_AGAIN)
tasks.FOR_ONE_TASK = 1.5
settings.EMAIL_TIMEOUT = 0.6
settings.DATABASES["default"]["OPTIONS"]["pool"]["timeout"] = 2
app.conf.task_time_limit = 5
app.conf.beat_max_loop_interval = 0.2
app.conf.beat_schedule = {
    task: {"task": f"apps.reflections.tasks.{task}", "schedule": timedelta(seconds=seconds), "options": {"expires": 5}}
    for task, seconds in {"claim_due_nudges": 0.5, "sweep_nudges": 1}.items()
}

__all__ = ["app"]
