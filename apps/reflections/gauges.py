"""What is read once for each look of Prometheus: queues, lag, and what became of the e-mails of the last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from celery import current_app
from django.conf import settings
from django.db.models import Count
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from redis import Redis

from apps.reflections.claiming import dispatching
from apps.reflections.health import Health, measure
from apps.reflections.models import Nudge

PATIENCE = 2  # seconds for the broker
DAY = timedelta(days=1)


class Gauges(Collector):
    """Figures of the whole site at `now`; several servers tell the same ones, so take the largest."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Each with a fixed set of labels: names of our own queues and states."""
        yield _labelled("queue_length", "Tasks that wait in a queue.", "queue", queue_lengths())
        yield _labelled("mails_last_day", "E-mails due in the last 24 hours, by state.", "state", self.mails())
        for name, sentence, seconds in self.lags(measure(self.now)):
            yield GaugeMetricFamily(f"careerplanner_{name}", sentence, value=seconds)

    def mails(self) -> dict[str, int]:
        """How many came to each state."""
        with dispatching():
            rows = Nudge.objects.filter(due_at__gte=self.now - DAY).order_by().values_list("state")
            counted = dict(rows.annotate(count=Count("pk")))
        return {state: counted.get(state, 0) for state in Nudge.State.values}

    def lags(self, health: Health) -> Iterator[tuple[str, str, int]]:
        """Seconds since each moment; 0 where nothing is late."""
        yield "mail_due_seconds", "How long the oldest plan is due.", health.age(health.due_since) or 0
        yield "mail_waiting_seconds", "How long the oldest e-mail waits.", health.age(health.waiting_since) or 0
        if health.beat_at:
            yield "beat_seconds", "Since the dispatcher last ran.", health.age(health.beat_at) or 0


def as_text(now: datetime) -> bytes:
    """In Prometheus's words."""
    registry = CollectorRegistry()
    registry.register(Gauges(now))
    return generate_latest(registry)


def queue_lengths() -> dict[str, int]:
    """Tasks that wait, by queue; raises redis.RedisError."""
    prefix = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"]
    names = [queue.name for queue in current_app.conf.task_queues]
    with Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE) as broker:
        return {name: int(str(broker.llen(f"{prefix}{name}"))) for name in names}


def _labelled(name: str, sentence: str, label: str, counts: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"careerplanner_{name}", sentence, labels=[label])
    for value, count in counts.items():
        family.add_metric([value], count)
    return family
