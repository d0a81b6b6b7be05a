"""A site with faults on purpose, so that a scanner which finds nothing in ours is known to find something at all."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

LINKS = '<a href="/said?q=hello">said</a> <a href="/item?id=1">item</a>'


class Silent(WSGIRequestHandler):
    """Does not write each request to the terminal."""

    def log_message(self, *told: Any) -> None:
        """Nothing."""


def site(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    """`/said` repeats markup and `/item` pastes SQL together and shows its errors."""
    asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    body = LINKS
    if environ["PATH_INFO"] == "/said":
        body = f"<p>{asked.get('q', '')}</p>"
    elif environ["PATH_INFO"] == "/item":
        body = f"<p>{escape(_looked_up(asked.get('id', '1')))}</p>"
    start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [f"<!doctype html><title>x</title>{body}".encode()]


def _looked_up(given: str) -> str:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE item (id, name)")
        database.execute("INSERT INTO item VALUES (1, 'lamp'), (2, 'chair')")
        try:
            found = database.execute(f"SELECT name FROM item WHERE id = {given}").fetchall()
        except sqlite3.Error as error:
            return f"sqlite3.OperationalError: {error}"
    return ", ".join(str(name) for (name,) in found) or "nothing"


@contextmanager
def vulnerable() -> Iterator[str]:
    """The address at which it answers until the block ends."""
    server = make_server("127.0.0.1", 0, site, WSGIServer, Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
