"""Response headers and compression that hold for every page."""

from collections.abc import Callable

from csp.constants import NONE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import add_never_cache_headers

GetResponse = Callable[[HttpRequest], HttpResponseBase]


# What a page may neither use itself nor lend to others; a browser that does not know a name passes over it.
NOT_USED = (
    *("accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture", "encrypted-media"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi"),
    *("payment", "picture-in-picture", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
PERMISSIONS = ", ".join(f"{name}=()" for name in NOT_USED)
ALWAYS = {  # Django says these, too, but not where it refuses the host
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
WITHOUT_HTMX = {"require-trusted-types-for": ["'script'"], "trusted-types": [NONE]}


def _logs_out(request: HttpRequest) -> bool:
    """Whether this request ended a session: the address of logging out was asked for by POST."""
    match = request.resolver_match
    return request.method == "POST" and match is not None and match.url_name == "account_logout"


class PrivatePages:
    """Keep pages out of shared caches, other origins and, after logging out, this browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if "Cache-Control" not in response:
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store, private"
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Cross-Origin-Embedder-Policy"] = "require-corp"
        response["Permissions-Policy"] = PERMISSIONS
        if _logs_out(request):
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class ContentPolicy(CSPMiddleware):
    """The content security policy; where nobody is logged in, no script may make markup of text either.

    htmx makes markup of what our server answers, and is loaded for people who are logged in (decision 35).
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The parts of the policy of this response."""
        parts = super().get_policy_parts(request, response, report_only)
        user = vars(request).get("_cached_user")  # request.user could ask a database that is away
        if parts.config is None and (user is None or not user.is_authenticated):
            parts.update = {**(parts.update or {}), **WITHOUT_HTMX}
        return parts


class CompressUnreflected(GZipMiddleware):
    """Compress only pages in which no other site can have planted a word.

    BREACH needs a compressed page that holds a secret beside text the attacker chose. From another site they can
    choose only the query string of a GET; the browser says where such a request came from.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        ours = not request.META.get("QUERY_STRING") or request.headers.get("Sec-Fetch-Site") == "same-origin"
        if request.method == "GET" and ours and response.status_code == 200:
            return super().process_response(request, response)
        return response
