"""The page for people who are not logged in, and the one for machines that ask whether we are up."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def landing(request: HttpRequest) -> HttpResponse:
    """What careerplanner is for; people who are logged in go to their day."""
    if request.user.is_authenticated:
        return redirect("reflections:today")
    return render(request, "landing.html")


def health(request: HttpRequest) -> HttpResponse:
    """200 while the site reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
