"""How long each door takes for known and unknown addresses: `bin/test` never runs this; start it by hand in a set-up site.

    .venv/bin/python bench/enumeration.py http://127.0.0.1:8000 known@example.org

100 tries each, by turns, from one address; run it with the limits off (ACCOUNT_RATE_LIMITS = False) or it measures refusals.
Loopback only. Prints quartiles in milliseconds; nothing is written.
"""

import http.client
import re
import statistics
import sys
import time
from urllib.parse import urlencode, urlsplit

TRIES = 100
DOORS = {
    "login": ("/accounts/login/", lambda email: {"login": email, "password": "wrong wrong wrong"}),
    "reset": ("/accounts/password/reset/", lambda email: {"email": email}),
    "code": ("/accounts/login/code/", lambda email: {"email": email}),
    "sign-up": ("/accounts/signup/", lambda email: {"email": email, "password1": "five quiet harbour cranes"}),
}


def once(host: str, path: str, fields: dict[str, str]) -> float:
    """Milliseconds from sending the form to the whole answer."""
    line = http.client.HTTPConnection(host, timeout=30)
    line.request("GET", path)
    answer = line.getresponse()
    page = answer.read().decode()
    cookies = "; ".join(value.partition(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")
    found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)
    body = urlencode({"csrfmiddlewaretoken": found[1] if found else "", **fields})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": cookies,
        "Referer": f"http://{host}{path}",
    }
    started = time.perf_counter()
    line.request("POST", path, body, headers)
    line.getresponse().read()
    return (time.perf_counter() - started) * 1000


def main(site: str, known: str) -> None:
    """Print one line for each door and kind of address."""
    host = urlsplit(site).netloc
    if urlsplit(site).hostname not in {"127.0.0.1", "localhost"}:
        raise SystemExit("Only a site on this machine is measured.")
    print(f"{'door':8} {'address':8} {'25 %':>8} {'50 %':>8} {'75 %':>8}")
    for door, (path, fields) in DOORS.items():
        times: dict[str, list[float]] = {"known": [], "unknown": []}
        for n in range(TRIES):
            times["known"].append(once(host, path, fields(known)))
            times["unknown"].append(once(host, path, fields(f"nobody{n}@example.org")))
        for kind, taken in times.items():
            quartiles = " ".join(f"{each:8.1f}" for each in statistics.quantiles(taken, n=4))
            print(f"{door:8} {kind:8} {quartiles}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
