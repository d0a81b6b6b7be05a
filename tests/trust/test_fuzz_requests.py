"""Addresses, headers, and cookies that no browser sends: an answer of some kind, never a 500."""

import random
import zlib
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from django.urls import reverse

from tests.filled import account_paths, fill, link_paths, paths_of
from tests.trust import mutations
from tests.trust.fuzzing import Wall, seed

SOME, ALL = 120, 4_000
ANSWERS = {
    200,
    204,
    302,
    304,
    400,
    401,
    403,
    404,
    405,
    422,
    429,
}  # 401: part of a page, without its session
KNOWN = (
    "q", "page", "sort", "show", "role", "skill", "state", "from", "to", "year", "choose", "draft", "option", "one",
    "other", "season", "life", "future", "outcome", "into", "entry", "occupation", "for", "next", "now", "kind",
    "format", "date", "month", "since", "until", "person", "only", "text", "line", "name", "term", "weight",
    "present", "alpha", "order", "page_size",
)  # fmt: skip
HEADERS: dict[str, tuple[str, ...]] = {
    "Accept-Language": (
        "xx",
        "de-DE-x-long" * 300,
        "en;q=9,*;q=-1",
        "zh_Hant_TW@x",
        "\x00",
        "é",
        ",;,;",
        "en-" + "a" * 4000,
        "i-klingon",
    ),
    "If-Modified-Since": ("yesterday", "Thu, 99 Foo 99999 25:61:61 GMT", "0", "Mon, 01 Jan 0001 00:00:00 GMT"),
    "If-None-Match": ('"', "*", 'W/"', "x" * 3000),
    "Range": ("bytes=", "bytes=-1", "bytes=9-1", "bytes=0-99999999999999999999", "lines=1-2", "bytes=0-1,2-3,4-5"),
    "HX-Request": ("true", "false", "", "é"),
    "HX-Target": ("x" * 900, "<script>", "é"),
    "HX-Current-URL": ("http://[", "javascript:1", "//", "http://testserver:99999/", "%00", "http://é.example/%ff"),
    "HX-Current-URL-URI-AutoEncoded": ("true",),
    "HX-Prompt": ("%ff", "é"),
    "HX-Trigger-Name": ("\x00",),
    "HX-Boosted": ("maybe",),
    "Accept": ("", "*/*;q=x", "text/" + "x" * 999),
    "Accept-Encoding": ("", "gzip;q=x", "br,zstd,*"),
    "Referer": ("http://[", "javascript:1", "http://testserver:port/", "é", "http://testserver/%ff", "//["),
    "Origin": ("null", "http://[", "é"),
    "X-Forwarded-For": ("", "x", "1.2.3.4, , 5", "::ffff:1", "9" * 999),
    "X-Forwarded-Proto": ("gopher",),
    "X-Forwarded-Host": ("evil.example",),
    "User-Agent": ("", "é" * 500, "x" * 6000, "\x00"),
    "Content-Type": ("multipart/form-data", "x", ";", "text/html; charset=klingon"),
    "Cookie": ("",),
}


@pytest.fixture
def wall(db: None, settings: Any) -> Wall:
    settings.ACCOUNT_RATE_LIMITS = False
    filled = fill()
    client = Client()
    client.force_login(filled.user)
    wall = Wall(client, filled.user)
    wall.paths = [*paths_of(filled).values(), *account_paths().values(), *link_paths(filled).values()]
    wall.paths += [
        filled.stop,
        filled.keep,
        filled.works,
        filled.vouch,
        filled.shared,
        reverse("landing"),
        "/healthz",
        "/metrics/",
    ]
    return wall


def spoilt(rng: random.Random, path: str) -> str:
    """The address with fields behind it that nobody offers, or as somebody who guesses would write it."""
    bare, _, query = path.partition("?")
    pairs: mutations.Pairs = list(parse_qsl(query, keep_blank_values=True))
    for _turn in range(rng.choice((1, 1, 2, 4))):
        name = rng.choice([*KNOWN, *(name for name, _ in pairs)] * 9 + ["page[]", "x" * 99, ""])
        pairs.append((name, mutations.value(rng)[:1500]))
    said = mutations.urlencoded(pairs).decode()
    return (
        f"{bare}?{said}"
        if rng.random() < 0.95
        else f"{bare}?{rng.choice(('%', '&&&', '=', '%ff=%fe', '?' * 50, 'a=1;b=2', '%00'))}"
    )


def strange(rng: random.Random) -> dict[str, str]:
    return {name: rng.choice(HEADERS[name]) for name in rng.sample(list(HEADERS), rng.choice((0, 0, 1, 3, 6)))}


def spoil_cookies(rng: random.Random, client: Client) -> None:
    names = ("sessionid", "csrftoken", "messages", "writer", "django_language", "other")
    for name in rng.sample(names, rng.choice((1, 2))):
        old = client.cookies[name].value if name in client.cookies else ""
        client.cookies[name] = rng.choice(
            ("", "x", old[:-1], old + "x", "W10:x:y", "\x7f", '"', "1:2:3", "x" * 5000, "eyJhIjoxfQ")
        )


def asked(wall: Any, requests: int) -> None:
    start = seed()
    for number in range(requests):
        rng = random.Random(zlib.crc32(f"get {start} {number}".encode()))
        path = spoilt(rng, wall.paths[number % len(wall.paths)])
        headers = strange(rng)
        note = f"FUZZ_SEED={start}, request {number}: {path[:300]} {headers}"
        with wall.undone():
            if rng.random() < 0.15:
                spoil_cookies(rng, wall.client)
            wall.client.raise_request_exception = True
            answer = wall.client.generic(rng.choice(("GET", "GET", "GET", "GET", "HEAD")), path, headers=headers)
            if answer.streaming:
                b"".join(answer.streaming_content)
            status = answer.status_code
            assert status in ANSWERS or (status == 503 and path.startswith("/health")), f"{status}, {note}"
            wall.statuses[status] = wall.statuses.get(status, 0) + 1
    print(f"FUZZ_SEED={start}: answers {dict(sorted(wall.statuses.items()))}")


def test_some_strange_requests(wall: Any) -> None:
    asked(wall, SOME)


@pytest.mark.long
def test_thousands_of_strange_requests(wall: Any) -> None:
    asked(wall, ALL)
