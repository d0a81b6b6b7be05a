"""The inventories of logs and of cryptography name what there is."""

import re
from pathlib import Path

from apps.users.second_step import SecondStep

ROOT = Path(__file__).resolve().parent.parent
LOGGER = re.compile(r"getLogger\((?:\"([\w.]+)\"|__name__)\)")


def test_each_logger_of_ours_is_in_the_inventory_with_a_time_of_keeping() -> None:
    said = dict(re.findall(r"^\| `([\w.]+)` \| .* \| (\d+) \|$", (ROOT / "docs/logs.md").read_text(), re.MULTILINE))
    for folder in ("apps", "careerplanner"):
        for file in (ROOT / folder).rglob("*.py"):
            dotted = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            for named in LOGGER.findall(file.read_text()):
                name = named or dotted
                assert any(name == known or name.startswith(f"{known}.") for known in said), name
    assert all(1 <= int(days) <= 365 for days in said.values())


def test_the_inventory_of_cryptography_names_what_hashes_and_seals() -> None:
    page = (ROOT / "docs/cryptography.md").read_text()
    text = (ROOT / "careerplanner/settings.py").read_text()  # tests hash with something quicker
    hashers = re.findall(r"(\w+)PasswordHasher", text)
    assert hashers == ["Argon2", "PBKDF2"]
    assert "Argon2id" in page
    assert "PBKDF2" in page
    assert SecondStep().encrypt("x").startswith("f1:gAAAA"), "Fernet's own mark"
    assert "Fernet" in page
    for key in re.findall(r"^\| `(SECRET_KEY|METRICS_TOKEN)`", (ROOT / "docs/deploying.md").read_text(), re.MULTILINE):
        assert f"| {key}" in page.partition("## When keys change")[2], key
