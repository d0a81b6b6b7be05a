"""The site's addresses, and some of the tests' own that write, fail, stream and take their time."""

import time
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from apps.skills.models import Skill
from careerplanner import urls

handler400, handler500 = urls.handler400, urls.handler500


def _write(request: HttpRequest) -> None:
    Skill.objects.create(owner=request.user, name=request.GET["name"])


def everything(request: HttpRequest) -> HttpResponse:
    """What the database shows without any filter of ours."""
    return HttpResponse("\n".join(Skill.objects.values_list("name", flat=True)))


def write(request: HttpRequest) -> HttpResponse:
    """Write a row."""
    _write(request)
    return HttpResponse("written")


def write_and_raise(request: HttpRequest) -> HttpResponse:
    """Write a row and break."""
    _write(request)
    raise ZeroDivisionError


def write_and_404(request: HttpRequest) -> HttpResponse:
    """Write a row and say that there is nothing."""
    _write(request)
    raise Http404


def write_and_500(request: HttpRequest) -> HttpResponse:
    """Write a row and answer 500 without raising."""
    _write(request)
    return HttpResponse(status=500)


def break_the_transaction(request: HttpRequest) -> HttpResponse:
    """Write a row, then have PostgreSQL end the statement in its middle, as a time limit does."""
    from django.db import connection

    _write(request)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', '5', true)")
        cursor.execute("SELECT pg_sleep(2)")
    return HttpResponse("not reached")


def stream(request: HttpRequest) -> StreamingHttpResponse:
    """Everything, row by row, slowly enough that others come between."""

    def lines() -> Iterator[str]:
        for name in Skill.objects.values_list("name", flat=True).iterator(chunk_size=2):
            time.sleep(0.001)
            yield f"{name}\n"

    return StreamingHttpResponse(lines())


def stream_and_raise(request: HttpRequest) -> StreamingHttpResponse:
    """Some of it, and a row written in the middle of the stream before it breaks."""

    def lines() -> Iterator[str]:
        yield from Skill.objects.values_list("name", flat=True)[:2]
        _write(request)
        raise ZeroDivisionError

    return StreamingHttpResponse(lines())


urlpatterns = [
    path("trust/everything", everything),
    path("trust/write", write),
    path("trust/raise", write_and_raise),
    path("trust/404", write_and_404),
    path("trust/500", write_and_500),
    path("trust/timeout", break_the_transaction),
    path("trust/stream", stream),
    path("trust/stream-raise", stream_and_raise),
    *urls.urlpatterns,
]
