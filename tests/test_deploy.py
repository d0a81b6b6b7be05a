"""The production shape, as far as it can be proved without a container: its files hold together, its commands run."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from careerplanner.embedded import ADMIN, APP, OWNER, THROWAWAY, Postgres, Valkey, connect, provision

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def dockerfile(instruction: str) -> list[str]:
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    return [line.split(maxsplit=1)[1] for line in text.splitlines() if line.startswith(f"{instruction} ")]


def dockers_command(instruction: str) -> list[str]:
    return json.loads("[" + dockerfile(instruction)[-1].partition("[")[2])


OFF_WHERE_EMPTY = {
    "METRICS_TOKEN",
    "REPLY_ADDRESS",
    "IMAP_URL",
    "ANYMAIL_WEBHOOK_SECRET",
    "ANYMAIL_MAILGUN_WEBHOOK_SIGNING_KEY",
    "ANYMAIL_MAILERSEND_SIGNING_SECRET",
    "ANYMAIL_SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY",
}


def test_no_secret_has_a_default() -> None:
    text = "\n".join(line.partition("#")[0] for line in (ROOT / "docker-compose.yml").read_text().splitlines())
    for name, rest in re.findall(r"\$\{(\w+)([^}]*)\}", text):
        if name in OFF_WHERE_EMPTY:
            assert rest == ":-", f"{name} has a default"
        elif name not in {"PORT", "TRUSTED_PROXY_COUNT", "LOG_FORMAT", "MAIL_LATE_MINUTES"}:
            assert rest.startswith(":?"), f"{name} may be forgotten"


def test_every_variable_of_compose_is_in_the_example() -> None:
    wanted = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    offered = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert wanted == offered


def test_nothing_runs_as_root(compose: dict[str, Any]) -> None:
    assert set(dockerfile("USER")) == {"10001"}
    for name, service in compose["services"].items():
        ours = service.get("image") == "careerplanner"
        assert ours or service["user"] not in {"root", "0"}, name


def test_every_service_has_a_health_check(compose: dict[str, Any]) -> None:
    checked = {name for name, service in compose["services"].items() if "test" in service.get("healthcheck", {})}
    assert checked | {"web"} == set(compose["services"]) - {"migrate", "tools"}  # web has the image's, the others end
    assert dockerfile("HEALTHCHECK")


def test_only_migrate_knows_the_owner_and_only_postgres_the_superuser(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        known = json.dumps(service["environment"]) if "environment" in service else ""
        assert ("DATABASE_OWNER_PASSWORD" in known) == (name in {"migrate", "postgres"}), name
        assert ("POSTGRES_PASSWORD" in known) == (name in {"postgres", "tools"}), name
    assert compose["services"]["tools"]["profiles"] == ["tools"], "what knows the superuser runs by hand only"


def test_what_is_kept_is_in_volumes(compose: dict[str, Any]) -> None:
    named = {mount.partition(":")[0] for s in compose["services"].values() for mount in s.get("volumes", [])}
    assert set(compose["volumes"]) == {name for name in named if not name.startswith(".")}
    for path in (name for name in named if name.startswith(".")):
        assert path == "./backups" or (ROOT / path).is_file(), path


def test_the_image_holds_what_it_copies_and_the_context_lets_it_through() -> None:
    allowed = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    for copy in dockerfile("COPY"):
        if not copy.startswith("--from"):
            for source in copy.split()[:-1]:
                assert source in allowed, source
                assert (ROOT / source).exists(), source


@pytest.fixture
def servers(scratch: Path) -> Any:
    postgres, valkey = Postgres(scratch, THROWAWAY), Valkey(scratch, keep=False)
    try:
        postgres.start()
        valkey.start()
        provision(postgres.url(ADMIN, "postgres"))
        yield postgres, valkey
    finally:
        valkey.stop()
        postgres.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def in_reach(command: list[str], port: int, scratch: Path) -> list[str]:
    """The very command, with this environment's programs, this test's port and a scratch folder for /tmp."""
    return [
        part.replace("8000", str(port)).replace("0.0.0.0", "127.0.0.1").replace("/tmp", str(scratch))
        for part in command
    ]


def test_the_commands_of_the_image_and_of_compose_run(
    servers: tuple[Postgres, Valkey], compose: dict[str, Any], tmp_path: Path
) -> None:
    postgres, valkey = servers
    port = free_port()
    environment = {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "HOSTNAME": "here",
        "SECRET_KEY": "a key for this test only",
        "SITE_URL": "https://careerplanner.example",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "DATABASE_URL": postgres.url(APP),
        "REDIS_URL": valkey.url,
        "STATIC_ROOT": str(tmp_path / "static"),
    }
    (tmp_path / "static").mkdir()
    services = compose["services"]
    migrated = subprocess.run(
        in_reach(services["migrate"]["command"], port, tmp_path),
        cwd=ROOT,
        env=environment | {"DATABASE_OWNER_URL": postgres.url(OWNER)},
        capture_output=True,
        text=True,
    )
    assert migrated.returncode == 0, migrated.stderr

    commands = {
        "web": dockers_command("CMD"),
        "worker": [*services["worker"]["command"], "--hostname", "celery@here"],
        "beat": services["beat"]["command"],
    }
    checks = {
        "web": dockers_command("HEALTHCHECK"),
        "worker": ["sh", "-c", services["worker"]["healthcheck"]["test"][1].replace("$$", "$")],
        "beat": ["sh", "-c", services["beat"]["healthcheck"]["test"][1].replace("$$", "$")],
    }
    running = {}
    for name, command in commands.items():
        with (tmp_path / f"{name}.log").open("wb") as log:
            running[name] = subprocess.Popen(
                in_reach(command, port, tmp_path), cwd=ROOT, env=environment, stdout=log, stderr=log
            )
    try:
        for name, check in checks.items():
            until = time.monotonic() + 60
            while True:
                asked = subprocess.run(in_reach(check, port, tmp_path), cwd=ROOT, env=environment, capture_output=True)
                if asked.returncode == 0:
                    break
                assert running[name].poll() is None, (tmp_path / f"{name}.log").read_text()
                assert time.monotonic() < until, (name, asked, (tmp_path / f"{name}.log").read_text())
                time.sleep(0.3)
    finally:
        for process in running.values():
            process.terminate()
        stopped = {name: process.wait(30) for name, process in running.items()}
    assert stopped == {"web": 0, "worker": 0, "beat": 0}


def test_the_passwords_script_sets_passwords(servers: tuple[Postgres, Valkey]) -> None:
    postgres, _ = servers
    provision(postgres.url(ADMIN, "postgres"))  # a second time does no harm
    subprocess.run(
        [ROOT / "deploy" / "passwords.sh"],
        check=True,
        env={
            "PATH": f"{postgres.programs()}{os.pathsep}{os.environ['PATH']}",
            "PGHOST": str(postgres.sockets),
            "DATABASE_APP_PASSWORD": "app's own",
            "DATABASE_OWNER_PASSWORD": "owner's own",
        },
        capture_output=True,
    )
    with connect(postgres.url(ADMIN)) as admin:
        secrets = admin.execute("SELECT rolpassword LIKE 'SCRAM%' FROM pg_authid WHERE rolname LIKE 'careerplanner%'")
        assert secrets.fetchall() == [(True,), (True,)]
