"""The settings of production, held against Django’s own list of what is left open."""

import os
import subprocess
import sys

import pytest

from tests.trust.running import ROOT

TESTS_OWN = {"PYTEST_PLUGINS", "OUTBOX_DIR", "DJANGO_ALLOW_ASYNC_UNSAFE"}


@pytest.mark.parametrize("how", [["--deploy"], []], ids=["deploy", "plain"])
def test_nothing_is_warned_of(how: list[str]) -> None:
    sys.path.insert(0, str(ROOT / "bin"))
    try:
        from checks import PRODUCTION
    finally:
        sys.path.pop(0)
    done = subprocess.run(
        [sys.executable, "manage.py", "check", *how, "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**{k: v for k, v in os.environ.items() if k not in TESTS_OWN}, **PRODUCTION},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
