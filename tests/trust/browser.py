"""The least of a browser, straight at the WSGI application: unlike Django's own it can be many at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler


@dataclass
class Answer:
    """What came back: the body is read as a server reads it, and closed as a server closes it."""

    status_code: int
    headers: list[tuple[str, str]]
    body: Iterable[bytes] = field(repr=False)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.body)

    def close(self) -> None:
        """The request is over, whether all of it was read or not."""
        self.body.close()  # type: ignore[attr-defined]  # every response of Django has it

    def getvalue(self) -> bytes:
        """All of the body, and the end of the request."""
        try:
            return b"".join(self)
        finally:
            self.close()


@dataclass
class Browser:
    """Asks the application in the thread it is called in, as the one its cookie says."""

    application: WSGIHandler
    cookie: str = ""

    def get(self, path: str, data: dict[str, Any] | None = None) -> Answer:
        """Send a request; the answer's body has not been read yet."""
        environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": urlencode(data or {}), "HTTP_HOST": "testserver"}
        environ |= {"HTTP_COOKIE": self.cookie} if self.cookie else {}
        setup_testing_defaults(environ)
        told: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            told.update(status_code=int(status[:3]), headers=headers)

        body = self.application(environ, start)
        return Answer(body=body, **told)
