"""wapiti and sqlmap against the running site, as somebody who is logged in: bounded, on the loopback, findings zero."""

import csv
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from tests.filled import Filled, fill
from tests.trust.running import collected, free_port, serving
from tests.trust.vulnerable import vulnerable

pytestmark = pytest.mark.long

# Those of wapiti's modules that send nothing elsewhere and ask no list of the network.
MODULES = "xss,permanentxss,sql,exec,file,crlf,redirect,htaccess,backup,methods,cookieflags,http_headers,csp"
CRAWL, EACH = 45, 12  # seconds: of looking round, of each module
# What is found and is no fault, by kind and place, with the reason.
KNOWN = {  # what it says of a site that it looks at over plain HTTP, and why that does no harm
    "Strict-Transport-Security is not set": "sent over HTTPS: tests/test_headers.py, test_scored.py",
    "X-XSS-Protection is not set": "dropped by browsers, as it opened holes; the content policy stands in",
    "Secure flag is not set in the cookie : csrftoken": "set over HTTPS: tests/test_headers.py",
    "Secure flag is not set in the cookie : sessionid": "as above",
    "Secure flag is not set in the cookie : writer": "as above",
}


@dataclass
class Running:
    """The site, and what its browser would send."""

    url: str
    cookies: dict[str, str]
    nadia: Filled


def needs(tool: str) -> None:
    """Skip without this program, or fail where it is required."""
    if shutil.which(tool) is None:
        if os.environ.get("REQUIRE_TOOLS") == "1":
            pytest.fail(f"{tool} is missing, and REQUIRE_TOOLS asks for it")
        pytest.skip(f"needs {tool} (apt install {tool})")


@pytest.fixture
def running(tmp_path: Path, transactional_db: None) -> Iterator[Running]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    nadia = fill()
    client = Client()
    client.force_login(nadia.user)
    client.get(reverse("users:settings"))
    cookies = {name: morsel.value for name, morsel in client.cookies.items() if name in {"sessionid", "csrftoken"}}
    told = {"SITE_URL": url, "STATIC_ROOT": collected(tmp_path / "static")}
    with serving(tmp_path, {port: []}, **told, DJANGO_SETTINGS_MODULE="tests.trust.scanned_settings"):
        yield Running(url, cookies, nadia)


def alone(folder: Path) -> dict[str, str]:
    """An environment in which a scanner keeps what it keeps in `folder` and reaches nothing but this machine."""
    closed = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    return {**os.environ, **closed, "no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1", "HOME": str(folder)}


def wapiti(url: str, folder: Path, *more: str) -> tuple[dict[str, Any], int]:
    """What wapiti found, by kind, and how many addresses it knew."""
    report = folder / "wapiti.json"
    command = ["wapiti", "-u", f"{url}/", "-f", "json", "-o", str(report), "-m", MODULES, "--no-bugreport"]
    command += ["--flush-session", "--store-session", str(folder / "s"), "--store-config", str(folder / "c")]
    command += ["--max-scan-time", str(CRAWL), "--max-attack-time", str(EACH), "-d", "4", "-v", "1", "-t", "10", *more]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, env=alone(folder))
    assert report.exists(), done.stdout[-3000:] + done.stderr[-3000:]
    found = json.loads(report.read_text())
    kinds = {**found["vulnerabilities"], **found["anomalies"]}
    return {kind: each for kind, each in kinds.items() if each}, done.stdout.count("[+] http") + done.stdout.count(
        "[+] GET"
    )


def test_wapiti_finds_what_is_there(tmp_path: Path) -> None:
    needs("wapiti")
    with vulnerable() as url:
        found, _ = wapiti(url, tmp_path)
    assert {"Cross Site Scripting", "SQL Injection"} <= set(found), found


def test_wapiti_finds_nothing_here(tmp_path: Path, running: Running) -> None:
    needs("wapiti")
    cookie = "; ".join(f"{name}={value}" for name, value in running.cookies.items())
    starts = [part for name in STARTS for part in ("-s", running.url + reverse(name))]
    found, _ = wapiti(running.url, tmp_path, "-H", f"Cookie: {cookie}", *starts)
    told = {
        (kind, each["path"], each.get("parameter"), each["info"])
        for kind, all_of_it in found.items()
        for each in all_of_it
        if each["info"] not in KNOWN
    }
    assert not told, "\n".join(map(str, sorted(told, key=str)))
    still = Client()
    still.cookies["sessionid"] = running.cookies["sessionid"]
    assert still.get(reverse("users:settings")).status_code == 200, "it was logged in all the time"


STARTS = ["reflections:today", "achievements:list", "opportunities:list", "skills:list", "people:list"]

# --- sqlmap -------------------------------------------------------------------------------------------------------


def sqlmap(folder: Path, *more: str) -> list[str]:
    """The places into which sqlmap could put SQL."""
    results = folder / "found.csv"
    command = ["sqlmap", "--batch", "--disable-coloring", "--flush-session", "--level", "1", "--risk", "1"]
    command += ["--text-only"]  # else it compares the tokens against forged forms, which are others in every answer
    command += [
        "--technique",
        "BEU",
        "--timeout",
        "10",
        "--retries",
        "1",
        "--threads",
        "2",
        "--output-dir",
        str(folder),
    ]
    command += ["--results-file", str(results), *more]
    done = subprocess.run(command, capture_output=True, text=True, timeout=170, env=alone(folder))
    assert "testing" in done.stdout, done.stdout[-3000:]
    assert "connection refused" not in done.stdout
    with results.open() if results.exists() else open(os.devnull) as file:
        rows = list(csv.reader(file))[1:]
    said = [line for line in done.stdout.splitlines() if re.search(r"is vulnerable|' injectable", line)]
    return [
        *(" ".join(row[:4]) for row in rows if len(row) > 3 and row[3]),
        *said,
    ]


def test_sqlmap_finds_what_is_there(tmp_path: Path) -> None:
    needs("sqlmap")
    with vulnerable() as url:
        (tmp_path / "urls").write_text(f"{url}/item?id=1\n")
        assert sqlmap(tmp_path, "-m", str(tmp_path / "urls"))


def test_sqlmap_finds_nothing_here(tmp_path: Path, running: Running) -> None:
    needs("sqlmap")
    cookie = "; ".join(f"{name}={value}" for name, value in running.cookies.items())
    asked = [
        reverse("achievements:list") + "?" + urlencode({"q": "till", "year": "2024"}),
        reverse("people:list") + "?" + urlencode({"q": "x", "show": "due"}),
        reverse("skills:list") + "?" + urlencode({"show": "claimed", "sort": "name"}),
        reverse("skills:suggest_one") + "?" + urlencode({"name": "sto"}),
        reverse("reflections:list") + "?" + urlencode({"q": "x"}),
    ]
    (tmp_path / "urls").write_text("".join(f"{running.url}{path}\n" for path in asked))
    assert not sqlmap(tmp_path, "-m", str(tmp_path / "urls"), "--cookie", cookie)
