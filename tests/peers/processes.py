"""Server programs: a free port, a start that waits until the port answers, and an end."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

LOCALHOST = "127.0.0.1"
# Below the ports that Linux hands out for outgoing connections, so that none is taken before it is used; and each
# worker of pytest-xdist has its own.
_WORKERS = 16
_OURS = range(20000, 32000)[int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % _WORKERS :: _WORKERS]
_ports = itertools.cycle(random.SystemRandom().sample(_OURS, len(_OURS)))
START_SECONDS = 30.0


def free_port() -> int:
    """A port of this machine that nobody listens on, and another one with every call."""
    while True:
        with socket.socket() as probe, suppress(OSError):
            port = next(_ports)
            probe.bind(("", port))
            return port


def find_program(name: str) -> str | None:
    """The path of an installed program; some live where only root's PATH looks.

    Not one of the interpreter's folder: what a package has there may have the name of one of DCMTK's.
    """
    ours = os.path.dirname(os.path.abspath(sys.executable))
    folders = [each for each in os.get_exec_path() if os.path.abspath(each) != ours]
    return shutil.which(name, path=os.pathsep.join([*folders, "/usr/sbin", "/sbin"]))


@contextmanager
def running(command: Sequence[str | Path], folder: Path, *ports: int) -> Iterator[None]:
    """Run a server program until the block ends; it listens on each of `ports` when the block begins.

    What it prints goes to `server.log` in `folder`, and into the message if it does not start. It is
    killed with its children: what it holds is thrown away anyway.
    """
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        for port in ports:
            _wait_until_it_answers(process, port, log)
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with socket.create_connection((LOCALHOST, port), timeout=START_SECONDS):
                return
        except ConnectionRefusedError:
            try:
                process.wait(timeout=0.02)
            except subprocess.TimeoutExpired:
                continue
            break
    pytest.fail(f"{process.args!r} does not listen on port {port}:\n{log.read_text(errors='replace')}")
