"""The bill of materials says all that the lock file says, and what ships besides, in the form of CycloneDX 1.5."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KINDS = {"application", "framework", "library", "container", "data", "file", "operating-system", "platform", "firmware"}


@pytest.fixture(scope="module")
def bill(tmp_path_factory):
    file = tmp_path_factory.mktemp("bill") / "bom.json"
    done = subprocess.run([ROOT / "bin/sbom", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(file.read_text())


def shipped() -> dict[str, str]:
    """Name and version of all that the lock file installs for a site, followed from the project itself."""
    packages = {each["name"]: each for each in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    todo, seen = [("careerplanner", True)], {}
    while todo:
        name, everything = todo.pop()
        package = packages[name]
        wanted = list(package.get("dependencies", []))
        for extra, needs in package.get("optional-dependencies", {}).items():
            if everything or extra in {"mfa", "binary", "pool", "brotli"}:
                wanted += needs
        seen[name] = package["version"]
        todo += [(need["name"], False) for need in wanted if need["name"] not in seen]
    return seen


def test_it_holds_every_package_that_the_lock_file_installs(bill):
    told = {each["name"]: each["version"] for each in bill["components"] if not each["bom-ref"].startswith("ships:")}
    wanted = shipped()
    del wanted["careerplanner"]
    assert len(wanted) > 60
    assert {name: told.get(name) for name in wanted} == wanted
    assert "pytest" not in told, "what only develops does not ship"


def test_it_holds_what_ships_besides(bill):
    ships = {each["name"] for each in bill["components"] if each["bom-ref"].startswith("ships:")}
    assert {"postgresql", "valkey", "bootstrap", "htmx.org", "python", "postgres", "valkey/valkey"} <= ships
    assert "careerplanner" not in ships


def test_it_is_cyclonedx(bill):
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.5", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    references = [each["bom-ref"] for each in bill["components"]]
    assert len(references) == len(set(references))
    known = {*references, bill["metadata"]["component"]["bom-ref"]}
    for each in bill["components"]:
        assert each["type"] in KINDS
        assert each["name"]
        assert each["version"]
        assert each["type"] == "data" or each["purl"].startswith("pkg:")
    for each in bill["dependencies"]:
        assert {each["ref"], *each.get("dependsOn", [])} <= known
    assert len({each["ref"] for each in bill["dependencies"]}) == len(bill["dependencies"])


def test_it_wants_a_file():
    done = subprocess.run([ROOT / "bin/sbom"], capture_output=True, text=True)
    assert (done.returncode, done.stderr.strip()) == (1, "usage: bin/sbom FILE")
