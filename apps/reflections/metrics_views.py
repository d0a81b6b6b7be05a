"""The page that Prometheus asks; to everybody without the token there is no such page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from apps.reflections import gauges


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures of this server's workers and of the site; 404 without the token, as if there were nothing."""
    sent = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(sent, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    from careerplanner import metrics as counted  # only here: it makes its folder when it is imported

    return HttpResponse(counted.as_text() + gauges.as_text(timezone.now()), content_type=CONTENT_TYPE_LATEST)
