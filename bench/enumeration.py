#!/usr/bin/env python
"""How long each door takes for an address that is known and for one that is not, and whether that tells them apart.

    .venv/bin/python bench/enumeration.py [--seconds S]

Starts its own PostgreSQL and Valkey, turns the limits off and argon2 on, and tries each door for S seconds, known and
unknown by turns in an order that is drawn. Prints p50 and p95 of the time and p50 of the processor's time, in ms, and
for each door how often a known address took longer than an unknown one (all pairs; 50 % tells nothing) with the z of
the rank test of Mann and Whitney: beyond ±2.6, chance gives that once in a hundred times.
"""

import argparse
import random
import statistics
import sys
import time
from itertools import count
from math import sqrt
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.visits import machine, site  # noqa: E402  # the path first

KNOWN = "known@example.org"
FRESH = "five quiet harbour cranes"
OTHERS = 2000
LEAST = 20  # tries of each kind, however long they take
DOORS = {
    "login": ("account_login", {"password": "wrong wrong wrong"}),
    "code": ("account_request_login_code", {}),
    "reset": ("account_reset_password", {}),
    "sign-up": ("account_signup", {"password1": FRESH}),
}
Taken = dict[str, list[tuple[float, float]]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20, help="how long to try each door")
    seconds = parser.parse_args().seconds
    with site(others=0):
        from django.test import override_settings

        locmem = "django.core.mail.backends.locmem.EmailBackend"
        with override_settings(ACCOUNT_RATE_LIMITS=False, MFA_RATE_LIMITS=False, EMAIL_BACKEND=locmem):
            measure(seconds)


def measure(seconds: float) -> None:
    """Try every door with both kinds of address."""
    people()
    print(f"\n{machine()}\n\n{'door':8} {'address':8} {'tries':>5} {'p50':>7} {'p95':>7} {'cpu p50':>8}")
    for door in DOORS:
        once(door, KNOWN), once(door, f"first.{door}@example.org")  # what is looked up once for all is looked up now
        taken = tried(door, seconds)
        for kind, each in taken.items():
            times, busy = [time for time, _ in each], statistics.median(cpu for _, cpu in each)
            p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
            print(f"{door:8} {kind:8} {len(each):5} {p50:7.1f} {p95:7.1f} {busy:8.2f}")
        for index, clock in enumerate(("time", "cpu")):
            known, unknown = ([each[index] for each in taken[kind]] for kind in ("known", "unknown"))
            share, z = ranks(known, unknown)
            print(f"{'':8} {clock:8} the known one took longer in {share:.0%} of pairs, z {z:+.1f}", flush=True)


def people() -> None:
    """One person whose address is known, among some others."""
    from allauth.account.models import EmailAddress

    from apps.users.models import User

    User.objects.bulk_create([User(email=f"other{n}@example.org", password="!") for n in range(OTHERS)])
    user = User.objects.create_user(KNOWN, FRESH)
    EmailAddress.objects.create(user=user, email=KNOWN, primary=True, verified=True)


def tried(door: str, seconds: float) -> Taken:
    """Both kinds by turns until the time is over."""
    taken: Taken = {"known": [], "unknown": []}
    until, draw = time.monotonic() + seconds, random.Random(door)
    for number in count():
        if number >= LEAST and time.monotonic() > until:
            return taken
        pair = [("known", KNOWN), ("unknown", f"nobody.{door}{number}@example.org")]
        for kind, email in draw.sample(pair, 2):
            taken[kind].append(once(door, email))
    return taken


def once(door: str, email: str) -> tuple[float, float]:
    """Milliseconds of server time, and of processor time without PostgreSQL's, for one form from a new browser."""
    from django.core import mail
    from django.test import Client
    from django.urls import reverse

    name, fields = DOORS[door]
    client, field = Client(), "login" if door == "login" else "email"
    started, busy = time.perf_counter(), time.process_time()
    client.post(reverse(name), {field: email, **fields})
    taken = (time.perf_counter() - started) * 1000, (time.process_time() - busy) * 1000
    getattr(mail, "outbox", []).clear()
    return taken


def ranks(one: list[float], other: list[float]) -> tuple[float, float]:
    """The share of pairs in which `one` is the greater, and its z by Mann and Whitney (large samples, no ties)."""
    greater = sum((a > b) + 0.5 * (a == b) for a in one for b in other)
    pairs = len(one) * len(other)
    return greater / pairs, (greater - pairs / 2) / sqrt(pairs * (len(one) + len(other) + 1) / 12)


if __name__ == "__main__":
    main()
