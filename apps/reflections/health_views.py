"""What machines that watch the site ask; nobody's data, and to strangers no more than ok or late."""

from typing import Any

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from apps.reflections.health import Health, watch
from apps.reflections.readiness import missing

OK, LATE, AWAY, NOT_READY = "ok", "late", "unreachable", "not ready"


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 while this process answers; it asks nothing else, so that a slow database does not restart it."""
    return JsonResponse({"status": OK})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 while this process can serve pages, else 503 and which parts are not there."""
    without = missing()
    if without:
        return JsonResponse({"status": NOT_READY, "without": without}, status=503)
    return JsonResponse({"status": OK})


@never_cache
@require_safe
def mail(request: HttpRequest) -> JsonResponse:
    """200 while e-mails leave in time, else 503; operators who are logged in see by how much."""
    try:
        health = watch(timezone.now())
    except Error:
        return JsonResponse({"status": AWAY}, status=503)
    told: dict[str, Any] = {"status": LATE if health.late else OK}
    if request.user.is_staff:
        told |= _details(health)
    return JsonResponse(told, status=503 if health.late else 200)


def _details(health: Health) -> dict[str, Any]:
    return {
        "late": health.late,
        "last_beat_seconds_ago": health.age(health.beat_at),
        "oldest_due_seconds": health.age(health.due_since),
        "waiting": health.waiting,
        "oldest_waiting_seconds": health.age(health.waiting_since),
        "late_for_seconds": health.age(health.late_since),
    }
