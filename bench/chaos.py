#!/usr/bin/env python
"""The promise of the weekly e-mail (docs/promise.md) while workers, beats, database, broker and mail server fail.

    .venv/bin/python bench/chaos.py [--minutes M] [--people N] [--seed S] [--pause P] [--keep FOLDER]

Starts a site of its own with two beats and two workers of two processes each; people fall due at random instants while
things are killed, stopped, emptied and refused. When all is well again and the ledger has come to rest, it is held
against what the mail server kept, by Message-ID. Exits with 1 if the promise was broken.
"""

import argparse
import os
import platform
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PATIENCE = 120  # seconds in which the ledger must come to rest
SHOWN = 20  # complaints


def main() -> None:
    """Disturb, reckon and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=1.0, help="how long things fail")
    parser.add_argument("--people", type=int, default=2000, help="who fall due in this time")
    parser.add_argument("--seed", type=int, default=1, help="of what is disturbed when")
    parser.add_argument("--pause", type=float, default=0.7, help="seconds between two disturbances, on average")
    parser.add_argument("--keep", type=Path, help="a new folder for data, logs and mails, kept afterwards")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = options.keep or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="chaos-", ignore_cleanup_errors=True))
        )
        folder.mkdir(parents=True, exist_ok=True)
        sys.exit(run(folder, options))


def run(folder: Path, options: argparse.Namespace) -> int:
    """One site, one run, one table."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "careerplanner.settings",
        "SECRET_KEY": "chaos",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none",  # this process only reads the models
        "REDIS_URL": "redis://127.0.0.1:9/0",
        "EMAIL_URL": "smtp://127.0.0.1:9",
    }
    import django

    django.setup()
    from tests.reflections import chaos

    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, seed {options.seed}.", flush=True)
    with chaos.site(folder, durably=True, fill=migrate) as here:
        outcome = chaos.play(
            here,
            people=options.people,
            seconds=options.minutes * 60,
            seed=options.seed,
            pause=options.pause,
            patience=PATIENCE,
        )
    table(options, outcome)
    return 1 if outcome.reckoning.complaints or outcome.rested is None else 0


def migrate(here) -> None:
    """Make the tables, as a deployment would."""
    command = [sys.executable, "manage.py", "migrate", "--database", "owner", "--noinput", "-v0"]
    if here.run("migrate", *command).wait():
        raise SystemExit("The tables could not be made.")


def table(options: argparse.Namespace, outcome) -> None:
    """What was done, what came of it, and whether the promise held."""
    reckoning = outcome.reckoning
    unknown = reckoning.states.get("unknown", 0)
    print(f"\n{options.people} people in {options.minutes:g} minutes, {outcome.disturbances.total()} disturbances:")
    _lines(sorted(outcome.disturbances.items()))
    print("\nThe ledger:")
    _lines([*sorted(reckoning.states.items()), ("periods in all", sum(reckoning.states.values()))])
    print("\nThe mail server, by Message-ID:")
    _lines(
        [
            ("e-mails kept", outcome.kept),
            ("of rows that say sent", reckoning.states.get("sent", 0)),
            ("of rows that say unknown", reckoning.unknown_that_came),
            ("kept twice", reckoning.twice),
        ]
    )
    print(f"\nThe window: {unknown} unknown, of which {reckoning.unknown_that_came} had in fact arrived.")
    rested = "never" if outcome.rested is None else f"{outcome.rested:.1f} s after the last repair"
    print(f"At rest: {rested}.\nBreaches of the promise: {len(reckoning.complaints)}")
    for complaint in reckoning.complaints[:SHOWN]:
        print(f"  {complaint}")


def _lines(counts) -> None:
    for what, count in counts:
        print(f"  {what:<32}{count:>7}")


if __name__ == "__main__":
    main()
