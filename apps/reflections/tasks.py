"""What Celery runs: each fetches and delegates, and may run twice without harm."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from apps.reflections import claiming, sending
from apps.users.models import User


@shared_task
def claim_due_nudges() -> None:
    """Every minute: what is due goes into the ledger and to the workers."""
    claiming.claim_due(timezone.now())


@shared_task
def sweep_nudges() -> None:
    """Every few minutes: what a worker dropped is told again, given up, or too late."""
    claiming.sweep(timezone.now())


@shared_task
def send_nudge(nudge_id: str, owner_id: int) -> None:
    """Send one e-mail of the ledger, if it still waits; an account that is gone took it along."""
    owner = User.objects.filter(pk=owner_id).first()
    if owner:
        sending.send(UUID(nudge_id), owner)
