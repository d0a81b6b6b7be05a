"""Error pages that say what to do; Django's own handlers find 403.html and 404.html themselves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from apps.achievements.views.drafts import kept_for_writer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The 403 page that says how to send the form again; an entry that was being written is kept for its writer."""
    return render(request, "403_csrf.html", {"kept_at": kept_for_writer(request)}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 400 page; it must work where the request itself is broken, so it knows nothing of it."""
    return HttpResponse(loader.render_to_string("400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page; it must work where the database does not, so it asks nothing of it."""
    return HttpResponse(loader.render_to_string("500.html"), status=500)
