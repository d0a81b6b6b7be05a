"""Makes .venv from the lock file; standard library only, because nothing else is there yet when it runs."""

import fcntl
import hashlib
import json
import os
import shutil
import ssl
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
UV = "uv==0.13.9"
RUN = ("--extra", "embedded", "--no-dev")  # what bin/start needs
DEVELOP = ("--all-extras",)  # what bin/test and bin/check need, which holds RUN
ROOM = 600 * 1024 * 1024  # bytes that a new environment and a first database take, with some to spare


class SetupError(Exception):
    """One sentence that says what is wrong and what to do about it."""


def make(*what: str) -> Path:
    """Bring .venv to what the lock file says and return its Python; nothing to do costs milliseconds."""
    os.umask(0o022)  # root's PostgreSQL runs as another user, who must be able to read its program
    try:
        VENV.mkdir(exist_ok=True)
        with (VENV / ".making").open("w") as lock:  # uv itself locks .lock
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not _made(what):
                _sync(what)
    except PermissionError as error:
        raise SetupError(
            f"{error.filename} cannot be written: make {ROOT} writable for you, or copy it to a folder that is."
        ) from error
    except OSError as error:
        raise SetupError(f"{VENV} could not be made: {error.strerror or error}.") from error
    return VENV / "bin" / "python"


def enter(what: tuple[str, ...], *command: str) -> NoReturn:
    """Become the Python of .venv, made if need be, running this command with the arguments given to this one."""
    try:
        python = make(*what)
    except KeyboardInterrupt:
        sys.exit(130)
    except SetupError as error:
        sys.exit(str(error))
    os.chdir(ROOT)
    os.execv(python, [str(python), *command, *sys.argv[1:]])  # noqa: S606  # a program of ours, no shell wanted


def _fingerprint() -> str:
    return hashlib.sha256((ROOT / "uv.lock").read_bytes()).hexdigest()


def _made(what: tuple[str, ...]) -> bool:
    stamp, python = VENV / ".synced.json", VENV / "bin" / "python"
    if not (stamp.exists() and python.exists()):
        return False
    made = json.loads(stamp.read_text())
    return made["lock"] == _fingerprint() and tuple(made["what"]) in (what, DEVELOP)


def _sync(what: tuple[str, ...]) -> None:
    if shutil.disk_usage(VENV).free < ROOM:
        raise SetupError(f"Fewer than {ROOM >> 20} MB are free where {ROOT} is: make room there and start again.")
    print("Making the environment in .venv from the lock file (packages are downloaded once) …", flush=True)
    if not (VENV / "bin" / "python").exists():
        _call([sys.executable, "-m", "venv", "--without-pip", str(VENV)])
    # A company's network may sign with a certificate of its own, which this machine knows and uv does not.
    known = ssl.create_default_context().cert_store_stats()["x509_ca"]
    _call(
        [_uv(), "sync", "--frozen", "--inexact", *(["--system-certs"] if known else []), *what],
        UV_PROJECT_ENVIRONMENT=str(VENV),
        UV_PYTHON=str(VENV / "bin" / "python"),
        UV_PYTHON_DOWNLOADS="never",
        UV_LINK_MODE=os.environ.get("UV_LINK_MODE", "copy"),
    )
    stamp = VENV / ".synced.json"
    stamp.write_text(json.dumps({"lock": _fingerprint(), "what": what}))


def _uv() -> str:
    """The pinned uv in an environment of its own inside .venv; else one on the PATH."""
    home = VENV / UV
    uv = home / "bin" / "uv"
    if uv.exists():
        return str(uv)
    if subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True).returncode:
        on_path = shutil.which("uv")
        if on_path:
            return on_path
        raise SetupError(
            "This Python cannot make environments: install its venv package "
            "(on Debian and Ubuntu “apt install python3-venv”) and start again."
        )
    _call([sys.executable, "-m", "venv", "--clear", str(home)])
    _call([str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", UV])
    return str(uv)


def _call(command: list[str], **more: str) -> None:
    log = VENV / "setup.log"
    with log.open("w") as output:
        failed = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **more},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ).returncode
    if not failed:
        return
    said = log.read_text(errors="replace")
    if "No space left" in said:
        raise SetupError(f"The disk filled up while packages were installed: make room at {ROOT} and start again.")
    raise SetupError(
        f"The packages could not be downloaded or installed: see {log}, see to the network connection "
        f"(a first start needs it), and start again."
    )
