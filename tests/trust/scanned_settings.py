"""The site’s own settings for a scanner: thousands of tries are the point, and it must not end its own session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from careerplanner.settings import *  # noqa: F403
from careerplanner.settings import MIDDLEWARE as OURS

ACCOUNT_RATE_LIMITS = False
ENDS = ("/accounts/logout/", "/accounts/sessions/")
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"


def stay(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Leave the forms that end sessions unanswered."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and request.path.startswith(ENDS):
            return HttpResponse(status=204)
        return get_response(request)

    return answer


MIDDLEWARE = [OURS[0], OURS[1], f"{__name__}.stay", *OURS[2:]]
