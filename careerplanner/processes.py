"""Starting, watching and stopping the parts that run beside each other on one machine."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

LARGEST_LOG = 10 * 1024 * 1024  # bytes; one older part is kept beside it
STOP_SECONDS = 20


@dataclass(frozen=True)
class Part:
    """One running process, what people call it, and where it writes what happens to it."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path


def die_with_parent(on_parents_death: signal.Signals) -> Callable[[], None] | None:
    """A `preexec_fn` that has the kernel stop the child when this process dies, even by SIGKILL (Linux only)."""
    if not sys.platform.startswith("linux"):
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def ask_kernel() -> None:
        libc.prctl(1, int(on_parents_death))  # 1 is PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)

    return ask_kernel


def start(name: str, command: list[str], log: Path, environment: dict[str, str]) -> Part:
    """Start a part in a session of its own: Ctrl-C is for the supervisor, which stops its parts in order."""
    with new_log(log) as output:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
    return Part(name, process, log)


def stop(process: subprocess.Popen[bytes] | psutil.Process, *gently_then: signal.Signals) -> None:
    """Send the signals one after the other, each with its time, and SIGKILL last; return when it is gone."""
    if isinstance(process, subprocess.Popen) and process.poll() is not None:
        return
    for each in (*gently_then, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, psutil.NoSuchProcess):
            process.send_signal(each)
        with contextlib.suppress(subprocess.TimeoutExpired, psutil.TimeoutExpired):
            process.wait(STOP_SECONDS)
            return


def stop_together(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop at once, wait for each, and leave none of their children behind."""
    family: list[psutil.Process] = []
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            family += psutil.Process(process.pid).children(recursive=True)
        process.terminate()
    for process in processes:
        stop(process, signal.SIGTERM)
    for orphan in psutil.wait_procs(family, timeout=2)[1]:
        with contextlib.suppress(psutil.NoSuchProcess):
            orphan.kill()


def new_log(log: Path) -> IO[bytes]:
    """Open a fresh log, the one before kept as .1; appending, so that it can be cut while it is written."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size:
        log.replace(log.with_suffix(".log.1"))
    return log.open("ab")


def cut_log(log: Path) -> None:
    """Keep a log from filling the disk: past its size, its content becomes .1 and it starts anew."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        shutil.copyfile(log, log.with_suffix(".log.1"))
        os.truncate(log, 0)


def reason(log: Path) -> str:
    """The last thing a process wrote that sounds like a reason."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    sounds = ("FATAL", "PANIC", "Error", "error", "No space", "Improperly")
    reasons = [line for line in lines if any(sound in line for sound in sounds)]
    return (reasons or lines or ["it said nothing"])[-1]
