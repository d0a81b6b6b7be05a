"""Each request runs as its person, in that person's time zone and number formats."""

import zoneinfo
from collections.abc import Callable, Iterable, Iterator

from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from apps.users import formats, signed_in
from apps.users.models import User
from apps.users.ownership import acting_as

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SessionLimits:
    """End sessions that lay unused or lasted too long, and rename one whose person has just proved to be it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and signed_in.is_over(request):
            logout(request)
        before = signed_in.proofs(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            signed_in.note_use(request)
            if signed_in.proofs(request) > before:
                signed_in.rename(request)
        return response


class PersonsOwnFormats:
    """Show times in the person's zone, numbers and dates as their locale writes them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        accepted = request.headers.get("Accept-Language", "")
        locale = user.locale if user.is_authenticated and user.locale else formats.from_browser(accepted)
        zone = zoneinfo.ZoneInfo(user.time_zone if user.is_authenticated else "UTC")
        with formats.override(locale), timezone.override(zone):
            return self.get_response(request)


class ActAsPerson:
    """Open the person's own rows to the view, and undo everything the view did when it fails.

    It must come last: a view's exception has become a response when it gets here, so the rollback is set
    by hand.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.get_response(request)
        user = request.user
        with acting_as(user):
            response = self.get_response(request)
            if response.status_code >= 500 or getattr(request, "view_raised", False):
                transaction.set_rollback(True)
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = _streamed_as(user, iter(response))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Note that the view raised, also where Django answers with 403 or 404."""
        request.view_raised = True  # type: ignore[attr-defined]  # our own mark on the request


def _streamed_as(user: User, content: Iterable[bytes]) -> Iterator[bytes]:
    with acting_as(user):
        yield from content
