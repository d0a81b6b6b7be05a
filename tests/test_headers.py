"""What browsers are told, and that no page asks for more than it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted([*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.svg")])
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
NO_MARKUP_FROM_TEXT = {"require-trusted-types-for 'script'", "trusted-types 'none'"}


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/nothing/"])
def test_every_page_allows_itself_only(as_nobody: Any, path: str) -> None:
    policy = as_nobody.get(path).headers["Content-Security-Policy"]
    assert {rule.strip() for rule in policy.split(";")} == POLICY | NO_MARKUP_FROM_TEXT


def test_where_htmx_is_loaded_text_may_become_markup(as_alice: Any) -> None:
    policy = as_alice.get(reverse("users:settings")).headers["Content-Security-Policy"]
    assert {rule.strip() for rule in policy.split(";")} == POLICY


def test_every_page_keeps_to_itself(as_nobody: Any) -> None:
    headers = as_nobody.get("/").headers
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_private_pages_are_kept_nowhere(as_alice: Any) -> None:
    assert as_alice.get(reverse("users:settings")).headers["Cache-Control"] == "no-store, private"


def test_logging_out_clears_the_browser(as_alice: Any) -> None:
    assert "Clear-Site-Data" not in as_alice.get(reverse("account_logout")).headers
    assert as_alice.post(reverse("account_logout")).headers["Clear-Site-Data"] == '"cache", "storage"'


# --- Compression ----------------------------------------------------------------------------------------

GZIP = {"Accept-Encoding": "gzip"}


def test_a_page_that_repeats_nothing_is_compressed(as_nobody: Any) -> None:
    assert as_nobody.get("/", headers=GZIP).headers["Content-Encoding"] == "gzip"


def test_a_page_that_may_repeat_what_was_asked_is_not(as_nobody: Any) -> None:
    assert "Content-Encoding" not in as_nobody.get("/?q=guess", headers=GZIP).headers
    for elsewhere in ["cross-site", "same-site", "none"]:
        answer = as_nobody.get("/?q=guess", headers={**GZIP, "Sec-Fetch-Site": elsewhere})
        assert "Content-Encoding" not in answer.headers, elsewhere


def test_what_our_own_pages_ask_is_compressed_too(as_nobody: Any) -> None:
    answer = as_nobody.get("/?q=guess", headers={**GZIP, "Sec-Fetch-Site": "same-origin"})
    assert answer.headers["Content-Encoding"] == "gzip"


@pytest.mark.django_db
def test_a_page_that_repeats_what_was_sent_is_not(as_nobody: Any) -> None:
    answer = as_nobody.post(reverse("account_login"), {"login": "guess@example.org"}, headers=GZIP)
    assert "guess@example.org" in answer.text
    assert "Content-Encoding" not in answer.headers


# --- Templates and styles keep the policy -----------------------------------------------------------------

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script of its own": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:|\bjs:", re.IGNORECASE),
    "hx-on": re.compile(r"\bhx-on\b|\bhx-vars\b"),
    "a data address": re.compile(r"""["'(]data:"""),
    "something from elsewhere": re.compile(r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=["'](?:https?:)?//"""),
}


@pytest.mark.parametrize("rule", INLINE)
def test_no_template_has(rule: str) -> None:
    ours = [file for file in TEMPLATES if "email" not in file.relative_to(ROOT / "templates").parts[:-1]]
    found = [str(file.relative_to(ROOT)) for file in ours if INLINE[rule].search(file.read_text())]
    assert not found, f"{rule} in {found}"


def test_our_styles_and_scripts_ask_nothing_of_others() -> None:
    for file in [*(ROOT / "static").rglob("*.css"), *(ROOT / "static").rglob("*.js")]:
        text = file.read_text()
        assert "data:" not in text, file
        assert "//" not in re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE), file
        assert "eval(" not in text, file
        assert "innerHTML" not in text, file


def test_htmx_is_told_to_keep_within_the_policy(as_alice: Any) -> None:
    page = as_alice.get(reverse("users:settings"))
    from html import unescape

    found = re.search(r'name="htmx-config" content="([^"]+)"', page.text)
    assert found
    told = json.loads(unescape(found[1]))
    assert told["allowEval"] is False
    assert told["includeIndicatorStyles"] is False
    assert told["historyCacheSize"] == 0  # nothing private in the browser's storage
    assert {"code": "422", "swap": True} in told["responseHandling"]
    header = re.search(r"hx-headers='([^']+)'", page.text)
    assert header
    assert len(json.loads(header[1])["X-CSRFToken"]) == 64


# --- Behind HTTPS ---------------------------------------------------------------------------------------

ASK = """
import django, json
from django.conf import settings
django.setup()
from django.test import Client
from apps.users import known_devices
from careerplanner.notes import HostCookie
answer = Client().get("/accounts/login/", secure=True, headers={"Host": "cp.example"})
print(json.dumps({
    "cookies": {name: [m["secure"], m["httponly"], m["path"], m["domain"]] for name, m in answer.cookies.items()},
    "session": settings.SESSION_COOKIE_NAME,
    "messages": HostCookie.cookie_name,
    "known": known_devices.NAME,
    "hsts": answer.headers.get("Strict-Transport-Security", ""),
    "plain": Client().get("/", headers={"Host": "cp.example"}).headers.get("Location", ""),
}))
"""


def test_https_brings_host_cookies_and_hsts(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", ASK],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "careerplanner.settings",
            "SITE_URL": "https://cp.example",
            "ALLOWED_HOSTS": "cp.example",
            "DEBUG": "on",  # static files without their manifest
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout.splitlines()[-1])
    names = (told["session"], told["messages"], told["known"])
    assert names == ("__Host-session", "__Host-messages", "__Host-known")
    assert told["cookies"] == {"__Host-csrf": [True, True, "/", ""]}
    assert told["hsts"] == "max-age=63072000; includeSubDomains; preload"
    assert told["plain"] == "https://cp.example/"
