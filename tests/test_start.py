"""bin/start: comes up, stops in order, keeps everything, and says in one sentence what is wrong."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from careerplanner.embedded import ADMIN, THROWAWAY, EmbeddedError, Postgres, connect
from careerplanner.processes import LARGEST_LOG, cut_log
from careerplanner.start import ROOT, static_fingerprint

OF_THE_TESTS = ("SECRET_KEY", "SITE_URL", "STATIC_ROOT", "EMAIL_URL", "REDIS_URL", "OUTBOX_DIR", "PYTEST_PLUGINS")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def launch(var: Path, port: int, *more: str) -> subprocess.Popen[str]:
    environment = {k: v for k, v in os.environ.items() if k not in OF_THE_TESTS and not k.startswith("DATABASE_")}
    command = [sys.executable, "-m", "careerplanner.start", "--var", str(var), "--port", str(port), *more]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def wait_for_address(site: subprocess.Popen[str], port: int) -> None:
    assert site.stdout
    said = []
    for line in site.stdout:
        said.append(line)
        if line == f"http://127.0.0.1:{port}/\n":
            return
    pytest.fail("it stopped instead of starting: " + "".join(said))


def what_it_says(site: subprocess.Popen[str], exit_code: int) -> str:
    said, _ = site.communicate(timeout=40)
    assert site.returncode == exit_code, said
    return said


def processes_of(var: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        about_it = " ".join(process.info["cmdline"] or [])
        if str(var) in about_it and process.info["status"] != psutil.STATUS_ZOMBIE:
            found.append(process)
    return found


def wait_until_gone(var: Path) -> None:
    until = time.monotonic() + 15
    while processes_of(var):
        assert time.monotonic() < until, [process.cmdline() for process in processes_of(var)]
        time.sleep(0.1)


@pytest.fixture
def var(scratch: Path) -> Path:
    """A folder to start in, its static files taken as collected: compressing them is not what is tested here."""
    folder = scratch / "var"
    folder.mkdir()
    (folder / "static").mkdir()
    (folder / "static.stamp").write_text(static_fingerprint())
    return folder


@pytest.fixture
def postgres(scratch: Path) -> Iterator[Postgres]:
    told: list[str] = []
    server = Postgres(scratch / "var", dict(THROWAWAY), tell=told.append)
    server.told = told  # type: ignore[attr-defined]
    yield server
    server.stop()


def test_a_life_with_a_second_start_a_dead_part_a_kill_and_a_clean_stop(var: Path) -> None:
    port = free_port()
    site = launch(var, port)
    wait_for_address(site, port)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
        assert answer.status == 200
    assert (var / "secret-key").stat().st_mode & 0o077 == 0
    key = (var / "secret-key").read_text()
    database = Postgres(var).url(ADMIN)
    with connect(database) as rows:
        rows.execute("CREATE TABLE kept AS SELECT 'a year of work' AS line")

    again = what_it_says(launch(var, free_port()), 1)
    assert again.startswith("careerplanner already runs from")
    assert f":{port}/" in again

    worker = next(p for p in psutil.Process(site.pid).children() if "worker" in p.cmdline())
    worker.kill()
    said = what_it_says(site, 1)
    assert "The worker was stopped by SIGKILL, so everything was stopped and is kept: see" in said
    assert said.count("\n") <= 1
    assert "worker.log" in said
    wait_until_gone(var)

    site = launch(var, port)
    wait_for_address(site, port)
    site.kill()  # nothing can be done in order now …
    site.communicate()
    wait_until_gone(var)  # … and yet no server is left behind

    site = launch(var, port)
    wait_for_address(site, port)
    with connect(database) as rows:
        assert rows.execute("SELECT line FROM kept").fetchone() == ("a year of work",)
    site.terminate()
    assert "everything is kept" in what_it_says(site, 0)
    assert processes_of(var) == []
    assert (var / "secret-key").read_text() == key


def answers(postgres: Postgres) -> bool:
    with connect(postgres.url(ADMIN, "postgres")) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_a_taken_port_is_named_and_nothing_is_started(var: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = what_it_says(launch(var, port), 1)
    assert said.startswith(f"Port {port} is taken by another program: try “bin/start --port")
    assert not (var / "postgres").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = what_it_says(launch(tmp_path / "file" / "var", free_port()), 1)
    assert "cannot be written: make it writable for you" in said
    assert said.count("\n") == 1


def test_an_old_python_is_told_which_one_is_needed(tmp_path: Path) -> None:
    for name in ("python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"):
        old = tmp_path / name
        old.write_text("#!/bin/sh\nexit 1\n")
        old.chmod(0o755)
    for program in ("start", "test", "check", "backup", "restore", "sbom"):
        run = subprocess.run(
            ["/bin/sh", ROOT / "bin" / program], env={"PATH": str(tmp_path)}, capture_output=True, text=True
        )
        assert run.returncode == 1
        assert run.stderr.startswith("careerplanner needs Python 3.11 or newer: install it")


def test_a_half_made_database_is_put_aside_and_a_new_one_made(postgres: Postgres) -> None:
    postgres.data.mkdir(parents=True)
    (postgres.data / "base").write_text("who knows")
    postgres.start()
    assert answers(postgres)
    (aside,) = postgres.folder.glob("postgres.half-made-*")
    assert (aside / "base").read_text() == "who knows"
    assert len(postgres.told) == 1  # type: ignore[attr-defined]
    assert str(aside) in postgres.told[0]  # type: ignore[attr-defined]


def test_an_interrupted_initdb_is_begun_anew(postgres: Postgres) -> None:
    left = postgres.folder / "postgres.making"
    left.mkdir(parents=True)
    (left / "PG_VERSION").write_text("18\n")
    postgres.start()
    assert not left.exists()
    assert (postgres.data / "PG_VERSION").exists()


def test_a_database_of_another_version_is_left_alone(postgres: Postgres) -> None:
    postgres.data.mkdir(parents=True)
    (postgres.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedError, match="made by PostgreSQL 17 and this is 18"):
        postgres.start()
    assert (postgres.data / "PG_VERSION").read_text() == "17\n"


def test_a_pid_file_of_a_dead_server_does_no_harm(postgres: Postgres) -> None:
    postgres.start()
    assert postgres.process
    postgres.process.send_signal(signal.SIGKILL)
    postgres.process.wait()
    pid_file = postgres.data / "postmaster.pid"
    first, _, rest = pid_file.read_text().partition("\n")
    pid_file.write_text(f"{os.getpid()}\n{rest}")  # by now the number is somebody else's
    postgres.start()
    assert first
    assert answers(postgres)


def test_a_long_path_gets_its_socket_elsewhere_but_never_from_a_stranger(scratch: Path) -> None:
    folder = scratch / ("long" * 30)
    folder.mkdir()
    server = Postgres(folder, dict(THROWAWAY))
    assert folder not in server.sockets.parents
    server.sockets.symlink_to(scratch)
    try:
        with pytest.raises(EmbeddedError, match="belongs to somebody else"):
            server.start()
        server.sockets.unlink()
        server.start()
        assert answers(server)
        assert server.sockets.stat().st_mode & 0o077 == 0
    finally:
        server.stop()
        server.sockets.unlink() if server.sockets.is_symlink() else server.sockets.rmdir()


def test_a_log_never_fills_the_disk(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_bytes(b"x" * (LARGEST_LOG + 1))
    cut_log(log)
    assert log.stat().st_size == 0
    assert (tmp_path / "web.log.1").stat().st_size == LARGEST_LOG + 1
