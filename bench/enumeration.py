#!/usr/bin/env python
"""How long each door takes for an address that is known and for one that is not: 100 tries each, by turns.

    .venv/bin/python bench/enumeration.py [--times T]

Starts its own PostgreSQL and Valkey, turns the limits off and argon2 on, and prints quartiles in milliseconds. What is
to be seen is that the two lines of a door do not differ by more than either varies by itself.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.visits import machine, site  # noqa: E402  # the path first

KNOWN = "known@example.org"
FRESH = "five quiet harbour cranes"
DOORS = {
    "login": ("account_login", {"password": "wrong wrong wrong"}),
    "reset": ("account_reset_password", {}),
    "code": ("account_request_login_code", {}),
    "sign-up": ("account_signup", {"password1": FRESH}),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=100, help="tries of each kind at each door")
    times = parser.parse_args().times
    with site():
        from django.test import override_settings

        locmem = "django.core.mail.backends.locmem.EmailBackend"
        with override_settings(ACCOUNT_RATE_LIMITS=False, MFA_RATE_LIMITS=False, EMAIL_BACKEND=locmem):
            measure(times)


def measure(times: int) -> None:
    """Try every door with both kinds of address."""
    from allauth.account.models import EmailAddress

    from apps.users.models import User

    user = User.objects.create_user(KNOWN, FRESH)
    EmailAddress.objects.create(user=user, email=KNOWN, primary=True, verified=True)
    print(f"\n{times} tries of each kind; ms.\n{machine()}\n")
    print(f"{'door':8} {'address':8} {'25 %':>8} {'50 %':>8} {'75 %':>8}")
    for door in DOORS:
        taken: dict[str, list[float]] = {"known": [], "unknown": []}
        for n in range(times):
            taken["known"].append(once(door, KNOWN))
            taken["unknown"].append(once(door, f"nobody.{door}{n}@example.org"))
        for kind, each in taken.items():
            quartiles = " ".join(f"{value:8.1f}" for value in statistics.quantiles(each, n=4))
            print(f"{door:8} {kind:8} {quartiles}")


def once(door: str, email: str) -> float:
    """Milliseconds of server time for one form, from a browser of its own."""
    from django.test import Client
    from django.urls import reverse

    name, fields = DOORS[door]
    client, field = Client(), "login" if door == "login" else "email"
    started = time.perf_counter()
    client.post(reverse(name), {field: email, **fields})
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
