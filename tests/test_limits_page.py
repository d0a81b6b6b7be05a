"""The page of limits says what runs: each limit is in it, with its number, and it names none that there is not."""

import ast
import re
from pathlib import Path
from typing import Any

from allauth.account import app_settings as account
from allauth.mfa import app_settings as mfa
from django.conf import settings

from apps.achievements import attachments
from apps.achievements.views import witnesses
from apps.reflections import hooks, link_views
from apps.users import session_limits

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs/limits.md").read_text()
NOT_USED = {"change_phone", "verify_phone"}  # nobody has a telephone number here
ROW = re.compile(r"^\| `([\w-]+)` \| ([^|]+) \|", re.MULTILINE)


def part(title: str) -> str:
    return PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def counted_in_code() -> set[str]:
    """The first word of each call of limits.allows in the applications."""
    names = set()
    for file in (ROOT / "apps").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "allows":
                names.add(str(ast.literal_eval(call.args[0])))
    return names


def test_each_limit_of_tries_is_in_the_page_with_its_number() -> None:
    said = dict(ROW.findall(part("Tries")))
    known: dict[str, Any] = {**account.RATE_LIMITS, **mfa.RATE_LIMITS}
    theirs = {name: limit for name, limit in known.items() if name not in NOT_USED}
    ours = {
        "nudge-from": f"{link_views.BY_ADDRESS} in {link_views.WINDOW} s, per address",
        "nudge-link": f"{link_views.BY_LINK} in {link_views.WINDOW} s, per link",
        "vouch-from": f"{witnesses.BY_ADDRESS} in {witnesses.WINDOW} s, per address",
        "vouch-link": f"{witnesses.BY_LINK} in {witnesses.WINDOW} s, per link",
        "large-mail": f"{hooks.LARGE_ONES} in {hooks.WINDOW} s, per address",
        "address": "3 in 3600 s, per account",
    }
    assert set(ours) == counted_in_code()
    assert said == theirs | ours


def test_how_long_sessions_last_is_in_the_page() -> None:
    said = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \|", part("Sessions"), re.MULTILINE)
    limits = {name: value for name, value in vars(session_limits).items() if isinstance(value, session_limits.Limit)}
    assert {name: (int(idle), int(whole)) for name, idle, whole in said} == limits


def test_how_large_things_may_be_is_in_the_page() -> None:
    said = {name: int(size) for name, size in re.findall(r"`([\w.]+)` \| (\d+) \|", part("Sizes"))}
    assert said == {
        "DATA_UPLOAD_MAX_MEMORY_SIZE": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        "attachments.MOST_BYTES": attachments.MOST_BYTES,
        "attachments.MOST_OF_ONE_PERSON": attachments.MOST_OF_ONE_PERSON,
        "hooks.LARGEST": hooks.LARGEST,
    }
