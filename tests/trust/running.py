"""The site as it runs in production, granian with collected files, on this machine's loopback and a test's database."""

import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path, host: str) -> tuple[Path, Path]:
    """A certificate of its own for this host, and its key: two files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, secret = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return cert, secret


def collected(folder: Path) -> str:
    """A folder with the files that pages ask for, hashed as in production."""
    told = {**os.environ, "STATIC_ROOT": str(folder), "DJANGO_SETTINGS_MODULE": "careerplanner.settings"}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True)
    return str(folder)


@contextmanager
def serving(folder: Path, ports: dict[int, list[str]], **settings: str) -> Iterator[Path]:
    """Granian on each port, with its own arguments, until the block ends; its log is in `folder`."""
    told = {name: value for name, value in os.environ.items() if name not in {"PYTEST_PLUGINS", "OUTBOX_DIR"}}
    told |= {"DJANGO_SETTINGS_MODULE": "careerplanner.settings", "DEBUG": "off", **settings}
    log = folder / "granian.log"
    running = []
    try:
        for port, more in ports.items():
            command = [str(BIN / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
            command += ["--blocking-threads", "4", "--no-ws", *more, "careerplanner.wsgi:application"]
            with log.open("ab") as out:
                running.append(subprocess.Popen(command, cwd=ROOT, env=told, stdout=out, stderr=out))
        for port, more in ports.items():
            _wait_for(port, bool(more), log)
        yield log
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(30)


def _wait_for(port: int, tls: bool, log: Path) -> None:
    anybody = ssl._create_unverified_context() if tls else None
    until = time.monotonic() + 60
    while True:
        try:
            urlopen(f"http{'s' if tls else ''}://127.0.0.1:{port}/healthz", timeout=5, context=anybody).close()
        except HTTPError as error:
            error.close()
        except OSError:
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.2)
            continue
        return
