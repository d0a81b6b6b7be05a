"""The site over HTTPS, judged by MDN's Observatory and by Google's evaluator of policies; neither needs a network."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.filled import fill
from tests.trust.running import ROOT, certificate, collected, free_port, serving

HOST = "careerplanner.test"
SCANNER = ROOT / "node_modules" / "@mdn" / "mdn-http-observatory"
INFO = 60  # csp_evaluator: the higher, the less it matters
# “'self' can be problematic if you host JSONP, AngularJS or user uploaded files”: no answer of ours is JSONP, there is
# no AngularJS, and what somebody uploaded goes out as a download that no page takes for a script (nosniff, a type that
# is none, a policy with sandbox): tests/trust/test_headers_everywhere.py.
KNOWN = {("script-src", "'self'")}


@pytest.fixture
def scan(tmp_path: Path, transactional_db: None) -> Iterator[Any]:
    if shutil.which("node") is None or not SCANNER.exists():
        if os.environ.get("REQUIRE_NODE") == "1":
            pytest.fail("node or the Observatory is missing, and REQUIRE_NODE asks for them")
        pytest.skip("needs node and the packages of package.json (npm ci)")
    cert, key = certificate(tmp_path, HOST)
    http, https = free_port(), free_port()
    tls = ["--ssl-certificate", str(cert), "--ssl-keyfile", str(key)]
    settings = {
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
        "BEHIND_PROXY": "off",
        "STATIC_ROOT": collected(tmp_path / "static"),
    }

    def run(path: str, cookie: str = "") -> dict[str, Any]:
        done = subprocess.run(
            ["node", str(Path(__file__).with_name("observatory.mjs")), str(http), str(https), path, cookie],
            env={"PATH": os.environ["PATH"], "NODE_EXTRA_CA_CERTS": str(cert), "LANG": "C.UTF-8"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    with serving(tmp_path, {http: [], https: tls}, **settings):
        yield run


@pytest.mark.long
def test_the_pages_score_130(scan: Any) -> None:
    nadia = fill()
    client = Client()
    client.force_login(nadia.user)
    session = f"__Host-session={client.cookies['sessionid'].value}"
    inside = "Log out"
    for path, cookie, holds in [("/", "", ""), ("/accounts/login/", "", "password"), ("/today/", session, inside)]:
        found = scan(path, cookie)
        assert found["status"] == 200
        assert found["verified"]
        assert holds in found["body"], path
        assert found["score"] >= 130, found["tests"]
        lost = {name: told for name, told in found["tests"].items() if told[1] < 0}
        assert not lost
        serious = {(each["directive"], each.get("value")) for each in found["findings"] if each["severity"] < INFO}
        assert serious <= KNOWN, found["findings"]
