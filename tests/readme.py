"""Runs the console blocks of the README and of docs/ as a new user would, and compares or writes what they show.

`python -m tests.readme [PAGE…]` writes it; `test_readme` compares, times and ports aside.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pydicom

from tests.peers.catalogue import Catalogue, catalogue, instance
from tests.peers.command import ENVIRONMENT, command_line
from tests.peers.dcmtk import storescp
from tests.peers.keeper import keeping_scp
from tests.peers.processes import free_port

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = (README, *(ROOT / "docs" / f"{name}.md" for name in ("store", "retrieve", "find", "trouble", "json")))
# What is there at the beginning, of the files that pydicom carries.
FOLDERS = {
    "practice": ("CT_small", "MR_small", "examples_jpeg2k", "examples_ybr_color", "rtplan", "rtdose", "reportsi"),
    "study": ("CT_small", "MR_small_RLE", "SC_rgb_jpeg_dcmtk"),
    ".": ("CT_small",),
}
HOME = "/home/me"  # what the pages call the folder
# The ports that the pages say.
PRACTICE, OUR_SCP, NOBODY, PLAIN, CATALOGUE, KEEPER = "11112", "11113", "11119", "11114", "11115", "11116"
_STUDIES, _CAP = 700, 500

_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_TIMES = re.compile(r"\b[\d.,]+ (ms|s|bytes/s|KB/s|MB/s)(?!\w)|(?<![\d.])\d+\.\d{3,}(?![\d.])|\b0\.0\b")


def without_times(text: str) -> str:
    """The text without times, and without the blanks and line ends that go by how long those are."""
    return _TIMES.sub("#", " ".join(text.split()))


def blocks(text: str) -> list[str]:
    return _BLOCK.findall(text)


@dataclass
class _Room:
    """Where a page's commands run: what it calls a thing, and what that is."""

    folder: Path
    real: Mapping[str, str]
    environment: dict[str, str]

    def run(self, command: str) -> str:
        """What a command line shows; `export` lasts for those that follow."""
        for said, real in self.real.items():
            command = command.replace(said, real)
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            self.environment[name] = value
            return ""
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        shown = done.stdout
        for said, real in self.real.items():
            shown = re.sub(rf"(?<![\d.]){re.escape(real)}(?!\d)", said, shown)  # and not within a UID
        return "".join(f"{line.rstrip()}\n" for line in shown.splitlines())


def replayed(page: Path) -> str:
    """The page with what its commands show now."""
    text = page.read_text(encoding="utf-8")
    with _room(text) as room:

        def replay(found: re.Match[str]) -> str:
            commands = [line[2:] for line in found[0].splitlines() if line.startswith("$ ")]
            return "".join(f"$ {command}\n{room.run(command)}" for command in commands)

        return _BLOCK.sub(replay, text)


@contextmanager
def _room(text: str) -> Iterator[_Room]:
    """The folders, and the practice server over one; of the other servers those whose ports the page names."""
    samples = Path(pydicom.__path__[0]) / "data" / "test_files"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for name, files in FOLDERS.items():
            (folder / name).mkdir(exist_ok=True)
            for file in files:
                shutil.copy(samples / f"{file}.dcm", folder / name)
        real = {said: str(free_port()) for said in (PRACTICE, OUR_SCP, NOBODY)}
        stack.enter_context(_practising(folder, real))
        if PLAIN in text:
            elsewhere = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            real[PLAIN] = str(stack.enter_context(storescp(elsewhere)).port)
        if CATALOGUE in text:
            real[CATALOGUE] = str(stack.enter_context(catalogue(Catalogue(_studies(), _CAP))).port)
        if KEEPER in text:
            real[KEEPER] = str(stack.enter_context(keeping_scp()).port)
        real[HOME] = str(folder)
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        yield _Room(folder, real, {**ENVIRONMENT, "PATH": path, "SCU_HOST": f"PRACTICE@localhost:{real[PRACTICE]}"})


@contextmanager
def _practising(folder: Path, ports: Mapping[str, str]) -> Iterator[None]:
    """The practice server over `practice`, as the README starts it."""
    server = subprocess.Popen(
        command_line("serve", "practice", "--port", ports[PRACTICE], "--peer", f"SCU@127.0.0.1:{ports[OUR_SCP]}"),
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with server:
        assert server.stdout is not None
        server.stdout.readline()  # it listens when it says so
        try:
            yield
        finally:
            server.terminate()


def _studies() -> list[pydicom.Dataset]:
    """A study a day."""
    first = date(2024, 1, 1)
    return [
        instance(f"P{n:04}", f"1.2.{n + 1}", f"1.2.{n + 1}.1", StudyDate=f"{first + timedelta(n):%Y%m%d}")
        for n in range(_STUDIES)
    ]


if __name__ == "__main__":
    for page in map(Path, sys.argv[1:] or PAGES):
        page.write_text(replayed(page), encoding="utf-8")
