#!/usr/bin/env python
"""Many people at once against granian as docs/deploying.md starts it: answers, times and memory.

    .venv/bin/python bench/load.py [--people N] [--minutes M] [--workers W] [--threads T] [--soak]

Starts a site of its own (PostgreSQL, Valkey, granian, 2 000 people), and beside it bench/crowd.py by locust.
Exits with 1 where a request failed or a page's p95 is over the limit. --soak is an hour, and tells the memory.
"""

import argparse
import csv
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

P95 = 300  # ms
ROWS = 60  # entries, offers and skills of each person
THINK = (5, 8)  # seconds between two pages
BIN = Path(sys.executable).parent
LINE = "{:<18}{:>10}{:>8}{:>8}{:>8}{:>8}{:>8}"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=200, help="at once (200)")
    parser.add_argument("--minutes", type=float, help="after all have come (5; with --soak 60)")
    parser.add_argument("--workers", type=int, default=2, help="processes of granian (2)")
    parser.add_argument("--threads", type=int, default=8, help="blocking threads of each (8)")
    parser.add_argument("--soak", action="store_true", help="for an hour, with the memory every five minutes")
    options = parser.parse_args()
    options.minutes = options.minutes or (60 if options.soak else 5)
    from bench.visits import analyse, site

    with ExitStack() as stack:
        admin_url = stack.enter_context(site())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="load-")))
        empty = stored(admin_url)
        people = make_people(options.people)
        (folder / "people.json").write_text(json.dumps(people))
        analyse()
        print(f"Storage: {(stored(admin_url) - empty) / options.people / 1e3:.0f} kB a person, indexes included.")
        port = free_port()
        web = start_web(folder, port, options)
        stack.callback(stop, web)
        sys.exit(run(folder, port, web, options))


def stored(admin_url: str) -> int:
    """Bytes of the whole database."""
    from careerplanner.embedded import connect

    with connect(admin_url) as admin:
        return int(str((admin.execute("SELECT pg_database_size(current_database())").fetchone() or (0,))[0]))


def make_people(count: int) -> list[dict[str, Any]]:
    """Logged in already: their sessions and the rows they visit."""
    from django.conf import settings
    from django.db import connections

    from bench.filling import make_person

    print(f"Making {count} people with {ROWS} entries, offers and skills each …", flush=True)
    people = []
    for n in range(count):
        client, ids = make_person(f"crowd{n}@example.org", ROWS)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        people.append(
            {"session": session, "offers": [str(pk) for pk in [ids["job"], *ids["offers"]]], "entry": str(ids["entry"])}
        )
    connections["default"].close()
    return people


def start_web(folder: Path, port: int, options: argparse.Namespace) -> subprocess.Popen[bytes]:
    """Granian, with the options of docs/deploying.md."""
    address = f"http://127.0.0.1:{port}"
    variables = {"SITE_URL": address, "ALLOWED_HOSTS": "127.0.0.1", "METRICS_TOKEN": "a token for this bench"}
    command = [str(BIN / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    command += ["--workers", str(options.workers), "--blocking-threads", str(options.threads)]
    log = (folder / "web.log").open("wb")
    web = subprocess.Popen(
        [*command, "careerplanner.wsgi:application"],
        cwd=ROOT,
        env={**os.environ, **variables},
        stdout=log,
        stderr=log,
    )
    until = time.monotonic() + 60
    while time.monotonic() < until and web.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return web
        time.sleep(0.1)
    raise SystemExit((folder / "web.log").read_text())


def stop(web: subprocess.Popen[bytes]) -> None:
    """In order, and its workers with it."""
    web.send_signal(signal.SIGTERM)
    web.wait(30)


def run(folder: Path, port: int, web: subprocess.Popen[bytes], options: argparse.Namespace) -> int:
    """Let them come in within twenty seconds, and count from when all are there."""
    coming = 20
    command = [str(BIN / "locust"), "-f", str(ROOT / "bench/crowd.py"), "--headless", "--only-summary", "--reset-stats"]
    command += ["-u", str(options.people), "-r", str(max(1, options.people / coming)), "--csv", str(folder / "crowd")]
    command += ["-t", f"{int(options.minutes * 60 + coming)}s", "--host", f"http://127.0.0.1:{port}", "--skip-log"]
    variables = {**os.environ, "PEOPLE_FILE": str(folder / "people.json")}
    variables |= {"THINK_LEAST": str(THINK[0]), "THINK_MOST": str(THINK[1])}
    before, load = memory(web), os.getloadavg()
    with (folder / "locust.log").open("wb") as log:
        crowd = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=log, stderr=log)
    seen = [before]
    try:
        until, every = time.monotonic() + coming, 300 if options.soak else 60
        while crowd.poll() is None:
            time.sleep(0.5)
            if time.monotonic() >= until:
                seen.append(memory(web))
                until += every
    finally:
        crowd.terminate()
        crowd.wait(60)
    return table(folder, options, [*seen, memory(web)], load)


def memory(web: subprocess.Popen[bytes]) -> list[float]:
    """MB that each worker holds by itself (USS), and all together with what they share (PSS, summed), last."""
    workers = [each for each in psutil.Process(web.pid).children() if each.status() != psutil.STATUS_ZOMBIE]
    told = [each.memory_full_info() for each in workers]
    return [*sorted(each.uss / 1e6 for each in told if each.rss > 4e7), sum(each.pss for each in told) / 1e6]


def table(folder: Path, options: argparse.Namespace, seen: list[list[float]], load: tuple[float, ...]) -> int:
    """What docs/scaling.md wants to know; 1 where it is not good enough."""
    stats = folder / "crowd_stats.csv"
    if not stats.exists():
        raise SystemExit((folder / "locust.log").read_text()[-3000:])
    rows = sorted(csv.DictReader(stats.open()), key=lambda row: (row["Name"] == "Aggregated", row["Name"]))
    think = f"{THINK[0]} to {THINK[1]} s of thought between two pages"
    print(f"\n{options.people} people, {options.minutes:g} minutes, {think}, {ROWS} entries, offers and skills each.")
    print(f"granian: {options.workers} workers of {options.threads} threads. {os.cpu_count()} cores, which the crowd,")
    print(f"PostgreSQL and Valkey use too; load {', '.join(f'{n:.1f}' for n in load)} before. Times in ms.\n")
    print(LINE.format("page", "requests", "errors", "p50", "p95", "p99", "req/s"))
    late = []
    for row in rows:
        name = "all" if row["Name"] == "Aggregated" else row["Name"]
        times = [row["50%"], row["95%"], row["99%"]]
        print(LINE.format(name, row["Request Count"], row["Failure Count"], *times, f"{float(row['Requests/s']):.1f}"))
        if times[1] != "N/A" and int(times[1]) > P95:
            late.append(name)
    print("\nMemory in MB, of each worker by itself and of all together: at the start, meanwhile, and at the end")
    for told in seen:
        print("  " + "  ".join(f"{n:6.1f}" for n in told[:-1]) + f"   together {told[-1]:7.1f}")
    failures = list(csv.DictReader((folder / "crowd_failures.csv").open()))
    for failure in failures[:10]:
        print(f"  {failure['Occurrences']} × {failure['Name']}: {failure['Error'][:160]}")
    errors = [line for line in (folder / "web.log").read_text(errors="replace").splitlines() if " ERROR " in line]
    print("\n".join(errors[:10]))
    found = "see above" if failures or errors else "none"
    print(f"Errors: {found}. Over {P95} ms at p95: {', '.join(late) or 'none'}.")
    return 1 if failures or errors or late else 0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
