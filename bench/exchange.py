#!/usr/bin/env python
"""How long a whole career takes to be looked at, brought in and taken away, with thousands of entries.

    .venv/bin/python bench/exchange.py [--entries N]

Starts its own PostgreSQL and Valkey and prints a table; the pages of bringing in and taking away are timed too.
"""

import argparse
import json
import random
import sys
import time
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.visits import machine, site  # noqa: E402  # the path first

LINES = (
    "Trained {n} new hires on the till",
    "Cut the queue at noon from {n} people to 4",
    "Answered {n} calls a day",
    "Passed the inspection first time, with {n} files checked",
    "Mrs Adeyemi walks to the shops by herself again after {n} weeks",
)


def career(entries: int) -> dict[str, object]:
    """The same document each time: roles, skills, entries, two proofs for every five."""
    draw = random.Random(20261124)
    ids = (str(UUID(int=draw.getrandbits(128), version=4)) for _ in range(10**9))
    roles = [
        {"id": next(ids), "title": f"Role {n}", "organisation": f"Employer {n // 2}", "started": f"{2000 + n}-03"}
        for n in range(12)
    ]
    rows = []
    proofs = []
    for n in range(entries):
        row = {
            "id": next(ids),
            "line": draw.choice(LINES).format(n=n),
            "outcome": "Complaints fell from 40 to 12 a month" if n % 3 else "",
            "happened": f"{2000 + n % 25}-{n % 12 + 1:02}-{n % 28 + 1:02}",
            "role": roles[n % 12]["id"],
            "skills": [f"Skill {n % 300}", f"Skill {(n * 7) % 300}"],
        }
        rows.append(row)
        if n % 5 < 2:
            url = f"https://example.org/{n}"
            proofs.append({"id": next(ids), "entry": row["id"], "kind": "link", "url": url})
    return {"x-careerplanner": {"version": 1, "roles": roles, "entries": rows, "proofs": proofs}}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=5000)
    options = parser.parse_args()
    with site():
        measure(options.entries)


def measure(entries: int) -> None:
    """One person brings the career in, looks at it again, and takes it away."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from bench.filling import make_person

    client, _ids = make_person("exchange@example.org", 1)
    document = json.dumps(career(entries)).encode()
    print(f"\n{entries} entries, {len(document) / 1e6:.1f} MB of JSON\n{machine()}\n")
    print("| step | seconds | status |\n|---|---|---|")

    def timed(what: str, step: object) -> object:
        began = time.perf_counter()
        answer = step()  # type: ignore[operator]
        body = answer.getvalue()
        print(f"| {what} | {time.perf_counter() - began:.2f} | {answer.status_code}, {len(body) / 1000:.0f} kB |")
        return answer

    for time_of in ("first", "second"):
        sent = {"file": SimpleUploadedFile("career.json", document)}
        address = timed(f"send the file, {time_of} time", lambda sent=sent: client.post("/journal/import/", sent)).url
        timed("look at what would happen", lambda address=address: client.get(address))
        timed("bring it in", lambda address=address: client.post(address, {"update": "yes"}))
        timed("see the report", lambda address=address: client.get(address))
    for name in ("career.json", "entries.csv", "journal.md"):
        timed(f"take away {name}", lambda name=name: client.get(f"/journal/export/{name}"))


if __name__ == "__main__":
    main()
