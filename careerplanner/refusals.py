"""What is refused: a line in the log for each refusal, without a word of anybody; and methods we have no use for."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

logger = logging.getLogger("careerplanner.refused")

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
REFUSED = {400, 401, 403, 404, 405, 413, 429}
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class NoteRefusals:
    """Refuse TRACE and made-up methods, and note who was refused what: the account, and our own name of the page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        known = request.method in METHODS
        response = self.get_response(request) if known else HttpResponseNotAllowed(METHODS)
        if response.status_code in REFUSED:
            _note(request, response.status_code, str(request.method) if known else "another method")
        return response


def _note(request: HttpRequest, status: int, method: str) -> None:
    page = request.resolver_match.view_name if request.resolver_match else ""
    account = request.user.pk
    who = "nobody" if account is None else f"account {account}"
    said = {"status": status, "method": method, "page": page, "account": account}
    level = logging.WARNING if page or account else logging.INFO  # what scanners try at made-up addresses is no news
    logger.log(level, "%s was refused: %s %s at %s", who, status, method, page or "no page", extra=said)
