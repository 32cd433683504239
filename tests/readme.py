"""Runs the README's console blocks as a new user would, and compares or writes what they show.

`python -m tests.readme` writes it; `test_readme` compares, times and ports aside.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pydicom

from tests.peers.command import ENVIRONMENT, command_line
from tests.peers.processes import free_port

README = Path(__file__).parent.parent / "README.md"
PRACTICE = ("CT_small", "MR_small", "examples_jpeg2k", "examples_ybr_color", "rtplan", "rtdose", "reportsi")
# The ports that the README says: the practice server's, our storage SCP's, and one where nothing listens.
PORTS = ("11112", "11113", "11119")

_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_TIMES = re.compile(r"\b[\d.,]+ (ms|s|bytes/s|KB/s|MB/s)|(?<![\d.])\d+\.\d{3,}(?![\d.])|\b0\.0\b")


def without_times(text: str) -> str:
    return _TIMES.sub("#", text)


def blocks(text: str) -> list[str]:
    return _BLOCK.findall(text)


def replayed() -> str:
    """The README with what its commands show now."""
    with _practice() as (folder, ports):
        environment = {**ENVIRONMENT, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}

        def replay(found: re.Match[str]) -> str:
            commands = [line[2:] for line in found[0].splitlines() if line.startswith("$ ")]
            return "".join(f"$ {command}\n{_run(command, folder, environment, ports)}" for command in commands)

        return _BLOCK.sub(replay, README.read_text(encoding="utf-8"))


def _run(command: str, folder: Path, environment: dict[str, str], ports: dict[str, str]) -> str:
    """What a command line shows; `export` lasts for those that follow."""
    for said, real in ports.items():
        command = command.replace(said, real)
    if command.startswith("export "):
        name, _, value = command.removeprefix("export ").partition("=")
        environment[name] = value
        return ""
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    shown = done.stdout
    for said, real in ports.items():
        shown = shown.replace(real, said)
    return "\n".join(line.rstrip() for line in shown.splitlines()) + "\n"


@contextmanager
def _practice() -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder as the README has it, and a practice server over `practice` in it, on free ports."""
    samples = Path(pydicom.__path__[0]) / "data" / "test_files"
    ports = {said: str(free_port()) for said in PORTS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "practice").mkdir()
        for sample in PRACTICE:
            shutil.copy(samples / f"{sample}.dcm", folder / "practice")
        shutil.copy(samples / "CT_small.dcm", folder)
        server = subprocess.Popen(
            command_line("serve", "practice", "--port", ports["11112"], "--peer", f"SCU@127.0.0.1:{ports['11113']}"),
            cwd=folder,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        with server:
            assert server.stdout is not None
            server.stdout.readline()  # it listens when it says so
            try:
                yield folder, ports
            finally:
                server.terminate()


if __name__ == "__main__":
    README.write_text(replayed(), encoding="utf-8")
