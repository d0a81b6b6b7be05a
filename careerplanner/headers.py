"""Response headers and compression that hold for every page."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import add_never_cache_headers

GetResponse = Callable[[HttpRequest], HttpResponseBase]


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
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Cross-Origin-Embedder-Policy"] = "require-corp"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        if _logs_out(request):
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


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
