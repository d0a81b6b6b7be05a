"""A real pgbouncer in transaction mode, with fewer connections to the server than there are people asking."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import environ
import psycopg

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
WAIT_SECONDS = 10


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _who_reaches(sockets: str) -> pwd.struct_passwd | None:
    """pgbouncer does not run as root; then it is whoever the server's own folder of sockets belongs to."""
    if os.geteuid() != 0:
        return None
    owner = Path(sockets).stat().st_uid if sockets.startswith("/") else 0
    return pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")


@contextlib.contextmanager
def bouncing(url: str, folder: Path, server_connections: int) -> Iterator[int]:
    """Run pgbouncer before the database of this URL and give its port on the loopback."""
    parts, port = environ.Env.db_url_config(url), _free_port()
    user = _who_reaches(str(parts["HOST"]))
    server = {"host": parts["HOST"], "port": parts["PORT"] or 5432, "dbname": parts["NAME"], "user": parts["USER"]}
    server |= {"password": parts["PASSWORD"]} if parts["PASSWORD"] else {}
    given = " ".join(f"{name}={value}" for name, value in server.items())
    settings = {
        "listen_addr": "127.0.0.1",
        "listen_port": port,
        "unix_socket_dir": "",
        "auth_type": "any",
        "pool_mode": "transaction",
        "default_pool_size": server_connections,
        "max_client_conn": 200,
        "ignore_startup_parameters": "extra_float_digits",
        "server_reset_query_always": 0,  # nothing tidies up between two people: only what ends with the transaction
    }
    told = "\n".join(f"{name} = {value}" for name, value in settings.items())
    configuration = folder / "pgbouncer.ini"
    configuration.write_text(f"[databases]\nbounced = {given}\n[pgbouncer]\n{told}\n")
    folder.chmod(0o755)
    with (folder / "pgbouncer.log").open("wb") as log:
        process = subprocess.Popen(
            [str(PROGRAM), str(configuration)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )
    try:
        _wait(process, port, folder)
        yield port
    finally:
        process.terminate()
        process.wait(WAIT_SECONDS)


def _wait(process: "subprocess.Popen[bytes]", port: int, folder: Path) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="x", dbname="bounced", connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((folder / "pgbouncer.log").read_text()[-2000:]) from None
            time.sleep(0.05)
