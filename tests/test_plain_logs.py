"""Logs that machines read, and that hold nothing anybody wrote."""

import io
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplanner.plain_logs import ADDRESS, HidePersons, Json

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def written():
    """A logger that writes as the site does with LOG_FORMAT=json, and the lines it wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Json())
    handler.addFilter(HidePersons())
    log = logging.getLogger("careerplanner.test")
    log.propagate = False
    log.setLevel(logging.DEBUG)
    log.addHandler(handler)
    yield log, lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    log.removeHandler(handler)
    log.propagate = True


def test_a_line_says_when_how_bad_who_and_what_and_our_own_fields(written):
    log, lines = written
    log.warning("nudge %s: %s", 7, "sent", extra={"nudge": 7, "state": "sent", "answer": "private"})
    (line,) = lines()
    assert (line["level"], line["logger"], line["message"]) == ("WARNING", "careerplanner.test", "nudge 7: sent")
    assert (line["nudge"], line["state"]) == (7, "sent")
    assert line["time"].endswith("+00:00")
    assert "answer" not in line


def test_addresses_are_taken_out_and_the_rest_stays(written):
    log, lines = written
    log.info("550 5.1.1 <alice.o'neil+x@example.org>: no such user, ask bob@example.org;")
    assert lines()[0]["message"].count("…@…") == 2
    assert "example.org" not in lines()[0]["message"]
    assert lines()[0]["message"].startswith("550 5.1.1 <")


def test_of_an_exception_only_its_kind_and_where_it_happened_are_kept(written):
    log, lines = written
    secret = "Trained five new hires"
    try:
        try:
            raise KeyError(secret)
        except KeyError as error:
            raise ValueError(f"Failing row contains ({secret})") from error
    except ValueError as error:
        log.exception("a task raised %r", error)
    (line,) = lines()
    assert secret not in json.dumps(line)
    assert line["message"] == "a task raised ValueError"
    assert line["where"].endswith("ValueError from KeyError")
    assert "test_plain_logs.py" in line["where"]


@given(local=st.from_regex(r"[A-Za-z0-9.+_-]{1,20}", fullmatch=True), before=st.text(max_size=20))
def test_no_address_stays_wherever_it_stands(local, before):
    address = f"{local}@mail.example"
    assert address not in ADDRESS.sub("…", f"{before} {address} <{address}>,{address}")


def settings_say(**environment):
    code = (
        "import logging.config; from django.conf import settings; logging.config.dictConfig(settings.LOGGING); "
        "logging.getLogger('x').error('to a@example.org')"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "careerplanner.settings", "DEBUG": "off", **environment},
        capture_output=True,
        text=True,
    )


def test_the_format_is_chosen_by_the_environment_and_a_wrong_one_stops_the_start():
    line = json.loads(settings_say(LOG_FORMAT="json").stderr.splitlines()[-1])
    assert (line["message"], line["level"]) == ("to …@…", "ERROR")
    assert settings_say().stderr.splitlines()[-1].endswith("ERROR x to …@…")
    assert "LOG_FORMAT must be line or json" in settings_say(LOG_FORMAT="xml").stderr
